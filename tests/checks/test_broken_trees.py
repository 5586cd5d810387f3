"""Every broken tree gives exactly its findings, each one sentence that says what to do."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.checks import (
    cases_consent,
    cases_files,
    cases_lost_items,
    cases_references,
    cases_rules,
    cases_rules_together,
    cases_scenarios,
    cases_shape,
    cases_texts,
    cases_versions,
    cases_yaml,
)
from tests.definitions.desk import LOCK, TYPES, WHERE, Desk

from macrosync.checks import catalogue, compiled
from macrosync.definitions.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checks.broken import Case

    from macrosync.resources import Finding

GROUPS = (
    cases_files,
    cases_yaml,
    cases_shape,
    cases_references,
    cases_texts,
    cases_consent,
    cases_lost_items,
    cases_scenarios,
    cases_versions,
)
CASES = tuple(case for group in GROUPS for case in group.CASES)
RULE_CASES = (*cases_rules.CASES, *cases_rules_together.CASES)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.make(tmp_path)


def findings(desk: Desk, case: Case) -> tuple[Finding, ...]:
    for step in case.breaks:
        step(desk)
    if not case.locked and (desk.root / LOCK).exists():
        desk.lock()
    return desk.check().findings


def test_the_small_project_has_no_findings(desk: Desk) -> None:
    report = desk.check()
    assert report.findings == ()
    assert len(report.desired) == 16


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_tree(desk: Desk, case: Case) -> None:
    found = findings(desk, case)
    assert [(each.id, str(each.source)) for each in found] == [(each.id, each.place) for each in case.expected]
    for each, expected in zip(found, case.expected, strict=True):
        assert expected.says in each.message
    assert list(found) == sorted(set(found))
    for each in found:
        assert catalogue.explain(each.id).mend
        assert_a_sentence(each.message)


def assert_a_sentence(message: str) -> None:
    """One line, ended, not too long to read, and nothing in it that cannot be seen."""
    assert message.endswith((".", "?"))
    assert message.isprintable()
    assert len(message) < 300


def test_no_two_cases_have_one_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_every_finding_of_the_catalogue_is_given_by_a_case() -> None:
    given = {expected.id for case in CASES for expected in case.expected}
    given |= {name for case in RULE_CASES for name, _, _ in case.expected}  # rules that no definition can express
    # Five thousand macros take their time: test_too_many_macros has a smaller account.
    assert given | {"too-many-macros"} == {id for group in catalogue.GROUPS.values() for id in group}  # noqa: A001


def test_too_many_macros(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "MACROS", 9)
    (found,) = desk.check().findings
    assert found.id == "too-many-macros"
    assert_a_sentence(found.message)


def test_a_folder_that_cannot_be_listed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def refused(path: Path) -> object:
        if path.name == "parcel":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", refused)
    (found,) = desk.check().findings
    assert (found.id, str(found.source)) == ("file-unreadable", "macros/parcel:1:1")
    assert_a_sentence(found.message)


def test_a_file_that_cannot_be_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: Path, _most: int) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("macrosync.definitions.files.read", refused)
    found, told = load(desk.root)
    assert found.loaded == ()
    assert {each.id for each in told} == {"file-unreadable"}
    assert told[0].message == "The file cannot be read (Permission denied): mend its rights, or put it there again."


def test_lines_may_end_as_on_windows_and_a_byte_order_mark_may_stand_first(desk: Desk) -> None:
    for path in (WHERE, TYPES):
        content = (desk.root / path).read_bytes()
        desk.write(path, b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    assert desk.check().findings == ()  # nor is that another wording


@pytest.mark.parametrize("beside", ["README.md", ".gitkeep", ".DS_Store"])
def test_what_may_stand_beside_definitions(desk: Desk, beside: str) -> None:
    desk.write(f"macros/parcel/{beside}", "\x00")
    assert desk.check().findings == ()


def test_a_folder_of_its_own_may_hold_nothing(desk: Desk) -> None:
    (desk.root / "macros/later/much").mkdir(parents=True)
    assert desk.check().findings == ()


def test_findings_of_the_whole_tree_after_the_last_folder_is_gone(desk: Desk) -> None:
    shutil.rmtree(desk.root / "macros")
    shutil.rmtree(desk.root / "workflows")
    assert [each.id for each in desk.check().findings] == ["file-missing", "lock-missing", "file-missing"]
