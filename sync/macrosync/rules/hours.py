"""Hours since or until a time of a ticket, as automations and views count them (SUP 4408832701850, 4408885654298)."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Payload

#: Hours since a status was set, which count only while the ticket has it (SUP 4408885654298).
STATUS_HOURS = frozenset({"OPEN", "PENDING", "HOLD", "SOLVED", "CLOSED"})
#: Conditions on times that a ticket's metrics hold, and how they call them (OAS, TicketMetricObject).
METRICS: Mapping[str, str] = {
    **dict.fromkeys(STATUS_HOURS, "status_updated_at"),
    "assigned_at": "assigned_at",
    "assignee_updated_at": "assignee_updated_at",
    "requester_updated_at": "requester_updated_at",
}
_NOON = time(12)
_HOUR = 3600


def hours_since(field: str, ticket: Payload, now: datetime) -> int | None:
    """Whole hours by the field of a time-based condition; None where the ticket has no such time, or not yet.

    `NEW` counts from the creation, `updated_at` from the latest update, `due_date` since and `until_due_date` until
    noon of the due day in the account's zone, which `now` is in. Times that only the metrics hold are looked for in
    the ticket's `metric_set`, as it is side-loaded (REF ticket_metrics); LookupError where the ticket lacks it.
    """
    if field in STATUS_HOURS and str(ticket.get("status")).upper() != field:
        return None
    if field in METRICS:
        metrics = ticket.get("metric_set")
        if not isinstance(metrics, dict):
            raise LookupError(field)
        return _whole(now, metrics.get(METRICS[field]))
    match field:
        case "NEW":
            return _whole(now, ticket.get("created_at"))
        case "updated_at":
            return _whole(now, ticket.get("updated_at"))
    due = _moment(ticket.get("due_at"))
    if due is None:
        return None
    noon = datetime.combine(due.astimezone(now.tzinfo).date(), _NOON, now.tzinfo)
    seconds = (noon - now if field == "until_due_date" else now - noon).total_seconds()
    return int(seconds // _HOUR) if seconds >= 0 else None


def _whole(now: datetime, since: object) -> int | None:
    moment = _moment(since)
    return None if moment is None else int((now - moment).total_seconds() // _HOUR)


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None
