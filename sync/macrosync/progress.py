"""How far something is, while it takes time: a moving bar on a terminal, and on stderr alone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Column

from macrosync import terminal
from macrosync.plan.render.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from macrosync.apply import Progress as Step


@contextmanager
def counting() -> Iterator[Callable[[str, int, int], None]]:
    """Say how far something is: what is done, how many, of how many; nothing where nobody watches."""
    console = terminal.console_to(stderr=True)
    if not console.is_terminal:
        yield lambda _what, _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda what, done, total: progress.update(task, description=what, completed=done, total=total)


class Bar:
    """The progress of an apply: a bar on a terminal, a line for each change elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._console = terminal.console_to(stderr=True)
        one_line = Column(ratio=1, no_wrap=True, overflow="ellipsis")
        columns = (
            TextColumn("Applying", table_column=Column(min_width=8, no_wrap=True)),
            BarColumn(bar_width=20),
            MofNCompleteColumn(table_column=Column(no_wrap=True)),
            TextColumn("{task.description}", table_column=one_line),
        )
        self._progress = Progress(*columns, console=self._console, transient=True, expand=True)
        self._task = self._progress.add_task("", total=None, start=False)
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._progress.stop()

    def show(self, step: Step) -> None:
        """One change is over."""
        if self._quiet:
            return
        line = visible(f"{step.outcome}: {step.change}")
        if not self._console.is_terminal:
            click.echo(f"[{step.number}/{step.total}] {line}", err=True)
            return
        if not self._shown:  # it begins after the question, which a moving bar would overwrite
            self._progress.start()
            self._progress.start_task(self._task)
            self._shown = True
        self._progress.update(self._task, total=step.total, completed=step.number, description=_plain(line))


def _plain(line: str) -> str:
    """Text that rich's markup leaves alone."""
    return line.replace("[", "\\[")
