"""Switches of revisions, exports, brands, groups, settings and dynamic content: each does what it says, either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

either = pytest.mark.parametrize("setting", [True, False])
KO, EN = 69, 1
ITEMS = "dynamic_content/items"
CONDITIONS = {"all": [{"field": "status", "operator": "is", "value": "open"}], "any": []}


def trigger(api: Api) -> Data:
    actions = [{"field": "priority", "value": "high"}]
    return api.post("triggers", {"trigger": {"title": "x", "conditions": CONDITIONS, "actions": actions}})["trigger"]


def revisions(api: Api, made: Data) -> list[Data]:
    return list(api.get(f"triggers/{made['id']}/revisions")["trigger_revisions"])


def brand(api: Api, name: str, **values: Data) -> Data:
    return api.post("brands", {"brand": {"name": name, "subdomain": name.lower(), **values}})["brand"]


def content(api: Api, name: str = "A", **values: Data) -> Data:
    variants = [{"locale_id": EN, "content": "Lost"}, {"locale_id": KO, "content": "분실물"}]
    return api.post(ITEMS, {"item": {"name": name, "default_locale_id": KO, "variants": variants, **values}})["item"]


def default(item: Data) -> int:
    return next(int(each["locale_id"]) for each in item["variants"] if each["default"])


@either
def test_enterprise_plan(api: Api, *, setting: bool) -> None:
    api.switch("enterprise_plan", setting)
    path = f"triggers/{trigger(api)['id']}/revisions"
    assert api.call("GET", path).status_code == (200 if setting else 403)


@either
def test_moves_make_revisions(api: Api, *, setting: bool) -> None:
    api.switch("moves_make_revisions", setting)
    made = trigger(api)
    api.put(f"triggers/{made['id']}", {"trigger": {"position": 7}})
    api.put(f"triggers/{made['id']}", {"trigger": {"position": 7}})
    assert len(revisions(api, made)) == (2 if setting else 1)


@either
def test_first_revision_is_whole(api: Api, *, setting: bool) -> None:
    api.switch("first_revision_is_whole", setting)
    diff = revisions(api, trigger(api))[0]["diff"]
    assert diff["title"] == [{"change": "+", "content": "x"}] if setting else diff == {}


@either
def test_revisions_show_conditions(api: Api, *, setting: bool) -> None:
    api.switch("revisions_show_conditions", setting)
    conditions = revisions(api, trigger(api))[0]["diff"]["conditions"]
    assert set(conditions) == ({"all", "any"} if setting else set())


@either
def test_view_exports_begin(api: Api, *, setting: bool) -> None:
    api.switch("view_exports_begin", setting)
    view = api.post("views", {"view": {"title": "x", "all": [{"field": "status", "operator": "is", "value": "new"}]}})
    export = api.get(f"views/{view['view']['id']}/export")["export"]
    assert export["status"] == ("starting" if setting else "enqueued")


@either
def test_deleted_brands_are_shown(api: Api, *, setting: bool) -> None:
    api.switch("deleted_brands_are_shown", setting)
    made = brand(api, "Other")
    api.delete(f"brands/{made['id']}")
    assert api.call("GET", f"brands/{made['id']}").status_code == (200 if setting else 404)


@either
def test_default_brand_is_kept(api: Api, *, setting: bool) -> None:
    api.switch("default_brand_is_kept", setting)
    first = api.get("brands")["brands"][0]
    assert api.call("DELETE", f"brands/{first['id']}").status_code == 422  # there is no other one
    other = brand(api, "Other")
    assert api.call("DELETE", f"brands/{first['id']}").status_code == (422 if setting else 204)
    assert api.ticket()["brand_id"] == (first if setting else other)["id"]


@either
def test_brands_can_be_made_default(api: Api, *, setting: bool) -> None:
    api.switch("brands_can_be_made_default", setting)
    other = brand(api, "Other")
    assert api.put(f"brands/{other['id']}", {"brand": {"default": True}})["brand"]["default"] is setting
    api.put("account/settings", {"settings": {"brands": {"default_brand_id": other["id"]}}})
    assert api.get(f"brands/{other['id']}")["brand"]["default"] is True


@either
def test_new_brands_have_forms(api: Api, *, setting: bool) -> None:
    api.switch("new_brands_have_forms", setting)
    forms = [each["id"] for each in api.get("ticket_forms")["ticket_forms"]]
    assert brand(api, "Other")["ticket_form_ids"] == (forms if setting else [])


@either
def test_folds_subdomains(api: Api, *, setting: bool) -> None:
    api.switch("folds_subdomains", setting)
    answer = api.call("POST", "brands", json={"brand": {"name": "x", "subdomain": "Other"}})
    assert answer.status_code == (201 if setting else 422)


@either
def test_host_names_pass(api: Api, *, setting: bool) -> None:
    api.switch("host_names_pass", setting)
    found = api.get("brands/check_host_mapping", host_mapping="help.example.com", subdomain="other")
    assert found["is_valid"] is setting


@either
def test_logos_have_thumbnails(api: Api, *, setting: bool) -> None:
    api.switch("logos_have_thumbnails", setting)
    path = f"brands/{api.get('brands')['brands'][0]['id']}/logo"
    file = {"brand[logo][uploaded_data]": ("a.png", b"a", "image/png")}
    logo = api.call("PUT", path, files=file).json()["brand"]["logo"]
    assert [each["content_type"] for each in logo["thumbnails"]] == (["image/png"] if setting else [])


@either
def test_agents_entitled_to_support(api: Api, *, setting: bool) -> None:
    api.switch("agents_entitled_to_support", setting)
    agents = api.get("groups/available_agents")["users"]
    assert {tuple(each["entitlements"]) for each in agents} == {("support",) if setting else ()}


@either
def test_suspended_are_assignable(api: Api, *, setting: bool) -> None:
    api.switch("suspended_are_assignable", setting)
    agent = api.post("users", {"user": {"name": "x", "role": "agent", "suspended": True}})["user"]["id"]
    group = api.get("groups")["groups"][0]["id"]
    api.post("group_memberships", {"group_membership": {"user_id": agent, "group_id": group}})
    for path in ("group_memberships/assignable", f"groups/{group}/memberships/assignable"):
        assert (agent in [each["user_id"] for each in api.get(path)["group_memberships"]]) is setting
    assert agent in [each["user_id"] for each in api.get("group_memberships")["group_memberships"]]


@either
def test_features_can_be_set(api: Api, *, setting: bool) -> None:
    api.switch("features_can_be_set", setting)
    given = {"settings": {"active_features": {"voice": True}, "tickets": {"tagging": False}}}
    answer = api.call("PUT", "account/settings", json=given)
    after = answer.json()["settings"]
    assert (after["active_features"]["voice"], after["tickets"]["tagging"]) == (setting, False)
    assert ("settings.active_features" in answer.headers.get("x-zendesk-api-warn", "")) is not setting


@either
def test_content_moves_updated_at(api: Api, *, setting: bool) -> None:
    api.set_clock("2026-11-24T09:00:00Z")
    api.switch("content_moves_updated_at", setting)
    item, macro = content(api), api.macro("{{dc.a}}")
    other = api.macro("other")
    api.advance(60)
    variant = next(each["id"] for each in item["variants"] if each["default"])
    api.put(f"{ITEMS}/{item['id']}/variants/{variant}", {"variant": {"content": "새 분실물"}})
    after = [api.get(f"macros/{each['id']}")["macro"] for each in (macro, other)]
    assert [each["title"] for each in after] == ["새 분실물", "other"]
    assert [each["updated_at"] for each in after] == [
        "2026-11-24T09:00:00Z" if not setting else "2026-11-24T09:01:00Z",
        "2026-11-24T09:00:00Z",
    ]


@either
def test_unknown_content_stays(api: Api, *, setting: bool) -> None:
    api.switch("unknown_content_stays", setting)
    content(api)
    macro = api.macro("{{dc.a}} {{dc.nothing}}")
    assert macro["title"] == ("분실물 {{dc.nothing}}" if setting else "분실물 ")
    assert macro["raw_title"] == "{{dc.a}} {{dc.nothing}}"


@either
def test_refuses_alike_placeholders(api: Api, *, setting: bool) -> None:
    api.switch("refuses_alike_placeholders", setting)
    content(api, "A b")
    variants = [{"locale_id": KO, "content": "x"}]
    item = {"name": "a-b", "default_locale_id": KO, "variants": variants}
    answer = api.call("POST", ITEMS, json={"item": item})
    assert answer.status_code == (422 if setting else 201)
    assert setting or answer.json()["item"]["placeholder"] == "{{dc.a_b_2}}"
    assert api.call("POST", ITEMS, json={"item": item | {"name": "A b"}}).status_code == 422  # OAS: unique


@either
def test_default_locale_chooses_variant(api: Api, *, setting: bool) -> None:
    api.switch("default_locale_chooses_variant", setting)
    assert default(content(api)) == (KO if setting else EN)


@either
def test_default_variant_is_kept(api: Api, *, setting: bool) -> None:
    api.switch("default_variant_is_kept", setting)
    item = content(api)
    path = f"{ITEMS}/{item['id']}"
    ids = {each["locale_id"]: each["id"] for each in item["variants"]}
    assert api.call("DELETE", f"{path}/variants/{ids[KO]}").status_code == (422 if setting else 204)
    after = api.get(path)["item"]
    assert (default(after), after["default_locale_id"]) == ((KO, KO) if setting else (EN, EN))
    assert setting or api.call("DELETE", f"{path}/variants/{ids[EN]}").status_code == 422


@either
def test_used_content_can_be_deleted(api: Api, *, setting: bool) -> None:
    api.switch("used_content_can_be_deleted", setting)
    used, free = content(api), content(api, "B")
    api.macro("{{dc.a}}")
    assert api.call("DELETE", f"{ITEMS}/{used['id']}").status_code == (204 if setting else 422)
    api.delete(f"{ITEMS}/{free['id']}")


@either
def test_content_outdates_variants(api: Api, *, setting: bool) -> None:
    api.switch("content_outdates_variants", setting)
    item = content(api)
    variant = next(each["id"] for each in item["variants"] if each["default"])
    api.put(f"{ITEMS}/{item['id']}/variants/{variant}", {"variant": {"content": "새 분실물"}})
    assert api.get(f"{ITEMS}/{item['id']}")["item"]["outdated"] is setting
