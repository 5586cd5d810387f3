"""Every fault that is tried, and the few of them that `make test` tries each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.faults.trials import Trial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.local_zendesk.client import Data

BUSY, THROTTLED = 503, 429
#: What a service under stress answers; of these, those that it also answers to what it did.
REFUSALS = (409, THROTTLED, 500, 502, BUSY)
UNCLEAR = (500, 502, BUSY, 504)
SEEDS = range(6)
HANDS = range(60)

KILLED_BEFORE, KILLED_AFTER = "killed (kill -9) before a call took place", "killed (kill -9) after a write took place"
LOST_AFTER, LOST_BEFORE = "the answer to a write that took place is lost", "a write is lost on its way"
REFUSED, UNSURE = "a write is answered {}, and did not take place", "a write is answered {}, and took place"
STORM = "a storm: of three calls about one is answered {}"
CUT, TRUNCATED = "the connection breaks in the middle of an answer", "an answer's JSON ends too early"
LAPSED = "the bearer lapses before a call"
TOGETHER = "a second apply on the same machine"
APART = "a second apply on another machine"
SWEEP_BEFORE, SWEEP_AFTER = f"`followups sweep` {KILLED_BEFORE}", f"`followups sweep` {KILLED_AFTER}"


@dataclass(frozen=True)
class Calls:
    """How many calls a command makes, and which of them write."""

    all: int
    writes: Sequence[int]


def of_applies(calls: Calls) -> Iterator[Trial]:
    """All that is tried on an apply."""
    every = range(1, calls.all + 1)
    yield from kills(calls, KILLED_BEFORE, KILLED_AFTER)
    for nth in calls.writes:
        yield trial(LOST_AFTER, "suffered", nth=nth, count=1, fate="lost")
        yield trial(LOST_BEFORE, "suffered", nth=nth, count=1, fate="lost", written=False)
        yield from (answered(REFUSED, status, nth=nth, count=1) for status in REFUSALS)
        yield from (answered(UNSURE, status, nth=nth, count=1, written=True) for status in UNCLEAR)
        yield trial(TOGETHER, "overtaken", nth=nth, hold="before")
    for nth in every:
        yield trial(CUT, "suffered", nth=nth, count=1, fate="cut")
        yield trial(TRUNCATED, "suffered", nth=nth, count=1, fate="truncated")
        yield trial(LAPSED, "lapsed", nth=nth, hold="before")
    for status in REFUSALS:
        yield from (answered(STORM, status, probability=0.3, seed=seed) for seed in SEEDS)
    yield from (trial(APART, "apart", nth=nth, hold="before") for nth in calls.writes[::3])


def kills(calls: Calls, before: str, after: str) -> Iterator[Trial]:
    """A kill at every call before it takes place, and at every write after it did."""
    for nth in range(1, calls.all + 1):
        yield trial(before, "killed", nth=nth, hold="after", fate="lost", written=False)
    for nth in calls.writes:
        yield trial(after, "killed", nth=nth, hold="after")


def answered(kind: str, status: int, **more: Data) -> Trial:
    """One with a status, and with what Zendesk says beside it."""
    headers = {"headers": {"Retry-After": "1"}} if status == THROTTLED else {}
    return trial(kind.format(status), "suffered", status=status, **headers, **more)


def trial(kind: str, way: str, **fault: Data) -> Trial:
    """One fault."""
    return Trial(kind, way, tuple((name, _frozen(value)) for name, value in fault.items()))


def _frozen(value: Data) -> Data:
    return tuple(value.items()) if isinstance(value, dict) else value
