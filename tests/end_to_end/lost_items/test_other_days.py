"""Days with a lost item that go otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.end_to_end.lost_items.office import Office

HANDED_ON = "분실물::전달::연락처 전달"
WANTS_CALL = "분실물::고객 확인::보관-직접통화 원함"


def test_refused(office: Office) -> None:
    asked, task = office.begins()
    office.applies(asked, "채팅::고객연락::2-4 개인정보 제3자 제공동의")
    office.says(asked, "아니요, 싫습니다.")
    office.applies(asked, "분실물::동의::거부")
    assert office.value(task, "consent") == "refused"
    office.applies(task, WANTS_CALL)
    assert "전달 불가" in office.applies(task, HANDED_ON)["body"]
    assert office.value(task, "progress") == "held"
    office.applies(task, "분실물::전달::대신 전달")
    office.applies(asked, "채팅::분실물::대신 전달")
    assert "연락처는 전달하지 않았으며" in office.replies(asked)[0]
    office.applies(task, "분실물::마무리::기사 회신 완료")
    office.at("2026-11-24T11:00")
    office.admin("followups", "sweep")
    record = next(note for note in office.notes(task) if "동의 기록" in note)
    assert record.splitlines()[0].endswith("거부")
    office.applies(task, "분실물::마무리::종결")
    assert office.ticket(task)["status"] == "solved"
    office.admin("followups", "sweep")
    assert (office.value(asked, "progress"), office.value(asked, "consent")) == ("closed", "refused")
    assert office.tasks(asked) == []
    office.told_nothing(task)


def test_silent(office: Office) -> None:
    asked, task = office.begins("voice")
    office.applies(asked, "전화::고객연락::2-4 개인정보 제3자 제공동의")
    office.applies(asked, "분실물::동의::응답 없음")
    assert office.value(task, "consent") == "silent"
    office.applies(task, WANTS_CALL)
    office.applies(task, HANDED_ON)
    assert office.value(task, "progress") == "held"
    assert office.tasks(asked) == [task]
    office.at("2026-11-24T13:00")
    office.says(asked, "늦게 봤습니다. 동의합니다.")
    office.applies(asked, "분실물::동의::동의함")
    office.applies(task, HANDED_ON)
    assert office.value(task, "progress") == "handed-on"
    assert office.replies(asked) == [
        "늦게 봤습니다. 동의합니다.",
        "고객님 차에 물건을 두고 내렸어요.",
    ]  # nothing of ours is mailed
    office.told_nothing(task)


def test_the_customer_is_away_three_times(office: Office) -> None:
    asked, task = office.begins()
    for day, counted in ((24, "first"), (25, "second"), (26, "third")):
        office.at(f"2026-11-{day}T10:30")
        office.applies(task, "분실물::고객 확인::부재")
        assert (office.value(task, "progress"), office.value(task, "absences")) == ("away", counted)
        assert task in office.view("분실물 - 고객 부재")
        office.admin("followups", "sweep")
        if day < 26:
            assert office.ticket(task)["due_at"] == f"2026-11-{day + 1}T01:00:00Z"
            assert office.view("분실물 - 오늘 마감") == []
    assert office.ticket(task)["priority"] == "urgent"
    office.applies(asked, "채팅::분실물::고객 부재")
    office.applies(task, "분실물::마무리::기사 회신 완료")
    office.applies(task, "분실물::마무리::종결")
    assert office.ticket(task)["status"] == "solved"
    office.told_nothing(task)


def test_not_held(office: Office) -> None:
    asked, task = office.begins()
    office.applies(task, "분실물::고객 확인::미보관")
    office.applies(asked, "채팅::분실물::미보관")
    office.applies(task, "분실물::마무리::기사 회신 완료")
    office.applies(task, "분실물::마무리::종결")
    assert office.ticket(task)["status"] == "solved"
    office.at("2026-11-24T11:00")
    office.admin("followups", "sweep")
    assert office.value(asked, "progress") == "closed"
    assert office.tasks(asked) == []


def test_withdrawn(office: Office) -> None:
    asked, task = office.begins()
    office.applies(asked, "채팅::고객연락::2-4 개인정보 제3자 제공동의")
    office.says(asked, "동의합니다.")
    office.applies(asked, "분실물::동의::동의함")
    office.applies(task, WANTS_CALL)
    office.applies(task, HANDED_ON)
    assert office.value(task, "progress") == "handed-on"
    office.at("2026-11-25T10:00")
    office.says(asked, "연락처 제공을 철회할게요.")
    assert "더 이상 사용하지" in office.applies(asked, "분실물::동의::철회")["body"]
    assert (office.value(task, "consent"), office.value(task, "progress")) == ("withdrawn", "held")
    assert office.value(task, "lapses_on") is None
    assert "전달 불가" in office.applies(task, HANDED_ON)["body"]
    assert office.value(task, "progress") == "held"
    office.admin("followups", "sweep")
    lines = "\n".join(office.notes(task)).splitlines()
    records = [line.rpartition(" ")[2] for line in lines if line.startswith("[제3자 제공 동의 기록]")]
    assert records == ["동의", "철회"]
    office.told_nothing(task)


def test_the_lost_item_is_the_telephone(office: Office) -> None:
    _, task = office.begins(lost_item_is_phone=True)
    assert "휴대전화 분실 여부: 예" in office.notes(task)[0]
    assert "채팅으로 회신해 주세요" in office.notes(task)[0]


def test_the_end_of_the_ride_is_not_known(office: Office) -> None:
    _, task = office.begins(lost_item_ride_end="")
    assert "운행 종료(취소) 시각: 【미기재: 기사님께 확인해 주세요】" in office.notes(task)[0]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-24T20:59", "2026-11-24T12:59:00Z"),
        ("2026-11-24T21:00", "2026-11-25T01:00:00Z"),
        ("2026-11-25T03:00", "2026-11-25T01:00:00Z"),
    ],
)
def test_at_night(office: Office, now: str, due: str) -> None:
    office.at(now)
    _, task = office.begins()
    assert office.ticket(task)["due_at"] == due
    office.at(now.replace(":00", ":30") if now.endswith(":00") else "2026-11-24T21:30")
    office.admin("followups", "sweep")
    assert office.ticket(task)["due_at"] == due


def test_the_drivers_ticket_is_closed_early(office: Office) -> None:
    asked, task = office.begins()
    office.applies(asked, "채팅::고객연락::2-4 개인정보 제3자 제공동의")
    office.says(asked, "동의합니다.")
    office.applies(asked, "분실물::동의::동의함")
    office.solves(asked)
    office.at("2026-11-30T10:00")
    assert office.ticket(asked)["status"] == "closed"
    office.admin("followups", "sweep")
    assert office.tasks(asked) == [task]
    follow_up = {"via_followup_source_id": asked, "comment": {"body": "어떻게 되었나요?"}}
    again = office.api.post("tickets", {"ticket": follow_up})["ticket"]["id"]
    office.settle()
    assert [tag for tag in office.ticket(again)["tags"] if tag.startswith("lost-item")] == []
    assert (office.value(again, "progress"), office.value(again, "consent")) == (None, None)
    assert (office.value(again, "other_ticket") or "", office.value(again, "call") or "") == ("", "")
    office.applies(task, WANTS_CALL)
    office.applies(task, HANDED_ON)
    assert office.value(task, "progress") == "handed-on"
    office.admin("followups", "sweep")
    assert office.tasks(asked) == [task]
    assert office.api.get("tickets", external_id=f"lost-item/{again}")["tickets"] == []
    office.at("2026-12-08T00:30")
    office.admin("followups", "sweep")
    assert office.value(task, "consent") == "lapsed"
    office.told_nothing(task)
