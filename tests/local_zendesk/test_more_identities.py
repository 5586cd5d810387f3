"""What users are known by: addresses and numbers, first and further ones (OAS, UserIdentities)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.test_people_and_places import details, user

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def add(api: Api, someone: Data, value: str, kind: str = "email", **values: Data) -> Data:
    body = {"identity": {"type": kind, "value": value, **values}}
    return api.post(f"users/{someone['id']}/identities", body)["identity"]


def known(api: Api, someone: Data) -> list[tuple[str, str, bool]]:
    """Each identity's type, value, and whether it is the primary one."""
    found = api.get(f"users/{someone['id']}/identities")["identities"]
    return [(each["type"], each["value"], each["primary"]) for each in found]


def test_a_further_address_is_not_the_primary_one(api: Api) -> None:  # OAS, CreateUserIdentity
    agent = user(api)
    made = add(api, agent, "B@example.com")
    assert (made["value"], made["primary"], made["verified"]) == ("b@example.com", False, False)
    assert made["verification_method"] == "none"
    assert known(api, agent) == [("email", "agent@example.com", True), ("email", "b@example.com", False)]
    assert api.get(f"users/{agent['id']}")["user"]["email"] == "agent@example.com"


def test_the_first_number_is_the_primary_one(api: Api) -> None:  # assumed
    agent = user(api)
    assert add(api, agent, "+82 2 1234 5678", "phone_number")["primary"] is True
    assert api.get(f"users/{agent['id']}")["user"]["phone"] == "+82 2 1234 5678"


@pytest.mark.parametrize(
    ("identity", "field"),
    [
        ({"type": "email", "value": "admin@example.com"}, "email"),
        ({"type": "email", "value": "no"}, "email"),
        ({"type": "messaging", "value": "x"}, "type"),
        ({"type": "twitter", "value": ""}, "value"),
    ],
)
def test_identities_that_are_none(api: Api, identity: Data, field: str) -> None:  # OAS; zendesk-java-client#91
    assert details(api, "POST", f"users/{user(api)['id']}/identities", {"identity": identity}) == [field]


def test_a_further_address_belongs_to_one_user_as_well(api: Api) -> None:  # zendesk-java-client#91
    agent = user(api)
    add(api, agent, "b@example.com")
    assert details(api, "POST", "users", {"user": {"name": "x", "email": "B@example.com"}}) == ["email"]
    number = api.ticket(requester={"name": "x", "email": "b@example.com"})["id"]
    assert api.get(f"tickets/{number}")["ticket"]["requester_id"] == agent["id"]


def test_another_address_of_an_update_is_added(api: Api) -> None:  # OAS, UserObject, email
    agent = user(api)
    after = api.put(f"users/{agent['id']}", {"user": {"email": "b@example.com", "name": "b"}})["user"]
    assert (after["email"], after["name"]) == ("agent@example.com", "b")
    assert known(api, agent) == [("email", "agent@example.com", True), ("email", "b@example.com", False)]
    api.put(f"users/{agent['id']}", {"user": {"email": "b@example.com"}})
    assert len(known(api, agent)) == 2


def test_making_an_address_the_primary_one_answers_them_all(api: Api) -> None:  # OAS, MakeUserIdentityPrimary
    agent = user(api)
    made = add(api, agent, "b@example.com")
    path = f"users/{agent['id']}/identities/{made['id']}/make_primary"
    found = api.put(path, {})["identities"]
    assert [(each["value"], each["primary"]) for each in found] == [
        ("agent@example.com", False),
        ("b@example.com", True),
    ]
    assert api.get(f"users/{agent['id']}")["user"]["email"] == "b@example.com"
    assert [each["id"] for each in api.get(f"users/{agent['id']}/identities")["identities"]][1] == made["id"]
    other = add(api, agent, "x", "twitter")
    assert details(api, "PUT", f"users/{agent['id']}/identities/{other['id']}/make_primary", {}) == ["type"]


def test_an_identity_is_verified_and_unverified(api: Api) -> None:  # OAS, UpdateUserIdentity, VerifyUserIdentity
    agent = user(api)
    made = add(api, agent, "b@example.com")
    path = f"users/{agent['id']}/identities/{made['id']}"
    verified = api.put(f"{path}/verify", {})["identity"]
    assert (verified["verified"], verified["verification_method"]) == (True, "low")
    assert api.get(f"users/{agent['id']}")["user"]["verified"] is True
    after = api.put(path, {"identity": {"verification_method": "none"}})["identity"]
    assert (after["verified"], after["verification_method"]) == (False, "none")
    assert api.get(f"users/{agent['id']}")["user"]["verified"] is False


