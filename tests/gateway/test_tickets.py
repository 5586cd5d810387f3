"""Tickets through the gateway, on a local Zendesk: read by the hundred, made once, and written as they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import Api

from macrosync.errors import Conflict, Rejected
from macrosync.gateway import Account, ClientCredentials, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.gateway.tickets import Tickets
    from macrosync.local_zendesk import LocalZendesk
    from macrosync.resources import Payload

TASK: Payload = {
    "subject": "확인",
    "comment": {"body": "확인해 주세요.", "public": False},
    "external_id": "lost-item/7",
}


@pytest.fixture
def api(zendesk: LocalZendesk) -> Iterator[Api]:
    with Api(zendesk.url) as client:
        client.control("PUT", "limits", {name: {"calls": 10**6} for name in client.control("GET", "limits")})
        yield client


@pytest.fixture
def tickets(zendesk: LocalZendesk) -> Iterator[Tickets]:
    gateway = connect(Account(zendesk.url), ClientCredentials("local", "local"), sleep=lambda _: None)
    yield gateway.tickets
    gateway.close()


def test_tickets_are_read_as_the_api_gives_them_a_hundred_a_call(api: Api, tickets: Tickets) -> None:
    made = [api.ticket()["id"] for _ in range(101)]
    api.delete(f"tickets/{made[5]}")
    api.control("DELETE", "calls")
    read = tickets.of_numbers([*made, 999_999])
    calls = [call for call in api.control("GET", "calls")["calls"] if call["method"] == "GET"]
    assert len(calls) == 2
    assert sorted(read) == sorted({*made} - {made[5]})
    assert read[made[0]] == api.get(f"tickets/{made[0]}")["ticket"]
    assert tickets.of_numbers([]) == {}


def test_audits_and_comments_are_read_as_the_api_gives_them(api: Api, tickets: Tickets) -> None:
    number = api.ticket(tags=["a"])["id"]
    api.put(f"tickets/{number}", {"ticket": {"comment": {"body": "메모", "public": False}, "priority": "high"}})
    given = api.get(f"tickets/{number}/audits")["audits"]
    read = tickets.audits(number)
    assert [(audit["id"], audit["events"], audit["via"]) for audit in read] == [
        (audit["id"], audit["events"], audit["via"]) for audit in given
    ]
    assert [each["html_body"] for each in tickets.comments(number)] == [
        each["html_body"] for each in api.get(f"tickets/{number}/comments")["comments"]
    ]


def test_a_ticket_is_found_by_its_external_id_at_once(api: Api, tickets: Tickets) -> None:
    number = api.ticket(external_id="lost-item/7")["id"]
    api.ticket(external_id="lost-item/70")
    assert [each["id"] for each in tickets.of_external_id("lost-item/7")] == [number]
    assert tickets.of_external_id("lost-item/8") == []


def test_a_search_gives_every_ticket_of_a_tag(api: Api, tickets: Tickets) -> None:
    wanted = {api.ticket(tags=["lost-item"])["id"] for _ in range(3)}
    api.ticket(tags=["lost-item__task"])
    api.advance(120)
    assert {each["id"] for each in tickets.search("tags:lost-item created>2020-01-01")} == wanted


def having(tickets: Tickets, tag: str) -> int:
    return tickets.having(f'tags:"{tag}"', tag, tickets.latest())


def test_tickets_that_have_a_tag_are_counted_before_search_shows_them(api: Api, tickets: Tickets) -> None:
    assert having(tickets, "gone") == 0
    old = [api.ticket(tags=["gone"])["id"] for _ in range(3)]
    assert having(tickets, "gone") == 3
    api.advance(3600)
    api.ticket(tags=["gone_not"])
    assert having(tickets, "gone") == 3
    api.ticket(tags=["gone"])
    assert having(tickets, "gone") == 4
    api.put(f"tickets/{old[0]}", {"ticket": {"subject": "그 사이에"}})  # known to search as it was, and not twice
    assert having(tickets, "gone") == 4
    api.put(f"tickets/{old[1]}", {"ticket": {"tags": []}})  # still shown by search, with the tag
    assert having(tickets, "gone") == 3


def test_the_latest_are_those_of_a_quarter_of_an_hour_before_the_last_change(api: Api, tickets: Tickets) -> None:
    assert tickets.latest() == []
    first = api.ticket()["id"]
    api.advance(600)
    second = api.ticket()["id"]
    api.advance(600)
    third = api.ticket()["id"]
    api.advance(86400)
    assert [each["id"] for each in tickets.latest()] == [third, second]
    api.put(f"tickets/{first}", {"ticket": {"priority": "high"}})
    assert [each["id"] for each in tickets.latest()] == [first]


def test_the_latest_are_a_thousand_at_most(api: Api, tickets: Tickets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macrosync.gateway.tickets._MOST", 100)
    for _ in range(101):
        api.ticket(tags=["gone"])
    api.control("DELETE", "calls")
    assert len(tickets.latest()) == 100
    assert len([call for call in api.control("GET", "calls")["calls"] if call["path"] == "/api/v2/tickets"]) == 1
    api.advance(120)
    assert having(tickets, "gone") == 101  # as search says, since it is over the most


def test_one_key_makes_one_ticket_and_another_key_another(tickets: Tickets) -> None:
    first = tickets.create(TASK, "a")
    assert tickets.create(TASK, "a")["id"] == first["id"]
    assert tickets.create(TASK, "b")["id"] != first["id"]


def test_a_ticket_that_changed_since_it_was_read_is_not_written(api: Api, tickets: Tickets) -> None:
    api.set_clock("2026-11-24T01:00:00Z")
    ticket = api.ticket()
    written = tickets.update(ticket["id"], ticket["updated_at"], {"priority": "high"})
    assert written["priority"] == "high"
    api.advance(1)
    api.put(f"tickets/{ticket['id']}", {"ticket": {"priority": "low"}})
    with pytest.raises(Conflict):
        tickets.update(ticket["id"], str(written["updated_at"]), {"priority": "urgent"})
    assert api.get(f"tickets/{ticket['id']}")["ticket"]["priority"] == "low"


def test_a_comment_of_a_closed_ticket_is_redacted(api: Api, tickets: Tickets) -> None:
    number = api.ticket(comment={"body": "번호 010-1234-5678"})["id"]
    api.put(f"tickets/{number}", {"ticket": {"status": "closed"}})
    (comment,) = tickets.comments(number)
    html = str(comment["html_body"])
    tickets.redact(number, int(str(comment["id"])), html.replace("010-1234-5678", "<redact>010-1234-5678</redact>"))
    assert tickets.comments(number)[0]["body"] == "번호 ▇▇▇▇▇▇▇▇▇▇▇▇▇"
    with pytest.raises(Rejected):
        tickets.redact(number, int(str(comment["id"])), html)


def test_names_are_those_of_the_people_asked_for(api: Api, tickets: Tickets) -> None:
    users = [api.post("users", {"user": {"name": name, "role": "end-user"}})["user"]["id"] for name in ("홍길동", "김")]
    assert tickets.names(users) == {"홍길동"}
    assert tickets.names([]) == frozenset()
    assert tickets.caller() not in users
