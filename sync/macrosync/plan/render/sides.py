"""Both sides of a change as lines to read, whichever way they are then shown."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.plan.mark import CARRIERS
from macrosync.plan.model import Action, FieldChange, Origin
from macrosync.plan.render.diff import Line, unified
from macrosync.plan.render.visible import visible, visible_lines
from macrosync.plan.three_way import origin
from macrosync.resources import ACCOUNT, REF, Json, Kind, Ref

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping

    from macrosync.plan.model import Change, Plan
    from macrosync.resources import Id

#: What is said of a field that a person changed, beside its name.
BY_HAND: MappingProxyType[Origin, str] = MappingProxyType(
    {
        Origin.FILES: "",
        Origin.HAND: "changed by hand; the files want what was last applied",
        Origin.BOTH: "changed by hand, and in the files since",
        Origin.UNKNOWN: "what was last applied is on no record",
    }
)
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
    """One field: its name, and the lines before and after; a side that does not exist has none.

    `was` are the lines of what was last applied, and `origin` says who changed it since.
    """

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    was: tuple[str, ...] = ()
    origin: Origin = Origin.FILES


def sides(change: Change, ids: Mapping[Ref, Id]) -> Iterator[Sides]:
    """Every field that changes; the actions of a macro one by one, ids with the names that they stand for."""
    made = change.action is Action.CREATE
    fields = (field for field in change.fields if not (made and field.after is False))  # it is not a draft, and so on
    for each in of_fields(change.kind, fields, ids):
        old = () if made else each.before
        new = () if change.action is Action.DELETE else each.after
        if old != new:
            yield replace(each, before=old, after=new)


def of_fields(kind: Kind, fields: Iterable[FieldChange], ids: Mapping[Ref, Id]) -> Iterator[Sides]:
    """The fields as lines, those that look alike included."""
    names = {(ref.kind, number): ref.key for ref, number in ids.items()}
    for field in fields:
        one_by_one = kind is Kind.MACRO and field.name == "actions"  # in a rule, their order counts too
        for each in _by_actions(field) if one_by_one else (field,):
            was, before, after = (_lines(each.name, value, names) for value in (each.was, each.before, each.after))
            yield Sides(visible(each.name), before, after, was, each.origin)


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
        f"{count} {was} changed by hand since the last apply{unproven(plan)} and {are} left alone, unless "
        "--overwrite-drift is given."
    )


def apart_title(plan: Plan) -> str:
    """What the changes that are held are called where they are set apart."""
    return f"Changed by hand since the last apply{unproven(plan)}"


def unproven(plan: Plan) -> str:
    """What is to be added where not all that is held is known to be a person's."""
    return "" if all(map(_is_proven, plan.drifted)) else ", or not known to be ours"


def _by_actions(field: FieldChange) -> Iterator[FieldChange]:
    """The actions that differ on any side, each a field with an origin of its own."""
    was, before, after = (_by_action(each) for each in (field.was, field.before, field.after))
    known = field.by_hand and field.origin is not Origin.UNKNOWN
    for name in sorted(was.keys() | before.keys() | after.keys()):
        old, there, wanted = was.get(name), before.get(name), after.get(name)
        if there != wanted or (known and old != there):
            who = origin(old, there, wanted) if known else field.origin
            yield FieldChange(f"actions.{name}", there, wanted, old, who)


def apart(plan: Plan) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """The changes that are to be done, and those that a person's work stands in the way of."""
    return tuple(each for each in plan.changes if not each.drift), plan.drifted


def parts(each: Sides) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """What is shown of a field, under which words: both sides, and where both changed it what a person did first."""
    if each.origin is Origin.BOTH and each.before != each.was:
        yield "by hand", unified(each.was, each.before)
        yield "to what the files want", unified(each.before, each.after)
    else:
        yield "", unified(each.before, each.after)


def stages(each: Sides) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """From what was last applied to what is there, and from there to what the files want."""
    if each.origin is not Origin.UNKNOWN:
        yield "what was, and is", unified(each.was, each.before)
    if each.before == each.after:
        return
    yield "what is, and the files want", unified(each.before, each.after)


def by_hand(change: Change) -> str:
    """That a person changed it, or deleted it, or added it; or that this is not known to be otherwise."""
    if not _is_proven(change):
        return "nothing on record here says that it is ours"
    if change.action is Action.CREATE:
        return "deleted or renamed by hand since the last apply"
    return "changed by hand since the last apply"


def _is_proven(change: Change) -> bool:
    """Whether it is known that a person did it: of what bears no mark, by what is on record alone."""
    origins = {field.origin for field in change.fields}
    return change.kind in CARRIERS or bool(origins & {Origin.HAND, Origin.BOTH})


def already(change: Change) -> str:
    """The fields that a person changed to what the files want; empty where there is none."""
    names = ", ".join(visible(each.name) for each in change.met)
    return f"changed by hand to what the files want now: {names}" if names else ""


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