def test_an_identity_that_is_added_as_verified_verifies_its_user(api: Api) -> None:  # OAS, the key verified
    agent = user(api)
    add(api, agent, "b@example.com", verified=True)
    assert api.get(f"users/{agent['id']}")["user"]["verified"] is True


def test_the_value_of_the_primary_address_is_the_users(api: Api) -> None:  # OAS, UpdateUserIdentity
    agent = user(api)
    number = api.get(f"users/{agent['id']}/identities")["identities"][0]["id"]
    body = {"identity": {"value": "C@example.com", "primary": False}}
    answer = api.call("PUT", f"users/{agent['id']}/identities/{number}", json=body)
    assert (answer.json()["identity"]["value"], answer.json()["identity"]["primary"]) == ("c@example.com", True)
    assert '"identity.primary"' in answer.headers["x-zendesk-api-warn"]
    assert api.get(f"users/{agent['id']}")["user"]["email"] == "c@example.com"


def test_without_the_primary_address_the_next_one_is_it(api: Api) -> None:  # OAS, DeleteUserIdentity (assumed)
    agent = user(api)
    add(api, agent, "b@example.com")
    first, second = api.get(f"users/{agent['id']}/identities")["identities"]
    api.delete(f"users/{agent['id']}/identities/{first['id']}")
    assert known(api, agent) == [("email", "b@example.com", True)]
    api.delete(f"users/{agent['id']}/identities/{second['id']}")
    assert (known(api, agent), api.get(f"users/{agent['id']}")["user"]["email"]) == ([], None)
    assert api.call("DELETE", f"users/{agent['id']}/identities/{second['id']}").status_code == 404


def test_a_verification_is_asked_for_without_an_answer(api: Api) -> None:  # OAS, RequestUserVerification
    agent = user(api)
    number = api.get(f"users/{agent['id']}/identities")["identities"][0]["id"]
    answer = api.call("PUT", f"users/{agent['id']}/identities/{number}/request_verification")
    assert (answer.status_code, answer.content) == (200, b"")


def test_identities_are_pages_by_cursor_and_of_one_type(api: Api) -> None:  # OAS, ListUserIdentities
    agent = user(api, phone="+82 2 1234 5678")
    add(api, agent, "b@example.com")
    path = f"users/{agent['id']}/identities"
    first = api.page(path, 2)
    assert (first["meta"]["has_more"], len(first["identities"])) == (True, 2)
    last = api.call("GET", first["links"]["next"].removeprefix(api.url)).json()
    assert ([each["value"] for each in last["identities"]], last["meta"]["has_more"]) == (["b@example.com"], False)
    back = api.call("GET", last["links"]["prev"].removeprefix(api.url)).json()
    assert back["identities"] == first["identities"]
    assert len(api.get(path, **{"type[]": "phone_number"})["identities"]) == 1


def test_end_users_have_them_under_a_path_of_their_own(api: Api) -> None:  # OAS, ListEndUserIdentities and its kin
    driver = user(api, "driver", "end-user")
    path = f"end_users/{driver['id']}/identities"
    made = api.post(path, {"identity": {"type": "email", "value": "b@example.com"}})["identity"]
    assert api.get(f"{path}/{made['id']}")["identity"] == made
    assert len(api.get(path)["identities"]) == 2
    assert len(api.put(f"{path}/{made['id']}/make_primary", {})["identities"]) == 2
    assert api.call("PUT", f"{path}/{made['id']}/request_verification").status_code == 200
    api.delete(f"{path}/{made['id']}")
    assert len(api.get(path)["identities"]) == 1
    assert api.call("PUT", f"{path}/{made['id']}/verify").status_code == 501


def test_a_deleted_user_is_known_by_nothing(api: Api) -> None:  # assumed
    driver = user(api, "driver", "end-user")
    add(api, driver, "b@example.com")
    api.call("DELETE", f"users/{driver['id']}")
    assert known(api, driver) == []
    assert user(api, "b")["email"] == "b@example.com"
