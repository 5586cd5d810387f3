"""Which mistakes in the rules the scenarios notice: each one is tried on every scenario that could.

A scenario notices a mistake where it no longer passes under some setting of what is assumed of Zendesk. One that can
no longer be run, since the mistake closed its ticket or made no task, has noticed it too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from macrosync.scenarios.broken import Broken
from macrosync.scenarios.reach import Quick, Watched, may_differ
from macrosync.scenarios.runner import checked, settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from macrosync.resources import Kind, Source
    from macrosync.rules.updates import Assumptions
    from macrosync.scenarios.account import Account
    from macrosync.scenarios.cases import Case
    from macrosync.scenarios.equivalence import Difference
    from macrosync.scenarios.mutants import Category, Mutant
    from macrosync.scenarios.reach import Judged

#: More mistakes than this of a hundred that make no difference tell of rules that say too much.
MOST_EQUIVALENT = 5


class Fate(StrEnum):
    """What became of a mistake: a scenario noticed it, none did, or there is nothing to notice."""

    KILLED = "killed"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"


@dataclass(frozen=True, slots=True)
class Course:
    """How one scenario went under one setting without any mistake: what rules came to, and the turns that it took."""

    case: int
    assumptions: Assumptions
    turns: int
    judged: frozenset[Judged]


@dataclass(frozen=True, slots=True)
class Tried:
    """One mistake and what became of it; `difference` is how to notice one that survived."""

    kind: Kind
    key: str
    source: Source
    category: Category
    what: str
    fate: Fate
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Mutation:
    """Every mistake, in the order of the rules."""

    tried: tuple[Tried, ...]

    def count(self, fate: Fate) -> int:
        """How many ended so."""
        return Counter(each.fate for each in self.tried)[fate]

    def of(self, fate: Fate) -> tuple[Tried, ...]:
        """Those that ended so."""
        return tuple(each for each in self.tried if each.fate is fate)

    @property
    def score(self) -> float:
        """Of a hundred mistakes that make a difference, how many are noticed."""
        counted = len(self.tried) - self.count(Fate.EQUIVALENT)
        return 100 * self.count(Fate.KILLED) / counted if counted else 100.0

    @property
    def too_many_equivalent(self) -> bool:
        """Whether more than a few make no difference."""
        return 100 * self.count(Fate.EQUIVALENT) > MOST_EQUIVALENT * len(self.tried)

    @property
    def passed(self) -> bool:
        """Whether every mistake that makes a difference is noticed, and few make none."""
        return not self.count(Fate.SURVIVED) and not self.too_many_equivalent


def courses(cases: Sequence[Case], account: Account) -> tuple[Course, ...]:
    """How every scenario goes without a mistake."""
    return in_order(course for at, case in enumerate(cases) for course in courses_of(at, case, account))


def courses_of(at: int, case: Case, account: Account) -> tuple[Course, ...]:
    """How one scenario goes under every setting."""
    return tuple(_course(at, case, account, assumptions) for assumptions in settings())


def in_order(made: Iterable[Course]) -> tuple[Course, ...]:
    """The settings that are taken to be true first, and under each the scenarios that are over soon."""
    places = {assumptions: place for place, assumptions in enumerate(settings())}
    return tuple(sorted(made, key=lambda each: (places[each.assumptions], each.turns, each.case)))


def noticed(mutant: Mutant, cases: Sequence[Case], known: Sequence[Course]) -> bool:
    """Whether a scenario no longer passes with the mistake; the rest is not tried."""
    return any(
        _fails(cases[course.case], mutant.account, course.assumptions)
        for course in known
        if may_differ(mutant, course.judged)
    )


def told(mutant: Mutant, fate: Fate, difference: Difference | None = None) -> Tried:
    """What became of a mistake, without the account that it was tried in."""
    return Tried(mutant.kind, mutant.key, mutant.source, mutant.category, mutant.what, fate, difference)


def _course(at: int, case: Case, account: Account, assumptions: Assumptions) -> Course:
    world = Watched(account, case.start, assumptions)
    for _ in checked(case, world):
        pass
    return Course(at, assumptions, world.turns, world.all_judged())


def _fails(case: Case, account: Account, assumptions: Assumptions) -> bool:
    try:
        return any(checked(case, Quick(account, case.start, assumptions)))
    except Broken:
        return True
