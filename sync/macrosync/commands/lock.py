"""`macrosync lock`: parse, write the lock, say what is new."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from macrosync import terminal, validating

if TYPE_CHECKING:
    from macrosync.pipeline import Options


@click.command()
@click.option("--renew", is_flag=True, help="Begin the lock anew, when it is damaged. Earlier versions are forgotten.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def lock(options: Options, *, renew: bool, as_json: bool) -> None:
    """Write macros/macrosync.lock: the digest of the wording at each version.

    Run it after raising a version, and commit the file. Wording that changed without a higher version is
    refused.
    """
    locked = validating.lock(options, renew=renew)
    if as_json:
        terminal.data(asdict(locked))
        return
    new = f"; new: {', '.join(locked.added)}" if locked.added else "; nothing is new"
    click.echo(f"{locked.definitions} definitions are locked{new}.")
