"""Brands made and deleted, groups completed, and who may be put into them (OAS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.test_people_and_places import details, group, membership, user

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

LOGO = {"brand[logo][uploaded_data]": ("logo.png", b"\x89PNG\r\n\r\n--x", "image/png")}


def brand(api: Api, name: str = "프라임", subdomain: str = "prime", **values: Data) -> Data:
    return api.post("brands", {"brand": {"name": name, "subdomain": subdomain, **values}})["brand"]


def names(api: Api, **query: Data) -> list[str]:
    return [each["name"] for each in api.get("brands", **query)["brands"]]


def test_a_new_brand_is_active_and_not_the_default(api: Api) -> None:  # OAS, CreateBrand
    answer = api.call("POST", "brands", json={"brand": {"name": "프라임", "subdomain": "Prime"}})
    made = answer.json()["brand"]
    assert (answer.status_code, answer.headers["location"]) == (201, made["url"])
    assert (made["subdomain"], made["brand_url"]) == ("prime", "https://prime.zendesk.com")
    assert (made["active"], made["default"], made["is_deleted"]) == (True, False, False)
    assert (made["has_help_center"], made["help_center_state"]) == (False, "disabled")
    assert made["ticket_form_ids"] == [form["id"] for form in api.get("ticket_forms")["ticket_forms"]]
    assert set(made) == set(api.get("brands")["brands"][0])


@pytest.mark.parametrize("missing", ["name", "subdomain"])
def test_a_brand_has_a_name_and_a_subdomain(api: Api, missing: str) -> None:  # OAS, BrandObject, required
    body = {"brand": {"name": "프라임", "subdomain": "prime", missing: " "}}
    assert details(api, "POST", "brands", body) == [missing]


@pytest.mark.parametrize("subdomain", ["local", "a b", "-a", "가"])
def test_a_subdomain_is_a_label_of_one_brand(api: Api, subdomain: str) -> None:  # assumed
    assert details(api, "POST", "brands", {"brand": {"name": "x", "subdomain": subdomain}}) == ["subdomain"]


def test_a_brand_is_changed_and_keeps_what_is_left_out(api: Api) -> None:  # OAS, UpdateBrand
    made = brand(api, host_mapping="help.example.com")
    after = api.put(f"brands/{made['id']}", {"brand": {"name": "프라임 2", "has_help_center": True}})["brand"]
    assert (after["name"], after["host_mapping"], after["help_center_state"]) == (
        "프라임 2",
        "help.example.com",
        "enabled",
    )
    assert api.get(f"brands/{made['id']}")["brand"] == after


def test_another_default_brand_is_that_of_new_tickets(api: Api) -> None:  # REF account_settings (assumed)
    first = api.get("brands")["brands"][0]["id"]
    made = brand(api)["id"]
    assert api.ticket()["brand_id"] == first
    api.put(f"brands/{made}", {"brand": {"default": True}})
    assert {each["id"]: each["default"] for each in api.get("brands")["brands"]} == {first: False, made: True}
    assert api.get("account/settings")["settings"]["brands"]["default_brand_id"] == made
    assert (api.ticket()["brand_id"], api.ticket(brand_id=first)["brand_id"]) == (made, first)


def test_the_default_brand_stays_active_and_there(api: Api) -> None:  # assumed
    first = api.get("brands")["brands"][0]["id"]
    for change in ({"active": False}, {"default": False}):
        assert details(api, "PUT", f"brands/{first}", {"brand": change}) == ["base"]
    assert details(api, "DELETE", f"brands/{first}") == ["base"]
    body = {"brand": {"name": "x", "subdomain": "x", "active": False, "default": True}}
    assert details(api, "POST", "brands", body) == ["default"]


def test_a_deleted_brand_leaves_lists_and_stays_on_tickets(api: Api) -> None:  # OAS, ListBrands, include_deleted
    made = brand(api)["id"]
    number = api.ticket(brand_id=made)["id"]
    api.delete(f"brands/{made}")
    assert (names(api), names(api, include_deleted="true")) == (["Local"], ["Local", "프라임"])
    assert api.get(f"brands/{made}")["brand"]["is_deleted"] is True
    assert api.get(f"tickets/{number}")["ticket"]["brand_id"] == made
    assert details(api, "POST", "tickets", {"ticket": {"comment": {"body": "x"}, "brand_id": made}}) == ["brand_id"]
    assert api.call("PUT", f"brands/{made}", json={"brand": {"name": "x"}}).status_code == 404
    assert brand(api)["subdomain"] == "prime"


def test_an_address_is_a_host_name(api: Api) -> None:  # OAS, CheckHostMappingValidity
    path = "brands/check_host_mapping"
    good = api.get(path, host_mapping="help.example.com", subdomain="prime")
    assert good == {"is_valid": True, "cname": "prime.zendesk.com"}
    bad = api.get(path, host_mapping="help", subdomain="prime")
    assert bad == {"is_valid": False, "reason": "not_a_cname", "expected_cnames": ["prime.zendesk.com"]}
    assert api.call("GET", path, params={"subdomain": "prime"}).status_code == 400
    made = brand(api)["id"]
    assert api.get(f"brands/{made}/check_host_mapping")["is_valid"] is False
    api.put(f"brands/{made}", {"brand": {"host_mapping": "help.example.com"}})
    assert api.get(f"brands/{made}/check_host_mapping")["is_valid"] is True


def test_a_logo_is_set_by_a_form_and_taken_away(api: Api) -> None:  # OAS, UpdateBrandLogo, DeleteBrandLogo
    made = brand(api)["id"]
    logo = api.call("PUT", f"brands/{made}/logo", files=LOGO).json()["brand"]["logo"]
    assert (logo["file_name"], logo["content_type"], logo["size"]) == ("logo.png", "image/png", 11)
    assert api.get(f"brands/{made}")["brand"]["logo"] == logo
    for _ in range(2):
        api.delete(f"brands/{made}/logo")
    assert api.get(f"brands/{made}")["brand"]["logo"] is None
    assert api.call("PUT", f"brands/{made}/logo", json={}).status_code == 400


def test_groups_are_completed_by_the_beginning_of_their_names(api: Api) -> None:  # OAS, AutocompleteGroups
    found = group(api, "Night")
    assert [each["id"] for each in api.get("groups/autocomplete", name="ni")["groups"]] == [found["id"]]
    assert api.get("groups/autocomplete", name="ight")["groups"] == []
    assert api.call("GET", "groups/autocomplete").status_code == 400


def test_available_agents_are_pages_by_cursor(api: Api) -> None:  # OAS, ListAvailableAgents
    agent = user(api)
    user(api, "driver", "end-user")
    first = api.get("groups/available_agents", **{"page[size]": 1})
    assert (first["meta"]["has_more"], [each["role"] for each in first["users"]]) == (True, ["admin"])
    second = api.call("GET", first["links"]["next"].removeprefix(api.url)).json()
    assert [each["id"] for each in second["users"]] == [agent["id"]]
    assert set(second["users"][0]) == {
        *("id", "name", "email", "role", "role_type", "custom_role_id", "suspended", "photo_url", "entitlements"),
    }
    assert "count" not in api.get("groups/available_agents")
    assert api.call("GET", "groups/available_agents", params={"page[size]": 1001}).status_code == 400


def test_assignable_memberships_are_listed_of_all_and_of_one_group(api: Api) -> None:
    agent, own = user(api), group(api)  # OAS, ListAssignableGroupMemberships
    made = membership(api, agent["id"], own["id"])
    assert api.get(f"groups/{own['id']}/memberships/assignable")["group_memberships"] == [made]
    everyone = api.get("group_memberships")["group_memberships"]
    assert api.get("group_memberships/assignable")["group_memberships"] == everyone
    assert api.page("group_memberships/assignable", 1)["meta"]["has_more"] is True
