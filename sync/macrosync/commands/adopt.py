"""`macrosync adopt`: parse, look, ask, write, show, exit."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from macrosync import adopting, terminal
from macrosync.errors import ConfigError
from macrosync.resources import Kind

if TYPE_CHECKING:
    from macrosync.pipeline import Options
    from macrosync.plan.adoption import Adoption


@click.command()
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]), metavar="KIND")
@click.argument("number", metavar="ID")
@click.argument("key", metavar="KEY")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def adopt(options: Options, *, kind: str, number: str, key: str, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Take over what someone else made in the account: write our mark onto it, and only that.

    KIND is one of ticket_field, webhook, trigger, view, macro and article; ID is the account's, as a plan names it;
    KEY is that of a definition. The next plan shows what differs as made by hand: `apply --overwrite-drift` then
    makes it what the files want. Of the kinds that go by name it says what to write in macrosync.toml instead.

    Refused is what bears a mark already, this project's or another's, and a key that the account has elsewhere.
    """
    if as_json and not (yes or dry_run):
        raise ConfigError("With --json nobody is asked: give --yes or --dry-run too.")

    def confirm(made: Adoption) -> bool:
        if as_json and dry_run:
            terminal.data(_as_json(made, written=False))
        elif not as_json:
            what = f"The {made.remote.kind.label} {made.title} (id {made.remote.id})"
            terminal.say(
                f"{what} {'gets' if yes and not dry_run else 'would get'} the mark {made.mark} in its {made.carrier}."
            )
        return dry_run or yes or _asked()

    done = adopting.adopt(
        options, Kind(kind), number, key, dry_run=dry_run, confirm=confirm, now=lambda: datetime.now(UTC)
    )
    if done is None and not dry_run:
        terminal.error("Nothing was changed.")
        sys.exit(1)
    if done is not None and as_json:
        terminal.data(_as_json(done, written=True))
    elif done is not None:
        terminal.say("It is ours now: run `macrosync plan` to see what differs from the files.")


def _asked() -> bool:
    if not sys.stdin.isatty():
        raise ConfigError("There is no terminal to ask at: give --yes to adopt without being asked.")
    return click.confirm("Write it?", err=True)


def _as_json(made: Adoption, *, written: bool) -> dict[str, object]:
    return {
        "kind": made.remote.kind.value,
        "id": made.remote.id,
        "key": made.key,
        "title": made.title,
        "mark": str(made.mark),
        "field": made.carrier,
        "written": written,
    }
