"""`python -m conformance OPENAPI_FOLDER RECORDED_FOLDER`: hold what was recorded against Zendesk's OpenAPI files.

Exits with 1 where an exchange does not fit and no known difference explains it, where a served operation was never
exercised, where no answer held a key that the files declare and nothing says why, where a known difference or such a
reason explains nothing any more, or where docs/coverage.md is stale (then it is written).
How often each served operation was exercised is written to operations.tsv beside the recordings.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance import coverage, exchanges
from conformance.absent import ABSENT
from conformance.beyond import BEYOND
from conformance.checking import Check
from conformance.known_all import KNOWN
from conformance.misfits import Operation
from conformance.openapi import FILES, Document
from macrosync.local_zendesk.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[1] / "docs" / "coverage.md"


def main(openapi: Path, recorded: Path) -> int:
    """Check all; the exit code."""
    check = Check([Document.read(openapi / name) for name in FILES], ROUTES, KNOWN, BEYOND, ABSENT)
    check.hold(exchanges.read(recorded))
    return report(check, PAGE, recorded / "operations.tsv")


def report(check: Check, page: Path, counts: Path) -> int:
    """Say what is wrong, write what is generated; the exit code."""
    problems = [*check.problems(), *_stale(check, page)]
    for problem in problems:
        click.echo(problem)
    served = [Operation(route.method, route.pattern) for route in check.routes]
    counts.write_text("".join(f"{check.exercised[each]}\t{each}\n" for each in served), encoding="utf-8")
    states = [each.state for each in check.covered]
    told = ", ".join(f"{states.count(state)} {state}" for state in coverage.State)
    click.echo(
        f"{check.held} exchanges; operations of the files: {told}; in neither: {len(check.others)}; "
        f"known differences: {len(check.known)}; keys declared of answers: {len(check.keys.declared)}, never held: "
        f"{len(check.keys.never())}; problems: {len(problems)}."
    )
    return 1 if problems else 0


def _stale(check: Check, page: Path) -> Iterator[str]:
    text = coverage.page(check.covered, check.others, check.absent)
    if not page.is_file() or page.read_text(encoding="utf-8") != text:
        page.write_text(text, encoding="utf-8")
        yield f"docs/{page.name} was stale and is written: commit it."


if __name__ == "__main__":
    if len(sys.argv) != 3:  # noqa: PLR2004 - the two folders
        sys.exit("usage: python -m conformance OPENAPI_FOLDER RECORDED_FOLDER")
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
