"""What was done by hand to the options of a drop-down field, which bear no mark: what was last applied tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync.plan import options, three_way
from macrosync.plan.canonical import canonical
from macrosync.plan.drifted import Drifted, Sort, at
from macrosync.resources import Json, Kind, Payload, Ref

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.plan.model import FieldChange
    from macrosync.resources import Remote, Resource, Source


def find(field: Resource, remote: Remote, applied: Mapping[Ref, Payload]) -> Iterator[Drifted]:
    """Every option that was renamed, deleted or added since the last apply."""
    there, wanted = options.by_value(remote.payload), options.by_value(field.payload)
    when = at(remote.payload)  # an option has no time of its own
    for value in dict.fromkeys([*wanted, *there]):
        ref = options.ref(field.ref, value)
        was = applied.get(ref)
        now, want = there.get(value), wanted.get(value)
        source = field.source if want is not None else None
        if now is None and want is not None and was is not None:
            yield _drifted(Sort.GONE, ref, want, source, when)
        elif now is not None and want is None and was is None and options.is_known(field.ref, applied):
            yield _drifted(Sort.ADDED, ref, now, None, when)
        elif now is not None and was is not None and (fields := _changed(now, want, was)):
            yield replace(_drifted(Sort.CHANGED, ref, now, source, when), fields=fields)


def order(field: Resource, remote: Remote, known: Payload | None) -> list[FieldChange]:
    """Whether our options stand in another order, and who moved them."""
    standing = options.standing(field.payload, remote)
    return [three_way.told(each, known, standing) for each in options.order(field, remote)]


def _changed(now: dict[str, Json], want: dict[str, Json] | None, was: Payload) -> tuple[FieldChange, ...]:
    there = canonical(Kind.FIELD_OPTION, now)
    return three_way.changed(there, canonical(Kind.FIELD_OPTION, want) if want is not None else {}, was)


def _drifted(sort: Sort, ref: Ref, option: dict[str, Json], source: Source | None, when: str) -> Drifted:
    title, number = str(option.get("name")), option.get("id")
    known = number if isinstance(number, int) else None
    return Drifted(sort, ref.kind, ref.key, title, known, source, (), when)
