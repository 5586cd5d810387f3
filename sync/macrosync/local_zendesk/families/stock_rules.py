"""Rules that a real account has from the start, made and taken away as a switch says (github nukosuke/go-zendesk).

What they are is recorded there; they are not ours to change, and a plan has to leave them alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import FIELD, Filter
from macrosync.local_zendesk.families.records import new
from macrosync.local_zendesk.families.trigger_categories import CATEGORIES
from macrosync.local_zendesk.families.trigger_records import TRIGGERS
from macrosync.local_zendesk.families.views import VIEWS

if TYPE_CHECKING:
    from macrosync.local_zendesk.documents import Body, Documents, Family
    from macrosync.resources import Json

_STOCK = Filter(f"{FIELD.format('default')} = 1")
_TRIGGERS: tuple[tuple[str, Json, Json], ...] = (
    (
        "Notify requester of received request",
        [
            {"field": "update_type", "operator": "is", "value": "Create"},
            {"field": "status", "operator": "is_not", "value": "solved"},
            {"field": "ticket_is_public", "operator": "is", "value": "public"},
        ],
        ["requester_id", "[Request received]", "Your request ({{ticket.id}}) has been received."],
    ),
    (
        "Notify assignee of assignment",
        [
            {"field": "assignee_id", "operator": "changed", "value": None},
            {"field": "assignee_id", "operator": "is_not", "value": "current_user"},
        ],
        ["assignee_id", "Assignment: {{ticket.title}}", "You have been assigned to this ticket (#{{ticket.id}})."],
    ),
)
_UNSOLVED: Json = [
    {"field": "status", "operator": "less_than", "value": "solved"},
    {"field": "assignee_id", "operator": "is", "value": "current_user"},
]
_COLUMNS: Json = [
    {"id": "subject", "title": "Subject"},
    {"id": "requester", "title": "Requester"},
    {"id": "created", "title": "Requested"},
    {"id": "type", "title": "Type"},
    {"id": "priority", "title": "Priority"},
]


def settle(documents: Documents, stamp: str, *, there: bool) -> None:
    """Make them where they are to be there and are not, or take them away."""
    for family, made in ((TRIGGERS, _triggers), (VIEWS, _views)):
        stock = documents.all(family, _STOCK)
        for rule in stock if not there else ():
            documents.remove(family, int(str(rule["id"])))
        for values in made(documents) if there and not stock else ():
            _put(documents, stamp, family, values)


def _put(documents: Documents, stamp: str, family: Family, values: Body) -> None:
    named: Body = {"raw_title": values["title"], "active": True, "default": True, "description": None}
    documents.put(family, new(documents, family, stamp, named | values))


def _triggers(documents: Documents) -> list[Body]:
    categories = documents.all(CATEGORIES)[:1]
    return [
        {
            "title": title,
            "position": place,
            "category_id": str(categories[0]["id"]) if categories else None,
            "conditions": {"all": conditions, "any": []},
            "actions": [{"field": "notification_user", "value": notification}],
        }
        for place, (title, conditions, notification) in enumerate(_TRIGGERS)
    ]


def _views(_: Documents) -> list[Body]:
    order: Json = {"id": "ticket_id", "title": "ID", "order": "desc"}
    execution: Json = {
        "group_by": None,
        "group_order": "desc",
        "sort_by": "nice_id",
        "sort_order": "desc",
        "group": None,
        "sort": order,
        "columns": _COLUMNS,
        "fields": _COLUMNS,
        "custom_fields": [],
    }
    unsolved: Body = {"all": _UNSOLVED, "any": []}
    return [
        {
            "title": "Your unsolved tickets",
            "position": 0,
            "restriction": None,
            "conditions": unsolved,
            "execution": execution,
        }
    ]
