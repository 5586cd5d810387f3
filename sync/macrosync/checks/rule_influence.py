"""Which triggers and automations can change what others ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.rules import tags
from macrosync.rules.hours import STATUS_HOURS
from macrosync.rules.update_conditions import CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from macrosync.checks.rule_set import RuleSet
    from macrosync.checks.tag_clauses import Tags
    from macrosync.resources import Payload
    from macrosync.scenarios.account import Rule

#: What `set_tags` touches beside its own tags: every other one.
_EVERY_TAG = "every tag"
_PEOPLE = frozenset({"assignee_id", "requester_id"})


@dataclass(frozen=True, slots=True)
class Influence:
    """What each rule writes and asks for: names of attributes, and tags as `tag:…`."""

    known: Tags
    writes: Mapping[str, frozenset[str]]
    reads: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, rules: RuleSet, known: Tags) -> Influence:
        """Of the triggers and automations."""
        every = (*rules.account.triggers, *rules.automations)
        return cls(
            known,
            {rule.id: frozenset(name for each in rule.actions for name in _written(each, known)) for rule in every},
            {rule.id: frozenset(name for each in _conditions(rule) for name in asked(each)) for rule in every},
        )

    def on(self, first: Rule, second: Rule) -> bool:
        """Whether the actions of the first touch what the second asks for."""
        return not self.writes[first.id].isdisjoint(self.reads[second.id])

    def touched(self, by: Rule, conditions: Sequence[Payload]) -> list[Payload]:
        """Those of the conditions that a rule's actions touch."""
        return [each for each in conditions if not self.writes[by.id].isdisjoint(asked(each))]

    def pairs(self, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
        """Each rule with each other one that its actions may touch, in their order."""
        readers: dict[str, list[Rule]] = {}
        for rule in rules:
            for name in self.reads[rule.id]:
                readers.setdefault(name, []).append(rule)
        places = {rule.id: place for place, rule in enumerate(rules)}
        for rule in rules:
            touched = {places[each.id] for name in self.writes[rule.id] for each in readers.get(name, ())}
            yield from ((rule, rules[place]) for place in sorted(touched - {places[rule.id]}))


def asked(condition: Payload) -> Iterator[str]:
    """What a condition looks at."""
    name = str(condition["field"])
    if name == "current_tags":
        yield _EVERY_TAG
        yield from (f"tag:{tag}" for tag in tags.normalise_tags(str(condition.get("value") or "")))
        return
    yield "status" if name in STATUS_HOURS else name
    if condition.get("value") in _PEOPLE:
        yield str(condition["value"])


def asks_for_a_change(rule: Rule) -> bool:
    """Whether a rule asks for what changed."""
    return any(each.get("operator") in CHANGES for each in _conditions(rule))


def _conditions(rule: Rule) -> tuple[Payload, ...]:
    return (*rule.conditions("all"), *rule.conditions("any"))


def _written(action: Payload, known: Tags) -> Iterator[str]:
    """What an action changes; a tag that is an option changes its field and the field's other options."""
    name, value = str(action["field"]), action.get("value")
    number = known.number(name)
    if name in {"current_tags", "set_tags", "remove_tags"}:
        named = tags.normalise_tags(str(value or ""))
        yield from (f"tag:{tag}" for tag in named)
        for other, options in known.tags.items():
            if name == "set_tags" or not options.isdisjoint(named):
                yield f"custom_fields_{other}"
                yield from (f"tag:{tag}" for tag in options)
        if name == "set_tags":
            yield _EVERY_TAG
        return
    yield name
    if number is not None:
        yield from (f"tag:{tag}" for tag in known.tags[number])
