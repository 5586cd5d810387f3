"""Macros (REF ticketing/business-rules/macros; REC)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

SOLVE = [{"field": "status", "value": "solved"}]


def titles(api: Api, path: str = "macros", **query: Data) -> list[str]:
    return [macro["title"] for macro in api.get(path, **query)["macros"]]


def refused(api: Api, **values: Data) -> Data:
    answer = api.call("POST", "macros", json={"macro": {"title": "x", "actions": SOLVE, **values}})
    assert answer.status_code in {400, 422}, answer.text
    return answer.json()


def test_a_new_macro_has_the_recorded_keys(api: Api) -> None:  # REC 5
    macro = api.macro("채팅::분실물")
    assert set(macro) == {
        *("id", "url", "title", "raw_title", "active", "default", "description", "position", "actions"),
        *("restriction", "created_at", "updated_at"),
    }
    assert (macro["position"], macro["active"], macro["default"]) == (10_000, True, False)
    assert (macro["description"], macro["restriction"], macro["raw_title"]) == (None, None, "채팅::분실물")


@pytest.mark.parametrize(("values", "field"), [({"title": " "}, "title"), ({"actions": []}, "actions")])
def test_title_and_actions_are_required(api: Api, values: dict[str, Data], field: str) -> None:  # OAS MacroInput
    assert refused(api, **values) == {
        "error": "RecordInvalid",
        "description": "Record validation errors",
        "details": {
            field: [{"description": f"{field.capitalize()}: cannot be blank", "error": "BlankValue"}],
        },
    }


@pytest.mark.parametrize(
    "action",
    [
        {"field": "status", "value": "closed"},
        {"field": "status", "value": "new"},
        {"field": "nothing", "value": "x"},
        {"field": "custom_fields_5", "value": "x"},
        {"value": "x"},
        "x",
    ],
)
def test_actions_that_are_none(api: Api, action: Data) -> None:
    refused(api, actions=[action])


def test_a_title_only_put_keeps_the_rest(api: Api) -> None:  # REC
    macro = api.macro(description="d")
    api.set_clock("2030-01-01T00:00:00Z")
    changed = api.put(f"macros/{macro['id']}", {"macro": {"title": "New"}})["macro"]
    assert changed == macro | {"title": "New", "raw_title": "New", "updated_at": "2030-01-01T00:00:00Z"}


def test_actions_in_a_put_replace_the_whole_list(api: Api) -> None:  # REC
    macro = api.macro()
    assert api.put(f"macros/{macro['id']}", {"macro": {"actions": SOLVE}})["macro"]["actions"] == SOLVE


def test_a_put_that_changes_nothing_is_fine(api: Api) -> None:  # REC 4
    macro = api.macro()
    api.advance(100)
    assert api.put(f"macros/{macro['id']}", {"macro": macro})["macro"] == macro


def test_a_restriction_to_groups_has_id_and_ids(api: Api) -> None:  # REF
    group = api.get("groups")["groups"][0]["id"]
    for given in ({"type": "Group", "ids": [group]}, {"type": "Group", "id": group}):
        assert api.macro(restriction=given)["restriction"] == {"type": "Group", "id": group, "ids": [group]}


def test_a_restriction_is_cleared_by_an_explicit_null(api: Api) -> None:  # SALTO
    group = api.get("groups")["groups"][0]["id"]
    macro = api.macro(restriction={"type": "Group", "ids": [group]})
    kept = api.put(f"macros/{macro['id']}", {"macro": {"title": "New"}})["macro"]
    assert kept["restriction"] == macro["restriction"]
    assert api.put(f"macros/{macro['id']}", {"macro": {"restriction": None}})["macro"]["restriction"] is None


@pytest.mark.parametrize(
    "restriction", [{"type": "Group", "ids": [5]}, {"type": "Group", "ids": []}, {"type": "Team", "id": 1}, "x"]
)
def test_restrictions_that_are_none(api: Api, restriction: Data) -> None:
    assert refused(api, restriction=restriction)["details"]["restriction"]


def test_equal_titles_are_two_macros(api: Api) -> None:  # nothing found enforces uniqueness
    assert api.macro("x")["id"] != api.macro("x")["id"]


def test_a_rule_over_65_kb_is_refused(api: Api) -> None:  # SUP 4408822236058
    said = refused(api, actions=[{"field": "comment_value", "value": "가" * 22_000}])
    assert "65 KB" in said["details"]["base"][0]["description"]


def test_an_active_macro_is_deleted(api: Api) -> None:  # REC
    macro = api.macro()
    api.delete(f"macros/{macro['id']}")
    assert api.call("GET", f"macros/{macro['id']}").status_code == 404
    assert api.call("DELETE", f"macros/{macro['id']}").status_code == 404


def test_update_many_sets_active_and_position_only(api: Api) -> None:  # OAS
    macro = api.macro()
    body = {"macros": [{"id": macro["id"], "active": False, "position": 3, "title": "New"}]}
    answer = api.call("PUT", "macros/update_many", json=body)
    changed = answer.json()["macros"][0]
    assert (changed["active"], changed["position"], changed["title"]) == (False, 3, macro["title"])
    assert "macros.title" in answer.headers["x-zendesk-api-warn"]


def test_update_many_is_all_or_nothing(api: Api) -> None:
    macro = api.macro()
    body = {"macros": [{"id": macro["id"], "active": False}, {"id": 5, "active": False}]}
    assert api.call("PUT", "macros/update_many", json=body).status_code == 404
    assert api.get(f"macros/{macro['id']}")["macro"]["active"] is True


def test_destroy_many_is_204(api: Api) -> None:  # REC 4
    ids = [api.macro()["id"], api.macro()["id"], 5]
    api.delete(f"macros/destroy_many?ids={','.join(map(str, ids))}")
    assert titles(api) == []


def test_an_admin_sees_personal_macros_unless_access_says_otherwise(api: Api) -> None:  # REF macros#list-macros
    me, group = api.get("users/me")["user"]["id"], api.get("groups")["groups"][0]["id"]
    other = api.post("users", {"user": {"name": "Agent", "role": "agent"}})["user"]["id"]
    api.macro("everyone")
    api.macro("group", restriction={"type": "Group", "ids": [group]})
    api.macro("mine", restriction={"type": "User", "id": me})
    api.macro("theirs", restriction={"type": "User", "id": other})
    assert titles(api) == ["everyone", "group", "mine", "theirs"]
    assert titles(api, access="shared") == titles(api, access="account") == ["everyone", "group"]
    assert titles(api, access="personal") == ["mine"]
    assert titles(api, access="agents") == ["mine", "theirs"]
    assert titles(api, only_viewable="true") == ["everyone", "group", "mine"]
    assert titles(api, group_id=group) == ["group"]
    assert api.call("GET", "macros", params={"access": "all"}).status_code == 400


def test_active_and_inactive_macros(api: Api) -> None:  # OAS
    api.macro("on")
    api.macro("off", active=False)
    assert titles(api) == ["off", "on"]
    assert titles(api, active="true") == titles(api, "macros/active") == ["on"]
    assert titles(api, active="false") == ["off"]


def test_categories_are_the_first_parts_of_titles(api: Api) -> None:  # OAS
    for title in ("채팅::고객::1", "채팅::기사::2", "전화::고객::1", "없음", "::빈"):
        api.macro(title)
    api.macro("꺼짐::1", active=False)
    assert api.get("macros/categories") == {"categories": ["전화", "채팅"]}
    assert titles(api, category="채팅") == ["채팅::고객::1", "채팅::기사::2"]


def test_search_looks_into_titles_and_has_offset_pages_only(api: Api) -> None:  # REF
    api.macro("채팅::분실물 접수")
    api.macro("Other")
    assert titles(api, "macros/search", query="분실물") == ["채팅::분실물 접수"]
    assert titles(api, "macros/search", query="OTHER") == ["Other"]
    assert "count" in api.page("macros/search", 1, query="x")
    assert api.call("GET", "macros/search").status_code == 400


def test_other_orders_are_those_of_offset_pages(api: Api) -> None:  # OAS
    for second, title in enumerate("bca"):
        api.set_clock(f"2026-11-24T09:00:0{second}Z")
        api.macro(title)
    assert titles(api, sort_by="created_at") == ["a", "c", "b"]
    assert titles(api, sort_by="created_at", sort_order="asc") == ["b", "c", "a"]
    assert titles(api, sort_order="desc") == ["c", "b", "a"]
    # Cursor pages pass sort_by over (facts on pagination).
    assert [macro["title"] for macro in api.page("macros", 3, sort_by="created_at")["macros"]] == ["a", "b", "c"]


def test_an_account_holds_five_thousand_shared_macros(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macrosync.local_zendesk.families.macros.MOST_SHARED", 2)  # SUP 4408844187034: 5,000
    me = api.get("users/me")["user"]["id"]
    api.macro()
    api.macro()
    assert refused(api)["error"] == "RecordInvalid"
    api.macro(restriction={"type": "User", "id": me})
