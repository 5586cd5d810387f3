"""`macrosync test`: parse, run the scenarios, show, exit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from macrosync import progress, terminal, testing
from macrosync.plan.render.visible import harmless, visible
from macrosync.scenarios import mutation_report, render

if TYPE_CHECKING:
    from macrosync.pipeline import Options
    from macrosync.scenarios import Report
    from macrosync.scenarios.mutation import Mutation

_COLOURS = {"PASS": "green", "FAIL": "bold red", "ERROR": "bold yellow"}


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--name", metavar="PATTERN", default="", help="Only those whose name holds this; * is anything.")
@click.option("--coverage", is_flag=True, help="Also list what no scenario exercises.")
@click.option("--mutate", is_flag=True, help="Also try mistakes in the rules, and list what no scenario notices.")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write JUnit XML here.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def test(
    options: Options,
    *,
    paths: tuple[Path, ...],
    name: str,
    coverage: bool,
    mutate: bool,
    junit: Path | None,
    as_json: bool,
) -> None:
    """Run the scenarios of workflows/scenarios; needs no account.

    Each one runs the macros and rules that the definitions compile to, and says what must be so; docs/rules.md
    tells how to write one. PATH is a file or folder; without one, all are run.

    Exits with 0 where all passed, with 1 where one failed, with 2 where one is broken. With --mutate it also exits
    with 1 where a mistake in the rules makes a difference that no scenario notices.
    """
    with terminal.working("Running the scenarios"):
        chosen = testing.choose(options, paths=paths, name=name)
        report = testing.run(chosen)
    if junit:
        testing.write_junit(junit, report)
    mutation = None
    if mutate and not report.exit_code:
        with progress.counting() as tell:
            mutation = testing.mutate(chosen, tell)
    _show(report, with_coverage=coverage, mutation=mutation, as_json=as_json)
    if mutate and mutation is None:
        terminal.warning("No mistakes in the rules were tried: first mend the scenarios, so that all of them pass.")
    sys.exit(report.exit_code or (mutation is not None and not mutation.passed))


def _show(report: Report, *, with_coverage: bool, mutation: Mutation | None, as_json: bool) -> None:
    """Results of scenarios: one line each, what is wrong below it, the summary, what mutants tell; or JSON."""
    if as_json:
        data = render.to_json(report, with_coverage=with_coverage)
        data |= {"mutation": mutation_report.to_json(mutation)} if mutation is not None else {}
        terminal.data(data)
        return
    console = terminal.console_to()
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
