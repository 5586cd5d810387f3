"""What a person or a program sees: findings, plans and outcomes. Output to stdout, the rest to stderr.

Colour and moving bars only where the stream is a terminal; text of others is made visible before it is shown.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from macrosync.annotating import annotation
from macrosync.errors import ConfigError
from macrosync.plan import to_json
from macrosync.plan.json_text import json_text
from macrosync.plan.render import drift as drifts
from macrosync.plan.render import to_markdown, to_terminal
from macrosync.plan.render.visible import harmless, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from macrosync.apply import Summary
    from macrosync.plan import Plan
    from macrosync.plan.drifted import Drift
    from macrosync.resources import Finding

#: Where the output is no terminal a line is never folded: it goes to a file, a pipe or a log.
_NO_FOLDING = 10_000


def findings(found: Sequence[Finding], style: str, *, to_stderr: bool = False, before: str = "") -> None:
    """Findings as lines, as JSON, or as GitHub's annotations, with the project's folder `before` each path."""
    if style == "json":
        data({"findings": [_as_json(finding) for finding in found]})
        return
    for finding in found:
        click.echo(annotation(finding, before) if style == "github" else visible(str(finding)), err=to_stderr)


def plan(made: Plan, style: str) -> None:
    """A plan to stdout: for people, as Markdown or as JSON."""
    match style:
        case "json":
            click.echo(to_json(made), nl=False)
        case "markdown":
            click.echo(to_markdown(made), nl=False)
        case _:
            _print(to_terminal(made))


def drift(found: Drift, style: str, *, workflow: str = "") -> None:
    """What was changed by hand, to stdout: for people, as Markdown or as JSON.

    Markdown tells the ways out with the command that starts the `workflow`, where there is one.
    """
    match style:
        case "json":
            click.echo(drifts.to_json(found), nl=False)
        case "markdown":
            click.echo(drifts.to_markdown(found, workflow=workflow), nl=False)
        case _:
            _print(drifts.to_terminal(found))


def _print(made: RenderableType) -> None:
    console = console_to()
    if console.is_terminal:
        console.print(made)
        return
    with console.capture() as captured:
        console.print(made)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def summary(done: Summary, *, as_json: bool) -> None:
    """What an apply did: one line, then what was left and why. What failed is in the error that follows."""
    if as_json:
        data(asdict(done))
        return
    click.echo(f"{'Not complete' if done.failed else 'Done'}: {done}; {done.calls} calls.")
    for trouble in done.held:
        warning(f"Left alone: {trouble}")
    for trouble in done.skipped:
        warning(f"Not tried: {trouble}")
    for said in done.warnings:
        warning(said)


def error(sentence: str) -> None:
    """A sentence that says what is wrong and what to do, on stderr."""
    _say("Error", "red", sentence)


def warning(sentence: str) -> None:
    """A sentence that does not stop anything, on stderr."""
    _say("Warning", "yellow", sentence)


def say(sentence: str) -> None:
    """A sentence that is the output, on stdout."""
    click.echo(harmless(visible(sentence)))


def data(value: Mapping[str, object]) -> None:
    """An object as JSON, on stdout."""
    click.echo(json_text(value))


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
    console = console_to(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(what):
        yield


def _say(word: str, colour: str, sentence: str) -> None:
    console = console_to(stderr=True)
    for line in sentence.splitlines():
        console.print(Text.assemble((word, f"bold {colour}"), f": {visible(line)}"), soft_wrap=True)


def console_to(*, stderr: bool = False) -> Console:
    """A console that writes for people on a terminal, and for programs elsewhere."""
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
