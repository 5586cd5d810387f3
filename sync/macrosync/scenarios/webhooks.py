"""What a webhook call does in a scenario: one to Zendesk's own Tickets API makes a ticket; others only happen.

This is the seam: what another endpoint would do is added here, beside `apply_webhook`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from macrosync.definitions.scenario_values import PRIORITIES, STATUSES, TYPES
from macrosync.rules import NotModelled, tags
from macrosync.scenarios import field_values, ticket_updates
from macrosync.scenarios.tickets import stamp
from macrosync.scenarios.webhook_values import Refused, comment, fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from macrosync.resources import Json, Payload
    from macrosync.rules.effects import WebhookCall
    from macrosync.scenarios.account import Account
    from macrosync.scenarios.ticket_updates import TicketUpdate

_TICKETS = ("/api/v2/tickets", "/api/v2/tickets.json")
_UPDATES = ("/api/v2/tickets/update_many", "/api/v2/tickets/update_many.json")
_CHOICES: Mapping[str, tuple[str, ...]] = {"status": STATUSES, "priority": PRIORITIES, "type": TYPES}
_IDS = frozenset({"group_id", "assignee_id", "requester_id", "submitter_id", "ticket_form_id", "brand_id"})
_TEXTS = frozenset({"subject", "external_id"})
_KNOWN = _CHOICES.keys() | _IDS | _TEXTS | {"comment", "description", "due_at", "tags", "custom_fields"}


@dataclass(frozen=True, slots=True)
class NewTicket:
    """What a POST to the Tickets API makes: values of the ticket by the API's names, and its first comment."""

    values: Mapping[str, Json]
    fields: Mapping[int, Json]
    comment: Payload


def apply_webhook(call: WebhookCall, account: Account) -> NewTicket | tuple[TicketUpdate, ...] | None:
    """The ticket that a call makes, or what it does to tickets that are there; None where it goes elsewhere.

    Raises Refused for what the API would not take, and NotModelled for what it would do with it that is not
    imitated here.
    """
    webhook = account.webhooks.get(call.webhook_id)
    updates = webhook is not None and _goes_to(webhook.payload, "PUT", _UPDATES)
    if webhook is not None and not updates and not _goes_to(webhook.payload, "POST", _TICKETS):
        return None
    try:
        body = json.loads(call.body)
    except (ValueError, RecursionError):
        raise Refused("the body is no JSON: a placeholder may have put a quote or a line break into it") from None
    if updates:
        return ticket_updates.updates(body, account)
    ticket = body.get("ticket") if isinstance(body, dict) else None
    if not isinstance(ticket, dict):
        if webhook is None:
            return None  # nothing is known of where it goes, and it is no ticket
        raise Refused("the body holds no `ticket`")
    return _new(ticket, account)


def filled(blank: Payload, new: NewTicket, fields: Sequence[Payload]) -> Payload:
    """A blank ticket with what the call says in it; tags and fields select each other (SUP 4408881943194)."""
    given = {name: value for name, value in new.values.items() if name != "tags" and value is not None}
    ticket: Payload = {**blank, **given, "via": {"channel": "api"}, "description": new.comment["body"]}
    listed = new.values.get("tags")
    tagging = tags.add(
        tags.tagging_of(ticket), [str(tag) for tag in listed] if isinstance(listed, list) else [], fields
    )
    for field in fields:
        number = int(str(field["id"]))
        if number in new.fields:
            tagging = field_values.assign(tagging, field, new.fields[number])
    return tags.with_tagging({**ticket, "is_public": new.comment["public"]}, tagging)


def _goes_to(webhook: Payload, method: str, paths: Iterable[str]) -> bool:
    """By its path: the host is the target's, and may be a symbol."""
    path = urlsplit(str(webhook.get("endpoint"))).path.rstrip("/")
    return str(webhook.get("http_method", "POST")).upper() == method and any(path.endswith(end) for end in paths)


def _new(ticket: Payload, account: Account) -> NewTicket:
    if unknown := sorted(ticket.keys() - _KNOWN):
        raise NotModelled(f"A webhook that makes a ticket with `{unknown[0]}` is not modelled: leave it out.")
    values: dict[str, Json] = {}
    for name, value in ticket.items():
        if name in _CHOICES or name in _IDS or name in _TEXTS:
            values[name] = _value(name, value)
    values["due_at"] = _due(ticket.get("due_at"))
    values["tags"] = _tags(ticket.get("tags"))
    return NewTicket(values, fields(ticket.get("custom_fields"), account), comment(_said(ticket)))


def _value(name: str, value: Json) -> Json:
    if value in tags.NOTHING:
        return None
    if name in _CHOICES and value not in _CHOICES[name]:
        raise Refused(f"{name} {value!r} is not included in the list")
    if name in _IDS:
        if isinstance(value, bool) or not str(value).isdecimal():
            raise Refused(f"{name} {value!r} is no id")
        return int(str(value))
    return str(value)


def _due(value: Json) -> Json:
    if value in tags.NOTHING:
        return None
    try:
        due = datetime.fromisoformat(str(value))
        return stamp(due if due.tzinfo else datetime.fromisoformat(f"{due.isoformat()}+00:00"))
    except (ValueError, OverflowError):
        raise Refused(f"due_at {value!r} is not a valid date") from None


def _tags(value: Json) -> Json:
    words = value if isinstance(value, list) else [value or ""]
    return list(tags.normalise_tags(" ".join(str(each) for each in words)))


def _said(ticket: Payload) -> Json:
    said = ticket.get("comment")
    return said if isinstance(said, dict) else ticket.get("description")
