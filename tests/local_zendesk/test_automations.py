"""Automations as they are kept and answered (SUP 4408832701850; OAS, CreateAutomation; REC)."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.rule_samples import DAY_OLD, UNSOLVED, new, refused, titles

from macrosync.local_zendesk.families import automation_checks
from macrosync.local_zendesk.families.automations import STOCK

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

NO_TIME = "Automation must have at least <strong>one</strong> time-based condition in the ALL conditions section."
NO_PROPERTY = (
    "Automation must test for at least <strong>one</strong> of the following ticket properties in the ALL conditions "
    "section: Status, Type, Group, Assignee, Requester."
)
ENDLESS = (
    "Automation must have an action that nullifies at least one of its conditions, or a condition that is true only "
    "once."
)
TAG = {"field": "current_tags", "value": "경과"}


def hours(field: str, number: str = "24", operator: str = "greater_than") -> Data:
    return {"field": field, "operator": operator, "value": number}


def stock(api: Api) -> Data:
    return api.get("automations")["automations"][0]


def test_the_stock_automation_closes_solved_tickets_after_four_days(api: Api) -> None:  # SUP 4408835051546; go-zendesk
    found = stock(api)
    assert (found["title"], found["raw_title"], found["position"], found["default"]) == (STOCK, STOCK, 0, True)
    assert found["conditions"] == {
        "all": [{"field": "status", "operator": "is", "value": "solved"}, hours("SOLVED", "96")],
        "any": [],
    }
    assert found["actions"] == [{"field": "status", "value": "closed"}]


def test_the_stock_automation_can_be_stretched_and_not_removed(api: Api) -> None:  # SUP 4408835051546
    found = stock(api)
    conditions = {"all": [found["conditions"]["all"][0], hours("SOLVED", "672")]}
    body = {"conditions": conditions, "actions": found["actions"]}
    assert api.put(f"automations/{found['id']}", {"automation": body})["automation"]["id"] == found["id"]
    assert api.call("DELETE", f"automations/{found['id']}").status_code == 403


def test_destroy_many_passes_over_the_stock_automation(api: Api) -> None:  # OAS, BulkDeleteAutomations
    made = new(api, "automation")
    api.delete(f"automations/destroy_many?ids={stock(api)['id']},{made['id']}")
    assert titles(api, "automations") == [STOCK]


def test_a_new_automation_has_these_keys(api: Api) -> None:  # OAS, AutomationObject; url recorded
    made = new(api, "automation")
    assert set(made) == {
        *("id", "url", "title", "raw_title", "active", "default", "position", "conditions", "actions"),
        *("created_at", "updated_at"),
    }
    assert (made["default"], made["position"]) == (False, 1)


def test_a_condition_on_time_is_required(api: Api) -> None:  # SUP 4408832701850
    assert refused(api, "automation", conditions={"all": [UNSOLVED]}) == [NO_TIME]


def test_a_condition_on_time_is_for_all_only(api: Api) -> None:  # DOC conditions-reference
    wrong = {"all": [UNSOLVED, DAY_OLD], "any": [hours("updated_at")]}
    assert refused(api, "automation", conditions=wrong) == ["Hours since update is only for the ALL conditions"]


def test_a_ticket_property_is_required_in_all(api: Api) -> None:  # OAS; words recorded of views (facetoe/zenpy#225)
    conditions = {"all": [DAY_OLD, {"field": "current_tags", "operator": "not_includes", "value": "경과"}]}
    assert refused(api, "automation", conditions=conditions, actions=[TAG]) == [NO_PROPERTY]
    assert refused(api, "automation", conditions={"all": [DAY_OLD], "any": [UNSOLVED]}) == [NO_PROPERTY]


@pytest.mark.parametrize("field", ["type", "group_id", "assignee_id", "requester_id"])
def test_any_of_the_five_properties_will_do(api: Api, field: str) -> None:  # OAS, CreateAutomation
    conditions = {"all": [hours("NEW", "24", "is"), {"field": field, "operator": "is_not", "value": ""}]}
    assert new(api, "automation", conditions=conditions)["active"]


def test_one_that_would_never_end_is_refused(api: Api) -> None:  # SUP 4408832701850
    assert refused(api, "automation", actions=[TAG]) == [ENDLESS]


def test_a_tag_that_a_condition_forbids_ends_it(api: Api) -> None:  # SUP 4408832701850
    once = {"field": "current_tags", "operator": "not_includes", "value": "경과"}
    made = new(api, "automation", conditions={"all": [UNSOLVED, DAY_OLD, once]}, actions=[TAG])
    assert made["actions"] == [TAG]


def test_a_condition_on_one_very_hour_ends_it(api: Api) -> None:  # SUP 4408832701850: true only once
    assert new(api, "automation", conditions={"all": [UNSOLVED, hours("NEW", "24", "is")]}, actions=[TAG])


def test_a_custom_field_that_an_action_sets_ends_it(api: Api) -> None:  # SUP 4408832701850
    field = api.field()
    name = f"custom_fields_{field['id']}"
    conditions = {"all": [UNSOLVED, DAY_OLD, {"field": name, "operator": "not_includes", "value": "a_own"}]}
    assert new(api, "automation", conditions=conditions, actions=[{"field": name, "value": "a_own"}])


def test_active_ones_have_different_conditions(api: Api) -> None:  # SUP 4408832701850; OAS
    first = new(api, "automation")
    said = ["Automation must have different conditions than every other active automation"]
    assert refused(api, "automation", conditions={"all": [DAY_OLD, UNSOLVED]}) == said
    resting = new(api, "automation", active=False)
    answer = api.call("PUT", "automations/update_many", json={"automations": [{"id": resting["id"], "active": True}]})
    assert answer.status_code == 422
    api.put(f"automations/{first['id']}", {"automation": {"active": False}})
    assert api.put(f"automations/{resting['id']}", {"automation": {"active": True}})["automation"]["active"]


def test_every_reason_is_given_at_once(api: Api) -> None:
    conditions = {"all": [{"field": "current_tags", "operator": "includes", "value": "a"}]}
    assert refused(api, "automation", conditions=conditions, actions=[TAG]) == [NO_TIME, NO_PROPERTY, ENDLESS]


def test_only_so_many_may_be_active(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:  # SUP 4408832701850
    assert automation_checks.MOST_ACTIVE == 500
    monkeypatch.setattr(automation_checks, "MOST_ACTIVE", 1)
    assert refused(api, "automation") == ["The limit of 1 active automations is reached"]


@pytest.mark.parametrize("given", ["conditions", "actions"])
def test_a_put_of_one_list_empties_the_other(api: Api, given: str) -> None:  # REF automations#update
    made = new(api, "automation", conditions={"all": [UNSOLVED, hours("NEW", "24", "is")]})
    answer = api.call("PUT", f"automations/{made['id']}", json={"automation": {given: made[given]}})
    if given == "conditions":  # true in one hour only, so that it may be without an action
        assert answer.json()["automation"]["actions"] == []
    else:  # without conditions it is no automation any more
        assert [each["description"] for each in answer.json()["details"]["base"]] == [NO_TIME, NO_PROPERTY, ENDLESS]


def test_a_put_of_a_title_keeps_both(api: Api) -> None:  # REC
    made = new(api, "automation")
    after = api.put(f"automations/{made['id']}", {"automation": {"title": "b"}})["automation"]
    assert (after["conditions"], after["actions"]) == (made["conditions"], made["actions"])


@pytest.mark.parametrize("field", ["NEW", "OPEN", "PENDING", "HOLD", "SOLVED", "CLOSED", "due_date", "until_due_date"])
def test_hours_are_counted_from_these_times(api: Api, field: str) -> None:  # DOC conditions-reference
    made = new(api, "automation", conditions={"all": [UNSOLVED, hours(field, "100")]})
    assert made["conditions"]["all"][1] == hours(field, "100")


def test_hours_are_numbers(api: Api) -> None:  # SUP 4408885654298: 1.5 is taken for 1
    assert new(api, "automation", conditions={"all": [UNSOLVED, hours("NEW", "1.5")]})
    assert refused(api, "automation", conditions={"all": [UNSOLVED, hours("NEW", "soon")]})


def test_they_go_by_place_and_their_cursors_say_so(api: Api) -> None:  # REC 2
    for title, position in (("b", 2), ("a", 1)):
        conditions = {"all": [UNSOLVED, hours("NEW", str(position))]}
        new(api, "automation", title=title, position=position, conditions=conditions)
    assert titles(api, "automations") == titles(api, "automations", **{"page[size]": 9}) == [STOCK, "a", "b"]
    cursor = api.page("automations", 1)["meta"]["after_cursor"]
    assert json.loads(b64decode(cursor))["o"] == "position,id"


def test_active_ones_and_search(api: Api) -> None:  # OAS
    new(api, "automation", title="분실물 경과", active=False)
    assert titles(api, "automations/active") == [STOCK]
    assert titles(api, "automations", active="false") == ["분실물 경과"]
    assert titles(api, "automations/search", query="분실물") == ["분실물 경과"]
    assert api.call("GET", "automations/search").status_code == 400


def test_one_is_shown_moved_and_deleted(api: Api) -> None:  # OAS
    made = new(api, "automation", title="분실물 경과")
    assert api.get(f"automations/{made['id']}")["automation"] == made
    wanted = [{"id": made["id"], "position": 9, "active": False, "title": "no"}]
    (moved,) = api.put("automations/update_many", {"automations": wanted})["automations"]
    assert (moved["position"], moved["active"], moved["title"]) == (9, False, "분실물 경과")
    api.delete(f"automations/{made['id']}")
    assert api.call("GET", f"automations/{made['id']}").status_code == 404


def test_a_bearer_for_automations_reaches_nothing_else(api: Api) -> None:  # OAS, scopes
    grant = {
        "grant_type": "client_credentials",
        "client_id": "local",
        "client_secret": "local",
        "scope": "automations:read",
    }
    token = api.call("POST", "/oauth/tokens", json=grant).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    with type(api)(api.url, None, token) as bearer:
        assert bearer.call("GET", "automations", headers=headers).status_code == 200
        assert bearer.call("GET", "triggers", headers=headers).status_code == 403
        assert bearer.call("POST", "automations", json={"automation": {}}, headers=headers).status_code == 403
