"""/_local/webhooks: how deliveries go, how many are left, and waiting for them."""

from __future__ import annotations

import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from macrosync.local_zendesk.webhooks.records import INVOCATIONS, pending

if TYPE_CHECKING:
    from macrosync.local_zendesk.control import Command
    from macrosync.resources import Json

#: Seconds between two looks, and the longest wait.
_POLL, _LONGEST = 0.005, 60.0
#: How long is waited where nothing is said.
_USUAL = 10.0


def show(command: Command) -> Json:
    """How deliveries go, how many are due and how many wait for their time."""
    account = command.account
    with account.store.reading() as documents:
        left = documents.count(INVOCATIONS, *pending())
        due = documents.count(INVOCATIONS, *pending(due_by=account.deliveries.due_by(account.clock.now())))
    timeout = account.deliveries.seconds(account.switches)
    return {**asdict(account.deliveries), "timeout": timeout, "due": due, "waiting": left - due}


def change(command: Command) -> Json:
    """Let retries wait by the clock or be made now; set the timeout of a delivery."""
    body = command.body
    if not body or set(body) - {"retries", "timeout"}:
        raise ValueError('webhooks take {"retries": "clock"} or {"retries": "now"}, and {"timeout": 10}')
    deliveries = command.account.deliveries
    match body.get("retries", deliveries.retries):
        case "clock":
            deliveries = replace(deliveries, retries="clock")
        case "now":
            deliveries = replace(deliveries, retries="now")
        case other:
            raise ValueError(f"retries is clock or now, not {other!r}")
    if "timeout" in body:
        deliveries = replace(deliveries, timeout=_seconds(body["timeout"], "timeout"))
    command.account.deliveries = deliveries
    command.account.store.committed.set()  # the worker looks again
    return show(command)


def wait(command: Command) -> Json:
    """Wait until nothing is due any more, so many `seconds` at most; what waits for the clock is left."""
    seconds = _seconds(command.body.get("seconds", _USUAL), "seconds")
    ends = time.monotonic() + min(seconds, _LONGEST)
    shown = show(command)
    while isinstance(shown, dict) and shown["due"] and time.monotonic() < ends:
        time.sleep(_POLL)
        shown = show(command)
    return shown


def _seconds(value: Json, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise ValueError(f"{name} is a number of seconds over 0, not {value!r}")
    return float(value)
