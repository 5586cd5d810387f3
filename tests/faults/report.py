"""What is told of all that was tried: a row for each kind of fault, written into docs/reliability.md."""

from __future__ import annotations

import os
import platform
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

from tests.faults.trials import Tried

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from tests.faults.hands import Judged

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
COMMAND = "python -m tests.faults"


def write(page: Path, tried: Sequence[Tried | Judged], when: datetime, seconds: float) -> None:
    """Put the figures between the marks of the page. Raises ValueError where it has none."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} has no lines {BEGIN} and {END}")
    text = "\n".join(_lines(tried, when, seconds))
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def _lines(tried: Sequence[Tried | Judged], when: datetime, seconds: float) -> Iterator[str]:
    machine = f"{os.cpu_count()} cores ({platform.machine()}), CPython {platform.python_version()} on {sys.platform}"
    yield f"Made by `{COMMAND}` on {when:%Y-%m-%d} at {when:%H:%M} UTC, in {seconds / 60:.0f} minutes on {machine}."
    yield ""
    yield "| what goes wrong | tried | right in the end | doubled | lost |"
    yield "|---|---:|---:|---:|---:|"
    kinds: dict[str, list[Tried]] = defaultdict(list)
    for each in tried:
        if isinstance(each, Tried):
            kinds[each.kind].append(each)
    for kind, of in kinds.items():
        yield _row(kind, of)
    yield _row("**all of these**", [each for of in kinds.values() for each in of])
    yield ""
    yield from _of_people([each for each in tried if not isinstance(each, Tried)])


def _row(kind: str, of: Sequence[Tried]) -> str:
    right = sum(not each.wrong for each in of)
    return f"| {kind} | {len(of)} | {right} | {sum(each.doubled for each in of)} | {sum(each.lost for each in of)} |"


def _of_people(judged: Sequence[Judged]) -> Iterator[str]:
    columns = [[each for each in judged if each.aimed is aimed] for aimed in (False, True)]
    rows: tuple[tuple[str, Callable[[Judged], int]], ...] = (
        ("applies, with people at work", lambda _: 1),
        ("right in the end, the edits overwritten on demand", lambda each: not each.wrong),
        ("edits in them", lambda each: each.edits),
        ("left alone and said, or shown by a plan", lambda each: each.kept),
        ("between the read before a write and the write", lambda each: each.in_the_moment),
        ("of an article's labels, between the read and the second write after it", lambda each: each.of_labels),
        ("lost unsaid", lambda each: each.lost),
    )
    yield "| people edit meanwhile | by dice | aimed |"
    yield "|---|---:|---:|"
    for what, count in rows:
        figures = " | ".join(f"{sum(count(each) for each in of):,}" for of in columns)
        yield f"| {what} | {figures} |"
