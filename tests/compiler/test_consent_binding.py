"""The consent script: bound, as an agent sends it, and not bound, with fill-ins that cannot be overlooked."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compiler.reading import ROOT, actions, body, macros, visible

from macrosync.compiler import consent
from macrosync.compiler.text import render
from macrosync.definitions.channel import Channel
from macrosync.definitions.load import load
from macrosync.definitions.models import ConsentScript

PHONE = """\
문의하신 분실물 상담에 도움을 드리기 위해 '개인정보 제공 동의'가 필요합니다. \
제공 동의한 항목은 요청하신 상담해결을 위해 고객에게 오늘부터 2주 동안 제공됩니다.

동의 내용에 대해 거부하실 수 있으나 거부 시 처리가 제한될 수 있습니다.

연락처를 고객에게 제공하는 것에 대해 동의하십니까?"""
CHAT = """\
문의하신 상담에 도움을 드리기 위해 다음과 같은 '개인정보 제공 동의'가 필요합니다.

- 제공 항목 : 연락처
- 이용 목적 : 분실물 확인을 위한 직접 통화(제공받는 자: 고객)
- 제공 동의기간 : 오늘부터 2주 동안

본 동의 내용에 대하여 거부하실 수 있으나, 거부하실 경우 요청하신 내용에 대해 처리가 어려운 점 양해 부탁드립니다. \
개인정보 제공에 동의하십니까?"""
PHONE_UNBOUND = """\
문의하신 【상담명】 상담에 도움을 드리기 위해 '개인정보 제공 동의'가 필요합니다. \
제공 동의한 항목은 요청하신 상담해결을 위해 【제공받는 자】에게 오늘부터 2주 동안 제공됩니다.

동의 내용에 대해 거부하실 수 있으나 거부 시 처리가 제한될 수 있습니다.

