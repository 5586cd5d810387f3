"""What a view holds: its tickets, its table, its counts (OAS, ExecuteView, ListTicketsFromView, GetViewCount)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.rule_samples import UNSOLVED, new

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


@pytest.fixture
def tickets(api: Api) -> list[int]:
    """Four unsolved ones and one that is solved."""
    made = [api.ticket(subject=name, priority=priority) for name, priority in zip("다가나라", _PRIORITIES, strict=True)]
    api.ticket(status="solved")
    return [ticket["id"] for ticket in made]


_PRIORITIES = ("low", "urgent", None, "low")


def ids(api: Api, view: Data, **query: Data) -> list[int]:
    return [ticket["id"] for ticket in api.get(f"views/{view['id']}/tickets", **query)["tickets"]]


def test_a_view_holds_the_tickets_that_meet_its_conditions(api: Api, tickets: list[int]) -> None:  # OAS
    view = new(api, "view")
    assert sorted(ids(api, view)) == tickets
    low = new(api, "view", all=[UNSOLVED], any=[{"field": "priority", "operator": "is", "value": "low"}])
    assert sorted(ids(api, low)) == [tickets[0], tickets[3]]


def test_tickets_are_whole(api: Api, tickets: list[int]) -> None:
    (found,) = api.get(f"views/{new(api, 'view')['id']}/tickets", per_page=1)["tickets"]
    assert found == api.get(f"tickets/{tickets[-1]}")["ticket"]


def test_a_view_of_ones_own_tickets_goes_by_who_looks(api: Api) -> None:  # DOC: current_user
    me = api.get("users/me")["user"]["id"]
    mine = api.ticket(assignee_id=me)
    api.ticket()
    own = {"field": "assignee_id", "operator": "is", "value": "current_user"}
    assert ids(api, new(api, "view", all=[own])) == [mine["id"]]


def test_it_is_sorted_by_a_column_either_way(api: Api, tickets: list[int]) -> None:  # OAS, View sorting
    first, second, third, fourth = tickets
    view = new(api, "view", output={"sort_by": "priority", "sort_order": "asc"})
    assert ids(api, view) == [third, first, fourth, second]
    assert ids(api, view, sort_order="desc") == [second, fourth, first, third]
    assert ids(api, view, sort_by="nice_id") == tickets


def test_it_is_grouped_before_it_is_sorted(api: Api, tickets: list[int]) -> None:  # OAS, View sorting
    first, second, third, fourth = tickets
    output = {"group_by": "priority", "group_order": "asc", "sort_by": "nice_id", "sort_order": "desc"}
    assert ids(api, new(api, "view", output=output)) == [third, fourth, first, second]


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_pages_join_up_to_the_whole(api: Api, tickets: list[int], size: int, order: str) -> None:
    view = new(api, "view", output={"group_by": "priority", "group_order": "desc", "sort_order": order})
    whole, found = ids(api, view), []
    page = api.page(f"views/{view['id']}/tickets", size)
    while True:
        found += [ticket["id"] for ticket in page["tickets"]]
        if not page["meta"]["has_more"]:
            break
        page = api.get(page["links"]["next"].removeprefix(api.url))
    assert found == whole
    assert sorted(found) == tickets


def test_a_field_of_ones_own_sorts_too(api: Api) -> None:
    field = api.field()
    name = field["id"]
    made = [api.ticket(custom_fields=[{"id": name, "value": value}])["id"] for value in ("a_partner", "a_own")]
    assert ids(api, new(api, "view", output={"sort_by": str(name), "sort_order": "asc"})) == made[::-1]


@pytest.mark.usefixtures("tickets")
def test_prev_is_null_on_the_first_page(api: Api) -> None:  # REC 1
    first = api.page(f"views/{new(api, 'view')['id']}/tickets", 2)
    assert first["links"]["prev"] is None
    assert api.get(first["links"]["next"].removeprefix(api.url))["links"]["prev"]


def test_a_table_has_columns_and_rows_with_partial_tickets(api: Api) -> None:  # OAS, ExecuteView
    field = api.field()
    ticket = api.ticket(custom_fields=[{"id": field["id"], "value": "a_own"}])
    view = new(api, "view", output={"columns": ["description", "requester", field["id"]]})
    table = api.get(f"views/{view['id']}/execute")
    assert table["columns"] == view["execution"]["columns"]
    (row,) = table["rows"]
    assert (row["subject"], row["requester_id"]) == (ticket["subject"], ticket["requester_id"])
    assert row[str(field["id"])] == "a_own"
    assert (row["ticket"]["id"], "custom_fields" in row["ticket"]) == (ticket["id"], False)
    assert (table["view"]["id"], table["groups"], table["count"]) == (view["id"], [], 1)


@pytest.mark.usefixtures("tickets")
def test_a_grouped_table_names_its_groups_in_order(api: Api) -> None:
    view = new(api, "view", output={"group_by": "priority", "group_order": "desc"})
    table = api.get(f"views/{view['id']}/execute")
    assert [group["id"] for group in table["groups"]] == ["urgent", "low", None]
    assert [row["group"] for row in table["rows"]] == ["urgent", "low", "low", None]


@pytest.mark.usefixtures("tickets")
def test_a_preview_is_a_table_that_is_not_kept(api: Api) -> None:  # OAS, PreviewViews
    body = {"view": {"all": [UNSOLVED], "output": {"columns": ["status"]}}}
    table = api.call("POST", "views/preview", json=body)
    assert (table.status_code, len(table.json()["rows"]), "view" in table.json()) == (200, 4, False)
    counted = api.call("POST", "views/preview/count", json=body).json()["view_count"]
    assert (counted["value"], counted["fresh"]) == (4, True)
    assert api.get("views")["views"] == []


def test_a_preview_has_to_be_a_view(api: Api) -> None:
    assert api.call("POST", "views/preview", json={"view": {"all": []}}).status_code == 422


@pytest.mark.usefixtures("tickets")
def test_a_count_is_fresh_and_has_an_address(api: Api) -> None:  # OAS, GetViewCount
    view = new(api, "view")
    path = f"/api/v2/views/{view['id']}/count.json"
    expected = {"view_id": view["id"], "url": api.url + path, "value": 4, "pretty": "4", "fresh": True, "active": True}
    assert api.get(path)["view_count"] == expected
    assert api.get("views/count_many", ids=f"{view['id']},1")["view_counts"] == [expected]


def test_twenty_views_are_counted_at_once(api: Api) -> None:  # OAS, GetViewCounts
    answer = api.call("GET", "views/count_many", params={"ids": ",".join(map(str, range(1, 22)))})
    assert (answer.status_code, answer.json()["max_count"]) == (400, 20)


def test_a_view_is_counted_five_times_a_minute(api: Api) -> None:  # OAS, GetViewCount
    first, second = new(api, "view"), new(api, "view")
    answers = [api.call("GET", f"views/{first['id']}/count") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[0].headers["zendesk-ratelimit-views-count"].startswith("total=5; remaining=4")
    assert api.call("GET", f"views/{second['id']}/count").status_code == 200


def test_a_condition_that_is_not_modelled_is_named_and_never_false(api: Api) -> None:  # design, rules
    wanted = {"field": "SOLVED", "operator": "greater_than_business_hours", "value": "24"}
    view = new(api, "view", all=[UNSOLVED, wanted])
    api.ticket()
    for path in ("tickets", "execute", "count"):
        answer = api.call("GET", f"views/{view['id']}/{path}")
        assert answer.status_code == 501
        assert "SOLVED greater_than_business_hours '24'" in answer.json()["description"]


def test_an_order_that_is_not_modelled_is_named(api: Api) -> None:
    view = new(api, "view", output={"sort_by": "solved"})
    answer = api.call("GET", f"views/{view['id']}/tickets")
    assert (answer.status_code, "Solved" in answer.json()["description"]) == (501, True)


def test_hours_since_a_status_are_those_of_the_tickets_metrics(api: Api) -> None:  # SUP 4408885654298
    view = new(
        api,
        "view",
        all=[
            {"field": "status", "operator": "is", "value": "solved"},
            {"field": "SOLVED", "operator": "greater_than", "value": "24"},
        ],
    )
    ticket = api.ticket()
    api.call("PUT", f"tickets/{ticket['id']}", json={"ticket": {"status": "solved"}})
    assert api.get(f"views/{view['id']}/tickets")["tickets"] == []
    api.call("PUT", "/_local/clock", json={"advance": 26 * 3600})
    assert [each["id"] for each in api.get(f"views/{view['id']}/tickets")["tickets"]] == [ticket["id"]]
