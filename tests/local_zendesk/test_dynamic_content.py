"""Dynamic content: items, variants, and titles that show them (OAS; REF dynamic_content; facts on macros)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

KO, EN = 69, 1
ITEMS = "dynamic_content/items"


def make(api: Api, name: str = "Lost Item", **values: Data) -> Data:
    variants = [{"locale_id": KO, "content": "분실물"}, {"locale_id": EN, "content": "Lost item"}]
    item = {"name": name, "default_locale_id": KO, "variants": variants, **values}
    return api.post(ITEMS, {"item": item})["item"]


def variant(item: Data, locale: int) -> Data:
    return next(each for each in item["variants"] if each["locale_id"] == locale)


def status(api: Api, method: str, path: str, body: Data) -> int:
    return api.call(method, path, json=body).status_code


def test_an_item_has_the_keys_of_the_reference(api: Api) -> None:  # OAS, DynamicContentObject
    answer = api.call(
        "POST",
        ITEMS,
        json={"item": {"name": "A", "default_locale_id": KO, "variants": [{"locale_id": KO, "content": "가"}]}},
    )
    item = answer.json()["item"]
    assert (answer.status_code, answer.headers["location"]) == (201, item["url"])
    assert set(item) == {
        *("id", "url", "name", "placeholder", "default_locale_id", "outdated", "created_at", "updated_at", "variants"),
    }
    assert set(item["variants"][0]) == {
        *("id", "url", "content", "locale_id", "outdated", "active", "default", "created_at", "updated_at"),
    }
    assert api.get(f"{ITEMS}/{item['id']}")["item"] == item


@pytest.mark.parametrize(
    ("name", "placeholder"),
    [
        ("Snowboard Problem", "{{dc.snowboard_problem}}"),
        ("a-b  (c)", "{{dc.a_b_c}}"),
        ("분실물 안내", "{{dc.분실물_안내}}"),
    ],
)
def test_the_placeholder_is_made_of_the_name(api: Api, name: str, placeholder: str) -> None:
    assert make(api, name)["placeholder"] == placeholder  # OAS, example; other letters assumed


def test_a_name_is_unique(api: Api) -> None:  # OAS, DynamicContentObject
    make(api)
    for name in ("Lost Item", "lost item"):
        item = {"name": name, "default_locale_id": KO, "variants": [{"locale_id": KO, "content": "x"}]}
        assert status(api, "POST", ITEMS, {"item": item}) == 422


def test_the_variant_of_the_default_locale_is_the_default(api: Api) -> None:  # OAS, CreateDynamicContent
    item = make(api)
    assert [each["default"] for each in item["variants"]] == [True, False]
    assert all(each["active"] for each in item["variants"])


@pytest.mark.parametrize(
    "values",
    [
        {"variants": []},
        {"default_locale_id": None},
        {"default_locale_id": 999},
        {"variants": [{"locale_id": EN, "content": "only English"}]},
        {"variants": [{"locale_id": KO, "content": ""}]},
        {"variants": [{"locale_id": KO, "content": "가"}, {"locale_id": KO, "content": "나"}]},
        {"variants": [{"locale_id": KO, "content": "가", "active": False}]},
    ],
)
def test_what_an_item_cannot_be_is_422(api: Api, values: Data) -> None:  # OAS, CreateDynamicContent
    item = {"name": "A", "default_locale_id": KO, "variants": [{"locale_id": KO, "content": "가"}], **values}
    assert status(api, "POST", ITEMS, {"item": item}) == 422


def test_only_the_name_of_an_item_can_change(api: Api) -> None:  # OAS, UpdateDynamicContentItem
    item = make(api)
    answer = api.call("PUT", f"{ITEMS}/{item['id']}", json={"item": {"name": "New", "default_locale_id": EN}})
    after = answer.json()["item"]
    assert (after["name"], after["default_locale_id"]) == ("New", KO)
    assert after["placeholder"] == "{{dc.lost_item}}"
    assert '"item.default_locale_id"' in answer.headers["x-zendesk-api-warn"]


def test_a_locale_has_one_variant(api: Api) -> None:  # OAS, CreateDynamicContentVariant
    item = make(api, variants=[{"locale_id": KO, "content": "분실물"}])
    path = f"{ITEMS}/{item['id']}/variants"
    made = api.post(path, {"variant": {"locale_id": EN, "content": "Lost"}})["variant"]
    assert (made["default"], made["active"]) == (False, True)
    assert status(api, "POST", path, {"variant": {"locale_id": EN, "content": "Again"}}) == 422
    assert [each["locale_id"] for each in api.get(path)["variants"]] == [KO, EN]


def test_another_variant_can_be_made_the_default(api: Api) -> None:  # OAS, UpdateDynamicContentVariant
    item = make(api)
    english = variant(item, EN)
    path = f"{ITEMS}/{item['id']}/variants/{english['id']}"
    assert api.put(path, {"variant": {"default": True}})["variant"]["default"] is True
    after = api.get(f"{ITEMS}/{item['id']}")["item"]
    assert (after["default_locale_id"], variant(after, KO)["default"]) == (EN, False)


@pytest.mark.parametrize("change", [{"default": False}, {"active": False}])
def test_the_default_cannot_be_switched_off(api: Api, change: Data) -> None:  # OAS, UpdateDynamicContentVariant
    item = make(api)
    path = f"{ITEMS}/{item['id']}/variants/{variant(item, KO)['id']}"
    assert status(api, "PUT", path, {"variant": change}) == 422


def test_the_default_cannot_be_deleted(api: Api) -> None:  # assumed
    item = make(api)
    path = f"{ITEMS}/{item['id']}/variants"
    assert api.call("DELETE", f"{path}/{variant(item, KO)['id']}").status_code == 422
    api.delete(f"{path}/{variant(item, EN)['id']}")
    assert len(api.get(path)["variants"]) == 1


def test_the_others_are_outdated_once_the_default_changes(api: Api) -> None:  # assumed
    item = make(api)
    path = f"{ITEMS}/{item['id']}"
    api.put(f"{path}/variants/{variant(item, KO)['id']}", {"variant": {"content": "유실물"}})
    after = api.get(path)["item"]
    assert (after["outdated"], [each["outdated"] for each in after["variants"]]) == (True, [False, True])
    api.put(f"{path}/variants/{variant(item, EN)['id']}", {"variant": {"content": "Lost property"}})
    assert api.get(path)["item"]["outdated"] is False


def test_several_variants_are_made_and_changed_at_once(api: Api) -> None:  # OAS, create_many, update_many
    item = make(api, variants=[{"locale_id": KO, "content": "분실물"}])
    path = f"{ITEMS}/{item['id']}/variants"
    made = api.post(f"{path}/create_many", {"variants": [{"locale_id": EN, "content": "Lost"}]})["variants"]
    changes = [{"id": made[0]["id"], "content": "Lost item"}, {"id": variant(item, KO)["id"], "active": True}]
    changed = api.put(f"{path}/update_many", {"variants": changes})["variants"]
    assert {each["content"] for each in changed} == {"Lost item", "분실물"}
    broken = [{"id": made[0]["id"], "content": "x"}, {"id": 1, "content": "y"}]
    assert status(api, "PUT", f"{path}/update_many", {"variants": broken}) == 404
    assert api.get(f"{path}/{made[0]['id']}")["variant"]["content"] == "Lost item"


def test_items_are_shown_by_their_identifiers(api: Api) -> None:  # OAS, ShowManyDynamicContents
    item = make(api)
    assert api.get(f"{ITEMS}/show_many", identifiers="lost_item,other")["items"] == [item]
    assert api.get(ITEMS)["items"] == [item]
    assert api.page(ITEMS, 1)["meta"]["has_more"] is False


def test_a_macros_title_shows_the_default_variant(api: Api) -> None:  # facts (a)
    item = make(api)
    macro = api.macro("채팅::{{dc.lost_item}}")
    assert (macro["title"], macro["raw_title"]) == ("채팅::분실물", "채팅::{{dc.lost_item}}")
    api.put(f"{ITEMS}/{item['id']}/variants/{variant(item, KO)['id']}", {"variant": {"content": "가방"}})
    after = api.get(f"macros/{macro['id']}")["macro"]
    assert (after["title"], after["raw_title"]) == ("채팅::가방", "채팅::{{dc.lost_item}}")
    assert [each["title"] for each in api.get("macros/search", query="가방")["macros"]] == ["채팅::가방"]


def test_a_placeholder_of_no_item_stays(api: Api) -> None:  # assumed
    macro = api.macro("{{dc.later}}")
    assert macro["title"] == "{{dc.later}}"
    item = make(api, "Later")
    assert api.get(f"macros/{macro['id']}")["macro"]["title"] == "분실물"
    api.delete(f"{ITEMS}/{item['id']}")
    assert api.get(f"macros/{macro['id']}")["macro"]["title"] == "{{dc.later}}"


def test_fields_and_options_show_it_too(api: Api) -> None:  # OAS, raw_title, raw_name
    make(api)
    field = api.field(title="{{dc.lost_item}}", custom_field_options=[{"name": "A::{{dc.lost_item}}", "value": "lost"}])
    assert (field["title"], field["raw_title"]) == ("분실물", "{{dc.lost_item}}")
    option = field["custom_field_options"][0]
    assert (option["name"], option["raw_name"]) == ("A::분실물", "A::{{dc.lost_item}}")
    made = {"name": "{{ dc.lost_item }}", "value": "b"}
    written = api.post(f"ticket_fields/{field['id']}/options", {"custom_field_option": made})["custom_field_option"]
    assert written["name"] == "분실물"


def test_applying_a_macro_shows_the_requesters_language(api: Api) -> None:  # REF, placeholders of dynamic content
    make(api)
    macro = api.macro(actions=[{"field": "comment_value", "value": "{{dc.lost_item}}"}])
    result = api.get(f"macros/{macro['id']}/apply")["result"]["ticket"]
    assert result["comment"]["body"] == "분실물"


def test_its_scope_is_its_own(api: Api, zendesk: Data) -> None:  # OAS, scopes
    grant = {"grant_type": "client_credentials", "client_id": "local", "client_secret": "local"}
    token = api.post("/oauth/tokens", grant | {"scope": "dynamic_content:read"})["access_token"]
    with type(api)(zendesk.url, bearer=token) as reader:
        assert reader.call("GET", ITEMS).status_code == 200
        assert reader.call("POST", ITEMS, json={}).status_code == 403
        assert reader.call("GET", "macros").status_code == 403
