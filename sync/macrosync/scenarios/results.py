"""What became of scenarios: passed, failed, or broken, kept apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macrosync.resources import Source
    from macrosync.scenarios.coverage import Coverage


class Outcome(Enum):
    """PASS and FAIL are of the rules; ERROR is of the scenario itself, which could not be run."""

    PASS = "pass"  # noqa: S105 - no secret
    FAIL = "fail"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that was not met: where it stands, what was expected, what was found.

    `under` names the settings of the assumptions under which it was not met; empty where it was under none.
    """

    source: Source
    expected: str
    found: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a scenario from being run, and where it stands."""

    source: Source
    message: str


@dataclass(frozen=True, slots=True)
class Result:
    """One scenario's outcome, or that of a file that could not be read.

    `trace` is what happened, up to the first expectation that was not met.
    """

    name: str
    source: Source
    outcome: Outcome
    failures: tuple[Failure, ...] = ()
    faults: tuple[Fault, ...] = ()
    trace: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All results in the order of files and lines, and the coverage."""

    results: tuple[Result, ...]
    coverage: Coverage

    def count(self, outcome: Outcome) -> int:
        """How many came out so."""
        return Counter(result.outcome for result in self.results)[outcome]

    @property
    def exit_code(self) -> int:
        """2 where a scenario is broken, 1 where one failed, 0 where all passed."""
        if self.count(Outcome.ERROR):
            return 2
        return 1 if self.count(Outcome.FAIL) else 0

    def __str__(self) -> str:
        parts = ((Outcome.PASS, "passed"), (Outcome.FAIL, "failed"), (Outcome.ERROR, "broken"))
        plural = "" if len(self.results) == 1 else "s"
        listed = ", ".join(f"{self.count(outcome)} {word}" for outcome, word in parts)
        return f"{len(self.results)} scenario{plural}: {listed}."
