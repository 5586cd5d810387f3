"""The window of an update: how long after its resource was read it is written, in which somebody else's save is lost.

Zendesk has no locking for macros, rules, fields and articles, so that the window can be made small and not closed.
`python -m benchmarks.apply_window` prints it by itself.
"""

from __future__ import annotations

import statistics
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from benchmarks.figures import Figure
from macrosync.apply import Journal, execute
from macrosync.gateway import Account, ClientCredentials, connect
from macrosync.local_zendesk import LocalZendesk, Seed
from macrosync.plan import make
from macrosync.resources import Kind, Resource, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.gateway import CallRecord, Gateway
    from macrosync.resources import Json

MACROS = 200


@dataclass(slots=True)
class _Watch:
    """Of each write the time from the end of the read before it to its beginning, and from that read's beginning on."""

    read: tuple[float, float] | None = None
    ours: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)

    def __call__(self, record: CallRecord) -> None:
        ended = perf_counter()
        if record.method == "GET":
            self.read = (ended - record.duration, ended)
        elif record.method == "PUT" and self.read:
            self.ours.append(ended - record.duration - self.read[1])
            self.whole.append(ended - self.read[0])


def measure(folder: Path) -> Iterator[Figure]:
    """The window of many updates on a local Zendesk; `folder` is for its data."""
    watch = _Watch()
    with LocalZendesk(folder / "window.db", seed=Seed()) as running:
        gateway = connect(Account(running.url), ClientCredentials("local", "local"), on_call=watch)
        try:
            for version in (1, 2):
                _apply(gateway, folder, version)
        finally:
            gateway.close()
    what = f"between the read of a resource and its write, {MACROS} macros updated"
    yield Figure(f"what macrosync itself lets pass {what}: the median", statistics.median(watch.ours) * 1000, " ms", 25)
    yield Figure(f"what macrosync itself lets pass {what}: the longest", max(watch.ours) * 1000, " ms")
    whole = statistics.median(watch.whole) * 1000
    yield Figure(f"the whole window, both calls to a local Zendesk counted, {what}: the median", whole, " ms")


def _apply(gateway: Gateway, folder: Path, version: int) -> None:
    desired = [_macro(number, version) for number in range(MACROS)]
    plan = make(desired, gateway.fetch((Kind.MACRO,)), project="window", target="local")
    with Journal.open(folder, lambda: datetime.now(UTC)) as journal:
        execute(plan, gateway, journal)


def _macro(number: int, version: int) -> Resource:
    reply: dict[str, Json] = {"field": "comment_value", "value": f"안녕하세요, {version}"}
    payload: dict[str, Json] = {"title": f"macro {number}", "active": True, "description": "", "actions": [reply]}
    return Resource(Kind.MACRO, f"window/{number}", version, payload, Source("macros/window.yaml"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as here:
        for each in measure(Path(here)):
            click.echo(f"{each.value:8.2f}{each.unit:3} {each.what}")
