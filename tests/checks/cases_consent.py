"""Broken trees: consent scripts, their blanks and values, and what the law wants told."""

from __future__ import annotations

from tests.checks.broken import case, edit
from tests.definitions.desk import CONSENT, LATE

#: How the phone text goes on, which tells it from the chat text.
REST = "배송 목적으로 한 달 동안 드립니다.\n  싫다고 하실 수 있고, 그러면 배송이 늦어집니다. 괜"

CASES = (
    case(
        "a value that is missing",
        edit(LATE, "        items: 주소\n", ""),
        ("consent-value-missing", f"{LATE}:15:15", "`address` also wants a value for items: give each one."),
    ),
    case(
        "a value that is nearly named",
        edit(LATE, "        items: 주소", "        itmes: 주소"),
        ("consent-value-missing", f"{LATE}:15:15", "also wants a value for items"),
        ("parameter-unknown", f"{LATE}:17:16", "`itmes` is no parameter of `address`: take one of items, recipient"),
    ),
    case(
        "a value too many",
        edit(LATE, "        items: 주소", "        items: 주소\n        reason: 배송"),
        ("parameter-unknown", f"{LATE}:18:17", "`reason` is no parameter of `address`"),
    ),
    case(
        "a blank of no parameter",
        edit(CONSENT, "배송이 늦어집니다.\nphone", "{when: OO} 배송이 늦어집니다.\nphone"),
        ("parameter-unknown", f"{CONSENT}:12:20", "`when` is no parameter of `address`"),
    ),
    case(
        "a parameter that is not used",
        edit(CONSENT, "  items: {label: 줄 항목}\n", "  items: {label: 줄 항목}\n  reason: {label: 이유}\n"),
        ("parameter-unused", f"{CONSENT}:9:19", "`reason` stands in neither text: use it, or delete it."),
        ("consent-value-missing", f"{LATE}:15:15", "also wants a value for reason"),
    ),
    case(
        "a blank that is not closed",
        edit(CONSENT, "괜찮으세요?", "{items: 괜찮으세요?"),
        ("parameter-syntax", f"{CONSENT}:15:31", "a blank is written {parameter: as the source has it}"),
    ),
    case(
        "a blank without what the source has",
        edit(CONSENT, "괜찮으세요?", "{items} 괜찮으세요?"),
        ("parameter-syntax", f"{CONSENT}:15:31", "This brace starts or ends no blank"),
    ),
    case(
        "a stray brace after a blank over two lines",
        edit(
            CONSENT,
            "{items: OOO}를(을) {recipient: OO}에게 배송 목적으로 한 달 동안 드립니다.\n  싫다고 하실 수 있고, "
            "그러면 배송이 늦어집니다. 괜",
            "{items: O\n  O}를(을) {recipient: OO}에게 배송 목적으로 한 달 동안 드립니다.\n"
            "  싫다고 하실 수 있고, 그러면 배송이 늦어집니다. } 괜",
        ),
        ("parameter-syntax", f"{CONSENT}:16:31", "This brace starts or ends no blank"),
    ),
    case(
        "an element of what is told left out",
        edit(CONSENT, "  refusal: {chat: 싫다고 하실 수 있고, phone: 싫다고 하실 수 있고}\n", ""),
        ("consent-not-told", f"{CONSENT}:1:6", "that consent may be refused (`refusal`): add it."),
    ),
    case(
        "no recipient in the text",
        edit(
            CONSENT,
            f"{{recipient: OO}}에게 {REST}",
            REST,
        ),
        (
            "consent-not-told",
            f"{CONSENT}:14:3",
            "The phone text of `address` with nothing bound does not tell who rece",
        ),
        (
            "consent-not-told",
            f"{LATE}:15:15",
            "add the words “배송 기사(한빛택배)에게”, or bind a value that holds them.",
        ),
    ),
    case(
        "what is told names no parameter",
        edit(CONSENT, 'items: {chat: "{items}"', 'items: {chat: "{item}"'),
        ("parameter-unknown", f"{CONSENT}:19:18", "`item` is no parameter of `address`"),
    ),
    case(
        "a value that does not tell its particle",
        edit(LATE, "items: 주소", "items: 주소 / Apple"),
        ("particle-unclear", f"{LATE}:17:16", "does not tell whether 를(을) follows it: end it with a Korean word."),
    ),
)
