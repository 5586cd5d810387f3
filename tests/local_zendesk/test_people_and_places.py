"""Users, groups, memberships, organizations, brands, statuses, settings, locales (OAS; REC)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def user(api: Api, name: str = "agent", role: str = "agent", **more: Data) -> Data:
    body = {"name": name, "email": f"{name}@example.com", "role": role, **more}
    return api.post("users", {"user": body})["user"]


def group(api: Api, name: str = "분실물") -> Data:
    return api.post("groups", {"group": {"name": name}})["group"]


def membership(api: Api, user_id: int, group_id: int) -> Data:
    body = {"group_membership": {"user_id": user_id, "group_id": group_id}}
    return api.post("group_memberships", body)["group_membership"]


def details(api: Api, method: str, path: str, body: Data = None) -> list[str]:
    answer = api.call(method, path, json=body)
    assert answer.status_code == 422, answer.text
    return list(answer.json()["details"])


def test_a_user_is_created_or_updated_by_address_and_external_id(api: Api) -> None:  # OAS, CreateOrUpdateUser
    new = api.call("POST", "users/create_or_update", json={"user": {"name": "a", "email": "a@example.com"}})
    same = api.call("POST", "users/create_or_update", json={"user": {"name": "b", "email": "A@example.com"}})
    assert (new.status_code, same.status_code) == (201, 200)
    assert (same.json()["user"]["id"], same.json()["user"]["name"]) == (new.json()["user"]["id"], "b")
    body = {"user": {"name": "c", "external_id": "Case"}}
    first = api.call("POST", "users/create_or_update", json=body)
    body["user"]["external_id"] = "case"
    again = api.call("POST", "users/create_or_update", json=body)
    assert (again.status_code, again.json()["user"]["external_id"]) == (200, "case")
    assert again.json()["user"]["id"] == first.json()["user"]["id"]


def test_a_deleted_user_stays_to_be_shown_and_leaves_lists(api: Api) -> None:  # OAS, DeleteUser
    gone = user(api)
    answer = api.call("DELETE", f"users/{gone['id']}")
    assert (answer.status_code, answer.json()["user"]["active"]) == (200, False)
    assert api.get(f"users/{gone['id']}")["user"]["active"] is False
    assert gone["id"] not in [each["id"] for each in api.get("users")["users"]]
    assert api.get("users/count")["count"]["value"] == 1
    assert user(api)["id"] != gone["id"]  # the address is free again (assumed)


def test_a_requester_of_open_tickets_cannot_be_deleted(api: Api) -> None:  # SUP, deleting users
    driver = user(api, "driver", "end-user")
    number = api.ticket(requester_id=driver["id"])["id"]
    assert details(api, "DELETE", f"users/{driver['id']}") == ["base"]
    api.put(f"tickets/{number}", {"ticket": {"status": "closed"}})
    assert api.call("DELETE", f"users/{driver['id']}").status_code == 200


def test_users_are_completed_by_the_beginning_of_their_names(api: Api) -> None:  # OAS, AutocompleteUsers
    found = user(api, "kim")
    assert [each["id"] for each in api.get("users/autocomplete", name="ki")["users"]] == [found["id"]]
    assert api.get("users/autocomplete", name="im")["users"] == []
    assert api.call("GET", "users/autocomplete").status_code == 400


def test_identities_are_the_address_and_the_number(api: Api) -> None:  # OAS, UserIdentitiesResponseExample
    someone = user(api, phone="+82 2 1234 5678")
    identities = api.get(f"users/{someone['id']}/identities")["identities"]
    assert [(each["type"], each["value"]) for each in identities] == [
        ("email", "agent@example.com"),
        ("phone_number", "+82 2 1234 5678"),
    ]
    one = api.get(f"users/{someone['id']}/identities/{identities[0]['id']}")["identity"]
    assert (one, one["user_id"], one["primary"]) == (identities[0], someone["id"], True)


def test_a_deleted_group_leaves_lists_and_its_members_leave_it(api: Api) -> None:  # OAS, DeleteGroup (assumed)
    agent, gone = user(api), group(api)
    membership(api, agent["id"], gone["id"])
    api.delete(f"groups/{gone['id']}")
    assert api.get(f"groups/{gone['id']}")["group"]["deleted"] is True
    assert [each["name"] for each in api.get("groups")["groups"]] == ["Support"]
    assert api.get("groups/count")["count"]["value"] == 1
    assert api.get(f"users/{agent['id']}/group_memberships")["group_memberships"] == []
    body = {"ticket": {"comment": {"body": "x"}, "group_id": gone["id"]}}
    assert details(api, "POST", "tickets", body) == ["group_id"]


def test_the_default_group_is_shown_and_stays(api: Api) -> None:  # OAS, ShowDefaultGroup
    default = api.get("groups/default")["group"]
    assert (default["name"], default["default"]) == ("Support", True)
    assert details(api, "DELETE", f"groups/{default['id']}") == ["base"]


def test_groups_of_users_and_users_of_groups(api: Api) -> None:  # OAS, ListUserGroups, ListGroupUsers
    agent, own = user(api), group(api)
    membership(api, agent["id"], own["id"])
    assert [each["id"] for each in api.get(f"users/{agent['id']}/groups")["groups"]] == [own["id"]]
    assert [each["id"] for each in api.get(f"groups/{own['id']}/users")["users"]] == [agent["id"]]
    assert api.get(f"users/{agent['id']}/groups/count")["count"]["value"] == 1
    assert api.get(f"groups/{own['id']}/users/count")["count"]["value"] == 1


def test_making_a_membership_the_default_answers_them_all(api: Api) -> None:  # OAS, GroupMembershipSetDefault
    agent, first, second = user(api), group(api, "a"), group(api, "b")
    one = membership(api, agent["id"], first["id"])
    other = membership(api, agent["id"], second["id"])
    path = f"users/{agent['id']}/group_memberships/{other['id']}"
    listed = api.put(f"{path}/make_default", {})["group_memberships"]
    assert [(each["id"], each["default"]) for each in listed] == [(one["id"], False), (other["id"], True)]
    assert api.get(f"users/{agent['id']}")["user"]["default_group_id"] == second["id"]
    api.delete(path)
    assert api.get(f"users/{agent['id']}")["user"]["default_group_id"] == first["id"]


def test_many_memberships_are_jobs(api: Api) -> None:  # OAS, GroupMembershipBulkCreate
    agents, own = [user(api, name)["id"] for name in "ab"], group(api)["id"]
    items = [{"user_id": agent, "group_id": own} for agent in agents]
    started = api.call("POST", "group_memberships/create_many", json={"group_memberships": items}).json()
    results = api.get(f"job_statuses/{started['job_status']['id']}")["job_status"]["results"]
    made = api.get(f"groups/{own}/memberships")["group_memberships"]
    assert {result["id"] for result in results} == {each["id"] for each in made}
    ids = ",".join(str(each["id"]) for each in made)
    started = api.call("DELETE", f"group_memberships/destroy_many?ids={ids}").json()
    results = api.get(f"job_statuses/{started['job_status']['id']}")["job_status"]["results"]
    assert [(result["action"], result["status"]) for result in results] == [("delete", "Deleted")] * 2
    assert api.get(f"groups/{own}/memberships")["group_memberships"] == []


def test_a_new_organization_has_the_published_keys(api: Api) -> None:  # OAS, CreatedOrganizationResponseExample
    answer = api.call("POST", "organizations", json={"organization": {"name": "My Organization"}})
    made = answer.json()["organization"]
    assert (answer.status_code, answer.headers["location"]) == (201, made["url"])
    assert set(made) == {
        *("id", "url", "name", "details", "notes", "external_id", "domain_names", "group_id", "tags"),
        *("organization_fields", "shared_comments", "shared_tickets", "created_at", "updated_at"),
    }
    assert (made["details"], made["domain_names"], made["shared_tickets"]) == (None, [], False)


def test_an_organizations_name_is_its_own_blanks_aside(api: Api) -> None:  # OAS, CreateOrganization
    api.post("organizations", {"organization": {"name": "제휴사", "external_id": "P1"}})
    assert details(api, "POST", "organizations", {"organization": {"name": " 제휴사 "}}) == ["name"]
    assert api.get("organizations/search", name="제휴사")["count"] == 1
    assert api.get("organizations/search", external_id="p1")["count"] == 1
    assert api.call("GET", "organizations/search").status_code == 400


def test_a_new_ticket_has_its_requesters_organization(api: Api) -> None:  # REF tickets
    partner = api.post("organizations", {"organization": {"name": "제휴사"}})["organization"]["id"]
    driver = user(api, "driver", "end-user", organization_id=partner)
    number = api.ticket(requester_id=driver["id"])["id"]
    assert [each["id"] for each in api.get(f"organizations/{partner}/tickets")["tickets"]] == [number]
    assert [each["id"] for each in api.get(f"organizations/{partner}/users")["users"]] == [driver["id"]]
    api.delete(f"organizations/{partner}")
    assert api.get(f"users/{driver['id']}")["user"]["organization_id"] is None


def test_tickets_have_the_default_brand(api: Api) -> None:  # OAS, ListBrands
    (brand,) = api.get("brands")["brands"]
    assert (brand["default"], brand["active"], brand["brand_url"]) == (True, True, api.url)
    assert api.ticket()["brand_id"] == brand["id"]
    assert api.get("account/settings")["settings"]["brands"]["default_brand_id"] == brand["id"]
    body = {"ticket": {"comment": {"body": "x"}, "brand_id": 5}}
    assert details(api, "POST", "tickets", body) == ["brand_id"]


def test_the_system_has_five_statuses(api: Api) -> None:  # OAS, ListCustomStatuses
    statuses = api.get("custom_statuses")["custom_statuses"]
    assert [each["status_category"] for each in statuses] == ["new", "open", "pending", "hold", "solved"]
    assert all(each["default"] and each["active"] for each in statuses)
    chosen = api.get("custom_statuses", status_categories="new,hold")["custom_statuses"]
    assert [each["agent_label"] for each in chosen] == ["New", "On-hold"]


def test_a_status_and_its_custom_status_go_together(api: Api) -> None:  # facts on macros; OAS (assumed)
    wanted = {"status_category": "pending", "agent_label": "고객 확인 중"}
    own = api.post("custom_statuses", {"custom_status": wanted})["custom_status"]
    assert (own["raw_agent_label"], own["end_user_label"], own["default"]) == ("고객 확인 중", "고객 확인 중", False)
    number = api.ticket()["id"]
    after = api.put(f"tickets/{number}", {"ticket": {"custom_status_id": own["id"]}})["ticket"]
    assert (after["status"], after["custom_status_id"]) == ("pending", own["id"])
    after = api.put(f"tickets/{number}", {"ticket": {**after, "status": "open"}})["ticket"]
    default = api.get("custom_statuses", status_categories="open")["custom_statuses"][0]["id"]
    assert (after["status"], after["custom_status_id"]) == ("open", default)


def test_a_custom_status_never_changes_its_category(api: Api) -> None:  # REC 3
    wanted = {"status_category": "pending", "agent_label": "고객 확인 중"}
    own = api.post("custom_statuses", {"custom_status": wanted})["custom_status"]["id"]
    change = {"custom_status": {"status_category": "open", "description": "분실물"}}
    answer = api.call("PUT", f"custom_statuses/{own}", json=change)
    assert '"custom_status.status_category"' in answer.headers["x-zendesk-api-warn"]
    assert answer.json()["custom_status"]["status_category"] == "pending"
    assert answer.json()["custom_status"]["raw_description"] == "분실물"


def test_a_custom_status_that_is_used_is_not_deleted(api: Api) -> None:  # OAS, DeleteCustomStatus
    wanted = {"status_category": "solved", "agent_label": "종결"}
    own = api.post("custom_statuses", {"custom_status": wanted})["custom_status"]["id"]
    number = api.ticket(custom_status_id=own)["id"]
    assert details(api, "DELETE", f"custom_statuses/{own}") == ["base"]
    api.put(f"tickets/{number}", {"ticket": {"status": "closed"}})
    api.delete(f"custom_statuses/{own}")


def test_settings_say_what_the_account_can_do(api: Api) -> None:  # OAS, AccountSettingsObject
    settings = api.get("account/settings")["settings"]
    assert settings["active_features"]["ticket_forms"] is True
    assert settings["tickets"]["tagging"] is True
    assert settings["api"]["api_token_access"] == "true"
    locales = {each["id"] for each in api.get("locales")["locales"]}
    assert set(settings["localization"]["locale_ids"]) == locales


@pytest.mark.parametrize("name", ["ko", "KO", "69"])
def test_a_locale_is_shown_by_its_code_or_number(api: Api, name: str) -> None:  # OAS, ShowLocaleById
    assert api.get(f"locales/{name}")["locale"]["locale"] == "ko"


def test_locales_are_those_of_the_caller_or_the_client(api: Api) -> None:  # OAS, ShowCurrentLocale, DetectBestLocale
    assert api.get("locales/current")["locale"]["locale"] == "ko"
    detected = api.call("GET", "locales/detect_best_locale", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert detected.json()["locale"]["locale"] == "en-us"
    assert api.call("GET", "locales/fr").status_code == 404
    for path in ("locales/agent", "locales/public"):
        assert api.get(path)["locales"] == api.get("locales")["locales"]
