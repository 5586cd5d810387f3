from __future__ import annotations

import errno
import json
from datetime import UTC, datetime
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

import pytest
from tests.apply.in_memory_zendesk import Fault, InMemoryZendesk, service_error
from tests.plan.samples import PROJECT, account, applied, macro

from macrosync.apply import ApplyUnfinished, Journal, execute
from macrosync.apply.journal import FILE
from macrosync.errors import Rejected
from macrosync.plan import Plan, make
from macrosync.resources import Kind

if TYPE_CHECKING:
    from pathlib import Path

LOST = "after-ride/lost-item/chat"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Full(BytesIO):
    """A file on a disk that is full after so many lines."""

    def __init__(self, file: IO[bytes], room: int = 0) -> None:
        super().__init__()
        self.file = file
        self.room = room

    def write(self, line: Any, /) -> int:  # noqa: ANN401 - as BytesIO has it
        if not self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.room -= 1
        return super().write(line)

    def fileno(self) -> int:
        return self.file.fileno()


def plan(zendesk: InMemoryZendesk, text: str = "안녕하세요") -> Plan:
    return make([macro(text=text)], zendesk.snapshot(), project=PROJECT, target="local")


def run(folder: Path, zendesk: InMemoryZendesk, text: str = "안녕하세요") -> None:
    with Journal.open(folder, lambda: NOON) as journal:
        execute(plan(zendesk, text), zendesk, journal)


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / FILE).read_text(encoding="utf-8").splitlines()]


def test_a_line_before_and_a_line_after_each_change(tmp_path: Path) -> None:
    zendesk = InMemoryZendesk.of(account())
    run(tmp_path / "new" / "local", zendesk)
    (number,) = zendesk.held[Kind.MACRO]
    intent, outcome = lines(tmp_path / "new" / "local")
    subject = {"time": "2026-11-24T12:00:00+00:00", "action": "create", "kind": "macro", "key": LOST, "before": ""}
    assert intent == subject | {"event": "intent", "id": None}
    after = outcome.pop("after")
    assert outcome == subject | {"event": "outcome", "id": number, "outcome": "created", "request_id": ""}
    assert f"#{after}" in str(zendesk.held[Kind.MACRO][number]["description"])


def test_a_failure_is_recorded_with_its_request_id(tmp_path: Path) -> None:
    zendesk = InMemoryZendesk.of(applied([macro()]))
    zendesk.faults = [Fault("update", LOST, service_error(Rejected))]
    with pytest.raises(ApplyUnfinished):
        run(tmp_path, zendesk, "새 말")
    outcome = lines(tmp_path)[-1]
    assert (outcome["outcome"], outcome["request_id"], outcome["after"]) == ("failed", "request-1", "")
    assert len(outcome["before"]) == 12


def test_the_intent_is_on_the_disk_before_anything_is_sent(tmp_path: Path) -> None:
    class Watched(InMemoryZendesk):
        def _called(self, method: str, key: str) -> Fault | None:
            assert [line["event"] for line in lines(tmp_path)] == ["intent"]
            return super()._called(method, key)

    run(tmp_path, Watched.of(account()))


def test_no_body_is_written_down(tmp_path: Path) -> None:
    run(tmp_path, InMemoryZendesk.of(account()), "비밀스러운 말")
    assert "비밀" not in (tmp_path / FILE).read_text(encoding="utf-8")


def test_nothing_is_sent_that_cannot_be_written_down(tmp_path: Path) -> None:
    zendesk = InMemoryZendesk.of(account())
    with (tmp_path / FILE).open("wb") as file, pytest.raises(ApplyUnfinished) as caught:
        execute(plan(zendesk), zendesk, Journal(Full(file), lambda: NOON))
    assert zendesk.writes() == []
    assert "it was not tried, since the journal cannot be written: No space left" in str(caught.value)


def test_a_journal_that_is_full_after_a_change_ends_the_apply(tmp_path: Path) -> None:
    zendesk = InMemoryZendesk.of(account())
    made = make([macro(), macro("a/b/chat")], zendesk.snapshot(), project=PROJECT, target="local")
    with (tmp_path / FILE).open("wb") as file, pytest.raises(ApplyUnfinished) as caught:
        execute(made, zendesk, Journal(Full(file, room=1), lambda: NOON))
    assert len(zendesk.writes()) == 1
    summary = caught.value.summary
    assert "it was created; the journal cannot be written any more: No space left" in summary.failed[0].reason
    assert [each.reason for each in summary.skipped] == ["it was not reached."]


def test_a_journal_grows_and_a_torn_line_ends(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"event": "intent"}\n{"event": "out', encoding="utf-8")
    run(tmp_path, InMemoryZendesk.of(account()))
    written = (tmp_path / FILE).read_text(encoding="utf-8").splitlines()
    assert written[:2] == ['{"event": "intent"}', '{"event": "out']
    assert [json.loads(line)["event"] for line in written[2:]] == ["intent", "outcome"]
