"""Macros and views of ours that somebody made their own: they leave the shared lists, and no list of ours has them.

A plan that did not look for them would make each a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.plan import mark
from macrosync.resources import Kind, Remote, Resource, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: The kinds of which somebody can have one of their own (REF macros, views: `restriction.type` is `User`).
KINDS = (Kind.MACRO, Kind.VIEW)


def missing(desired: Sequence[Resource], snapshot: Snapshot, project: str) -> dict[Kind, frozenset[str]]:
    """The keys, by kind, of what would be made since no shared one bears its mark; empty where there is none."""
    found = {}
    for kind in KINDS:
        there = {key for remote in snapshot.of(kind) for key in _keys(remote, project)}
        if keys := frozenset(each.key for each in desired if each.kind is kind) - there:
            found[kind] = keys
    return found


def beside(
    snapshot: Snapshot,
    personal: Mapping[Kind, Sequence[Remote]],
    wanted: Mapping[Kind, frozenset[str]],
    project: str,
) -> Snapshot:
    """The snapshot with those of the personal ones that bear the mark of what is missing, and none of the others'."""
    more = {
        kind: tuple(each for each in personal.get(kind, ()) if keys.intersection(_keys(each, project)))
        for kind, keys in wanted.items()
    }
    return Snapshot({**snapshot.resources, **{kind: (*snapshot.of(kind), *found) for kind, found in more.items()}})


def _keys(remote: Remote, project: str) -> Iterator[str]:
    return (each.key for each in mark.every(remote.kind, remote.payload) if each.project == project)
