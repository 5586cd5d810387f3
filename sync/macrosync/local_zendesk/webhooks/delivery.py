"""Delivery: an invocation is queued with the change that caused it, and a thread delivers it, at least once.

What is queued is in the database, in the transaction of its cause: it is there or not there with it, and outlives the
server. Up to three retries (facts on webhooks) after 409, after 429 and 503 that say when, and after no answer in time
(DOC webhooks/creating-and-monitoring-webhooks); how long the others wait is assumed.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING, Literal

from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.documents import BY_ID, Choice, where_field
from macrosync.local_zendesk.families.records import new
from macrosync.local_zendesk.webhooks import breaker, sending
from macrosync.local_zendesk.webhooks.records import (
    ACCEPTED,
    ATTEMPTS,
    DELETED_WEBHOOKS,
    INVOCATIONS,
    WEBHOOKS,
    pending,
    ulid,
)

if TYPE_CHECKING:
    from datetime import datetime

    from macrosync.local_zendesk.account import Account
    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.local_zendesk.switches import Switches
    from macrosync.local_zendesk.webhooks.sending import Payload, Result
    from macrosync.resources import Json

#: Bytes of a body (facts on webhooks: smaller than 256 KB).
LARGEST = 256 * 1024
RETRIES = 3
#: The longest Retry-After that is waited for (DOC).
LONGEST_WAIT = 60
#: Seconds between two looks at the clock while something waits for it.
_POLL = 0.02
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Deliveries:
    """How deliveries go: retries wait by the account's `clock`, or are made `now`.

    `timeout` in seconds; None where the switch says it.
    """

    retries: Literal["clock", "now"] = "clock"
    timeout: float | None = None

    def seconds(self, switches: Switches) -> float:
        """How long an answer is waited for."""
        return float(switches.webhook_timeout) if self.timeout is None else self.timeout

    def due_by(self, now: datetime) -> str | None:
        """The time up to which waiting invocations are due; None for all."""
        return stamp(now) if self.retries == "clock" else None


def deliver(documents: Documents, webhook: Body, payload: Payload, now: datetime, switches: Switches) -> Body | None:
    """Queue an invocation of a webhook; None for an inactive one, which is not invoked (assumed).

    A body of 256 KB or more is not sent; its invocation has failed from the start (assumed).
    """
    if webhook["status"] != "active" and not switches.invokes_inactive_webhooks:
        return None
    held: Json = payload if isinstance(payload, str) else [[name, value] for name, value in payload]
    size = len(payload.encode()) if isinstance(payload, str) else sum(len(f"{k}{v}".encode()) for k, v in payload)
    moment = stamp(now)
    values: Body = {
        "ulid": ulid(now),
        "webhook": webhook["ulid"],
        "payload": held,
        "status": ACCEPTED if size < LARGEST or switches.sends_large_webhooks else sending.FAILED,
        "status_code": None,
        "invoked_at": moment,
        "latest_completed_at": None,
        "due_at": moment,
        "tries": 0,
    }
    invocation = new(documents, INVOCATIONS, moment, values)
    documents.put(INVOCATIONS, invocation)
    return invocation


class Worker:
    """The thread that delivers what is queued, one after the other. `address` is the server's own."""

    def __init__(self, account: Account, address: str) -> None:
        self._account = account
        self._own = {account.store.base.removeprefix("http://"): address}
        self._stopping = False
        self._thread = Thread(target=self._run, name="local-zendesk-webhooks", daemon=True)

    def start(self) -> None:
        """Begin with what an earlier run left over."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is being sent, which takes its timeout at most, and end."""
        self._stopping = True
        self._account.store.committed.set()
        self._thread.join()

    def _run(self) -> None:
        committed = self._account.store.committed
        while not self._stopping:
            committed.clear()
            try:
                waiting = self._deliver_due()
            except sqlite3.Error:  # another process holds the file: later then
                _LOG.exception("webhooks could not be looked for")
                waiting = True
            committed.wait(_POLL if waiting else None)

    def _deliver_due(self) -> bool:
        """Deliver all that is due; whether something waits for its time."""
        while not self._stopping:
            now = self._account.clock.now()
            with self._account.store.reading() as documents:
                found = _next(documents, self._account.deliveries.due_by(now))
                if found is None:
                    return documents.count(INVOCATIONS, *pending()) > 0
                switches, own = self._account.switches, where_field("ulid", str(found["webhook"]))
                webhook = documents.first(WEBHOOKS, own) or documents.first(DELETED_WEBHOOKS, own)
                broken = webhook is not None and breaker.is_open(documents, str(found["webhook"]), now, switches)
            if broken and switches.broken_webhooks_wait:
                self._put_off(found, now + timedelta(seconds=switches.webhook_breaker_rest))
                return True
            if webhook is None or broken:
                self._conclude(found, breaker.BROKEN if broken else sending.FAILED)
            else:
                self._try(webhook, found, now)
        return False

    def _try(self, webhook: Body, invocation: Body, now: datetime) -> None:
        try:
            self._attempt(webhook, invocation, now)
        except Exception:  # noqa: BLE001 - a bug here is one failed invocation, and no end to the others
            _LOG.exception("webhook %s could not be delivered", webhook["ulid"])
            self._conclude(invocation, sending.FAILED)

    def _attempt(self, webhook: Body, invocation: Body, now: datetime) -> None:
        payload = _payload(invocation)
        switches = self._account.switches
        request = sending.outgoing(webhook, payload, str(invocation["ulid"]), now, self._own, switches=switches)
        result = sending.send(request, self._account.deliveries.seconds(switches), switches)
        done = self._account.clock.now()
        tries = int(str(invocation["tries"])) + 1
        pause = pause_before_retry(result, tries, switches)
        custom = webhook.get("custom_headers") if switches.attempts_show_custom_headers else None
        with self._account.store.writing() as documents:
            if documents.get(INVOCATIONS, int(str(invocation["id"]))) is None:
                return  # its webhook was deleted meanwhile
            attempt = _attempted(documents, invocation, request.shown(custom), result, (now, done))
            documents.put(ATTEMPTS, attempt, int(str(invocation["id"])))
            after = invocation | {"tries": tries, "status_code": result.code, "latest_completed_at": stamp(done)}
            after["status"] = result.status if pause is None else ACCEPTED
            after["due_at"] = stamp(done + timedelta(seconds=pause or 0))
            documents.put(INVOCATIONS, after)

    def _put_off(self, invocation: Body, until: datetime) -> None:
        with self._account.store.writing() as documents:
            if documents.get(INVOCATIONS, int(str(invocation["id"]))) is not None:
                documents.put(INVOCATIONS, invocation | {"due_at": stamp(until)})

    def _conclude(self, invocation: Body, status: str) -> None:
        moment = stamp(self._account.clock.now())
        with self._account.store.writing() as documents:
            if documents.get(INVOCATIONS, int(str(invocation["id"]))) is not None:
                documents.put(INVOCATIONS, invocation | {"status": status, "latest_completed_at": moment})


