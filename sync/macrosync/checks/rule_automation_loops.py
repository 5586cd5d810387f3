"""Automations that a trigger, or another automation, undoes: each hour, or whenever its time has come again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.checks.rule_loops import Undone
from macrosync.checks.rule_order import alternatives
from macrosync.checks.rule_set import DRIVER
from macrosync.checks.rule_trials import Trial, Trials, alike, told, with_parts
from macrosync.resources import Kind
from macrosync.rules import NotModelled, automations
from macrosync.rules.liquid import LiquidInvalid
from macrosync.rules.nullifying import HOURS
from macrosync.rules.updates import RULE_VIA, Update

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.checks.rule_influence import Influence
    from macrosync.checks.rule_set import RuleSet
    from macrosync.checks.rule_witness import Judge, Witness
    from macrosync.resources import Payload
    from macrosync.rules.triggers import Outcome
    from macrosync.scenarios.account import Rule

_TIMES = frozenset({"metric_set", "created_at", "updated_at"})


def check(rules: RuleSet, judge: Judge, influence: Influence) -> Iterator[Undone]:
    """Each automation with the first rule that undoes it, two automations once."""
    trials = Trials(rules)
    for at, automation in enumerate(rules.automations):
        others = (*rules.account.triggers, *rules.automations[at + 1 :])
        touched = [other for other in others if influence.on(automation, other)]
        witnesses = _witnesses(automation, touched, judge, influence)
        later = [other for other in touched if other.kind is Kind.AUTOMATION]
        found = next(_undone(automation, later, witnesses, judge, trials), None)
        if found is not None:
            yield found


def _undone(
    automation: Rule, later: Sequence[Rule], witnesses: Iterator[Witness], judge: Judge, trials: Trials
) -> Iterator[Undone]:
    for witness in witnesses:
        start = _start(witness, trials)
        after = None if start is None else _hour(automation, start.ticket, trials)
        if start is None or after is None:
            continue
        where = told(start, trials.rules)
        if alike(after.ticket, start.ticket) and (by := _last(after, trials.rules)):
            yield Undone(automation, by, where)
        for other in later:
            back = _hour(other, _aged(other, after.ticket, judge), trials)
            if back is not None and alike(back.ticket, start.ticket):
                yield Undone(automation, other, where)


def _witnesses(automation: Rule, others: Sequence[Rule], judge: Judge, influence: Influence) -> Iterator[Witness]:
    """Tickets that set the automation off, and on which another one's conditions hold as far as they can."""
    for conditions in alternatives(automation):
        yield from judge.witnesses(conditions, Kind.AUTOMATION)
        for more in (more for other in others for more in alternatives(other)):
            touched = influence.touched(automation, more)
            rest = [each for each in more if each not in touched and each["field"] not in HOURS]
            if rest:
                yield from judge.witnesses([*conditions, *rest], Kind.AUTOMATION)


def _start(witness: Witness, trials: Trials) -> Trial | None:
    """A ticket that the automation finds, after triggers had looked at it and left it alone."""
    trial = trials.make(witness)
    if trial is None:
        return None
    settled = trials.run(trials.rules.account.triggers, trial)
    return None if settled is None or not alike(settled.ticket, trial.ticket) else trial


def _hour(automation: Rule, ticket: Payload, trials: Trials) -> Outcome | None:
    """One automation's turn and the triggers' cycle after it; None where it does not fire or changes nothing."""
    rules = trials.rules
    try:
        turn = automations.turn(automation.payload, ticket, rules.scene, rules.shows(None))
    except (NotModelled, LiquidInvalid):
        return None
    if not turn.fired or alike(turn.done[-1].ticket, ticket):
        return None
    update = Update(ticket, None, None, DRIVER, RULE_VIA)
    return trials.run(rules.account.triggers, Trial(update, turn.done[-1].ticket))


def _aged(automation: Rule, ticket: Payload, judge: Judge) -> Payload:
    """The ticket when the automation's time has come."""
    timed = [each for each in automation.conditions("all") if each["field"] in HOURS]
    witness = next(judge.witnesses(timed, Kind.AUTOMATION), None)
    parts = [] if witness is None else [moment.now for moment in witness.moments.values()]
    return with_parts(ticket, [{name: part[name] for name in part.keys() & _TIMES} for part in parts])


def _last(outcome: Outcome, rules: RuleSet) -> Rule | None:
    """The trigger that changed the ticket last."""
    changed = [step.rule["id"] for step in outcome.trace if any(done.changes for done in step.done)]
    return next((rule for rule in rules.account.triggers if changed and rule.payload["id"] == changed[-1]), None)
