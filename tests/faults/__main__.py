"""`python -m tests.faults`: try every fault, write docs/reliability.md, and exit with 1 where one was not survived."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from tests.faults import aims, catalogue, hands, project, report, sweeps, trials
from tests.faults.catalogue import SWEEP_AFTER, SWEEP_BEFORE, Calls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.hands import Judged
    from tests.faults.trials import Tried

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
#: So often it is said how far it is.
_EVERY = 50


def main() -> int:
    """Try all; the exit code."""
    when, began = datetime.now(UTC), time.monotonic()
    with TemporaryDirectory() as folder:
        desk = project.prepare(Path(folder))
        cases = sweeps.prepare(Path(folder), desk.before)
        every = list(_every(desk, cases))
        tried: list[Tried | Judged] = []
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            for number, future in enumerate([pool.submit(each) for each in every], 1):
                tried.append(future.result())
                if number % _EVERY == 0 or number == len(every):
                    click.echo(f"{number} of {len(every)} tried, {_failed(tried)} of them not survived.", err=True)
    for each in tried:
        for sentence in each.wrong:
            click.echo(f"{each.name}: {sentence}", err=True)
    report.write(PAGE, tried, when, time.monotonic() - began)
    return 1 if _failed(tried) else 0


def _every(desk: project.Desk, cases: sweeps.Cases) -> Iterator[Callable[[], Tried | Judged]]:
    """All that is to be tried, each by itself."""
    apply, sweep = trials.reference(desk), sweeps.reference(cases)
    for trial in catalogue.of_applies(Calls(len(apply.calls), apply.writes)):
        yield partial(trials.attempt, desk, trial)
    for trial in catalogue.kills(Calls(len(sweep.calls), sweep.writes), SWEEP_BEFORE, SWEEP_AFTER):
        yield partial(sweeps.attempt, cases, trial)
    for seed in catalogue.HANDS:
        yield partial(hands.by_chance, desk, seed)
    for aim, when in aims.every():
        yield partial(aims.aimed, desk, aim, when)


def _failed(tried: list[Tried | Judged]) -> int:
    return sum(bool(each.wrong) for each in tried)


if __name__ == "__main__":
    sys.exit(main())
