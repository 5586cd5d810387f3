"""The steps of `macrosync test --mutate`: try every mistake, two processes side by side, in an order that stays.

A mistake that no scenario notices is then looked for in generated sequences of events, many at a time, until one tells
it or all gave the same.
"""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

from macrosync.scenarios import equivalence, mutants, mutation
from macrosync.scenarios.mutation import Fate, Mutation
from macrosync.scenarios.sequences import Sequences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from macrosync.scenarios import Account, Case
    from macrosync.scenarios.mutants import Mutant
    from macrosync.scenarios.mutation import Course, Tried

#: Sequences that a process runs before it is told which mistakes are known by now.
_AT_ONCE = 25

_In = TypeVar("_In")
_Out = TypeVar("_Out")


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is tried: every so many of the mistakes, in so many sequences, by so many processes."""

    workers: int = 2
    every: int = 1
    sequences: int = equivalence.SEQUENCES


ALL = Effort()


@dataclass(frozen=True, slots=True)
class _Trial:
    """What every process needs: the scenarios, the account, and how they go without a mistake."""

    cases: Sequence[Case]
    account: Account
    courses: Sequence[Course]
    effort: Effort


def run(
    cases: Sequence[Case], account: Account, tell: Callable[[str, int, int], None], effort: Effort = ALL
) -> Mutation:
    """Try mistakes in all rules on scenarios that pass; `tell` is told what is done, how many, of how many."""
    numbers = range(len(mutants.mutable(account)))
    tried: list[Tried] = []
    left: dict[int, Mutant] = {}
    with _pool(effort.workers) as pool:
        made = _map(pool, partial(_courses, account), enumerate(cases))
        trial = _Trial(cases, account, mutation.in_order(course for each in made for course in each), effort)
        for at, ended in enumerate(_map(pool, partial(_of_rule, trial), numbers), 1):
            for each, survivor in ended:
                if survivor is not None:
                    left[len(tried)] = survivor
                tried.append(each)
            tell("Trying mistakes in the rules", at, len(numbers))
        for at, told in _told(left, trial, tell, pool):
            tried[at] = told
    return Mutation(tuple(tried))


def _courses(account: Account, numbered: tuple[int, Case]) -> tuple[Course, ...]:
    return mutation.courses_of(*numbered, account)


def _of_rule(trial: _Trial, number: int) -> list[tuple[Tried, Mutant | None]]:
    """Every mistake in one rule; those that survived with all that is needed to look further."""
    rule = mutants.mutable(trial.account)[number]
    ended: list[tuple[Tried, Mutant | None]] = []
    for at, mutant in enumerate(mutants.mutants_of(rule, trial.account), number):
        if at % trial.effort.every == 0:
            survives = not mutation.noticed(mutant, trial.cases, trial.courses)
            fate = Fate.EQUIVALENT if survives else Fate.KILLED
            ended.append((mutation.told(mutant, fate), mutant if survives else None))
    return ended


def _told(
    survivors: Mapping[int, Mutant],
    trial: _Trial,
    tell: Callable[[str, int, int], None],
    pool: ProcessPoolExecutor | None,
) -> Iterator[tuple[int, Tried]]:
    """Of survivors those that make a difference, with a sequence that tells it."""
    left, account = dict(survivors), trial.account
    rules = equivalence.touched(tuple(survivors.values()))
    series = Sequences(account, rules, trial.cases, equivalence.SEED)
    done, found, most = 0, dict[int, int](), trial.effort.sequences
    while left and done < most:
        begins = range(done, min(done + _AT_ONCE * trial.effort.workers, most), _AT_ONCE)
        parts = [range(begin, min(begin + _AT_ONCE, most)) for begin in begins]
        for part in _map(pool, partial(equivalence.told_by, left, account, series), parts):
            found = {**part, **found}
        done = parts[-1].stop
        left = {at: mutant for at, mutant in left.items() if at not in found}
        tell("Looking for what survivors change", done, most)
    wanted = sorted(found)
    shown = _map(pool, partial(_shown, account, series), [(survivors[at], found[at]) for at in wanted])
    yield from zip(wanted, shown, strict=True)


def _shown(account: Account, series: Sequences, told: tuple[Mutant, int]) -> Tried:
    mutant, number = told
    return mutation.told(mutant, Fate.SURVIVED, equivalence.difference(mutant, account, series, number))


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor | None]:
    """So many processes; none but this one where it is one."""
    if workers == 1:
        yield None
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _map(pool: ProcessPoolExecutor | None, function: Callable[[_In], _Out], items: Iterable[_In]) -> Iterator[_Out]:
    """The results in the order of the items, whoever is done first."""
    return map(function, items) if pool is None else pool.map(function, items)


def _leave_interrupts() -> None:
    """Ctrl-C is the command's to answer: a process of its own would print a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
