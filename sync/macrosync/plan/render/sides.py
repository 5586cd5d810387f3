"""Both sides of a change as lines to read, whichever way they are then shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.plan.model import Action
from macrosync.plan.render.visible import visible, visible_lines
from macrosync.resources import ACCOUNT, REF, Json, Kind, Ref

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from macrosync.plan.model import Change, FieldChange, Plan
    from macrosync.resources import Id

SIGNS = MappingProxyType({Action.CREATE: "+", Action.UPDATE: "~", Action.DELETE: "-"})
#: What the ids in a field are ids of; those of trigger categories are texts, so that none is taken for another's.
_ID_FIELDS: MappingProxyType[str, tuple[Kind, ...]] = MappingProxyType(
    {
        "ticket_field_ids": (Kind.TICKET_FIELD,),
        "category_id": (Kind.CATEGORY, Kind.TRIGGER_CATEGORY),
        "section_id": (Kind.SECTION,),
        "user_segment_id": (Kind.USER_SEGMENT,),
        "permission_group_id": (Kind.PERMISSION_GROUP,),
        "Group": (Kind.GROUP,),
    }
)
#: Where null opens a resource to more people than any value does (REF macros, help_center/articles).
_EVERYONE = MappingProxyType({"restriction": "(every agent)", "user_segment_id": "(everyone, the public too)"})


@dataclass(frozen=True, slots=True)
class Sides:
    """One field: its name, and the lines before and after; a side that does not exist has none."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def sides(change: Change, ids: Mapping[Ref, Id]) -> Iterator[Sides]:
    """Every field that changes; the actions of a macro one by one, ids with the names that they stand for."""
    names = {(ref.kind, number): ref.key for ref, number in ids.items()}
    for field in change.fields:
        one_by_one = change.kind is Kind.MACRO and field.name == "actions"  # in a rule, their order counts too
        for name, before, after in _fields(field) if one_by_one else ((field.name, field.before, field.after),):
            old = () if change.action is Action.CREATE else _lines(name, before, names)
            says_nothing = change.action is Action.CREATE and after is False  # what is made is not a draft, and so on
            new = () if says_nothing or change.action is Action.DELETE else _lines(name, after, names)
            if old != new:
                yield Sides(visible(name), old, new)


def headline(change: Change) -> str:
    """The change in one line: `create macro 채팅::…`."""
    return visible(str(change))


def place(change: Change) -> str:
    """The line of the definition, as file:line; empty for what is defined no longer."""
    return visible(f"{change.source.path}:{change.source.line}") if change.source else ""


def summary(plan: Plan) -> str:
    """How many changes of each kind."""
    counts = ", ".join(f"{plan.count(action)} to {action}" for action in Action)
    return f"Plan: {counts}, {plan.unchanged} unchanged."


def drift(plan: Plan) -> str:
    """How many were changed by hand, and what becomes of them; empty where there are none."""
    count = len(plan.drifted)
    if not count:
        return ""
    was, are = ("was", "is") if count == 1 else ("were", "are")
    return (
        f"{count} {was} changed by hand since the last apply and {are} left alone, unless --overwrite-drift is given."
    )


def _fields(field: FieldChange) -> Iterator[tuple[str, Json, Json]]:
    before, after = _by_action(field.before), _by_action(field.after)
    for name in sorted(before.keys() | after.keys()):
        yield f"actions.{name}", before.get(name), after.get(name)


def _by_action(actions: Json) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for action in actions if isinstance(actions, list) else ():
        if isinstance(action, dict):
            name = str(action.get("field"))
            earlier = found.get(name)
            found[name] = action.get("value") if earlier is None else f"{earlier}\n{action.get('value')}"
    return found


def _lines(name: str, value: Json, names: Mapping[tuple[Kind, Id], str]) -> tuple[str, ...]:
    """A value as lines; none for null, for an empty text and for an empty list, where that says nothing."""
    if value is None or value in ("", []):
        return (_EVERYONE[name],) if value is None and name in _EVERYONE else ()
    match value:
        case list():
            return tuple(line for each in value for line in _lines(name, each, names))
        case dict():
            return tuple(_entry(value, names))
        case str() | int() if called := _called(name, value, names):
            return (visible(f"{called} (id {value})"),)
        case str():
            return visible_lines(REF.sub(_unknown, value).replace(ACCOUNT, "(the account)"))
        case _:
            return (json.dumps(value),)


def _called(name: str, value: Id, names: Mapping[tuple[Kind, Id], str]) -> str | None:
    return next((names[kind, value] for kind in _ID_FIELDS.get(name, ()) if (kind, value) in names), None)


def _entry(value: dict[str, Json], names: Mapping[tuple[Kind, Id], str]) -> Iterator[str]:
    """A restriction, an option, or a part of a rule."""
    if set(value) == {"type", "ids"}:
        yield f"{visible(str(value['type']))}:"
        yield from (f"  {line}" for line in _lines(str(value["type"]), value["ids"], names))
    elif set(value) == {"name", "value"}:
        yield visible(f"{value['name']} = {value['value']}")
    elif set(value) == {"all", "any"}:
        for which, listed in value.items():
            yield from (f"{which}: {line}" for line in _lines(which, listed, names))
    elif "field" in value:
        words = f"{value['field']} {value['operator']}" if "operator" in value else f"{value['field']}:"
        yield from _told(words, value.get("value"))
    else:
        yield visible(json.dumps(value, ensure_ascii=False, sort_keys=True))


def _told(words: str, value: Json) -> Iterator[str]:
    """What a condition or an action says, each part of a list on lines of its own."""
    parts = value if isinstance(value, list) else [value]
    lines = [line for part in parts for line in _lines("", part, {})]
    yield " ".join([visible(REF.sub(_unknown, words)), *lines[:1]])
    yield from (f"  {line}" for line in lines[1:])


def _unknown(match: re.Match[str]) -> str:
    """A reference whose id only the apply will know."""
    return f"(id of {match[1].replace('_', ' ')} {match[2]})"
