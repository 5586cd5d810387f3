"""`macrosync validate`: parse, check, show, exit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from macrosync import annotating, terminal, validating

if TYPE_CHECKING:
    from macrosync.pipeline import Options


@click.command()
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Lines, JSON, or GitHub's annotations.",
)
@click.pass_obj
def validate(options: Options, style: str) -> None:
    """Check every definition; needs no account.

    Prints one finding a line as file:line:column: sentence [id]; docs/findings.md explains each id. Exits with
    1 where there is one. In a workflow, --format github also adds all of them to the job's summary, with paths from
    the repository's folder.
    """
    findings = validating.validate(options).findings
    before = annotating.prefix(options.root, options.environment) if style == "github" else ""
    terminal.findings(findings, style, before=before)
    if style == "github":
        annotating.keep(findings, before, options.environment)
    if not findings and style == "text":
        terminal.note("No findings.")
    sys.exit(1 if findings else 0)
