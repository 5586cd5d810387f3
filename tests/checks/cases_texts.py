"""Broken trees: what a text may not hold."""

from __future__ import annotations

from tests.checks.broken import Break, Case, case, edit
from tests.definitions.desk import ARTICLE, CONSENT, LATE, LAYOUT, TYPES, WHERE


def reply(text: str) -> Break:
    return edit(WHERE, "reply: 고객님의 택배는 내일 도착합니다.", f"reply: '{text}'")


def in_reply(name: str, text: str, column: int, id: str, says: str) -> Case:  # noqa: A002 - the finding's own word
    """A reply that is wrong at a column of its own text, which starts in column 13 of its line."""
    return case(f"a reply with {name}", reply(text), (id, f"{WHERE}:12:{12 + column}", says))


def anywhere(name: str, path: str, old: str, new: str, *expected: tuple[str, str, str]) -> Case:
    return case(name, edit(path, old, new), *((id_, f"{path}:{place}", says) for id_, place, says in expected))


CASES = (
    in_reply("a run of O", "안녕하세요 OOO님", 7, "blank-letters", "`OOO` is a blank, which a driver must never read"),
    in_reply("circles", "○○ 기사님", 1, "blank-letters", "`○○` is a blank"),
    in_reply("the consonant ㅇ", "네, ㅇㅇ 입니다", 4, "blank-letters", "`ㅇㅇ` is a blank"),
    in_reply("full-width O", "ＯＯ에서", 1, "blank-letters", "`ＯＯ` is a blank: "[:-2]),
    in_reply("Cyrillic O among Latin O", "성함 OО", 4, "blank-letters", "is a blank"),
    in_reply("a hint", "번호(예: 010)를 적습니다", 3, "hint-in-reply", "`(예: 010)` is a hint for whoever fills in"),
    in_reply("a full-width hint", "번호（예：010）입니다", 3, "hint-in-reply", "is a hint"),
    in_reply("a hint of one word", "어떤 분(누구)인가요", 5, "hint-in-reply", "`(누구)` is a hint"),
    in_reply("a particle hint", "주소를(을) 드립니다", 3, "hint-in-reply", "`를(을)` is a hint"),
    in_reply(
        "guidance", "네. 운송장을 먼저 조회합니다.", 4, "guidance-in-reply", "for agents only: take it out of what"
    ),
    in_reply("HTML", "<b>내일", 1, "html-in-text", "`<b>` is HTML, which is shown as it stands"),
    in_reply("an entity", "값은 &#8361;입니다", 4, "html-in-text", "`&#8361;` is HTML"),
    in_reply("an entity in hexadecimal", "값은 &#x20a9;입니다", 4, "html-in-text", "write light Markdown, or leave it"),
    in_reply("a tag that is a comment", "네<!-- x -->", 2, "html-in-text", "is HTML"),
    in_reply("a placeholder that is not closed", "번호 {{ticket.id", 4, "liquid-invalid", "`{{` is not closed by `}}`"),
    in_reply("closing braces alone", "번호 ticket.id}}", 13, "liquid-invalid", "`}}` closes nothing"),
    in_reply(
        "an unknown filter", "{{ticket.id | shout}}", 15, "liquid-invalid", "no filter `shout`; mend it, or take it"
    ),
    in_reply("an unknown tag", "네 {% shout %}", 6, "liquid-invalid", "This Liquid cannot be read"),
    in_reply("an open block", "네 {% if ticket.id %}", 3, "liquid-invalid", "has no `{% endif %}`"),
    in_reply(
        "a placeholder that is nearly right",
        "{{ticket.requester_name}}님",
        1,
        "placeholder-unknown",
        "did you mean `ticket.requester.name`?",
    ),
    in_reply(
        "a placeholder that nobody knows",
        "네 {{weather}}",
        3,
        "placeholder-unknown",
        "docs/placeholders.md lists those",
    ),
    in_reply("a script for a link", "[여기](javascript:alert(1))", 4, "link-unsafe", "`javascript:alert(1` is no addr"),
    in_reply("a link to a file", "네 [여기](file:///etc/passwd)", 6, "link-unsafe", "use https://, mailto: or tel:"),
    in_reply("a link to nowhere", "[여기]()", 4, "link-unsafe", "is no address that may be linked here"),
    in_reply("a link without a scheme", "[여기](//example.com)", 4, "link-unsafe", "`//example.com` is no address"),
    in_reply("a link to a question", "[Q1](question:too-late)", 4, "link-unsafe", "`question:too-late` is no address"),
    in_reply(
        "a placeholder in a link",
        "[여기](https://example.com/{{ticket.id}})",
        4,
        "liquid-in-link",
        "give the whole address",
    ),
    in_reply(
        "a link with a space",
        "[여기](주소 하나)",
        4,
        "markdown-without-effect",
        "write it as [words](https://address), without a space",
    ),
    in_reply(
        "bold that Markdown does not see",
        '**굵게** 다음 **"인용"**이',
        11,
        "markdown-without-effect",
        "put a space between the closing ** and the letter after it",
    ),
    in_reply("a reference of ours", "네 @{macro/x}", 3, "reserved-text", "macrosync's own: leave them out"),
    in_reply("a private-use character", "네 \ue000", 3, "reserved-text", "macrosync's own: leave them out"),
    anywhere(
        "a reference in a macro's name",
        WHERE,
        "    title: 위치 안내",
        '    title: 위치\n    macro: "@{nothing/x}"',
        ("reserved-text", "12:13", "leave them out"),
    ),
    anywhere(
        "a reference in a consult type",
        TYPES,
        "name: 환불",
        'name: "@{macro/x}"',
        ("reserved-text", "14:17", "leave them out"),
    ),
    anywhere(
        "a blank in an answer",
        WHERE,
        "모레 도착합니다.",
        "모레 ○○ 도착합니다.",
        ("blank-letters", "21:19", "`○○` is a blank"),
    ),
    anywhere(
        "a blank in a literal block",
        LATE,
        "**곧** 알려",
        "**곧** OO 알려",
        ("blank-letters", "11:13", "`OO` is a blank"),
    ),
    anywhere(
        "a placeholder in an article's title",
        ARTICLE,
        "title: 택배 배송 안내",
        "title: 택배 {{ticket.id}} 안내",
        ("placeholder-in-article", "4:11", "Articles, notes and names do not fill in placeholders: write the words"),
    ),
    anywhere(
        "a placeholder in guidance",
        WHERE,
        "운송장을 먼저",
        "{% if ticket.id %}운송장을{% endif %} 먼저",
        ("yaml-syntax", "8:6", "put the text in quotes"),
    ),
    anywhere(
        "a placeholder in guidance, quoted",
        WHERE,
        "운송장을 먼저 조회합니다.",
        '"운송장 {{ticket.id}}"',
        ("placeholder-in-article", "8:10", "write the words themselves"),
    ),
    anywhere(
        "a placeholder in the note's first line",
        LAYOUT,
        "[통화에서 말한 내용]",
        "{{ticket.id}}",
        ("placeholder-in-article", "5:38", "write the words themselves"),
    ),
    anywhere(
        "bold in a title",
        ARTICLE,
        "title: 택배 배송 안내",
        "title: 택배 **배송** 안내",
        ("markdown-without-effect", "4:11", "Markdown takes no effect here, and is shown as it stands: leave it out."),
    ),
    anywhere(
        "a placeholder in a consent value",
        LATE,
        "recipient: 배송 기사(한빛택배)",
        'recipient: "{{ticket.assignee.name}} 기사"',
        ("placeholder-in-value", "18:21", "write the words themselves, no placeholder"),
    ),
    anywhere(
        "bold in a consent value",
        LATE,
        "items: 주소",
        'items: "**주소**"',
        ("markdown-without-effect", "17:17", "leave it out"),
    ),
    anywhere(
        "HTML in a consent value", LATE, "items: 주소", "items: <b>주소", ("html-in-text", "17:16", "`<b>` is HTML")
    ),
    anywhere(
        "a blank in a consent value", LATE, "items: 주소", "items: ○○ 주소", ("blank-letters", "17:16", "is a blank")
    ),
    anywhere(
        "a placeholder in an answer's title",
        WHERE,
        "- title: 보통배송",
        '- title: "{{ticket.id}}"',
        ("placeholder-in-value", "19:17", "no placeholder"),
    ),
    anywhere(
        "a blank in a consent script outside of its blanks",
        CONSENT,
        "그러면 배송이 늦어집니다.\nphone",
        "그러면 OO 배송이 늦어집니다.\nphone",
        ("blank-letters", "12:20", "`OO` is a blank"),
    ),
    case(
        "a reply with a telephone number, in both macros and the article",
        reply("010-1234-5678로 문의하시면 됩니다."),
        ("phone-number-in-text", f"{ARTICLE}:1:1", "The article `택배 배송 안내` holds"),
        ("phone-number-in-text", f"{WHERE}:10:10", "The macro `전화"),
        ("phone-number-in-text", f"{WHERE}:10:10", "The macro `채팅"),
    ),
    case(
        "a reply with a contact",
        reply("{{ticket.requester.first_name}}님의 번호는 {{ticket.requester.phone}}입니다."),
        ("contact-in-text", f"{WHERE}:10:10", "The macro `전화"),
        ("contact-in-text", f"{WHERE}:10:10", "would write `ticket.requester.phone`"),
    ),
)
