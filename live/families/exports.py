"""Incremental exports, which give nothing of the most recent minute; few calls, since ten a minute are allowed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from live.probe import Family, NotSeen
from live.things import macro, ticket

if TYPE_CHECKING:
    from live.sandbox import Sandbox

EXPORTS = Family()
_RECENT = 61


def _seconds(record: Any) -> int:  # noqa: ANN401 - JSON
    return int(datetime.fromisoformat(record["created_at"]).timestamp())


def _now(desk: Sandbox) -> int:
    """The account's time."""
    return _seconds(macro(desk, "now"))


@EXPORTS.known("export-too-recent", (400, True))
def _too_recent(desk: Sandbox) -> object:
    answer = desk.call("GET", "incremental/tickets", params={"start_time": _now(desk)})
    return answer.status_code, "StartTimeTooRecent" in answer.text


@EXPORTS.known("export-minute", shows=False)
def _minute(desk: Sandbox) -> object:
    made = ticket(desk)
    page = desk.get("incremental/tickets", start_time=_seconds(made) - _RECENT)
    return made["id"] in [each["id"] for each in page["tickets"]]


@EXPORTS.switched("export-cursor", {True: True, False: False})
def _cursor(desk: Sandbox) -> object:
    page = desk.get("incremental/tickets/cursor", start_time=_now(desk) - _RECENT)
    if page["tickets"]:
        raise NotSeen("somebody changed a ticket a minute ago: look again")
    return page["after_cursor"] is not None


def _made(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """Tickets of a minute ago: one that changed, two of one second perhaps, one that is deleted."""
    changed = ticket(desk, priority="low")
    gone = ticket(desk)
    desk.pause(2)
    desk.remove(f"tickets/{gone['id']}")
    desk.send("PUT", f"tickets/{changed['id']}", {"ticket": {"priority": "high"}})
    first, second = ticket(desk), ticket(desk)
    desk.pause(_RECENT + 60)
    return changed, gone, first, second


def _page(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """The export by time since the first of them."""
    changed, *_ = desk.once("exported", lambda: _made(desk))
    return desk.once("export", lambda: desk.get("incremental/tickets", start_time=_seconds(changed) - 1))


def _exported(desk: Sandbox, at: int) -> Any:  # noqa: ANN401 - JSON
    page = _page(desk)
    wanted = desk.once("exported", lambda: _made(desk))[at]["id"]
    return next(each for each in page["tickets"] if each["id"] == wanted)


@EXPORTS.known("export-deleted", "deleted")
def _deleted(desk: Sandbox) -> object:
    return _exported(desk, 1)["status"]


@EXPORTS.known("export-stamp", shows=True)
def _stamp(desk: Sandbox) -> object:
    made = _exported(desk, 0)
    return made["generated_timestamp"] > _seconds(made)


@EXPORTS.switched("export-second", {True: True, False: False})
def _second(desk: Sandbox) -> object:
    _page(desk)
    first, second = (_exported(desk, at)["generated_timestamp"] for at in (2, 3))
    if first != second:
        raise NotSeen("no two tickets fell into one second: look again")
    page = desk.get("incremental/tickets", start_time=first - 1, per_page=1)
    same = [each for each in page["tickets"] if each["generated_timestamp"] == first]
    return len(same) > 1


def _events(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """The changes of the first of them."""
    changed, *_ = desk.once("exported", lambda: _made(desk))
    start = _seconds(changed) - 1
    page = desk.once("events", lambda: desk.get("incremental/ticket_events", start_time=start))
    return [each for each in page["ticket_events"] if each["ticket_id"] == changed["id"]]


@EXPORTS.known("event-export", "high")
def _event(desk: Sandbox) -> object:
    return next(child["priority"] for child in _events(desk)[-1]["child_events"] if "priority" in child)


@EXPORTS.switched("event-via", {True: "Web service", False: "Web form"})
def _via(desk: Sandbox) -> object:
    return _events(desk)[0]["via"]
