"""Consent goes both ways, is recorded once, lapses on time, and is shown on the driver's ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.followups.office import Office

SCRIPT = "연락처를 고객에게 제공하는 것에 대해 동의하십니까?"
TAG = "consent__personal-info-third-party__v1"


def asked(office: Office) -> tuple[int, int]:
    """A case whose driver was asked; its ticket and its task."""
    case = office.begin()
    office.at(minutes=5)
    office.act(case, SCRIPT, public=True, adds=(TAG,), consent="asked")
    office.at(minutes=1)
    return case, office.task(case)


def test_consent_is_carried_where_the_webhook_did_not_get_through(office: Office) -> None:
    case, task = asked(office)
    office.fault("PUT", "/api/v2/tickets/update_many", status=500)
    office.act(case, "동의하셨습니다.", consent="given")
    office.mend()
    assert office.held(task, "consent") == "asked"
    office.at(days=1)
    office.swept()
    expected = {"consent": "given", "lapses_on": "2026-12-08"}  # by the time of the answer
    assert office.held(task, *expected) == expected
    assert office.held(case, *expected) == expected


def test_consent_that_the_agent_put_on_the_task_is_shown_on_the_drivers_ticket(office: Office) -> None:
    case, task = asked(office)
    office.act(task, "전화로 동의하셨습니다.", consent="given")
    office.swept()
    assert office.held(case, "consent", "lapses_on") == {"consent": "given", "lapses_on": "2026-12-08"}
    assert any("동의" in note and f"작업 {task}" in note for note in office.notes(case))


@pytest.mark.parametrize("forbids", ["refused", "withdrawn"])
def test_of_answers_in_one_second_the_one_that_forbids_counts(office: Office, forbids: str) -> None:
    case, task = asked(office)
    office.fault("PUT", "/api/v2/tickets/update_many", status=500)
    office.act(case, "동의하지 않으셨습니다.", consent=forbids)
    office.act(task, "동의하셨습니다.", consent="given")
    office.mend()
    office.swept()
    assert office.held(task, "consent") == office.held(case, "consent") == forbids


def test_the_newer_answer_counts(office: Office) -> None:
    case, task = asked(office)
    office.act(task, "거부하셨습니다.", consent="refused")
    office.fault("PUT", "/api/v2/tickets/update_many", status=500)
    office.at(minutes=3)
    office.act(case, "마음을 바꾸셨습니다.", consent="given")
    office.mend()
    office.swept()
    assert office.held(task, "consent") == office.held(case, "consent") == "given"


def test_an_answer_is_recorded_once(office: Office) -> None:
    case, task = asked(office)
    office.act(case, "동의하셨습니다.", consent="given")
    comment = office.api.get(f"tickets/{case}/comments")["comments"][-1]["id"]
    agent = office.agent.get("users/me")["user"]["id"]
    office.swept()
    (record,) = [note for note in office.notes(task) if "동의 기록" in note]
    lines = record.splitlines()
    for line in (
        f"기사 ID: {office.driver}",
        f"상담사 ID: {agent}",
        "채널: 채팅",
        "시각: 2026-11-24 10:06:00",
        "스크립트: personal-info-third-party 버전 1",
        f"답변: 문의 {case}의 댓글 {comment}",
        "만료: 2026-12-08",
        SCRIPT,
    ):
        assert any(each.endswith(line) for each in lines), record
    assert "제공 항목: 연락처" in record
    office.at(hours=1)
    office.act(case, "철회하셨습니다.", consent="withdrawn")
    office.swept()
    records = [note for note in office.notes(task) if "동의 기록" in note]
    assert (len(records), "철회" in records[1].splitlines()[0]) == (2, True)


def test_a_consent_lapses_on_its_day_and_not_before(office: Office) -> None:
    case, task = asked(office)
    office.act(case, "동의하셨습니다.", consent="given")
    office.swept()
    office.at(days=13, hours=13, minutes=40)  # some minutes to midnight of the fourteenth day
    office.swept()
    assert office.held(task, "consent") == "given"
    office.at(minutes=15)
    office.swept()
    assert office.held(task, "consent") == office.held(case, "consent") == "lapsed"
    assert sum("만료되었습니다" in note for note in office.notes(task)) == 1


def test_a_consent_lapses_though_the_drivers_ticket_is_closed(office: Office) -> None:
    case, task = asked(office)
    office.act(case, "동의하셨습니다.", consent="given")
    office.act(task, "보관", progress="held", wish="wanted")
    office.act(task, "전달", progress="handed-on")
    office.act(task, "종결", progress="closed")
    office.swept()
    assert office.held(case, "progress") == "closed"
    office.api.put(f"tickets/{case}", {"ticket": {"status": "closed"}})
    assert office.task(case) == task  # open until the consent lapses
    office.at(days=14)
    office.swept()
    assert office.held(task, "consent") == "lapsed"
    assert office.tasks(case) == []


def test_a_hand_on_does_not_outlive_the_consent(office: Office) -> None:
    case, task = asked(office)
    office.act(case, "동의하셨습니다.", consent="given")
    office.act(task, "보관", progress="held", wish="wanted")
    office.act(task, "전달", progress="handed-on")
    office.swept()
    assert office.held(case, "progress") == office.held(task, "progress") == "handed-on"
    office.at(days=15)
    office.swept()
    assert office.held(case, "progress") == office.held(task, "progress") == "held"


def test_the_state_is_told_only_when_it_changed(office: Office) -> None:
    case, task = asked(office)
    office.swept()
    before = office.notes(case)
    office.act(task, "확인 시작", progress="asking")
    office.swept()
    added = office.notes(case)[len(before) :]
    assert added == [f"[분실물 진행] 고객 확인 중 / [제3자 제공 동의] 요청 (작업 {task})"]
    assert office.held(case, "progress") == "asking"


def test_a_closed_ticket_is_shown_nothing(office: Office) -> None:
    case, task = asked(office)
    office.api.put(f"tickets/{case}", {"ticket": {"status": "closed"}})
    office.act(task, "확인 시작", progress="asking")
    office.swept()
    assert office.held(case, "progress") == "received"
