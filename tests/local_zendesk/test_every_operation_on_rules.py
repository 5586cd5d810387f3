"""A tour of the operations on rules and on texts, each answered well at least once (see test_every_operation.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.local_zendesk.tour import good

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api

CONDITIONS = {"all": [{"field": "status", "operator": "is", "value": "new"}], "any": []}
ACTIONS = [{"field": "priority", "value": "high"}]
LATER = {"field": "NEW", "operator": "greater_than", "value": "24"}


def test_triggers_and_their_categories(api: Api) -> None:
    category = good(api, "POST trigger_categories", trigger_category={"name": "분실물"})["trigger_category"]["id"]
    wanted = {"title": "접수", "conditions": CONDITIONS, "actions": ACTIONS}
    ids = [good(api, "POST triggers", trigger={**wanted, "title": each})["trigger"]["id"] for each in "abc"]
    for path in ("", "/active", "/search?query=a", "/definitions", f"/{ids[0]}", "?page[size]=1"):
        good(api, f"GET triggers{path}")
    for path in ("", f"/{category}", "?page[size]=1"):
        good(api, f"GET trigger_categories{path}")
    good(api, f"PUT triggers/{ids[0]}", trigger={"title": "a2"})
    good(api, "PUT triggers/update_many", triggers=[{"id": ids[0], "position": 5}])
    good(api, f"PATCH trigger_categories/{category}", trigger_category={"name": "유실물"})
    places = [{"id": str(ids[0]), "position": 1, "category_id": category, "active": True}]
    items = {"trigger_categories": [{"id": category, "position": 1}], "triggers": places}
    good(api, "POST trigger_categories/jobs", job={"action": "patch", "items": items})
    good(api, f"DELETE triggers/destroy_many?ids={ids[0]},{ids[1]}")
    good(api, f"DELETE triggers/{ids[2]}")
    good(api, f"DELETE trigger_categories/{category}")


def test_triggers_of_one_category_are_reordered(api: Api) -> None:
    wanted = {"conditions": CONDITIONS, "actions": ACTIONS}
    for each in "ab":
        good(api, "POST triggers", trigger={**wanted, "title": each})
    everyone = [each["id"] for each in api.get("triggers")["triggers"]]
    good(api, "PUT triggers/reorder", trigger_ids=everyone[::-1])


def test_automations(api: Api) -> None:
    ids: list[int] = []
    for each in "abc":
        conditions = {"all": [CONDITIONS["all"][0], LATER | {"value": str(24 + len(ids))}], "any": []}
        actions = [{"field": "status", "value": "open"}]
        wanted = {"title": each, "conditions": conditions, "actions": actions}
        ids.append(good(api, "POST automations", automation=wanted)["automation"]["id"])
    for path in ("", "/active", "/search?query=a", f"/{ids[0]}", "?page[size]=1"):
        good(api, f"GET automations{path}")
    good(api, f"PUT automations/{ids[0]}", automation={"title": "a2"})
    good(api, "PUT automations/update_many", automations=[{"id": ids[0], "position": 5}])
    good(api, f"DELETE automations/destroy_many?ids={ids[0]},{ids[1]}")
    good(api, f"DELETE automations/{ids[2]}")


def test_views(api: Api) -> None:
    api.ticket()
    output = {"columns": ["status", "subject", "requester"], "sort_by": "status", "sort_order": "desc"}
    wanted = {"title": "분실물", "all": [{"field": "status", "operator": "less_than", "value": "solved"}]}
    ids = [good(api, "POST views", view={**wanted, "title": each, "output": output})["view"]["id"] for each in "abc"]
    for path in (
        *("", "/active", "/compact", "/count", "/definitions", "/search?query=a", "?page[size]=1"),
        *(f"/show_many?ids={ids[0]}", f"/count_many?ids={ids[0]},{ids[1]}", f"/{ids[0]}", f"/{ids[0]}/count"),
        *(f"/{ids[0]}/execute", f"/{ids[0]}/tickets", f"/{ids[0]}/tickets?page[size]=1"),
    ):
        good(api, f"GET views{path}")
    good(api, "POST views/preview", view={"all": wanted["all"], "output": output})
    good(api, "POST views/preview/count", view={"all": wanted["all"], "output": output})
    good(api, f"PUT views/{ids[0]}", view={"title": "a2"})
    good(api, "PUT views/update_many", views=[{"id": ids[0], "position": 5}])
    good(api, f"DELETE views/destroy_many?ids={ids[0]},{ids[1]}")
    good(api, f"DELETE views/{ids[2]}")


def test_macros(api: Api) -> None:
    ids = [api.macro(f"분실물::{each}")["id"] for each in "abc"]
    for path in ("", "/active", "/categories", "/search?query=a", f"/{ids[0]}", f"/{ids[0]}/apply", "?page[size]=1"):
        good(api, f"GET macros{path}")
    good(api, "PUT macros/update_many", macros=[{"id": ids[0], "position": 5}])
    good(api, f"DELETE macros/destroy_many?ids={ids[0]},{ids[1]}")
    good(api, f"DELETE macros/{ids[2]}")


def test_dynamic_content(api: Api) -> None:
    variants = [{"locale_id": 69, "default": True, "active": True, "content": "안녕하세요"}]
    item = good(api, "POST dynamic_content/items", item={"name": "인사", "default_locale_id": 69, "variants": variants})
    one = f"dynamic_content/items/{item['item']['id']}"
    english = {"locale_id": 1, "active": True, "default": False, "content": "Hello"}
    made = good(api, f"POST {one}/variants", variant=english)["variant"]["id"]
    identifier = item["item"]["placeholder"].strip("{}").removeprefix("dc.")
    for path in ("dynamic_content/items", one, f"{one}/variants", f"{one}/variants/{made}"):
        good(api, f"GET {path}")
    good(api, f"GET dynamic_content/items/show_many?identifiers={identifier}")
    good(api, f"PUT {one}", item={"name": "인사말"})
    good(api, f"PUT {one}/variants/{made}", variant={"content": "Hi"})
    good(api, f"PUT {one}/variants/update_many", variants=[{"id": made, "active": False}])
    good(api, f"DELETE {one}/variants/{made}")
    good(api, f"POST {one}/variants/create_many", variants=[english])
    good(api, f"DELETE {one}")
