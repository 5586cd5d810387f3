"""Views as they are kept and answered (REF ticketing/business-rules/views; OAS)."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.rule_samples import UNSOLVED, new, refused, titles

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

NO_PROPERTY = (
    "View must test for at least <strong>one</strong> of the following ticket properties in the ALL conditions "
    "section: Status, Type, Group, Assignee, Requester."
)
TAGGED = {"field": "current_tags", "operator": "includes", "value": "분실물"}


def test_a_new_view_has_these_keys(api: Api) -> None:  # OAS, ViewObject; url and raw_title recorded
    view = new(api, "view")
    assert set(view) == {
        *("id", "url", "title", "raw_title", "active", "default", "description", "position", "restriction"),
        *("conditions", "execution", "created_at", "updated_at"),
    }
    assert (view["restriction"], view["default"], view["conditions"]) == (None, False, {"all": [UNSOLVED], "any": []})


def test_a_property_is_required_in_the_recorded_words(api: Api) -> None:  # facetoe/zenpy#225
    assert refused(api, "view", all=[TAGGED]) == [NO_PROPERTY]
    assert refused(api, "view", all=[TAGGED], any=[UNSOLVED]) == [NO_PROPERTY]


def test_conditions_are_not_read_unless_the_switch_says_so(api: Api) -> None:  # DOC; facetoe/zenpy#225
    view = new(api, "view")
    body = {"view": {"conditions": {"all": [UNSOLVED, TAGGED], "any": []}}}
    answer = api.call("PUT", f"views/{view['id']}", json=body)
    assert (answer.status_code, answer.json()["details"]["base"]) == (422, [{"description": NO_PROPERTY}])
    api.control("PUT", "switches", {"view_takes_conditions": True})
    assert api.put(f"views/{view['id']}", body)["view"]["conditions"] == body["view"]["conditions"]


def test_a_number_for_a_value_is_an_invalid_attribute(api: Api) -> None:  # lanej/zendesk2
    wrong = {"field": "group_id", "operator": "is", "value": 1}
    answer = api.call("POST", "views", json={"view": {"title": "x", "all": [wrong]}})
    assert (answer.status_code, answer.json()["error"]["title"]) == (400, "Invalid attribute")


def test_a_put_of_one_list_keeps_the_other(api: Api) -> None:  # OAS, UpdateView
    view = new(api, "view", any=[TAGGED])
    path = f"views/{view['id']}"
    assert api.put(path, {"view": {"all": [UNSOLVED, TAGGED]}})["view"]["conditions"] == {
        "all": [UNSOLVED, TAGGED],
        "any": [TAGGED],
    }
    assert api.put(path, {"view": {"any": []}})["view"]["conditions"] == {"all": [UNSOLVED, TAGGED], "any": []}


def test_a_put_of_a_title_keeps_the_rest(api: Api) -> None:
    view = new(api, "view", output={"columns": ["status"]})
    after = api.put(f"views/{view['id']}", {"view": {"title": "b"}})["view"]
    assert (after["conditions"], after["execution"]) == (view["conditions"], view["execution"])


def test_output_becomes_execution(api: Api) -> None:  # OAS, Execution; SALTO on the names of columns
    field = api.field()
    how = {"group_by": "status", "group_order": "asc", "sort_by": "updated", "sort_order": "desc"}
    output = how | {"columns": ["nice_id", "description", field["id"]]}
    execution = new(api, "view", output=output)["execution"]
    own = {"id": field["id"], "title": field["title"], "type": "tagger", "url": field["url"]}
    system = [{"id": "ticket_id", "title": "ID"}, {"id": "subject", "title": "Subject"}]
    assert execution == how | {
        "group": {"id": "status", "title": "Status", "order": "asc"},
        "sort": {"id": "updated", "title": "Updated", "order": "desc"},
        "columns": [*system, own],
        "fields": system,
        "custom_fields": [own],
    }


def test_a_view_takes_the_columns_that_it_gives(api: Api) -> None:  # SALTO deploys what it fetched
    given = new(api, "view", output={"columns": ["nice_id", "description"]})["execution"]["columns"]
    again = new(api, "view", output={"columns": [each["id"] for each in given]})["execution"]["columns"]
    assert again == given


def test_a_part_of_the_output_keeps_the_rest(api: Api) -> None:  # assumed
    view = new(api, "view", output={"columns": ["status"], "group_by": "priority"})
    after = api.put(f"views/{view['id']}", {"view": {"output": {"sort_by": "created"}}})["view"]["execution"]
    assert (after["group_by"], after["sort"]["id"]) == ("priority", "created")
    assert after["columns"] == [{"id": "status", "title": "Status"}]


@pytest.mark.parametrize(
    "output",
    [
        {"columns": ["colour"]},
        {"columns": ["status"] * 11},
        {"sort_by": "description"},
        {"group_by": "submitter"},
        {"sort_by": "custom_status_id"},
        {"sort_order": "up"},
        {"columns": ["1"]},
    ],
)
def test_columns_and_orders_that_a_view_cannot_have(api: Api, output: Data) -> None:  # OAS, View columns, View sorting
    assert len(refused(api, "view", output=output)) == 1


def test_who_may_see_it(api: Api) -> None:  # OAS, restriction
    group, me = api.get("groups")["groups"][0]["id"], api.get("users/me")["user"]["id"]
    mine = new(api, "view", restriction={"type": "User", "id": str(me)})
    ours = new(api, "view", restriction={"type": "Group", "ids": [group]})
    assert mine["restriction"] == {"type": "User", "id": me}
    assert ours["restriction"] == {"type": "Group", "id": group, "ids": [group]}
    assert len(refused(api, "view", restriction={"type": "Group", "ids": [1]})) == 1


def test_lists_hold_what_the_caller_may_see(api: Api) -> None:  # OAS, ListViews, access
    me = api.get("users/me")["user"]["id"]
    other = api.post("users", {"user": {"name": "상담사", "email": "a@example.com", "role": "agent"}})["user"]["id"]
    group = api.post("groups", {"group": {"name": "다른 그룹"}})["group"]["id"]
    new(api, "view", title="all")
    new(api, "view", title="mine", restriction={"type": "User", "id": me})
    new(api, "view", title="theirs", restriction={"type": "User", "id": other})
    new(api, "view", title="group", restriction={"type": "Group", "ids": [group]})
    assert titles(api, "views") == ["all", "mine"]
    assert titles(api, "views", access="personal") == ["mine"]
    assert titles(api, "views", access="shared") == ["all", "group"]
    assert titles(api, "views", access="shared", group_id=group) == ["group"]
    assert api.get("views/count")["count"]["value"] == 2
    assert api.call("GET", "views", params={"access": "all"}).status_code == 400


def test_lists_go_by_place_and_cursors_by_creation(api: Api) -> None:  # OAS, sort_by; REC 2
    for title, position in (("a", 2), ("b", 1)):
        new(api, "view", title=title, position=position)
    assert titles(api, "views") == ["b", "a"]
    assert titles(api, "views", sort_by="alphabetical") == ["a", "b"]
    page = api.page("views", 1)
    assert (page["views"][0]["title"], page["meta"]["has_more"]) == ("a", True)
    assert json.loads(b64decode(page["meta"]["after_cursor"]))["o"] == "created_at,id"
    assert titles(api, "views", **{"page[size]": 9, "sort": "-created_at"}) == ["b", "a"]


def test_active_search_and_some(api: Api) -> None:  # OAS
    kept, resting = new(api, "view", title="분실물 접수"), new(api, "view", title="분실물 종결", active=False)
    assert titles(api, "views/active") == ["분실물 접수"]
    assert titles(api, "views/search", query="종결") == ["분실물 종결"]
    assert titles(api, "views/show_many", ids=f"{resting['id']},{kept['id']},1") == ["분실물 종결", "분실물 접수"]


def test_the_compact_list_holds_thirty_two(api: Api) -> None:  # OAS, ListCompactViews
    for _ in range(33):
        new(api, "view")
    assert len(api.get("views/compact", per_page=100)["views"]) == 32


def test_update_many_and_destroy_many(api: Api) -> None:  # OAS
    first, second = new(api, "view", title="a"), new(api, "view", title="b")
    api.put("views/update_many", {"views": [{"id": first["id"], "position": 9}, {"id": second["id"], "active": False}]})
    assert titles(api, "views") == ["b", "a"]
    assert titles(api, "views", active="false") == ["b"]
    api.delete(f"views/destroy_many?ids={first['id']}")
    assert titles(api, "views") == ["b"]


def test_a_deleted_view_is_gone(api: Api) -> None:  # REC 4
    view = new(api, "view")
    api.delete(f"views/{view['id']}")
    assert api.call("GET", f"views/{view['id']}").status_code == 404


@pytest.mark.parametrize("name", ["incoming", "my", "my_groups"])
def test_what_is_not_built_says_so(api: Api, name: str) -> None:
    answer = api.call("GET", f"views/{name}")
    assert (answer.status_code, answer.json()["error"]) == (501, "NotBuilt")


def test_definitions_list_conditions_columns_and_orders(api: Api) -> None:  # OAS, ListViewDefinitions
    found = api.get("views/definitions")["definitions"]
    assert set(found) == {"conditions_all", "conditions_any", "groupables", "sortables", "output"}
    assert "nice_id" in [each["value"] for each in found["output"]]
    assert not {"description", "submitter", "custom_status_id"} & {each["value"] for each in found["sortables"]}


def test_a_deleted_option_leaves_views(api: Api) -> None:  # REF ticket_fields: tickets, macros and views
    field = api.field()
    chosen = {"field": f"custom_fields_{field['id']}", "operator": "includes", "value": "a_own"}
    view = new(api, "view", all=[UNSOLVED, chosen])
    option = next(each for each in field["custom_field_options"] if each["value"] == "a_own")
    api.delete(f"ticket_fields/{field['id']}/options/{option['id']}")
    assert api.get(f"views/{view['id']}")["view"]["conditions"]["all"] == [UNSOLVED]
