"""`macrosync test --mutate`, as a person or CI runs it, on a project with two rules."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.conftest import ROOT
from tests.scenarios.test_command import write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

CONSULT_TYPES = """\
key: consult-type
version: 1
source: new
title: 상담유형
tagging: {source: new, add: 상담유형 태그, remove: 상담유형 태그 해제}
types:
  - name: 대리
    slug: driver
    types: [{name: 운행, slug: ride}, {name: 요금, slug: fare}]
"""
RULE = "consult-type/driver"
SCENARIOS = """\
start: 2026-11-24T10:00:00+09:00
ticket: {tags: [vip]}
scenarios:
  - name: 운행
    steps:
      - fields: {consult-type: driver__ride}
        expect: {tags: {exactly: [vip, driver, driver__ride]}}
      - fields: {consult-type: null}
        expect: {tags: {exactly: [vip]}}
  - name: 요금
    steps:
      - fields: {consult-type: driver__fare}
        expect: {tags: {includes: [vip, driver]}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "workflows" / "scenarios").mkdir(parents=True)
    (folder / "macros").mkdir()
    shutil.copy(ROOT / "macrosync.toml", folder)
    shutil.copy(ROOT / "macros" / "layout.yaml", folder / "macros")
    (folder / "workflows" / "consult-types.yaml").write_text(CONSULT_TYPES, encoding="utf-8")
    write(folder, "tags.yaml", SCENARIOS)
    return folder


def test_all_is_noticed(run: Run) -> None:
    ran = run("test", "--mutate")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[2:] == [
        "2 scenarios: 2 passed, 0 failed, 0 broken.",
        f"Equivalent workflows/consult-types.yaml:8:11: trigger {RULE}/add: runs behind {RULE}/remove [order]",
        "Mutation: 21 mutants: 20 killed, 0 survived, 1 equivalent; score 100.0 %.",
    ]


def test_what_no_scenario_notices_is_listed_with_one_that_would(run: Run) -> None:
    ran = run("test", "--mutate", "--name", "운행")
    assert (ran.code, ran.err) == (1, "")
    first = "Survived workflows/consult-types.yaml:8:11: trigger consult-type/driver/add: condition any[2] "
    assert first in ran.out
    assert "\n  tags: driver__fare, driver → driver__fare\n  a scenario that notices it:\n    - name: " in ran.out
    assert "\n        - {fields: {consult-type: driver__fare}}\n      expect: {tags: {includes: [driver]}}\n" in ran.out
    assert ran.out.splitlines()[-1].startswith("Mutation: 21 mutants: 15 killed, 5 survived, 1 equivalent; score 75.0")


def test_json_holds_it_and_nothing_else_is_printed(run: Run) -> None:
    ran = run("test", "--mutate", "--json", "--name", "운행")
    assert (ran.code, ran.err) == (1, "")
    data = json.loads(ran.out)
    mutation = data["mutation"]
    assert (data["passed"], data["failed"]) == (1, 0)
    counts = {name: mutation[name] for name in ("mutants", "killed", "survived", "equivalent", "score", "passed")}
    assert counts == {"mutants": 21, "killed": 15, "survived": 5, "equivalent": 1, "score": 75.0, "passed": False}
    assert [each["category"] for each in mutation["equivalents"]] == ["order"]
    first = mutation["survivors"][0]
    assert (first["kind"], first["key"], first["category"]) == ("trigger", "consult-type/driver/add", "operator")
    assert (first["path"], first["line"], first["column"]) == ("workflows/consult-types.yaml", 8, 11)
    assert "expect: {tags: {includes: [driver]}}" in first["scenario"]


def test_nothing_is_tried_where_a_scenario_fails(run: Run, project: Path) -> None:
    write(project, "tags.yaml", SCENARIOS.replace("includes: [vip, driver]", "excludes: [driver]"))
    ran = run("test", "--mutate", "--json")
    assert ran.code == 1
    assert "mutation" not in json.loads(ran.out)
    assert "No mistakes in the rules were tried: first mend the scenarios" in ran.err


def test_without_the_option_nothing_is_said_of_it(run: Run) -> None:
    assert "Mutation" not in run("test").out
    assert "mutation" not in json.loads(run("test", "--json").out)
