"""The options of a drop-down field: each a resource of its own, told apart by its value, which is its tag.

A field's options are never sent as a list to add or rename one: those left out of a list are deleted, and
their values leave tickets, macros and views (OAS, ticket fields).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.plan import three_way
from macrosync.plan.canonical import canonical, digest
from macrosync.plan.model import OPTION_ORDER, Action, Change, FieldChange
from macrosync.resources import Json, Kind, Payload, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from macrosync.resources import Remote, Resource


def changes(
    field: Resource, remote: Remote, applied: Mapping[Ref, Payload] = three_way.NOTHING, *, adopted: bool = False
) -> Iterator[Change]:
    """Every option to be made, renamed or, where it is not defined, deleted; the order aside.

    Of a field that was taken over and not applied yet, those that are there are somebody else's, whatever is on record
    of one that had its key before.
    """
    applied = three_way.NOTHING if adopted else applied
    there = by_value(remote.payload)
    wanted = by_value(field.payload)
    for value, option in wanted.items():
        if value not in there:
            yield _change(Action.CREATE, field, {}, option, applied)
        elif canonical(Kind.FIELD_OPTION, there[value]) != canonical(Kind.FIELD_OPTION, option):
            yield _change(Action.UPDATE, field, there[value], option, applied)
    for value, option in there.items():
        if value not in wanted:
            yield _change(Action.DELETE, field, option, {}, applied)


def order(field: Resource, remote: Remote) -> Iterator[FieldChange]:
    """Whether our options stand in another order; those that are made are added at the end (assumed)."""
    after: list[Json] = [*by_value(field.payload)]
    before = standing(field.payload, remote)
    before += [value for value in after if value not in before]
    if before != after:
        yield FieldChange(OPTION_ORDER, before, after)


def standing(wanted: Payload, remote: Remote) -> list[Json]:
    """The values of our options in the order that they have in the account; those of others aside."""
    ours = by_value(wanted)
    return [value for value in by_value(remote.payload) if value in ours]


def listed(payload: Payload) -> list[Json]:
    """A field's options in canonical form, in their order."""
    return [canonical(Kind.FIELD_OPTION, option) for option in by_value(payload).values()]


def by_value(payload: Payload) -> dict[str, dict[str, Json]]:
    """A field's options by their value, in their order."""
    options = payload.get("custom_field_options")
    found = [option for option in options if isinstance(option, dict)] if isinstance(options, list) else []
    return {str(option.get("value", "")).strip(): option for option in found}


def ref(field: Ref, value: str) -> Ref:
    """How an option of a field is referred to."""
    return Ref(Kind.FIELD_OPTION, f"{field.key}/{value}")


def is_known(field: Ref, applied: Mapping[Ref, Payload]) -> bool:
    """Whether it is on record which options of a field are ours."""
    return any(each.kind is Kind.FIELD_OPTION and each.key.startswith(f"{field.key}/") for each in applied)


def _change(
    action: Action,
    field: Resource,
    there: dict[str, Json],
    wanted: dict[str, Json],
    applied: Mapping[Ref, Payload],
) -> Change:
    before, after = (canonical(Kind.FIELD_OPTION, each) if each else {} for each in (there, wanted))
    named = after or before
    place: dict[str, Json] = {"ticket_field_id": str(Ref(Kind.TICKET_FIELD, field.key))}
    number = there.get("id")
    was = applied.get(ref(field.ref, str(named["value"])))
    fields = tuple(_fields(before, after, was))
    return Change(
        action=action,
        kind=Kind.FIELD_OPTION,
        key=f"{field.key}/{named['value']}",
        title=str(named["name"]),
        version=field.version,
        id=number if isinstance(number, int) else None,
        source=field.source if wanted else None,
        fields=fields,
        payload=place | wanted,
        seen=digest(Kind.FIELD_OPTION, there) if there else "",
        drift=_is_drift(action, fields, was),
        needs=frozenset(),
    )


def _fields(before: Payload, after: Payload, was: Payload | None) -> Iterator[FieldChange]:
    if not before:
        yield from three_way.made(after, was)
        return
    for name, value in before.items():
        if value != after.get(name):
            yield three_way.told(FieldChange(name, value, after.get(name)), was)


def _is_drift(action: Action, fields: Iterable[FieldChange], was: Payload | None) -> bool:
    """An option that was there and is gone, one with another name, and any that nothing on record says is ours."""
    if was is None:
        return action is not Action.CREATE
    return action is Action.CREATE or three_way.is_drift(fields, was)
