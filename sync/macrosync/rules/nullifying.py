"""Whether an automation undoes one of its own conditions, as Zendesk asks of every one (SUP 4408832701850).

Without that it would do its work on the same ticket every hour: one of its actions has to make one of its conditions
false, or one of its conditions can be true only once.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from macrosync.rules import NotModelled
from macrosync.rules.hours import STATUS_HOURS
from macrosync.rules.tags import normalise_tags
from macrosync.rules.ticket_conditions import Scene, evaluate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from macrosync.resources import Json, Payload

#: Conditions on hours, which can be true in one hour only where they ask for that hour.
HOURS = STATUS_HOURS | {
    *("NEW", "assigned_at", "updated_at", "requester_updated_at", "assignee_updated_at", "due_date"),
    *("until_due_date", "sla_next_breach_at", "until_sla_next_breach_at"),
}
#: No condition that is judged here asks for the time.
_SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def undone(conditions: Iterable[Payload], actions: Sequence[Payload], fields: Sequence[Payload] = ()) -> bool:
    """Whether any of the conditions is true once only, or made false by any of the actions."""
    return any(once(each) or any(nullifies(action, each, fields) for action in actions) for each in conditions)


def once(condition: Payload) -> bool:
    """Whether a condition is true in one hour only."""
    return condition["field"] in HOURS and str(condition.get("operator")).startswith("is")


def nullifies(action: Payload, condition: Payload, fields: Sequence[Payload] = ()) -> bool:
    """Whether the condition is false on every ticket after the action; where that cannot be told, it is not."""
    name, value, asked = str(action["field"]), action.get("value"), str(condition["field"])
    if name == "status" and asked in STATUS_HOURS:
        return str(value).upper() != asked
    if asked == "current_tags":
        return _by_tags(name, value, condition)
    if name != asked:
        return False
    try:
        return not evaluate(condition, _stub(name, value), Scene(_SOME_TIME, fields)).holds
    except NotModelled:
        return False


def _by_tags(name: str, value: Json, condition: Payload) -> bool:
    given, asked = set(normalise_tags(str(value or ""))), set(normalise_tags(str(condition.get("value") or "")))
    match name, condition.get("operator"):
        case (("current_tags" | "set_tags"), "not_includes"):
            return not given.isdisjoint(asked)
        case "remove_tags", "includes":
            return asked <= given
        case "set_tags", "includes":
            return given.isdisjoint(asked)
    return False


def _stub(name: str, value: Json) -> Payload:
    """A ticket of which only what the action sets is known. Raises NotModelled for a value that is none."""
    number = name.removeprefix("custom_fields_")
    if number != name:
        return {"custom_fields": [{"id": int(number), "value": True if value == "true" else value}]}
    if name.endswith("_id"):
        if not str(value).isdecimal():
            raise NotModelled(f"{name} {value!r}")
        return {name: int(str(value))}
    return {name: value}
