"""Search: its language, its lag, its limits (REF ticketing/ticket-management/search; SUP 4408886879258)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

NOW = "2026-11-24T09:00:00Z"


@pytest.fixture(autouse=True)
def _fresh(api: Api) -> None:
    """An index that does not lag, but where a test says so."""
    api.set_clock(NOW)
    api.control("PUT", "switches", {"search_lag": 0})


def subjects(api: Api, query: str, **more: Data) -> list[str]:
    return [result["subject"] for result in api.get("search", query=query, **more)["results"]]


def refused(api: Api, path: str, **query: Data) -> Data:
    answer = api.call("GET", path, params=query)
    return answer.status_code, answer.json()


def test_a_new_ticket_is_found_a_minute_later(api: Api) -> None:  # REF search: up to a few minutes (60 s assumed)
    api.control("PUT", "switches", {"search_lag": 60})
    api.ticket(subject="지갑")
    api.advance(59)
    assert subjects(api, "type:ticket") == []
    api.advance(1)
    assert subjects(api, "type:ticket") == ["지갑"]


def test_a_changed_ticket_is_found_and_shown_as_it_was(api: Api) -> None:  # assumed
    api.control("PUT", "switches", {"search_lag": 60})
    number = api.ticket()["id"]
    api.advance(100)
    api.put(f"tickets/{number}", {"ticket": {"status": "solved"}})
    assert [result["status"] for result in api.get("search", query="status<solved")["results"]] == ["new"]
    assert api.get("search/count", query="status:solved") == {"count": 0}
    api.advance(60)
    assert [result["status"] for result in api.get("search", query="status:solved")["results"]] == ["solved"]


def test_the_lookup_by_external_id_does_not_lag(api: Api) -> None:  # REF tickets
    api.control("PUT", "switches", {"search_lag": 3600})
    api.ticket(external_id="case-1")
    assert api.get("tickets", external_id="case-1")["count"] == 1


def test_results_have_their_kind_and_the_recorded_envelope(api: Api) -> None:  # OAS, SearchResponseExample
    api.ticket()
    page = api.get("search", query="type:ticket")
    assert (page["count"], page["facets"], page["next_page"], page["previous_page"]) == (1, None, None, None)
    (result,) = page["results"]
    assert result["result_type"] == "ticket"
    assert result["id"] == 1
    assert "custom_fields" in result


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status:open", ["b"]),
        ("status<solved", ["a", "b"]),
        ("status>=solved", ["c"]),
        ("status:open status:solved", ["b", "c"]),
        ("-status:open", ["a", "c"]),
        ("priority:high", ["b"]),
        ("priority>low", ["b"]),
        ("priority:none", ["a", "c"]),
        ("tags:lost", ["a", "b"]),
        ("tags:los", []),
        ('tags:"lost call"', ["b"]),
        ("tags:none", ["c"]),
        ("tags:lost -tags:call", ["a"]),
        ("ticket_type:task", ["c"]),
        ("subject:b", ["b"]),
        ("description:찾아", ["a", "b", "c"]),
        ("assignee:none", ["a", "c"]),
        ("assignee:me", ["b"]),
        ("requester:driver@example.com", ["c"]),
        ('requester:"김 기사"', ["c"]),
        ("group:Support", ["b"]),
        ("created:2026-11-24", ["a", "b", "c"]),
        ("created>2026-11-24", []),
        ("created<2026-11-25", ["a", "b", "c"]),
        ("created>=2026-11-24T09:00:00Z updated<=2026-11-24T09:00:00Z", ["a", "b", "c"]),
        ('"찾아주세요"', ["a", "b", "c"]),
        ("찾아주세요 -lost", ["c"]),
        ("2", ["b"]),
    ],
)
def test_properties_of_tickets(api: Api, query: str, found: list[str]) -> None:  # SUP 4408886879258
    api.ticket(subject="a", tags=["lost"])
    me = api.get("users/me")["user"]["id"]
    api.ticket(subject="b", tags=["lost", "call"], priority="high", assignee_id=me)
    driver = {"name": "김 기사", "email": "driver@example.com"}
    api.ticket(subject="c", status="solved", type="task", requester=driver)
    assert sorted(subjects(api, f"type:ticket {query}")) == found


def test_custom_fields_are_searched_by_their_number(api: Api) -> None:  # SUP 4408886879258
    field = api.field()
    api.ticket(custom_fields=[{"id": field["id"], "value": "a_own"}])
    assert api.get("search/count", query=f"custom_field_{field['id']}:a_own") == {"count": 1}
    assert api.get("search/count", query=f"custom_field_{field['id']}:a_partner") == {"count": 0}


def test_comments_are_searched_too(api: Api) -> None:  # REF search: any record with the word
    number = api.ticket(subject="a")["id"]
    api.put(f"tickets/{number}", {"ticket": {"comment": {"body": "파란 우산입니다"}}})
    assert subjects(api, "우산") == ["a"]


def test_every_kind_of_record_is_searched_at_once(api: Api) -> None:  # REF search, query basics
    api.post("groups", {"group": {"name": "분실물"}})
    api.post("users", {"user": {"name": "분실물 담당"}})
    api.post("organizations", {"organization": {"name": "분실물 센터"}})
    api.ticket(subject="분실물")
    kinds = {result["result_type"] for result in api.get("search", query="분실물")["results"]}
    assert kinds == {"ticket", "user", "group", "organization"}
    assert api.get("search/count", query="type:group 분실물") == {"count": 1}


def test_users_and_groups_that_are_gone_are_not_found(api: Api) -> None:
    user = api.post("users", {"user": {"name": "gone"}})["user"]["id"]
    group = api.post("groups", {"group": {"name": "gone"}})["group"]["id"]
    api.call("DELETE", f"users/{user}")
    api.delete(f"groups/{group}")
    assert api.get("search/count", query="gone") == {"count": 0}


def test_results_are_ordered_by_the_query_or_by_parameters(api: Api) -> None:  # REF search
    for priority in ("high", "low", "urgent"):
        api.ticket(subject=priority, priority=priority)
        api.advance(1)
    assert subjects(api, "type:ticket order_by:priority sort:asc") == ["low", "high", "urgent"]
    assert subjects(api, "type:ticket", sort_by="priority") == ["urgent", "high", "low"]
    assert subjects(api, "type:ticket", sort_by="created_at", sort_order="asc") == ["high", "low", "urgent"]
    assert refused(api, "search", query="x", sort_by="relevance")[0] == 422


def test_more_than_a_thousand_results_are_422(api: Api) -> None:  # REF search; facetoe/zenpy#371
    api.ticket()
    assert api.get("search", query="type:ticket", page=10)["results"] == []
    assert refused(api, "search", query="type:ticket", page=11) == (
        422,
        {
            "error": "invalid",
            "description": "Invalid search: Requested response size was greater than Search Response Limits",
        },
    )


def test_pages_of_search_go_by_offset(api: Api) -> None:  # REF search
    for subject in "abc":
        api.ticket(subject=subject)
    page = api.get("search", query="type:ticket", per_page=2)
    assert (len(page["results"]), page["count"]) == (2, 3)
    following = api.get(page["next_page"].removeprefix(api.url))
    assert (len(following["results"]), following["next_page"]) == (1, None)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("external_id:x", "external_id"),
        ("type:user satisfaction:good", "satisfaction"),
        ("type:group status:open", "status"),
        ("subject:los*", "*"),
        ("los*", "*"),
        ("created>4hours", "4hours"),
        ("tags>lost", "tags>"),
        ("type:ticket type:user", "more than one type"),
        ("status=open", "="),
    ],
)
def test_what_is_not_served_of_the_language_is_named(api: Api, query: str, named: str) -> None:
    status, body = refused(api, "search", query=query)
    assert (status, named in body["description"]) == (501, True)


@pytest.mark.parametrize("query", ["", "type:article", "status:done", "subject:", "order_by:subject"])
def test_a_search_that_is_none_is_422(api: Api, query: str) -> None:  # REF search, errors
    assert refused(api, "search", query=query)[1]["error"] == "invalid"


def test_an_export_gives_every_result_by_cursor_the_newest_first(api: Api) -> None:  # OAS, ExportSearchResults
    for subject in "abc":
        api.ticket(subject=subject)
        api.advance(1)
    query = {"query": "찾아", "filter[type]": "ticket", "page[size]": 2}
    page = api.get("search/export", **query)
    assert [result["subject"] for result in page["results"]] == ["c", "b"]
    assert (page["links"]["prev"], page["meta"]["has_more"], page["facets"]) == (None, True, None)
    assert "count" not in page
    last = api.get(page["links"]["next"].removeprefix(api.url))
    assert [result["subject"] for result in last["results"]] == ["a"]
    assert (last["links"]["prev"], last["meta"]["has_more"]) == (None, False)
    assert last["links"]["next"]  # REC 1


def test_an_export_takes_its_type_in_the_filter_alone(api: Api) -> None:  # OAS, ExportSearchResults
    assert refused(api, "search/export", query="x")[0] == 422
    wrong = {"query": "type:ticket", "filter[type]": "ticket"}
    assert refused(api, "search/export", **wrong)[0] == 422


def test_an_exports_cursor_lasts_an_hour(api: Api) -> None:  # OAS, ExportSearchResults
    api.ticket()
    query = {"query": "찾아", "filter[type]": "ticket"}
    cursor = api.page("search/export", 1, **query)["meta"]["after_cursor"]
    api.advance(3600)
    assert api.page("search/export", 1, **query, **{"page[after]": cursor})["results"] == []
    api.advance(1)
    assert refused(api, "search/export", **query, **{"page[after]": cursor})[0] == 422


def test_exports_of_searches_are_a_hundred_a_minute(api: Api) -> None:  # OAS, ExportSearchResults
    answer = api.call("GET", "search/export", params={"query": "x", "filter[type]": "user"})
    assert answer.headers["zendesk-ratelimit-search-export"] == "total=100; remaining=99; resets=60"


def test_users_are_searched_by_the_same_language(api: Api) -> None:  # OAS, SearchUsers
    made = api.post("users", {"user": {"name": "김 기사", "email": "d@example.com", "external_id": "D-1"}})["user"]
    assert [user["id"] for user in api.get("users/search", query="role:end-user 기사")["users"]] == [made["id"]]
    assert [user["id"] for user in api.get("users/search", query="d@example.com")["users"]] == [made["id"]]
    api.control("PUT", "switches", {"search_lag": 3600})
    assert api.get("users/search", external_id="d-1")["count"] == 1
    assert api.get("users/search", query="기사")["count"] == 0


def test_what_was_redacted_is_not_found(api: Api) -> None:
    number = api.ticket(comment={"body": "번호 847564"})["id"]
    api.advance(100)
    said = api.get(f"tickets/{number}/comments")["comments"][0]["id"]
    api.put(f"tickets/{number}/comments/{said}/redact", {"text": "847564"})
    api.control("PUT", "switches", {"search_lag": 60})
    assert api.get("search/count", query="847564") == {"count": 0}
