"""Automations: hours, order, closed tickets. Facts (d) are cited by letter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from macrosync.rules import NotModelled
from macrosync.rules.automations import in_order, turn
from macrosync.rules.ticket_conditions import Scene

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload

SOLVED_AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
STOCK: Payload = {
    "id": 1,
    "position": 1,
    "active": True,
    "conditions": {
        "all": [
            {"field": "status", "operator": "is", "value": "solved"},
            {"field": "SOLVED", "operator": "greater_than", "value": "96"},
        ],
        "any": [],
    },
    "actions": [{"field": "status", "value": "closed"}],
}


def ticket(status: str = "solved", **metrics: Json) -> dict[str, Json]:
    times: dict[str, Json] = {"status_updated_at": SOLVED_AT.isoformat(), **metrics}
    return {"id": 7, "status": status, "tags": [], "custom_fields": [], "metric_set": times}


def after(hours: float, automation: Payload = STOCK, given: Payload | None = None) -> bool:
    scene = Scene(SOLVED_AT + timedelta(hours=hours))
    return turn(automation, given or ticket(), scene, lambda _: {}).fired


def asking(name: str, operator: str, value: str) -> Payload:
    every: Json = [{"field": name, "operator": operator, "value": value}]
    return {"id": 2, "conditions": {"all": every, "any": []}, "actions": [{"field": "current_tags", "value": "seen"}]}


@pytest.mark.parametrize(("hours", "fired"), [(95.9, False), (96.5, False), (97, True), (200, True)])
def test_hours_are_whole_and_greater_than_ninety_six_is_ninety_seven(hours: float, fired: bool) -> None:  # noqa: FBT001
    """SUP 4408885654298: whole hours only; recorded: the stock automation asks for SOLVED greater_than 96."""
    assert after(hours) is fired


def test_the_stock_automation_closes_a_solved_ticket() -> None:
    """SUP 4408835051546."""
    done = turn(STOCK, ticket(), Scene(SOLVED_AT + timedelta(days=5)), lambda _: {})
    assert done.done[-1].ticket["status"] == "closed"


@pytest.mark.parametrize("status", ["new", "open", "pending", "hold"])
def test_hours_of_a_status_count_only_while_the_ticket_has_it(status: str) -> None:
    """SUP 4408885654298."""
    assert after(200, asking("SOLVED", "greater_than", "1"), ticket(status)) is False
    assert after(200, asking(status.upper(), "greater_than", "1"), ticket(status)) is (status != "new")


def test_they_never_run_on_closed_tickets() -> None:
    """Facts (d)."""
    assert after(200, asking("CLOSED", "greater_than", "1"), ticket("closed")) is False


@pytest.mark.parametrize("name", ["assigned_at", "requester_updated_at", "assignee_updated_at"])
def test_hours_of_the_metrics(name: str) -> None:
    """DOC conditions-reference; REF ticket_metrics has the times."""
    assert after(3, asking(name, "greater_than", "1"), ticket("open", **{name: SOLVED_AT.isoformat()})) is True
    assert after(3, asking(name, "greater_than", "1"), ticket("open", **{name: None})) is False


def test_a_ticket_that_comes_without_its_metrics_is_named_and_never_quietly_passed_over() -> None:
    with pytest.raises(NotModelled, match="SOLVED"):
        after(97, given={"id": 7, "status": "solved", "tags": []})


def test_an_hour_and_a_half_is_one_hour() -> None:
    """SUP 4408885654298."""
    assert after(1, asking("SOLVED", "is", "1.5")) is True


def test_they_run_in_order_of_position_the_active_ones() -> None:
    """Recorded for lists: position, id."""
    listed: list[Payload] = [
        {"id": 3, "position": 2},
        {"id": 2, "position": 1},
        {"id": 1, "position": 2},
        {"id": 4, "position": 0, "active": False},
    ]
    assert [each["id"] for each in in_order(listed)] == [2, 1, 3]
