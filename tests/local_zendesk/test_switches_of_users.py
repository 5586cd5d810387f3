"""Switches of users and their identities: each does what it says, either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

either = pytest.mark.parametrize("setting", [True, False])


def user(api: Api, name: str = "기사", **values: Data) -> Data:
    return api.post("users", {"user": {"name": name, **values}})["user"]


def identity(api: Api, owner: Data, kind: str, value: str) -> int:
    path = f"users/{owner['id']}/identities"
    return int(api.post(path, {"identity": {"type": kind, "value": value}})["identity"]["id"])


def addresses(api: Api, owner: Data) -> set[str]:
    return {each["value"] for each in api.get(f"users/{owner['id']}/identities")["identities"]}


@either
def test_bulk_imports_enabled(api: Api, *, setting: bool) -> None:
    api.switch("bulk_imports_enabled", setting)
    for path in ("users/create_many", "users/create_or_update_many"):
        answer = api.call("POST", path, json={"users": [{"name": "x", "email": "x@example.com"}]})
        assert answer.status_code == (200 if setting else 403)


@either
def test_unknown_external_ids_pass(api: Api, *, setting: bool) -> None:
    api.switch("unknown_external_ids_pass", setting)
    user(api, external_id="known")
    answer = api.call("DELETE", "users/destroy_many?external_ids=known,nobody")
    assert answer.status_code == (200 if setting else 404)
    assert api.call("DELETE", "users/destroy_many?external_ids=known").status_code == 200


@either
def test_gone_users_are_not_found(api: Api, *, setting: bool) -> None:
    api.switch("gone_users_are_not_found", setting)
    gone = user(api)["id"]
    api.call("DELETE", f"users/{gone}").raise_for_status()
    found = [api.call("DELETE", f"deleted_users/{gone}").status_code for _ in range(2)]
    assert found == [200, 404 if setting else 200]


@either
def test_further_addresses_are_unique(api: Api, *, setting: bool) -> None:
    api.switch("further_addresses_are_unique", setting)
    first, second = user(api, email="a@example.com"), user(api, email="b@example.com")
    identity(api, first, "email", "shared@example.com")
    path = f"users/{second['id']}/identities"
    answer = api.call("POST", path, json={"identity": {"type": "email", "value": "shared@example.com"}})
    assert answer.status_code == (422 if setting else 201)
    answer = api.call("POST", path, json={"identity": {"type": "email", "value": "a@example.com"}})
    assert answer.status_code == 422  # a first address is one user's in any case


@either
def test_first_identity_is_primary(api: Api, *, setting: bool) -> None:
    api.switch("first_identity_is_primary", setting)
    owner = user(api)
    identity(api, owner, "phone_number", "1")
    assert api.get(f"users/{owner['id']}")["user"]["phone"] == ("1" if setting else None)


@either
def test_next_identity_is_primary(api: Api, *, setting: bool) -> None:
    api.switch("next_identity_is_primary", setting)
    owner = user(api, email="a@example.com")
    identity(api, owner, "email", "b@example.com")
    path = f"users/{owner['id']}/identities"
    first = next(each["id"] for each in api.get(path)["identities"] if each["primary"])
    api.delete(f"{path}/{first}")
    assert api.get(f"users/{owner['id']}")["user"]["email"] == ("b@example.com" if setting else None)


@either
def test_merged_addresses_move(api: Api, *, setting: bool) -> None:
    api.switch("merged_addresses_move", setting)
    loser, winner = user(api, email="a@example.com"), user(api, email="b@example.com")
    ticket = api.ticket(requester_id=loser["id"])
    api.put(f"users/{loser['id']}/merge", {"user": {"id": winner["id"]}})
    assert ("a@example.com" in addresses(api, winner)) is setting
    assert api.get(f"tickets/{ticket['id']}")["ticket"]["requester_id"] == winner["id"]
