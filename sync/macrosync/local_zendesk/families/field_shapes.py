"""Ticket fields as they are shown: with the account's statuses, and with who made them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.exchange import compact
from macrosync.local_zendesk.families.custom_statuses import CATEGORIES, CUSTOM_STATUSES
from macrosync.local_zendesk.families.fields import CREATORS, STATUSES
from macrosync.local_zendesk.families.users import USERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.resources import Json

_MARK = f'"type":"{STATUSES}"'


def nobody(context: Context) -> int:
    """Who made a system's field: -1, as where an app did (assumed), or the account's first admin."""
    admin = context.documents.first(USERS, where_field("role", "admin"))
    return -1 if admin is None or context.switches.nobody_made_system_fields else int(str(admin["id"]))


def with_creator(documents: Documents, field: Body, nobody: int) -> Body:
    """A field with who made it; no app makes any here."""
    creator = documents.get(CREATORS, int(str(field["id"])))
    return field | {"creator_user_id": creator["user_id"] if creator else nobody, "creator_app_name": None}


def whole(documents: Documents, field: Body) -> Body:
    """A field as it is shown: the one of the statuses with those there are, by category, the default one first."""
    if field["type"] != STATUSES:
        return field
    order = [*CATEGORIES]
    found = documents.all(CUSTOM_STATUSES)
    found.sort(key=lambda each: (order.index(str(each["status_category"])), each["default"] is not True))
    statuses: list[Json] = [
        {name: value for name, value in each.items() if not name.startswith("raw_")} for each in found
    ]
    return field | {"custom_statuses": statuses}


def shown(documents: Documents, *, creators: bool, nobody: int) -> Callable[[str], str]:
    """The same for the stored text of a field, with who made it where that is asked for."""

    def completed(text: str) -> str:
        if not creators and _MARK not in text:
            return text
        field = whole(documents, json.loads(text))
        return compact(with_creator(documents, field, nobody) if creators else field)

    return completed
