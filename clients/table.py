"""Reports as people read them: a line a step, and at the end a table a client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clients.outcomes import KINDS, STEPS, Outcome, Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def line(client: str, report: Report) -> str:
    """A step as it is done."""
    return f"{client:<12} {report.kind:<21} {report.step:<15} {report.outcome:<7} {report.said}"


def complete(client: str, reports: Sequence[Report]) -> Iterator[Report]:
    """What a client's programme left out, as failures: nothing is passed over in silence."""
    said = {(report.kind, report.step) for report in reports}
    for kind in KINDS:
        for step in STEPS:
            if (kind, step) not in said:
                yield Report(kind, step, Outcome.FAILED, f"{client}'s programme did not come to it")


def table(client: str, reports: Sequence[Report]) -> str:
    """Kinds down, steps across; the numbers refer to the reasons below."""
    notes: list[str] = []
    rows = [f"{client}\n{'':<22}" + "".join(f"{step:<12}" for step in STEPS) + "also"]
    for kind in KINDS:
        own = [report for report in reports if report.kind == kind]
        cells = {report.step: _cell(report, notes) for report in own}
        also = ", ".join(f"{report.step} {_cell(report, notes)}" for report in own if report.extra)
        rows.append(f"{kind:<22}" + "".join(f"{cells.get(step, ''):<12}" for step in STEPS) + also)
    rows += [f"  {number} {note}" for number, note in enumerate(notes, 1)]
    return "\n".join(rows)


def _cell(report: Report, notes: list[str]) -> str:
    if report.outcome is Outcome.OK:
        return "ok"
    if report.said not in notes:
        notes.append(report.said)
    return f"{report.outcome} {notes.index(report.said) + 1}"
