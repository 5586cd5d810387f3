"""Rules that are right by themselves and wrong together: order, restart, and what undoes what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.checks.cases_rules import IS_PENDING, PENDING, URGENT, RuleCase, case
from tests.checks.rule_desk import TYPE, automation, calls, trigger, webhook

from macrosync.resources import ACCOUNT

if TYPE_CHECKING:
    from macrosync.resources import Json

NEW = ("update_type", "is", "Create")


def has(*tags: str) -> tuple[str, str, Json]:
    return "current_tags", "includes", " ".join(tags)


def lacks(*tags: str) -> tuple[str, str, Json]:
    return "current_tags", "not_includes", " ".join(tags)


def add(*tags: str) -> tuple[str, Json]:
    return "current_tags", " ".join(tags)


def remove(*tags: str) -> tuple[str, Json]:
    return "remove_tags", " ".join(tags)


RESTART = (
    case(
        "an earlier one asks for what a later one sets",
        trigger("A", [("priority", "is", "urgent")], add("x")),
        trigger("B", [has("a")], URGENT),
        expected=(("outcome-unsettled", "B", "starts again after a trigger fired"),),
    ),
    case(
        "a later one asks for what an earlier one sets",
        trigger("A", [has("a")], URGENT),
        trigger("B", [("priority", "is", "urgent")], add("x")),
    ),
    case(
        "an earlier one asks for the tag of an option that a later one selects",
        trigger("A", [has("ride")], URGENT),
        trigger("B", [has("a"), (TYPE, "not_present", None)], (TYPE, "ride")),
        expected=(("outcome-unsettled", "B", "let the second run first"),),
    ),
    case(
        "one of several alternatives",
        trigger("A", [], ("type", "task"), some=[has("b"), ("priority", "is", "urgent")]),
        trigger("B", [has("a")], URGENT),
        expected=(("outcome-unsettled", "B", "`우리: A` and `우리: B`"),),
    ),
    case(
        "it is made up for by a third",
        trigger("A", [("priority", "is", "urgent")], add("x")),
        trigger("B", [has("a")], URGENT),
        trigger("C", [("priority", "is", "urgent")], add("x")),
    ),
    case(
        "two that can never meet",
        trigger("A", [("priority", "is", "urgent"), lacks("a")], add("x")),
        trigger("B", [has("a")], URGENT),
    ),
    case(
        "what it sets is there already",
        trigger("A", [("status", "is", "solved")], add("x")),
        trigger("B", [("status", "is", "solved")], ("status", "solved")),
    ),
    case(
        "a change by a rule",
        trigger("A", [has("a")], URGENT),
        trigger("B", [("priority", "changed", None)], add("x")),
        expected=(("outcome-unsettled", "A", "what rules change counts as changed"),),
    ),
    case(
        "several that ask",
        trigger("A", [("priority", "is", "urgent")], add("x")),
        trigger("B", [("priority", "greater_than", "high")], add("y")),
        trigger("C", [has("a")], URGENT),
        expected=(("outcome-unsettled", "C", "`우리: A` (and 1 more) and `우리: C`"),),
    ),
    case(
        "an e-mail more or less",
        trigger("A", [("priority", "is", "urgent"), NEW], ("notification_group", ["group_id", "급함", "확인"])),
        trigger("B", [has("a")], URGENT),
        expected=(("outcome-unsettled", "B", "starts again"),),
    ),
    case(
        "levels of a consult type, kept in step",
        trigger("A", [], add("up top"), some=[(TYPE, "includes", "ride"), (TYPE, "includes", "fare")]),
        trigger("B", [(TYPE, "not_includes", "ride"), (TYPE, "not_includes", "fare")], remove("up", "top")),
        trigger("C", [(TYPE, "includes", "lost")], add("under")),
        trigger("D", [(TYPE, "not_includes", "lost")], remove("under")),
        trigger("E", [has("top"), lacks("done")], URGENT, add("done")),
    ),
)
UNDOING = (
    case(
        "tags to and fro in one cycle",
        trigger("A", [has("x")], remove("x"), add("y")),
        trigger("B", [has("y")], remove("y"), add("x")),
        expected=(("rules-undo-each-other", "A", "`우리: A` and `우리: B` undo each other again and again"),),
    ),
    case(
        "the status, one update after the other",
        trigger("B", [("status", "is", "pending"), has("a")], ("status", "open")),
        trigger("A", [("status", "is", "open"), has("a")], ("status", "pending")),
        expected=(("rules-undo-each-other", "B", "undo each other"),),
    ),
    case(
        "three in a circle",
        trigger("A", [has("x")], remove("x"), add("y")),
        trigger("B", [has("y")], remove("y"), add("z")),
        trigger("C", [has("z")], remove("z"), add("x")),
        expected=(
            ("rules-undo-each-other", "A", "undo each other"),
            ("outcome-unsettled", "C", "`우리: A` and `우리: C`"),
        ),
    ),
    case(
        "taken back, then set again",
        trigger("A", [("status", "less_than", "solved")], remove("x", "y", "z")),
        trigger("B", [("priority", "is", "urgent"), ("status", "less_than", "solved")], add("x")),
    ),
    case(
        "to and fro once, with a mark",
        trigger("A", [has("x"), lacks("z")], remove("x"), add("y", "z")),
        trigger("B", [has("y"), lacks("c")], remove("y"), add("x", "c")),
        expected=(("outcome-unsettled", "B", "`우리: A` and `우리: B`"),),
    ),
    case(
        "an automation and a trigger that leaves most tickets alone",
        automation("D", [IS_PENDING, PENDING], ("status", "open")),
        trigger("A", [has("b"), lacks("a")], add("a")),
        trigger("B", [("status", "is", "open"), has("a")], ("status", "pending")),
        expected=(("rules-undo-each-other", "D", "`우리: D` and `우리: B`"),),
    ),
    case(
        "an automation that a trigger undoes on every ticket",
        automation("D", [IS_PENDING, PENDING], ("status", "open")),
        trigger("A", [("status", "is", "open")], ("status", "pending")),
        expected=(("rules-undo-each-other", "D", "`우리: D` and `우리: A`"),),
    ),
    case(
        "two automations, each in its time",
        automation("D", [IS_PENDING, PENDING], ("status", "open")),
        automation("E", [("status", "is", "open"), ("OPEN", "greater_than", "24")], ("status", "pending")),
        expected=(("rules-undo-each-other", "D", "`우리: D` and `우리: E`"),),
    ),
    case(
        "two automations that go on",
        automation("D", [IS_PENDING, PENDING], ("status", "open"), add("x")),
        automation("E", [("status", "is", "open"), ("OPEN", "greater_than", "24"), lacks("x")], ("status", "pending")),
    ),
)
WEBHOOKS = (
    case(
        "a task at every update",
        webhook(),
        trigger("A", [has("a")], calls()),
        expected=(("webhook-without-end", "A", "again at every update"),),
    ),
    case("a task once", webhook(), trigger("A", [has("a"), lacks("x")], calls(), add("x"))),
    case(
        "a task of a task",
        webhook(),
        trigger("A", [NEW, ("comment_is_public", "is", "true")], calls()),
        expected=(("webhook-without-end", "A", "for the ticket that its call makes, and so on"),),
    ),
    case("a task of no task", webhook(), trigger("A", [NEW, ("type", "is_not", "task")], calls())),
    case("somebody else's address", webhook("https://example.com/hook"), trigger("A", [has("a")], calls("{}"))),
    case(
        "tickets are changed at every update",
        webhook(f"{ACCOUNT}/api/v2/imports"),
        trigger("A", [has("a")], calls("{}")),
        expected=(("webhook-without-end", "A", "every update"),),
    ),
)
CASES: tuple[RuleCase, ...] = (*RESTART, *UNDOING, *WEBHOOKS)
