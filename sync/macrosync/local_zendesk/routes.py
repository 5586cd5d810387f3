"""Every operation that is served, and every family that is stored: a new family is one file, named here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import idempotency, oauth
from macrosync.local_zendesk.authentication import TOKENS
from macrosync.local_zendesk.families import (
    audits,
    comments,
    forms,
    groups,
    locales,
    macro_apply,
    macro_lists,
    macros,
    ticket_fields,
    ticket_records,
    ticket_tags,
    tickets,
    users,
)
from macrosync.local_zendesk.families.fields import TICKET_FIELDS
from macrosync.local_zendesk.help_center import articles, contents, labels, permissions, places, translations

if TYPE_CHECKING:
    from macrosync.local_zendesk.documents import Family
    from macrosync.local_zendesk.routing import Route

ROUTES: tuple[Route, ...] = (
    *oauth.ROUTES,
    *users.ROUTES,
    *groups.ROUTES,
    *locales.ROUTES,
    *macros.ROUTES,
    *macro_lists.ROUTES,
    *macro_apply.ROUTES,
    *ticket_fields.ROUTES,
    *forms.ROUTES,
    *tickets.ROUTES,
    *ticket_tags.ROUTES,
    *comments.ROUTES,
    *audits.ROUTES,
    *permissions.ROUTES,
    *places.ROUTES,
    *articles.ROUTES,
    *translations.ROUTES,
    *labels.ROUTES,
)

FAMILIES: tuple[Family, ...] = (
    TOKENS,
    idempotency.KEYS,
    users.USERS,
    groups.GROUPS,
    groups.MEMBERSHIPS,
    locales.LOCALES,
    macros.MACROS,
    TICKET_FIELDS,
    forms.TICKET_FORMS,
    ticket_records.TICKETS,
    ticket_records.DELETED_TICKETS,
    ticket_records.COMMENTS,
    ticket_records.AUDITS,
    permissions.SEGMENTS,
    permissions.PERMISSION_GROUPS,
    contents.CATEGORIES.family,
    contents.SECTIONS.family,
    contents.ARTICLES.family,
    contents.ARCHIVED,
    labels.LABELS,
)
