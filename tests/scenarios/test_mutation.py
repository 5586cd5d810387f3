"""Mutation testing: what scenarios notice, what survives and how to notice it, and what makes no difference."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scenarios.small import CATEGORY, DESIRED, HEAD, automation, condition, macro, read, trigger

from macrosync import mutating
from macrosync.definitions.load import Definitions
from macrosync.mutating import Effort
from macrosync.resources import Kind
from macrosync.scenarios import Account, Case, Outcome, cases, mutation_report, run_case
from macrosync.scenarios.equivalence import told_by
from macrosync.scenarios.mutants import Category, Mutant, mutants
from macrosync.scenarios.mutation import Fate, Mutation, courses, noticed, told
from macrosync.scenarios.reach import Quick, Watched, may_differ
from macrosync.scenarios.runner import settings as assumed
from macrosync.scenarios.sequences import Sequences
from macrosync.scenarios.sequences import read as as_cases
from macrosync.scenarios.world import World

if TYPE_CHECKING:
    from macrosync.resources import Resource
    from macrosync.rules.updates import Assumptions

A_LITTLE = Effort(workers=1, sequences=100)
ESCALATE = (
    CATEGORY,
    trigger("task", [condition("priority", "is", "urgent"), condition("type", "is_not", "task")], ("type", "task")),
)
FIRES = "{name: fires, ticket: {priority: urgent}, expect: {type: task}}"
TOO_LOW = "{name: too low, ticket: {priority: high}, expect: {type: null}}"
NO_PRIORITY = "{name: none, expect: {type: null}}"


def scenarios(*listed: str) -> tuple[Case, ...]:
    lines = "".join(f"  - {each}\n" if each.startswith("{") else each for each in listed)
    found = read(f"{HEAD}scenarios:\n{lines}")
    assert isinstance(found, Definitions), found
    return tuple(cases(found))


def mutated(account: Account, *listed: str) -> Mutation:
    return mutating.run(scenarios(*listed), account, lambda _what, _done, _total: None, A_LITTLE)


@cache
def of_task(*listed: str) -> Mutation:
    return mutated(Account.of(ESCALATE), *listed)


def what(mutation: Mutation, fate: Fate) -> set[str]:
    return {each.what for each in mutation.of(fate)}


def test_what_a_scenario_notices_is_killed() -> None:
    survived = what(of_task(FIRES), Fate.SURVIVED)
    assert "condition all[1] priority is urgent → priority is_not urgent" not in survived
    assert "action [1] type task dropped" not in survived
    assert "condition all[1] priority is urgent dropped" in survived
    assert "condition all[1] priority is urgent dropped" in what(of_task(FIRES, TOO_LOW), Fate.KILLED)


def test_nothing_is_killed_where_nothing_runs_and_the_score_tells() -> None:
    mutation = of_task(TOO_LOW.replace("{priority: high}", "{priority: high, channel: web}"))
    assert 0 < mutation.score < 50
    assert not mutation.passed


def test_a_condition_that_the_action_makes_needless_is_equivalent() -> None:
    """A ticket that is a task already is none the less a task."""
    assert what(of_task(FIRES), Fate.EQUIVALENT) == {
        "condition all[2] type is_not task dropped",
        "condition all[2] type is_not task → type not_value task",
    }


def test_more_than_a_few_equivalents_are_too_many() -> None:
    mutation = of_task(FIRES)
    assert mutation.too_many_equivalent
    assert list(mutation_report.lines(mutation))[-1].startswith("More than 5 % of the mutants are equivalent")
    one, killed = mutation.of(Fate.EQUIVALENT)[:1], mutation.of(Fate.KILLED)[:1]
    assert not replace(mutation, tried=one + killed * 18).passed
    assert replace(mutation, tried=one + killed * 19).passed
    assert replace(mutation, tried=one + killed * 19).score == 100


@pytest.mark.parametrize(
    ("desired", "part"), [(ESCALATE, 1), ((*DESIRED[:-1], macro("take", ("group_id", "@{group/분실물 담당}"))), 5)]
)
def test_the_scenario_that_is_shown_passes_and_notices(desired: tuple[Resource, ...], part: int) -> None:
    account = Account.of(desired)
    every = list(mutants(account))
    effort = replace(A_LITTLE, every=part)
    mutation = mutating.run(scenarios(NO_PRIORITY), account, lambda *_: None, effort)
    survivors = mutation.of(Fate.SURVIVED)
    assert len(survivors) > len(mutation.tried) // 2
    for tried in survivors:
        assert tried.difference is not None
        if tried.difference.setting or not tried.difference.scenario[-1].startswith("  expect:"):
            continue
        pasted = scenarios("".join(f"  {line}\n" for line in tried.difference.scenario))
        (case,) = pasted
        result, _ = run_case(case, account)
        if any(failure.under for failure in result.failures):
            continue  # it shows under one setting only, and says so
        assert result.outcome is Outcome.PASS, (tried, result)
        mutant = next(each for each in every if (each.key, each.what) == (tried.key, tried.what))
        assert noticed(mutant, pasted, courses(pasted, account)), tried


def test_a_scenario_that_can_no_longer_be_run_has_noticed() -> None:
    account = Account.of(
        (
            CATEGORY,
            macro("wait", ("status", "pending")),
            automation("late", [condition("PENDING", "is", "2")], ("status", "solved")),
        )
    )
    closes = next(each for each in mutants(account) if each.what == "action [1] status solved → status closed")
    goes_on = "{name: a, steps: [{macro: wait}, {at: +4h, comment: {text: 네}}], expect: {comment_count: 2}}"
    listed = scenarios(goes_on)
    assert noticed(closes, listed, courses(listed, account))


def test_a_mistake_that_shows_under_one_setting_only_is_noticed() -> None:
    account = Account.of(
        (
            CATEGORY,
            trigger("first", [condition("status", "is", "new")], ("priority", "high")),
            trigger("second", [condition("priority", "is", "high")], ("type", "task")),
        )
    )
    swap = next(each for each in mutants(account) if each.category is Category.ORDER)
    listed = scenarios("{name: a, expect: {type: task}}")
    assert noticed(swap, listed, courses(listed, account))


def test_two_processes_give_the_same_as_one() -> None:
    listed = scenarios(FIRES)
    account = Account.of(ESCALATE)
    assert mutating.run(listed, account, lambda *_: None, replace(A_LITTLE, workers=2)) == of_task(FIRES)


def test_only_some_may_be_tried() -> None:
    account = Account.of(ESCALATE)
    some = mutating.run(scenarios(FIRES), account, lambda *_: None, replace(A_LITTLE, every=4))
    assert {each.what for each in some.tried} < {each.what for each in mutants(account)}
    assert len(some.tried) == (len(list(mutants(account))) + 3) // 4


def test_an_account_without_rules_has_nothing_to_notice() -> None:
    mutation = mutated(Account(), NO_PRIORITY)
    assert (mutation.tried, mutation.score, mutation.passed) == ((), 100.0, True)


def test_lines_and_data() -> None:
    mutation = of_task(FIRES)
    lines = list(mutation_report.lines(mutation))
    what = "condition all[1] priority is urgent → priority value urgent"
    assert lines[0] == f"Survived workflows/task.yaml:3:5: trigger task: {what} [operator]"
    assert lines[-2] == mutation_report.summary(mutation)
    data = mutation_report.to_json(mutation)
    assert json.loads(json.dumps(data)) == data
    assert data["mutants"] == len(mutation.tried) == sum(mutation.count(fate) for fate in Fate)
    nearly = replace(mutation, tried=(*mutation.of(Fate.KILLED) * 2000, *mutation.of(Fate.SURVIVED)[:1]))
    assert mutation_report.to_json(nearly)["score"] == 99.9


SMALL = Account.of(DESIRED[:-1])
MUTANTS: tuple[Mutant, ...] = tuple(mutants(SMALL))
LOOKS = (
    "{name: looks, steps: [{expect: {type: null}}, {at: +1h, on: ticket, expect: {type: null}}, {at: +2h, type: task}]}"
)
SERIES = Sequences(SMALL, tuple(SMALL.rules()), scenarios(FIRES, TOO_LOW, LOOKS), 7)


def test_sequences_are_the_same_for_the_same_seed() -> None:
    again = Sequences(SMALL, tuple(SMALL.rules()), scenarios(FIRES, TOO_LOW, LOOKS), 7)
    other = Sequences(SMALL, tuple(SMALL.rules()), scenarios(FIRES, TOO_LOW, LOOKS), 8)
    first = [SERIES.written(number) for number in range(20)]
    assert first == [again.written(number) for number in range(20)]
    assert first != [other.written(number) for number in range(20)]


def test_every_sequence_is_a_scenario_that_may_stand_in_a_file() -> None:
    for begin in range(0, 1000, 100):
        assert len(as_cases([SERIES.written(number) for number in range(begin, begin + 100)])) == 100


@given(st.integers(0, 10**6), st.sampled_from(list(assumed())), st.integers(0, len(MUTANTS) - 1))
@settings(max_examples=60)
def test_where_no_turn_may_differ_nothing_does(number: int, assumptions: Assumptions, at: int) -> None:
    from macrosync.scenarios.equivalence import _played  # noqa: PLC0415

    (case,) = as_cases([SERIES.written(number)])
    watched = Watched(SMALL, case.start, assumptions)
    shots = tuple(_played(case, watched))
    assert tuple(_played(case, Quick(SMALL, case.start, assumptions))) == shots
    assert tuple(_played(case, World(SMALL, case.start, assumptions))) == shots
    if not may_differ(MUTANTS[at], watched.all_judged()):
        assert tuple(_played(case, World(MUTANTS[at].account, case.start, assumptions))) == shots


def test_a_rule_that_is_the_same_differs_in_no_sequence() -> None:
    same = {at: replace(each, account=SMALL) for at, each in enumerate(MUTANTS) if each.kind is not Kind.MACRO}
    assert told_by(same, SMALL, SERIES, range(15)) == {}


def test_what_became_of_a_mistake_is_told_without_its_account() -> None:
    assert not hasattr(told(MUTANTS[0], Fate.KILLED), "account")
