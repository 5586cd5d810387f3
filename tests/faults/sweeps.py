"""A sweep of the lost items, killed at any of its calls, and the next one: every case has its one open task."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import time_machine
from tests.faults.commands import command, fault, holds, mend, start
from tests.faults.leaks import leaks
from tests.faults.project import STATE
from tests.faults.trials import Tried, errors, manners
from tests.followups.office import AGENT, MORNING, Office, furnish, unlimited
from tests.followups.test_killed import state
from tests.followups.test_told import eventful
from tests.local_zendesk.client import Api

from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.commands import Ran
    from tests.faults.trials import Trial
    from tests.local_zendesk.client import Data

SWEEP = ("followups", "sweep")
#: After all that happened at the desk, when the sweep comes, and the next one.
FIRST, NEXT = "2026-11-24T01:12:00Z", "2026-11-24T01:15:00Z"


#: How macrosync names itself, and calls that webhooks make and that a test makes to wait for them.
AGENT_OF_OURS = "macrosync/"
_OF_OTHERS = ("/tickets/update_many", "/job_statuses")


@dataclass(frozen=True)
class Cases:
    """A project, an account with cases in disorder, and the numbers of their tickets."""

    project: Path
    account: Path
    numbers: tuple[int, ...]


def prepare(folder: Path, project: Path) -> Cases:
    """Let cases come into disorder."""
    account = folder / "cases.db"
    furnish(account, folder / "journal")
    with _office(account, MORNING) as office:
        numbers = tuple(eventful(office))
    return Cases(project, account, numbers)


@dataclass(frozen=True)
class Swept:
    """A sweep that nothing happened to: its calls, and how the cases are then."""

    calls: tuple[tuple[str, str], ...]
    state: Data

    @property
    def writes(self) -> tuple[int, ...]:
        """Which of its calls write."""
        return tuple(
            number
            for number, (method, path) in enumerate(self.calls, 1)
            if method != "GET" and not path.startswith("/oauth")
        )


@cache
def reference(cases: Cases) -> Swept:
    """The one right end."""
    with _laid_out(cases) as (project, office):
        office.api.control("DELETE", "calls")
        counting = fault(office.api, agent=AGENT_OF_OURS)
        done = _sweep(project, office, FIRST)
        calls = tuple(
            (call["method"], call["path"])
            for call in office.api.control("GET", "calls")["calls"]
            if not call["path"].endswith(_OF_OTHERS)
        )
        assert office.api.control("GET", "faults")["faults"][0]["met"] == len(calls)
        mend(office.api, counting)
        again = _sweep(project, office, NEXT)
        assert (done.code, again.code) == (0, 0), errors(done) + errors(again)
        return Swept(calls, state(office))


def attempt(cases: Cases, trial: Trial) -> Tried:
    """Kill a sweep, let the next one come, and look at the cases."""
    right = reference(cases)
    with _laid_out(cases) as (project, office):
        office.api.set_clock(FIRST)
        number = fault(office.api, agent=AGENT_OF_OURS, **trial.faults)
        process = start(project, "--url", office.api.url, *SWEEP, at=FIRST)
        holds(office.api, number, over=lambda: process.over)
        process.kill()
        killed = process.ended()
        mend(office.api)
        office.settle()
        again = _sweep(project, office, NEXT)
        wrong = manners([killed, again])
        if again.code != 0:
            wrong.append(f"the next sweep ended with {again.code}: {errors(again)}")
        tasks = [len(office.tasks(case)) for case in cases.numbers]
        if state(office) != right.state:
            wrong.append(f"the cases are not in order: {state(office)} and not {right.state}")
        wrong += leaks(office.zendesk, [killed.said, again.said], project / STATE)
    doubled, lost = sum(max(0, count - 1) for count in tasks), tasks.count(0)
    if doubled or lost:
        wrong.append(f"open tasks of the cases: {tasks}")
    return Tried(str(trial), trial.kind, doubled, lost, tuple(wrong))


@contextmanager
def _laid_out(cases: Cases) -> Iterator[tuple[Path, Office]]:
    with TemporaryDirectory() as folder:
        project, account = Path(folder) / "project", Path(folder) / "zendesk.db"
        shutil.copytree(cases.project, project, ignore=shutil.ignore_patterns(STATE.name))
        shutil.copy(cases.account, account)
        with _office(account, FIRST) as office:
            yield project, office


@contextmanager
def _office(account: Path, at: str) -> Iterator[Office]:
    with LocalZendesk(account) as zendesk, Api(zendesk.url) as api, Api(zendesk.url, None, AGENT) as agent:
        unlimited(api)
        api.set_clock(at)
        yield Office(api, agent, zendesk)


def _sweep(project: Path, office: Office, at: str) -> Ran:
    """A sweep here at that time, once everything that rules set off is over."""
    office.api.set_clock(at)
    with time_machine.travel(at, tick=True):
        done = command(project, "--url", office.api.url, *SWEEP)
    office.settle()
    return done
