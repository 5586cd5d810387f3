"""The order that changes are done in: what is needed first, and otherwise by kind and as defined."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from macrosync.errors import PlanRefused
from macrosync.resources import Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from macrosync.plan.model import Change

_KINDS = tuple(Kind)


def ordered(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Creates and updates, each after what it needs. Raises PlanRefused for a circle, naming it."""
    rank = {change.ref: (_KINDS.index(change.kind), at) for at, change in enumerate(changes)}
    by_ref = {change.ref: change for change in changes}
    sorter = TopologicalSorter({change.ref: change.needs for change in changes})
    try:
        sorter.prepare()
    except CycleError as error:
        raise PlanRefused(_circle(error.args[1])) from None
    done: list[Change] = []
    ready = set(sorter.get_ready())
    while ready:
        first = min(ready, key=lambda ref: rank.get(ref, (-1, -1)))
        ready.remove(first)
        if first in by_ref:
            done.append(by_ref[first])
        sorter.done(first)
        ready |= set(sorter.get_ready())
    return tuple(done)


def reversed_kinds(deletes: Iterable[Change]) -> tuple[Change, ...]:
    """Deletes, the dependent kinds first."""
    return tuple(sorted(deletes, key=lambda change: (-_KINDS.index(change.kind), change.key)))


def _circle(refs: Sequence[Ref]) -> str:
    names = " needs ".join(f"{ref.kind.label} {ref.key}" for ref in reversed(refs))
    return f"None of these can be made first: {names}; take one of the references out, apply, and put it in again."
