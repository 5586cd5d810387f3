"""Tickets (REF ticketing/tickets/tickets; REC)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import value_of

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def put(api: Api, ticket: Data, **values: Data) -> Data:
    return api.put(f"tickets/{ticket['id']}", {"ticket": values})["ticket"]


def refused(api: Api, ticket: Data, **values: Data) -> Data:
    answer = api.call("PUT", f"tickets/{ticket['id']}", json={"ticket": values})
    assert answer.status_code == 422, answer.text
    return answer.json()["details"]


def test_a_create_gives_ticket_and_audit_and_a_location(api: Api) -> None:
    answer = api.call("POST", "tickets", json={"ticket": {"subject": "S", "comment": {"body": "B"}}})
    assert set(answer.json()) == {"ticket", "audit"}
    ticket = answer.json()["ticket"]
    assert answer.headers["location"] == ticket["url"] == f"{api.url}/api/v2/tickets/1.json"
    assert (ticket["id"], ticket["status"], ticket["subject"]) == (1, "new", "S")
    assert (ticket["description"], ticket["via"]["channel"]) == ("B", "api")
    types = {event["type"] for event in answer.json()["audit"]["events"]}
    assert types == {"Create", "Comment"}


def test_a_ticket_without_a_comment_is_refused_as_recorded(api: Api) -> None:  # magento_extension#126
    answer = api.call("POST", "tickets", json={"ticket": {"subject": "x"}})
    problem = answer.json()["details"]["base"][0]
    assert answer.status_code == 422
    assert (problem["description"], problem["error"]) == ("Description: cannot be blank", "BlankValue")
    assert problem["ticket_field_type"] == "FieldDescription"
    assert problem["ticket_field_id"] == api.get("ticket_fields")["ticket_fields"][1]["id"]


def test_a_description_is_passed_over_after_the_create(api: Api) -> None:  # REC 7
    after = put(api, api.ticket(), description="new", subject="changed")
    assert (after["description"], after["subject"]) == ("찾아주세요", "changed")


def test_a_put_that_says_nothing_changes_nothing(api: Api) -> None:  # REC 4
    ticket = api.ticket()
    api.advance(100)
    assert put(api, ticket, id=ticket["id"], subject=ticket["subject"]) == ticket
    assert len(api.get("tickets/1/audits")["audits"]) == 1


def test_custom_fields_and_fields_are_twins(api: Api) -> None:
    field = api.field()
    ticket = api.ticket(custom_fields=[{"id": field["id"], "value": "a_own"}])
    assert ticket["custom_fields"] == ticket["fields"] == [{"id": field["id"], "value": "a_own"}]


def test_a_field_made_later_shows_on_older_tickets(api: Api) -> None:
    ticket = api.ticket()
    field = api.field()
    for shown in (api.get(f"tickets/{ticket['id']}")["ticket"], api.get("tickets")["tickets"][0]):
        assert shown["custom_fields"] == shown["fields"] == [{"id": field["id"], "value": None}]


def test_a_tag_selects_its_option_and_an_option_sets_its_tag(api: Api) -> None:  # SUP 4408881943194
    field = api.field()
    ticket = api.ticket(tags=["x", "a_own"])
    assert value_of(ticket, field) == "a_own"
    other = put(api, ticket, custom_fields=[{"id": field["id"], "value": "a_partner"}])
    assert other["tags"] == ["x", "a_partner"]
    assert put(api, ticket, custom_fields=[{"id": field["id"], "value": None}])["tags"] == ["x"]


def test_a_checkbox_and_its_tag(api: Api) -> None:
    field = api.field(type="checkbox", tag="vip", custom_field_options=[])
    ticket = api.ticket(custom_fields=[{"id": field["id"], "value": True}])
    assert ticket["tags"] == ["vip"]
    assert value_of(put(api, ticket, tags=[]), field) is False


def test_a_multi_select_and_its_tags(api: Api) -> None:
    field = api.field(type="multiselect")
    ticket = api.ticket(custom_fields=[{"id": field["id"], "value": ["a_own", "a_partner"]}])
    assert ticket["tags"] == ["a_own", "a_partner"]
    assert value_of(put(api, ticket, tags=["a_partner"]), field) == ["a_partner"]
    assert put(api, ticket, custom_fields=[{"id": field["id"], "value": ["a_own"]}])["tags"] == ["a_own"]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("date", "2026-11-24", "tomorrow"),
        ("integer", 12, "twelve"),
        ("decimal", "1.5", "x"),
        ("text", "anything", None),
        ("tagger", "a_own", "nothing"),
        ("multiselect", ["a_own"], ["nothing"]),
    ],
)
def test_values_by_type(api: Api, kind: str, good: Data, bad: Data) -> None:
    field = api.field(type=kind)
    ticket = api.ticket(custom_fields=[{"id": field["id"], "value": good}])
    assert value_of(ticket, field) == good
    if bad is not None:
        assert refused(api, ticket, custom_fields=[{"id": field["id"], "value": bad}])["base"]


def test_a_pattern_is_matched(api: Api) -> None:
    field = api.field(type="regexp", regexp_for_validation="[0-9]{3}")
    ticket = api.ticket(custom_fields=[{"id": field["id"], "value": "123"}])
    assert refused(api, ticket, custom_fields=[{"id": field["id"], "value": "12"}])["base"]


def test_tags_in_a_put_are_the_whole_list_and_are_cleaned(api: Api) -> None:  # SUP 4408835059482
    after = put(api, api.ticket(tags=["old"]), tags=["분실물", "a!b", "c d", "분실물"])
    assert after["tags"] == ["분실물", "ab", "c", "d"]


def test_tags_may_be_folded_behind_a_switch(api: Api) -> None:
    assert api.ticket(tags=["Social"])["tags"] == ["Social"]
    api.control("PUT", "switches", {"fold_tag_case": True})
    assert api.ticket(tags=["Social"])["tags"] == ["social"]


def test_more_tags_than_a_ticket_holds(api: Api) -> None:  # SUP 4408835059482: 5,096 characters
    assert refused(api, api.ticket(), tags=[f"tag_{number:06}" for number in range(500)])["tags"]


def test_due_dates_are_for_tasks(api: Api) -> None:  # REF tickets
    due = "2026-11-24T18:00:00+09:00"
    assert api.ticket(type="task", due_at=due)["due_at"] == "2026-11-24T09:00:00Z"
    ticket = api.ticket(type="question", due_at=due)
    assert ticket["due_at"] is None
    assert put(api, ticket, type="task", due_at="2026-11-25")["due_at"] == "2026-11-25T12:00:00Z"
    assert put(api, ticket, type="problem")["due_at"] is None


@pytest.mark.parametrize(
    "values",
    [
        {"status": "deleted"},
        {"priority": "highest"},
        {"type": "chat"},
        {"group_id": 5},
        {"assignee_id": 5},
        {"ticket_form_id": 5},
        {"type": "task", "due_at": "soon"},
        {"via_followup_source_id": 5, "assignee_id": 5},
    ],
)
def test_values_that_a_ticket_cannot_have(api: Api, values: dict[str, Data]) -> None:
    assert refused(api, api.ticket(), **values)


def test_an_end_user_is_no_assignee(api: Api) -> None:
    driver = api.post("users", {"user": {"name": "기사"}})["user"]
    assert refused(api, api.ticket(), assignee_id=driver["id"])["assignee_id"]


def test_an_assigned_ticket_is_open_and_in_the_agents_group(api: Api) -> None:
    me = api.get("users/me")["user"]
    ticket = api.ticket(assignee_id=me["id"])
    assert (ticket["status"], ticket["group_id"]) == ("open", me["default_group_id"])


def test_a_requester_is_found_by_address_or_made(api: Api) -> None:
    given = {"name": "김기사", "email": "Driver@example.com"}
    first, second = api.ticket(requester=given), api.ticket(requester=given)
    assert first["requester_id"] == second["requester_id"]
    user = api.get(f"users/{first['requester_id']}")["user"]
    assert (user["name"], user["email"], user["role"]) == ("김기사", "driver@example.com", "end-user")


def test_a_closed_ticket_is_never_changed(api: Api) -> None:  # REC
    ticket = api.ticket()
    put(api, ticket, status="closed")
    assert refused(api, ticket, subject="x") == {"status": [{"description": "Status: closed prevents ticket update"}]}
    assert api.call("PUT", f"tickets/{ticket['id']}/tags", json={"tags": ["x"]}).status_code == 422


def test_a_follow_up_needs_a_closed_ticket(api: Api) -> None:  # DOC creating-and-updating-tickets: else no effect
    source = api.ticket(tags=["lost"])
    body = {"ticket": {"via_followup_source_id": source["id"], "comment": {"body": "again"}}}
    assert api.post("tickets", body)["ticket"]["tags"] == []
    put(api, source, status="closed")
    follow = api.post("tickets", body)["ticket"]
    assert (follow["subject"], follow["tags"]) == ("Re: 분실물", ["lost"])
    assert follow["via"]["source"]["rel"] == "follow_up"
    assert api.get(f"tickets/{source['id']}")["ticket"]["followup_ids"] == [follow["id"]]


@pytest.mark.parametrize("safe", [True, "true"])
def test_a_safe_update_of_what_changed_is_409(api: Api, safe: Data) -> None:  # REF tickets
    api.set_clock("2026-11-24T09:00:00Z")
    ticket = api.ticket()
    api.advance(10)
    put(api, ticket, subject="theirs")
    body = {"ticket": {"subject": "mine", "safe_update": safe, "updated_stamp": ticket["updated_at"]}}
    answer = api.call("PUT", f"tickets/{ticket['id']}", json=body)
    assert (answer.status_code, answer.json()["error"]) == (409, "UpdateConflict")
    body["ticket"]["updated_stamp"] = "2026-11-24T09:00:10Z"
    assert api.put(f"tickets/{ticket['id']}", body)["ticket"]["subject"] == "mine"


def test_external_ids_are_looked_up_at_once_and_not_unique(api: Api) -> None:  # REF
    first, second = api.ticket(external_id="case-1"), api.ticket(external_id="case-1")
    api.ticket(external_id="case-2")
    found = api.get("tickets", external_id="case-1")["tickets"]
    assert [ticket["id"] for ticket in found] == [first["id"], second["id"]]
    assert api.get("tickets", external_id="none")["count"] == 0


def test_tickets_by_their_ids(api: Api) -> None:
    first, second = api.ticket(), api.ticket()
    found = api.get("tickets/show_many", ids=f"{second['id']},99,{first['id']}")["tickets"]
    assert [ticket["id"] for ticket in found] == [second["id"], first["id"]]


def test_a_deleted_ticket_is_gone(api: Api) -> None:
    ticket = api.ticket()
    api.delete(f"tickets/{ticket['id']}")
    assert api.call("GET", f"tickets/{ticket['id']}").status_code == 404
    assert api.get("tickets")["tickets"] == []
    assert api.ticket()["id"] == 2


def test_cursor_pages_take_sort(api: Api) -> None:  # facts on pagination
    first, second = api.ticket(), api.ticket()
    api.advance(5)
    put(api, first, subject="later")
    for sort, ids in (("-updated_at", [1, 2]), ("updated_at", [2, 1]), ("-id", [2, 1]), ("nothing", [1, 2])):
        page = api.page("tickets", 1, sort=sort)
        rest = api.get(page["links"]["next"].removeprefix(api.url))
        assert [each["id"] for each in (*page["tickets"], *rest["tickets"])] == ids, sort
    assert second["id"] == 2


def test_offset_pages_take_sort_by(api: Api) -> None:
    api.ticket(subject="b")
    api.ticket(subject="a")
    assert [ticket["id"] for ticket in api.get("tickets", sort_by="subject")["tickets"]] == [2, 1]
    assert [ticket["id"] for ticket in api.get("tickets", sort_order="desc")["tickets"]] == [2, 1]


def test_the_tags_endpoints(api: Api) -> None:  # REF tags: PUT adds, POST sets, DELETE removes
    path = f"tickets/{api.ticket(tags=['a'])['id']}/tags"
    assert api.put(path, {"tags": ["b"]}) == {"tags": ["a", "b"]}
    assert api.post(path, {"tags": ["c", "d"]}) == {"tags": ["c", "d"]}
    assert api.call("DELETE", path, json={"tags": ["c"]}).json() == {"tags": ["d"]}
    assert api.call("DELETE", f"{path}?tags=d").json() == {"tags": []}
    assert api.get(path) == {"tags": []}


def test_the_tags_endpoints_select_options_too(api: Api) -> None:
    field = api.field()
    ticket = api.ticket(tags=["a_own"])
    api.put(f"tickets/{ticket['id']}/tags", {"tags": ["a_partner"]})
    after = api.get(f"tickets/{ticket['id']}")["ticket"]
    assert (after["tags"], value_of(after, field)) == (["a_partner"], "a_partner")


def test_a_safe_update_of_tags(api: Api) -> None:  # REF tags
    ticket = api.ticket()
    api.advance(10)
    put(api, ticket, subject="theirs")
    body = {"tags": ["x"], "safe_update": "true", "updated_stamp": ticket["updated_at"]}
    assert api.call("PUT", f"tickets/{ticket['id']}/tags", json=body).status_code == 409


def test_an_idempotency_key_makes_one_ticket(api: Api) -> None:  # REF introduction
    body = {"ticket": {"subject": "x", "comment": {"body": "y"}}}
    first, again = (api.call("POST", "tickets", json=body, headers={"Idempotency-Key": "k1"}) for _ in range(2))
    assert [each.headers["x-idempotency-lookup"] for each in (first, again)] == ["miss", "hit"]
    assert first.json() == again.json()
    assert again.headers["location"] == first.headers["location"]
    assert len(api.get("tickets")["tickets"]) == 1


def test_an_idempotency_key_is_for_one_request_and_two_hours(api: Api) -> None:
    headers = {"Idempotency-Key": "k1"}
    body: Data = {"ticket": {"comment": {"body": "y"}}}
    api.call("POST", "tickets", json=body, headers=headers)
    other = api.call("POST", "tickets", json={"ticket": {"comment": {"body": "z"}}}, headers=headers)
    assert (other.status_code, other.json()["error"]) == (400, "IdempotentRequestError")
    api.advance(7201)
    assert api.call("POST", "tickets", json=body, headers=headers).headers["x-idempotency-lookup"] == "miss"
    assert api.call("POST", "tickets", json=body, headers={"Idempotency-Key": "k" * 256}).status_code == 400


def test_a_refused_create_does_not_use_up_its_key(api: Api) -> None:
    headers = {"Idempotency-Key": "k1"}
    assert api.call("POST", "tickets", json={"ticket": {}}, headers=headers).status_code == 422
    assert api.call("POST", "tickets", json={"ticket": {"comment": {"body": "x"}}}, headers=headers).status_code == 201


def test_comments_in_all_their_forms(api: Api) -> None:
    ticket = api.ticket(comment={"body": "한 줄\n두 줄\n\n문단 <b>"})
    put(api, ticket, comment={"html_body": "<p>굵은 <b>글</b></p><p>둘째 &amp; 끝</p>", "body": "ignored"})
    first, second = api.get(f"tickets/{ticket['id']}/comments")["comments"]
    inside = '<p dir="auto">한 줄<br>두 줄</p><p dir="auto">문단 &lt;b&gt;</p>'
    assert first["html_body"] == f'<div class="zd-comment" dir="auto">{inside}</div>'
    assert first["body"] == first["plain_body"] == "한 줄\n두 줄\n\n문단 <b>"
    assert second["plain_body"] == "굵은 글\n둘째 & 끝"
    assert second["type"] == "Comment"


def test_a_comment_keeps_the_tickets_first_visibility(api: Api) -> None:  # REF tickets
    private = api.ticket(comment={"body": "x", "public": False})
    assert private["is_public"] is False
    assert put(api, private, comment={"body": "y"})["is_public"] is False
    assert put(api, private, comment={"body": "y", "public": True})["is_public"] is True
    public = [comment["public"] for comment in api.get(f"tickets/{private['id']}/comments")["comments"]]
    assert public == [False, False, True]


def test_comments_by_time_in_either_direction(api: Api) -> None:
    ticket = api.ticket()
    for second in range(1, 4):
        api.advance(1)
        put(api, ticket, comment={"body": str(second)})
    path = f"tickets/{ticket['id']}/comments"
    assert [comment["body"] for comment in api.get(path)["comments"]] == ["찾아주세요", "1", "2", "3"]
    assert [comment["body"] for comment in api.get(path, sort_order="desc")["comments"]] == [
        "3",
        "2",
        "1",
        "찾아주세요",
    ]


def test_audits_hold_net_changes(api: Api) -> None:  # SUP 4408822236058
    field = api.field()
    ticket = api.ticket()
    put(api, ticket, status="open", custom_fields=[{"id": field["id"], "value": "a_own"}], comment={"body": "x"})
    audits = api.get(f"tickets/{ticket['id']}/audits")["audits"]
    changes = {
        event["field_name"]: (event["previous_value"], event["value"])
        for event in audits[1]["events"]
        if event["type"] == "Change" and event["field_name"] != "custom_status_id"
    }
    assert changes == {"status": ("new", "open"), "tags": ([], ["a_own"]), str(field["id"]): (None, "a_own")}
    comment = api.get(f"tickets/{ticket['id']}/comments")["comments"][1]
    assert comment["audit_id"] == audits[1]["id"]
    assert api.get(f"tickets/{ticket['id']}/audits/{audits[1]['id']}")["audit"] == audits[1]
    assert api.call("GET", f"tickets/99/audits/{audits[1]['id']}").status_code == 404
