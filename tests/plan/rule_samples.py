"""Triggers, their category, automations, views and webhooks as definitions could want them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.resources import ACCOUNT, Json, Kind, Ref, Resource, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFIX = "macrosync:"
CATEGORY = Ref(Kind.TRIGGER_CATEGORY, "macrosync")
WEBHOOK = Ref(Kind.WEBHOOK, "lost-item/task")
GROUP = Ref(Kind.GROUP, "채팅 상담")
FIELD = Ref(Kind.TICKET_FIELD, "consult-type")
SOURCE = Source("workflows/lost-item.yaml", 3)


def condition(field: str, operator: str, value: Json = None) -> dict[str, Json]:
    return {"field": field, "operator": operator, "value": value}


def trigger_category(name: str = CATEGORY.key) -> Resource:
    return Resource(Kind.TRIGGER_CATEGORY, name, 1, {"name": name}, Source("macrosync.toml", 13))


def trigger(key: str = "lost-item/route", version: int = 1, category: str = CATEGORY.key, **more: Json) -> Resource:
    payload: dict[str, Json] = {
        "title": f"분실물: {key}",
        "active": True,
        "description": "Made from workflows/lost-item.yaml.",
        "category_id": str(Ref(Kind.TRIGGER_CATEGORY, category)),
        "conditions": {
            "all": [condition("update_type", "is", "Change"), condition("group_id", "is_not", str(GROUP))],
            "any": [condition(f"custom_fields_{FIELD}", "includes", "driver__own")],
        },
        "actions": [{"field": "current_tags", "value": "lost_item open"}, {"field": "group_id", "value": str(GROUP)}],
    }
    return Resource(Kind.TRIGGER, key, version, payload | more, SOURCE)


def calling(key: str = "lost-item/task") -> Resource:
    """A trigger that calls the webhook."""
    actions: list[Json] = [{"field": "notification_webhook", "value": [str(WEBHOOK), '{"ticket": {"type": "task"}}']}]
    return trigger(key, actions=actions)


def automation(name: str = "동의 만료", version: int = 1, **more: Json) -> Resource:
    payload: dict[str, Json] = {
        "title": f"{PREFIX} {name}",
        "active": True,
        "conditions": {
            "all": [condition("status", "less_than", "solved"), condition("PENDING", "greater_than", 336)],
            "any": [],
        },
        "actions": [{"field": "status", "value": "solved"}],
    }
    return Resource(Kind.AUTOMATION, name, version, payload | more, SOURCE)


def view(key: str = "lost-item/open", version: int = 1, **more: Json) -> Resource:
    payload: dict[str, Json] = {
        "title": f"분실물: {key}",
        "active": True,
        "description": "Made from workflows/lost-item.yaml.",
        "conditions": {"all": [condition("status", "less_than", "solved")], "any": []},
        "output": {
            "columns": ["subject", "requester", str(FIELD)],
            "sort_by": "due_date",
            "sort_order": "asc",
        },
        "restriction": {"type": "Group", "ids": [str(GROUP)]},
    }
    return Resource(Kind.VIEW, key, version, payload | more, SOURCE)


def webhook(key: str = WEBHOOK.key, version: int = 1, **more: Json) -> Resource:
    payload: dict[str, Json] = {
        "name": f"분실물: {key}",
        "description": "Made from workflows/lost-item.yaml.",
        "status": "active",
        "endpoint": f"{ACCOUNT}/api/v2/tickets",
        "http_method": "POST",
        "request_format": "json",
        "subscriptions": ["conditional_ticket_events"],
    }
    return Resource(Kind.WEBHOOK, key, version, payload | more, SOURCE)


def rules() -> tuple[Resource, ...]:
    return (webhook(), trigger_category(), trigger(), calling(), automation(), view())


def positions(desired: Sequence[Resource]) -> dict[Ref, int]:
    """The positions of triggers that were made in this order, each after the last one of its category."""
    found: dict[Ref, int] = {}
    last: dict[Json, int] = {}
    for resource in desired:
        if resource.kind is Kind.TRIGGER:
            category = resource.payload["category_id"]
            last[category] = found[resource.ref] = last.get(category, 0) + 1
    return found
