"""What only shows in what the definitions compile to."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from macrosync.checks import (
    rule_automation_loops,
    rule_automations,
    rule_conditions,
    rule_loops,
    rule_modelled,
    rule_order,
    rule_tags,
    rule_texts,
    rule_webhooks,
)
from macrosync.checks.rule_influence import Influence
from macrosync.checks.rule_set import RuleSet
from macrosync.checks.rule_witness import Judge
from macrosync.checks.texts import BLANK_LETTERS
from macrosync.definitions.wording import shown
from macrosync.resources import Finding, Kind, Payload, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.definitions.target import Target

#: Every business rule is smaller than 65 KB (SUP 4408822236058).
RULE_BYTES = 65_000
#: At most 2,000 options a field (OAS, ticket fields).
OPTIONS = 2_000
#: At most 5,000 shared macros an account (SUP 4408844187034).
MACROS = 5_000
#: The whole tag field of a ticket holds 5,096 characters (SUP 4408835059482): twenty tags of this length fill it.
TAG_LENGTH = 255
_RULES = frozenset({Kind.TRIGGER, Kind.AUTOMATION, Kind.VIEW})
_TAG = re.compile(r"[a-z0-9_:/-]+")
_HTML_TAG = re.compile(r"</?[a-z][^>]*>")


def check(desired: Sequence[Resource], target: Target) -> Iterator[Finding]:
    """Equal titles, tags that Zendesk would cut, what is larger than an account takes, and rules that go wrong."""
    macros = [resource for resource in desired if resource.kind is Kind.MACRO]
    yield from _titles(macros)
    for macro in macros:
        yield from _macro(macro)
    if len(macros) > MACROS:
        message = f"These are {len(macros)} macros; an account holds {MACROS}: retire some."
        yield Finding(macros[0].source, "too-many-macros", message)
    for field in desired:
        if field.kind is Kind.TICKET_FIELD:
            yield from _options(field)
    for rule in desired:
        if rule.kind in _RULES and (size := _size(rule)) > RULE_BYTES:
            title = shown(str(rule.payload["title"]))
            split = "split the level" if rule.kind is Kind.TRIGGER else "split it"
            message = f"The {rule.kind.label} `{title}` has {size} bytes; Zendesk takes {RULE_BYTES}: {split}."
            yield Finding(rule.source, "rule-too-large", message)
    yield from _rules(desired, target)


def _rules(desired: Sequence[Resource], target: Target) -> Iterator[Finding]:
    """What is wrong in rules by themselves and together, each tried as Zendesk would run it."""
    rules = RuleSet.of(desired)
    judge = Judge.of(rules.scene)
    influence = Influence.of(rules, judge.tags)
    yield from rule_modelled.check(rules)
    yield from rule_conditions.check(rules, judge)
    yield from rule_automations.check(rules)
    yield from rule_tags.check(rules, target)
    yield from rule_texts.check(rules, desired)
    yield from rule_webhooks.check(rules, judge)
    undone = [*rule_loops.triggers(rules, judge, influence), *rule_automation_loops.check(rules, judge, influence)]
    yield from (each.finding for each in undone)
    yield from rule_order.check(rules, judge, influence, [each.pair for each in undone])


def _titles(macros: Sequence[Resource]) -> Iterator[Finding]:
    first: dict[str, Resource] = {}
    for macro in macros:
        title = str(macro.payload["title"])
        earlier = first.setdefault(title, macro)
        if earlier is not macro and earlier.source != macro.source:
            message = f"The macro `{shown(title)}` would be there twice, also from {earlier.source}: rename one."
            yield Finding(macro.source, "duplicate-title", message)


def _macro(macro: Resource) -> Iterator[Finding]:
    title = shown(str(macro.payload["title"]))
    if (size := _size(macro)) > RULE_BYTES:
        message = f"The macro `{title}` has {size} bytes; Zendesk takes {RULE_BYTES}: split the step."
        yield Finding(macro.source, "macro-too-large", message)
    for field, value in _actions(macro.payload):
        if field == "current_tags":
            yield from (_tag(macro, tag) for tag in value.split() if not _is_tag(tag))
        elif BLANK_LETTERS.search(_HTML_TAG.sub("", value)):  # `O<a href="…"></a>O` is seen as OO
            message = f"The macro `{title}` would hold a run of letters O: write what is meant, or bind the parameter."
            yield Finding(macro.source, "blank-letters", message)


def _size(rule: Resource) -> int:
    return len(json.dumps(dict(rule.payload), ensure_ascii=False).encode())


def _actions(payload: Payload) -> Iterator[tuple[str, str]]:
    actions = payload["actions"]
    for action in actions if isinstance(actions, list) else ():
        if isinstance(action, dict):
            yield str(action["field"]), str(action["value"])


def _options(field: Resource) -> Iterator[Finding]:
    options = field.payload.get("custom_field_options")
    values = (
        [str(option["value"]) for option in options if isinstance(option, dict)] if isinstance(options, list) else []
    )
    if len(values) > OPTIONS:
        message = f"These are {len(values)} consult types; a ticket field holds {OPTIONS}: retire some."
        yield Finding(field.source, "too-many-options", message)
    yield from (_tag(field, value) for value in values if not _is_tag(value))


def _is_tag(tag: str) -> bool:
    return len(tag) <= TAG_LENGTH and _TAG.fullmatch(tag) is not None


def _tag(resource: Resource, tag: str) -> Finding:
    message = f"The tag `{tag[:60]}` is longer than {TAG_LENGTH} characters: shorten the keys or slugs."
    return Finding(resource.source, "tag-too-long", message)
