"""The version lock: what it holds, and what it says of a definition that changed."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.definitions.desk import LATE, LOCK, WHERE, Desk

from macrosync.definitions import lock
from macrosync.definitions.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from macrosync.definitions.lock import Lock

digests = st.text("0123456789abcdef", min_size=64, max_size=64).map("sha256:{}".format)
locks = st.dictionaries(
    st.text(min_size=1, max_size=5), st.dictionaries(st.integers(1, 10**9).map(str), digests, max_size=4), max_size=4
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.make(tmp_path)


def compare(desk: Desk, known: Lock) -> list[str]:
    return [each.id for each in lock.compare(known, load(desk.root)[0])]


@given(locks)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, known: Lock) -> None:
    root = tmp_path_factory.getbasetemp() / "lock"
    (root / "macros").mkdir(parents=True, exist_ok=True)
    (root / LOCK).write_text(lock.render(known), encoding="utf-8")
    assert lock.read(root) == (known, ())


def test_keys_and_versions_are_sorted_so_that_a_review_shows_what_changed() -> None:
    written = lock.render({"b": {"10": "x", "9": "y"}, "a": {"1": "가"}})
    assert written == (
        '{\n  "format": 1,\n  "versions": {\n    "a": {\n      "1": "가"\n    },\n'
        '    "b": {\n      "9": "y",\n      "10": "x"\n    }\n  }\n}\n'
    )


def test_every_definition_is_locked_at_its_version(desk: Desk) -> None:
    known, findings = lock.read(desk.root)
    assert findings == ()
    assert sorted(known) == ["address", "consult-type", "layout", "parcel", "too-late", "where-is-it"]
    assert {tuple(entry) for entry in known.values()} == {("1",)}
    assert compare(desk, known) == []


def test_what_is_known_stays_known(desk: Desk) -> None:
    known, _ = lock.read(desk.root)
    before = json.dumps(known)
    desk.edit(LATE, "version: 1", "version: 2")
    desk.delete(WHERE)
    new = lock.updated(known, load(desk.root)[0])
    assert sorted(new["too-late"]) == ["1", "2"]
    assert new["where-is-it"] == known["where-is-it"]
    assert json.dumps(known) == before


def test_a_rollback_is_a_new_version_with_old_wording(desk: Desk) -> None:
    known, _ = lock.read(desk.root)
    desk.edit(LATE, "죄송합니다", "미안합니다")
    assert compare(desk, known) == ["version-not-raised"]
    desk.edit(LATE, "version: 1", "version: 2")
    assert compare(desk, known) == ["version-not-locked"]
    known = lock.updated(known, load(desk.root)[0])
    assert compare(desk, known) == []
    desk.edit(LATE, "미안합니다", "죄송합니다")
    desk.edit(LATE, "version: 2", "version: 1")
    assert compare(desk, known) == ["version-lowered"]
    desk.edit(LATE, "version: 1", "version: 3")
    known = lock.updated(known, load(desk.root)[0])
    assert compare(desk, known) == []
    assert known["too-late"]["3"] == known["too-late"]["1"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reply: |", "reply: |  # said with a smile"),
        ("key: too-late\nversion: 1\n", "version: 1\nkey: too-late\n"),
        ("title: 사과", 'title: "사과"'),
        ("source: new\n", "source: new\nguidance: []\n"),
    ],
)
def test_what_changes_no_wording(desk: Desk, old: str, new: str) -> None:
    known, _ = lock.read(desk.root)
    desk.edit(LATE, old, new)
    assert compare(desk, known) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("알려 드리겠습니다.", "알려 드립니다."),
        ("title: 사과", "title: 사과\n    macro: 사과"),
        ("source: new", "source: other"),
        ("recipient: 배송 기사(한빛택배)", "recipient: 배송 기사"),
    ],
)
def test_what_changes_wording(desk: Desk, old: str, new: str) -> None:
    known, _ = lock.read(desk.root)
    desk.edit(LATE, old, new)
    assert compare(desk, known) == ["version-not-raised"]


def test_of_two_definitions_with_one_key_no_version_is_told(desk: Desk) -> None:
    known, _ = lock.read(desk.root)
    desk.edit(LATE, "key: too-late", "key: where-is-it")
    assert compare(desk, known) == []


def test_a_lock_that_is_a_link_or_a_folder_or_a_pipe_is_not_read(desk: Desk) -> None:
    written = (desk.root / LOCK).rename(desk.root / "elsewhere")
    (desk.root / LOCK).symlink_to(written)
    assert [each.message for each in lock.read(desk.root)[1]] == [
        "The version lock cannot be read (it is a link): take it from Git, or run `macrosync lock --renew`."
    ]
    (desk.root / LOCK).unlink()
    (desk.root / LOCK).mkdir()
    assert "(it is a folder)" in lock.read(desk.root)[1][0].message
    (desk.root / LOCK).rmdir()
    os.mkfifo(desk.root / LOCK)
    assert "(it is no file)" in lock.read(desk.root)[1][0].message
