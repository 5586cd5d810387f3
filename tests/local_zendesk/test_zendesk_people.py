"""Users, groups, memberships, locales (REF ticketing/users, groups)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def test_me_is_the_admin(api: Api) -> None:
    me = api.get("users/me")["user"]
    assert (me["role"], me["email"], me["active"]) == ("admin", "admin@example.com", True)
    assert api.get(f"users/{me['id']}")["user"]["id"] == me["id"]


def test_users_are_made_changed_and_found(api: Api) -> None:
    made = api.post("users", {"user": {"name": "기사", "external_id": "d-1", "email": "D@example.com"}})["user"]
    assert (made["role"], made["email"]) == ("end-user", "d@example.com")
    changed = api.put(f"users/{made['id']}", {"user": {"phone": "+821012345678"}})["user"]
    assert (changed["phone"], changed["name"]) == ("+821012345678", "기사")
    assert [user["id"] for user in api.get("users", external_id="d-1")["users"]] == [made["id"]]
    assert [user["id"] for user in api.get("users", role="end-user")["users"]] == [made["id"]]
    assert api.get("users/show_many", ids=made["id"])["users"][0]["name"] == "기사"
    assert api.get("users/show_many", external_ids="d-1,d-2")["count"] == 1


def test_an_address_belongs_to_one_user(api: Api) -> None:  # zendesk-java-client#91
    answer = api.call("POST", "users", json={"user": {"name": "x", "email": "admin@example.com"}})
    assert answer.status_code == 422
    assert answer.json()["details"]["email"] == [
        {
            "description": "Email: admin@example.com is already being used by another user",
            "error": "DuplicateValue",
        }
    ]


@pytest.mark.parametrize("user", [{}, {"name": ""}, {"name": "x", "role": "boss"}, {"name": "x", "email": "no"}])
def test_users_that_are_none(api: Api, user: dict[str, Data]) -> None:
    assert api.call("POST", "users", json={"user": user}).status_code == 422


def test_groups_go_by_name(api: Api) -> None:  # REC 2
    for name in ("전화 상담", "채팅 상담"):
        group = api.post("groups", {"group": {"name": name}})["group"]
        assert (group["name"], group["deleted"], group["default"]) == (name, False, False)
    names = ["Support", "전화 상담", "채팅 상담"]
    assert [group["name"] for group in api.page("groups", 100)["groups"]] == names
    assert [group["name"] for group in api.get("groups/assignable")["groups"]] == names
    assert api.call("POST", "groups", json={"group": {"name": " "}}).status_code == 422


def test_a_group_is_renamed(api: Api) -> None:
    group = api.get("groups")["groups"][0]
    assert api.put(f"groups/{group['id']}", {"group": {"name": "A"}})["group"]["name"] == "A"
    assert api.get(f"groups/{group['id']}")["group"]["name"] == "A"


def test_agents_join_and_leave_groups(api: Api) -> None:
    agent = api.post("users", {"user": {"name": "상담사", "role": "agent"}})["user"]
    group = api.get("groups")["groups"][0]
    body = {"group_membership": {"user_id": agent["id"], "group_id": group["id"]}}
    made = api.post("group_memberships", body)["group_membership"]
    assert made["default"] is True
    assert api.get(f"users/{agent['id']}")["user"]["default_group_id"] == group["id"]
    assert api.call("POST", "group_memberships", json=body).status_code == 422
    mine = api.get(f"users/{agent['id']}/group_memberships")["group_memberships"]
    assert [each["id"] for each in mine] == [made["id"]]
    assert api.get(f"groups/{group['id']}/memberships")["count"] == 2
    api.delete(f"group_memberships/{made['id']}")
    assert api.get(f"users/{agent['id']}/group_memberships")["count"] == 0


def test_an_end_user_joins_no_group(api: Api) -> None:
    user = api.post("users", {"user": {"name": "기사"}})["user"]
    group = api.get("groups")["groups"][0]
    body = {"group_membership": {"user_id": user["id"], "group_id": group["id"]}}
    assert api.call("POST", "group_memberships", json=body).status_code == 422


def test_the_accounts_locales(api: Api) -> None:
    assert {locale["locale"]: locale["id"] for locale in api.get("locales")["locales"]} == {"en-us": 1, "ko": 69}
