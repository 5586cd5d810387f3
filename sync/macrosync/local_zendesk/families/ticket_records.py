"""Tickets, their comments and audits as records (REF ticketing/tickets)."""

from __future__ import annotations

import json
from base64 import b32encode
from hashlib import blake2b
from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import Documents, Family, Order
from macrosync.local_zendesk.exchange import compact
from macrosync.local_zendesk.families.fields import custom_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

_IN_TIME = Order("created_at,id", ("sort", "id"))


def _created_at(body: Body) -> str:
    return str(body["created_at"])


#: Tickets are numbered from 1, and their cursors say `nice_id` (recorded).
TICKETS = Family(
    "tickets",
    "ticket",
    "/api/v2/tickets",
    Order("nice_id", ("id",)),
    indexed=("external_id", "generated_timestamp", "problem_id"),
    searched=True,
)
DELETED_TICKETS = Family("deleted_tickets", "deleted_ticket", "/api/v2/deleted_tickets")
COMMENTS = Family("comments", "comment", "/api/v2/comments", _IN_TIME, key=_created_at)
AUDITS = Family("audits", "audit", "/api/v2/audits", _IN_TIME, key=_created_at)
#: The one brand of the account.
BRAND = 37_000_000_000_001
VIA: Json = {"channel": "api", "source": {"from": {}, "to": {}, "rel": None}}


def blank_ticket() -> Body:
    """What a ticket is where nothing is said."""
    return {
        "external_id": None,
        "via": VIA,
        "type": None,
        "subject": None,
        "raw_subject": None,
        "description": None,
        "priority": None,
        "status": "new",
        "recipient": None,
        "requester_id": None,
        "submitter_id": None,
        "assignee_id": None,
        "organization_id": None,
        "group_id": None,
        "collaborator_ids": [],
        "follower_ids": [],
        "email_cc_ids": [],
        "forum_topic_id": None,
        "problem_id": None,
        "has_incidents": False,
        "is_public": True,
        "due_at": None,
        "tags": [],
        "custom_fields": [],
        "satisfaction_rating": None,
        "sharing_agreement_ids": [],
        "custom_status_id": None,
        "encoded_id": None,
        "fields": [],
        "followup_ids": [],
        "ticket_form_id": None,
        "brand_id": BRAND,
        "allow_channelback": False,
        "allow_attachments": True,
        "from_messaging_channel": False,
        "support_type": "agent",
    }


def encoded(number: int) -> str:
    """A ticket's number as mails carry it, such as O4L5E2-D3PWV: the service's shape, of a hash (libzapi reads it)."""
    letters = b32encode(blake2b(str(number).encode(), digest_size=10).digest()).decode()
    return f"{letters[:6]}-{letters[6:11]}"


def completing(documents: Documents) -> Callable[[str], str]:
    """Shows a stored ticket with every custom field there is now, those made after it as null (recorded shape)."""
    known = [int(str(field["id"])) for field in custom_fields(documents)]

    def shown(text: str) -> str:
        if all(f'"id":{field},' in text for field in known):
            return text  # the common case, for which nothing is parsed
        return compact(_completed(json.loads(text), known))

    return shown


def complete(documents: Documents, ticket: Body) -> Body:
    """A ticket with every custom field there is now."""
    return _completed(ticket, [int(str(field["id"])) for field in custom_fields(documents)])


def _completed(ticket: Body, known: list[int]) -> Body:
    entries = ticket["custom_fields"] if isinstance(ticket["custom_fields"], list) else []
    held = {entry["id"]: entry for entry in entries if isinstance(entry, dict)}
    every: list[Json] = [held.get(field, {"id": field, "value": None}) for field in known]
    return ticket | {"custom_fields": every, "fields": list(every)}
