"""Pages: the recorded cursor envelopes, offsets, orders (REC; REF introduction/pagination)."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def walk(api: Api, path: str, many: str, size: int) -> list[Data]:
    """Every record, page by page, as `has_more` says."""
    found, page = [], api.page(path, size)
    while True:
        assert len(page[many]) <= size
        found += page[many]
        if not page["meta"]["has_more"]:
            return found
        page = api.page(path, size, **{"page[after]": page["meta"]["after_cursor"]})


def order(cursor: str) -> str:
    return str(json.loads(b64decode(cursor))["o"])


def test_the_last_page_has_a_next_link_too(api: Api) -> None:  # REC 1: 49 of 49
    api.macro("a")
    page = api.page("macros", 100)
    assert page["meta"]["has_more"] is False
    assert page["links"]["next"]
    assert page["links"]["prev"]
    beyond = api.get(page["links"]["next"].removeprefix(api.url))
    assert (beyond["macros"], beyond["links"]) == ([], {"prev": None, "next": None})


def test_an_empty_page_has_no_links(api: Api) -> None:  # REC 1
    page = api.page("macros", 100)
    assert page["links"] == {"prev": None, "next": None}
    assert page["meta"] == {"has_more": False, "after_cursor": None, "before_cursor": None}


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_pages_join_up_to_the_whole_list(api: Api, size: int) -> None:
    made = {api.macro(f"Macro {number % 3}")["id"] for number in range(7)}
    found = walk(api, "macros", "macros", size)
    assert len(found) == 7
    assert {macro["id"] for macro in found} == made


def test_links_are_followed_as_they_are_given(api: Api) -> None:
    for title in "abc":
        api.macro(title)
    page = api.page("macros", 2, access="shared")
    second = api.get(page["links"]["next"].removeprefix(api.url))
    assert [macro["title"] for macro in second["macros"]] == ["c"]
    first = api.get(second["links"]["prev"].removeprefix(api.url))
    assert [macro["title"] for macro in first["macros"]] == ["a", "b"]
    assert "access=shared" in second["links"]["next"]


def test_a_record_made_or_deleted_meanwhile_shifts_no_page(api: Api) -> None:
    for title in "bdf":
        api.macro(title)
    page = api.page("macros", 2)
    api.macro("a")
    api.delete(f"macros/{page['macros'][0]['id']}")
    second = api.page("macros", 2, **{"page[after]": page["meta"]["after_cursor"]})
    assert [macro["title"] for macro in second["macros"]] == ["f"]


def test_cursors_are_base64_of_the_recorded_orders(api: Api) -> None:  # REC 2
    api.macro()
    ticket = api.ticket()
    recorded = {
        "macros": "title,id",
        "groups": "name,id",
        "tickets": "nice_id",
        "users": "id",
        "group_memberships": "id",
        f"tickets/{ticket['id']}/comments": "created_at,id",
        f"tickets/{ticket['id']}/audits": "created_at,id",
    }
    assert {path: order(api.page(path, 1)["meta"]["after_cursor"]) for path in recorded} == recorded


def test_macros_go_by_title_then_id(api: Api) -> None:  # REC 2
    for title in ("나", "b", "가", "A", "b"):
        api.macro(title)
    found = walk(api, "macros", "macros", 2)
    assert [macro["title"] for macro in found] == ["A", "b", "b", "가", "나"]
    assert found[1]["id"] < found[2]["id"]


def test_a_number_is_packed_as_recorded(api: Api) -> None:
    api.ticket()
    cursor = json.loads(b64decode(api.page("tickets", 1)["meta"]["after_cursor"]))
    assert b64decode(cursor["v"]) == b"i\x01\0\0\0\0\0\0\0"


@pytest.mark.parametrize(
    "query",
    [
        {"page[size]": "101"},
        {"page[size]": "0"},
        {"page[size]": "many"},
        {"page[size]": "2", "page[after]": "nonsense"},
        {"page[size]": "2", "page[after]": "eyJvIjoibmFtZSxpZCIsInYiOiJhUUVBQUFBQUFBQUEifQ=="},
        {"page": "0"},
        {"per_page": "x"},
    ],
)
def test_page_parameters_that_are_none(api: Api, query: dict[str, str]) -> None:
    answer = api.call("GET", "macros", params=query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "InvalidPaginationParameter"


def test_offset_pages_have_count_and_links(api: Api) -> None:
    for number in range(5):
        api.macro(str(number))
    first, last = api.get("macros", per_page=2), api.get("macros", per_page=2, page=3)
    assert (first["count"], first["previous_page"]) == (5, None)
    assert api.get(first["next_page"].removeprefix(api.url))["macros"][0]["title"] == "2"
    assert ([macro["title"] for macro in last["macros"]], last["next_page"]) == (["4"], None)
    assert "page=2" in last["previous_page"]


def test_offsets_end_at_ten_thousand_records(api: Api) -> None:  # REF introduction/pagination
    assert api.call("GET", "macros", params={"page": 100}).status_code == 200
    answer = api.call("GET", "macros", params={"page": 101})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "InvalidPaginationDepth")
    assert api.call("GET", "macros", params={"page": 1001, "per_page": 10}).status_code == 400


def test_more_than_a_hundred_ids_are_too_many(api: Api) -> None:  # REC, two blanks
    answer = api.call("GET", "tickets/show_many", params={"ids": ",".join(map(str, range(1, 102)))})
    assert answer.status_code == 400
    assert answer.json() == {
        "error": "TooManyValues",
        "description": "Parameter  cannot specify more than 100 values",
        "max_count": 100,
    }


def test_the_help_center_leaves_next_out_on_the_last_page(api: Api) -> None:  # REC 1
    section = api.section()
    for number in range(3):
        api.article(section, title=str(number), position=number)
    first = api.page("help_center/ko/articles", 2)
    assert set(first["links"]) == {"first", "last", "next"}
    last = api.get(first["links"]["next"].removeprefix(api.url))
    assert [article["title"] for article in last["articles"]] == ["2"]
    assert set(last["links"]) == {"first", "last", "prev"}


def test_the_help_centers_last_link_leads_to_the_end(api: Api) -> None:  # REF introduction/pagination
    section = api.section()
    for number in range(3):
        api.article(section, title=str(number), position=number)
    first = api.call("GET", "help_center/ko/articles", params={"page[size]": 2})
    assert first.headers["link"] == f'<{first.json()["links"]["next"]}>; rel="next"'
    last = api.get(first.json()["links"]["last"].removeprefix(api.url))
    assert [article["title"] for article in last["articles"]] == ["1", "2"]
    assert "next" not in last["links"]
    before = api.get(last["links"]["prev"].removeprefix(api.url))
    assert [article["title"] for article in before["articles"]] == ["0"]


def test_the_help_centers_offset_pages_hold_thirty(api: Api) -> None:  # REF help_center
    page = api.get("help_center/ko/sections")
    assert (page["per_page"], page["page"], page["page_count"]) == (30, 1, 0)
