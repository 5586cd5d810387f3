"""A number that someone wrote on a task is taken out, and told without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.followups.office import PHONE

if TYPE_CHECKING:
    from tests.followups.office import Office


def told(office: Office) -> list[str]:
    return [words for each in office.swept().told.values() for words in each.done]


def test_a_number_in_a_comment_of_a_task_is_taken_out(office: Office) -> None:
    task = office.task(office.begin())
    office.act(task, f"고객님 번호 {PHONE} 로 연락함")
    comment = office.api.get(f"tickets/{task}/comments")["comments"][-1]
    assert f"redacted a number in comment {comment['id']} of ticket {task}" in told(office)
    assert office.notes(task)[-1] == "고객님 번호 ▇▇▇▇▇▇▇▇▇▇▇▇▇ 로 연락함"
    assert PHONE not in str(office.api.get(f"tickets/{task}/audits"))


@pytest.mark.parametrize("copies", [True, False])
def test_it_is_taken_out_once_whatever_the_audit_keeps(office: Office, *, copies: bool) -> None:
    office.api.control("PUT", "switches", {"redaction_reaches_copies": copies})
    task = office.task(office.begin())
    office.act(task, "+82 10 1234 5678")
    assert len([words for words in told(office) if "redacted" in words]) == 1


def test_a_number_that_was_written_down_before_is_not_in_the_task_that_the_sweep_makes(office: Office) -> None:
    office.fault("POST", "/api/v2/tickets", nth=2, status=500)
    case = office.begin(item=f"휴대전화 {PHONE}")
    office.mend()
    office.at(minutes=11)
    office.swept()
    (note,) = office.notes(office.task(case))
    assert (PHONE in note, "휴대전화 ▇▇▇" in note) == (False, True)


def test_a_number_on_the_drivers_ticket_is_left_to_the_desk(office: Office) -> None:
    case = office.begin()
    office.act(case, f"제 번호는 {PHONE}")
    office.swept()
    assert office.notes(case)[0] == f"제 번호는 {PHONE}"
