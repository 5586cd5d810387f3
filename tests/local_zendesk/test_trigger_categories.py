"""Categories of triggers, and the job that orders everything at once (OAS, trigger_categories)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.rule_samples import new, titles

from macrosync.local_zendesk.families import trigger_categories

if TYPE_CHECKING:
    import requests
    from tests.local_zendesk.client import Api, Data

PATH = "trigger_categories"
NOT_FOUND = {"code": "TriggerCategoryNotFound", "title": "Category can’t be found. Check the ID and try again."}


def made(api: Api, name: str = "분실물", **values: Data) -> Data:
    return api.post(PATH, {"trigger_category": {"name": name, **values}})["trigger_category"]


def patch(api: Api, category: Data, **values: Data) -> requests.Response:
    return api.call("PATCH", f"{PATH}/{category['id']}", json={"trigger_category": values})


def names(api: Api, **query: Data) -> list[str]:
    return [each["name"] for each in api.get(PATH, **query)[PATH]]


def job(api: Api, **items: Data) -> requests.Response:
    return api.call("POST", f"{PATH}/jobs", json={"job": {"action": "patch", "items": items}})


def test_a_category_has_these_keys_and_a_text_for_an_id(api: Api) -> None:  # OAS, TriggerCategory
    category = made(api, position=3)
    assert set(category) == {"id", "name", "position", "created_at", "updated_at"}
    assert isinstance(category["id"], str)
    assert api.get(f"{PATH}/{category['id']}")["trigger_category"] == category


def test_a_new_category_stands_last(api: Api) -> None:
    assert [made(api, name)["position"] for name in "ab"] == [2, 3]


def test_it_is_changed_by_patch_and_not_by_put(api: Api) -> None:  # OAS
    category = made(api)
    api.advance(60)
    after = patch(api, category, name="분실물 신고", position=9).json()["trigger_category"]
    assert (after["name"], after["position"], after["id"]) == ("분실물 신고", 9, category["id"])
    assert after["updated_at"] > category["updated_at"]
    answer = api.call("PUT", f"{PATH}/{category['id']}", json={"trigger_category": {"name": "x"}})
    assert answer.status_code == 501


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_one_that_is_not_there_has_an_error_of_its_own(api: Api, method: str) -> None:  # OAS
    answer = api.call(method, f"{PATH}/1", json={"trigger_category": {"name": "x"}})
    assert (answer.status_code, answer.json()) == (404, {"errors": [NOT_FOUND]})


@pytest.mark.parametrize("name", ["", " ", None, 5])
def test_a_name_is_required(api: Api, name: Data) -> None:  # OAS, 400 InvalidTriggerCategory
    answer = api.call("POST", PATH, json={"trigger_category": {"name": name}})
    blank = {"code": "InvalidTriggerCategory", "title": "Name cannot be blank"}
    assert (answer.status_code, answer.json()) == (400, {"errors": [blank]})


def test_two_of_one_name_are_refused_unless_the_switch_says_so(api: Api) -> None:  # assumed
    category = made(api, "Lost items")
    answer = api.call("POST", PATH, json={"trigger_category": {"name": "lost ITEMS"}})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "InvalidTriggerCategory")
    assert patch(api, category, name="Lost items").status_code == 200
    api.control("PUT", "switches", {"unique_trigger_category_names": False})
    assert made(api, "Lost items")["id"] != category["id"]


def test_one_with_active_triggers_is_not_deleted(api: Api) -> None:  # OAS; SUP 4408834781594
    category = made(api)
    new(api, "trigger", category_id=category["id"])
    answer = api.call("DELETE", f"{PATH}/{category['id']}")
    said = {"code": "TriggerCategoryNotEmpty", "title": "A category with active ticket triggers cannot be deleted."}
    assert (answer.status_code, answer.json()) == (400, {"errors": [said]})


def test_its_inactive_triggers_are_deleted_with_it(api: Api) -> None:  # SUP 4408834781594
    category = made(api)
    inside = new(api, "trigger", category_id=category["id"], active=False)
    outside = new(api, "trigger", active=False)
    api.delete(f"{PATH}/{category['id']}")
    assert api.call("GET", f"triggers/{inside['id']}").status_code == 404
    assert api.call("GET", f"triggers/{outside['id']}").status_code == 200


def test_an_account_has_only_so_many(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:  # OAS, 403
    assert trigger_categories.MOST == 500
    monkeypatch.setattr(trigger_categories, "MOST", 2)
    made(api)
    answer = api.call("POST", PATH, json={"trigger_category": {"name": "x"}})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "ProductLimitExceeded")


def test_a_trigger_gets_a_category_even_where_none_is_left(api: Api) -> None:  # assumed
    api.delete(f"{PATH}/{api.get(PATH)[PATH][0]['id']}")
    assert new(api, "trigger")["category_id"] == api.get(PATH)[PATH][0]["id"]


def test_the_list_has_cursor_pages_only(api: Api) -> None:  # OAS
    made(api)
    whole, page = api.get(PATH), api.page(PATH, 1)
    assert whole["meta"]["has_more"] is False
    assert "count" not in whole
    assert (len(page[PATH]), page["meta"]["has_more"]) == (1, True)
    assert api.get(page["links"]["next"].removeprefix(api.url))[PATH] == whole[PATH][1:]


def test_the_list_goes_by_place_or_as_asked(api: Api) -> None:  # OAS, sort
    made(api, "A", position=5)
    made(api, "B", position=3)
    assert names(api) == ["Notifications", "B", "A"]
    assert names(api, sort="-position") == ["A", "B", "Notifications"]
    assert names(api, sort="name") == ["A", "B", "Notifications"]
    assert names(api, sort="-name") == ["Notifications", "B", "A"]
    assert api.call("GET", PATH, params={"sort": "colour"}).status_code == 400


def test_counts_of_triggers_are_sideloaded(api: Api) -> None:  # OAS, include=rule_counts
    for active in (True, True, False):
        new(api, "trigger", active=active)
    found = api.get(PATH, include="rule_counts")[PATH][0]
    assert (found["active_count"], found["inactive_count"]) == (2, 1)


def test_a_job_moves_everything_before_it_answers(api: Api) -> None:  # OAS, BatchOperateTriggerCategories
    category = made(api)
    first, second = new(api, "trigger", title="a"), new(api, "trigger", title="b")
    answer = job(
        api,
        trigger_categories=[{"id": category["id"], "position": 0}],
        triggers=[
            {"id": str(first["id"]), "position": 2, "category_id": category["id"]},
            {"id": str(second["id"]), "position": 1, "category_id": category["id"], "active": False},
        ],
    )
    body = answer.json()
    assert (answer.status_code, body["status"]) == (200, "complete")
    assert [each["position"] for each in body["results"]["trigger_categories"]] == [0]
    assert [each["id"] for each in body["results"]["triggers"]] == [first["id"], second["id"]]
    assert titles(api, "triggers", category_id=category["id"]) == ["b", "a"]
    assert titles(api, "triggers", active="false") == ["b"]


def test_a_job_takes_more_than_a_hundred(api: Api) -> None:  # design: all positions in one call
    trigger = new(api, "trigger")
    assert job(api, triggers=[{"id": str(trigger["id"]), "position": 1}] * 150).status_code == 200


def test_a_job_with_an_error_is_failed_and_changes_nothing(api: Api) -> None:  # OAS, 400; assumed
    trigger = new(api, "trigger")
    items = [{"id": str(trigger["id"]), "position": 9}, {"id": "10001", "position": 1}]
    answer = job(api, triggers=items, trigger_categories=[{"id": "1", "position": 1}])
    body = answer.json()
    assert (answer.status_code, body["status"]) == (400, "failed")
    assert [each["code"] for each in body["errors"]] == ["TriggerCategoryNotFound", "InvalidTrigger"]
    assert body["errors"][1]["trigger_id"] == "10001"
    assert api.get(f"triggers/{trigger['id']}")["trigger"] == trigger


def test_a_jobs_error_names_what_is_not_valid(api: Api) -> None:  # OAS, example
    trigger = new(api, "trigger")
    answer = job(api, triggers=[{"id": str(trigger["id"]), "category_id": "1"}])
    expected = {"code": "InvalidTrigger", "title": "category_id is not valid", "trigger_id": str(trigger["id"])}
    assert answer.json() == {"status": "failed", "errors": [expected]}


@pytest.mark.parametrize(
    "wrong", [{"action": "post", "items": {}}, {"action": "patch"}, {"action": "patch", "items": []}]
)
def test_a_job_that_is_none(api: Api, wrong: Data) -> None:
    answer = api.call("POST", f"{PATH}/jobs", json={"job": wrong})
    assert (answer.status_code, answer.json()["error"]["title"]) == (400, "Invalid attribute")
