"""Scenario files that cannot be run: the finding or the error of each, at its place."""

from __future__ import annotations

from dataclasses import dataclass

HEAD = "start: 2026-11-24T10:00:00+09:00\n"


@dataclass(frozen=True)
class Broken:
    """A file, and what is said of it: the id of a finding (`error` for one that shows when it runs), where, and how."""

    name: str
    content: str
    id: str
    place: str
    says: str


def step(*lines: str) -> str:
    """A file with one scenario whose steps begin in line 5."""
    return f"{HEAD}scenarios:\n  - name: a\n    steps:\n" + "".join(f"      {line}\n" for line in lines)


def whole(*lines: str) -> str:
    """A file with one scenario, whose keys begin in line 4."""
    return f"{HEAD}scenarios:\n  - name: a\n" + "".join(f"    {line}\n" for line in lines)


EXPECT = "  expect: {status: new}"
SHAPE = (
    Broken("nothing in it", "# nothing\n", "file-empty", "1:1", "write a definition"),
    Broken("no YAML", "start: [\n", "yaml-syntax", "1:9", ""),
    Broken("a key twice", f"{HEAD}start: x\n", "yaml-duplicate-key", "2:1", "given already in line 1"),
    Broken(
        "no start", "scenarios:\n  - {name: a, expect: {status: new}}\n", "missing-key", "1:1", "`start` is missing"
    ),
    Broken("no scenarios", HEAD, "missing-key", "1:1", "`scenarios` is missing"),
    Broken("an empty list", f"{HEAD}scenarios: []\n", "empty-list", "2:12", "at least one"),
    Broken("no list", f"{HEAD}scenarios: 3\n", "wrong-type", "2:12", "a list is expected"),
    Broken("no name", f"{HEAD}scenarios:\n  - expect: {{status: new}}\n", "missing-key", "3:5", "`name` is missing"),
    Broken(
        "a start without its zone", whole("expect: {status: new}").replace("+09:00", ""), "bad-instant", "1:8", "+09:00"
    ),
    Broken("a start that is no time", whole("start: 내일", "expect: {status: new}"), "bad-instant", "4:12", "zone"),
    Broken(
        "a start in another age",
        whole("start: 0001-01-01T00:00:00Z", "expect: {status: new}"),
        "bad-instant",
        "4:12",
        "",
    ),
    Broken("an unknown key", whole("expects: {status: new}"), "unknown-key", "4:5", "did you mean `expect`?"),
    Broken("an unknown key of a step", step("- makro: greet", EXPECT), "unknown-key", "5:9", "did you mean `macro`?"),
    Broken("an unknown key of tags", whole("expect: {tags: {include: [a]}}"), "unknown-key", "4:21", "did you mean"),
    Broken(
        "two of one name",
        f"{whole('expect: {status: new}')}  - {{name: a, expect: {{status: new}}}}\n",
        "duplicate-scenario",
        "1:1",
        "two scenarios named `a`",
    ),
    Broken("nothing expected", step("- macro: greet"), "nothing-expected", "3:5", "say what must be so"),
    Broken("an empty expectation", whole("expect: {}"), "nothing-expected", "4:13", "say what must be so"),
    Broken("an offset without units", step("- at: 90", EXPECT), "bad-offset", "5:13", "`+1h30m`"),
    Broken("a bare plus", step("- at: +", EXPECT), "bad-offset", "5:13", "units"),
    Broken("an offset of years", step("- at: +400d", EXPECT), "bad-offset", "5:13", "up to a year"),
    Broken(
        "a status that is none", step("- status: opne", EXPECT), "bad-choice", "5:17", "`opne`, which is none of new"
    ),
    Broken(
        "a channel that is none",
        whole("ticket: {channel: 카톡}", "expect: {status: new}"),
        "bad-choice",
        "4:23",
        "카톡",
    ),
    Broken(
        "a ticket that is none", step("- on: tusk", "  status: open", EXPECT), "bad-choice", "5:13", "names no ticket"
    ),
    Broken("a count below 0", whole("expect: {comment_count: -1}"), "bad-count", "4:29", "from 0 on"),
    Broken("a word for a flag", whole("expect: {public: yes}"), "wrong-type", "4:22", "true or false is expected"),
    Broken(
        "a mapping for a value", whole("expect: {fields: {item: {a: b}}}"), "bad-field-value", "4:29", "is no value"
    ),
    Broken(
        "a driver who tags",
        step("- by: driver", "  tags: {add: [a]}", EXPECT),
        "driver-cannot",
        "5:9",
        "take out `tags`",
    ),
    Broken("a macro by the API", step("- by: api", "  macro: greet", EXPECT), "api-macro", "5:9", "take out"),
    Broken(
        "a channel and no macro",
        step("- channel: chat", "  status: open", EXPECT),
        "channel-alone",
        "5:9",
        "add the macro",
    ),
    Broken("a step of nothing", step("- by: agent", f"- {EXPECT.strip()}"), "empty-step", "5:9", "does nothing"),
    Broken(
        "a number for a tag",
        whole("ticket: {tags: [7]}", "expect: {status: new}"),
        "wrong-type",
        "4:21",
        "put it in quotes",
    ),
    Broken("a comment of nothing", step("- comment: {text: ' '}", EXPECT), "blank-text", "5:25", "is blank"),
)
MEANING = (
    Broken(
        "an unknown macro", step("- macro: gret", "  channel: chat", EXPECT), "error", "5:16", "did you mean `greet`?"
    ),
    Broken("a macro of which channel", step("- macro: greet", EXPECT), "error", "5:16", "say `channel` here"),
    Broken(
        "a macro of the other channel only",
        step("- macro: lost", "  channel: chat", EXPECT),
        "error",
        "5:16",
        "no macro",
    ),
    Broken("a macro that is not modelled", step("- macro: odd", EXPECT), "error", "5:9", "side_conversation"),
    Broken("an unknown field", step("- fields: {itm: x}", EXPECT), "error", "5:18", "did you mean `item`?"),
    Broken(
        "an unknown field that is expected", whole("expect: {fields: {itm: x}}"), "error", "4:23", "no ticket field"
    ),
    Broken(
        "an unknown option", step("- fields: {kind: 분실 ▶ 폰폰}", EXPECT), "error", "5:24", "did you mean `분실 ▶ 폰`?"
    ),
    Broken("a level that is no option", step("- fields: {kind: 분실}", EXPECT), "error", "5:24", "is a level"),
    Broken("a checkbox of words", step("- fields: {urgent: 예}", EXPECT), "error", "5:26", "true or false"),
    Broken("a day that is none", step("- fields: {day: 2026-13-01}", EXPECT), "error", "5:23", "a day such as"),
    Broken("a number that is none", step("- fields: {rides: many}", EXPECT), "error", "5:25", "takes text like"),
    Broken("a time that is none", step("- fields: {ended: 오후}", EXPECT), "error", "5:25", "takes text like"),
    Broken("a list for a text", step("- fields: {item: [a]}", EXPECT), "error", "5:24", "one text or number"),
    Broken("an unknown group", step("- group: 분실물담당", EXPECT), "error", "5:16", "did you mean `분실물 담당`?"),
    Broken("an unknown group that is expected", whole("expect: {group: 없음}"), "error", "4:21", "no group"),
    Broken(
        "an unknown group of the ticket",
        whole("ticket: {group: 없음}", "expect: {status: new}"),
        "error",
        "4:21",
        "no group",
    ),
    Broken("a tag with a blank", step("- tags: {add: [두 낱말]}", EXPECT), "error", "5:22", "no tag of Zendesk's"),
    Broken(
        "a tag of the ticket with a blank",
        whole("ticket: {tags: [a, '#b']}", "expect: {status: new}"),
        "error",
        "4:24",
        "no tag",
    ),
    Broken(
        "steps out of order",
        step("- {at: +2h, status: open}", "- {at: +1h, expect: {status: open}}"),
        "error",
        "6:14",
        "in order",
    ),
    Broken("no task by then", step("- on: task", "  status: open", EXPECT), "error", "5:13", "webhooks made 0 tickets"),
    Broken(
        "new again", step("- status: open", "- {status: new, expect: {status: new}}"), "error", "6:9", "never new again"
    ),
    Broken("no status", step("- status: null", EXPECT), "error", "5:17", "always has a status"),
    Broken(
        "a closed ticket",
        step("- status: closed", "- {status: open, expect: {status: open}}"),
        "error",
        "6:9",
        "is closed by now",
    ),
    Broken("an unknown rule", whole("expect: {fired: [lost/rout]}"), "error", "4:22", "did you mean `lost/route`?"),
    Broken("an unknown rule not to fire", whole("expect: {not_fired: [x]}"), "error", "4:26", "There is no rule `x`"),
    Broken("an unknown attribute", whole("expect: {changed: [stauts]}"), "error", "4:24", "did you mean `status`?"),
)
