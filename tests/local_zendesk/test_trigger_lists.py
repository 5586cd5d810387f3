"""Lists of triggers: orders, filters, search, sideloads, definitions (OAS, ListTriggers; REC 2)."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.rule_samples import new, titles

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api


@pytest.fixture
def some(api: Api) -> None:
    """Three in the first category, of which two share a place, and one in a category before it."""
    for title, position in (("나", 2), ("가", 2), ("다", 1)):
        new(api, "trigger", title=title, position=position, active=title != "다")
    new(api, "trigger", title="라", category={"name": "first", "position": 0})


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize("query", [{}, {"page[size]": 100}])
def test_they_go_by_category_place_and_title(api: Api, query: dict[str, int]) -> None:  # REC 2
    assert titles(api, "triggers", **query) == ["라", "다", "가", "나"]


@pytest.mark.usefixtures("some")
def test_a_cursor_says_the_recorded_order_and_leads_on(api: Api) -> None:  # REC 2
    first = api.page("triggers", 2)
    cursor = first["meta"]["after_cursor"]
    assert json.loads(b64decode(cursor))["o"] == "position,position,title,id"
    assert titles(api, "triggers", **{"page[size]": 2, "page[after]": cursor}) == ["가", "나"]


@pytest.mark.usefixtures("some")
def test_moving_a_category_moves_its_triggers(api: Api) -> None:  # SUP 4408834781594
    category = api.get("trigger_categories")["trigger_categories"][0]
    answer = api.call("PATCH", f"trigger_categories/{category['id']}", json={"trigger_category": {"position": 5}})
    assert answer.status_code == 200
    assert titles(api, "triggers") == ["다", "가", "나", "라"]


@pytest.mark.usefixtures("some")
def test_active_ones_by_filter_and_by_path(api: Api) -> None:  # OAS
    assert titles(api, "triggers", active="true") == titles(api, "triggers/active") == ["라", "가", "나"]
    assert titles(api, "triggers", active="false") == ["다"]


@pytest.mark.usefixtures("some")
def test_those_of_one_category(api: Api) -> None:  # OAS
    category = api.get("trigger_categories")["trigger_categories"][0]["id"]
    assert titles(api, "triggers", category_id=category) == ["라"]
    assert titles(api, "triggers/active", category_id=category) == ["라"]


@pytest.mark.usefixtures("some")
def test_offset_pages_take_sort_by(api: Api) -> None:  # OAS, TriggerSortBy
    assert titles(api, "triggers", sort_by="alphabetical") == ["가", "나", "다", "라"]
    assert titles(api, "triggers", sort_by="alphabetical", sort_order="desc") == ["라", "다", "나", "가"]
    assert titles(api, "triggers", sort_by="created_at") == ["라", "다", "가", "나"]
    assert api.call("GET", "triggers", params={"sort_by": "colour"}).status_code == 400


@pytest.mark.usefixtures("some")
def test_cursor_pages_take_sort_and_pass_over_sort_by(api: Api) -> None:  # OAS, TriggerSort; facts on pagination
    assert titles(api, "triggers", **{"page[size]": 9, "sort": "alphabetical"}) == ["가", "나", "다", "라"]
    assert titles(api, "triggers", **{"page[size]": 9, "sort": "-alphabetical"}) == ["라", "다", "나", "가"]
    assert titles(api, "triggers", **{"page[size]": 9, "sort_by": "alphabetical"}) == ["라", "다", "가", "나"]


@pytest.mark.usefixtures("some")
def test_search_finds_a_text_in_the_title_by_offset_only(api: Api) -> None:  # OAS, SearchTriggers
    assert titles(api, "triggers/search", query="가") == ["가"]
    page = api.get("triggers/search", query="", **{"page[size]": 1})
    assert (page["count"], page["next_page"]) == (4, None)
    assert "meta" not in page


def test_search_takes_a_filter_of_attributes(api: Api) -> None:  # OAS, TriggerSearchFilter
    new(api, "trigger", title="a", description="Close a ticket")
    new(api, "trigger", title="b")
    asked = json.dumps({"json": {"description": "Close a ticket"}})
    assert titles(api, "triggers/search", filter=asked) == ["a"]
    for wrong in ("{", '{"json": 1}', '{"json": {"colour": "red"}}'):
        assert api.call("GET", "triggers/search", params={"filter": wrong}).status_code == 400


@pytest.mark.usefixtures("some")
def test_usage_is_sideloaded_as_nothing(api: Api) -> None:  # OAS, Sideloads: rules do not run here
    found = api.get("triggers", include="usage_24h,permissions")["triggers"][0]
    assert (found["usage_24h"], found["permissions"]) == (0, {"can_edit": True})
    assert "usage_24h" not in api.get("triggers")["triggers"][0]


def test_definitions_list_fields_with_their_operators(api: Api) -> None:  # SALTO definitions
    found = api.get("triggers/definitions")["definitions"]
    assert set(found) == {"conditions_all", "conditions_any", "actions"}
    status = {each["subject"]: each for each in found["conditions_all"]}["status"]
    assert [each["value"] for each in status["operators"]] == [
        *("is", "is_not", "less_than", "greater_than", "changed", "value", "value_previous", "not_changed"),
        *("not_value", "not_value_previous"),
    ]
    assert {each["value"] for each in status["operators"] if each["terminal"]} == {"changed", "not_changed"}


def test_definitions_hold_the_accounts_own_fields_and_groups(api: Api) -> None:  # OAS
    field = api.field(custom_field_options=[{"name": "A", "value": "a_tag"}])
    group = api.get("groups")["groups"][0]
    found = api.get("triggers/definitions")["definitions"]
    conditions = {each["subject"]: each for each in found["conditions_any"]}
    actions = {each["subject"]: each for each in found["actions"]}
    own = f"custom_fields_{field['id']}"
    assert [each["value"] for each in actions[own]["values"]] == ["a_tag"]
    assert "present" in [each["value"] for each in conditions[own]["operators"]]
    assert [each["value"] for each in actions["group_id"]["values"]] == ["__NULL__", str(group["id"])]


def test_no_trigger_writes_comments_or_subjects(api: Api) -> None:  # facts on triggers: not in the definitions
    actions = {each["subject"] for each in api.get("triggers/definitions")["definitions"]["actions"]}
    assert not {"comment_value", "comment_value_html", "subject"} & actions
