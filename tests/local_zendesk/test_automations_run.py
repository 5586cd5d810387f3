"""Automations run as the server's clock passes the hour. Facts (d) are cited by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.rule_samples import UNSOLVED, new

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

HOUR = 3600
ONCE = {"field": "NEW", "operator": "is"}
NOON = "2026-11-24T12:00:00Z"


@pytest.fixture(autouse=True)
def _noon(api: Api) -> None:
    api.set_clock(NOON)
    api.get("users/me")


def automation(api: Api, hours: str, *actions: Data, **more: Data) -> Data:
    every = [UNSOLVED, {"field": "NEW", "operator": "greater_than", "value": hours}, *more.pop("also", [])]
    return new(api, "automation", conditions={"all": every, "any": []}, actions=list(actions), **more)


def shown(api: Api, ticket: Data) -> Data:
    return api.get(f"tickets/{ticket['id']}")["ticket"]


def test_the_stock_automation_closes_a_ticket_four_days_after_it_was_solved(api: Api) -> None:  # SUP 4408835051546
    ticket = api.ticket(status="solved")
    api.advance(96 * HOUR)
    assert shown(api, ticket)["status"] == "solved"
    api.advance(HOUR)
    assert shown(api, ticket)["status"] == "closed"


def test_they_run_once_for_every_hour_that_passes(api: Api) -> None:  # facts (d): hourly
    untouched = {"field": "current_tags", "operator": "not_includes", "value": "late"}
    automation(api, "2", {"field": "current_tags", "value": "late"}, also=[untouched])
    ticket = api.ticket()
    api.advance(2 * HOUR)
    assert shown(api, ticket)["tags"] == []
    api.advance(5 * HOUR)
    assert shown(api, ticket)["tags"] == ["late"]
    audit = api.get(f"tickets/{ticket['id']}/audits")["audits"][-1]
    assert audit["created_at"] == "2026-11-24T15:00:00Z"  # the first hour at which it held
    (event,) = audit["events"]
    assert (event["via"]["channel"], event["via"]["source"]["rel"]) == ("rule", "automation")


def test_one_that_changes_nothing_leaves_no_trace(api: Api) -> None:  # facts (c): net changes only
    automation(api, "1", {"field": "current_tags", "value": "late"}, also=[{**ONCE, "value": "2"}])
    ticket = api.ticket(tags=["late"])
    api.advance(3 * HOUR)
    assert shown(api, ticket) == ticket
    assert len(api.get(f"tickets/{ticket['id']}/audits")["audits"]) == 1


def test_triggers_follow_what_an_automation_did(api: Api) -> None:  # facts (c): its change is an update
    automation(api, "1", {"field": "priority", "value": "urgent"}, {"field": "status", "value": "solved"})
    by_rule = {"field": "current_via_id", "operator": "is", "value": "8"}
    urgent = {"field": "priority", "operator": "value", "value": "urgent"}
    new(
        api,
        "trigger",
        conditions={"all": [by_rule, urgent], "any": []},
        actions=[{"field": "current_tags", "value": "escalated"}],
    )
    ticket = api.ticket()
    api.advance(2 * HOUR)
    assert shown(api, ticket)["tags"] == ["escalated"]


def test_they_run_in_order_and_later_ones_see_what_earlier_ones_did(api: Api) -> None:  # facts (d)
    unpressing = {"field": "priority", "operator": "is_not", "value": "high"}
    pressing = {"field": "priority", "operator": "is", "value": "high"}
    automation(api, "1", {"field": "priority", "value": "high"}, also=[unpressing], position=1)
    automation(api, "1", {"field": "status", "value": "solved"}, also=[pressing], position=2, title="zweite")
    ticket = api.ticket()
    api.advance(2 * HOUR)
    assert shown(api, ticket)["status"] == "solved"


def test_they_never_touch_closed_tickets(api: Api) -> None:  # facts (d)
    new(
        api,
        "automation",
        conditions={
            "all": [
                {"field": "status", "operator": "is", "value": "closed"},
                {"field": "NEW", "operator": "is", "value": "3"},
            ],
            "any": [],
        },
        actions=[{"field": "current_tags", "value": "touched"}],
    )
    ticket = api.ticket(status="closed")
    api.advance(5 * HOUR)
    assert shown(api, ticket)["tags"] == []


def test_one_that_asks_for_what_is_not_modelled_is_logged_and_the_others_run(
    api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    business = {"field": "NEW", "operator": "greater_than_business_hours", "value": "1"}
    automation(api, "1", {"field": "status", "value": "solved"}, also=[business], title="업무 시간", position=1)
    automation(api, "1", {"field": "status", "value": "solved"}, title="다른 규칙", position=2)
    ticket = api.ticket()
    api.advance(2 * HOUR)
    assert shown(api, ticket)["status"] == "solved"
    assert "automation 업무 시간 is passed over" in caplog.text


def test_a_clock_that_is_set_back_begins_anew_from_there(api: Api) -> None:
    api.set_clock("2026-01-01T00:00:00Z")
    ticket = api.ticket(status="solved")
    api.advance(97 * HOUR)
    assert shown(api, ticket)["status"] == "closed"
