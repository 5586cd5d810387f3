"""What a webhook call to `tickets/update_many` does in a scenario: each ticket of its list is updated by its number.

The service answers with a job at once (OAS, TicketsUpdateMany), so that the call is delivered whatever becomes of an
item: one for a ticket that is not there or closed does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.rules import NotModelled, tags
from macrosync.scenarios import field_values
from macrosync.scenarios.webhook_values import Refused, comment, fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Json, Payload
    from macrosync.scenarios.account import Account

#: As many as the service takes (OAS).
_MOST = 100
_KNOWN = frozenset({"id", "custom_fields", "comment"})


@dataclass(frozen=True, slots=True)
class TicketUpdate:
    """One item of the list: the ticket's number, values by the field's id, and a comment."""

    number: int
    fields: Mapping[int, Json]
    comment: Payload | None


def updates(body: Json, account: Account) -> tuple[TicketUpdate, ...]:
    """The items of a body. Raises Refused where the service takes none, and NotModelled for what is not imitated."""
    listed = body.get("tickets") if isinstance(body, dict) else None
    if not isinstance(listed, list) or not 0 < len(listed) <= _MOST:
        raise Refused("the body holds no list `tickets` of 1 to 100")
    return tuple(_one(each, account) for each in listed)


def updated(ticket: Payload, update: TicketUpdate, account: Account) -> Payload:
    """The ticket with the fields of an item; tags follow."""
    tagging = tags.tagging_of(ticket)
    for field in account.every_field:
        number = int(str(field["id"]))
        if number in update.fields:
            tagging = field_values.assign(tagging, field, update.fields[number])
    return tags.with_tagging(ticket, tagging)


def _one(item: Json, account: Account) -> TicketUpdate:
    number = item.get("id") if isinstance(item, dict) else None
    if not isinstance(item, dict) or isinstance(number, bool) or not str(number).isdecimal():
        raise Refused(f"an item of `tickets` has no id but {number!r}")
    if unknown := sorted(item.keys() - _KNOWN):
        raise NotModelled(f"A webhook that updates a ticket's `{unknown[0]}` is not modelled: leave it out.")
    said = comment(item["comment"]) if item.get("comment") else None
    return TicketUpdate(int(str(number)), fields(item.get("custom_fields"), account), said)
