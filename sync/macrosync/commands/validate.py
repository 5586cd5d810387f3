"""`macrosync validate`: parse, check, show, exit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from macrosync import terminal, validating

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
    1 where there is one.
    """
    findings = validating.validate(options).findings
    terminal.findings(findings, style)
    if not findings and style == "text":
        terminal.note("No findings.")
    sys.exit(1 if findings else 0)
