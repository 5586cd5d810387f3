"""The window of an update: how long after its resource was read it is written, in which somebody else's save is lost.

Zendesk has no locking for macros, rules, fields and articles, so that the window can be made small and not closed. An
article is read once and written twice: first its text, then its labels and settings, for which the window is longer.
A write that waits for a limit, or is repeated, is read again first, so that neither is in here.
`python -m benchmarks.apply_window` prints it by itself.
"""

from __future__ import annotations

import statistics
import tempfile
from collections import defaultdict
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
from macrosync.resources import Kind, Ref, Resource, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.gateway import CallRecord, Gateway
    from macrosync.resources import Json

MACROS, ARTICLES = 200, 100
_MACRO, _TEXT, _LABELS = "macro", "text", "labels"
#: Of each write its window, and how many calls that holds.
_WRITES = {
    _MACRO: (f"between the read of a resource and its write, {MACROS} macros updated", "both"),
    _TEXT: (f"between the read of an article and the write of its text, {ARTICLES} articles updated", "both"),
    _LABELS: (
        f"between the read of an article and the write of its labels and settings, {ARTICLES} articles updated",
        "all three",
    ),
}
_KINDS = (Kind.MACRO, Kind.PERMISSION_GROUP, Kind.CATEGORY, Kind.SECTION, Kind.ARTICLE)
_GROUP = "관리자"
_SOURCE = Source("macros/window.yaml")


@dataclass(slots=True)
class _Watch:
    """Of each write the time from the read before it on, less what calls took, and with the read and the write.

    `read` is when the last one began, when it ended, and the seconds that writes took since.
    """

    read: tuple[float, float, float] | None = None
    ours: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    whole: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def __call__(self, record: CallRecord) -> None:
        ended = perf_counter()
        if record.method == "GET":
            self.read = (ended - record.duration, ended, 0.0)
        elif record.method == "PUT" and self.read:
            began, answered, writing = self.read
            what = _what(record.path)
            self.ours[what].append(ended - record.duration - answered - writing)
            self.whole[what].append(ended - began)
            self.read = (began, answered, writing + record.duration)


def measure(folder: Path) -> Iterator[Figure]:
    """The window of many updates on a local Zendesk; `folder` is for its data."""
    watch = _Watch()
    with LocalZendesk(folder / "window.db", seed=Seed(permission_groups=(_GROUP,))) as running:
        gateway = connect(Account(running.url), ClientCredentials("local", "local"), on_call=watch)
        try:
            for version in (1, 2):
                _apply(gateway, folder, version)
        finally:
            gateway.close()
    for write, (what, calls) in _WRITES.items():
        ours, whole = watch.ours[write], watch.whole[write]
        yield Figure(f"what macrosync itself lets pass {what}: the median", statistics.median(ours) * 1000, " ms", 25)
        yield Figure(f"what macrosync itself lets pass {what}: the longest", max(ours) * 1000, " ms")
        told = f"the whole window, {calls} calls to a local Zendesk counted, {what}: the median"
        yield Figure(told, statistics.median(whole) * 1000, " ms")


def _what(path: str) -> str:
    if "/translations/" in path:
        return _TEXT
    return _LABELS if "/articles/" in path else _MACRO


def _apply(gateway: Gateway, folder: Path, version: int) -> None:
    desired = [*_places(), *(_macro(number, version) for number in range(MACROS))]
    desired += [_article(number, version) for number in range(ARTICLES)]
    plan = make(desired, gateway.fetch(_KINDS), project="window", target="local")
    with Journal.open(folder, lambda: datetime.now(UTC)) as journal:
        execute(plan, gateway, journal)


def _macro(number: int, version: int) -> Resource:
    reply: dict[str, Json] = {"field": "comment_value", "value": f"안녕하세요, {version}"}
    payload: dict[str, Json] = {"title": f"macro {number}", "active": True, "description": "", "actions": [reply]}
    return Resource(Kind.MACRO, f"window/{number}", version, payload, _SOURCE)


def _places() -> tuple[Resource, Resource]:
    named: dict[str, Json] = {"name": "window", "locale": "ko", "description": ""}
    inside = {**named, "category_id": str(Ref(Kind.CATEGORY, "window"))}
    return Resource(Kind.CATEGORY, "window", 1, named, _SOURCE), Resource(Kind.SECTION, "window", 1, inside, _SOURCE)


def _article(number: int, version: int) -> Resource:
    """Its mark, which is a label, is another one with each version."""
    payload: dict[str, Json] = {
        "title": f"article {number}",
        "body": f"<p>안녕하세요, {version}</p>",
        "locale": "ko",
        "section_id": str(Ref(Kind.SECTION, "window")),
        "user_segment_id": None,
        "permission_group_id": str(Ref(Kind.PERMISSION_GROUP, _GROUP)),
        "label_names": [],
        "draft": False,
        "promoted": False,
        "comments_disabled": True,
    }
    return Resource(Kind.ARTICLE, f"window/{number}", version, payload, _SOURCE)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as here:
        for each in measure(Path(here)):
            click.echo(f"{each.value:8.2f}{each.unit:3} {each.what}")
