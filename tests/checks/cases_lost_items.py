"""Broken lost items: the project's own file, in the small project."""

from __future__ import annotations

from tests.checks.broken import Break, Case, case, edit, write
from tests.conftest import ROOT
from tests.definitions.desk import TOML

PATH = "workflows/lost-item.yaml"
TEXT = (
    (ROOT / PATH)
    .read_text(encoding="utf-8")
    .replace("contact-after-ride/lost-item", "where-is-it/tracking")
    .replace("contact-after-ride/consent", "too-late/consent")
)
NAMES = 'lost_items = ["분실물팀"] }\ntrigger_category = "ours"\nautomation_prefix = "ours:"\n'
LOST_ITEMS: tuple[Break, ...] = (
    edit(TOML, 'phone = ["전화팀"] }\n', 'phone = ["전화팀"], ' + NAMES),
    write(PATH, TEXT),
)


def line(text: str) -> int:
    """The line of the file that holds a text."""
    return TEXT[: TEXT.index(text)].count("\n") + 1


def broken(name: str, old: str, new: str, *expected: tuple[str, str, str]) -> Case:
    return case(name, (*LOST_ITEMS, edit(PATH, old, new)), *expected)


CASES = (
    case(
        "lost items without their names in the account",
        write(PATH, TEXT),
        ("lost-item-setting", f"{PATH}:4:6", "names no `automation_prefix`, what the titles of our automations begin"),
        ("lost-item-setting", f"{PATH}:4:6", "names no `groups.lost_items`, the group that asks customers: add it"),
        (
            "lost-item-setting",
            f"{PATH}:4:6",
            "names no `trigger_category`, the category that the triggers stand in: add",
        ),
    ),
    broken(
        "a step that is not there",
        "where-is-it/tracking",
        "where-is-it/trackin",
        (
            "unknown-step",
            f"{PATH}:{line('opened_by')}:12",
            "There is no step `where-is-it/trackin`: mend its question or",
        ),
    ),
    broken(
        "a step that asks for no consent",
        "too-late/consent",
        "where-is-it/tracking",
        (
            "unknown-step",
            f"{PATH}:{line('consent_asked_by')}:19",
            "The step `where-is-it/tracking` asks for no consent: name one with `consent`.",
        ),
    ),
    broken(
        "a step that is not written as one",
        "where-is-it/tracking",
        "where-is-it",
        (
            "bad-value",
            f"{PATH}:{line('opened_by')}:12",
            "names no step of a question: write it so, `contact-after-ride/",
        ),
    ),
    broken(
        "a name in braces that stands for nothing",
        "- 콜 번호: {call:",
        "- 콜 번호: {phone:",
        (
            "unknown-name",
            f"{PATH}:{line('- 콜 번호')}:13",
            "`{phone}` is nothing that can be filled in here: take one of",
        ),
    ),
    broken(
        "an option that the rules do not know",
        "      held: 보관 확인",
        "      holding: 보관 확인",
        ("unknown-key", f"{PATH}:{line('held: 보관 확인')}:7", "`holding` is no key of `fields.progress.options`; "),
    ),
    broken(
        "an option that is left out",
        "      declined: 희망하지 않음\n",
        "",
        (
            "bad-options",
            f"{PATH}:{line('wanted: 희망')}:7",
            "`fields.wish.options` must name exactly these options: wanted, declined.",
        ),
    ),
    broken(
        "a macro that sets what is no option",
        "sets: {consent: given}",
        "sets: {consent: yes-please}",
        (
            "bad-choice",
            f"{PATH}:{line('sets: {consent: given}')}:21",
            "`macros[1].sets.consent` is none of not-asked, asked, given, refused, silent, withdrawn, lapsed: write",
        ),
    ),
    broken(
        "a day that ends before it begins",
        'day_ends: "21:00"',
        'day_ends: "08:00"',
        ("bad-day", f"{PATH}:{line('utc_offset')}:3", "`times` has a day that ends before it begins: mend"),
    ),
    broken(
        "a number that makes no sense",
        "consent_days: 14 ",
        "consent_days: 0 ",
        ("bad-number", f"{PATH}:{line('consent_days')}:17", "`times.consent_days` is below 1: mend the number."),
    ),
    broken(
        "a macro key that is there twice",
        "key: consent-refused",
        "key: consent-given",
        ("duplicate-key", f"{PATH}:{line('key: consent-refused')}:10", "The macro key `consent-given` stands at"),
    ),
    broken(
        "a note with a placeholder",
        "[연락처 전달] 기사님 연락처를",
        "[연락처 전달] {{ticket.requester.phone}} 연락처를",
        ("placeholder-in-article", f"{PATH}:{line('[연락처 전달] 기사님')}:16", ""),
    ),
)
