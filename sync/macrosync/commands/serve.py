"""`macrosync serve`: parse, start, wait."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macrosync import serving, terminal
from macrosync.definitions import settings
from macrosync.pipeline import local_database

if TYPE_CHECKING:
    from macrosync.pipeline import Options

#: It runs for long, so what is garbage has to be looked for, though not as often as Python does.
_GARBAGE = (100_000, 50, 100)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes a free one.")
@click.option("--db", type=click.Path(dir_okay=False, path_type=Path), help="Its data.  [default: .macrosync/local.db]")
@click.option(
    "--seed",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What the account has from the start: an export of another one, or names, as JSON.",
)
@click.pass_obj
def serve(options: Options, port: int, db: Path | None, seed: Path | None) -> None:
    """Run the local Zendesk until it is stopped with Ctrl+C.

    It answers as Zendesk does, on 127.0.0.1 only, with what macrosync.toml's local target names in it. Other
    commands talk to it with --url.

    GET /_local/state exports the account. --seed begins a new --db from such a file, or from one of your own, such
    as {"groups": ["채팅 상담"], "users": [{"name": "홍길동", "email": "hong@example.com", "groups": ["채팅 상담"]}]},
    which also knows ticket_forms, permission_groups and locales. An account that is there already stays, and gets
    of these what it has not.
    """
    gc.set_threshold(*_GARBAGE)
    target = settings.read(options.root).target(options.target or settings.LOCAL)
    with serving.serve(target, db or local_database(options.root), port=port, seed=seed) as zendesk:
        if seed and not zendesk.is_new:
            terminal.note(f"{zendesk.database} has an account already: of {seed}, what it lacks by name was added.")
        click.echo(f"The local Zendesk runs at {zendesk.url}, its data in {zendesk.database}.")
        click.echo("Client id `local`, secret `local`; or admin@example.com/token with the token `local`.")
        click.echo(f"Try: macrosync --url {zendesk.url} plan")
        zendesk.wait()
