from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.compiler.reading import ROOT, body, desired, of, parsed, visible

from macrosync.compiler import compile as compile_definitions
from macrosync.definitions.load import load
from macrosync.definitions.settings import read
from macrosync.resources import Kind, Ref, resolve

if TYPE_CHECKING:
    from lxml import etree

ARTICLES = ["personal-info-third-party", "call-contact"]
QUESTIONS = ["contact-before-ride", "contact-after-ride", "message-other-number", "safe-number-validity"]
every_article = pytest.mark.parametrize("key", ARTICLES)

#: Zendesk's safe list (SUP 4408824584602), as far as articles of ours use it.
ALLOWED = {
    "a",
    "br",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}


def test_there_are_two_and_the_one_that_is_linked_to_comes_first() -> None:
    assert list(of(Kind.ARTICLE)) == ARTICLES


@every_article
def test_an_article_is_for_agents_only_and_takes_no_comments(key: str) -> None:
    payload = of(Kind.ARTICLE)[key].payload
    assert {name: value for name, value in payload.items() if name not in {"title", "body"}} == {
        "locale": "ko",
        "section_id": "@{section/기사 상담}",
        "user_segment_id": "@{user_segment/staff}",
        "permission_group_id": "@{permission_group/관리자}",
        "label_names": [],
        "draft": False,
        "promoted": False,
        "comments_disabled": True,
    }


@every_article
def test_the_html_is_well_formed_and_on_zendesk_s_safe_list(key: str) -> None:
    tree = parsed(body(key))
    assert {str(element.tag) for element in tree.iter()} - {"body"} <= ALLOWED
    assert {str(name) for element in tree.iter() for name in element.attrib} <= {"id", "href", "colspan"}
    assert not [element for element in tree.iter("p", "li", "h2", "h3", "h4", "td", "th") if not visible_text(element)]


def visible_text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def test_the_contents_lead_to_every_question() -> None:
    tree = parsed(body("call-contact"))
    contents, headings = tree.find("ol"), tree.findall("h2")
    assert contents is not None
    links = [(link.get("href"), visible_text(link)) for link in contents.iter("a")]
    anchors = [(heading.get("id"), visible_text(heading)) for heading in headings]
    assert [href for href, _ in links] == [f"#{key}" for key in QUESTIONS]
    assert anchors[0] == (None, "목차")
    assert anchors[1:] == [
        (str(href).removeprefix("#"), f"Q{number}. {question}") for number, (href, question) in enumerate(links, 1)
    ]


@every_article
def test_ids_are_there_once_and_every_anchor_has_one(key: str) -> None:
    tree = parsed(body(key))
    ids = [element.get("id") for element in tree.iter() if element.get("id") is not None]
    hrefs = [str(link.get("href")) for link in tree.iter("a")]
    assert len(set(ids)) == len(ids)
    assert {href.removeprefix("#") for href in hrefs if href.startswith("#")} <= set(ids)


def test_question_4_points_to_questions_1_and_2() -> None:
    note = body("call-contact").rpartition("<p>")[2]
    assert '<a href="#contact-before-ride">Q1.</a> / <a href="#contact-after-ride">Q2.</a>' in note


def test_the_article_shows_all_eight_call_types_with_each_of_the_four_questions() -> None:
    shown = [
        line
        for line in visible(body("call-contact"))
        if line.startswith("상담유형 : 대리_기사 ▶ 배정/운행 ▶ 운행정책 ▶ ")
    ]
    options = of(Kind.TICKET_FIELD)["consult-type"].payload["custom_field_options"]
    assert isinstance(options, list)
    names = [str(option["name"]).rpartition("::")[2] for option in options if isinstance(option, dict)]
    assert len(names) == 8
    assert [line.rpartition(" ▶ ")[2].split(", ") for line in shown] == [names] * 4


def test_guidance_is_shown_with_every_question() -> None:
    guidance = [line for line in visible(body("call-contact")) if "감성표현" in line]
    assert len(guidance) == 4
    assert all(line.startswith("① ") for line in guidance)


def test_the_related_article_is_linked_once_by_its_key_below_the_consent_table() -> None:
    href = "/hc/ko/articles/@{article/personal-info-third-party}"
    assert body("call-contact").count(href) == 1
    link = next(link for link in parsed(body("call-contact")).iter("a") if link.get("href") == href)
    cell = link.getparent()
    assert cell is not None
    assert (cell.tag, cell.get("colspan")) == ("td", "2")
    assert visible_text(link) == of(Kind.ARTICLE)["personal-info-third-party"].payload["title"]


def test_links_to_articles_are_resolved_by_id() -> None:
    article = of(Kind.ARTICLE)["call-contact"]
    resolved = str(resolve(body("call-contact"), {Ref(Kind.ARTICLE, "personal-info-third-party"): 39001}))
    assert 'href="/hc/ko/articles/39001"' in resolved
    assert "@{" not in resolved
    assert Ref(Kind.ARTICLE, "personal-info-third-party") in article.refs


def test_the_consent_table_has_a_row_per_channel() -> None:
    for key, rows in (("call-contact", 4), ("personal-info-third-party", 3)):
        (table,) = parsed(body(key)).iter("table")
        assert len(list(table.iter("tr"))) == rows
        assert [visible_text(cell) for cell in table.iter("th")] == ["개인정보 제3자 제공동의", "채팅", "전화"]


def outline(html: str) -> str:
    """The structure of an article, a line for each block, without its sentences."""
    return (
        "\n".join(_outlined(element) for element in parsed(html).iter("h2", "h3", "h4", "p", "li", "hr", "tr")) + "\n"
    )


def _outlined(element: etree._Element) -> str:
    text = visible_text(element)
    sign = re.match(r"[QA]\d\.|[①-⑳]|[>※]", text)
    cells = [f"[{cell.tag}]" for cell in element.iter("th", "td") if element.tag == "tr"]
    words = [sign[0]] if sign else []
    words += ["…"] if len(text) > len("".join(words)) and not cells else []
    anchor = f"#{element.get('id')}" if element.get("id") else ""
    links = [f"-> {link.get('href')}" for link in element.iter("a")]
    strong = "bold" if element.find("strong") is not None else ""
    depth = sum(1 for _ in element.iterancestors()) - 1
    return "  " * depth + " ".join(filter(None, [str(element.tag), anchor, strong, *words, *cells, *links]))


@every_article
def test_the_structure_is_the_approved_one(key: str) -> None:
    """The files beside this one are for people: what an agent sees, without the sentences."""
    approved = Path(__file__).with_name(f"outline_{key.replace('-', '_')}.txt")
    assert outline(body(key)) == approved.read_text(encoding="utf-8")


def test_compiling_twice_gives_the_same() -> None:
    definitions, _ = load(ROOT)
    again = compile_definitions(definitions, read(ROOT).target("local"))
    assert again == desired()


def test_everything_that_is_made_is_referred_to_by_what_is_made_or_looked_up() -> None:
    made = {resource.ref for resource in desired()}
    named = {ref for resource in desired() for ref in resource.refs}
    assert named - made == {
        *(Ref(Kind.GROUP, name) for name in ("채팅 상담", "전화 상담", "분실물 담당")),
        Ref(Kind.USER_SEGMENT, "staff"),
        Ref(Kind.PERMISSION_GROUP, "관리자"),
    }
    assert len(made) == len(desired())
