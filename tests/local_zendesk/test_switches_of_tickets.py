"""Switches of tickets, merges, exports and what counts as a change: each does what it says, either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import value_of

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

either = pytest.mark.parametrize("setting", [True, False])
NINE, LATER = "2026-11-24T09:00:00Z", "2026-11-24T09:01:00Z"


def first_comment(api: Api, ticket: Data) -> Data:
    return api.get(f"tickets/{ticket['id']}/comments")["comments"][0]


@either
def test_fold_tag_case(api: Api, *, setting: bool) -> None:
    api.switch("fold_tag_case", setting)
    assert api.ticket(tags=["Social"])["tags"] == (["social"] if setting else ["Social"])


@either
def test_tags_before_fields(api: Api, *, setting: bool) -> None:
    api.switch("tags_before_fields", setting)
    field = api.field()
    ticket = api.ticket(tags=["a_own", "other"], custom_fields=[{"id": field["id"], "value": "a_partner"}])
    assert value_of(ticket, field) == ("a_partner" if setting else "a_own")


@either
def test_html_before_body(api: Api, *, setting: bool) -> None:
    api.switch("html_before_body", setting)
    ticket = api.ticket(comment={"body": "plain", "html_body": "<p>rich</p>"})
    assert first_comment(api, ticket)["plain_body"] == ("rich" if setting else "plain")


@either
def test_subject_from_description(api: Api, *, setting: bool) -> None:
    api.switch("subject_from_description", setting)
    assert api.ticket(subject=None)["subject"] == ("찾아주세요" if setting else "")


@either
def test_follow_ups_inherit_all(api: Api, *, setting: bool) -> None:
    api.switch("follow_ups_inherit_all", setting)
    field = api.field()
    closed = api.ticket(tags=["a_own", "kept"], status="closed", requester={"name": "기사", "email": "d@example.com"})
    follow_up = api.ticket(via_followup_source_id=closed["id"], subject=None)
    assert {"a_own", "kept"} <= set(follow_up["tags"])  # DOC creating-and-updating-tickets
    assert (follow_up["requester_id"] == closed["requester_id"]) is setting
    assert value_of(follow_up, field) == ("a_own" if setting else None)


@either
def test_refuses_key_of_another_body(api: Api, *, setting: bool) -> None:
    api.switch("refuses_key_of_another_body", setting)
    answers = [
        api.call("POST", "tickets", json={"ticket": {"comment": {"body": text}}}, headers={"Idempotency-Key": "x"})
        for text in ("one", "two")
    ]
    assert [each.status_code for each in answers] == [201, 400 if setting else 201]
    assert setting or answers[1].json() == answers[0].json()


@pytest.mark.parametrize("seconds", [7_200, 600])
def test_idempotency_seconds(api: Api, seconds: int) -> None:
    api.set_clock(NINE)
    api.switch("idempotency_seconds", seconds)
    looked = []
    for later in (0, 601):
        api.advance(later)
        answer = api.call(
            "POST", "tickets", json={"ticket": {"comment": {"body": "x"}}}, headers={"Idempotency-Key": "x"}
        )
        looked.append(answer.headers["x-idempotency-lookup"])
    assert looked == ["miss", "hit" if seconds > 601 else "miss"]


@either
def test_unchanged_is_not_updated(api: Api, *, setting: bool) -> None:
    api.set_clock(NINE)
    api.switch("unchanged_is_not_updated", setting)
    article, macro, field, ticket = api.article(), api.macro(), api.field(), api.ticket()
    api.advance(60)
    after = (
        api.put(f"macros/{macro['id']}", {"macro": {"title": macro["title"]}})["macro"],
        api.put(f"ticket_fields/{field['id']}", {"ticket_field": {"title": field["title"]}})["ticket_field"],
        api.put(f"help_center/articles/{article['id']}", {"article": {"promoted": False}})["article"],
        api.put(f"tickets/{ticket['id']}", {"ticket": {"status": ticket["status"]}})["ticket"],
    )
    assert {each["updated_at"] for each in after} == {NINE if setting else LATER}


@either
def test_merges_tag_sources(api: Api, *, setting: bool) -> None:
    api.switch("merges_tag_sources", setting)
    assert ("closed_by_merge" in merged(api)[0]["tags"]) is setting


@either
def test_merges_write_comments(api: Api, *, setting: bool) -> None:
    api.switch("merges_write_comments", setting)
    counts = [api.get(f"tickets/{each['id']}/comments/count")["count"]["value"] for each in merged(api)]
    assert counts == ([2, 2] if setting else [1, 1])


def merged(api: Api) -> list[Data]:
    source, target = api.ticket(), api.ticket()
    job = api.call("POST", f"tickets/{target['id']}/merge", json={"ids": [source["id"]]}).json()["job_status"]
    assert api.get(f"job_statuses/{job['id']}")["job_status"]["status"] == "completed"
    found = [api.get(f"tickets/{each['id']}")["ticket"] for each in (source, target)]
    assert found[0]["status"] == "closed"
    return found


@either
def test_spam_is_deleted(api: Api, *, setting: bool) -> None:
    api.switch("spam_is_deleted", setting)
    ticket = api.ticket(requester={"name": "x", "email": "x@example.com"})
    api.call("PUT", f"tickets/{ticket['id']}/mark_as_spam").raise_for_status()
    assert api.call("GET", f"tickets/{ticket['id']}").status_code == (404 if setting else 200)
    assert api.get(f"users/{ticket['requester_id']}")["user"]["suspended"] is True  # OAS


@either
def test_exports_say_web_service(api: Api, *, setting: bool) -> None:
    api.set_clock(NINE)
    api.switch("exports_say_web_service", setting)
    api.ticket()
    api.advance(3600)
    event = api.get("incremental/ticket_events", start_time=0)["ticket_events"][0]
    via = "Web service" if setting else "Web form"
    assert {event["via"], *(each["via"] for each in event["child_events"])} == {via}


@either
def test_settings_take_effect(api: Api, *, setting: bool) -> None:
    api.switch("settings_take_effect", setting)
    assert first_comment(api, api.ticket())["public"] is True
    api.put("account/settings", {"settings": {"tickets": {"comments_public_by_default": False}}})
    ticket = api.ticket()
    assert first_comment(api, ticket)["public"] is not setting
    assert first_comment(api, api.ticket(comment={"body": "x", "public": True}))["public"] is True
    assert api.get(f"tickets/{ticket['id']}")["ticket"]["is_public"] is not setting


@either
def test_assigned_is_open(api: Api, *, setting: bool) -> None:
    api.switch("assigned_is_open", setting)
    ticket = api.ticket(assignee_id=api.get("users/me")["user"]["id"])
    assert ticket["status"] == ("open" if setting else "new")


@either
def test_rules_count_as_change(api: Api, *, setting: bool) -> None:
    api.switch("rules_count_as_change", setting)
    for title, condition, action in (
        ("first", {"field": "type", "operator": "is", "value": "task"}, {"field": "priority", "value": "high"}),
        ("second", {"field": "priority", "operator": "changed"}, {"field": "current_tags", "value": "followed"}),
    ):
        rule = {"title": title, "conditions": {"all": [condition], "any": []}, "actions": [action]}
        api.post("triggers", {"trigger": rule})
    ticket = api.ticket()
    after = api.put(f"tickets/{ticket['id']}", {"ticket": {"type": "task"}})["ticket"]
    assert (after["priority"], after["tags"]) == ("high", ["followed"] if setting else [])
