"""`macrosync test`, as a person or CI runs it."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

FAILING = """\
start: 2026-11-24T10:00:00+09:00
scenarios:
  - {name: 되지 않는 것, ticket: {channel: chat}, steps: [{macro: contact-after-ride/reason}], expect: {status: solved}}
"""
BROKEN = "start: 2026-11-24T10:00:00+09:00\nscenarios:\n  - {name: 고장, expect: {statsu: new}}\n"


@pytest.fixture(autouse=True)
def _few_scenarios(project: Path) -> None:
    """Those of lost items are many, and say nothing more about the command."""
    for file in (project / "workflows" / "scenarios").glob("lost-item*.yaml"):
        file.unlink()


def write(project: Path, name: str, content: str) -> None:
    (project / "workflows" / "scenarios" / name).write_text(content, encoding="utf-8")


def test_all_pass_one_line_each_and_the_summary_last(run: Run) -> None:
    ran = run("test")
    assert (ran.code, ran.err) == (0, "")
    *lines, summary = ran.out.splitlines()
    assert all(line.startswith("PASS  workflows/scenarios/") for line in lines)
    assert summary == f"{len(lines)} scenarios: {len(lines)} passed, 0 failed, 0 broken."
    assert "\x1b" not in ran.out


def test_a_failure(run: Run, project: Path) -> None:
    write(project, "failing.yaml", FAILING)
    ran = run("test")
    assert ran.code == 1
    assert "FAIL  workflows/scenarios/failing.yaml:3:12: 되지 않는 것\n" in ran.out
    assert "  workflows/scenarios/failing.yaml:3:108: expected status “solved”\n    found “new”\n" in ran.out
    assert "ticket 1001: agent: macro contact-after-ride/reason/chat" in ran.out
    assert ran.out.splitlines()[-1].endswith("1 failed, 0 broken.")


def test_a_broken_file_keeps_no_other_from_being_run(run: Run, project: Path) -> None:
    write(project, "broken.yaml", BROKEN)
    ran = run("test")
    assert ran.code == 2
    assert "ERROR workflows/scenarios/broken.yaml:3:25: the file cannot be read\n" in ran.out
    assert "did you mean `status`? [unknown-key]" in ran.out
    assert "PASS  workflows/scenarios/call-types.yaml" in ran.out
    assert run("validate").code == 1
    assert run("plan").code == 1


def test_broken_definitions_stop_it(run: Run, project: Path) -> None:
    (project / "macros/call-contact/article.yaml").write_text("key: a\nkey: b\n", encoding="utf-8")
    ran = run("test", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "[yaml-duplicate-key]" in ran.err


def test_it_needs_no_lock(run: Run, project: Path) -> None:
    (project / "macros/macrosync.lock").unlink()
    assert run("test").code == 0


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (("workflows/scenarios/consent.yaml",), {"consent"}),
        (("workflows/scenarios/consent.yaml", "workflows/scenarios/macros.yaml"), {"consent", "macros"}),
        (("--name", "제휴콜"), {"call-types"}),
        (("--name", "분실물*전화"), {"consent"}),
        (("workflows/scenarios/consent.yaml", "--name", "채팅"), {"consent"}),
    ],
)
def test_some_of_them(run: Run, arguments: tuple[str, ...], files: set[str]) -> None:
    ran = run("test", "--json", *arguments)
    assert ran.code == 0
    paths = {each["path"] for each in json.loads(ran.out)["scenarios"]}
    assert paths == {f"workflows/scenarios/{name}.yaml" for name in files}


@pytest.mark.parametrize("folder", ["workflows/scenarios", "workflows/scenarios/", "workflows", "."])
def test_a_folder(run: Run, folder: str) -> None:
    assert run("test", folder).out == run("test").out


def test_a_path_from_where_one_stands(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "workflows" / "scenarios")
    assert {"consent.yaml"} == {
        line.partition(":")[0].rpartition("/")[2] for line in run("test", "consent.yaml").out.splitlines()[:-1]
    }
    assert run("test", str(project / "workflows/scenarios/consent.yaml")).code == 0
    assert run("test", "../scenarios/consent.yaml").code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere.yaml",), "nowhere.yaml holds no scenario: name a file or a folder in workflows/scenarios."),
        (("macros",), "macros holds no scenario"),
        (("--name", "없는 이름"), "No scenario's name holds `없는 이름`"),
    ],
)
def test_what_means_no_scenario_is_no_success(run: Run, arguments: tuple[str, ...], says: str) -> None:
    ran = run("test", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert says in ran.err


def test_json_and_nothing_else(run: Run, project: Path) -> None:
    write(project, "failing.yaml", FAILING)
    write(project, "broken.yaml", BROKEN)
    ran = run("test", "--json", "--coverage")
    data = json.loads(ran.out)
    assert (ran.code, ran.err) == (2, "")
    assert (data["failed"], data["broken"]) == (1, 1)
    assert data["coverage"]["macros"] == {"covered": 14, "total": 37}


def test_junit_is_written_whatever_the_outcome(run: Run, project: Path) -> None:
    write(project, "failing.yaml", FAILING)
    file = project / "junit.xml"
    assert run("test", "--junit", str(file)).code == 1
    root = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - what is parsed was made here
    assert root.get("failures") == "1"
    assert [suite.get("name") for suite in root if suite.get("failures") == "1"] == ["workflows/scenarios/failing.yaml"]
    refused = run("test", "--junit", str(project / "no" / "folder.xml"))
    assert refused.code == 1
    assert "cannot be written" in refused.err


def test_coverage_lists_what_is_left_and_counts(run: Run) -> None:
    ran = run("test", "--coverage", "--name", "제휴콜은")
    *_, coverage, summary = ran.out.splitlines()
    assert coverage.startswith("Coverage: rules ")
    assert summary.startswith("1 scenario")
    assert "macro contact-after-ride/reason/chat is never applied" in ran.out


def test_a_project_without_scenarios(run: Run, project: Path) -> None:
    for file in (project / "workflows/scenarios").iterdir():
        file.unlink()
    ran = run("test")
    assert (ran.code, ran.out) == (0, "0 scenarios: 0 passed, 0 failed, 0 broken.\n")


def test_scenarios_are_neither_locked_nor_applied(run: Run, project: Path) -> None:
    before = run("lock").out
    write(project, "failing.yaml", FAILING)
    assert run("lock").out == before
    assert "scenario" not in (project / "macros/macrosync.lock").read_text(encoding="utf-8")


def test_every_scenario_of_this_project_passes_and_together_they_exercise_everything(run: Run, project: Path) -> None:
    shutil.copytree(ROOT / "workflows", project / "workflows", dirs_exist_ok=True)
    data = json.loads(run("test", "--json", "--coverage").out)
    assert [each for each in data["scenarios"] if each["outcome"] != "pass"] == []
    assert data["coverage"]["gaps"] == []
    assert len(data["scenarios"]) >= 20


def test_the_example_of_the_docs_passes(run: Run, project: Path) -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    write(project, "example.yaml", example[1])
    ran = run("test", "workflows/scenarios/example.yaml")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "1 scenario: 1 passed, 0 failed, 0 broken.")
