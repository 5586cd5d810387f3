"""`macrosync rollback`: parse, roll back, show, exit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macrosync import rolling_back, terminal
from macrosync.plan import to_json
from macrosync.plan.render.visible import visible

if TYPE_CHECKING:
    from macrosync.pipeline import Options

_CHANGES = 2


@click.command()
@click.argument("revision", metavar="REV")
@click.option("--dry-run", is_flag=True, help="Write nothing; only show what would be written, and the plan.")
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
def rollback(
    options: Options,
    *,
    revision: str,
    dry_run: bool,
    out: Path | None,
    style: str,
    detailed_exitcode: bool,
    prune: bool,
) -> None:
    """Take the scripts and rules of an earlier Git revision, as new versions, and show the plan.

    REV is a commit, tag or branch. The files of macros/ and workflows/ are written as they were there, each wording
    that differs with a version above all that there ever were, and locked; a definition that came later goes. Nothing
    is changed in Zendesk and nothing committed: look at the plan, commit the files, and apply.
    """
    with terminal.working("Looking at the revision and the account"):
        done = rolling_back.roll_back(options, revision, prune=prune, dry_run=dry_run)
    would = "would be written" if dry_run else "were written"
    told = f"The files of {done.commit[:12]}: {len(done.files)} {would}." if done.files else "No file differs."
    for line in (*map(str, done.files), told):
        click.echo(visible(line), err=style != "text")
    terminal.plan(done.planned.plan, style)
    if done.files and not dry_run:
        terminal.note("Nothing was changed in Zendesk: commit the files, and run `macrosync apply`.")
    if out:
        terminal.save(out, to_json(done.planned.plan))
    sys.exit(_CHANGES if detailed_exitcode and done.planned.plan.changes else 0)
