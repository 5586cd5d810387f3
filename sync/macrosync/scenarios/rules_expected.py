"""Expectations on rules that fired and on the webhooks that they called."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.definitions.wording import shown
from macrosync.scenarios import notifications
from macrosync.scenarios.broken import unknown
from macrosync.scenarios.timeline import Call, turns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.definitions.scenarios import Expect, WebhookExpected
    from macrosync.scenarios.expectations import Scope
    from macrosync.scenarios.results import Failure

_SHOWN = 300


def check(expect: Expect, path: tuple[str | int, ...], scope: Scope) -> Iterator[Failure]:
    """Rules and webhooks since the step before, or since the start. Raises Broken for a rule that is none."""
    fired = tuple(turn.rule.key for event in scope.events for turn in turns_of(event) if turn.fired)
    told = ", ".join(dict.fromkeys(fired)) or "no rule fired"
    for at, key in enumerate(_known(expect.fired, (*path, "fired"), scope)):
        if key not in fired:
            yield scope.failure((*path, "fired", at), f"the rule {key} to fire", told)
    for at, key in enumerate(_known(expect.not_fired, (*path, "not_fired"), scope)):
        if key in fired:
            yield scope.failure((*path, "not_fired", at), f"the rule {key} not to fire", told)
    calls = [event for event in scope.events if isinstance(event, Call)]
    if expect.webhook_count is not None and len(calls) != expect.webhook_count:
        yield scope.failure((*path, "webhook_count"), f"{expect.webhook_count} webhook calls", _told(calls))
    for at, wanted in enumerate(expect.webhooks):
        if not any(_meets(wanted, call, scope.world.account.names) for call in calls):
            yield scope.failure((*path, "webhooks", at), f"a webhook call with {_wanted(wanted)}", _told(calls))
    if expect.notifications is not None:
        yield from notifications.check(expect.notifications, (*path, "notifications"), scope)


def _known(keys: tuple[str, ...] | None, path: tuple[str | int, ...], scope: Scope) -> Iterator[str]:
    account = scope.world.account
    known = {rule.key for rule in (*account.triggers, *account.automations)}
    for at, key in enumerate(keys or ()):
        if key not in known:
            raise unknown("rule", key, known, scope.case.place(*path, at))
        yield str(key)


def _meets(wanted: WebhookExpected, call: Call, names: Mapping[str, str]) -> bool:
    if wanted.delivered is not None and call.delivered is not wanted.delivered:
        return False
    if any(part in call.body for part in wanted.lacks or ()):
        return False
    return wanted.body is None or _holds(_parsed(call.body), wanted.body, names)


def _holds(found: object, wanted: object, names: Mapping[str, str]) -> bool:
    """Whether JSON holds what is wanted: objects may hold more, lists as many, each in its place.

    In the place of an id stands the name of what it is the id of: no scenario can know ids.
    """
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(
            key in found and _holds(found[key], value, names) for key, value in wanted.items()
        )
    if isinstance(wanted, list):
        return (
            isinstance(found, list)
            and len(found) == len(wanted)
            and all(_holds(one, other, names) for one, other in zip(found, wanted, strict=True))
        )
    same = isinstance(found, bool) == isinstance(wanted, bool) and found == wanted
    return same or (isinstance(wanted, str) and names.get(str(found)) == wanted)


def _parsed(body: str) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _wanted(wanted: WebhookExpected) -> str:
    parts = []
    if wanted.body is not None:
        parts.append(f"the body {shown(json.dumps(wanted.body, ensure_ascii=False), _SHOWN)}")
    parts += [f"no {shown(part)} in it" for part in wanted.lacks or ()]
    if wanted.delivered is not None:
        parts.append("success" if wanted.delivered else "no success")
    return ", ".join(parts) or "anything in it"


def _told(calls: list[Call]) -> str:
    return " · ".join(f"{call.webhook}: {shown(call.body, _SHOWN)}" for call in calls) or "no webhook was called"
