"""What an account has from the start: the admin, a group, the system's fields, a form, and what the seed names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.local_zendesk.authentication import ADMIN
from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.families import fields, forms, groups, locales, users
from macrosync.local_zendesk.help_center import permissions

if TYPE_CHECKING:
    from datetime import datetime

    from macrosync.local_zendesk.documents import Body, Documents


@dataclass(frozen=True, slots=True)
class Seed:
    """What an account has beside what every new one has; what is there already by name is not made twice.

    The first of `locales` is the default one; they are those of a new file and stay as they are in an old one.
    """

    groups: tuple[str, ...] = ()
    ticket_forms: tuple[str, ...] = ()
    permission_groups: tuple[str, ...] = ()
    locales: tuple[str, ...] = ("ko", "en-us")


def plant(documents: Documents, seed: Seed, now: datetime) -> None:
    """Make what is not there yet."""
    moment = stamp(now)
    admin = documents.first(users.USERS, where_field("email", ADMIN))
    if admin is None:
        admin = _new_account(documents, seed, moment)
    admin_id = int(str(admin["id"]))
    for name in seed.groups:
        if documents.first(groups.GROUPS, where_field("name", name)) is None:
            made = groups.make(documents, moment, name)
            groups.join(documents, moment, admin_id, int(str(made["id"])))
    for name in seed.ticket_forms:
        if documents.first(forms.TICKET_FORMS, where_field("name", name)) is None:
            forms.make(documents, moment, name)
    for name in seed.permission_groups:
        if documents.first(permissions.PERMISSION_GROUPS, where_field("name", name)) is None:
            permissions.make(documents, moment, name)


def _new_account(documents: Documents, seed: Seed, moment: str) -> Body:
    values: Body = {"name": "Local Admin", "email": ADMIN, "role": "admin", "verified": True, "moderator": True}
    admin = users.make(documents, moment, values | {"restricted_agent": False, "role_type": 4})
    locales.plant(documents, moment, seed.locales)
    support = groups.make(documents, moment, "Support", default=True)
    groups.join(documents, moment, int(str(admin["id"])), int(str(support["id"])))
    fields.plant(documents, moment)
    forms.make(documents, moment, "Default Ticket Form", default=True)
    permissions.plant(documents, moment)
    return admin
