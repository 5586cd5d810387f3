"""What became of a webhook's invocations: seven days of them, each with its attempts (REF webhook invocations)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.documents import Filter, Order, where_field
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.routing import Route
from macrosync.local_zendesk.webhooks import lists, rules
from macrosync.local_zendesk.webhooks.records import ATTEMPTS, INVOCATIONS, PATH, by_ulid, webhook_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

KEPT = timedelta(days=7)
#: By which lists are filtered (REF).
STATUSES = frozenset(
    {
        *("unknown", "accepted", "success", "failed", "timeout", "circuit broken", "throttled"),
        *("client error", "server error"),
    }
)
_OLDEST_FIRST = Order("latest_completed_at,id", ("sort", "id"))
_ATTEMPT = ("completed_at", "id", "invocation_id", "invoked_at", "request", "response", "status", "status_code")


def list_invocations(context: Context) -> Answer:
    """The invocations of a webhook, the latest first (assumed) or as `sort` says."""
    webhook = webhook_of(context)
    sort = context.request.query.get("sort", "-latest_completed_at")
    if sort.removeprefix("-") != "latest_completed_at":
        raise rules.Refused("sort", "must be latest_completed_at or -latest_completed_at")
    order = INVOCATIONS.order if sort.startswith("-") else _OLDEST_FIRST
    filters = (where_field("webhook", str(webhook["ulid"])), *_filters(context))
    return lists.page(context, lists.Page(INVOCATIONS, filters, order, _shown))


def list_attempts(context: Context) -> Answer:
    """Every attempt at one invocation, the first one first."""
    webhook = webhook_of(context)
    invocation = by_ulid(context.documents, INVOCATIONS, context.parameters["invocation"])
    own = where_field("webhook", str(webhook["ulid"]))
    found = context.documents.all(ATTEMPTS, own, parent=int(str(invocation["id"])))
    attempts: list[Json] = [{name: (each | {"id": each["ulid"]})[name] for name in _ATTEMPT} for each in found]
    return Answer.of({"attempts": attempts})


def _shown(text: str) -> str:
    """An invocation as lists give it; one that has not been tried has neither time nor status code (assumed)."""
    held = json.loads(text)
    body: Body = {"id": held["ulid"], "status": held["status"]}
    body |= {name: held[name] for name in ("latest_completed_at", "status_code") if held[name] is not None}
    return compact(dict(sorted(body.items())))


def _filters(context: Context) -> Iterator[Filter]:
    query = context.request.query
    yield Filter("sort >= ?", (stamp(context.now - KEPT),))
    if (status := query.get("filter[status]")) is not None:
        if status not in STATUSES:
            raise rules.Refused("filter[status]", f"must be one of {', '.join(sorted(STATUSES))}")
        yield where_field("status", status)
    for name, comparison in (("from_ts", ">="), ("to_ts", "<=")):
        if given := query.get(f"filter[{name}]"):
            yield Filter(f"sort {comparison} ?", (stamp(_moment(given, name)),))


def _moment(text: str, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise rules.Refused(f"filter[{name}]", "must be a time of ISO 8601") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


_ONE = f"{PATH}/{{webhook}}/invocations"
ROUTES = (
    Route("GET", _ONE, rules.as_set(list_invocations), "webhooks"),
    Route("GET", f"{_ONE}/{{invocation}}/attempts", rules.as_set(list_attempts), "webhooks"),
)
