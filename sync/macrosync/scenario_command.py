"""`macrosync test`: parse, run the scenarios, show, exit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macrosync import terminal, testing

if TYPE_CHECKING:
    from macrosync.pipeline import Options


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
        with terminal.counting() as tell:
            mutation = testing.mutate(chosen, tell)
    terminal.scenarios(report, with_coverage=coverage, mutation=mutation, as_json=as_json)
    if mutate and mutation is None:
        terminal.warning("No mistakes in the rules were tried: first mend the scenarios, so that all of them pass.")
    sys.exit(report.exit_code or (mutation is not None and not mutation.passed))
