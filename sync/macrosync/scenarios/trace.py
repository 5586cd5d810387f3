"""What happened in a scenario, for the person who has to find out why it failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.definitions.wording import shown
from macrosync.rules.update_conditions import CHANGES
from macrosync.scenarios import changes
from macrosync.scenarios.coverage import said
from macrosync.scenarios.timeline import Call, Looked, Told, Update
from macrosync.scenarios.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, timedelta

    from macrosync.resources import Json, Payload
    from macrosync.rules.rule_actions import Done
    from macrosync.rules.ticket_conditions import Verdict
    from macrosync.scenarios.account import Account
    from macrosync.scenarios.timeline import Event, Turn

_LONG = 300
#: Attributes that say what happens anyway: when a ticket was touched.
_SILENT = frozenset({"updated_at", "metric_set", "fields"})


def lines(events: Sequence[Event], account: Account, start: datetime) -> tuple[str, ...]:
    """The events as lines, what belongs to one indented below it; made-up ids stand as names."""
    return tuple(account.in_words(line) for event in events for line in _event(event, account, start))


def _event(event: Event, account: Account, start: datetime) -> Iterator[str]:
    head = f"+{_passed(event.at - start)} ticket {event.number}"
    match event:
        case Update():
            yield f"{head}: {shown(event.what, _LONG)}"
            yield from _update(event, account)
        case Looked():
            yield f"{head}: hours passed, last looked at"
            yield from _turn(event.turn)
        case Call():
            made = f", made ticket {event.made}" if event.made is not None else ""
            outcome = f"delivered{made}" if event.delivered else f"not delivered: {event.why}"
            yield f"{head}: webhook {shown(event.webhook)} called, {outcome}"
            yield f"  body {shown(event.body, _LONG)}"
        case Told():
            told = event.notification
            yield f"{head}: notification to {shown(told.to)}: {shown(told.subject)} — {shown(told.body, _LONG)}"


def _update(event: Update, account: Account) -> Iterator[str]:
    if event.before is not None:
        for word, old, new in changes.changed(event.before, event.updated, account):
            yield f"  {word}: {quoted(old)} → {quoted(new)}"
    if event.comment is not None:
        kind = "public" if event.comment["public"] is True else "internal"
        yield f"  {kind} comment: {quoted(event.comment['body'])}"
    for turn in event.turns:
        yield from _turn(turn)


def _turn(turn: Turn) -> Iterator[str]:
    """One rule: each condition with what was there, each action with before and after."""
    outcome = "fired" if turn.fired else "did not fire"
    again = f", pass {turn.round}" if turn.round > 1 else ""
    yield f"  {turn.rule.kind} {shown(turn.rule.key)} {outcome}{again} ({turn.rule.source})"
    for part, verdicts in (("all", turn.judgement.every), ("any", turn.judgement.some)):
        yield from (_verdict(part, verdict) for verdict in verdicts)
    for done in turn.done:
        yield from _done(done)


def _verdict(part: str, verdict: Verdict) -> str:
    holds = "true " if verdict.holds else "false"
    return f"    {part} {holds} {said(verdict.condition)} — {_actual(verdict)}"


def _actual(verdict: Verdict) -> str:
    """What the ticket had; of a condition on a change, what it was and what it is."""
    match verdict.actual:
        case [was, now] if verdict.condition.get("operator") in CHANGES:
            return f"{quoted(was)} → {quoted(now)}" if was != now else f"still {quoted(now)}"
    return f"is {quoted(verdict.actual)}"


def _done(done: Done) -> Iterator[str]:
    yield f"    do  {said(done.action)}"
    told = [change for change in done.changes if change[0] not in _SILENT]
    for name, old, new in told:
        if name == "custom_fields":
            yield from (f"      {change}" for change in _values(old, new))
        else:
            yield f"      {name}: {quoted(old)} → {quoted(new)}"
    if not told and done.effect is None:
        yield "      nothing changed"


def _values(old: Json, new: Json) -> Iterator[str]:
    was, now = _by_id(old), _by_id(new)
    for number in sorted(was.keys() | now.keys()):
        if was.get(number) != now.get(number):
            yield f"field {number}: {quoted(was.get(number))} → {quoted(now.get(number))}"


def _by_id(entries: Json) -> dict[str, Json]:
    listed: list[Payload] = [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []
    return {str(each["id"]): each.get("value") for each in listed}


def _passed(passed: timedelta) -> str:
    minutes, seconds = divmod(int(passed.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}h{minutes:02}m" + (f"{seconds:02}s" if seconds else "")
