"""The ticket fields of a case. Those that rules and the sweep write are on no form, so that no agent changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.compiler.lost_items.case import CHOICES, TOLD, Case
from macrosync.resources import Json, Kind, Payload, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.resources import Ref

_TYPES = {"ride_end": "regexp", "is_phone": "checkbox", "due_on": "date", "lapses_on": "date"}


def on_forms(case: Case) -> tuple[Ref, ...]:
    """The fields that agents see, in the form's order: what is told first, then how far the case is."""
    return tuple(case.field(name) for name in (*TOLD, *CHOICES))


def resources(case: Case) -> Iterator[Resource]:
    """Every field, in the definition's order."""
    for name in type(case.items.fields).model_fields:
        definition = getattr(case.items.fields, name)
        payload: Payload = {
            "type": "tagger" if name in (*CHOICES, "told") else _TYPES.get(name, "text"),
            "title": str(definition.title),
            "active": True,
            "agent_description": case.made,
            **_more(case, name),
        }
        yield Resource(Kind.TICKET_FIELD, case.field(name).key, case.items.version, payload, definition.title.source)


def _more(case: Case, name: str) -> Payload:
    if name in (*CHOICES, "told"):
        options: list[Json] = [
            {"name": str(title), "value": case.option(name, slug)} for slug, title in case.options(name).items()
        ]
        return {"custom_field_options": options}
    if name == "ride_end":
        return {"regexp_for_validation": str(case.items.fields.ride_end.pattern)}
    return {"tag": case.checked} if name == "is_phone" else {}
