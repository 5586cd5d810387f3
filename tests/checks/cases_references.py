"""Broken trees: what refers to something else, and names that must tell things apart."""

from __future__ import annotations

import unicodedata

from tests.checks.broken import add, case, edit, write
from tests.definitions.desk import ARTICLE, CONSENT, FILES, LATE, LAYOUT, TAGGING, TYPES, WHERE

SECOND = "macros/refund/article.yaml"
BACK = "macros/refund/back.yaml"
REFUND = """\
key: refund
version: 1
source: new
title: 환불 안내
menu: 환불
questions: [get-back]
related: [parcel]
"""
GET_BACK = """\
key: get-back
version: 1
source: new
question: 돈은 언제 돌려받나요?
consult_types: [택배 ▶ 환불]
steps:
  - {key: soon, title: 시기, reply: 사흘 뒤입니다.}
"""
SECOND_ARTICLE = (write(SECOND, REFUND), write(BACK, GET_BACK))

CASES = (
    case(
        "a listed question that is not there",
        edit(ARTICLE, "- too-late", "- too-lat"),
        ("unknown-question", f"{ARTICLE}:8:5", "There is no question `too-lat`: did you mean `too-late`?"),
        ("question-not-listed", f"{LATE}:1:6", "not among the `questions` of macros/parcel/article.yaml: add it"),
        ("unknown-question", f"{WHERE}:22:12", "`too-late` is no question of this article: did you mean `too-lat`?"),
    ),
    case(
        "a question twice in the list",
        edit(ARTICLE, "  - too-late", "  - too-late\n  - where-is-it"),
        ("duplicate-key", f"{ARTICLE}:9:5", "`where-is-it` is listed twice: keep one."),
    ),
    case(
        "a related article twice in the list",
        edit(ARTICLE, "[address]", "[address, address]"),
        ("duplicate-key", f"{ARTICLE}:9:20", "`address` is listed twice: keep one."),
    ),
    case(
        "an unknown related article",
        edit(ARTICLE, "[address]", "[zzz]"),
        ("unknown-article", f"{ARTICLE}:9:11", "no article or consent script `zzz`: mend its name, or add it."),
    ),
    case(
        "an unknown consent script",
        edit(LATE, "script: address", "script: adress"),
        ("unknown-consent-script", f"{LATE}:15:15", "no consent script `adress`: did you mean `address`?"),
    ),
    case(
        "triggers without a category of ours",
        add(TYPES, TAGGING),
        ("trigger-category-missing", f"{TYPES}:15:29", "names no `trigger_category` that they stand in: add it"),
    ),
    case(
        "an unknown consult type",
        edit(LATE, "[택배 ▶ 배송]", "[택배 ▶ 배솔]"),
        ("unknown-consult-type", f"{LATE}:5:17", "no consult type `택배 ▶ 배솔`: did you mean `택배 ▶ 배송`?"),
    ),
    case(
        "an unknown consult type of an answer",
        edit(WHERE, "[택배 ▶ 배송 ▶ 보통배송]", "[꽃 ▶ 장미]"),
        ("unknown-consult-type", f"{WHERE}:20:25", "There is no consult type `꽃 ▶ 장미`: mend its name, or add it."),
    ),
    case(
        "a consult type twice",
        edit(LATE, "[택배 ▶ 배송]", "[택배 ▶ 배송, 택배 ▶ 배송 ▶ 빠른배송]"),
        ("consult-type-twice", f"{LATE}:5:26", "is there already, through macros/parcel/late.yaml:5:17: keep one"),
    ),
    case(
        "two answers for one type",
        edit(WHERE, "[택배 ▶ 배송 ▶ 보통배송]", "[택배 ▶ 배송]"),
        ("answers-overlap", f"{WHERE}:20:25", "`택배 ▶ 배송 ▶ 빠른배송` has an answer already"),
    ),
    case(
        "an answer for a type that the question does not have",
        edit(WHERE, "[택배 ▶ 배송 ▶ 보통배송]", "[택배 ▶ 환불]"),
        ("answers-outside", f"{WHERE}:20:25", "is none of the question's `consult_types`: add it there, or drop it"),
    ),
    case(
        "a key of two files",
        (edit(WHERE, "key: where-is-it", "key: parcel"), edit(ARTICLE, "- where-is-it", "- parcel")),
        ("duplicate-key", f"{WHERE}:1:6", "The key `parcel` stands at macros/parcel/article.yaml:1:6 already: rename"),
    ),
    case(
        "a key of two steps",
        edit(LATE, "key: consent", "key: sorry"),
        ("duplicate-key", f"{LATE}:12:10", "The step key `sorry` stands at macros/parcel/late.yaml:7:10 already"),
    ),
    case(
        "a slug twice on a level",
        edit(TYPES, "slug: plain", "slug: fast"),
        ("duplicate-slug", f"{TYPES}:13:32", "The slug `fast` stands at workflows/consult-types.yaml:12:32 already"),
    ),
    case(
        "a name twice on a level",
        (edit(TYPES, "name: 환불", 'name: " 배송 "'),),
        ("duplicate-name", f"{TYPES}:14:18", "`배송` stands at workflows/consult-types.yaml:9:15 already: rename one"),
    ),
    case(
        "a title twice",
        (*SECOND_ARTICLE, edit(SECOND, "menu: 환불", "menu: 배송"), edit(BACK, "title: 시기", "title: 위치 안내")),
        ("duplicate-title", f"{BACK}:7:11", "`전화::배송::1-1 위치 안내` would be there twice"),
        ("duplicate-title", f"{BACK}:7:11", "`채팅::배송::1-1 위치 안내` would be there twice, also from macros/par"),
    ),
    case(
        "one menu for both channels",
        edit(LAYOUT, "phone: {menu: 전화", "phone: {menu: 채팅"),
        ("duplicate-title", f"{LAYOUT}:5:15", "The menu `채팅` stands at macros/layout.yaml:4:14 already: rename one"),
    ),
    case(
        "a separator in a menu",
        edit(ARTICLE, "menu: 배송", "menu: 배송::빠름"),
        ("menu-separator", f"{ARTICLE}:5:9", "`::` starts a submenu in Zendesk: leave it out of this name."),
    ),
    case(
        "a separator in a consent script's name",
        edit(CONSENT, "name: 주소 제공 동의\n", 'name: "주소::제공"\n'),
        ("menu-separator", f"{CONSENT}:5:10", "leave it out of this name"),
    ),
    case(
        "an arrow in a consult type",
        edit(TYPES, "name: 환불", "name: 환불 ▶ 빠름"),
        ("menu-separator", f"{TYPES}:14:19", "`▶` parts the levels of a consult type: leave it out of this name."),
    ),
    case(
        "a separator in a consult type",
        edit(TYPES, "name: 환불", 'name: "환불::빠름"'),
        ("menu-separator", f"{TYPES}:14:19", "`::` parts the levels of a consult type"),
    ),
    case(
        "a number of a question that moved",
        edit(ARTICLE, "  - where-is-it\n  - too-late\n", "  - too-late\n  - where-is-it\n"),
        ("question-number", f"{WHERE}:22:12", "`Q2.` leads to the question that is Q1 now: write Q1."),
    ),
    case(
        "a note that leads nowhere",
        edit(WHERE, "question:too-late", "question:nowhere"),
        ("unknown-question", f"{WHERE}:22:12", "`nowhere` is no question of this article: mend its name, or add it."),
    ),
    case(
        "a circle of related articles",
        (*SECOND_ARTICLE, edit(ARTICLE, "[address]", "[address, refund]")),
        ("related-cycle", f"{ARTICLE}:9:20", "`refund` leads back to `parcel`: keep the link on one of the two."),
        ("related-cycle", f"{SECOND}:7:11", "`parcel` leads back to `refund`"),
    ),
    case(
        "an article that is related to itself",
        edit(ARTICLE, "[address]", "[parcel]"),
        ("related-cycle", f"{ARTICLE}:9:11", "`parcel` leads back to `parcel`"),
    ),
    case(
        "what refers to a broken file is not reported besides",
        (write(CONSENT, "["), write(WHERE, "key: x: y")),
        ("yaml-syntax", f"{CONSENT}:1:2", "is not closed"),
        ("yaml-syntax", f"{WHERE}:1:7", "colon"),
    ),
    case(
        "what refers to others is reported beside a broken file",
        (*SECOND_ARTICLE, write(WHERE, ""), edit(SECOND, "[get-back]", "[get-it]"), edit(SECOND, "[parcel]", "[pxl]")),
        ("file-empty", f"{WHERE}:1:1", "write a definition"),
        ("unknown-question", f"{SECOND}:6:13", "no question `get-it`"),
        ("unknown-article", f"{SECOND}:7:11", "no article or consent script `pxl`"),
        ("question-not-listed", f"{BACK}:1:6", "add it there"),
    ),
    case(
        "faults of every sort in one tree",
        (
            edit(LAYOUT, "made:", "maed:"),
            edit(ARTICLE, "menu: 배송", "menu: 배::송"),
            edit(WHERE, "내일 도착합니다", "OOO 도착합니다"),
            edit(LATE, "items: 주소", "itmes: 주소"),
            edit(TYPES, "slug: plain", "slug: fast"),
            write("macros/parcel/extra.yml", ""),
            add(CONSENT, "\tx"),
        ),
        ("yaml-tab", f"{CONSENT}:23:1", "two spaces"),
        ("missing-key", f"{LAYOUT}:1:1", "`made`"),
        ("unknown-key", f"{LAYOUT}:10:1", "did you mean `made`?"),
        ("menu-separator", f"{ARTICLE}:5:8", "leave it out"),
        ("file-unexpected", "macros/parcel/extra.yml:1:1", "rename the file"),
        ("blank-letters", f"{WHERE}:12:21", "`OOO` is a blank, which a driver must never read: write what is meant."),
        ("duplicate-slug", f"{TYPES}:13:32", "rename"),
    ),
    case(
        "a consult type in letters in parts",
        write(TYPES, FILES[TYPES].replace("환불", unicodedata.normalize("NFD", "환불"))),
        ("letter-in-parts", f"{TYPES}:14:16", "`환` is written in parts here"),
    ),
)
