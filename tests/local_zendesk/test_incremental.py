"""Incremental exports (REF incremental_exports; DOC using-the-incremental-export-api)."""

from __future__ import annotations

from base64 import b64decode
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

NOW = "2026-11-24T09:00:00Z"
START = int(datetime.fromisoformat(NOW).timestamp())


@pytest.fixture(autouse=True)
def _stopped(api: Api) -> None:
    api.set_clock(NOW)


def tickets(api: Api, count: int) -> None:
    """Tickets a second apart, and the minute after them gone by."""
    for number in range(count):
        api.ticket(subject=str(number))
        api.advance(1)
    api.advance(61)


def subjects(page: Data) -> list[str]:
    return [ticket["subject"] for ticket in page["tickets"]]


def test_an_export_by_cursor_ends_and_goes_on_from_its_cursor(api: Api) -> None:  # OAS; DOC
    tickets(api, 3)
    page = api.get("incremental/tickets/cursor", start_time=START, per_page=2)
    assert (subjects(page), page["end_of_stream"]) == (["0", "1"], False)
    assert (page["before_cursor"], page["before_url"]) == (None, None)
    last = api.get(page["after_url"].removeprefix(api.url))
    assert (subjects(last), last["end_of_stream"]) == (["2"], True)
    tickets(api, 1)
    more = api.get("incremental/tickets/cursor", cursor=last["after_cursor"])
    assert (subjects(more), more["end_of_stream"]) == (["0"], True)


def test_a_cursor_is_written_as_in_the_published_example(api: Api) -> None:  # OAS, CursorBasedExport…Example
    tickets(api, 1)
    cursor = api.get("incremental/tickets/cursor", start_time=START)["after_cursor"]
    assert b64decode(cursor) == f"{START}.0||1|".encode()


def test_an_empty_export_has_a_cursor_to_go_on_from(api: Api) -> None:  # assumed
    api.advance(120)
    page = api.get("incremental/tickets/cursor", start_time=START)
    assert (page["tickets"], page["end_of_stream"]) == ([], True)
    tickets(api, 1)
    assert subjects(api.get("incremental/tickets/cursor", cursor=page["after_cursor"])) == ["0"]


def test_the_most_recent_minute_is_not_given(api: Api) -> None:  # OAS, IncrementalUnixTime
    api.ticket()
    api.advance(59)
    assert api.get("incremental/tickets/cursor", start_time=START - 60)["tickets"] == []
    api.advance(1)
    assert len(api.get("incremental/tickets/cursor", start_time=START - 60)["tickets"]) == 1


@pytest.mark.parametrize("path", ["tickets", "tickets/cursor", "users", "users/cursor"])
def test_a_start_in_the_most_recent_minute_is_refused(api: Api, path: str) -> None:  # airbytehq/airbyte#23246
    answer = api.call("GET", f"incremental/{path}", params={"start_time": START - 59})
    assert (answer.status_code, answer.json()["error"]) == (400, "StartTimeTooRecent")
    assert api.call("GET", f"incremental/{path}", params={"start_time": START - 60}).status_code == 200
    assert api.call("GET", f"incremental/{path}").status_code == 400


def test_an_export_by_time_tells_where_the_next_begins(api: Api) -> None:  # OAS, TimeBasedExport…Example
    tickets(api, 3)
    page = api.get("incremental/tickets", start_time=START, per_page=2)
    assert (subjects(page), page["count"], page["end_of_stream"]) == (["0", "1"], 2, False)
    assert page["end_time"] == START + 1
    assert page["next_page"].endswith(f"start_time={START + 1}")
    last = api.get(page["next_page"].removeprefix(api.url))
    assert (subjects(last), last["end_of_stream"]) == (["1", "2"], True)


def test_a_page_by_time_holds_all_of_its_last_second(api: Api) -> None:  # DOC (assumed)
    for _ in range(3):
        api.ticket()
    api.advance(120)
    assert api.get("incremental/tickets", start_time=START, per_page=2)["count"] == 3


def test_a_deleted_ticket_is_exported_as_deleted(api: Api) -> None:  # DOC using-the-incremental-export-api
    number = api.ticket()["id"]
    api.delete(f"tickets/{number}")
    api.advance(120)
    page = api.get("incremental/tickets/cursor", start_time=START)
    assert [(ticket["id"], ticket["status"]) for ticket in page["tickets"]] == [(number, "deleted")]


def test_a_change_exports_a_ticket_again(api: Api) -> None:  # OAS, generated_timestamp
    tickets(api, 2)
    cursor = api.get("incremental/tickets/cursor", start_time=START)["after_cursor"]
    api.call("PUT", "tickets/1/tags", json={"tags": ["late"]})
    api.advance(61)
    page = api.get("incremental/tickets/cursor", cursor=cursor)
    assert [(ticket["id"], ticket["tags"]) for ticket in page["tickets"]] == [(1, ["late"])]


def test_exports_are_ten_a_minute_with_a_sentence_of_their_own(api: Api) -> None:  # REF; zendesk-java-client#319
    for _ in range(10):
        assert api.call("GET", f"incremental/tickets?start_time={START - 60}").status_code == 200
    answer = api.call("GET", f"incremental/users?start_time={START - 60}")
    assert answer.status_code == 429
    assert answer.json() == {
        "error": "APIRateLimitExceeded",
        "description": "Number of allowed incremental export API requests per minute exceeded",
    }
    assert int(answer.headers["retry-after"]) > 0


def test_users_are_exported_by_what_changed(api: Api) -> None:  # OAS, IncrementalUserExportCursor
    api.advance(10)
    made = api.post("users", {"user": {"name": "김 기사"}})["user"]
    api.advance(120)
    for path in ("users", "users/cursor"):
        page = api.get(f"incremental/{path}", start_time=START + 10)
        assert [user["id"] for user in page["users"]] == [made["id"]]
        assert page["end_of_stream"] is True
