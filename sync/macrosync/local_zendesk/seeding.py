"""What an account has from the start: the admin, a group, the system's fields, a form, and what the seed names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macrosync.local_zendesk import oauth_tokens
from macrosync.local_zendesk.authentication import ADMIN
from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.families import (
    automations,
    brands,
    custom_statuses,
    fields,
    forms,
    groups,
    identity_records,
    locales,
    trigger_categories,
    users,
)
from macrosync.local_zendesk.help_center import permissions
from macrosync.local_zendesk.state import restore

if TYPE_CHECKING:
    from datetime import datetime

    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.local_zendesk.state import Exported


#: Keys that came after the first files, for records that were written before them.
_LATER_KEYS = ((users.USERS, {"suspension_details": None}), (identity_records.IDENTITIES, identity_records.NO_FULL))


@dataclass(frozen=True, slots=True)
class SeedUser:
    """A user by name; an agent's groups are made where they are missing."""

    name: str
    email: str
    role: str = "agent"
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seed:
    """What an account has beside what every new one has; what is there already by name is not made twice.

    The first of `locales` is the default one; they, and `account`, which is another one's export, are those of a new
    file: an old one stays as it is.
    """

    groups: tuple[str, ...] = ()
    ticket_forms: tuple[str, ...] = ()
    permission_groups: tuple[str, ...] = ()
    locales: tuple[str, ...] = ("ko", "en-us")
    users: tuple[SeedUser, ...] = ()
    account: Exported | None = None

    def beside(self, other: Seed) -> Seed:
        """This one, with what the other names as well."""
        return replace(
            self,
            groups=self.groups + other.groups,
            ticket_forms=self.ticket_forms + other.ticket_forms,
            permission_groups=self.permission_groups + other.permission_groups,
        )


def plant(documents: Documents, seed: Seed, now: datetime) -> bool:
    """Make what is not there yet; whether the account is a new one."""
    moment = stamp(now)
    admin = documents.first(users.USERS, where_field("email", ADMIN))
    new = admin is None
    if admin is None and seed.account is not None:
        restore(documents, seed.account)
        admin = documents.first(users.USERS, where_field("email", ADMIN))
    if admin is None:
        admin = _new_account(documents, seed, moment)
    _complete(documents, moment)
    admin_id = int(str(admin["id"]))
    oauth_tokens.client(documents, moment, admin_id)
    _add_named(documents, moment, seed, admin_id)
    for user in seed.users:
        if documents.first(users.USERS, where_field("email", user.email)) is None:
            _add_user(documents, moment, user)
    return new


def _add_named(documents: Documents, moment: str, seed: Seed, admin_id: int) -> None:
    for name in (*seed.groups, *(name for user in seed.users for name in user.groups)):
        if documents.first(groups.GROUPS, where_field("name", name)) is None:
            made = groups.make(documents, moment, name)
            groups.join(documents, moment, admin_id, int(str(made["id"])))
    for name in seed.ticket_forms:
        if documents.first(forms.TICKET_FORMS, where_field("name", name)) is None:
            forms.make(documents, moment, name)
    for name in seed.permission_groups:
        if documents.first(permissions.PERMISSION_GROUPS, where_field("name", name)) is None:
            permissions.make(documents, moment, name)


def _add_user(documents: Documents, moment: str, user: SeedUser) -> None:
    agent = user.role != "end-user"
    values: Body = {"name": user.name, "email": user.email, "role": user.role, "verified": True}
    made = users.make(documents, moment, values | {"restricted_agent": not agent})
    for name in user.groups:
        group = documents.first(groups.GROUPS, where_field("name", name))
        if group is not None:
            groups.join(documents, moment, int(str(made["id"])), int(str(group["id"])))


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


def _complete(documents: Documents, moment: str) -> None:
    """What every account has, made where a file of before has it not; and what every record has."""
    for family, keys in _LATER_KEYS:
        for name, value in keys.items():
            documents.complete(family, name, value)
    if not documents.count(brands.BRANDS):
        brands.plant(documents, moment, [form["id"] for form in documents.all(forms.TICKET_FORMS)])
    if not documents.count(custom_statuses.CUSTOM_STATUSES):
        custom_statuses.plant(documents, moment)
    fields.plant(documents, moment)
    if not documents.count(automations.AUTOMATIONS):  # one of them cannot be deleted
        automations.plant(documents, moment)
        trigger_categories.make(documents, moment, "Notifications")
