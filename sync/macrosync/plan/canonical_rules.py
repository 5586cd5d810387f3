"""Conditions, actions and columns of triggers, automations and views in one form, old shapes and new ones alike."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.plan.texts import line, text
from macrosync.resources import Json, Kind, Payload

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The kinds that have conditions.
RULES = frozenset({Kind.TRIGGER, Kind.AUTOMATION, Kind.VIEW})
#: Actions and conditions whose value is a set of tags between blanks (REF ticketing/reference-guides/actions).
TAGS = frozenset({"set_tags", "current_tags", "remove_tags"})
#: How "nothing" is written: null, the documented empty text, and the symbol of the definitions.
_NOTHING = "__NULL__"
_SORTED = json.JSONEncoder(sort_keys=True)
#: A view shows some columns by other names than those that it is told (SALTO deploys both).
_COLUMNS = {"subject": "description", "ticket_id": "nice_id", "id": "nice_id"}


def shaped(kind: Kind, payload: Payload) -> Payload:
    """A rule with its lists under `conditions`, as they are given, and a view's columns under `output`.

    `all` and `any` beside them are the old form, which is still taken (recorded); a view is told `output` and gives
    `execution` (DOC).
    """
    if kind not in RULES:
        return payload
    more: dict[str, Json] = {}
    if "conditions" not in payload and {"all", "any"} & set(payload):
        more["conditions"] = {name: payload.get(name) for name in ("all", "any")}
    if kind is Kind.VIEW and "output" not in payload and "execution" in payload:
        more["output"] = payload["execution"]
    return {**payload, **more}


def conditions(value: Json) -> dict[str, Json]:
    """Both lists, each sorted and without repeats: Zendesk asks for all, or for any, in whatever order."""
    given = value if isinstance(value, dict) else {}
    return {name: _sorted(_condition(each) for each in _objects(given.get(name))) for name in ("all", "any")}


def actions(value: Json) -> list[Json]:
    """The actions in their order, which is the order that they are done in."""
    return [_action(each) for each in _objects(value)]


def output(value: Json) -> dict[str, Json]:
    """What a view shows and how it is sorted; without a group, its order says nothing."""
    given = value if isinstance(value, dict) else {}
    listed = given.get("columns")
    group = _column(given.get("group_by"))
    return {
        "columns": [_column(each) for each in listed] if isinstance(listed, list) else [],
        "group_by": group,
        "group_order": line(given.get("group_order")) if group else "",
        "sort_by": _column(given.get("sort_by")),
        "sort_order": line(given.get("sort_order")),
    }


def _objects(value: Json) -> list[dict[str, Json]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _sorted(found: Iterable[dict[str, Json]]) -> list[Json]:
    """Each once, by its text."""
    listed = [*found]
    if len(listed) < 2:  # noqa: PLR2004 - one stands in any order
        return [*listed]
    by_text: dict[str, Json] = {_SORTED.encode(each): each for each in listed}
    return [by_text[each] for each in sorted(by_text)]


def _condition(given: dict[str, Json]) -> dict[str, Json]:
    """A field, an operator and a value; `is` may be left out (DOC), and so may the value of one that takes none."""
    field = line(given.get("field"))
    return {"field": field, "operator": line(given.get("operator")) or "is", "value": _value(field, given.get("value"))}


def _action(given: dict[str, Json]) -> dict[str, Json]:
    field = line(given.get("field"))
    return {"field": field, "value": _value(field, given.get("value"))}


def _value(field: str, value: Json) -> Json:
    """A value as text, as the service keeps ids and hours (recorded); a list stays one, in its order."""
    if isinstance(value, list):
        return [_value(field, each) for each in value]
    written = text(value)
    if field in TAGS:
        return " ".join(sorted(set(written.split())))
    return "" if written == _NOTHING else written


def _column(value: Json) -> str:
    """A column's name, or the id of a ticket field; `execution` gives objects with it."""
    name = line(value.get("id") if isinstance(value, dict) else value)
    return _COLUMNS.get(name, name)
