"""Ticket triggers as they are kept and answered (REF ticketing/business-rules/triggers; REC)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.local_zendesk.rule_samples import NEW, OPEN_IT, new, refused

from macrosync.local_zendesk.families import triggers

if TYPE_CHECKING:
    import pytest
    from tests.local_zendesk.client import Api, Data


def test_a_new_trigger_has_the_recorded_keys(api: Api) -> None:  # REC
    trigger = new(api, "trigger")
    assert set(trigger) == {
        *("id", "url", "title", "raw_title", "active", "default", "description", "position", "category_id"),
        *("conditions", "actions", "created_at", "updated_at"),
    }
    assert (trigger["active"], trigger["default"], trigger["description"]) == (True, False, None)
    assert trigger["url"] == f"{api.url}/api/v2/triggers/{trigger['id']}.json"


def test_a_create_answers_201_with_location(api: Api) -> None:  # REC 4
    answer = api.call("POST", "triggers", json={"trigger": {"title": "x", "actions": [OPEN_IT]}})
    assert (answer.status_code, answer.headers["location"]) == (201, answer.json()["trigger"]["url"])


def test_the_category_is_chosen_and_its_id_is_a_text(api: Api) -> None:  # SUP 4408834781594; REC 13 times
    category = api.get("trigger_categories")["trigger_categories"][0]
    assert new(api, "trigger")["category_id"] == category["id"]
    assert isinstance(category["id"], str)


def test_a_category_may_be_given_as_a_number(api: Api) -> None:
    category = api.post("trigger_categories", {"trigger_category": {"name": "분실물"}})["trigger_category"]
    assert new(api, "trigger", category_id=int(category["id"]))["category_id"] == category["id"]


def test_an_inline_category_is_made(api: Api) -> None:  # OAS, TriggerObject.category
    trigger = new(api, "trigger", category={"name": "분실물", "position": 7})
    category = api.get(f"trigger_categories/{trigger['category_id']}")["trigger_category"]
    assert (category["name"], category["position"]) == ("분실물", 7)
    assert "category" not in trigger


def test_a_new_trigger_stands_last_in_its_category(api: Api) -> None:  # REC 5: 2 to 6
    assert [new(api, "trigger")["position"] for _ in range(3)] == [1, 2, 3]
    assert new(api, "trigger", category={"name": "other"})["position"] == 1


def test_all_and_any_of_old_are_taken_and_given_under_conditions(api: Api) -> None:  # REC
    body = {"title": "x", "actions": [OPEN_IT], "all": [NEW], "any": [NEW]}
    trigger = api.post("triggers", {"trigger": body})["trigger"]
    assert trigger["conditions"] == {"all": [NEW], "any": [NEW]}
    assert not {"all", "any"} & set(trigger)


def test_a_put_of_conditions_alone_empties_the_actions(api: Api) -> None:  # REF triggers#update
    trigger = new(api, "trigger")
    after = api.put(f"triggers/{trigger['id']}", {"trigger": {"conditions": {"all": [], "any": [NEW]}}})["trigger"]
    assert (after["conditions"], after["actions"]) == ({"all": [], "any": [NEW]}, [])


def test_a_put_of_actions_alone_empties_the_conditions(api: Api) -> None:  # REF triggers#update
    trigger = new(api, "trigger")
    after = api.put(f"triggers/{trigger['id']}", {"trigger": {"actions": [OPEN_IT]}})["trigger"]
    assert (after["conditions"], after["actions"]) == ({"all": [], "any": []}, [OPEN_IT])


def test_a_put_of_a_title_alone_keeps_both(api: Api) -> None:  # REC
    trigger = new(api, "trigger")
    api.advance(60)
    after = api.put(f"triggers/{trigger['id']}", {"trigger": {"title": "다른 제목"}})["trigger"]
    changed = {"title": "다른 제목", "raw_title": "다른 제목", "updated_at": after["updated_at"]}
    assert after == trigger | changed
    assert after["updated_at"] > trigger["updated_at"]


def test_an_unchanged_put_leaves_updated_at_alone(api: Api) -> None:  # REC 4
    trigger = new(api, "trigger")
    api.advance(60)
    assert api.put(f"triggers/{trigger['id']}", {"trigger": {"title": trigger["title"]}})["trigger"] == trigger


def test_keys_that_cannot_be_written_are_named_in_a_header(api: Api) -> None:  # REC 3
    trigger = new(api, "trigger")
    answer = api.call("PUT", f"triggers/{trigger['id']}", json={"trigger": {"id": 1, "default": True}})
    assert (answer.status_code, answer.json()["trigger"]) == (200, trigger)
    warned = answer.headers["x-zendesk-api-warn"]
    assert ':controller=>"triggers", :action=>"update", :unpermitted_keys=>["trigger.id", "trigger.default"]' in warned


def test_title_and_actions_are_required(api: Api) -> None:  # OAS, TriggerObject
    assert refused(api, "trigger", title=" ") == ["Title: cannot be blank"]
    assert refused(api, "trigger", actions=[]) == ["Actions: cannot be blank"]


def test_a_category_that_is_not_there_is_refused(api: Api) -> None:
    assert refused(api, "trigger", category_id="1") == ["Category id: is not valid"]


def test_a_delete_is_empty_and_final_of_active_ones_too(api: Api) -> None:  # REC 4
    trigger = new(api, "trigger")
    api.delete(f"triggers/{trigger['id']}")
    for method in ("GET", "PUT", "DELETE"):
        answer = api.call(method, f"triggers/{trigger['id']}", json={"trigger": {}})
        assert (answer.status_code, answer.json()) == (404, {"error": "RecordNotFound", "description": "Not found"})


def test_a_trigger_is_smaller_than_65_kb(api: Api) -> None:  # SUP 4408822236058
    actions = [{"field": "notification_user", "value": ["requester_id", "분실물", "x" * 66_000]}]
    assert refused(api, "trigger", actions=actions) == ["The rule is larger than 65 KB"]


def test_only_so_many_may_be_active(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:  # SUP 4408886797466
    assert triggers.MOST_ACTIVE == 7_000
    monkeypatch.setattr(triggers, "MOST_ACTIVE", 2)
    for _ in range(2):
        new(api, "trigger")
    assert refused(api, "trigger") == ["The limit of 2 active ticket triggers is reached"]
    resting = new(api, "trigger", active=False)
    answer = api.call("PUT", f"triggers/{resting['id']}", json={"trigger": {"active": True}})
    assert answer.status_code == 422


def test_update_many_sets_place_state_and_category_only(api: Api) -> None:  # OAS, TriggerBulkUpdateItem
    first, second = new(api, "trigger"), new(api, "trigger")
    category = api.post("trigger_categories", {"trigger_category": {"name": "other"}})["trigger_category"]
    wanted = [
        {"id": first["id"], "position": 9, "title": "no"},
        {"id": second["id"], "active": False, "category_id": category["id"]},
    ]
    answer = api.call("PUT", "triggers/update_many", json={"triggers": wanted})
    found = answer.json()["triggers"]
    assert [(each["title"], each["position"], each["active"]) for each in found] == [
        ("분실물", 9, True),
        ("분실물", 2, False),
    ]
    assert found[1]["category_id"] == category["id"]
    assert '"triggers.title"' in answer.headers["x-zendesk-api-warn"]


def test_update_many_takes_a_hundred(api: Api) -> None:  # OAS, maxItems
    answer = api.call("PUT", "triggers/update_many", json={"triggers": [{"id": 1}] * 101})
    assert (answer.status_code, answer.json()["error"]) == (400, "TooManyValues")


def test_destroy_many_is_empty_and_passes_over_what_is_gone(api: Api) -> None:  # REC 4
    kept, gone = new(api, "trigger"), new(api, "trigger")
    api.delete(f"triggers/destroy_many?ids={gone['id']},1,{'9' * 30}")
    assert [each["id"] for each in api.get("triggers")["triggers"]] == [kept["id"]]


def test_reorder_takes_all_ids(api: Api) -> None:  # OAS, ReorderTriggers
    made = [new(api, "trigger", title=title)["id"] for title in "abc"]
    answer = api.put("triggers/reorder", {"trigger_ids": made[::-1]})
    assert [each["position"] for each in answer["triggers"]] == [1, 2, 3]
    assert [each["id"] for each in api.get("triggers")["triggers"]] == made[::-1]
    assert api.call("PUT", "triggers/reorder", json={"trigger_ids": made[1:]}).status_code == 404


def test_reorder_is_refused_with_more_than_one_category(api: Api) -> None:  # OAS, ReorderTriggers
    trigger = new(api, "trigger", category={"name": "other"})
    answer = api.call("PUT", "triggers/reorder", json={"trigger_ids": [trigger["id"]]})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "LimitOneCategory")


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip)
_CONDITIONS = st.lists(
    st.sampled_from(
        [
            NEW,
            {"field": "status", "operator": "changed"},
            {"field": "priority", "operator": "greater_than", "value": "low"},
            {"field": "current_tags", "operator": "not_includes", "value": "a b"},
            {"field": "group_id", "operator": "is", "value": ""},
        ]
    ),
    max_size=4,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=_TEXTS, every=_CONDITIONS, some=_CONDITIONS, tags=_TEXTS)
def test_what_is_taken_is_given_back_to_the_letter(
    api: Api, title: str, every: list[Data], some: list[Data], tags: str
) -> None:
    actions = [{"field": "set_tags", "value": tags}]
    trigger = new(api, "trigger", title=title, conditions={"all": every, "any": some}, actions=actions)
    assert (trigger["title"], trigger["actions"]) == (title, actions)
    assert trigger["conditions"] == {"all": every, "any": some}
    assert api.get(f"triggers/{trigger['id']}")["trigger"] == trigger
