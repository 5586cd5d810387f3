"""Rules that are wrong by themselves, and what is said of them: their conditions, tags, actions and texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.checks.rule_desk import (
    CHECK,
    COUNT,
    DAY,
    GROUP,
    TYPE,
    WORD,
    article,
    automation,
    calls,
    macro,
    reply,
    rule,
    trigger,
    view,
    webhook,
)

from macrosync.resources import Kind, Resource

if TYPE_CHECKING:
    from tests.checks.rule_desk import Condition

URGENT = ("priority", "urgent")
PENDING = ("PENDING", "greater_than", "48")
IS_PENDING = ("status", "is", "pending")


@dataclass(frozen=True)
class RuleCase:
    """Rules, and the findings that they give: id, first sign of the rule's key, a part of the sentence."""

    name: str
    desired: tuple[Resource, ...]
    expected: tuple[tuple[str, str, str], ...] = ()


def case(name: str, *desired: Resource, expected: tuple[tuple[str, str, str], ...] = ()) -> RuleCase:
    return RuleCase(name, desired, expected)


def never(name: str, says: str, *every: Condition, some: tuple[Condition, ...] = ()) -> RuleCase:
    """A trigger with conditions that exclude each other."""
    return case(name, trigger("A", every, URGENT, some=some), expected=(("rule-never-fires", "A", says),))


def fine(name: str, *every: Condition, some: tuple[Condition, ...] = ()) -> RuleCase:
    """A trigger whose conditions may hold together, though not at first sight."""
    return case(name, trigger("A", every, URGENT, some=some))


