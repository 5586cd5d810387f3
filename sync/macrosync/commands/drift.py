"""`macrosync drift`: parse, look, show, exit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from macrosync import drifting, terminal
from macrosync.plan.render.ways import APPLY

if TYPE_CHECKING:
    from macrosync.pipeline import Options

DRIFT = 2


@click.command()
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="For a terminal, a comment, or a program.",
)
@click.option("--json", "style", flag_value="json", help="The same as --format json.")
@click.pass_obj
def drift(options: Options, *, style: str) -> None:
    """Show what was changed by hand in the account since the last apply.

    Of each resource, every field that a person changed: what was last applied, what it is now, what the files want;
    when that was and, where the account has an audit log, by whom; and the two ways out. Also what was deleted, made
    inactive or made somebody's own. What was last applied is read from .macrosync/TARGET/applied.json: without it,
    what bears a mark is still known to be changed, but not what it was.

    Exits with 2 where there is drift, with 0 where there is none.
    """
    with terminal.working("Reading the account"):
        found = drifting.drift(options)
    # The issue is for an admin who has the workflows, and no shell with credentials.
    terminal.drift(found, style, workflow=APPLY if options.environment.get("GITHUB_ACTIONS") == "true" else "")
    sys.exit(DRIFT if found.open or found.problems else 0)
