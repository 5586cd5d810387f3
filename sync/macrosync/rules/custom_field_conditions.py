"""Conditions on a custom ticket field, by the field's type (DOC conditions-reference)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from macrosync.rules import NotModelled
from macrosync.rules.tags import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from macrosync.resources import Json, Payload
    from macrosync.rules.meanings import Meanings

#: Negations, each of what holds of its positive: also where the field has no value; of `is_not` that is assumed.
_NEGATIVE: Mapping[str, str] = {"is_not": "is", "not_includes": "includes", "not_present": "present"}
_CHOICES = frozenset({"tagger", "multiselect", "checkbox"})
_TEXTS = frozenset({"text", "textarea", "regexp", "partialcreditcard"})


@dataclass(frozen=True, slots=True)
class _Day:
    """Today, and whether the last of n days counts."""

    today: date
    counts_last: bool


def evaluate(condition: Payload, field: Payload, ticket: Payload, today: date, meanings: Meanings) -> tuple[Json, bool]:
    """What the ticket has in the field, and whether the condition holds. Raises NotModelled."""
    actual = _value(ticket, field)
    operator = str(condition.get("operator"))
    positive = _NEGATIVE.get(operator, operator)
    if positive == "present":
        return actual, _present(actual, field) != (operator in _NEGATIVE)
    held = _holds(condition, positive, field, actual, _Day(today, meanings.within_days_counts_last))
    if operator != "is_not" or meanings.is_not_holds_of_nothing:
        return actual, held != (operator in _NEGATIVE)
    # A checkbox has a value always, and a condition may ask for none.
    counts = field.get("type") == "checkbox" or condition.get("value") in NOTHING or actual not in (*NOTHING, [])
    return actual, not held and counts


def _holds(condition: Payload, operator: str, field: Payload, actual: Json, day: _Day) -> bool:
    value, kind = condition.get("value"), str(field.get("type"))
    if kind in _CHOICES and operator in {"is", "includes"}:
        return _chosen(actual, value, checkbox=kind == "checkbox")
    if kind in _TEXTS and operator == "is":
        return actual in NOTHING if value in NOTHING else actual == value
    if kind == "date" and operator in {"within_previous_n_days", "within_next_n_days"}:
        return _within(condition, operator, _date(actual), day)
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


def _within(condition: Payload, operator: str, actual: date | None, day: _Day) -> bool:
    """Today and the n days before, or after it; that the last of them counts is assumed."""
    value = str(condition.get("value"))
    if not value.isdecimal():
        raise _not_modelled(condition, {})
    span, today = timedelta(days=int(value) - (0 if day.counts_last else 1)), day.today
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
