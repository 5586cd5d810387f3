"""What a person or a program sees: findings, plans, progress and outcomes. Output to stdout, the rest to stderr.

Colour and moving bars only where the stream is a terminal; text of others is made visible before it is shown.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Column
from rich.text import Text

from macrosync.errors import ConfigError
from macrosync.plan import to_json
from macrosync.plan.render import drift as drifts
from macrosync.plan.render import to_markdown, to_terminal
from macrosync.plan.render.visible import harmless, visible
from macrosync.scenarios import mutation_report, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from rich.console import RenderableType

    from macrosync.apply import Progress as Step
    from macrosync.apply import Summary
    from macrosync.plan import Plan
    from macrosync.plan.drifted import Drift
    from macrosync.resources import Finding
    from macrosync.scenarios import Report
    from macrosync.scenarios.mutation import Mutation

#: Where the output is no terminal a line is never folded: it goes to a file, a pipe or a log.
_NO_FOLDING = 10_000
_COLOURS = {"PASS": "green", "FAIL": "bold red", "ERROR": "bold yellow"}


def findings(found: Sequence[Finding], style: str, *, to_stderr: bool = False) -> None:
    """Findings as lines, as JSON, or as GitHub's annotations."""
    if style == "json":
        click.echo(json.dumps({"findings": [_as_json(finding) for finding in found]}, ensure_ascii=False, indent=1))
        return
    for finding in found:
        click.echo(_annotation(finding) if style == "github" else visible(str(finding)), err=to_stderr)


def plan(made: Plan, style: str) -> None:
    """A plan to stdout: for people, as Markdown or as JSON."""
    match style:
        case "json":
            click.echo(to_json(made), nl=False)
        case "markdown":
            click.echo(to_markdown(made), nl=False)
        case _:
            _print(to_terminal(made))


def drift(found: Drift, style: str) -> None:
    """What was changed by hand, to stdout: for people, as Markdown or as JSON."""
    match style:
        case "json":
            click.echo(drifts.to_json(found), nl=False)
        case "markdown":
            click.echo(drifts.to_markdown(found), nl=False)
        case _:
            _print(drifts.to_terminal(found))


def _print(made: RenderableType) -> None:
    console = _console()
    if console.is_terminal:
        console.print(made)
        return
    with console.capture() as captured:
        console.print(made)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def summary(done: Summary, *, as_json: bool) -> None:
    """What an apply did: one line, then what was left and why. What failed is in the error that follows."""
    if as_json:
        click.echo(json.dumps(asdict(done), ensure_ascii=False, indent=1))
        return
    click.echo(f"{'Not complete' if done.failed else 'Done'}: {done}; {done.calls} calls.")
    for trouble in done.held:
        warning(f"Left alone: {trouble}")
    for trouble in done.skipped:
        warning(f"Not tried: {trouble}")
    for said in done.warnings:
        warning(said)


def scenarios(report: Report, *, with_coverage: bool, mutation: Mutation | None, as_json: bool) -> None:
    """Results of scenarios: one line each, what is wrong below it, the summary, what mutants tell; or JSON."""
    if as_json:
        data = render.to_json(report, with_coverage=with_coverage)
        data |= {"mutation": mutation_report.to_json(mutation)} if mutation is not None else {}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    console = _console()
    for result in report.results:
        word, line = render.head(result)
        console.print(Text.assemble((f"{word:<5}", _COLOURS[word]), f" {visible(line)}"), soft_wrap=True)
        for below in render.told(result):
            console.print(Text(harmless(visible(below))), soft_wrap=True)
    for line in render.of_coverage(report.coverage) if with_coverage else ():
        console.print(Text(visible(line)), soft_wrap=True)
    console.print(Text(str(report)), soft_wrap=True)
    for line in mutation_report.lines(mutation) if mutation is not None else ():
        console.print(Text(harmless(visible(line))), soft_wrap=True)


def error(sentence: str) -> None:
    """A sentence that says what is wrong and what to do, on stderr."""
    _say("Error", "red", sentence)


def warning(sentence: str) -> None:
    """A sentence that does not stop anything, on stderr."""
    _say("Warning", "yellow", sentence)


def say(sentence: str) -> None:
    """A sentence that is the output, on stdout."""
    click.echo(harmless(visible(sentence)))


def note(sentence: str) -> None:
    """A sentence beside the output, on stderr."""
    click.echo(visible(sentence), err=True)


def save(path: Path, content: str) -> None:
    """Write output to a file. Raises ConfigError."""
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from None


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say what is going on while it takes time; nothing where nobody watches."""
    console = _console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(what):
        yield


@contextmanager
def counting() -> Iterator[Callable[[str, int, int], None]]:
    """Say how far something is: what is done, how many, of how many; nothing where nobody watches."""
    console = _console(stderr=True)
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
        self._console = _console(stderr=True)
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


def _say(word: str, colour: str, sentence: str) -> None:
    console = _console(stderr=True)
    for line in sentence.splitlines():
        console.print(Text.assemble((word, f"bold {colour}"), f": {visible(line)}"), soft_wrap=True)


def _plain(line: str) -> str:
    """Text that rich's markup leaves alone."""
    return line.replace("[", "\\[")


def _console(*, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _NO_FOLDING
    return Console(
        stderr=stderr, highlight=False, markup=False, emoji=False, width=width, force_terminal=stream.isatty()
    )


def _as_json(finding: Finding) -> dict[str, str | int]:
    return {
        "path": finding.source.path,
        "line": finding.source.line,
        "column": finding.source.column,
        "id": finding.id,
        "message": finding.message,
    }


def _annotation(finding: Finding) -> str:
    """A workflow command of GitHub's, of which nothing in the text can end or start another (toolkit, command.ts)."""
    source = finding.source
    return (
        f"::error file={_property(source.path)},line={source.line},col={source.column},"
        f"title={_property(finding.id)}::{_data(visible(finding.message))}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
