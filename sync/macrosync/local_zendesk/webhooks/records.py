"""Webhooks, their invocations and attempts as records.

Their ids are ULIDs, 26 letters and digits that begin with the time (recorded); the records have numbers beside them,
by which the database knows them, and which no client sees.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import Family, Filter, Order, where_field
from macrosync.local_zendesk.exchange import compact

if TYPE_CHECKING:
    from datetime import datetime

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Documents

PATH = "/api/v2/webhooks"
WEBHOOKS = Family("webhooks", "webhook", PATH, indexed=("ulid",), key=lambda body: str(body["name"]).casefold())
#: Those whose waiting invocations are still to be delivered, where a switch says so.
DELETED_WEBHOOKS = Family("deleted_webhooks", "webhook", PATH, indexed=("ulid",))
#: By the time of their latest attempt, or of their beginning.
INVOCATIONS = Family(
    "invocations",
    "invocation",
    f"{PATH}/invocations",
    Order("-latest_completed_at,-id", ("sort", "id"), descending=True),
    key=lambda body: str(body["latest_completed_at"] or body["invoked_at"]),
    indexed=("ulid", "webhook", "status"),
)
ATTEMPTS = Family("attempts", "attempt", f"{PATH}/attempts", key=lambda body: str(body["moment"]), indexed=("webhook",))

#: What a webhook shows; what it is told of its destination's secrets it never gives back (facts on webhooks).
SHOWN = (
    *("authentication", "created_at", "created_by", "custom_headers", "description", "endpoint", "external_source"),
    *("http_method", "id", "name", "request_format", "status", "subscriptions", "updated_at", "updated_by"),
)
#: An invocation that waits to be delivered, among the statuses that lists are filtered by (REF webhook invocations).
ACCEPTED = "accepted"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TIME_BITS, _RANDOM_BITS, _LENGTH = 48, 80, 26


def ulid(now: datetime) -> str:
    """A new ULID: the milliseconds of the moment, then chance, in Crockford's base 32."""
    moment = int(now.timestamp() * 1000) % (1 << _TIME_BITS)
    number = moment << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    return "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))


def webhook_of(context: Context) -> Body:
    """The webhook that the path names. Raises 404."""
    return by_ulid(context.documents, WEBHOOKS, context.parameters["webhook"])


def by_ulid(documents: Documents, family: Family, wanted: str) -> Body:
    """A record by the id that clients know. Raises 404."""
    body = documents.first(family, where_field("ulid", wanted))
    if body is None:
        raise api_errors.not_found()
    return body


def shown(webhook: Body) -> Body:
    """A webhook as the API gives it: keys in alphabetical order, those without a value left out (REF, examples)."""
    found = webhook | {"id": webhook["ulid"]}
    return {name: found[name] for name in SHOWN if found.get(name) is not None}


def shown_text(text: str) -> str:
    """The same, for lists."""
    return compact(shown(json.loads(text)))


def pending(*, due_by: str | None = None) -> tuple[Filter, ...]:
    """The invocations that are not yet done; those only that are due."""
    waiting = (where_field("status", ACCEPTED),)
    return waiting if due_by is None else (*waiting, Filter("json_extract(body, '$.due_at') <= ?", (due_by,)))
