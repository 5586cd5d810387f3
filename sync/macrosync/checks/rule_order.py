"""Triggers whose outcome hangs on what no official text of Zendesk's settles (facts: rules.updates.Assumptions).

Whether the list runs again from the top after a trigger fired, and whether what rules changed counts as changed, is
assumed. So rules are tried under every setting, on tickets that are built from their own conditions: pairs first, of
which one sets what the other asks for, and where a pair differs the whole list, on a ticket that came in before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from macrosync.checks.rule_influence import asks_for_a_change
from macrosync.checks.rule_set import title
from macrosync.checks.rule_trials import Trial, Trials, compared, told
from macrosync.checks.rule_witness import opposite
from macrosync.resources import Finding, Kind
from macrosync.rules.updates import Assumptions
from macrosync.scenarios.runner import settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.checks.rule_influence import Influence
    from macrosync.checks.rule_set import RuleSet
    from macrosync.checks.rule_witness import Judge, Witness
    from macrosync.resources import Payload
    from macrosync.scenarios.account import Rule

#: So many conditions of an `any`, and tickets of a pair, are tried.
ALTERNATIVES = 3
_TICKETS = 12


@dataclass(frozen=True, slots=True)
class Differs:
    """A trigger that asks for what another sets, and a ticket on which a setting decides what they do."""

    asks: Rule
    trial: Trial
    by_restart: bool


def check(rules: RuleSet, judge: Judge, influence: Influence, apart: Sequence[frozenset[str]]) -> Iterator[Finding]:
    """One finding for each trigger that sets what others ask for. `apart` are pairs that a finding names already."""
    trials = Trials(rules)
    places = {rule.id: place for place, rule in enumerate(rules.account.triggers)}
    found: dict[str, list[Differs]] = {}
    for sets, asks in influence.pairs(rules.account.triggers):
        earlier = places[asks.id] < places[sets.id]
        if (earlier or asks_for_a_change(asks)) and frozenset({sets.id, asks.id}) not in apart:
            differs = _tried(sets, asks, judge, influence, trials)
            if differs is not None:
                found.setdefault(sets.id, []).append(differs)
    for sets in rules.account.triggers:
        if sets.id in found:
            yield _finding(sets, found[sets.id], rules)


def alternatives(rule: Rule) -> Iterator[list[Payload]]:
    """Conditions that set a rule off: all of `all`, and one of the first ones of `any`."""
    every, some = rule.conditions("all"), rule.conditions("any")
    yield from ([*every, each] for each in some[:ALTERNATIVES]) if some else [every]


def _tried(sets: Rule, asks: Rule, judge: Judge, influence: Influence, trials: Trials) -> Differs | None:
    every = trials.rules.account.triggers
    pair = [rule for rule in every if rule.id in {sets.id, asks.id}]
    for witness in islice(_witnesses(sets, asks, judge, influence), _TICKETS):
        trial = trials.make(witness)
        if trial is None or _decides(pair, trial, trials) is None:
            continue
        came_in = trials.make(witness, before=every)
        by_restart = _decides(every, came_in, trials) if came_in is not None else None
        if came_in is not None and by_restart is not None:
            return Differs(asks, came_in, by_restart)
    return None


def _witnesses(sets: Rule, asks: Rule, judge: Judge, influence: Influence) -> Iterator[Witness]:
    """Tickets on which one trigger fires, and the other would but for what the first one sets."""
    touched = influence.touched(sets, (*asks.conditions("all"), *asks.conditions("any")))
    for own in alternatives(sets):
        for other in alternatives(asks):
            rest = [each for each in other if each not in touched]
            for each in touched:
                yield from judge.witnesses([*own, *rest, opposite(each)], Kind.TRIGGER)
            yield from judge.witnesses([*own, *rest], Kind.TRIGGER)


def _decides(among: Sequence[Rule], trial: Trial, trials: Trials) -> bool | None:
    """Whether it is the restart (else what counts as a change) that decides what becomes of a ticket, if any does."""
    changes = any(asks_for_a_change(rule) for rule in among)
    came_to: dict[Assumptions, object] = {}
    for assumptions in (each for each in settings() if changes or each.rules_count_as_change):
        outcome = trials.run(among, trial, assumptions)
        if outcome is None:
            return None
        came_to[assumptions] = (compared(outcome.ticket), sorted(map(str, outcome.effects)))
    usual = came_to[Assumptions()]
    if all(each == usual for each in came_to.values()):
        return None
    return any(each != came_to[replace(at, restarts=not at.restarts)] for at, each in came_to.items())


def _finding(sets: Rule, differs: Sequence[Differs], rules: RuleSet) -> Finding:
    first = differs[0]
    others = f" (and {len(differs) - 1} more)" if len(differs) > 1 else ""
    decides = (
        "the list starts again after a trigger fired" if first.by_restart else "what rules change counts as changed"
    )
    mend = "let the second run first, or" if first.by_restart else "let"
    message = (
        f"What `{title(first.asks)}`{others} and `{title(sets)}` do hangs on whether {decides}, as on "
        f"{told(first.trial, rules)}: {mend} neither ask for what the other sets."
    )
    return Finding(sets.source, "outcome-unsettled", message)
