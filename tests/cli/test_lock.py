"""`macrosync lock`: what it writes, and what it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

LOCK = "macros/macrosync.lock"
REPLY = "macros/call-contact/safe-number-validity.yaml"


def change(project: Path, old: str, new: str) -> None:
    file = project / REPLY
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_the_committed_lock_is_what_lock_writes(run: Run, project: Path) -> None:
    before = (project / LOCK).read_bytes()
    assert run("lock").out == "9 definitions are locked; nothing is new.\n"
    assert (project / LOCK).read_bytes() == before


def test_lock_as_json(run: Run) -> None:
    assert json.loads(run("lock", "--json").out) == {"definitions": 9, "added": []}


def test_wording_that_changed_under_an_old_version_is_refused(run: Run, project: Path) -> None:
    before = (project / LOCK).read_bytes()
    change(project, "90분", "60분")
    refused = run("lock")
    assert refused.code == 1
    assert f"{REPLY}:3:10: The wording of `safe-number-validity` changed: raise `version` to 2" in refused.err
    assert (project / LOCK).read_bytes() == before


def test_a_rollback_is_a_new_version_with_the_old_wording(run: Run, project: Path) -> None:
    change(project, "version: 1", "version: 2")
    change(project, "90분", "60분")
    assert run("lock").code == 0
    change(project, "60분", "90분")
    change(project, "version: 2", "version: 1")
    assert "a version never goes down; make it 3" in run("lock").err
    change(project, "version: 1", "version: 3")
    assert run("lock").out.endswith("new: safe-number-validity@3.\n")
    assert run("validate").code == 0


def test_a_damaged_lock_is_taken_from_git_or_begun_anew(run: Run, project: Path) -> None:
    (project / LOCK).write_text("<<<<<<< ours\n", encoding="utf-8")
    assert "macrosync lock --renew" in run("lock").err
    assert run("lock", "--renew").code == 0
    assert run("validate").code == 0


def test_a_missing_lock_is_one_finding_and_is_written(run: Run, project: Path) -> None:
    (project / LOCK).unlink()
    found = run("validate")
    assert (found.code, found.out.count("\n")) == (1, 1)
    assert "run `macrosync lock`" in found.out
    assert run("lock").code == 0
    assert run("validate").code == 0


def test_a_lock_that_cannot_be_written(run: Run, project: Path) -> None:
    (project / LOCK).unlink()
    (project / LOCK).mkdir()
    refused = run("lock")
    assert refused.code == 1
    assert "Traceback" not in refused.err
