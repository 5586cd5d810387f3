"""Broken trees: keys and values that are not what a definition has."""

from __future__ import annotations

from tests.checks.broken import add, case, edit, write
from tests.definitions.desk import ARTICLE, CONSENT, LATE, LAYOUT, TYPES, WHERE

CASES = (
    case(
        "an unknown key that is nearly a known one",
        edit(ARTICLE, "title:", "titel:"),
        ("missing-key", f"{ARTICLE}:1:1", "`title` is missing from this file: add it."),
        ("unknown-key", f"{ARTICLE}:4:1", "`titel` is no key of this file; did you mean `title`?"),
    ),
    case(
        "an unknown key",
        edit(LATE, "    title: 사과", "    title: 사과\n    xyz: 1"),
        ("unknown-key", f"{LATE}:9:5", "`xyz` is no key of `steps[1]`; take one of key, title, macro"),
    ),
    case(
        "an unknown element of what is told",
        edit(CONSENT, "  refusal:", "  refusall:"),
        ("unknown-key", f"{CONSENT}:21:3", "`refusall` is no key of `told`; did you mean `refusal`?"),
    ),
    case(
        "a key in another alphabet and very long",
        add(ARTICLE, f'"{"긴 이름" * 200}\\n": 1\n'),
        ("unknown-key", f"{ARTICLE}:10:1", "is no key of this file; take one of key, version"),
    ),
    case("an empty key", add(ARTICLE, '"": 1\n'), ("unknown-key", f"{ARTICLE}:10:1", "is no key of this file; take")),
    case(
        "a missing key",
        edit(WHERE, "source: new\n", ""),
        ("missing-key", f"{WHERE}:1:1", "`source` is missing from this file: add it."),
    ),
    case(
        "a missing key in a list",
        edit(WHERE, "  - key: by-type\n    title: 유형별 안내", "  - key: by-type"),
        ("missing-key", f"{WHERE}:13:5", "`title` is missing from `steps[2]`: add it."),
    ),
    case(
        "a list for a text",
        edit(ARTICLE, "menu: 배송", "menu: [배송]"),
        ("wrong-type", f"{ARTICLE}:5:7", "`menu` is a list where text is expected: write that."),
    ),
    case(
        "a mapping for a text",
        edit(ARTICLE, "menu: 배송", "menu: {배송: 예}"),
        ("wrong-type", f"{ARTICLE}:5:7", "`menu` is a mapping where text is expected"),
    ),
    case(
        "a number for a text",
        edit(ARTICLE, "menu: 배송", "menu: 1588"),
        ("wrong-type", f"{ARTICLE}:5:7", "`menu` is a number where text is expected: put it in quotes."),
    ),
    case(
        "a yes-or-no value for a text",
        edit(ARTICLE, "menu: 배송", "menu: true"),
        ("wrong-type", f"{ARTICLE}:5:7", "`menu` is a yes-or-no value where text is expected: put it in quotes."),
    ),
    case(
        "nothing for a text",
        edit(ARTICLE, "menu: 배송", "menu:"),
        ("wrong-type", f"{ARTICLE}:5:6", "`menu` is empty: write text, or delete the key."),
    ),
    case(
        "null for a list",
        edit(ARTICLE, "related: [address]", "related: ~"),
        ("wrong-type", f"{ARTICLE}:9:10", "`related` is empty: write a list, or delete the key."),
    ),
    case(
        "a text for a list",
        edit(ARTICLE, "related: [address]", "related: address"),
        ("wrong-type", f"{ARTICLE}:9:10", "`related` is text where a list is expected: write that."),
    ),
    case(
        "a mapping for a list",
        edit(WHERE, "guidance:\n  - 운송장을 먼저 조회합니다.", "guidance:\n  말: 운송장"),
        ("wrong-type", f"{WHERE}:8:3", "`guidance` is a mapping where a list is expected"),
    ),
    case(
        "a text for a mapping",
        edit(LAYOUT, "chat: {menu: 채팅, label: 채팅창}", "chat: 채팅"),
        ("wrong-type", f"{LAYOUT}:4:7", "`chat` is text where a mapping of keys and values is expected"),
    ),
    case(
        "a list for a file",
        write(WHERE, "- key: x\n"),
        ("wrong-type", f"{WHERE}:1:1", "This file is a list where a mapping of keys and values is expected"),
    ),
    case(
        "a text for a file",
        write(WHERE, "나중에\n"),
        ("wrong-type", f"{WHERE}:1:1", "This file is text where a mapping of keys and values is expected"),
    ),
    case(
        "a nested number for a text",
        edit(LATE, "items: 주소", "items: 3.5"),
        ("wrong-type", f"{LATE}:17:16", "`steps[2].consent.values.items` is a number where text is expected"),
    ),
    case(
        "a version with a point",
        edit(WHERE, "version: 1", "version: 1.0"),
        ("wrong-type", f"{WHERE}:2:10", "`version` is a number where a whole number is expected: write that."),
    ),
    case(
        "a version in quotes",
        edit(WHERE, "version: 1", 'version: "1"'),
        ("wrong-type", f"{WHERE}:2:10", "`version` is text where a whole number is expected: write that."),
    ),
    case(
        "a version that is true",
        edit(WHERE, "version: 1", "version: true"),
        ("wrong-type", f"{WHERE}:2:10", "`version` is a yes-or-no value where a whole number"),
    ),
    case(
        "a version of a hundred digits",
        edit(WHERE, "version: 1", f"version: {'9' * 100}"),
        ("wrong-type", f"{WHERE}:2:10", "where a whole number is expected"),
    ),
    case(
        "version 0",
        edit(WHERE, "version: 1", "version: 0"),
        ("bad-version", f"{WHERE}:2:10", "`version` is below 1: versions are counted from 1 on, so write 1 or more."),
    ),
    case("a negative version", edit(WHERE, "version: 1", "version: -3"), ("bad-version", f"{WHERE}:2:10", "write 1")),
    case(
        "a key in Korean",
        edit(WHERE, "key: tracking", "key: 위치"),
        ("bad-key", f"{WHERE}:10:10", "`steps[1].key` is no key: write it in small ASCII letters"),
    ),
    case(
        "a slug with an underscore",
        edit(TYPES, "slug: fast", "slug: fast_one"),
        ("bad-key", f"{TYPES}:12:32", "single hyphens, such as `lost-item`"),
    ),
    case(
        "a blank text",
        edit(WHERE, "reply: 고객님의 택배는 내일 도착합니다.", 'reply: "  "'),
        ("blank-text", f"{WHERE}:12:12", "is blank: write the text, or delete the key"),
    ),
    case(
        "an empty list",
        edit(ARTICLE, "questions:\n  - where-is-it\n  - too-late\n", "questions: []\n"),
        ("empty-list", f"{ARTICLE}:6:12", "`questions` is empty: give at least one."),
    ),
    case(
        "an empty list of answers",
        edit(WHERE, "    reply: 고객님의 택배는 내일 도착합니다.", "    answers: []"),
        ("empty-list", f"{WHERE}:12:14", "give at least one"),
    ),
    case(
        "no parameters",
        edit(CONSENT, "  items: {label: 줄 항목}\n  recipient: {label: 받는 사람}\n", "  {}\n"),
        ("empty-list", f"{CONSENT}:8:3", "`parameters` is empty: give at least one."),
    ),
    case(
        "a title over two lines",
        edit(ARTICLE, "title: 택배 배송 안내", "title: |\n  택배\n  배송"),
        ("more-than-one-line", f"{ARTICLE}:4:8", "has more than one line: write it in one"),
    ),
    case(
        "a step that says nothing",
        edit(WHERE, "    reply: 고객님의 택배는 내일 도착합니다.\n", ""),
        ("one-of", f"{WHERE}:10:5", "`steps[1]` has none of them: give it exactly one of `reply`, `answers`"),
    ),
    case(
        "a step that says two things",
        edit(LATE, "    consent:\n", "    reply: 네.\n    consent:\n"),
        ("one-of", f"{LATE}:12:5", "`steps[2]` has `reply` and `consent`: give it exactly one"),
    ),
    case(
        "several faults of one file",
        write(WHERE, "key: A\nversion: 0\nsource: new\nquestion: []\nconsult_types: []\nsteps:\n  - {}\nx: 1\n"),
        ("bad-key", f"{WHERE}:1:6", "is no key"),
        ("bad-version", f"{WHERE}:2:10", "write 1 or more"),
        ("wrong-type", f"{WHERE}:4:11", "where text is expected"),
        ("empty-list", f"{WHERE}:5:16", "give at least one"),
        ("missing-key", f"{WHERE}:7:5", "`key` is missing from `steps[1]`"),
        ("missing-key", f"{WHERE}:7:5", "`title` is missing from `steps[1]`"),
        ("unknown-key", f"{WHERE}:8:1", "`x` is no key of this file"),
    ),
)
