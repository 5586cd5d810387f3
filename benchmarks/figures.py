"""What all benchmarks share: a figure with its limit, the best of several runs, and the table that says them."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

#: What stands between these in a page is written by `make bench`, never by hand.
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number: what it is of, how much, in which unit, and the most that it may be (None: any)."""

    what: str
    value: float
    unit: str = ""
    most: float | None = None

    @property
    def holds(self) -> bool:
        """Whether it is within its limit."""
        return self.most is None or self.value <= self.most

    @property
    def row(self) -> str:
        """Its line of the table."""
        limit = "" if self.most is None else f"{self.most:g}{self.unit}"
        return f"| {self.what} | {self.value:.2f}{self.unit} | {limit} |"


def best(run: Callable[[], object], times: int) -> float:
    """The shortest of several runs in seconds: what else the machine does only ever adds."""
    return min(seconds(run) for _ in range(times))


def best_of_each(runs: Sequence[Callable[[], object]], times: int) -> list[float]:
    """The shortest of each, run in turns, so that a slow moment meets them all alike."""
    rounds = [[seconds(run) for run in runs] for _ in range(times)]
    return [min(each) for each in zip(*rounds, strict=True)]


def seconds(run: Callable[[], object]) -> float:
    """How long a run takes."""
    begun = perf_counter()
    run()
    return perf_counter() - begun


def write(page: Path, figures: Iterable[Figure]) -> None:
    """Put the table into a page, between its marks."""
    text = page.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    page.write_text(f"{head}{BEGIN}\n{_table(figures)}\n{END}{tail}", encoding="utf-8")


def _table(figures: Iterable[Figure]) -> str:
    python = ".".join(map(str, sys.version_info[:3]))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    where = f"Measured on {cores} cores ({platform.machine()}) with {platform.python_implementation()} {python}."
    return "\n".join((where, "", "| what | measured | at most |", "|---|---:|---:|", *(each.row for each in figures)))
