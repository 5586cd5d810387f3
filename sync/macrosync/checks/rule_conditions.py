"""Rules whose conditions no ticket can ever meet, and conditions for what a field cannot be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from macrosync.checks.rule_set import named
from macrosync.definitions.wording import shown
from macrosync.resources import Finding, Kind
from macrosync.rules import tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.checks.rule_set import RuleSet
    from macrosync.checks.rule_witness import Judge
    from macrosync.resources import Payload
    from macrosync.scenarios.account import Rule

#: So many conditions of those that exclude each other are named.
_NAMED = 2


def check(rules: RuleSet, judge: Judge) -> Iterator[Finding]:
    """Every rule that cannot hold, or has conditions that cannot."""
    for rule in rules.conditional:
        yield from _options(rule, rules, judge)
        every, some = rule.conditions("all"), rule.conditions("any")
        if not judge.possible(every, rule.kind):
            yield _never(rule, _words(_core(every, rule.kind, judge), rules))
        elif some:
            yield from _alternatives(rule, rules, judge)


def _alternatives(rule: Rule, rules: RuleSet, judge: Judge) -> Iterator[Finding]:
    """Conditions of `any` beside those of `all`: that one can hold, and which one never does."""
    every, some = rule.conditions("all"), rule.conditions("any")
    parts = {judge.part(each, rule.kind) for each in every}
    dead = [
        each
        for each in some
        if not judge.possible([*every, each] if judge.part(each, rule.kind) in parts else [each], rule.kind)
    ]
    alive = next((each for each in some if each not in dead and judge.possible([*every, each], rule.kind)), None)
    if alive is None:
        yield _never(rule, "none of its `any` conditions can hold beside those of `all`")
        return
    for each in dead:
        message = f"{named(rule)} has a condition in `any` that can never hold, `{rules.in_words(each)}`: take it out."
        yield Finding(rule.source, "condition-never-holds", message)


def _never(rule: Rule, why: str) -> Finding:
    does = "can show no ticket" if rule.kind is Kind.VIEW else "can never fire"
    return Finding(rule.source, "rule-never-fires", f"{named(rule)} {does}: {why}; mend its conditions.")


def _core(conditions: Sequence[Payload], kind: Kind, judge: Judge) -> list[Payload]:
    """As few of these conditions as still exclude each other."""
    kept = list(conditions)
    for each in conditions:
        without = [other for other in kept if other is not each]
        if not judge.possible(without, kind):
            kept = without
    return kept


def _words(core: Sequence[Payload], rules: RuleSet) -> str:
    words = [f"`{rules.in_words(each)}`" for each in core[:_NAMED]]
    if len(core) > _NAMED:
        words.append(f"{len(core) - _NAMED} more")
    if len(core) == 1:
        return f"{words[0]} holds on no ticket"
    return f"{' and '.join(words)} exclude each other"


def _options(rule: Rule, rules: RuleSet, judge: Judge) -> Iterator[Finding]:
    """Conditions on an option that the drop-down or multi-select does not have."""
    for condition in (*rule.conditions("all"), *rule.conditions("any")):
        number = judge.tags.number(str(condition["field"]))
        if number is None or judge.fields[number].get("type") == "checkbox":
            continue
        asks = str(condition.get("operator")).removeprefix("not_").removesuffix("_not") in {"is", "includes"}
        value = condition.get("value")
        if not asks or judge.tags.has(number, value):
            continue
        close = get_close_matches(str(value), sorted(tags.option_tags(judge.fields[number])), n=1)
        field = rules.account.in_words(str(number))
        advice = f"did you mean `{shown(close[0])}`?" if close else "mend it, or add the option."
        message = (
            f"{named(rule)} asks for `{shown(str(value))}`, which is no option of the field `{shown(field)}`; {advice}"
        )
        yield Finding(rule.source, "condition-option-unknown", message)
