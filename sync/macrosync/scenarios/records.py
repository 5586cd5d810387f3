"""A ticket of a scenario with what belongs to it, what somebody does to it, and what placeholders show of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.rules.placeholder_context import placeholder_context

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from macrosync.resources import Json, Payload
    from macrosync.scenarios.account import Account
    from macrosync.scenarios.timeline import Call


@dataclass(slots=True)
class Record:
    """One ticket with what belongs to it; `made_by` is the call that made it."""

    ticket: Payload
    requester: Payload
    comments: tuple[Payload, ...] = ()
    made_by: Call | None = None

    @property
    def number(self) -> int:
        """The ticket's number."""
        return int(str(self.ticket["id"]))


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody does to a ticket: the ticket as they leave it, and what they say."""

    what: str
    after: Payload
    comment: Payload | None
    by: Payload
    via_id: int | None


def user(account: Account, record: Record, number: Json) -> Payload | None:
    """One of the people of a scenario by id, the ticket's requester among them; None where it is nobody."""
    if number is None:
        return None
    return {**account.users(), int(str(record.requester["id"])): record.requester}.get(int(str(number)))


def shown(account: Account, ticket: Payload, record: Record, by: Payload | None, now: datetime) -> Mapping[str, object]:
    """What placeholders stand for on a ticket, which may be one that is not saved yet."""
    group = ticket.get("group_id")
    names = [name for name, number in account.groups.items() if number == group]
    return placeholder_context(
        ticket,
        requester=record.requester,
        assignee=user(account, record, ticket.get("assignee_id")),
        group={"id": group, "name": names[0]} if names else None,
        current_user=by,
        organization=None,
        fields=account.every_field,
        now=now,
        submitter=user(account, record, ticket.get("submitter_id")),
        comments=record.comments,
    )
