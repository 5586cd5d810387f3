"""An agent's day with a lost item, from the driver's question to the end of the consent two weeks later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.end_to_end.lost_items.office import CONSULT_TYPE

if TYPE_CHECKING:
    from tests.end_to_end.lost_items.office import Office


def test_a_day_with_a_lost_item(office: Office) -> None:  # noqa: PLR0915 - a story is told in one piece
    # 10:00. A driver writes in the chat. The agent sets the consult type, asks for the reason, and hears of the gloves.
    asked = office.asks("운행 끝난 고객님과 통화하고 싶어요.")
    office.fills_in(asked, consult_type=CONSULT_TYPE)
    assert {"driver", "driver__dispatch", "driver__dispatch__policy"} <= set(office.ticket(asked)["tags"])
    comment = office.applies(asked, "채팅::고객연락::2-1 사유 탐색")
    assert comment["public"]
    assert "사유가 어떻게" in comment["body"]
    office.says(asked, "고객님 차에 장갑을 두고 내렸어요.")
    office.fills_in(
        asked,
        lost_item_call="K-20261124-7",
        lost_item_item='검은색 "가죽" 장갑',
        lost_item_place="조수석 바닥",
        lost_item_ride_end="2026-11-24 09:20",
    )
    # 10:10. The promise to ask the customer begins the case: it is seen by the group at once, and there is a task.
    office.at("2026-11-24T10:10")
    office.applies(asked, "채팅::고객연락::2-3 분실물 접수")
    assert "분실물을 고객이 보관하고 있는지 확인 후" in office.replies(asked)[0]
    task = office.task(asked)
    driver, made = office.ticket(asked), office.ticket(task)
    assert (driver["priority"], driver["group_id"]) == ("high", made["group_id"])
    assert office.view("분실물 - 기사 문의") == [asked]
    assert (made["type"], made["status"], made["is_public"], made["priority"]) == ("task", "new", False, "high")
    assert made["due_at"] == "2026-11-24T02:10:00Z"
    assert office.value(asked, "other_ticket") == str(task)
    assert office.value(task, "other_ticket") == str(asked)
    note = office.notes(task)[0]
    for told in ("K-20261124-7", '검은색 "가죽" 장갑', "조수석 바닥", "2026-11-24 09:20", "90분까지만"):
        assert told in note
    assert office.view("분실물 - 오늘 마감") == office.view("분실물 - 열린 분실물") == [task]

    # 10:12. The agent asks for consent; the driver says yes; the agent writes it down on the very ticket.
    office.at("2026-11-24T10:12")
    office.applies(asked, "채팅::고객연락::2-4 개인정보 제3자 제공동의")
    assert "개인정보 제공에 동의하십니까?" in office.replies(asked)[0]
    assert office.value(task, "consent") == "asked"
    office.says(asked, "네, 동의합니다.")
    office.applies(asked, "분실물::동의::동의함")
    assert office.value(task, "consent") == "given"
    assert office.value(task, "lapses_on") == "2026-12-08"

    # 10:30. A colleague of the group takes the task and calls the customer, who has the gloves and wants to talk.
    office.at("2026-11-24T10:30")
    office.applies(task, "분실물::고객 확인::확인 시작")
    assert office.ticket(task)["assignee_id"] is not None
    assert "전달 불가" in office.applies(task, "분실물::전달::연락처 전달")["body"]
    assert office.value(task, "progress") == "asking"
    office.applies(task, "분실물::고객 확인::보관-직접통화 원함")
    assert "말로 전달했습니다" in office.applies(task, "분실물::전달::연락처 전달")["body"]
    assert office.value(task, "progress") == "handed-on"

    # 10:40. The driver is told in the chat, and the task says so.
    office.at("2026-11-24T10:40")
    office.applies(asked, "채팅::분실물::고객이 연락 예정")
    office.applies(task, "분실물::마무리::기사 회신 완료")
    office.solves(asked)
    assert office.view("분실물 - 오늘 마감") == []

    # 11:00. The hourly sweep shows the state on the driver's ticket and keeps the record of the consent.
    office.at("2026-11-24T11:00")
    office.admin("followups", "sweep")
    assert office.value(asked, "progress") == "called-back"
    record = next(note for note in office.notes(task) if "동의 기록" in note)
    for told in ("personal-info-third-party 버전 1", "2026-12-08", f"문의 {asked}", "제공받는 자: 고객"):
        assert told in record
    office.applies(task, "분실물::마무리::종결")
    office.solves(task)
    assert office.ticket(task)["status"] == "pending"  # as long as the consent holds

    # Five days later the driver's ticket is closed; the task is not.
    office.at("2026-11-29T12:00")
    assert office.ticket(asked)["status"] == "closed"
    assert office.tasks(asked) == [task]
    office.at("2026-12-06T12:00")
    assert office.view("분실물 - 동의 만료 임박") == [task]

    # Two weeks later the consent lapses, and the task is over.
    office.at("2026-12-07T23:30")
    office.admin("followups", "sweep")
    assert office.value(task, "consent") == "given"
    office.at("2026-12-08T00:30")
    office.admin("followups", "sweep")
    assert office.value(task, "consent") == "lapsed"
    assert office.ticket(task)["status"] == "solved"
    assert "만료되었습니다" in " ".join(office.notes(task))
    second = office.admin("plan")
    assert "0 to create, 0 to update, 0 to delete" in second.out
    office.told_nothing(task)
