"""Exports of organizations and of changes, samples, and the account's settings as they are set (OAS; REC)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

#: 2026-11-24T09:00:00Z.
START = 1_795_510_800


@pytest.fixture(autouse=True)
def at_nine(api: Api) -> None:
    api.set_clock("2026-11-24T09:00:00Z")


def events(api: Api, **query: Data) -> list[Data]:
    api.advance(120)
    return list(api.get("incremental/ticket_events", start_time=START, **query)["ticket_events"])


def test_organizations_are_exported_by_what_changed(api: Api) -> None:  # OAS, IncrementalOrganizationExport
    made = api.post("organizations", {"organization": {"name": "제휴사"}})["organization"]
    api.advance(120)
    page = api.get("incremental/organizations", start_time=START)
    assert (page["organizations"], page["count"], page["end_of_stream"]) == ([made], 1, True)
    assert page["end_time"] == START
    assert api.get("incremental/organizations", start_time=START + 1)["organizations"] == []


def test_changes_are_exported_as_audits_with_fields_by_name(api: Api) -> None:  # embulk-input-zendesk, dlt (recorded)
    ticket = api.ticket(tags=["lost"], status="open")
    (created,) = events(api)
    assert {name: created[name] for name in ("ticket_id", "timestamp", "created_at", "event_type")} == {
        "ticket_id": ticket["id"],
        "timestamp": START,
        "created_at": "2026-11-24T09:00:00Z",
        "event_type": "Audit",
    }
    assert created["updater_id"] == api.get("users/me")["user"]["id"]
    assert set(created["system"]) == {"client", "location", "latitude", "longitude"}
    comment, *fields = created["child_events"]
    assert (comment["comment_present"], comment["comment_public"], comment["event_type"]) == (True, True, "Comment")
    assert "body" not in comment
    named = {name: each for each in fields for name in each}
    assert (named["status"]["status"], named["status"]["event_type"]) == ("open", "Create")
    assert named["requester_id"]["requester_id"] == ticket["requester_id"]
    assert (named["tags"]["added_tags"], named["tags"]["removed_tags"]) == (["lost"], [])


def test_a_changed_field_tells_what_it_was(api: Api) -> None:  # dlt's example of the export (recorded)
    number = api.ticket(tags=["a", "b"])["id"]
    api.put(f"tickets/{number}", {"ticket": {"subject": "새 제목", "tags": ["b", "c"]}})
    changes = {name: each for each in events(api)[1]["child_events"] for name in each}
    subject = changes["subject"]
    assert (subject["subject"], subject["previous_value"], subject["event_type"]) == ("새 제목", "분실물", "Change")
    assert subject["via_reference_id"] is None
    assert (changes["tags"]["added_tags"], changes["tags"]["removed_tags"]) == (["c"], ["a"])


def test_comments_are_exported_whole_where_asked(api: Api) -> None:  # OAS, IncrementalTicketEvents, comment_events
    api.ticket()
    (created,) = events(api, include="comment_events")
    comment = created["child_events"][0]
    assert (comment["body"], comment["public"], comment["event_type"]) == ("찾아주세요", True, "Comment")
    assert (comment["type"], comment["audit_id"]) == ("Comment", created["id"])
    assert comment["via"]["channel"] == "api"


@pytest.mark.parametrize("name", ["tickets", "ticket_events", "users", "organizations"])
def test_a_sample_has_fifty_records_at_most(api: Api, name: str) -> None:  # OAS, IncrementalSampleExport
    for each in range(26):
        user = api.post("users", {"user": {"name": f"{each}"}})["user"]
        api.post("organizations", {"organization": {"name": f"{each}"}})
        api.ticket(requester_id=user["id"])
        api.ticket()
        api.advance(1)
    api.advance(120)
    answer = api.call("GET", f"incremental/{name}/sample", params={"start_time": START - 10})
    page = answer.json()
    assert (len(page[name]), page["end_of_stream"]) == {
        "tickets": (50, False),
        "ticket_events": (50, False),
        "users": (26, True),
        "organizations": (26, True),
    }[name]
    assert answer.headers["zendesk-ratelimit-incremental-samples"].startswith("total=10; remaining=9")


def test_settings_are_set_and_the_others_stay(api: Api) -> None:  # OAS, UpdateAccountSettings
    before = api.get("account/settings")["settings"]
    answer = api.call(
        "PUT", "account/settings", json={"settings": {"tickets": {"list_empty_views": False, "nothing": 1}, "x": {}}}
    )
    after = answer.json()["settings"]
    assert (answer.status_code, after["tickets"]) == (200, before["tickets"] | {"list_empty_views": False})
    assert after | {"tickets": before["tickets"]} == before
    assert '"settings.tickets.nothing", "settings.x"' in answer.headers["x-zendesk-api-warn"]
    assert api.get("account/settings")["settings"] == after


def test_the_default_brand_is_set_in_the_settings(api: Api) -> None:  # REF account_settings, brands
    brand = api.post("brands", {"brand": {"name": "프라임", "subdomain": "prime"}})["brand"]["id"]
    settings = api.put("account/settings", {"settings": {"brands": {"default_brand_id": brand}}})["settings"]
    assert settings["brands"]["default_brand_id"] == brand
    assert api.get(f"brands/{brand}")["brand"]["default"] is True
    body = {"settings": {"brands": {"default_brand_id": 5}}}
    assert api.call("PUT", "account/settings", json=body).status_code == 422


@pytest.mark.parametrize("settings", [5, {"tickets": 5}, {"tickets": {"tagging": 1}}, {"chat": {"enabled": "x"}}])
def test_a_setting_of_another_type_is_400(api: Api, settings: Data) -> None:  # assumed
    assert api.call("PUT", "account/settings", json={"settings": settings}).status_code == 400
