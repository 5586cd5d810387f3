from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.compiler.reading import BESIDE, FIELD, FIELD_ID, ROOT, actions, filled, lines, macros, visible

from macrosync.definitions.load import load
from macrosync.definitions.models import Question
from macrosync.resources import Resource, resolve
from macrosync.rules import macro_actions

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload

SAID = "[전화로 안내한 내용]"
NAMES = {
    "contact-before-ride/how-to-call": "고객연락::1-1 고객과 통화하는 방법",
    "contact-after-ride/reason": "고객연락::2-1 사유 탐색",
    "contact-after-ride/private-reason": "고객연락::2-2 단순 사적인 사유",
    "contact-after-ride/lost-item": "고객연락::2-3 분실물 접수",
    "contact-after-ride/consent": "고객연락::2-4 개인정보 제3자 제공동의",
    "message-other-number/caller-only": "고객연락::3-1 메시지 전송 대상",
    "safe-number-validity/ninety-minutes": "고객연락::4-1 안심번호 유효시간",
    "personal-info-third-party": "개인정보 동의::1 개인정보 제3자 제공동의",
}
CONSENT_KEYS = {"contact-after-ride/consent", "personal-info-third-party"}
TAGS = ["partner", "own-general", "own-vip", "consigned", "reserved", "vehicle-delivery", "custom", "other"]
CONSULT_TYPES = [None, "", *(f"driver__dispatch__policy__{slug}" for slug in TAGS)]
every_macro = pytest.mark.parametrize("macro", macros().values(), ids=macros())
chat_macros = pytest.mark.parametrize("macro", macros("/chat").values(), ids=macros("/chat"))
phone_macros = pytest.mark.parametrize("macro", macros("/phone").values(), ids=macros("/phone"))


def test_titles_nest_in_two_levels_and_bear_the_numbers_of_the_article() -> None:
    titles = {key: macro.payload["title"] for key, macro in macros().items()}
    chat = {f"{key}/chat": f"채팅::{name}" for key, name in NAMES.items()}
    phone = {f"{key}/phone": f"전화::{name}" for key, name in NAMES.items()}
    assert titles == {**chat, **phone}


@every_macro
def test_a_macro_is_active_says_where_it_was_made_and_is_restricted_to_the_group_of_its_channel(
    macro: Resource,
) -> None:
    group = "채팅 상담" if macro.key.endswith("/chat") else "전화 상담"
    assert macro.payload["active"] is True
    assert macro.source.path in str(macro.payload["description"])
    assert macro.payload["restriction"] == {"type": "Group", "ids": [f"@{{group/{group}}}"]}
    assert set(macro.payload) == {"title", "active", "description", "actions", "restriction"}


@every_macro
def test_a_macro_comments_and_does_nothing_else_but_begin_a_case_or_note_a_consent(macro: Resource) -> None:
    key = macro.key.rpartition("/")[0]
    comment = {"comment_value", "comment_mode_is_public"}
    html = {"comment_value_html"} if macro.key.endswith("/chat") else set()
    tag = {"current_tags"} if key in CONSENT_KEYS else set()
    assert set(actions(macro)) == comment | html | tag | BESIDE.get(key, set())
    if tag:
        assert actions(macro)["current_tags"] == "consent__personal-info-third-party__v1"


@every_macro
def test_applying_a_macro_changes_nothing_but_tags_and_the_fields_of_a_case(macro: Resource) -> None:
    tags = ["driver__dispatch__policy__partner", "seen"]
    option: Json = {"name": "제휴콜", "value": tags[0]}
    field: Payload = {"id": FIELD_ID, "type": "tagger", "custom_field_options": [option]}
    ticket: dict[str, Json] = {
        "id": 1,
        "status": "pending",
        "group_id": 2,
        "is_public": True,
        "custom_fields": [{"id": FIELD_ID, "value": tags[0]}],
    }
    done = [
        {"field": name, "value": str(resolve(value, {FIELD: FIELD_ID}))}
        for name, value in actions(macro).items()
        if not name.startswith("custom_fields_")
    ]
    context = {"ticket": {f"ticket_field_{FIELD_ID}": tags[0]}}
    outcome = macro_actions.apply(done, {**ticket, "tags": [*tags]}, context, fields=[field])
    added = actions(macro).get("current_tags", "").split()
    assert {**outcome.ticket, "tags": None} == {**ticket, "tags": None}
    after = outcome.ticket["tags"]
    assert isinstance(after, list)
    assert sorted(map(str, after)) == sorted([*tags, *added])
    assert outcome.comment is not None
    assert outcome.comment.public is macro.key.endswith("/chat")


@chat_macros
@pytest.mark.parametrize("consult_type", CONSULT_TYPES)
def test_chat_is_public_and_says_the_same_in_plain_text_and_in_html(macro: Resource, consult_type: str | None) -> None:
    plain = filled(actions(macro)["comment_value"], consult_type)
    html = filled(actions(macro)["comment_value_html"], consult_type)
    assert lines(plain) == visible(html)
    assert actions(macro)["comment_mode_is_public"] == "true"
    assert SAID not in plain


@phone_macros
@pytest.mark.parametrize("consult_type", CONSULT_TYPES)
def test_a_phone_note_is_internal_and_marked_as_what_was_said(macro: Resource, consult_type: str | None) -> None:
    marker, *said = filled(actions(macro)["comment_value"], consult_type).split("\n")
    assert marker == SAID
    assert actions(macro)["comment_mode_is_public"] == "false"
    if macro.key.removesuffix("/phone") not in CONSENT_KEYS:  # the source has a text per channel for consent alone
        chat = macros()[macro.key.removesuffix("phone") + "chat"]
        assert said == filled(actions(chat)["comment_value"], consult_type).split("\n")


@every_macro
@pytest.mark.parametrize("consult_type", CONSULT_TYPES)
def test_no_white_space_is_left_over(macro: Resource, consult_type: str | None) -> None:
    for field in {"comment_value", "comment_value_html"} & set(actions(macro)):
        text = filled(actions(macro)[field], consult_type)
        assert text == text.strip()
        assert not re.search(r"[ \t]\n|\n[ \t]|  |\n{3}|\r|<p></p>|<p><br>|<br>\n?</p>|\{\{|\{%|@\{", text)


@every_macro
def test_no_reply_holds_a_blank_a_hint_or_guidance(macro: Resource) -> None:
    definitions, _ = load(ROOT)
    guidance = [line for _, question in definitions.all(Question) for line in question.guidance]
    text = "".join(value for field, value in actions(macro).items() if field.startswith("comment_value"))
    assert guidance
    assert not any(line in text for line in guidance)
    assert not re.search(r"[OＯ○]{2}|\(예|\(누구|\(제공 항목|[가-힣]\([가-힣]\)|감성표현|①|②|③|④|※", text)
    assert [hint for hint in re.findall(r"\(([^)]*)\)", text) if ":" in hint] in (
        [],
        ["제공받는 자: 고객"] * 2,
        ["제공받는 자: 【제공받는 자】"] * 2,
    )


def test_a_version_and_a_place_are_those_of_the_definition() -> None:
    lost = macros()["contact-after-ride/lost-item/chat"]
    line = (ROOT / lost.source.path).read_text(encoding="utf-8").splitlines()[lost.source.line - 1]
    assert lost.version == 1
    assert line[lost.source.column - 1 :] == "lost-item"
