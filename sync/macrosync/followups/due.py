"""When a task is due, where that is missing or not as it is defined. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from macrosync.compiler.lost_items import moments

if TYPE_CHECKING:
    from datetime import datetime

    from macrosync.followups.desk import Desk
    from macrosync.followups.snapshot import Snapshot, Ticket

#: Before the customer was reached there is something to be done by a time.
_WAITING = frozenset({"received", "asking", "away"})
#: After the third absence there is no next attempt: the case is urgent, and a person decides.
_TRIED_AGAIN = frozenset({"first", "second"})
#: A task is made some time after its body was written.
_ON_THE_WAY = timedelta(minutes=1)


def began(desk: Desk, case: Snapshot) -> datetime | None:
    """When the driver's ticket became a case; None where it is gone."""
    if case.driver is None:
        return None
    tagged = [change for change in case.history(case.number).of("tags") if desk.case.case in change.value]
    return tagged[0].at if tagged else case.driver.created


def mended(desk: Desk, case: Snapshot, task: Ticket) -> datetime | None:
    """When an open task shall be due, None where that stays as it is. A time that an agent set always stays."""
    times, history = desk.items.times, case.history(task.number)
    if task.values.get("progress", "received") not in _WAITING or not history.changes:
        return None
    by_hand = [change.at for change in history.of("due_at") if change.author != desk.caller]
    absences = [change.at for change in history.of("absences")]
    if absences:
        again = task.values.get("progress") == "away" and task.values.get("absences") in _TRIED_AGAIN
        if not again or (by_hand and by_hand[-1] >= absences[-1]):
            return None
        wanted = _next_day(desk, absences[-1])
        return None if task.due == wanted else wanted
    if by_hand:
        return None
    start = began(desk, case) or task.created
    latest = moments.due_at(times, task.created) + _ON_THE_WAY
    if task.due is not None and start - _ON_THE_WAY <= task.due <= latest:
        return None
    wanted = moments.due_at(times, start).replace(microsecond=0)
    return None if task.due == wanted else wanted


def _next_day(desk: Desk, at: datetime) -> datetime:
    times = desk.items.times
    midnight = at.astimezone(moments.zone(times)).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1, seconds=moments.seconds(times.due_next_day))
