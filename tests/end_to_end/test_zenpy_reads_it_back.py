"""zenpy, a client that macrosync did not write, reads back what an apply made, and applies it to tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from tests.compiler.reading import sentences, visible
from tests.compiler.test_to_the_letter import SOURCE, digests
from zenpy import Zenpy
from zenpy.lib.api_objects import Comment, CustomField, Ticket, User

if TYPE_CHECKING:
    from tests.conftest import Run

    from macrosync.local_zendesk import LocalZendesk

PARTNER = "driver__dispatch__policy__partner"
LEVELS = ("driver", "driver__dispatch", "driver__dispatch__policy")
BLANKS = ("OO", "ㅇㅇ", "○○")


@pytest.fixture
def zenpy(run: Run, zendesk: LocalZendesk, monkeypatch: pytest.MonkeyPatch) -> Zenpy:
    assert run("--url", zendesk.url, "apply", "--yes").code == 0
    monkeypatch.setenv("ZENPY_FORCE_NETLOC", urlsplit(zendesk.url).netloc)
    monkeypatch.setenv("ZENPY_FORCE_SCHEME", "http")
    return Zenpy(subdomain="example", email="admin@example.com", token="local", disable_cache=True)


def titled(zenpy: Zenpy, title: str) -> Any:  # noqa: ANN401 - zenpy has no types
    return next(macro for macro in zenpy.macros() if macro.title == title)


def new_ticket(zenpy: Zenpy, consult_type: str | None = None) -> Any:  # noqa: ANN401
    field = next(field for field in zenpy.ticket_fields() if field.title == "상담유형")
    ticket = Ticket(
        subject="고객 연락 문의",
        requester=User(name="기사", email="driver@example.com"),
        comment=Comment(body="문의드립니다.", public=True),
        custom_fields=[CustomField(id=field.id, value=consult_type)] if consult_type else [],
    )
    return zenpy.tickets.create(ticket).ticket


def test_every_macro_is_there_in_its_menu_and_restricted(zenpy: Zenpy) -> None:
    macros = list(zenpy.macros())
    assert len(macros) == 37
    names = {"채팅": {"채팅 상담"}, "전화": {"전화 상담"}, "분실물": {"채팅 상담", "전화 상담", "분실물 담당"}}
    assert {macro.title.split("::")[0] for macro in macros} == names.keys()
    groups = {group.id: group.name for group in zenpy.groups()}
    for macro in macros:
        assert {groups[each] for each in macro.restriction["ids"]} == names[macro.title.split("::")[0]]
        assert "macrosync:driver-desk/" in macro.description


def test_the_field_nests_eight_call_types_and_stands_on_the_form(zenpy: Zenpy) -> None:
    field = next(field for field in zenpy.ticket_fields() if field.title == "상담유형")
    options = {option["name"]: option["value"] for option in field.to_dict()["custom_field_options"]}
    assert len(options) == 8
    assert options["대리_기사::배정/운행::운행정책::제휴콜"] == PARTNER
    form = next(form for form in zenpy.ticket_forms() if form.name == "기사 문의")
    assert field.id in form.ticket_field_ids


def test_two_articles_for_agents_only_show_four_questions_and_eight_call_types(zenpy: Zenpy) -> None:
    articles = {article.title: article for article in zenpy.help_center.articles()}
    assert len(articles) == 2
    staff = next(each.id for each in zenpy.help_center.user_segments() if each.user_type == "staff")
    assert {article.user_segment_id for article in articles.values()} == {staff}
    article = articles["[채팅-전화] 콜 운행시 고객 연락 방법, 연락처 문의"]
    lines = visible(article.body)
    assert [line[:3] for line in lines if line.startswith("Q")] == ["Q1.", "Q2.", "Q3.", "Q4."]
    types = next(line for line in lines if line.startswith("상담유형 : "))
    assert len(types.rpartition("▶")[2].split(", ")) == 8
    consent = articles["[채팅/전화] 개인정보 제3자 제공동의"]
    assert f"/hc/ko/articles/{consent.id}" in article.body
    assert set(digests(visible(consent.body))) >= {*SOURCE["chat"], *SOURCE["phone"]}


@pytest.mark.parametrize("menu", ["채팅::", "전화::"])
def test_every_sentence_that_is_said_can_be_read_back_and_no_blank_or_guidance_with_it(zenpy: Zenpy, menu: str) -> None:
    ticket = new_ticket(zenpy)
    said = []
    for macro in zenpy.macros():
        if macro.title.startswith(menu):
            said += sentences(zenpy.tickets.show_macro_effect(ticket, macro).ticket.comment.body)
    assert set(SOURCE["said"]) <= set(digests(said))
    whole = "\n".join(said)
    assert not any(blank in whole for blank in (*BLANKS, "감성표현", "(예", "(누구)", "를(을)"))


@pytest.mark.parametrize(("menu", "public"), [("채팅", True), ("전화", False)])
def test_a_macro_is_applied_to_a_ticket_for_real(zenpy: Zenpy, menu: str, public: bool) -> None:  # noqa: FBT001
    ticket = new_ticket(zenpy, PARTNER)
    macro = titled(zenpy, f"{menu}::고객연락::1-1 고객과 통화하는 방법")
    shown = zenpy.tickets.show_macro_effect(ticket, macro).ticket
    said = Comment(body=shown.comment.body, public=shown.comment.public)
    zenpy.tickets.update(Ticket(id=ticket.id, comment=said))
    last = list(zenpy.tickets.comments(ticket.id))[-1]
    assert last.public is public
    assert "'고객' 버튼" in last.body
    assert "'고객과 통화' 버튼" not in last.body
    after = zenpy.tickets(id=ticket.id)
    assert (after.status, set(after.tags)) == (ticket.status, {PARTNER, *LEVELS})


def test_a_consent_macro_sets_the_tag_of_its_script_and_version(zenpy: Zenpy) -> None:
    ticket = new_ticket(zenpy)
    for menu in ("채팅::고객연락::2-4", "전화::개인정보 동의::1"):
        macro = titled(zenpy, f"{menu} 개인정보 제3자 제공동의")
        shown = zenpy.tickets.show_macro_effect(ticket, macro).ticket
        asked = ["lost-item-consent__asked"] if menu.startswith("채팅") else []
        assert shown.tags == ["consent__personal-info-third-party__v1", *asked]
        assert shown.status == ticket.status
