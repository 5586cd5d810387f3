from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.apply.in_memory_zendesk import Fault, InMemoryZendesk, service_error
from tests.plan.samples import PROJECT, account, macro

from macrosync.apply import Applied, ApplyUnfinished, Journal, execute
from macrosync.apply.applied import FILE
from macrosync.errors import ConfigError, Rejected
from macrosync.plan import make
from macrosync.plan.canonical import canonical
from macrosync.resources import Kind, Ref, Resource

if TYPE_CHECKING:
    from pathlib import Path

LOST = Ref(Kind.MACRO, "after-ride/lost-item/chat")
OTHER = Ref(Kind.MACRO, "a/b/chat")


def apply(folder: Path, zendesk: InMemoryZendesk, *desired: Resource) -> None:
    with Journal.open(folder, lambda: datetime(2026, 11, 24, tzinfo=UTC)) as journal:
        made = make(desired, zendesk.snapshot(), project=PROJECT, target="local", prune=True)
        execute(made, zendesk, journal, applied=Applied.read(folder / FILE))


def test_what_was_applied_is_remembered_until_it_is_deleted(tmp_path: Path) -> None:
    zendesk = InMemoryZendesk.of(account())
    apply(tmp_path, zendesk, macro(), macro(OTHER.key))
    held = next(held for held in zendesk.held[Kind.MACRO].values() if LOST.key in str(held["description"]))
    assert Applied.read(tmp_path / FILE).get(LOST) == canonical(Kind.MACRO, held)
    apply(tmp_path, zendesk, macro())
    assert Applied.read(tmp_path / FILE).get(OTHER) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["applied.json", "journal.jsonl"]


def test_what_was_done_before_a_failure_is_remembered(tmp_path: Path) -> None:
    zendesk = InMemoryZendesk.of(account())
    zendesk.faults = [Fault("create", OTHER.key, service_error(Rejected))]
    with pytest.raises(ApplyUnfinished):
        apply(tmp_path, zendesk, macro(), macro(OTHER.key))
    found = Applied.read(tmp_path / FILE)
    assert found.get(LOST)
    assert found.get(OTHER) is None


def test_a_file_that_cannot_be_written_is_a_warning_and_no_failure(tmp_path: Path) -> None:
    zendesk = InMemoryZendesk.of(account())
    (tmp_path / FILE).mkdir()
    with Journal.open(tmp_path, lambda: datetime(2026, 11, 24, tzinfo=UTC)) as journal:
        made = make([macro()], zendesk.snapshot(), project=PROJECT, target="local")
        summary = execute(made, zendesk, journal, applied=Applied(tmp_path / FILE))
    assert summary.created == 1
    assert summary.warnings == (f"{tmp_path / FILE} cannot be written: Is a directory.",)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["applied.json", "journal.jsonl"]


@pytest.mark.parametrize("broken", ["nonsense", "[]", '{"macro": 5}', '{"job": {"a": {}}}', '{"macro": {"a": 5}}'])
def test_a_broken_file_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / FILE).write_text(broken, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"applied\.json cannot be read: delete it"):
        Applied.read(tmp_path / FILE)


def test_no_file_is_nothing_applied(tmp_path: Path) -> None:
    assert Applied.read(tmp_path / FILE).get(LOST) is None
