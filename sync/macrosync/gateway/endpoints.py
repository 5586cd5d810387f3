"""Where each kind of resource lives in the API, under which names, and what may be done with it from here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.gateway.account import is_help_center
from macrosync.resources import LOOKED_UP, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Id


class Verb(StrEnum):
    """What can be done with a kind beside reading it."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


_ALL = frozenset(Verb)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`path` of the list, in which {locale} stands for the Help Center's; `one` and `many` are the JSON's keys.

    `query` goes with the list. With `paged` the list is asked for by the hundred. `change` is the method of an update.
    """

    path: str
    one: str
    many: str
    verbs: frozenset[Verb] = _ALL
    query: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    paged: bool = True
    change: str = "PUT"

    @property
    def help_center(self) -> bool:
        """Whether the kind is one of the Help Center's."""
        return is_help_center(self.path)

    def list(self, locale: str) -> str:
        """The path of the list."""
        return self.path.format(locale=locale)

    def item(self, locale: str, id: Id) -> str:  # noqa: A002 - the field's own word
        """The path of one."""
        return f"{self.list(locale)}/{id}"


_TICKET_FIELDS = "/api/v2/ticket_fields"
_TRIGGER_CATEGORIES = "/api/v2/trigger_categories"
#: Positions of many triggers at once (OAS, BatchOperateTriggerCategories).
TRIGGER_JOBS = f"{_TRIGGER_CATEGORIES}/jobs"
_LOOKED_UP: frozenset[Verb] = frozenset()

_SHARED: Mapping[str, str] = MappingProxyType({"access": "shared"})

#: A list of ticket fields that is not paged is whole and in order of position (OAS). Without `access`, an admin is
#: shown every agent's personal macros too, and of views those only that are for the caller (OAS); without `active`, the
#: inactive ones as well. A category with the triggers in it is deleted by hand: inactive ones of others would go too.
ENDPOINTS: Mapping[Kind, Endpoint] = MappingProxyType(
    {
        Kind.TICKET_FIELD: Endpoint(_TICKET_FIELDS, "ticket_field", "ticket_fields", paged=False),
        Kind.TICKET_FORM: Endpoint("/api/v2/ticket_forms", "ticket_form", "ticket_forms", frozenset({Verb.UPDATE})),
        Kind.WEBHOOK: Endpoint("/api/v2/webhooks", "webhook", "webhooks", change="PATCH"),
        Kind.TRIGGER_CATEGORY: Endpoint(
            _TRIGGER_CATEGORIES,
            "trigger_category",
            "trigger_categories",
            frozenset({Verb.CREATE, Verb.UPDATE}),
            change="PATCH",
        ),
        Kind.TRIGGER: Endpoint("/api/v2/triggers", "trigger", "triggers"),
        Kind.AUTOMATION: Endpoint("/api/v2/automations", "automation", "automations"),
        Kind.VIEW: Endpoint("/api/v2/views", "view", "views", query=_SHARED),
        Kind.MACRO: Endpoint("/api/v2/macros", "macro", "macros", query=_SHARED),
        Kind.CATEGORY: Endpoint("/api/v2/help_center/{locale}/categories", "category", "categories"),
        Kind.SECTION: Endpoint("/api/v2/help_center/{locale}/sections", "section", "sections"),
        Kind.ARTICLE: Endpoint("/api/v2/help_center/{locale}/articles", "article", "articles"),
        Kind.GROUP: Endpoint("/api/v2/groups", "group", "groups", _LOOKED_UP),
        Kind.USER_SEGMENT: Endpoint("/api/v2/help_center/user_segments", "user_segment", "user_segments", _LOOKED_UP),
        Kind.PERMISSION_GROUP: Endpoint(
            "/api/v2/guide/permission_groups", "permission_group", "permission_groups", _LOOKED_UP
        ),
    }
)


def options_path(ticket_field_id: int) -> str:
    """The path of a ticket field's options."""
    return f"{_TICKET_FIELDS}/{ticket_field_id}/options"


def allows(kind: Kind, verb: Verb) -> bool:
    """Whether that may be done with a kind from here; kinds that are looked up are never written."""
    if kind is Kind.FIELD_OPTION:
        return True
    return kind not in LOOKED_UP and verb in ENDPOINTS[kind].verbs
