"""Conditions on a custom ticket field, by the field's type (DOC conditions-reference)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from macrosync.rules import NotModelled
from macrosync.rules.tags import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from macrosync.resources import Json, Payload

#: Negations, each of what holds of its positive: also where the field has no value (assumed).
_NEGATIVE: Mapping[str, str] = {"is_not": "is", "not_includes": "includes", "not_present": "present"}
_CHOICES = frozenset({"tagger", "multiselect", "checkbox"})
_TEXTS = frozenset({"text", "textarea", "regexp", "partialcreditcard"})


def evaluate(condition: Payload, field: Payload, ticket: Payload, today: date) -> tuple[Json, bool]:
    """What the ticket has in the field, and whether the condition holds. Raises NotModelled."""
    actual = _value(ticket, field)
    operator = str(condition.get("operator"))
    positive = _NEGATIVE.get(operator, operator)
    held = _present(actual, field) if positive == "present" else _holds(condition, positive, field, actual, today)
    return actual, held != (operator in _NEGATIVE)


def _holds(condition: Payload, operator: str, field: Payload, actual: Json, today: date) -> bool:
    value, kind = condition.get("value"), str(field.get("type"))
    if kind in _CHOICES and operator in {"is", "includes"}:
        return _chosen(actual, value, checkbox=kind == "checkbox")
    if kind in _TEXTS and operator == "is":
        return actual in NOTHING if value in NOTHING else actual == value
    if kind == "date" and operator in {"within_previous_n_days", "within_next_n_days"}:
        return _within(condition, operator, _date(actual), today)
    if kind in {"integer", "decimal", "date"} and operator in _COMPARE:
        read = _date if kind == "date" else _number
        return _compared(condition, operator, read(actual), read(value))
    raise _not_modelled(condition, field)


def _chosen(actual: Json, value: Json, *, checkbox: bool) -> bool:
    """Whether an option is selected, or none where the condition asks for none; a checkbox is checked or not."""
    if checkbox:
        return (actual is True) == (str(value).lower() == "true")
    if value in NOTHING:
        return actual in (*NOTHING, [])
    return value in (actual if isinstance(actual, list) else [actual])


def _compared(condition: Payload, operator: str, actual: Comparable | None, wanted: Comparable | None) -> bool:
    """A number or a day by its size; nothing is neither less nor greater."""
    if wanted is None:
        raise _not_modelled(condition, {})
    return actual is not None and _COMPARE[operator](actual, wanted)


def _within(condition: Payload, operator: str, actual: date | None, today: date) -> bool:
    """Today and the n days before, or after it (that both ends count is assumed)."""
    value = str(condition.get("value"))
    if not value.isdecimal():
        raise _not_modelled(condition, {})
    span = timedelta(days=int(value))
    first, last = (today - span, today) if operator == "within_previous_n_days" else (today, today + span)
    return actual is not None and first <= actual <= last


def _value(ticket: Payload, field: Payload) -> Json:
    entries = ticket.get("custom_fields")
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and entry.get("id") == field.get("id"):
            return entry.get("value")
    return None


def _present(actual: Json, field: Payload) -> bool:
    """Whether the field has a value; a checkbox has one where it is checked."""
    return actual is True if field.get("type") == "checkbox" else actual not in (*NOTHING, [])


def _number(value: Json) -> Decimal | None:
    if isinstance(value, bool) or value in NOTHING:
        return None
    try:
        return Decimal(str(value).replace(",", "."))
    except InvalidOperation:
        return None


def _date(value: Json) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _not_modelled(condition: Payload, field: Payload) -> NotModelled:
    said = f"{condition['field']} {condition.get('operator')} {condition.get('value')!r}"
    kind = f" on a field of type {field['type']}" if "type" in field else ""
    return NotModelled(f"The condition {said}{kind} is not modelled: take it out, or look at the tickets in Zendesk.")


Comparable = Decimal | date
_COMPARE: Mapping[str, Callable[[Comparable, Comparable], bool]] = {
    "is": lambda actual, wanted: actual == wanted,
    "less_than": lambda actual, wanted: actual < wanted,  # type: ignore[operator]
    "less_than_equal": lambda actual, wanted: actual <= wanted,  # type: ignore[operator]
    "greater_than": lambda actual, wanted: actual > wanted,  # type: ignore[operator]
    "greater_than_equal": lambda actual, wanted: actual >= wanted,  # type: ignore[operator]
}
