"""Run scenarios under every setting of what is assumed of Zendesk: one passes only where it passes under all."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import product
from typing import TYPE_CHECKING

from macrosync.rules import NotModelled
from macrosync.rules.liquid import LiquidInvalid
from macrosync.rules.updates import Assumptions
from macrosync.scenarios import coverage, expectations, steps, trace
from macrosync.scenarios.broken import Broken
from macrosync.scenarios.expectations import Scope
from macrosync.scenarios.results import Failure, Fault, Outcome, Report, Result
from macrosync.scenarios.timeline import Update
from macrosync.scenarios.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.resources import Payload, Source
    from macrosync.scenarios.account import Account
    from macrosync.scenarios.cases import Case
    from macrosync.scenarios.coverage import Mark
    from macrosync.scenarios.timeline import Event

_STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Run:
    """One scenario under one setting: what was not met, or what broke it, and what had happened by then."""

    assumptions: Assumptions
    failures: tuple[Failure, ...]
    events: tuple[Event, ...]
    marks: frozenset[Mark]
    error: Broken | None = None


def settings() -> Iterator[Assumptions]:
    """Every setting of every assumption, what is taken to be true first."""
    names = [each.name for each in fields(Assumptions)]
    for values in product((True, False), repeat=len(names)):
        yield Assumptions(**dict(zip(names, values, strict=True)))


def run(cases: Sequence[Case], account: Account, broken: Sequence[Result] = ()) -> Report:
    """Every scenario's result. `broken` are those of files that could not be read."""
    seen: set[Mark] = set()
    results = list(broken)
    for case in cases:
        result, marks = run_case(case, account)
        results.append(result)
        seen |= marks
    return Report(tuple(sorted(results, key=lambda each: each.source)), coverage.measure(account, seen))


def run_case(case: Case, account: Account) -> tuple[Result, frozenset[Mark]]:
    """One scenario under every setting, and what it exercised."""
    runs = [_once(case, account, assumptions) for assumptions in settings()]
    marks = frozenset(mark for each in runs for mark in each.marks)
    broken = next((each for each in runs if each.error is not None), None)
    if broken is not None and broken.error is not None:
        fault = Fault(broken.error.source or case.source, str(broken.error))
        return Result(case.name, case.source, Outcome.ERROR, faults=(fault,)), marks
    failed = next((each for each in runs if each.failures), None)
    if failed is None:
        return Result(case.name, case.source, Outcome.PASS), marks
    lines = trace.lines(failed.events, account, case.start)
    return Result(case.name, case.source, Outcome.FAIL, _together(runs), trace=lines), marks


def _together(runs: Sequence[Run]) -> tuple[Failure, ...]:
    """The failures of all runs, each once, with the settings under which it was one."""
    under: dict[Failure, list[str]] = {}
    for each in runs:
        for failure in each.failures:
            under.setdefault(failure, []).append(_setting(each.assumptions))
    return tuple(
        Failure(failure.source, failure.expected, failure.found, () if len(names) == len(runs) else tuple(names))
        for failure, names in under.items()
    )


def _setting(assumptions: Assumptions) -> str:
    return ", ".join(f"{each.name}={str(getattr(assumptions, each.name)).lower()}" for each in fields(Assumptions))


def _once(case: Case, account: Account, assumptions: Assumptions) -> Run:
    """The scenario under one setting; events end where the first expectation was not met, as a trace does."""
    world = World(account, case.start, assumptions)
    failures: list[Failure] = []
    until: int | None = None
    try:
        for found in checked(case, world):
            failures += found
            if found and until is None:
                until = len(world.timeline)
    except Broken as error:
        return Run(assumptions, (), (), frozenset(world.marks), error)
    return Run(assumptions, tuple(failures), tuple(world.timeline[:until]), frozenset(world.marks))


def checked(case: Case, world: World) -> Iterator[list[Failure]]:
    """Run a scenario: what is not as expected after each step, and at the end. Raises Broken."""
    with _at(case.source):
        steps.come_in(case, world)
    came_in = _as_it_came_in(world)
    for at, step in enumerate(case.scenario.steps):
        # A first step in which nobody acts looks at what the coming in of the ticket set off.
        since, before = (0, came_in) if at == 0 and not step.acts else (len(world.timeline), None)
        tickets = [record.ticket for record in world.records]
        with _at(case.place(_STEPS, at)):
            record = steps.take(step, at, case, world)
            if step.expect is not None:
                was = before or _was(record.number, tickets) or record.ticket
                scope = Scope(case, world, record, was, world.timeline[since:])
                yield list(expectations.check(step.expect, (_STEPS, at, "expect"), scope))
    if case.scenario.expect is not None:
        with _at(case.place("expect")):
            scope = Scope(case, world, world.records[0], came_in, world.timeline)
            yield list(expectations.check(case.scenario.expect, ("expect",), scope))


def _as_it_came_in(world: World) -> Payload:
    """The scenario's ticket before any rule."""
    first = world.timeline[0]
    return first.updated if isinstance(first, Update) else world.records[0].ticket


def _was(number: int, tickets: Sequence[Payload]) -> Payload | None:
    return next((ticket for ticket in tickets if ticket["id"] == number), None)


@contextmanager
def _at(source: Source) -> Iterator[None]:
    """What breaks a scenario, at its place: that of the whole step, where nothing nearer is known."""
    try:
        yield
    except Broken as broken:
        raise Broken(str(broken), broken.source or source) from None
    except (NotModelled, LiquidInvalid) as error:
        raise Broken(str(error), source) from None
