"""Rules that undo each other: looked for by running them again and again.

After a cycle or two, an update that changes nothing must leave a ticket alone. Rules that then still change it, and
come back to what it was, fill its history for nothing, and what holds in the end is chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from macrosync.checks.rule_order import alternatives
from macrosync.checks.rule_set import title
from macrosync.checks.rule_trials import Trials, alike, told
from macrosync.resources import Finding, Kind
from macrosync.rules.updates import Assumptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.checks.rule_influence import Influence
    from macrosync.checks.rule_set import RuleSet
    from macrosync.checks.rule_trials import Trial
    from macrosync.checks.rule_witness import Judge, Witness
    from macrosync.rules.triggers import Outcome
    from macrosync.scenarios.account import Rule

#: So many tickets are tried for each group of rules.
_TICKETS = 8
_SETTINGS = (Assumptions(), Assumptions(restarts=False))
#: Cycles after which rules that settle have settled.
_LEAST_CYCLES = 4


@dataclass(frozen=True, slots=True)
class Undone:
    """Two rules that undo each other, and a ticket on which they do."""

    first: Rule
    second: Rule
    where: str

    @property
    def pair(self) -> frozenset[str]:
        """Both by id."""
        return frozenset({self.first.id, self.second.id})

    @property
    def finding(self) -> Finding:
        """At the first one's place."""
        message = (
            f"`{title(self.first)}` and `{title(self.second)}` undo each other again and again, as on {self.where}: "
            "give one of them a condition that the other does not meet."
        )
        return Finding(self.first.source, "rules-undo-each-other", message)


def triggers(rules: RuleSet, judge: Judge, influence: Influence) -> Iterator[Undone]:
    """Triggers that undo each other, each two once."""
    trials = Trials(rules)
    every = rules.account.triggers
    seen: set[frozenset[str]] = set()
    for group in _circles(every, influence):
        for witness in islice(_witnesses(group, judge, influence), _TICKETS):
            found = _both(group, witness, trials)
            if found is not None and found.pair not in seen:
                seen.add(found.pair)
                yield found
                break


def _circles(every: Sequence[Rule], influence: Influence) -> Iterator[tuple[Rule, ...]]:
    """Two triggers that each set what the other asks for, and three and more that do so in a circle."""
    after: dict[str, set[str]] = {rule.id: set() for rule in every}
    for sets, asks in influence.pairs(every):
        after[sets.id].add(asks.id)
    places = {rule.id: place for place, rule in enumerate(every)}
    for first in every:
        later = sorted(places[each] for each in after[first.id] if first.id in after[each])
        yield from ((first, every[place]) for place in later if place > places[first.id])
    reached = {rule.id: _reached(rule.id, after) for rule in every if after[rule.id]}
    taken: set[str] = set()
    for rule in every:
        there = sorted(places[each] for each in reached.get(rule.id, ()) if rule.id in reached.get(each, ()))
        circle = tuple(every[place] for place in there)
        if len(circle) > 2 and rule.id not in taken:  # noqa: PLR2004 - pairs are there already
            taken |= {each.id for each in circle}
            yield circle


def _reached(start: str, after: dict[str, set[str]]) -> set[str]:
    """All that a trigger touches, through others too; itself only where a circle leads back."""
    seen: set[str] = set()
    ahead = [*after[start]]
    while ahead:
        at = ahead.pop()
        if at not in seen:
            seen.add(at)
            ahead += after[at]
    return seen


def _witnesses(group: Sequence[Rule], judge: Judge, influence: Influence) -> Iterator[Witness]:
    """Tickets that set one of the group off; of two, where the other one's conditions hold as far as they can."""
    for rule in group:
        others = [each for each in group if each is not rule]
        for own in alternatives(rule):
            for other in alternatives(others[0]) if len(others) == 1 else ():
                touched = influence.touched(rule, other)
                yield from judge.witnesses([*own, *(each for each in other if each not in touched)], Kind.TRIGGER)
            yield from judge.witnesses(own, Kind.TRIGGER)


def _both(group: Sequence[Rule], witness: Witness, trials: Trials) -> Undone | None:
    """Whether they undo each other by themselves, and among all the others too."""
    every = trials.rules.account.triggers
    trial = trials.make(witness)
    if trial is None or _undone(group, trial, trials) is None:
        return None
    came_in = trials.make(witness, before=every)
    pair = None if came_in is None else _undone(every, came_in, trials)
    if came_in is None or pair is None:
        return None
    return Undone(*pair, told(came_in, trials.rules))


def _undone(among: Sequence[Rule], trial: Trial, trials: Trials) -> tuple[Rule, Rule] | None:
    for assumptions in _SETTINGS:
        cycles: list[Outcome] = []
        at = trial
        for _ in range(max(_LEAST_CYCLES, min(len(among), 2 * _LEAST_CYCLES)) + 1):
            outcome = trials.run(among, at, assumptions)
            if outcome is None:
                return None
            cycles.append(outcome)
            if len(cycles) > 1 and not _changers(outcome, among):
                break
            at = trials.again(outcome.ticket)
        else:
            pair = _pair(cycles, among, trials, assumptions)
            if pair is not None:
                return pair
    return None


def _pair(
    cycles: Sequence[Outcome], among: Sequence[Rule], trials: Trials, assumptions: Assumptions
) -> tuple[Rule, Rule] | None:
    """Two of the rules that bring a ticket back to what it was before, and change it all the same."""
    before, last = cycles[:-1], cycles[-1]
    if not any(alike(each.ticket, last.ticket) for each in before):
        return None
    if not alike(before[-1].ticket, last.ticket):
        changers = list(dict.fromkeys(rule for each in cycles[-2:] for rule in _changers(each, among)))
        return _two(changers, among)
    changers = _changers(last, among)
    for at, first in enumerate(changers):
        without = trials.run([rule for rule in among if rule != first], trials.again(before[-1].ticket), assumptions)
        fires = set() if without is None else {str(each["id"]) for each in without.fired}
        # One that fires without the other sets what holds, wherever the other put it.
        second = next((rule for rule in changers[at + 1 :] if rule.id not in fires), None)
        if without is not None and second is not None:
            return _two([first, second], among)
    return None


def _two(changers: Sequence[Rule], among: Sequence[Rule]) -> tuple[Rule, Rule] | None:
    """The first two, in the order of the list."""
    ordered = [rule for rule in among if rule in changers[:2]]
    return (ordered[0], ordered[1]) if len(ordered) > 1 else None


def _changers(outcome: Outcome, among: Sequence[Rule]) -> list[Rule]:
    """The rules that changed the ticket, in the order in which they fired."""
    by_id = {rule.id: rule for rule in among}
    return [
        by_id[str(step.rule["id"])] for step in outcome.trace if step.fired and any(done.changes for done in step.done)
    ]
