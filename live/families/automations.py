"""Automations as they are kept: they wait for hours, so that none is seen to run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.probe import Family
from live.things import field

if TYPE_CHECKING:
    from live.sandbox import Sandbox

AUTOMATIONS = Family()
_UNSOLVED = {"field": "status", "operator": "less_than", "value": "solved"}
_SOLVE, _HIGH = {"field": "status", "value": "solved"}, {"field": "priority", "value": "high"}


def _hours(name: str = "NEW", operator: str = "greater_than") -> dict[str, str]:
    return {"field": name, "operator": operator, "value": "24"}


def _tried(desk: Sandbox, *conditions: Any, what: str = "tried", **more: Any) -> Any:  # noqa: ANN401 - JSON
    """What an automation is answered that may be refused; inactive, and for a tag of ours besides."""
    ours = {"field": "current_tags", "operator": "includes", "value": desk.word("never")}
    given = {"all": [*conditions, ours], "any": more.pop("any", [])}
    values = {"title": desk.name(what), "active": False, "conditions": given, "actions": [_SOLVE], **more}
    return desk.tried("automations", "automation", values)


@AUTOMATIONS.known("automation-conditions", (422, 422, 201))
def _conditions(desk: Sandbox) -> object:
    every = ((_UNSOLVED,), (_hours(operator="is"),), (_UNSOLVED, _hours()))
    without_time, without_property, both = (_tried(desk, *each).status_code for each in every)
    return without_time, without_property, both


@AUTOMATIONS.known("automation-times", 422)
def _times(desk: Sandbox) -> object:
    return _tried(desk, _UNSOLVED, _hours(), any=[_hours("updated_at")]).status_code


@AUTOMATIONS.known("automation-nullifying", (422, 201))
def _nullifying(desk: Sandbox) -> object:
    endless, ending = (_tried(desk, _UNSOLVED, _hours(), actions=[each]).status_code for each in (_HIGH, _SOLVE))
    return endless, ending


@AUTOMATIONS.switched("automation-nullifying-how", {True: (422, 201), False: (201, 422)})
def _nullifying_how(desk: Sandbox) -> object:
    is_open = {"field": "status", "operator": "is", "value": "open"}
    same = _tried(desk, is_open, _hours(), actions=[{"field": "status", "value": "open"}])
    once = _tried(desk, is_open, _hours(operator="is"), actions=[_HIGH])
    return same.status_code, once.status_code


@AUTOMATIONS.switched("automation-custom-status", {True: (201, 201), False: (422, 422)})
def _custom_status(desk: Sandbox) -> object:
    listed = desk.once("statuses", lambda: desk.get("custom_statuses"))["custom_statuses"]
    status = next(each["id"] for each in listed if each["status_category"] == "new")
    asked = {"field": "custom_status_id", "operator": "includes", "value": str(status)}
    view = desk.tried("views", "view", {"title": desk.name("by status"), "all": [asked]})
    tag = desk.word("once")
    once, end = (
        {"field": "current_tags", "operator": "not_includes", "value": tag},
        {"field": "current_tags", "value": tag},
    )
    return view.status_code, _tried(desk, asked, _hours(), once, actions=[end]).status_code


@AUTOMATIONS.known("automation-unique", (201, 422))
def _unique(desk: Sandbox) -> object:
    first, second = (_tried(desk, _UNSOLVED, _hours(), what="unique", active=True) for _ in range(2))
    desk.remove(f"automations/{first.json()['automation']['id']}")
    return first.status_code, second.status_code


@AUTOMATIONS.switched("automation-position", {True: "last", False: "first"})
def _position(desk: Sandbox) -> object:
    custom = desk.once("custom", lambda: field(desk, "custom"))
    value = custom["custom_field_options"][0]["value"]
    asked = {"field": f"custom_fields_{custom['id']}", "operator": "includes", "value": value}
    made = [desk.make("views", "view", {"title": desk.name("place"), "all": [_UNSOLVED, asked]}) for _ in range(2)]
    return "last" if made[0]["position"] < made[1]["position"] else "first"
