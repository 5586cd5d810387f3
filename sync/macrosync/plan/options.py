"""The options of a drop-down field: each a resource of its own, told apart by its value, which is its tag.

A field's options are never sent as a list to add or rename one: those left out of a list are deleted, and
their values leave tickets, macros and views (OAS, ticket fields).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.plan.canonical import canonical, digest
from macrosync.plan.model import OPTION_ORDER, Action, Change, FieldChange
from macrosync.resources import Json, Kind, Payload, Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.resources import Remote, Resource


def changes(field: Resource, remote: Remote) -> Iterator[Change]:
    """Every option to be made, renamed or, where it is no longer defined, deleted; the order aside."""
    there = _by_value(remote.payload)
    wanted = _by_value(field.payload)
    for value, option in wanted.items():
        if value not in there:
            yield _change(Action.CREATE, field, {}, option)
        elif canonical(Kind.FIELD_OPTION, there[value]) != canonical(Kind.FIELD_OPTION, option):
            yield _change(Action.UPDATE, field, there[value], option)
    for value, option in there.items():
        if value not in wanted:
            yield _change(Action.DELETE, field, option, {})


def order(field: Resource, remote: Remote) -> Iterator[FieldChange]:
    """Whether our options stand in another order; those that are made are added at the end (assumed)."""
    wanted, there = list(_by_value(field.payload)), list(_by_value(remote.payload))
    after: list[Json] = [*wanted]
    before: list[Json] = [value for value in there if value in wanted]
    before += [value for value in wanted if value not in there]
    if before != after:
        yield FieldChange(OPTION_ORDER, before, after)


def listed(payload: Payload) -> list[Json]:
    """A field's options in canonical form, in their order."""
    return [canonical(Kind.FIELD_OPTION, option) for option in _by_value(payload).values()]


def _by_value(payload: Payload) -> dict[str, dict[str, Json]]:
    options = payload.get("custom_field_options")
    found = [option for option in options if isinstance(option, dict)] if isinstance(options, list) else []
    return {str(option.get("value", "")).strip(): option for option in found}


def _change(action: Action, field: Resource, there: dict[str, Json], wanted: dict[str, Json]) -> Change:
    before, after = (canonical(Kind.FIELD_OPTION, each) if each else {} for each in (there, wanted))
    named = after or before
    place: dict[str, Json] = {"ticket_field_id": str(Ref(Kind.TICKET_FIELD, field.key))}
    number = there.get("id")
    return Change(
        action=action,
        kind=Kind.FIELD_OPTION,
        key=f"{field.key}/{named['value']}",
        title=str(named["name"]),
        version=field.version,
        id=number if isinstance(number, int) else None,
        source=field.source if wanted else None,
        fields=tuple(
            FieldChange(name, before.get(name), after.get(name))
            for name in named
            if before.get(name) != after.get(name)
        ),
        payload=place | wanted,
        seen=digest(Kind.FIELD_OPTION, there) if there else "",
        drift=False,
        needs=frozenset(),
    )
