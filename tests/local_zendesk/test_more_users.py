"""Many users at once, deleted and merged ones, and what they have to do with (OAS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.test_every_operation import job
from tests.local_zendesk.test_people_and_places import details, user

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def done(api: Api, method: str, path: str, body: Data = None) -> list[Data]:
    """The results of a job."""
    answer = api.call(method, path, json=body)
    assert answer.status_code == 200, answer.text
    return list(job(api, answer.json())["results"])


def gone(api: Api, name: str = "driver") -> Data:
    """An end user who is deleted."""
    someone = user(api, name, "end-user", phone="+82 2 1234 5678")
    assert api.call("DELETE", f"users/{someone['id']}").status_code == 200
    return someone


def test_many_users_are_made_by_a_job(api: Api) -> None:  # OAS, CreateManyUsers; REC 9
    people = [{"name": each, "email": f"{each}@example.com"} for each in "abc"]
    results = done(api, "POST", "users/create_many", {"users": people})
    assert [each["index"] for each in results] == [0, 1, 2]
    made = [api.get(f"users/{each['id']}")["user"]["email"] for each in results]
    assert made == ["a@example.com", "b@example.com", "c@example.com"]


def test_one_that_cannot_be_made_leaves_the_others(api: Api) -> None:  # OAS, JobStatusObject
    people = [{"name": "a"}, {"name": "b", "email": "admin@example.com"}]
    first, second = done(api, "POST", "users/create_many", {"users": people})
    assert api.get(f"users/{first['id']}")["user"]["name"] == "a"
    assert (second["index"], second["error"]) == (1, "RecordInvalid")


def test_users_of_known_addresses_and_external_ids_are_changed(api: Api) -> None:  # OAS, CreateOrUpdateManyUsers
    known, other = user(api, "a"), user(api, "b", external_id="B1")
    people = [{"email": "A@example.com", "name": "a2"}, {"external_id": "b1", "name": "b2"}, {"name": "new"}]
    results = done(api, "POST", "users/create_or_update_many", {"users": people})
    assert [each["id"] for each in results[:2]] == [known["id"], other["id"]]
    assert [api.get(f"users/{each['id']}")["user"]["name"] for each in results] == ["a2", "b2", "new"]


def test_many_users_are_changed_alike_or_each_in_its_way(api: Api) -> None:  # OAS, UpdateManyUsers
    one, other = user(api, "a"), user(api, "b", external_id="b1")
    path = f"users/update_many?ids={one['id']},{other['id']}"
    results = done(api, "PUT", path, {"user": {"notes": "같이"}})
    assert [(each["id"], each["action"], each["status"]) for each in results] == [
        (one["id"], "update", "Updated"),
        (other["id"], "update", "Updated"),
    ]
    done(api, "PUT", "users/update_many?external_ids=b1,x", {"user": {"details": "따로"}})
    each = [{"id": one["id"], "name": "a2"}, {"external_id": "b1", "name": "b2"}]
    done(api, "PUT", "users/update_many", {"users": each})
    found = api.get("users/show_many", ids=f"{one['id']},{other['id']}")["users"]
    assert [(each["name"], each["notes"], each["details"]) for each in found] == [
        ("a2", "같이", None),
        ("b2", "같이", "따로"),
    ]


def test_many_users_are_deleted_and_who_cannot_be_stays(api: Api) -> None:  # OAS, DestroyManyUsers
    one, other = user(api, "a", "end-user"), user(api, "b", "end-user", external_id="b1")
    api.ticket(requester_id=one["id"])
    first, second = done(api, "DELETE", f"users/destroy_many?ids={one['id']},{other['id']}")
    assert (first["success"], second["success"]) == (False, True)
    assert api.get(f"users/{other['id']}")["user"]["active"] is False
    assert api.call("DELETE", "users/destroy_many").status_code == 400


@pytest.mark.parametrize("path", ["create_many", "create_or_update_many"])
def test_a_list_of_users_holds_one_to_a_hundred(api: Api, path: str) -> None:  # OAS; REC, TooManyValues
    for users in ([], None, ["x"]):
        assert api.call("POST", f"users/{path}", json={"users": users}).status_code == 400
    answer = api.call("POST", f"users/{path}", json={"users": [{"name": "x"}] * 101})
    assert (answer.status_code, answer.json()["error"]) == (400, "TooManyValues")


def test_a_user_is_related_to_tickets(api: Api) -> None:  # OAS, ShowUserRelated
    agent, driver = user(api), user(api, "driver", "end-user")
    cc = {"user_id": agent["id"], "action": "put"}
    api.ticket(requester_id=driver["id"], assignee_id=agent["id"], email_ccs=[cc])
    api.ticket(requester_id=driver["id"])
    assert api.get(f"users/{agent['id']}/related")["user_related"] == {
        "assigned_tickets": 1,
        "requested_tickets": 0,
        "ccd_tickets": 1,
        "organization_subscriptions": 0,
    }
    assert api.get(f"users/{driver['id']}/related")["user_related"]["requested_tickets"] == 2
    assert api.call("GET", "users/5/related").status_code == 404


def test_users_are_completed_by_a_body_too(api: Api) -> None:  # OAS, AutocompleteUsersPost
    found = user(api, "kim")
    answer = api.call("POST", "users/autocomplete", json={"name": "ki"})
    assert (answer.status_code, [each["id"] for each in answer.json()["users"]]) == (200, [found["id"]])
    assert api.call("POST", "users/autocomplete", json={}).status_code == 400


def test_an_organizations_users_and_tickets_are_counted(api: Api) -> None:  # OAS, CountOrganizationUsers
    partner = api.post("organizations", {"organization": {"name": "제휴사"}})["organization"]["id"]
    driver = user(api, "driver", "end-user", organization_id=partner)
    api.ticket(requester_id=driver["id"])
    assert api.get(f"organizations/{partner}/users/count")["count"]["value"] == 1
    assert api.get(f"organizations/{partner}/users/count", role="agent")["count"]["value"] == 0
    assert api.get(f"organizations/{partner}/tickets/count")["count"]["value"] == 1


def test_deleted_users_are_shown_as_they_were(api: Api) -> None:  # OAS, ListDeletedUsers
    someone = gone(api)
    (deleted,) = api.get("deleted_users")["deleted_users"]
    assert (deleted["id"], deleted["email"], deleted["active"]) == (someone["id"], "driver@example.com", False)
    assert deleted["url"] == f"{api.url}/api/v2/deleted_users/{someone['id']}.json"
    assert api.get(f"deleted_users/{someone['id']}")["deleted_user"] == deleted
    assert api.get("deleted_users/count")["count"]["value"] == 1
    assert api.page("deleted_users", 1)["meta"]["has_more"] is False
    assert api.call("GET", f"deleted_users/{api.get('users/me')['user']['id']}").status_code == 404


def test_who_is_deleted_for_good_has_no_name_and_no_address(api: Api) -> None:  # OAS, ListDeletedUsers
    someone = gone(api)
    answer = api.call("DELETE", f"deleted_users/{someone['id']}")
    assert answer.status_code == 200
    for body in (answer.json()["deleted_user"], api.get("deleted_users")["deleted_users"][0]):
        assert (body["name"], body["email"], body["phone"]) == ("Permanently Deleted User", None, None)
    assert api.get(f"users/{someone['id']}")["user"]["name"] == "Permanently Deleted User"
    assert api.call("DELETE", f"deleted_users/{someone['id']}").status_code == 404
    assert "zendesk-ratelimit-deleted-users-destroy" in answer.headers


def test_a_deletion_for_good_is_told_by_area(api: Api) -> None:  # OAS, ShowUserComplianceDeletionStatuses
    someone = gone(api)
    path = f"users/{someone['id']}/compliance_deletion_statuses"
    assert api.get(path)["compliance_deletion_statuses"] == []
    api.call("DELETE", f"deleted_users/{someone['id']}")
    asked, started, complete = api.get(path)["compliance_deletion_statuses"]
    assert [(each["action"], each["application"]) for each in (asked, started, complete)] == [
        *(("request_deletion", "all"), ("started", "support"), ("complete", "support")),
    ]
    assert (asked["executer_id"], started["executer_id"]) == (api.get("users/me")["user"]["id"], None)
    assert len(api.get(path, application="chat")["compliance_deletion_statuses"]) == 1
    assert api.call("GET", "users/5/compliance_deletion_statuses").status_code == 404


def test_merging_moves_tickets_and_addresses(api: Api) -> None:  # OAS, MergeEndUsers (what moves is assumed)
    loser, winner = user(api, "a", "end-user"), user(api, "b", "end-user")
    number = api.ticket(requester_id=loser["id"], submitter_id=loser["id"])["id"]
    merged = api.put(f"users/{loser['id']}/merge", {"user": {"id": winner["id"]}})["user"]
    assert merged["id"] == winner["id"]
    assert api.get(f"users/{loser['id']}")["user"]["active"] is False
    ticket = api.get(f"tickets/{number}")["ticket"]
    assert (ticket["requester_id"], ticket["submitter_id"]) == (winner["id"], winner["id"])
    assert api.get(f"tickets/{number}/comments")["comments"][0]["author_id"] == winner["id"]
    known = api.get(f"users/{winner['id']}/identities")["identities"]
    assert [(each["value"], each["primary"]) for each in known] == [("b@example.com", True), ("a@example.com", False)]
    body = {"user": {"name": "a", "email": "a@example.com"}}
    assert api.call("POST", "users/create_or_update", json=body).json()["user"]["id"] == winner["id"]


def test_agents_are_not_merged(api: Api) -> None:  # OAS, MergeEndUsers
    agent, driver = user(api), user(api, "driver", "end-user")
    for loser, winner in ((agent, driver), (driver, agent), (driver, driver)):
        assert details(api, "PUT", f"users/{loser['id']}/merge", {"user": {"id": winner["id"]}}) == ["base"]
    assert api.call("PUT", f"users/{driver['id']}/merge", json={"user": {"id": 5}}).status_code == 404


def test_an_owner_is_reminded_and_sessions_end_without_an_answer(api: Api) -> None:  # OAS, RequestUserCreate
    body = {"user": {"name": "Roger", "email": "r@example.com"}}
    answer = api.call("POST", "users/request_create", json=body)
    assert (answer.status_code, answer.content) == (200, b"")
    answer = api.call("POST", "users/logout_many", params={"ids": "1,2"})  # OAS, LogoutManyUsers
    assert (answer.status_code, answer.content) == (202, b"")


def test_what_the_caller_sets_of_their_screens_is_kept(api: Api) -> None:  # OAS, UpdateCurrentUserSettings
    before = api.get("users/me/settings")["settings"]
    body = {"settings": {"lotus": {"keyboard_shortcuts_enabled": True}, "shared_views_order": [2, 1]}}
    after = api.put("users/me/settings", body)["settings"]
    assert after == before | {
        "lotus": before["lotus"] | {"keyboard_shortcuts_enabled": True},
        "shared_views_order": [2, 1],
    }
    assert api.get("users/me/settings")["settings"] == after
    assert api.call("PUT", "users/me/settings", json={}).status_code == 400
    wrong = {"settings": {"lotus": {"keyboard_shortcuts_enabled": "yes"}}}
    assert api.call("PUT", "users/me/settings", json=wrong).status_code == 400
