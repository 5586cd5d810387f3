"""The account's records that conditions and actions name by id, and whether they are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.families import records
from macrosync.local_zendesk.families.brands import BRANDS
from macrosync.local_zendesk.families.custom_statuses import CUSTOM_STATUSES
from macrosync.local_zendesk.families.fields import TICKET_FIELDS
from macrosync.local_zendesk.families.forms import TICKET_FORMS
from macrosync.local_zendesk.families.groups import GROUPS
from macrosync.local_zendesk.families.locales import LOCALES
from macrosync.local_zendesk.families.organizations import ORGANIZATIONS
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.webhooks.records import WEBHOOKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Family

#: By the word that a refusal has for them.
RECORDS: Mapping[str, Family] = {
    "Brand": BRANDS,
    "Custom field": TICKET_FIELDS,
    "Form": TICKET_FORMS,
    "Group": GROUPS,
    "Locale": LOCALES,
    "Organization": ORGANIZATIONS,
    "Ticket status": CUSTOM_STATUSES,
    "User": USERS,
}


#: Digits of the largest id.
_LONGEST = 19


def digits(text: str) -> bool:
    """Whether a text can be an id."""
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST


def gone(context: Context, kind: str, number: str) -> str | None:
    """The recorded sentence (github lanej/zendesk2) about a record that is not there; None where it is.

    Schedules are not served, and taken to be there unless the switch says otherwise.
    """
    documents = context.documents
    if kind == "Webhook":
        found = documents.first(WEBHOOKS, where_field("ulid", number))
    elif kind in RECORDS:
        found = documents.get(RECORDS[kind], int(number))
    elif context.switches.takes_what_is_not_here:
        return None
    else:
        found = None
    there = found is not None and not records.gone(found)
    return None if there else f"{kind} {number} was deleted and cannot be used"
