"""Results as lines for people, and as data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.scenarios.results import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.resources import Json, Source
    from macrosync.scenarios.coverage import Coverage
    from macrosync.scenarios.results import Failure, Report, Result


def head(result: Result) -> tuple[str, str]:
    """A scenario in one line, the outcome's word apart, which may be coloured."""
    return result.outcome.value.upper(), f"{result.source}: {result.name}"


def told(result: Result) -> Iterator[str]:
    """What is below that line: what was expected and found with its place, then what happened."""
    yield from (f"  {fault.source}: {fault.message}" for fault in result.faults)
    for failure in result.failures:
        yield f"  {failure.source}: expected {failure.expected}"
        yield f"    found {failure.found}"
        yield from (f"    only under {setting}" for setting in failure.under)
    if result.trace:
        yield "  what happened:"
        yield from (f"    {line}" for line in result.trace)


def of_coverage(coverage: Coverage) -> Iterator[str]:
    """What no scenario exercised, one a line, and the counts."""
    for gap in coverage.gaps:
        yield f"  {gap.source}: {gap.kind.label} {gap.key} {gap.what}"
    yield str(coverage)


def to_json(report: Report, *, with_coverage: bool) -> dict[str, Json]:
    """The report as plain data."""
    data: dict[str, Json] = {
        "passed": report.count(Outcome.PASS),
        "failed": report.count(Outcome.FAIL),
        "broken": report.count(Outcome.ERROR),
        "scenarios": [_result(result) for result in report.results],
    }
    return {**data, "coverage": _coverage(report.coverage)} if with_coverage else data


def _result(result: Result) -> dict[str, Json]:
    data: dict[str, Json] = {"name": result.name, "outcome": result.outcome.value, **_place(result.source)}
    if result.outcome is Outcome.ERROR:
        data["faults"] = [{"message": fault.message, **_place(fault.source)} for fault in result.faults]
    if result.outcome is Outcome.FAIL:
        data["failures"] = [_failure(failure) for failure in result.failures]
        data["trace"] = list(result.trace)
    return data


def _failure(failure: Failure) -> dict[str, Json]:
    under: list[Json] = list(failure.under)
    return {"expected": failure.expected, "found": failure.found, "under": under, **_place(failure.source)}


def _coverage(coverage: Coverage) -> dict[str, Json]:
    gaps: list[Json] = [
        {"kind": gap.kind, "key": gap.key, "what": gap.what, **_place(gap.source)} for gap in coverage.gaps
    ]
    counts: dict[str, Json] = {
        name: {"covered": count.covered, "total": count.total} for name, count in coverage.counts.items()
    }
    return {**counts, "gaps": gaps}


def _place(source: Source) -> dict[str, Json]:
    return {"path": source.path, "line": source.line, "column": source.column}
