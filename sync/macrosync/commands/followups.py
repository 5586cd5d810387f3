"""`macrosync followups`: parse, sweep or rotate, show, exit."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from macrosync import following, terminal

if TYPE_CHECKING:
    from macrosync.pipeline import Options


@click.group()
def followups() -> None:
    """See to lost-item cases: `sweep` every quarter of an hour, `rotate` every day."""


@followups.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def sweep(options: Options, *, dry_run: bool, as_json: bool) -> None:
    """See to it that every lost-item case has its one task, and that the task is as it should be.

    Makes a task that is missing, closes a second one, mends links and due times, carries consent between the driver's
    ticket and the task, keeps its record, lets it lapse on time, shows the state on the driver's ticket, and takes
    phone numbers out of tasks' comments. Run it at any time and as often as you like: where nothing is to be done,
    nothing is. It prints numbers of tickets, no names.

    Exits with 1 where a case could not be put in order; run it again.
    """
    with terminal.working("Looking at the cases"):
        report = following.sweep(options, dry_run=dry_run, now=lambda: datetime.now(UTC), rest=time.sleep)
    if as_json:
        terminal.data(report.to_json())
    else:
        for line in report.lines():
            click.echo(line)
    for told in report.failed:
        terminal.error(f"Ticket {told.number} is not in order: {told.failed.rstrip('.')}. Run the sweep again.")
    if report.stopped:
        terminal.error(f"The sweep did not come to its end: {report.stopped} Run it again.")
    sys.exit(0 if report.complete else 1)


@followups.command()
@click.option("--dry-run", is_flag=True, help="Only say which webhooks would be given one.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def rotate(options: Options, *, dry_run: bool, as_json: bool) -> None:
    """Give every webhook of ours a new bearer, before the one that it has lapses after 48 hours.

    It takes the OAuth client of ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET. No bearer is ever shown or kept.

    Exits with 1 where a webhook could not be given one.
    """
    with terminal.working("Renewing the bearers"):
        rotated = following.rotate(options, dry_run=dry_run)
    if as_json:
        terminal.data(asdict(rotated))
    else:
        would = "would get" if dry_run else "has"
        for key in rotated.webhooks:
            click.echo(f"webhook {key} {would} a new bearer.")
        if not rotated.webhooks and not rotated.failed:
            click.echo("The account has no webhook of ours: run `macrosync apply` first.")
    for problem in rotated.failed.values():
        terminal.error(problem)
    sys.exit(1 if rotated.failed else 0)
