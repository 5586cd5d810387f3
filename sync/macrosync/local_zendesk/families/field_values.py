"""Values of custom fields on tickets, by type (REF ticket_fields); the tags that go with them follow."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.rules import NotModelled, tags
from macrosync.rules.tags import NOTHING, Tagging

if TYPE_CHECKING:
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

_YES: tuple[Json, ...] = (True, "true", "1", "yes")
_NO: tuple[Json, ...] = (False, "false", "0", "no")


def assign(tagging: Tagging, field: Body, value: Json) -> Tagging:
    """Set a field. Raises 422 for a value that the field cannot have (that it does is assumed)."""
    if field["type"] in {"tagger", "checkbox"}:
        wanted = _checked(value) if field["type"] == "checkbox" else value
        try:
            return tags.set_field(tagging, field, wanted)
        except NotModelled:
            raise _invalid(field, value) from None
    if field["type"] == "multiselect":
        return _chosen(tagging, field, value)
    kept = None if value in NOTHING else _plain(field, value)
    return replace(tagging, values={**tagging.values, int(str(field["id"])): kept})


def _checked(value: Json) -> Json:
    if value in _YES:
        return True
    return False if value in (*_NO, *NOTHING) else value


def _chosen(tagging: Tagging, field: Body, value: Json) -> Tagging:
    wanted = [] if value in NOTHING else value if isinstance(value, list) else [value]
    known = tags.option_tags(field)
    if not all(isinstance(each, str) and each in known for each in wanted):
        raise _invalid(field, value)
    cleared = tags.remove(tagging, known, [field])
    cleared = replace(cleared, values={**cleared.values, int(str(field["id"])): []})
    return tags.add(cleared, [str(each) for each in wanted], [field])


def _plain(field: Body, value: Json) -> Json:
    match field["type"]:
        case "date":
            return _date(field, value)
        case "integer":
            return _matching(field, value, r"[+-]?\d+")
        case "decimal":
            return _matching(field, value, r"[+-]?\d+([.,]\d+)?")
        case "regexp":
            return _matching(field, value, str(field["regexp_for_validation"] or ".*"))
        case "lookup":
            return value
    return str(value)


def _date(field: Body, value: Json) -> Json:
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        raise _invalid(field, value) from None


def _matching(field: Body, value: Json, pattern: str) -> Json:
    if not re.search(f"^(?:{pattern})$", str(value)):
        raise _invalid(field, value)
    return value


def _invalid(field: Body, value: Json) -> api_errors.ApiError:
    entry = api_errors.problem(
        str(field["title"]),
        f"{value} is not valid",
        "InvalidValue",
        ticket_field_id=field["id"],
        ticket_field_type=f"Field{str(field['type']).capitalize()}",
    )
    return api_errors.record_invalid("base", entry)
