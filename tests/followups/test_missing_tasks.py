"""A case is never without its task, and never has two."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

import pytest

from macrosync.followups.seen import Seen

if TYPE_CHECKING:
    from tests.followups.office import Office
    from tests.local_zendesk.client import Data

POST = ("POST", "/api/v2/tickets")


def without_task(office: Office) -> int:
    """A case whose webhook did not get through, old enough for the sweep."""
    office.fault(*POST, nth=2, status=500)
    case = office.begin()
    office.mend()
    assert office.tasks(case) == []
    office.at(minutes=11)
    return case


def test_a_case_with_its_task_is_left_alone(office: Office) -> None:
    case = office.begin()
    task = office.task(case)
    office.at(minutes=30)
    assert office.held(case, "other_ticket") == str(task)
    assert [told.done for told in office.sweep().told.values()] == []
    assert len(office.tasks(case, unsolved=False)) == 1


def test_a_new_case_is_left_to_its_trigger(office: Office) -> None:
    office.fault(*POST, nth=2, status=500)
    case = office.begin()
    office.mend()
    office.at(minutes=9)
    assert office.sweep().told == {}
    office.act(case, "기사님이 다시 문의하셨습니다.")  # an update does not begin the time anew
    office.at(minutes=2)
    office.swept()
    assert office.task(case)


def test_the_task_that_is_made_is_the_one_that_the_webhook_makes(office: Office) -> None:
    rule = office.tasks(office.begin())[0]
    (note,) = office.notes(rule["id"])
    case = without_task(office)
    office.swept()
    (made,) = office.tasks(case)
    same = ("type", "priority", "group_id", "ticket_form_id", "requester_id", "is_public", "status")
    assert {name: made[name] for name in same} == {name: rule[name] for name in same}
    assert set(made["tags"]) == set(rule["tags"])
    assert made["due_at"] == "2026-11-24T02:00:00Z"  # an hour after the case began, whenever the sweep came
    assert office.notes(made["id"]) == [note.replace(f"번호: {case - 2}", f"번호: {case}")]
    linked = {"progress": "received", "consent": "not-asked", "other_ticket": str(case)}
    assert office.held(made["id"], *linked) == linked
    assert office.held(case, "other_ticket") == str(made["id"])


@pytest.mark.parametrize(
    "fault", [{"status": 500, "count": 3}, {"fate": "lost", "count": 3}, {"status": 502, "count": 3}]
)
def test_a_create_that_fails_three_times_is_made_once(office: Office, fault: Data) -> None:
    case = without_task(office)
    office.fault(*POST, **fault)
    office.swept()
    assert len(office.tasks(case, unsolved=False)) == 1


def test_a_task_that_was_made_and_whose_answer_was_lost_is_found(office: Office) -> None:
    case = without_task(office)
    office.fault(*POST, fate="lost", written=True, count=1)
    office.swept()
    assert len(office.tasks(case, unsolved=False)) == 1


def test_a_webhook_that_is_slow_and_comes_after_the_sweep_leaves_one_task(office: Office) -> None:
    office.api.control("PUT", "webhooks", {"timeout": 0.2})
    office.fault(*POST, nth=2, delay=0.5)
    case = office.begin()
    office.mend()
    office.at(minutes=11)
    office.sweep()
    office.swept()
    assert len(office.tasks(case)) == 1


def test_a_webhook_that_is_delivered_twice_leaves_one_task(office: Office) -> None:
    case = office.begin()
    first = office.task(case)
    ticket = {"external_id": f"lost-item/{case}", "type": "task", "tags": [office.case.task], "comment": {"body": "x"}}
    second = office.api.ticket(**ticket, custom_fields=office.values(other_ticket=str(case), progress="received"))
    office.settle()  # now the driver's ticket leads to the second
    office.at(minutes=1)
    office.swept()
    assert office.task(case) == first
    assert office.held(case, "other_ticket") == str(first)
    assert f"계속할 작업: {first}" in office.notes(second["id"])[-1]


def test_what_agents_put_on_the_second_task_goes_on_with_the_first(office: Office) -> None:
    case = office.begin()
    first = office.task(case)
    ticket = {"external_id": f"lost-item/{case}", "type": "task", "tags": [office.case.task], "comment": {"body": "x"}}
    second = office.api.ticket(**ticket, custom_fields=office.values(other_ticket=str(case), progress="received"))["id"]
    office.at(minutes=1)
    office.act(first, "연락", progress="asking")
    office.at(minutes=1)
    office.act(second, "보관", progress="held", wish="wanted", consent="given")
    office.swept()
    expected = {"progress": "held", "wish": "wanted", "consent": "given", "lapses_on": "2026-12-08"}
    assert office.task(case) == first
    assert office.held(first, *expected) == expected
    assert office.held(case, *expected) == expected


def test_a_task_that_was_deleted_by_hand_is_made_anew(office: Office) -> None:
    case = office.begin()
    first = office.task(case)
    office.at(minutes=20)
    office.api.delete(f"tickets/{first}")
    office.swept()
    assert office.task(case) != first
    assert office.held(case, "other_ticket") == str(office.task(case))


def test_a_task_that_the_sweep_made_and_was_deleted_is_made_anew_though_its_key_is_known(office: Office) -> None:
    case = without_task(office)
    office.swept()
    first = office.task(case)
    office.api.delete(f"tickets/{first}")
    report = office.swept()
    assert office.task(case) != first
    assert report.counts["made"] == 1
    office.api.delete(f"tickets/{office.task(case)}")
    office.swept()
    assert len(office.tasks(case)) == 1


def test_a_task_that_was_solved_by_mistake_is_opened_again(office: Office) -> None:
    case = office.begin()
    task = office.task(case)
    office.agent.put(f"tickets/{task}", {"ticket": {"status": "solved"}})
    office.swept()
    assert office.task(case) == task


def test_a_case_that_was_closed_gets_no_other_task(office: Office) -> None:
    case = office.begin()
    task = office.task(case)
    office.act(task, "종결", progress="closed")
    office.swept()
    assert office.tasks(case) == []
    assert office.held(case, "progress") == "closed"
    assert [each["id"] for each in office.tasks(case, unsolved=False)] == [task]


def test_a_bearer_that_lapsed_is_made_up_for_and_renewed(office: Office) -> None:
    office.at(hours=49)
    case = office.begin()
    assert office.tasks(case) == []
    office.at(minutes=11)
    office.swept()
    assert office.held(case, "other_ticket") == str(office.task(case))
    office.rotate()
    office.at(minutes=10)  # what called in vain is not called for a while
    other = office.begin()
    assert office.held(other, "other_ticket") == str(office.task(other))


def test_sweeps_and_the_trigger_at_the_same_moment_come_to_one_task(office: Office) -> None:
    case = without_task(office)
    for _ in range(2):
        threads = [Thread(target=office.sweep) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    office.swept()
    assert len(office.tasks(case)) == 1
    assert office.held(case, "other_ticket") == str(office.task(case))


def test_a_hundred_cases_cost_a_call_for_a_hundred(office: Office) -> None:
    for _ in range(12):
        office.begin()
    office.at(hours=3)
    seen = Seen()
    office.sweep(seen=seen)
    # Fields, forms, groups, the caller, two searches, two reads, and the bearer.
    assert office.sweep(seen=seen).calls == 8
