"""Lists of tickets, their people, problems and incidents, tags and metrics (OAS, tickets)."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def put(api: Api, ticket: Data, **values: Data) -> Data:
    return api.put(f"tickets/{ticket['id']}", {"ticket": values})["ticket"]


def shown(api: Api, ticket: Data) -> Data:
    return api.get(f"tickets/{ticket['id']}")["ticket"]


def ids(tickets: list[Data]) -> list[Data]:
    return [ticket["id"] for ticket in tickets]


def person(api: Api, name: str, role: str = "end-user") -> Data:
    return api.post("users", {"user": {"name": name, "email": f"{name}@example.com", "role": role}})["user"]


def test_solving_a_problem_solves_its_incidents_with_the_comment(api: Api) -> None:  # facts on tickets
    problem = api.ticket(type="problem")
    incident = api.ticket(type="incident", problem_id=problem["id"])
    pending = api.ticket(type="incident", problem_id=problem["id"], status="pending")
    put(api, problem, status="solved", comment={"body": "찾았습니다"})
    assert [shown(api, each)["status"] for each in (incident, pending)] == ["solved", "solved"]
    assert api.get(f"tickets/{incident['id']}/comments")["comments"][-1]["body"] == "찾았습니다"


def test_reopening_a_problem_leaves_its_incidents_solved(api: Api) -> None:  # facts on tickets
    problem = api.ticket(type="problem")
    incident = api.ticket(type="incident", problem_id=problem["id"])
    put(api, problem, status="solved")
    put(api, problem, status="open")
    assert shown(api, incident)["status"] == "solved"


def test_a_problem_knows_that_it_has_incidents(api: Api) -> None:  # REF tickets, has_incidents
    problem = api.ticket(type="problem")
    assert problem["has_incidents"] is False
    incident = api.ticket(type="incident", problem_id=problem["id"])
    assert shown(api, problem)["has_incidents"] is True
    assert ids(api.get(f"tickets/{problem['id']}/incidents")["tickets"]) == [incident["id"]]


def test_only_a_problem_has_incidents(api: Api) -> None:  # assumed
    other = api.ticket()
    body = {"ticket": {"comment": {"body": "x"}, "type": "incident", "problem_id": other["id"]}}
    answer = api.call("POST", "tickets", json=body)
    assert (answer.status_code, list(answer.json()["details"])) == (422, ["problem_id"])


def test_problems_are_listed_the_last_updated_first(api: Api) -> None:  # OAS, ListTicketProblems
    api.set_clock("2026-11-24T09:00:00Z")
    first = api.ticket(type="problem")
    api.advance(1)
    second = api.ticket(type="problem", subject="결제")
    api.ticket()
    assert ids(api.get("problems")["tickets"]) == [second["id"], first["id"]]
    api.advance(1)
    put(api, first, priority="high")
    assert ids(api.get("problems")["tickets"]) == [first["id"], second["id"]]
    found = api.call("POST", "problems/autocomplete", json={"text": "결제"}).json()
    assert ids(found["tickets"]) == [second["id"]]


def test_a_users_tickets_are_listed_and_counted(api: Api) -> None:  # OAS, ListUserRequestedTickets and its kin
    driver, agent = person(api, "driver"), person(api, "agent", "agent")
    ccs = [{"user_id": driver["id"], "action": "put"}]
    asked = api.ticket(requester_id=driver["id"])
    worked = api.ticket(assignee_id=agent["id"], email_ccs=ccs)
    assert ids(api.get(f"users/{driver['id']}/tickets/requested")["tickets"]) == [asked["id"]]
    assert ids(api.get(f"users/{agent['id']}/tickets/assigned")["tickets"]) == [worked["id"]]
    assert ids(api.get(f"users/{driver['id']}/tickets/ccd")["tickets"]) == [worked["id"]]
    assert api.get(f"users/{agent['id']}/tickets/assigned/count")["count"]["value"] == 1
    assert api.get(f"users/{driver['id']}/tickets/ccd/count")["count"]["value"] == 1


def test_a_count_says_when_it_was_fresh(api: Api) -> None:  # OAS, CountTickets
    api.set_clock("2026-11-24T09:00:00Z")
    number = api.ticket()["id"]
    count = {"value": 1, "refreshed_at": "2026-11-24T09:00:00Z"}
    assert api.get("tickets/count") == {"count": count}
    assert api.get(f"tickets/{number}/comments/count") == {"count": count}
    assert api.get(f"tickets/{number}/audits/count") == {"count": count}


def test_recent_tickets_are_five(api: Api) -> None:  # OAS, ListRecentTickets
    made = [api.ticket()["id"] for _ in range(6)]
    assert ids(api.get("tickets/recent")["tickets"]) == made[:0:-1]


def test_collaborators_are_followers_who_are_agents_and_ccs_who_are_not(api: Api) -> None:  # DOC
    driver, agent = person(api, "driver"), person(api, "agent", "agent")
    ticket = api.ticket(collaborators=[{"email": "agent@example.com"}, {"email": "driver@example.com"}])
    more = [{"name": "c", "email": "c@example.com"}]
    put(api, ticket, additional_collaborators=more)
    people = {name: api.get(f"tickets/{ticket['id']}/{name}")["users"] for name in ("followers", "email_ccs")}
    assert ids(people["followers"]) == [agent["id"]]
    assert [user["email"] for user in people["email_ccs"]] == ["driver@example.com", "c@example.com"]
    assert ids(api.get(f"tickets/{ticket['id']}/collaborators")["users"])[:2] == [agent["id"], driver["id"]]


def test_followers_and_ccs_are_put_and_deleted_one_by_one(api: Api) -> None:  # OAS, TicketObject
    agent = person(api, "agent", "agent")
    ticket = api.ticket(followers=[{"user_id": agent["id"]}], email_ccs=[{"user_email": "c@example.com"}])
    assert (ticket["follower_ids"], len(ticket["email_cc_ids"])) == ([agent["id"]], 1)
    assert set(ticket["collaborator_ids"]) == {*ticket["follower_ids"], *ticket["email_cc_ids"]}
    gone = put(api, ticket, followers=[{"user_id": agent["id"], "action": "delete"}])
    assert (gone["follower_ids"], gone["email_cc_ids"]) == ([], ticket["email_cc_ids"])


def test_a_ticket_has_48_ccs_at_most(api: Api) -> None:  # REF tickets
    ticket = api.ticket(email_ccs=[{"user_email": f"c{each}@example.com"} for each in range(48)])
    assert len(ticket["email_cc_ids"]) == 48
    body = {"ticket": {"email_ccs": [{"user_email": "one-more@example.com"}]}}
    answer = api.call("PUT", f"tickets/{ticket['id']}", json=body)
    assert (answer.status_code, list(answer.json()["details"])) == (422, ["email_ccs"])


def test_tags_are_listed_the_most_frequent_first(api: Api) -> None:  # OAS, ListTags
    api.ticket(tags=["lost", "rare"])
    api.ticket(tags=["lost", "call"])
    page = api.get("tags")
    assert page["tags"] == [
        {"name": "lost", "count": 2},
        {"name": "call", "count": 1},
        {"name": "rare", "count": 1},
    ]
    assert page["count"] == api.get("tags/count")["count"]["value"] == 3


def test_cursor_pages_of_tags_go_by_score_and_id(api: Api) -> None:  # REC 2
    api.ticket(tags=["a", "b", "c"])
    page = api.page("tags", 2)
    assert json.loads(b64decode(page["meta"]["after_cursor"]))["o"] == "-score,id"
    assert (page["meta"]["has_more"], [tag["name"] for tag in page["tags"]]) == (True, ["a", "b"])
    last = api.page("tags", 2, **{"page[after]": page["meta"]["after_cursor"]})
    assert ([tag["name"] for tag in last["tags"]], last["meta"]["has_more"]) == (["c"], False)
    assert last["links"]["next"]  # REC 1


def test_tags_of_more_than_sixty_days_ago_are_not_counted(api: Api) -> None:  # OAS, ListTags
    api.set_clock("2026-01-01T09:00:00Z")
    api.ticket(tags=["old"])
    api.set_clock("2026-06-01T09:00:00Z")
    assert api.get("tags")["tags"] == []


def test_tags_are_completed_by_any_of_their_words(api: Api) -> None:  # OAS, AutocompleteTags
    api.ticket(tags=["set_by_this_trigger", "other"])
    assert api.get("autocomplete/tags", name="trig")["tags"] == ["set_by_this_trigger"]
    assert api.get("autocomplete/tags", name="rigger")["tags"] == []
    assert api.call("GET", "autocomplete/tags?name=t").status_code == 400


def test_metrics_count_stations_replies_and_reopenings(api: Api) -> None:  # REF ticket_metrics
    api.set_clock("2026-11-24T09:00:00Z")
    agent = person(api, "agent", "agent")
    ticket = api.ticket()
    put(api, ticket, assignee_id=agent["id"], comment={"body": "답변"}, status="solved")
    api.advance(60)
    put(api, ticket, status="open")
    metric = api.get(f"tickets/{ticket['id']}/metrics")["ticket_metric"]
    assert (metric["assignee_stations"], metric["replies"], metric["reopens"]) == (1, 1, 1)
    assert (metric["ticket_id"], metric["solved_at"]) == (ticket["id"], None)
    assert metric["status_updated_at"] == "2026-11-24T09:01:00Z"
    assert api.get("ticket_metrics")["ticket_metrics"] == [metric]
    assert api.get(f"ticket_metrics/{metric['id']}")["ticket_metric"] == metric


def test_satisfaction_is_not_built(api: Api) -> None:
    number = api.ticket()["id"]
    for method, path in (("GET", "satisfaction_ratings"), ("POST", f"tickets/{number}/satisfaction_rating")):
        assert api.call(method, path).status_code == 501