【제공 항목】을/를 【제공받는 자】에게 제공하는 것에 대해 동의하십니까?"""
CHAT_UNBOUND = CHAT.replace("제공 항목 : 연락처", "제공 항목 : 【제공 항목】").replace(
    "분실물 확인을 위한 직접 통화(제공받는 자: 고객)", "【이용 목적】(제공받는 자: 【제공받는 자】)"
)
VALUES = MappingProxyType({"topic": "분실물", "items": "연락처", "purpose": "직접 통화", "recipient": "고객"})
SAID = "[전화로 안내한 내용]\n"
#: What a person could write into a blank: no line end, no braces, nothing that is Liquid.
words = st.text(st.sampled_from("가힣 ab*_-<>&\"'()[]【】1%.#\\"), min_size=1, max_size=12).filter(str.strip)


@dataclass(frozen=True)
class Said:
    plain: str
    html: str


def script() -> ConsentScript:
    found = load(ROOT)[0].by_key(ConsentScript, "personal-info-third-party")
    assert found is not None
    return found


def said(channel: Channel, **values: str) -> Said:
    rendered = render(*consent.bind(script().text(channel), {**VALUES, **values}))
    return Said(rendered.plain, rendered.html)


def asked(items: str) -> str:
    """The last sentence on the phone, which holds the particle."""
    return said(Channel.PHONE, items=items).plain.splitlines()[-1]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("contact-after-ride/consent/phone", SAID + PHONE),
        ("contact-after-ride/consent/chat", CHAT),
        ("personal-info-third-party/phone", SAID + PHONE_UNBOUND),
        ("personal-info-third-party/chat", CHAT_UNBOUND),
    ],
)
def test_the_macros_to_the_letter(key: str, text: str) -> None:
    assert actions(macros()[key])["comment_value"] == text


@pytest.mark.parametrize(
    ("key", "text"), [("contact-after-ride/consent", CHAT), ("personal-info-third-party", CHAT_UNBOUND)]
)
def test_the_html_has_the_items_in_a_list(key: str, text: str) -> None:
    paragraphs = text.split("\n\n")
    items = "\n".join(f"<li>{line.removeprefix('- ')}</li>" for line in paragraphs[1].splitlines())
    expected = f"<p>{paragraphs[0]}</p>\n<ul>\n{items}\n</ul>\n<p>{paragraphs[2]}</p>"
    assert actions(macros()[f"{key}/chat"])["comment_value_html"] == expected


def test_the_consent_is_a_message_of_its_own() -> None:
    lost = actions(macros()["contact-after-ride/lost-item/chat"])["comment_value"]
    assert "동의하십니까" not in lost
    assert len(lost.splitlines()) == 2


def test_the_article_shows_the_script_as_it_is_bound() -> None:
    shown = visible(body("call-contact"))
    for text in (CHAT, PHONE):
        assert [line for line in text.split("\n") if line and line not in shown] == []


@pytest.mark.parametrize(
    ("items", "bound"),
    [
        ("연락처", "연락처를"),
        ("이메일", "이메일을"),
        ("성함", "성함을"),
        ("계좌번호, 예금주", "계좌번호, 예금주를"),
        ("연락처(안심번호 제외)", "연락처(안심번호 제외)를"),
        ("통장 사본(1부)", "통장 사본(1부)을"),
        ("'차량번호'", "'차량번호'를"),
        ("계좌번호 뒤 4", "계좌번호 뒤 4를"),
        ("계좌번호 뒤 3", "계좌번호 뒤 3을"),
        ("SMS", "SMS를"),
        ("URL", "URL을"),
        ("환불액의 10%", "환불액의 10%를"),
    ],
)
def test_the_particle_follows_the_items(items: str, bound: str) -> None:
    assert asked(items) == f"{bound} 고객에게 제공하는 것에 대해 동의하십니까?"


@pytest.mark.parametrize("items", ["iPhone", "♥", "【제공 항목】", "{{ticket.title}}"])
def test_where_the_value_does_not_tell_both_particles_are_shown_without_parentheses(items: str) -> None:
    assert asked(items) == f"{items}을/를 고객에게 제공하는 것에 대해 동의하십니까?"


def test_a_value_for_each_blank_is_wanted() -> None:
    with pytest.raises(KeyError, match="items"):
        list(consent.bind(script().phone, {"topic": "분실물", "recipient": "고객"}))


@given(words, words)
def test_values_stand_as_they_are_written_in_both_forms(items: str, purpose: str) -> None:
    rendered = said(Channel.CHAT, items=items, purpose=purpose)
    assert f"- 제공 항목 : {items}\n- 이용 목적 : {purpose}\n" in rendered.plain
    shown = visible(rendered.html)
    assert [" ".join(line.split()) for line in rendered.plain.splitlines() if line.strip()] == shown


@given(st.sampled_from(Channel), words, words, words, words)
def test_nothing_of_the_blanks_is_left(channel: Channel, topic: str, items: str, purpose: str, recipient: str) -> None:
    plain = said(channel, topic=topic, items=items, purpose=purpose, recipient=recipient).plain
    for left in ("OO", "(예", "(누구)", "(제공 항목)", "를(을)", "{", "}"):
        assert left not in plain


def test_parts_are_the_text_with_its_blanks() -> None:
    parts = list(consent.parts("{a: OOO(x)}를(을) {b: OO}에게"))
    assert parts == [
        "",
        consent.Blank("a", "OOO(x)", "를(을)", 0),
        " ",
        consent.Blank("b", "OO", "", 16),
        "에게",
    ]
    assert list(consent.spans("{a: OOO(x)}를(을) {b: OO}에게")) == [(0, 15), (16, 23)]


@pytest.mark.parametrize(
    "text", ["{{ticket.id}}", '{{ticket.created_at|date: "%Y"}}', "{가 나: 다}", "{}", "{a}", "plain"]
)
def test_what_is_no_blank_stays(text: str) -> None:
    assert list(consent.parts(text)) == [text]


def test_the_tag_names_script_and_version() -> None:
    assert consent.tag(script()) == "consent__personal-info-third-party__v1"
