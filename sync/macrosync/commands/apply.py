"""`macrosync apply`: parse, ask, apply, show."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macrosync import applying, progress, terminal
from macrosync import plan as planning
from macrosync.apply import ApplyUnfinished
from macrosync.errors import ConfigError

if TYPE_CHECKING:
    from macrosync.pipeline import Options
    from macrosync.plan import Plan


@click.command()
@click.argument("planfile", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.option("--prune", is_flag=True, help="Also delete what macrosync made and is no longer defined.")
@click.option("--overwrite-drift", is_flag=True, help="Also overwrite what was changed by hand.")
@click.option("--force", is_flag=True, help="Also change more than 30 % of ten or more resources of a kind.")
@click.option("--remove-used-options", is_flag=True, help="Also delete options that tickets have; they lose the value.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def apply(
    options: Options,
    *,
    planfile: Path | None,
    yes: bool,
    prune: bool,
    overwrite_drift: bool,
    force: bool,
    remove_used_options: bool,
    as_json: bool,
) -> None:
    """Make the account match the definitions.

    Shows the plan and asks first. With PLANFILE, made by `plan --out`, exactly that plan is applied, or
    nothing, and what moved since is said. What was changed by hand is left alone unless --overwrite-drift is given.
    One apply runs at a time: a second one to the same target says so and ends.
    """
    if as_json and not yes:
        raise ConfigError("With --json nobody is asked: give --yes too.")
    reviewed = _read_plan(planfile) if planfile else None
    if reviewed and prune and not reviewed.fingerprint.prune:
        raise ConfigError(f"{planfile} was made without --prune: make it anew with it, or leave it out here.")

    def confirm(made: Plan) -> bool:
        if not as_json:
            terminal.plan(made, "text")
        return yes or not made.changes or _asked(made)

    try:
        with progress.Bar(quiet=as_json) as bar:
            done = applying.apply(
                options,
                reviewed=reviewed,
                prune=prune,
                overwrite_drift=overwrite_drift,
                force=force,
                remove_used_options=remove_used_options,
                confirm=confirm,
                on_progress=bar.show,
                now=lambda: datetime.now(UTC),
            )
    except ApplyUnfinished as unfinished:
        terminal.summary(unfinished.summary, as_json=as_json)
        raise
    if done is None:
        terminal.error("Nothing was changed.")
        sys.exit(1)
    terminal.summary(done, as_json=as_json)


def _asked(made: Plan) -> bool:
    if not sys.stdin.isatty():
        raise ConfigError("There is no terminal to ask at: give --yes to apply without being asked.")
    return click.confirm(f"Apply this to the target `{made.target}`?", err=True)


def _read_plan(path: Path) -> Plan:
    try:
        return planning.from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from None
    except (ValueError, KeyError, TypeError):
        raise ConfigError(f"{path} is no plan: make one with `macrosync plan --out {path}`.") from None
