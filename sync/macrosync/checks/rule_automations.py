"""What Zendesk asks of an automation beside its conditions being met (SUP 4408832701850, 4408885654298)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.checks.rule_set import named, title
from macrosync.resources import Finding
from macrosync.rules import nullifying
from macrosync.rules.nullifying import HOURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.checks.rule_set import RuleSet
    from macrosync.resources import Payload
    from macrosync.scenarios.account import Rule

#: One of these has to stand in `all` (REF automations; the API checks it).
_ANCHORS = ("status", "type", "group_id", "assignee_id", "requester_id", "custom_status_id")


def check(rules: RuleSet) -> Iterator[Finding]:
    """Everything that Zendesk would refuse, or do again every hour."""
    first: dict[frozenset[object], Rule] = {}
    for rule in rules.automations:
        yield from _time(rule)
        yield from _anchor(rule)
        yield from _nullifies(rule, rules)
        earlier = first.setdefault(_asked(rule), rule)
        if earlier is not rule:
            message = (
                f"{named(rule)} has the conditions of `{title(earlier)}`, and Zendesk takes them once: put the "
                "actions of both into one."
            )
            yield Finding(rule.source, "automation-twice", message)


def _time(rule: Rule) -> Iterator[Finding]:
    if any(each["field"] in HOURS for each in rule.conditions("any")):
        message = f"{named(rule)} has a condition on hours in `any`: put it into `all`."
        yield Finding(rule.source, "automation-time-in-any", message)
    elif not any(each["field"] in HOURS for each in rule.conditions("all")):
        message = f"{named(rule)} has no condition on hours: add one to `all`, such as PENDING greater_than 48."
        yield Finding(rule.source, "automation-without-time", message)


def _anchor(rule: Rule) -> Iterator[Finding]:
    if not any(each["field"] in _ANCHORS for each in rule.conditions("all")):
        known = ", ".join(_ANCHORS[:-2])
        message = f"{named(rule)} needs a condition on one of {known} or {_ANCHORS[-2]} in `all`: add one."
        yield Finding(rule.source, "automation-too-wide", message)


def _nullifies(rule: Rule, rules: RuleSet) -> Iterator[Finding]:
    """One of `all`, or every one of `any`, has to be undone by an action, or be true once only."""
    every, some = rule.conditions("all"), rule.conditions("any")
    by_any = bool(some) and all(nullifying.undone([each], rule.actions, rules.fields) for each in some)
    if not by_any and not nullifying.undone(every, rule.actions, rules.fields):
        message = (
            f"{named(rule)} would do its actions again every hour: let an action undo a condition, such as a tag that "
            "it adds and `not_includes` asks for."
        )
        yield Finding(rule.source, "automation-repeats", message)


def _asked(rule: Rule) -> frozenset[object]:
    """The conditions, in whatever order they stand."""

    def key(which: str, each: Payload) -> object:
        return which, str(each["field"]), str(each.get("operator")), str(each.get("value"))

    return frozenset(key(which, each) for which in ("all", "any") for each in rule.conditions(which))
