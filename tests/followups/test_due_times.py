"""Due times are mended where they are not as defined, and left where an agent set them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.followups.office import Office


def due(office: Office, task: int) -> str:
    return str(office.api.get(f"tickets/{task}")["ticket"]["due_at"])


@pytest.mark.parametrize("wrong", [None, "1970-01-01T00:00:00Z", "2026-11-29T00:00:00Z"])
def test_a_due_time_that_the_rule_got_wrong_is_mended(office: Office, wrong: str | None) -> None:
    case = office.begin()
    task = office.task(case)
    office.api.put(f"tickets/{task}", {"ticket": {"due_at": wrong}})  # by the service user, as the webhook would
    office.at(minutes=20)
    office.swept()
    assert due(office, task) == "2026-11-24T02:00:00Z"


def test_a_case_of_the_night_is_due_in_the_morning(office: Office) -> None:
    office.at(hours=12)  # ten in the evening
    case = office.begin()
    task = office.task(case)
    assert due(office, task) == "2026-11-25T01:00:00Z"
    office.at(minutes=20)
    office.swept()
    assert due(office, task) == "2026-11-25T01:00:00Z"


@pytest.mark.parametrize("by_hand", ["2026-11-24T05:00:00Z", "2026-12-24T05:00:00Z", None])
def test_a_due_time_that_an_agent_set_stays(office: Office, by_hand: str | None) -> None:
    case = office.begin()
    task = office.task(case)
    office.at(minutes=20)
    office.agent.put(f"tickets/{task}", {"ticket": {"due_at": by_hand}})
    office.swept()
    assert due(office, task) == str(by_hand)


def test_after_an_absence_the_next_attempt_is_the_next_day_three_times_in_all(office: Office) -> None:
    case = office.begin()
    task = office.task(case)
    for day, expected in ((24, "2026-11-25T01:00:00Z"), (25, "2026-11-26T01:00:00Z"), (26, "2026-11-26T01:00:00Z")):
        office.act(task, f"부재 {day}", adds=(office.case.tag("absent"),), progress="away")
        office.swept()
        assert due(office, task) == expected
        office.at(days=1)
    assert office.held(task, "absences") == "third"


def test_a_time_that_an_agent_set_after_the_absence_stays(office: Office) -> None:
    case = office.begin()
    task = office.task(case)
    office.act(task, "부재", adds=(office.case.tag("absent"),), progress="away")
    office.at(minutes=1)
    office.agent.put(f"tickets/{task}", {"ticket": {"due_at": "2026-11-25T05:30:00Z"}})
    office.swept()
    assert due(office, task) == "2026-11-25T05:30:00Z"
