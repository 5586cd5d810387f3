"""What was done by hand to the options of a drop-down field, which bear no mark: what was last applied tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync.plan import options, three_way
from macrosync.plan.canonical import canonical
from macrosync.plan.drifted import Drifted, Sort, at
from macrosync.plan.model import FieldChange, Origin
from macrosync.resources import Json, Kind, Payload, Ref

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.resources import Remote, Resource, Source


def find(
    field: Resource, remote: Remote, applied: Mapping[Ref, Payload], *, adopted: bool = False
) -> Iterator[Drifted]:
    """Every option that was renamed, deleted or added since the last apply, or that nothing says is ours.

    Of a field that was taken over and not applied yet, those that others made otherwise than the files want.
    """
    there, wanted = options.by_value(remote.payload), options.by_value(field.payload)
    when = at(remote.payload)  # an option has no time of its own
    for value in dict.fromkeys([*wanted, *there]):
        ref = options.ref(field.ref, value)
        was = None if adopted else applied.get(ref)
        now, want = there.get(value), wanted.get(value)
        source = field.source if want is not None else None
        if now is None:
            if want is not None and was is not None:
                yield _drifted(Sort.GONE, ref, want, source, when)
        elif was is not None:
            if fields := _changed(now, want, was):
                yield replace(_drifted(Sort.CHANGED, ref, now, source, when), fields=fields)
        elif want is None:
            added = Sort.ADDED if options.is_known(field.ref, applied) else Sort.UNKNOWN
            yield _drifted(Sort.ADOPTED if adopted else added, ref, now, None, when)
        elif fields := _differing(now, want):
            yield replace(_drifted(Sort.ADOPTED if adopted else Sort.UNKNOWN, ref, now, source, when), fields=fields)


def order(field: Resource, remote: Remote, known: Payload | None, *, recorded: bool) -> list[FieldChange]:
    """Whether our options stand in another order, and who moved them where that is `recorded`."""
    standing = options.standing(field.payload, remote)
    return [
        three_way.told(each, known, standing) if recorded else three_way.unproven(each, standing)
        for each in options.order(field, remote)
    ]


def _differing(now: dict[str, Json], want: dict[str, Json]) -> tuple[FieldChange, ...]:
    there, wanted = (canonical(Kind.FIELD_OPTION, each) for each in (now, want))
    return tuple(
        FieldChange(name, value, wanted[name], None, Origin.UNKNOWN)
        for name, value in there.items()
        if value != wanted[name]
    )


def _changed(now: dict[str, Json], want: dict[str, Json] | None, was: Payload) -> tuple[FieldChange, ...]:
    there = canonical(Kind.FIELD_OPTION, now)
    return three_way.changed(there, canonical(Kind.FIELD_OPTION, want) if want is not None else {}, was)


def _drifted(sort: Sort, ref: Ref, option: dict[str, Json], source: Source | None, when: str) -> Drifted:
    title, number = str(option.get("name")), option.get("id")
    known = number if isinstance(number, int) else None
    return Drifted(sort, ref.kind, ref.key, title, known, source, (), when)
