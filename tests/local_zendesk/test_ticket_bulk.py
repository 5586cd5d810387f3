"""Many tickets at once, tickets made later, deleted tickets (OAS, tickets; DOC creating-and-updating-tickets)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

TICKET = {"subject": "분실물", "comment": {"body": "찾아주세요"}}


def done(api: Api, answer: Data) -> Data:
    """The job of an answer, once it is done."""
    return api.get(f"job_statuses/{answer['job_status']['id']}")["job_status"]


def deleted(api: Api, path: str) -> Data:
    answer = api.call("DELETE", path)
    assert answer.status_code == 200, answer.text
    return done(api, answer.json())


def shown(api: Api, number: int) -> Data:
    return api.get(f"tickets/{number}")["ticket"]


def test_ids_with_one_ticket_change_them_all_alike(api: Api) -> None:  # OAS, TicketsUpdateMany
    first, second = api.ticket()["id"], api.ticket()["id"]
    done(api, api.put(f"tickets/update_many?ids={first},{second}", {"ticket": {"status": "solved"}}))
    assert [shown(api, number)["status"] for number in (first, second)] == ["solved", "solved"]


def test_a_list_changes_each_ticket_its_own_way(api: Api) -> None:  # OAS, TicketsUpdateMany
    first, second = api.ticket()["id"], api.ticket()["id"]
    tickets = [{"id": first, "priority": "low"}, {"id": second, "status": "pending"}]
    done(api, api.put("tickets/update_many", {"tickets": tickets}))
    assert (shown(api, first)["priority"], shown(api, second)["status"]) == ("low", "pending")


def test_additional_and_removed_tags_are_bulk_only(api: Api) -> None:  # facts on tags; OAS, bulk_update_tags
    number = api.ticket(tags=["old", "lost"])["id"]
    change = {"additional_tags": ["urgent"], "remove_tags": ["old"]}
    done(api, api.put(f"tickets/update_many?ids={number}", {"ticket": change}))
    assert shown(api, number)["tags"] == ["lost", "urgent"]
    answer = api.call("PUT", f"tickets/{number}", json={"ticket": change})
    assert '"ticket.additional_tags"' in answer.headers["x-zendesk-api-warn"]
    assert shown(api, number)["tags"] == ["lost", "urgent"]


def test_a_bulk_update_is_safe_where_it_says_so(api: Api) -> None:  # REF tickets, safe_update
    api.set_clock("2026-11-24T09:00:00Z")
    ticket = api.ticket()
    api.advance(10)
    api.put(f"tickets/{ticket['id']}", {"ticket": {"priority": "low"}})
    safe = {"id": ticket["id"], "priority": "high", "safe_update": True, "updated_stamp": ticket["updated_at"]}
    (result,) = done(api, api.put("tickets/update_many", {"tickets": [safe]}))["results"]
    assert (result["success"], result["error"]) == (False, "UpdateConflict")


def test_async_answers_202_with_an_id_that_is_not_there_yet(api: Api) -> None:  # DOC creating-and-updating-tickets
    api.set_clock("2026-11-24T09:00:00Z")
    answer = api.call("POST", "tickets.json?async=true", json={"ticket": TICKET})
    number = answer.json()["ticket"]["id"]
    assert (answer.status_code, answer.json()["job_status"]["status"]) == (202, "queued")
    assert answer.headers["location"] == f"{api.url}/api/v2/tickets/{number}.json"
    assert api.call("GET", f"tickets/{number}").status_code == 404
    done(api, answer.json())
    assert shown(api, number)["subject"] == "분실물"


def test_an_async_create_that_fails_skips_its_number(api: Api) -> None:  # DOC creating-and-updating-tickets
    answer = api.call("POST", "tickets?async=true", json={"ticket": {"subject": "x"}})
    number = answer.json()["ticket"]["id"]
    assert done(api, answer.json())["results"][0]["error"] == "RecordInvalid"
    assert api.call("GET", f"tickets/{number}").status_code == 404
    assert api.ticket()["id"] == number + 1


def test_an_async_create_with_a_key_is_made_once(api: Api) -> None:  # REF ticketing/introduction, idempotency
    headers = {"Idempotency-Key": "abc"}
    first = api.call("POST", "tickets?async=true", json={"ticket": TICKET}, headers=headers)
    again = api.call("POST", "tickets?async=true", json={"ticket": TICKET}, headers=headers)
    assert (again.status_code, again.headers["x-idempotency-lookup"]) == (202, "hit")
    assert again.json() == first.json()


def test_a_deleted_ticket_is_listed_with_who_deleted_it(api: Api) -> None:  # OAS, ListDeletedTickets
    api.set_clock("2026-11-24T09:00:00Z")
    number, me = api.ticket()["id"], api.get("users/me")["user"]
    api.delete(f"tickets/{number}")
    (entry,) = api.get("deleted_tickets")["deleted_tickets"]
    assert entry == {
        "id": number,
        "subject": "분실물",
        "actor": {"id": me["id"], "name": me["name"]},
        "deleted_at": "2026-11-24T09:00:00Z",
        "previous_state": "new",
    }


def test_a_deleted_ticket_comes_back_as_it_was(api: Api) -> None:  # OAS, RestoreDeletedTicket
    number = api.ticket(tags=["lost"])["id"]
    api.delete(f"tickets/{number}")
    answer = api.call("PUT", f"deleted_tickets/{number}/restore")
    assert (answer.status_code, answer.content) == (200, b"")
    assert (shown(api, number)["status"], shown(api, number)["tags"]) == ("new", ["lost"])
    assert "deleted_at" not in shown(api, number)
    assert len(api.get(f"tickets/{number}/comments")["comments"]) == 1
    assert api.get("deleted_tickets")["count"] == 0


def test_deleting_for_good_is_a_job_after_which_nothing_is_left(api: Api) -> None:  # OAS, DeleteTicketPermanently
    number = api.ticket()["id"]
    assert api.call("DELETE", f"deleted_tickets/{number}").status_code == 404
    api.delete(f"tickets/{number}")
    assert deleted(api, f"deleted_tickets/{number}")["results"] == {"success": True}
    assert api.get("deleted_tickets")["count"] == 0
    assert api.get("ticket_audits")["audits"] == []


def test_many_are_deleted_restored_and_deleted_for_good(api: Api) -> None:  # OAS
    ids = [api.ticket()["id"] for _ in range(3)]
    listed = ",".join(map(str, ids))
    deleted(api, f"tickets/destroy_many?ids={listed}")
    assert api.get("tickets/count")["count"]["value"] == 0
    assert api.call("PUT", f"deleted_tickets/restore_many?ids={ids[0]}").status_code == 200
    deleted(api, f"deleted_tickets/destroy_many?ids={ids[1]},{ids[2]}")
    assert [ticket["id"] for ticket in api.get("tickets")["tickets"]] == [ids[0]]
    assert api.get("deleted_tickets")["count"] == 0


def test_deleted_tickets_are_listed_ten_times_a_minute(api: Api) -> None:  # OAS, ListDeletedTickets
    api.set_clock("2026-11-24T09:00:00Z")
    for _ in range(10):
        assert api.call("GET", "deleted_tickets").status_code == 200
    assert api.call("GET", "deleted_tickets").status_code == 429


def test_updates_of_one_ticket_have_a_limit_of_their_own(api: Api) -> None:  # REF rate-limits; REC 8
    number = api.ticket()["id"]
    answer = api.call("PUT", f"tickets/{number}", json={"ticket": {"priority": "low"}})
    assert answer.headers["zendesk-ratelimit-per-ticket-updates"].startswith("total=30; remaining=29; resets=")
