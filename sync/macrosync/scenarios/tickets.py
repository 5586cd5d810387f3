"""Tickets of a scenario: one as it begins, and what Zendesk itself does to every one (SUP 4408894213018)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from macrosync.scenarios.account import ADDRESS
from macrosync.scenarios.broken import Broken

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload
    from macrosync.scenarios.account import Account

#: Statuses in which a ticket waits; what its requester says opens it again.
_WAITING = frozenset({"pending", "hold", "solved"})


def stamp(moment: datetime) -> str:
    """A time as the API writes it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def blank(account: Account, number: int, requester: Payload, now: datetime) -> dict[str, Json]:
    """A ticket of which nothing is said yet."""
    nothing = (
        *("external_id", "type", "subject", "description", "priority", "recipient", "assignee_id", "organization_id"),
        *("group_id", "problem_id", "due_at", "custom_status_id", "ticket_form_id", "brand_id"),
    )
    values: list[Json] = [{"id": field["id"], "value": _unset(field)} for field in account.every_field]
    return {
        **dict.fromkeys(nothing, None),
        "id": number,
        "url": f"{ADDRESS}/api/v2/tickets/{number}.json",
        "status": "new",
        "requester_id": requester["id"],
        "submitter_id": requester["id"],
        "follower_ids": [],
        "is_public": True,
        "tags": [],
        "custom_fields": values,
        "via": {"channel": "web"},
        "created_at": stamp(now),
        "updated_at": stamp(now),
        "metric_set": {
            "status_updated_at": stamp(now),
            "assigned_at": None,
            "assignee_updated_at": None,
            "requester_updated_at": stamp(now),
        },
    }


def settled(before: Payload | None, after: Payload, comment: Payload | None, by: Payload) -> Payload:
    """The ticket as Zendesk takes it from who updates it. Raises Broken for what it would refuse."""
    held = dict(after)
    was = None if before is None else before["status"]
    if was not in {None, "new"} and held["status"] == "new":
        raise Broken("A ticket that was open is never new again (SUP 4408894213018): set another status.")
    if comment is not None and comment["public"] is True:
        held["is_public"] = True
    from_driver = by.get("role") == "end-user"
    if from_driver and comment is not None and was in _WAITING:
        held["status"] = "open"
    # Whoever solves what nobody has is its assignee (by a setting; assumed to be on).
    if not from_driver and held["status"] == "solved" != was and held["assignee_id"] is None:
        held["assignee_id"] = by["id"]
    if held["status"] == "new" and held["assignee_id"] is not None:
        held["status"] = "open"
    if held["type"] != "task":  # only a task is due (REF tickets)
        held["due_at"] = None
    return held


def measured(before: Payload | None, after: Payload, by: Payload | None, now: datetime) -> Payload:
    """The ticket with the times that conditions on hours ask for (REF ticket_metrics)."""
    metrics = after["metric_set"]
    times: dict[str, Json] = dict(metrics) if isinstance(metrics, dict) else {}
    if before is not None and before["status"] != after["status"]:
        times["status_updated_at"] = stamp(now)
    if after["assignee_id"] is not None and (before is None or before["assignee_id"] != after["assignee_id"]):
        times["assigned_at"] = stamp(now)
    who = None if by is None else by["id"]
    if who is not None and who == after["requester_id"]:
        times["requester_updated_at"] = stamp(now)
    if who is not None and who == after["assignee_id"]:
        times["assignee_updated_at"] = stamp(now)
    return {**after, "metric_set": times, "updated_at": stamp(now)}


def _unset(field: Payload) -> Json:
    return {"checkbox": False, "multiselect": []}.get(str(field.get("type")))  # type: ignore[return-value]
