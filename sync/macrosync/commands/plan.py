"""`macrosync plan`: parse, plan, show, exit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macrosync import pipeline, terminal
from macrosync import plan as planning

if TYPE_CHECKING:
    from macrosync.pipeline import Options


CHANGES = 2


@click.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the plan here, for `apply FILE`.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="For a terminal, a comment, or a program.",
)
@click.option("--json", "style", flag_value="json", help="The same as --format json.")
@click.option("--detailed-exitcode", is_flag=True, help="Exit with 2 where there are changes.")
@click.option("--prune", is_flag=True, help="Also plan to delete what macrosync made and is no longer defined.")
@click.pass_obj
def plan(options: Options, *, out: Path | None, style: str, detailed_exitcode: bool, prune: bool) -> None:
    """Show what would be changed, and change nothing.

    Each change shows both sides and the line of the definition that it comes from. The fingerprint tells what the
    plan was made from: two plans that have the same one are the same plan.
    """
    with terminal.working("Reading the account"):
        planned = pipeline.plan(options, prune=prune)
    terminal.plan(planned.plan, style)
    if style == "text":
        digests = planned.plan.fingerprint
        told = f"Fingerprint {digests.whole} (files {digests.files}, account {digests.account})."
        terminal.note(f"{planned.calls} calls. {told}")
    if out:
        terminal.save(out, planning.to_json(planned.plan))
    sys.exit(CHANGES if detailed_exitcode and planned.plan.changes else 0)
