"""Faults tried on an apply: each one on a copy of the prepared account, and then the same command again.

Whatever happens to the first run, the second one has to end where an apply ends to which nothing happened: no record
more or less, every field as it should be, and nothing left to plan.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

from tests.faults.commands import Ran, command, fault, holds, mend, opened, start
from tests.faults.ending import Difference, Ending, ending
from tests.faults.leaks import leaks
from tests.faults.project import STATE, Desk

from macrosync.apply import APPLIED, account_lock
from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.local_zendesk.client import Api, Data

APPLY = ("apply", "--yes", "--prune")
PLAN = ("plan", "--prune", "--detailed-exitcode")
#: Seconds, more than a bearer of macrosync's lives.
AN_HOUR = 3700
_COPIES = re.compile(r"Several resources bear the mark of the ([a-z ]+) \S+: (.*?); delete the copies")
_PATHS = {"macro": "macros", "webhook": "webhooks", "trigger": "triggers", "article": "help_center/ko/articles"}


@dataclass(frozen=True)
class Trial:
    """One fault. `way` says what is done with the command, `fault` what the account does to it."""

    kind: str
    way: str
    fault: tuple[tuple[str, Data], ...]

    @property
    def faults(self) -> Data:
        """The fault as it is set."""
        return {name: dict(value) if isinstance(value, tuple) else value for name, value in self.fault}

    def __str__(self) -> str:
        return f"{self.kind} {json.dumps(self.faults)}"


@dataclass(frozen=True)
class Tried:
    """What came of a trial; `wrong` are sentences, none where it was survived."""

    name: str
    kind: str
    doubled: int = 0
    lost: int = 0
    wrong: tuple[str, ...] = ()


@dataclass
class Course:
    """A trial under way: the account, and all that was said so far."""

    api: Api
    project: Path
    said: list[Ran] = field(default_factory=list)
    waits: bool = False

    @property
    def line(self) -> tuple[str, ...]:
        """What goes before each command."""
        return ("--url", self.api.url)

    def run(self, *arguments: str) -> Ran:
        """Run a command here."""
        ran = command(self.project, *self.line, *arguments, waits=self.waits)
        self.said.append(ran)
        return ran


def killed(course: Course, faults: Data) -> None:
    """End the process at a call; a call that it was to make "before" never takes place."""
    number = fault(course.api, **faults)
    process = start(course.project, *course.line, *APPLY)
    holds(course.api, number, over=lambda: process.over)
    process.kill()
    course.said.append(process.ended())


def suffered(course: Course, faults: Data) -> None:
    """Let the fault befall it."""
    fault(course.api, **faults)
    course.run(*APPLY)


def lapsed(course: Course, faults: Data) -> None:
    """Let an hour pass before a call, whose bearer is good no more."""
    number = fault(course.api, **faults)
    meanwhile(course, number, lambda: course.api.advance(AN_HOUR))


def overtaken(course: Course, faults: Data) -> None:
    """Start a second apply while the first one waits for an answer: it leaves at once, and says who is at work."""
    number = fault(course.api, **faults)
    process = start(course.project, *course.line, *APPLY)
    assert holds(course.api, number, over=lambda: process.over)
    second = course.run(*APPLY)
    assert (second.code, "Another apply to this target is under way" in second.err) == (1, True), errors(second)
    mend(course.api)
    course.said.append(process.ended())


def apart(course: Course, faults: Data) -> None:
    """Let an apply on another machine, which knows of no lock of this one, go through while the first one waits."""
    other = course.project.parent / "other"
    shutil.copytree(course.project, other)
    number = fault(course.api, **faults)
    process = start(course.project, *course.line, *APPLY)
    assert holds(course.api, number, over=lambda: process.over)
    elsewhere = {account_lock.VARIABLE: str(other.with_name("locks"))}
    course.said.append(command(other, *course.line, *APPLY, environment=elsewhere))
    mend(course.api)
    course.said.append(process.ended())


def without_copies(course: Course) -> int:
    """Do what a plan asks for that finds copies: delete all but the first; how many were deleted."""
    said = course.run(*PLAN)
    copies = [
        (label, number)
        for label, which in _COPIES.findall(said.err)
        for number in re.findall(r"\(id (\w+)\)", which)[1:]
    ]
    for label, number in copies:
        course.api.delete(f"{_PATHS[label]}/{number}")
    return len(copies)


def meanwhile(course: Course, number: int, act: Callable[[], None]) -> None:
    """Do something while an apply waits for an answer."""
    apply = Thread(target=course.run, args=APPLY)
    apply.start()
    try:
        if holds(course.api, number, over=lambda: not apply.is_alive()):
            act()
    finally:
        mend(course.api)
        apply.join()


WAYS = {"killed": killed, "suffered": suffered, "lapsed": lapsed, "overtaken": overtaken, "apart": apart}


def attempt(desk: Desk, trial: Trial) -> Tried:
    """Try it: the fault, the same command without one, a plan; and compare."""
    right = reference(desk)
    with TemporaryDirectory() as folder:
        project, account = desk.laid_out(Path(folder))
        with LocalZendesk(account) as zendesk, opened(zendesk.url) as api:
            course = Course(api, project)
            WAYS[trial.way](course, trial.faults)
            mend(api)
            wrong = [*manners(course.said), *gave_up(trial, course.said[0])]
            copies = without_copies(course) if trial.way == "apart" else 0
            again, plan = course.run(*APPLY), course.run(*PLAN)
            found = ending(api, project / STATE / "local" / APPLIED).beside(right.ending)
            wrong += [*unfinished(again, plan), *unlike(found)]
            wrong += leaks(zendesk, [ran.said for ran in course.said], project / STATE)
    return Tried(str(trial), trial.kind, found.doubled + copies, found.lost, tuple(wrong))


@dataclass(frozen=True)
class Reference:
    """An apply to which nothing happened: its calls, as method and path, and its end."""

    calls: tuple[tuple[str, str], ...]
    ending: Ending

    @property
    def writes(self) -> tuple[int, ...]:
        """Which of its calls write; tokens are no part of the account."""
        return tuple(
            number
            for number, (method, path) in enumerate(self.calls, 1)
            if method != "GET" and not path.startswith("/oauth")
        )


@cache
def reference(desk: Desk) -> Reference:
    """The one right end."""
    with TemporaryDirectory() as folder:
        project, account = desk.laid_out(Path(folder))
        with LocalZendesk(account) as zendesk, opened(zendesk.url) as api:
            api.control("DELETE", "calls")
            done = command(project, "--url", zendesk.url, *APPLY)
            calls = tuple((call["method"], call["path"]) for call in api.control("GET", "calls")["calls"])
            plan = command(project, "--url", zendesk.url, *PLAN)
            assert (done.code, plan.code) == (0, 0), errors(done) + errors(plan)
            return Reference(calls, ending(api, project / STATE / "local" / APPLIED))


def manners(said: list[Ran]) -> list[str]:
    """A command that fails says so in a sentence, and never with a traceback."""
    return [
        f"it ended with {ran.code}, and its last words were: {ran.err[-300:]}"
        for ran in said
        if "Traceback" in ran.err or (ran.code == 1 and "Error: " not in ran.err)
    ]


def gave_up(trial: Trial, first: Ran) -> list[str]:
    """A call that took place, and whose answer alone was lost or bad, is found out about: nobody has to come again."""
    faults = trial.faults
    one = trial.way == "suffered" and faults.get("count") == 1
    took_place = faults.get("written", "fate" in faults)
    return [f"the first apply ended with {first.code}: {errors(first)}"] if one and took_place and first.code else []


def unfinished(again: Ran, plan: Ran) -> list[str]:
    wrong = []
    if again.code != 0:
        wrong.append(f"the second apply ended with {again.code}: {errors(again)}")
    if plan.code != 0:
        wrong.append(f"the plan after it ended with {plan.code}: {plan.out[:500]} {errors(plan)}")
    return wrong


def errors(ran: Ran) -> str:
    return " ".join(line for line in ran.err.splitlines() if line.startswith(("Error: ", "Warning: ")))


def unlike(found: Difference) -> list[str]:
    more = [f"there is {each[:600]}" for each in found.more[:3]]
    return more + [f"there should be {each[:600]}" for each in found.less[:3]]
