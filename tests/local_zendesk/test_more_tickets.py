"""Tickets merged, put away as spam, and what they have to do with (OAS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.local_zendesk.test_every_operation import job
from tests.local_zendesk.test_people_and_places import details, user

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def merged(api: Api, target: int, *sources: int, **values: Data) -> Data:
    answer = api.call("POST", f"tickets/{target}/merge", json={"ids": [*sources], **values})
    assert answer.status_code == 200, answer.text
    return job(api, answer.json())


def last_comment(api: Api, number: int) -> tuple[str, bool]:
    said = api.get(f"tickets/{number}/comments")["comments"][-1]
    return said["body"], said["public"]


def test_a_ticket_is_related_to_incidents_and_its_source(api: Api) -> None:  # OAS, TicketRelatedInformation
    problem = api.ticket(type="problem")["id"]
    api.ticket(type="incident", problem_id=problem)
    assert api.get(f"tickets/{problem}/related") == {
        "topic_id": None,
        "followup_source_ids": [],
        "from_archive": False,
        "incidents": 1,
        "jira_issue_ids": [],
    }
    closed = api.ticket(status="closed")["id"]
    follow_up = api.ticket(via_followup_source_id=closed)["id"]
    assert api.get(f"tickets/{follow_up}/related")["followup_source_ids"] == [str(closed)]
    assert api.call("GET", "tickets/99/related").status_code == 404


def test_spam_is_deleted_and_its_requester_suspended(api: Api) -> None:  # OAS, MarkTicketAsSpamAndSuspendRequester
    spammer = user(api, "spammer", "end-user")
    number = api.ticket(requester_id=spammer["id"])["id"]
    answer = api.call("PUT", f"tickets/{number}/mark_as_spam")
    assert (answer.status_code, answer.content) == (200, b"")
    assert api.call("GET", f"tickets/{number}").status_code == 404
    assert [each["id"] for each in api.get("deleted_tickets")["deleted_tickets"]] == [number]
    assert api.get(f"users/{spammer['id']}")["user"]["suspended"] is True


def test_many_tickets_are_spam_by_a_job_and_agents_are_not_suspended(api: Api) -> None:  # OAS, MarkManyTicketsAsSpam
    one, other = api.ticket()["id"], api.ticket()["id"]
    started = api.put(f"tickets/mark_many_as_spam?ids={one},{other},99", {})
    results = job(api, started)["results"]
    assert [each["success"] for each in results] == [True, True, False]
    assert api.get("tickets")["tickets"] == []
    assert api.get("users/me")["user"]["suspended"] is False


def test_merged_tickets_are_closed_and_both_sides_told_privately(api: Api) -> None:  # OAS, MergeTicketsIntoTargetTicket
    target, one, other = (api.ticket(tags=[each])["id"] for each in "abc")
    done = merged(api, target, one, other, target_comment="합침", source_comment="합쳐짐")
    assert [(each["id"], each["success"]) for each in done["results"]] == [(one, True), (other, True)]
    for source in (one, other):
        ticket = api.get(f"tickets/{source}")["ticket"]
        assert (ticket["status"], "closed_by_merge" in ticket["tags"]) == ("closed", True)
        assert last_comment(api, source) == ("합쳐짐", False)
    assert last_comment(api, target) == ("합침", False)
    assert api.get(f"tickets/{target}/comments")["count"] == 2
    assert api.get(f"tickets/{target}")["ticket"]["status"] == "new"


def test_comments_of_a_merge_are_public_where_asked_and_no_ticket_is_private(api: Api) -> None:  # OAS
    public = {"target_comment": "합침", "target_comment_is_public": True}
    target, source = api.ticket()["id"], api.ticket()["id"]
    merged(api, target, source, **public)
    assert last_comment(api, target) == ("합침", True)
    assert api.get(f"tickets/{source}/comments")["count"] == 1
    hidden = api.ticket(comment={"body": "x", "public": False})["id"]
    merged(api, target, hidden, **public)
    assert last_comment(api, target) == ("합침", False)


def test_a_closed_source_is_not_merged_and_the_others_are(api: Api) -> None:  # OAS, JobStatusObject; facts on tickets
    target, source, closed = api.ticket()["id"], api.ticket()["id"], api.ticket(status="closed")["id"]
    first, second = merged(api, target, source, closed)["results"]
    assert (first["success"], second["success"]) == (True, False)


def test_what_cannot_be_merged_is_refused_at_once(api: Api) -> None:  # assumed
    target, closed = api.ticket()["id"], api.ticket(status="closed")["id"]
    assert details(api, "POST", f"tickets/{closed}/merge", {"ids": [target]}) == ["status"]
    assert details(api, "POST", f"tickets/{target}/merge", {"ids": [target]}) == ["ids"]
    wrong: list[Data] = [{}, {"ids": []}, {"ids": ["x"]}, {"ids": [closed], "target_comment": 5}]
    for body in wrong:
        assert api.call("POST", f"tickets/{target}/merge", json=body).status_code == 400
    assert api.call("POST", "tickets/99/merge", json={"ids": [target]}).status_code == 404
