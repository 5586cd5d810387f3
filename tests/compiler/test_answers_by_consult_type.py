"""Question 1 has two answers, and the ticket's consult type decides which of them is sent."""

from __future__ import annotations

import pytest
from tests.compiler.reading import FIELD, FIELD_ID, ROOT, actions, filled, macros

from macrosync.definitions.load import load
from macrosync.definitions.models import Answer, Question
from macrosync.resources import resolve
from macrosync.rules import liquid, placeholders
from macrosync.rules.placeholders import Place

KEY = "contact-before-ride/how-to-call"
FIRST, SECOND = ["own-general", "own-vip"], ["partner"]
BOTH = ["consigned", "reserved", "vehicle-delivery", "custom", "other"]


def tag(slug: str) -> str:
    return f"driver__dispatch__policy__{slug}"


def answers() -> tuple[Answer, Answer]:
    question = load(ROOT)[0].by_key(Question, "contact-before-ride")
    assert question is not None
    (step,) = question.steps
    assert step.answers is not None
    first, second = step.answers
    return first, second


def expected(consult_type: str | None) -> tuple[str, str]:
    """The plain text and the HTML that a driver gets."""
    first, second = answers()
    if consult_type in [tag(slug) for slug in FIRST]:
        return first.reply, f"<p>{first.reply}</p>"
    if consult_type in [tag(slug) for slug in SECOND]:
        return second.reply, f"<p>{second.reply}</p>"
    plain = f"카카오 콜\n{first.reply}\n\n제휴콜\n{second.reply}"
    html = f"<p><strong>카카오 콜</strong><br>\n{first.reply}</p>\n<p><strong>제휴콜</strong><br>\n{second.reply}</p>"
    return plain, html


def test_the_answers_are_told_apart_by_the_button_that_they_name() -> None:
    first, second = answers()
    assert "'고객과 통화'" in first.reply
    assert "'고객과 통화'" not in second.reply
    assert "'고객'" in second.reply
    assert (first.title, second.title) == ("카카오 콜", "제휴콜")


@pytest.mark.parametrize("consult_type", [*map(tag, [*FIRST, *SECOND, *BOTH]), "some_other_tag", "", None])
def test_liquid_decides_by_the_consult_type(consult_type: str | None) -> None:
    chat, phone = actions(macros()[f"{KEY}/chat"]), actions(macros()[f"{KEY}/phone"])
    plain, html = expected(consult_type)
    assert filled(chat["comment_value"], consult_type) == plain
    assert filled(chat["comment_value_html"], consult_type) == html
    assert filled(phone["comment_value"], consult_type) == f"[전화로 안내한 내용]\n{plain}"


def test_a_ticket_without_the_field_gets_both_answers() -> None:
    text = str(resolve(actions(macros()[f"{KEY}/chat"])["comment_value"], {FIELD: FIELD_ID}))
    assert liquid.render(text, {"ticket": {}}) == expected(None)[0]
    assert liquid.render(text, {}) == expected(None)[0]


@pytest.mark.parametrize("field", ["comment_value", "comment_value_html"])
def test_the_text_reads_the_consult_type_and_nothing_else(field: str) -> None:
    text = str(resolve(actions(macros()[f"{KEY}/chat"])[field], {FIELD: FIELD_ID}))
    (read,) = liquid.placeholders(text)
    assert read.name == f"ticket.ticket_field_{FIELD_ID}"
    assert placeholders.documented(read.name, Place.MACRO)


def test_the_eight_call_types_are_all_of_them() -> None:
    assert len([*FIRST, *SECOND, *BOTH]) == 8
    text = actions(macros()[f"{KEY}/chat"])["comment_value"]
    assert [slug for slug in [*FIRST, *SECOND] if f"'{tag(slug)}'" not in text] == []
    assert [slug for slug in BOTH if tag(slug) in text] == []
