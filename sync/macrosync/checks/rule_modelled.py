"""Conditions and actions that macrosync does not imitate: they are named, and not taken to be false."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from macrosync.checks.rule_moments import CHANGING
from macrosync.checks.rule_set import AGENT, DRIVER, named
from macrosync.definitions.wording import shown
from macrosync.resources import Finding, Kind
from macrosync.rules import NotModelled, liquid, macro_actions, rule_actions, ticket_conditions, update_conditions
from macrosync.rules.update_conditions import CHANGES, Occasion
from macrosync.rules.updates import Update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from macrosync.checks.rule_set import RuleSet
    from macrosync.resources import Payload
    from macrosync.scenarios.account import Rule


def check(rules: RuleSet) -> Iterator[Finding]:
    """Every part of a rule that cannot be tried, and texts with Liquid that Zendesk could not read."""
    for rule in rules.conditional:
        for condition in (*rule.conditions("all"), *rule.conditions("any")):
            if not _modelled(condition, rule.kind, rules):
                yield _unknown(rule, "condition", rules.in_words(condition))
    shows = {by is None: _blank(rules, by) for by in (AGENT, None)}
    for rule in rules.acting:
        # Nobody is at work when an automation runs.
        for action in rule.actions:
            yield from _action(rule, action, rules, shows[rule.kind is Kind.AUTOMATION])


def _blank(rules: RuleSet, by: Payload | None) -> Callable[[Payload], Mapping[str, object]]:
    """What placeholders stand for on the blank ticket, the only one that is tried here; found out once."""
    shown = cache(lambda: rules.shows(by)(rules.blank))
    return lambda _: shown()


def _modelled(condition: Payload, kind: Kind, rules: RuleSet) -> bool:
    """Whether a condition can be judged, whatever the ticket; `changed` is asked of what an update can change."""
    changes = condition.get("operator") in CHANGES
    if changes and (kind is not Kind.TRIGGER or condition["field"] not in CHANGING):
        return False
    asked = condition
    if changes:
        if str(condition["operator"]).endswith("changed"):
            return True
        asked = {**condition, "operator": "is"}
    try:
        if kind is Kind.TRIGGER:
            update = Update(rules.blank, {"body": "", "public": True}, AGENT, DRIVER, 0)
            update_conditions.evaluate_on_update(asked, Occasion(rules.blank, rules.blank, update, rules.scene))
        else:
            ticket_conditions.evaluate(asked, rules.blank, rules.scene)
    except NotModelled:
        return False
    return True


def _action(
    rule: Rule, action: Payload, rules: RuleSet, shows: Callable[[Payload], Mapping[str, object]]
) -> Iterator[Finding]:
    """What one action does on a blank ticket."""
    try:
        if rule.kind is Kind.MACRO:
            macro_actions.apply([action], rules.blank, shows(rules.blank), fields=rules.fields)
        else:
            rule_actions.act([action], rules.blank, shows, rules.fields)
    except NotModelled:
        yield _unknown(rule, "action", rules.in_words(action))
    except liquid.LiquidInvalid as error:
        words = shown(error.message.rstrip("."), 120)
        message = f"{named(rule)} holds Liquid that cannot be read: {words}; mend it, or take it out."
        yield Finding(rule.source, "liquid-invalid", message)


def _unknown(rule: Rule, what: str, words: str) -> Finding:
    message = f"{named(rule)} has the {what} `{words}`, which macrosync does not know: take it out, or mend it."
    return Finding(rule.source, "rule-not-modelled", message)
