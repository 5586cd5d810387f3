"""`python -m conformance OPENAPI_FOLDER RECORDED_FOLDER`: hold what was recorded against Zendesk's OpenAPI files.

Exits with 1 where an exchange does not fit and no known difference explains it, where a served operation was never
exercised, where a known difference explains nothing any more, or where docs/coverage.md is stale (then it is written).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance import coverage, error_bodies
from conformance.exchanges import read
from conformance.known import KNOWN
from conformance.openapi import FILES, Document, Misfit, Operation
from macrosync.local_zendesk.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.exchanges import Exchange

PAGE = Path(__file__).parents[1] / "docs" / "coverage.md"
_SHOWN = 3
_FIRST_ERROR = 400


def main(openapi: Path, recorded: Path) -> int:
    """Check all; the exit code."""
    documents = [Document.read(openapi / name) for name in FILES]
    exercised: Counter[Operation] = Counter()
    misfits: dict[str, list[Misfit]] = {}
    used: set[int] = set()
    checked = 0
    for exchange in read(recorded):
        if not exchange.whole:
            continue  # a fault of the control prefix cut it
        for misfit in _check(documents, exchange, exercised):
            known = [number for number, each in enumerate(KNOWN) if each.explains(misfit)]
            used.update(known)
            if not known:
                misfits.setdefault(str(misfit), []).append(misfit)
        checked += 1
    problems = [*_told(misfits), *_never(documents, exercised), *_idle(used), *_stale(documents, exercised)]
    for problem in problems:
        click.echo(problem)
    counted = sum(exercised.values())
    click.echo(f"{checked} exchanges, {counted} of operations in the files, {len(exercised)} operations exercised.")
    return 1 if problems else 0


def _check(documents: list[Document], exchange: Exchange, exercised: Counter[Operation]) -> Iterator[Misfit]:
    for document in documents:
        operation = document.operation_of(exchange.method, exchange.path)
        if operation is None:
            continue
        if exchange.good:
            exercised[operation] += 1
        yield from document.misfits(operation, exchange)
        if exchange.status >= _FIRST_ERROR and (wrong := error_bodies.misfit(exchange)):
            yield Misfit(operation, exchange, "error", exchange.status, "", wrong)
        return


def _told(misfits: dict[str, list[Misfit]]) -> Iterator[str]:
    for said, found in sorted(misfits.items()):
        yield f"{said}  ({len(found)} times, such as {found[0].exchange.test.split(' ')[0] or 'outside of a test'})"
        for each in found[:_SHOWN]:
            yield f"    {each.exchange.method} {each.exchange.path}?{each.exchange.query} {each.exchange.answer[:200]}"


def _never(documents: list[Document], exercised: Counter[Operation]) -> Iterator[str]:
    for each in coverage.of(_operations(documents), ROUTES, exercised):
        if each.served and not each.exchanges:
            yield f"{each.operation}: it is served and no test has it answered well; write one."


def _idle(used: set[int]) -> Iterator[str]:
    for number, known in enumerate(KNOWN):
        if number not in used:
            yield f"conformance/known.py: nothing is explained by {known.operation!r} / {known.message!r}: take it out."


def _stale(documents: list[Document], exercised: Counter[Operation]) -> Iterator[str]:
    operations = _operations(documents)
    page = coverage.page(coverage.of(operations, ROUTES, exercised), coverage.beyond(operations, ROUTES))
    if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page:
        PAGE.write_text(page, encoding="utf-8")
        yield f"docs/{PAGE.name} was stale and is written: commit it."


def _operations(documents: list[Document]) -> dict[Operation, str]:
    return {
        operation: (document.content["paths"][operation.path][operation.method.lower()].get("tags") or ["Other"])[0]
        for document in documents
        for operation in document.operations
    }


if __name__ == "__main__":
    if len(sys.argv) != 3:  # noqa: PLR2004 - the two folders
        sys.exit("usage: python -m conformance OPENAPI_FOLDER RECORDED_FOLDER")
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