def pause_before_retry(result: Result, tries: int, switches: Switches) -> float | None:
    """Seconds until it is tried again; None where it is not."""
    late = result.status == sending.TIMEOUT
    if tries > (switches.webhook_timeout_retries if late else RETRIES):
        return None
    if late or result.code == 409:  # noqa: PLR2004 - DOC
        return float(switches.webhook_pause_factor ** (tries - 1))
    if result.code in {429, 503}:
        asked = {name.lower(): value for name, value in result.headers.items()}.get("retry-after", "")
        return int(asked) if asked.isascii() and asked.isdecimal() and int(asked) < LONGEST_WAIT else None
    return None


def _next(documents: Documents, due_by: str | None) -> Body | None:
    rows = documents.keyset(Choice(INVOCATIONS, pending(due_by=due_by)), BY_ID, None, 1)
    found: Body | None = json.loads(rows[0].text) if rows else None
    return found


def _payload(invocation: Body) -> Payload:
    held = invocation["payload"]
    if isinstance(held, list):
        return [(str(each[0]), str(each[1])) for each in held if isinstance(each, list)]
    return str(held)


def _attempted(
    documents: Documents, invocation: Body, request: Body, result: Result, times: tuple[datetime, datetime]
) -> Body:
    began, done = (stamp(each) for each in times)
    return new(documents, ATTEMPTS, began, {}) | {
        "ulid": ulid(times[1]),
        "webhook": invocation["webhook"],
        "invocation_id": invocation["ulid"],
        "moment": done,
        "invoked_at": began,
        "completed_at": done,
        "status": result.status,
        "status_code": result.code,
        "request": request,
        "response": result.shown,
    }