NEVER = (
    never(
        "two statuses",
        "`status is open` and `status is solved` exclude each other",
        ("status", "is", "open"),
        ("current_tags", "includes", "a"),
        ("status", "is", "solved"),
    ),
    never("empty range", "exclude each other", ("status", "less_than", "open"), ("status", "greater_than", "open")),
    never("below the least", "`status less_than new` holds on no ticket", ("status", "less_than", "new")),
    never("no such status of what runs", "holds on no ticket", ("status", "value_previous", "closed")),
    never(
        "a tag that is and is not",
        "exclude",
        ("current_tags", "includes", "a"),
        ("current_tags", "not_includes", "a b"),
    ),
    never("two options", "exclude", (TYPE, "includes", "ride"), (TYPE, "includes", "fare")),
    never("an option and nothing", "exclude", (TYPE, "includes", "ride"), (TYPE, "not_present", None)),
    never("an option and not its tag", "exclude", (TYPE, "includes", "ride"), ("current_tags", "not_includes", "ride")),
    never(
        "an option and another's tag", "exclude", (TYPE, "includes", "ride"), ("current_tags", "includes", "fare lost")
    ),
    never(
        "no option is left",
        "and 2 more exclude each other",
        (TYPE, "present", None),
        (TYPE, "not_includes", "ride"),
        (TYPE, "not_includes", "fare"),
        (TYPE, "not_includes", "lost"),
    ),
    never("a checkbox both ways", "exclude", (CHECK, "is", "true"), (CHECK, "is", "false")),
    never("a checkbox and its tag", "exclude", (CHECK, "is", "true"), ("current_tags", "not_includes", "urgent")),
    never("between two whole numbers", "exclude", (COUNT, "greater_than", "3"), (COUNT, "less_than", "4")),
    never("before and after", "exclude", (DAY, "less_than", "2026-01-01"), (DAY, "greater_than", "2026-01-01")),
    never("two texts", "exclude", (WORD, "is", "가"), (WORD, "is", "나")),
    never("two groups", "exclude", ("group_id", "is", GROUP), ("group_id", "is", "5")),
    never("new and changed from", "exclude", ("update_type", "is", "Create"), ("status", "value_previous", "open")),
    never("new and an update", "exclude", ("update_type", "is", "Create"), ("update_type", "is", "Change")),
    never("changed to two", "exclude", ("status", "value", "open"), ("status", "value", "solved")),
    never("unchanged to", "exclude", ("status", "not_changed", None), ("status", "value", "solved")),
    never(
        "a comment of both kinds", "exclude", ("comment_is_public", "is", "true"), ("comment_is_public", "is", "false")
    ),
    never(
        "a word that is and is not",
        "exclude",
        ("subject_includes_word", "is", "택시"),
        ("subject_includes_word", "is_not", "택시"),
    ),
    never("by two", "exclude", ("role", "is", "agent"), ("role", "is", "end_user")),
    never(
        "no alternative",
        "none of its `any` conditions can hold beside those of `all`",
        ("status", "is", "open"),
        some=(("status", "is", "solved"), ("status", "is", "pending")),
    ),
    case(
        "hours of a status that it is not",
        automation("A", [("status", "is", "open"), PENDING], ("status", "solved")),
        expected=(("rule-never-fires", "A", "`PENDING greater_than 48` exclude each other"),),
    ),
    case(
        "closed tickets, which automations pass by",
        automation("A", [("status", "is", "closed"), ("CLOSED", "is", "5")], ("current_tags", "a")),
        expected=(("rule-never-fires", "A", "holds on no ticket"),),
    ),
    case(
        "a view of nothing",
        view("V", [("type", "is", "task"), ("type", "is", "problem")]),
        expected=(("rule-never-fires", "V", "The view `우리: V` can show no ticket"),),
    ),
    case(
        "one alternative never",
        trigger(
            "A",
            [("status", "less_than", "solved")],
            URGENT,
            some=[("status", "is", "solved"), ("status", "is", "open")],
        ),
        expected=(("condition-never-holds", "A", "`status is solved`"),),
    ),
    case(
        "an option that is not there",
        trigger("A", [(TYPE, "not_includes", "rides")], URGENT),
        view("V", [("status", "is", "open")], some=[(TYPE, "includes", "rode"), (TYPE, "includes", "lost")]),
        expected=(
            ("condition-option-unknown", "A", "`rides`, which is no option of the field `type`; did you mean `ride`?"),
            ("condition-never-holds", "V", "take it out"),
            ("condition-option-unknown", "V", "`rode`"),
        ),
    ),
)
POSSIBLE = (
    fine(
        "from one group that is not named to another",
        ("group_id", "changed", None),
        *((("group_id", operator, value)) for operator in ("not_value", "not_value_previous") for value in ("5", "")),
    ),
    fine("one of two tags", ("current_tags", "includes", "a b"), ("current_tags", "not_includes", "a")),
    fine("two tags", ("current_tags", "includes", "a"), ("current_tags", "includes", "b")),
    fine(
        "words of a subject",
        ("subject_includes_word", "includes", "가 나"),
        ("subject_includes_word", "not_includes", "가"),
    ),
    fine(
        "nothing is neither",
        ("priority", "is_not", "low"),
        ("priority", "is_not", "high"),
        ("priority", "less_than", "low"),
    ),
    fine("changed and unequal", ("status", "changed", None), ("status", "not_value", "solved")),
    # The update set it to pending, and another trigger opened it since: so where what rules did is no change.
    fine("changed to what it is no more", ("status", "value", "pending"), ("status", "is", "open")),
    fine("an unknown channel", ("via_id", "is", "44")),
    fine("somebody else's group", ("assignee_id", "is", "requester_id"), ("requester_id", "is_not", "5")),
    fine("numbers with one between", (COUNT, "greater_than", "3"), (COUNT, "less_than", "5")),
    fine("days that move", (DAY, "within_previous_n_days", "3"), (DAY, "less_than", "2026-01-01")),
    fine(
        "other options",
        (TYPE, "present", None),
        (TYPE, "not_includes", "ride"),
        ("current_tags", "not_includes", "fare"),
    ),
    fine("closing", ("status", "is", "closed"), ("update_type", "is", "Change")),
    fine("no conditions"),
)
MODELLED = (
    case(
        "what macrosync does not know",
        trigger("A", [("in_business_hours", "is", "true")], URGENT),
        trigger("B", [("current_tags", "changed", None)], ("satisfaction_score", "offered")),
        trigger("C", [("status", "value", "asleep")], (TYPE, "rides")),
        automation("D", [("status", "changed", None), PENDING, IS_PENDING], ("status", "open")),
        view("V", [("status", "is", "open"), ("replies", "less_than", "2")]),
        macro("M", ("side_conversation", ["a", "b", "c"])),
        expected=(
            ("rule-not-modelled", "A", "the condition `in_business_hours is true`"),
            ("rule-not-modelled", "B", "the action `satisfaction_score offered`"),
            ("rule-not-modelled", "B", "the condition `current_tags changed`"),
            ("rule-not-modelled", "C", "the action `custom_fields_type rides`"),
            ("rule-not-modelled", "C", "the condition `status value asleep`"),
            ("rule-not-modelled", "D", "the condition `status changed`"),
            ("rule-not-modelled", "M", "the action `side_conversation a b c`"),
            ("rule-not-modelled", "V", "the condition `replies less_than 2`"),
        ),
    ),
    case(
        "Liquid that does not end",
        trigger("A", [("status", "changed", None)], ("notification_group", [GROUP, "{{ticket.id", "확인"])),
        expected=(("liquid-invalid", "A", "holds Liquid that cannot be read"),),
    ),
    case(
        "everything that rules may do",
        trigger(
            "A",
            [("status", "value_previous", "pending"), ("assignee_id", "is", "current_user"), ("role", "is", "agent")],
            ("assignee_id", "current_user"),
            ("status", "closed"),
            ("type", "task"),
            (CHECK, "true"),
            ("notification_user", ["requester_id", "안내", "{{ticket.requester.first_name}}님"]),
        ),
        macro("M", ("group_id", "current_groups"), ("assignee_id", "current_user"), ("subject", "안내")),
    ),
)
AUTOMATIONS = (
    case("a good automation", automation("A", [IS_PENDING, PENDING], ("status", "solved"))),
    case(
        "undone by every alternative",
        automation(
            "A",
            [("status", "less_than", "solved"), PENDING],
            ("current_tags", "x"),
            some=[("current_tags", "not_includes", "x")],
        ),
    ),
    case(
        "no hours",
        automation("A", [IS_PENDING], ("status", "solved")),
        expected=(("automation-without-time", "A", "add one to `all`"),),
    ),
    case(
        "hours in any",
        automation("A", [IS_PENDING], ("status", "solved"), some=[PENDING]),
        expected=(("automation-time-in-any", "A", "put it into `all`"),),
    ),
    case(
        "every hour again",
        automation("A", [IS_PENDING, PENDING], URGENT),
        automation("B", [IS_PENDING, ("PENDING", "is", "48")], URGENT),
        expected=(("automation-repeats", "A", "every hour"),),
    ),
    case(
        "one of two alternatives",
        automation(
            "A",
            [IS_PENDING, PENDING],
            ("current_tags", "x"),
            some=[("current_tags", "not_includes", "x"), ("priority", "is", "low")],
        ),
        expected=(("automation-repeats", "A", "every hour"),),
    ),
    case(
        "any ticket",
        automation("A", [("current_tags", "includes", "x"), ("NEW", "greater_than", "5")], ("remove_tags", "x")),
        expected=(("automation-too-wide", "A", "status, type, group_id, assignee_id or requester_id"),),
    ),
    case(
        "the same conditions",
        automation("A", [IS_PENDING, PENDING], ("status", "solved")),
        automation("B", [PENDING, IS_PENDING], ("status", "open")),
        expected=(("automation-twice", "B", "has the conditions of `우리: A`"),),
    ),
)
TAGS = (
    case(
        "tags that nothing sets",
        trigger("A", [("current_tags", "not_includes", "vip")], URGENT),
        view("V", [("status", "is", "open"), ("current_tags", "includes", "waitin")]),
        macro("M", ("current_tags", "waiting")),
        expected=(
            ("tag-never-set", "A", "`vip`, which nothing here sets; mend it, or name it in `outside_tags`."),
            ("tag-never-set", "V", "`waitin`, which nothing here sets; did you mean `waiting`?"),
        ),
    ),
    case(
        "tags that nothing reads",
        trigger("A", [("status", "value", "solved")], ("current_tags", "seen marked ride")),
        trigger("B", [("status", "value", "open")], ("remove_tags", "marked")),
        automation("D", [IS_PENDING, PENDING], ("status", "open"), ("set_tags", "late x")),
        macro("M", ("current_tags", "told")),
        expected=(("tag-never-read", "A", "adds the tag `seen`"), ("tag-never-read", "D", "adds the tag `late`")),
    ),
    case(
        "tags of a ticket that a webhook makes, of options, of Zendesk, and in Liquid",
        webhook(),
        trigger(
            "A",
            [("current_tags", "includes", "x"), ("current_tags", "not_includes", "done")],
            calls(),
            ("current_tags", "done"),
        ),
        trigger("B", [("current_tags", "includes", "task ride urgent redacted_content")], ("current_tags", "plain")),
        reply("M", "{% if ticket.tags contains 'plain' %}가{% else %}나{% endif %}"),
    ),
)
TEXTS = (
    case(
        "numbers of people",
        reply("M", "문의는 010-1234-5678로 주세요."),
        reply("N", "０１０１２３４５６７８, +82 10 1234 5678, <b>02</b>-123-4567"),
        trigger("A", [("status", "value", "open")], ("notification_group", [GROUP, "031) 123-4567", "0504-1234-5678"])),
        article("R", "<p>010-<b>1234</b>-5678</p>"),
        expected=(
            ("phone-number-in-text", "A", "`031) 123-4567`"),
            ("phone-number-in-text", "A", "`0504-1234-5678`"),
            ("phone-number-in-text", "M", "`010-1234-5678`"),
            ("phone-number-in-text", "N", "`+82 10 1234 5678`"),
            ("phone-number-in-text", "N", "`01012345678`"),
            ("phone-number-in-text", "N", "`02-123-4567`"),
            ("phone-number-in-text", "R", "The article `R` holds the telephone number"),
        ),
    ),
    case(
        "numbers that are none of people",
        reply("M", "고객센터 1588-0000, 1661-1234, 080-123-4567, 112"),
        reply("N", "2026-01-02 10:10, 주문 2026010112345678, A01012345678, 3010-1234-5678, 10,123,456원, 02:30~04:30"),
        article("R", '<a href="https://example.com/articles/01012345678">안내</a> 010 번호'),
    ),
    case(
        "contacts",
        webhook(),
        reply(
            "M", "{{ticket.requester.phone}} {{ticket.title}} {{ticket.requester.first_name}}님 {{current_user.name}}"
        ),
        reply("N", "{{ticket.requester.first_name}}님, {{ticket.requester.last_name}}", public="false"),
        trigger(
            "A",
            [("update_type", "is", "Create")],
            calls(
                '{"ticket": {"comment": {"body": '
                '"{{ticket.requester.name}} {{ticket.requester.first_name}} {{ticket.id}}"}}}'
            ),
        ),
        trigger(
            "B",
            [("status", "changed", None)],
            (
                "notification_user",
                ["assignee_id", "{% assign one = ticket.requester %}", "{{ticket.requester.custom_fields.tel}}"],
            ),
        ),
        expected=(
            ("contact-in-text", "A", "`ticket.requester.first_name`"),
            ("contact-in-text", "A", "`ticket.requester.name`"),
            ("webhook-without-end", "A", "for the ticket that its call makes"),
            ("contact-in-text", "B", "`ticket.requester.custom_fields.tel`"),
            ("contact-in-text", "B", "`ticket.requester`"),
            ("contact-in-text", "M", "`ticket.requester.phone`"),
            ("contact-in-text", "M", "`ticket.title`"),
            ("contact-in-text", "N", "`ticket.requester.last_name`"),
        ),
    ),
)
SIZES = (
    case(
        "too large",
        trigger("A", [("status", "is", "open")], URGENT, some=[("current_tags", "includes", "a" * 40)] * 700),
        automation(
            "D", [IS_PENDING, PENDING], ("status", "solved"), ("notification_group", [GROUP, "안내", "가" * 22_000])
        ),
        rule(Kind.VIEW, "V", [("status", "is", "open")], description="나" * 22_000),
        expected=(
            ("rule-too-large", "A", "split the level"),
            ("tag-never-set", "A", "a" * 40),
            ("rule-too-large", "D", "The automation `우리: D` has"),
            ("rule-too-large", "V", "The view `우리: V` has"),
        ),
    ),
)
CASES = (*NEVER, *POSSIBLE, *MODELLED, *AUTOMATIONS, *TAGS, *TEXTS, *SIZES)
