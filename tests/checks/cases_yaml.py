"""Broken trees: what is not YAML, or more of YAML than a definition may use."""

from __future__ import annotations

import unicodedata

from tests.checks.broken import add, case, edit, write
from tests.definitions.desk import ARTICLE, FILES, LATE, WHERE

TITLE = "title: 택배 배송 안내"
BOMB = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in ("ab", "bc", "cd", "de"))

CASES = (
    case(
        "a wrong indent",
        edit(ARTICLE, "menu: 배송", " menu: 배송"),
        ("yaml-syntax", f"{ARTICLE}:5:6", "or the line is indented too far: use quotes, or mend it"),
    ),
    case(
        "an indent between two levels",
        edit(WHERE, "    title: 위치 안내", "   title: 위치 안내"),
        ("yaml-syntax", f"{WHERE}:11:4", "look at its indent"),
    ),
    case("a tab", edit(ARTICLE, "  - too-late", "\t- too-late"), ("yaml-tab", f"{ARTICLE}:8:1", "with two spaces")),
    case(
        "a duplicate key",
        edit(ARTICLE, "menu: 배송", "menu: 배송\ntitle: 다른 제목"),
        ("yaml-duplicate-key", f"{ARTICLE}:6:1", "`title` was given already in line 4: keep one."),
    ),
    case(
        "duplicate keys in several places",
        edit(ARTICLE, "menu: 배송", "menu: 배송\nmenu: [{a: b, a: c}]\nkey: parcel"),
        ("yaml-duplicate-key", f"{ARTICLE}:6:1", "in line 5"),
        ("yaml-duplicate-key", f"{ARTICLE}:6:15", "in line 6"),
        ("yaml-duplicate-key", f"{ARTICLE}:7:1", "in line 1"),
    ),
    case(
        "an open quote",
        edit(ARTICLE, TITLE, 'title: "택배'),
        ("yaml-syntax", f"{ARTICLE}:4:8", "The quote that starts here is not closed: close it."),
    ),
    case(
        "a quote in a quote",
        edit(ARTICLE, TITLE, 'title: "택배 "배송" 안내"'),
        ("yaml-syntax", f"{ARTICLE}:4:13", "look at its indent, and at quotes above"),
    ),
    case(
        "a colon in a plain text",
        edit(ARTICLE, TITLE, "title: 택배: 배송"),
        ("yaml-syntax", f"{ARTICLE}:4:10", "A colon stands inside a text"),
    ),
    case(
        "a text that starts with a placeholder",
        edit(WHERE, "reply: 고객님", "reply: {{ticket.id}} 고객님"),
        ("yaml-syntax", f"{WHERE}:12:13", "put a text that starts with { or [ in quotes"),
    ),
    case(
        "a text that starts in bold",
        edit(WHERE, "reply: 고객님", "reply: **고객님**"),
        ("yaml-syntax", f"{WHERE}:12:12", "A text does not start with * or & in YAML: put the text in quotes."),
    ),
    case(
        "a text that starts with a mark",
        edit(WHERE, "reply: 고객님", "reply: @고객님"),
        ("yaml-syntax", f"{WHERE}:12:12", "does not start with “@” in YAML: put the text in quotes"),
    ),
    case(
        "a text that starts with !",
        edit(WHERE, "reply: 고객님", "reply: !주의 고객님"),
        ("yaml-syntax", f"{WHERE}:12:12", "does not start with ! in YAML: put the text in quotes"),
    ),
    case(
        "an escape that YAML does not know",
        edit(ARTICLE, TITLE, 'title: "택배\\d"'),
        ("yaml-syntax", f"{ARTICLE}:4:11", "use single quotes"),
    ),
    case(
        "a text on the line of its sign",
        edit(LATE, "reply: |", "reply: | 네"),
        ("yaml-syntax", f"{LATE}:9:12", "the text starts in the next line: write it there"),
    ),
    case(
        "an open bracket",
        edit(ARTICLE, "related: [address]", "related: [address"),
        ("yaml-syntax", f"{ARTICLE}:9:10", "is not closed: close it"),
    ),
    case("a line that is no pair", add(ARTICLE, "끝\n"), ("yaml-syntax", f"{ARTICLE}:10:1", "`key: text` is expected")),
    case(
        "a directive",
        write(ARTICLE, "%이것\n" + FILES[ARTICLE]),
        ("yaml-syntax", f"{ARTICLE}:1:1", "A line does not start with % in YAML: put the text in quotes."),
    ),
    case("only an end", write(WHERE, "...\n"), ("yaml-syntax", f"{WHERE}:1:1", "look at its indent")),
    case(
        "an alias bomb",
        write(WHERE, BOMB),
        ("yaml-alias", f"{WHERE}:1:4", "Anchors (&) are not used here: write it out"),
        ("yaml-alias", f"{WHERE}:2:4", "Anchors (&)"),
        ("yaml-alias", f"{WHERE}:2:8", "Aliases (*) are not used here: write it out"),
    ),
    case(
        "an anchor",
        edit(ARTICLE, TITLE, "title: &title 택배"),
        ("yaml-alias", f"{ARTICLE}:4:8", "put a text that starts with & in quotes"),
    ),
    case(
        "a merge key",
        add(ARTICLE, "<<: *base\n"),
        ("yaml-alias", f"{ARTICLE}:10:5", "Aliases (*) are not used here: write it out"),
    ),
    case(
        "a Python object",
        edit(ARTICLE, TITLE, "title: !!python/object/apply:os.system [ls]"),
        ("yaml-tag", f"{ARTICLE}:4:8", "is not used here: leave it out"),
    ),
    case(
        "two documents",
        add(ARTICLE, "---\nkey: other\n"),
        ("yaml-documents", f"{ARTICLE}:10:1", "one file holds one"),
    ),
    case(
        "deep nesting",
        edit(ARTICLE, "[address]", "[" * 60_000 + "]" * 60_000),
        ("yaml-depth", f"{ARTICLE}:9:34", "nested deeper than 24 levels: look for a wrong indent or bracket"),
    ),
    case(
        "deep nesting in blocks",
        write(ARTICLE, "".join(" " * at + "a:\n" for at in range(500))),
        ("yaml-depth", f"{ARTICLE}:26:26", "nested deeper"),
    ),
    case(
        "a key that is a mapping",
        edit(ARTICLE, TITLE, "? {a: 1}\n: x"),
        ("yaml-syntax", f"{ARTICLE}:4:3", "A key is a plain word: check the braces"),
    ),
    case(
        "a control character",
        edit(ARTICLE, TITLE, "title: 택\x07배"),
        ("control-character", f"{ARTICLE}:4:9", "The invisible character U+0007 stands here: delete it."),
    ),
    case(
        "invisible characters in several lines",
        edit(WHERE, "note:", "# \u200b\nno\u2060te:"),
        ("control-character", f"{WHERE}:22:3", "U+200B"),
        ("control-character", f"{WHERE}:23:3", "U+2060"),
    ),
    case(
        "text direction turned round",
        edit(WHERE, "내일 도착합니다.", "\u202e내일\u202c 도착합니다."),
        ("control-character", f"{WHERE}:12:21", "U+202E"),
    ),
    case(
        "an escape for an invisible character",
        edit(ARTICLE, TITLE, 'title: "택\\u202e배"\n"m\\0": 1'),
        ("control-character", f"{ARTICLE}:4:8", "escape for the invisible character U+202E stands in this text: del"),
        ("control-character", f"{ARTICLE}:5:1", "U+0000"),
    ),
    case(
        "a line separator",
        edit(WHERE, "내일 도착합니다.", "내일\u2028 도착합니다."),
        ("control-character", f"{WHERE}:12:23", "U+2028"),
    ),
    case(
        "a byte-order mark inside",
        edit(WHERE, "key: where", "\ufeffkey: where"),
        # The first one is taken for the file's own.
    ),
    case(
        "a second byte-order mark",
        edit(WHERE, "key: where", "\ufeff\ufeffkey: where"),
        ("control-character", f"{WHERE}:1:1", "U+FEFF"),
    ),
    case(
        "no-break spaces",
        edit(ARTICLE, "menu: 배송\nquestions:", "menu:\xa0배송\nquestions\xa0:"),
        ("unusual-space", f"{ARTICLE}:5:6", "The unusual space U+00A0 stands here: put a plain space in its place."),
        ("unusual-space", f"{ARTICLE}:6:10", "U+00A0"),
    ),
    case(
        "letters in parts",
        write(WHERE, unicodedata.normalize("NFD", FILES[WHERE])),
        (
            "letter-in-parts",
            f"{WHERE}:4:11",
            "`택` is written in parts here (NFD, as macOS does): save the text as NFC",
        ),
    ),
    case(
        "a letter lost",
        edit(ARTICLE, TITLE, "title: 택\ufffd 배송"),
        ("letter-lost", f"{ARTICLE}:4:9", "write it again"),
    ),
)
