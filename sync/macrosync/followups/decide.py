"""What has to be done to a case, from what was read of it and the time. Pure.

Decided is one step at a time, each on what the one before left: first there is a task, then there is one only, then it
is as it should be, and last the driver's ticket shows it. To decide again on what came of it gives the next step, and
nothing once all is well, so that a sweep that was cut off anywhere only goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from macrosync.compiler.lost_items.case import ANSWERS
from macrosync.followups import consent, due, phones, records
from macrosync.followups.actions import MakeTask, Redact, Update

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from macrosync.followups.actions import Action
    from macrosync.followups.consent import Consent
    from macrosync.followups.desk import Desk
    from macrosync.followups.snapshot import Change, Snapshot, Ticket

#: What agents put on a task, which is carried to the one that goes on.
_WORK = ("progress", "wish", "absences")
#: What the driver's ticket shows of its task, and of these what a note tells.
_SHOWN = ("progress", "consent", "wish", "lapses_on")
_TOLD = ("progress", "consent", "wish")
#: What a blank field says.
_BLANK = {"progress": "received", "consent": consent.BLANK}


def decide(desk: Desk, case: Snapshot, now: datetime) -> tuple[Action, ...]:
    """The next actions; none where nothing is left to do."""
    redactions = tuple(_redactions(case))
    for step in (_without_task, _duplicates, _task, _driver):
        if found := tuple(step(desk, case, now)):
            return (*found, *redactions)
    return redactions


def _without_task(desk: Desk, case: Snapshot, now: datetime) -> Iterator[Action]:
    """A case has a task: one that was solved by mistake is opened again, and one is made where there is none."""
    driver = case.driver
    if case.unsolved or case.over or driver is None or not driver.is_case(desk):
        return
    task = case.task
    if task is not None and not task.closed:
        yield Update(task, (f"task {task.number} is opened again, since its case is not closed",), status="open")
        return
    began = due.began(desk, case) or driver.created
    if now - began >= timedelta(minutes=desk.items.times.grace_minutes):
        yield MakeTask(driver, began)


def _duplicates(desk: Desk, case: Snapshot, _: datetime) -> Iterator[Action]:
    """The earliest open task goes on, with what agents last put on any of them; then the later ones are closed."""
    open_tasks = case.unsolved
    if len(open_tasks) <= 1:
        return
    kept, *later = open_tasks
    values = dict(_merged(desk, case, kept))
    if values:
        yield Update(kept, (f"what was noted on a second task is carried to task {kept.number}",), values)
        return
    note = str(desk.items.sweep.duplicate).replace("{ticket}", str(kept.number))
    for task in later:
        words = (f"task {task.number} is closed, since task {kept.number} is there already",)
        # A task with a consent that holds stays open by rule; the answer stands in its history.
        values = {"consent": ""} if task.values.get("consent") == "given" else {}
        yield Update(task, words, values, (note,), status="solved")


def _merged(desk: Desk, case: Snapshot, kept: Ticket) -> Iterator[tuple[str, str]]:
    def newest(name: str) -> Change | None:
        every = [change for task in case.unsolved for change in case.history(task.number).of(name)]
        theirs = [change for change in every if change.author != desk.caller]
        return max(theirs, key=lambda change: (change.at, change.audit), default=None)

    for name in _WORK:
        change = newest(name)
        if change is not None and change.value and change.ticket != kept.number:
            value = str(change.value)
            if kept.values.get(name) != value:
                yield name, value


@dataclass(slots=True)
class _Wanted:
    """What an update of a task comes to, while it is put together."""

    values: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _task(desk: Desk, case: Snapshot, now: datetime) -> Iterator[Action]:
    """The task's consent, its date and record, its due time, and its link to the driver's ticket."""
    task = case.task
    if task is None or task.closed:
        return
    wanted = _Wanted(notes=[*records.missing(desk, case, task)])
    wanted.words += [f"a consent is recorded on task {task.number}" for _ in wanted.notes]
    if task.link() != case.number:
        wanted.values["other_ticket"] = str(case.number)
        wanted.words.append(f"task {task.number} is linked to ticket {case.number}")
    if (held := consent.holds(desk, case, now)) is not None:
        _consent(desk, task, held, wanted)
    moment = _due(desk, case, task, wanted) if task.unsolved else None
    if wanted.words:
        yield Update(task, tuple(wanted.words), wanted.values, tuple(wanted.notes), due=moment)


def _due(desk: Desk, case: Snapshot, task: Ticket, wanted: _Wanted) -> datetime | None:
    """When it is due, where that has to be mended; its day stands in a field, which rules can go by."""
    moment = due.mended(desk, case, task)
    if moment is not None:
        wanted.words.append(f"task {task.number} is due at {desk.clock(moment)}")
    by = moment or task.due
    day = desk.day(by).isoformat() if by else ""
    if task.values.get("due_on", "") != day:
        wanted.values["due_on"] = day
        if moment is None:
            wanted.words.append(f"the day on which task {task.number} is due is put on it")
    return moment


def _consent(desk: Desk, task: Ticket, held: Consent, wanted: _Wanted) -> None:
    """What holds, and when it lapses; both at once, so that no rule reckons the day by its own time."""
    if held.slug != task.values.get("consent", consent.BLANK):
        wanted.values["consent"] = held.slug
        if held.slug == "lapsed":
            wanted.notes.append(str(desk.items.sweep.lapsed))
            wanted.words.append(f"the consent on task {task.number} lapsed")
        else:
            wanted.words.append(f"the consent is carried to task {task.number}")
    if task.values.get("lapses_on", "") != (held.lapses_on or ""):
        wanted.values["lapses_on"] = held.lapses_on or ""
        wanted.words.append(f"the day on which the consent lapses is put right on task {task.number}")


def _driver(desk: Desk, case: Snapshot, _: datetime) -> Iterator[Action]:
    """The driver's ticket shows what its task holds; a closed one cannot."""
    driver, task = case.driver, case.task
    if driver is None or task is None or driver.closed or not driver.is_case(desk):
        return
    values = {}
    for name in _SHOWN:
        shown, held = (ticket.values.get(name, _BLANK.get(name, "")) for ticket in (driver, task))
        if shown != held:
            values[name] = held
    words: list[str] = []
    if values:
        words.append(f"ticket {driver.number} shows what task {task.number} holds")
    if driver.link() != task.number:
        values["other_ticket"] = str(task.number)
        words.append(f"ticket {driver.number} is linked to task {task.number}")
    if not words:
        return
    notes = (_mirror(desk, task),) if any(name in values for name in _TOLD) else ()
    if "consent" in values:  # what comes from the task needs not be told to it, and what ended may be told anew
        values["told"] = values["consent"] if values["consent"] in ANSWERS else ""
    yield Update(driver, tuple(words), values, notes)


def _mirror(desk: Desk, task: Ticket) -> str:
    words = {name: desk.title(name, task.values.get(name, _BLANK[name])) for name in ("progress", "consent")}
    words["ticket"] = str(task.number)
    note = str(desk.items.sweep.mirror)
    for name, word in words.items():
        note = note.replace(f"{{{name}}}", word)
    return note


def _redactions(case: Snapshot) -> Iterator[Redact]:
    for task in case.tasks:
        for comment in case.history(task.number).comments:
            if phones.marked(comment.html) is not None:
                yield Redact(task.number, comment.number)
