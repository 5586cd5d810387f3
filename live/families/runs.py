"""Triggers as they fire: each asks for a tag that only a ticket of ours has, and is switched off right after."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from live.families.triggers import CATEGORY_PATH
from live.probe import Family
from live.things import audits, change, field, me, shown, ticket

if TYPE_CHECKING:
    from live.sandbox import Sandbox

RUNS = Family()
_HIGH = {"field": "priority", "value": "high"}
_TASK = {"field": "type", "value": "task"}


def _rule(desk: Sandbox, what: str, conditions: list[Any], *actions: Any, **more: Any) -> Any:  # noqa: ANN401 - JSON
    """An active trigger for the tickets of one look; all of them stand in a category of their own."""
    home = desk.once("running", lambda: desk.make(CATEGORY_PATH, "trigger_category", {"name": desk.name("running")}))
    ours = {"field": "current_tags", "operator": "includes", "value": desk.word(what)}
    values = {"title": desk.name(what), "conditions": {"all": [ours, *conditions], "any": []}, "actions": [*actions]}
    return desk.make("triggers", "trigger", {"category_id": home["id"], **values, **more})


def _tagged(desk: Sandbox, what: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
    """A ticket that the triggers of one look ask for, as its create answers it."""
    return ticket(desk, tags=[desk.word(what), *more.pop("tags", [])], **more)


def _fires(desk: Sandbox, what: str, condition: Any, *tickets: dict[str, Any]) -> tuple[bool, ...]:  # noqa: ANN401
    """Whether a trigger with this condition fires on each of these new tickets."""
    fired = desk.word(f"{what}_fired")
    rule = _rule(desk, what, [condition], {"field": "current_tags", "value": fired})
    found = [fired in shown(desk, _tagged(desk, what, **each))["tags"] for each in tickets]
    desk.remove(f"triggers/{rule['id']}")
    return tuple(found)


def _condition(name: str, operator: str, value: str | None = None) -> dict[str, str]:
    given = {"field": name, "operator": operator, "value": value}
    return {key: each for key, each in given.items() if each is not None}


@RUNS.known("trigger-cycle", "low")
def _cycle(desk: Sandbox) -> object:
    _rule(desk, "cycle", [], {"field": "priority", "value": "low"}, position=2)
    _rule(desk, "cycle", [], _HIGH, position=1)
    return shown(desk, _tagged(desk, "cycle"))["priority"]


@RUNS.switched("trigger-restart", {True: "task", False: None})
def _restart(desk: Sandbox) -> object:
    _rule(desk, "restart", [_condition("priority", "is", "high")], _TASK, position=1)
    _rule(desk, "restart", [_condition("status", "is", "new")], _HIGH, position=2)
    return shown(desk, _tagged(desk, "restart"))["type"]


@RUNS.switched("changed-baseline", {True: ("high", True), False: ("high", False)})
def _baseline(desk: Sandbox) -> object:
    fired = desk.word("baseline_fired")
    _rule(desk, "baseline", [_condition("type", "is", "task")], _HIGH, position=1)
    _rule(desk, "baseline", [_condition("priority", "changed")], {"field": "current_tags", "value": fired}, position=2)
    made = _tagged(desk, "baseline")
    change(desk, made, type="task")
    after = shown(desk, made)
    return after["priority"], fired in after["tags"]


@RUNS.known("trigger-create", (True,))
def _create(desk: Sandbox) -> object:
    return _fires(desk, "create", _condition("priority", "changed"), {"priority": "low"})


@RUNS.known("trigger-closed", shows=True)
def _closing(desk: Sandbox) -> object:
    fired = desk.word("closing_fired")
    _rule(desk, "closing", [_condition("status", "value", "closed")], {"field": "current_tags", "value": fired})
    made = _tagged(desk, "closing")
    change(desk, made, status="closed")
    return fired in shown(desk, made)["tags"]


def _fired(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """A trigger, and a ticket that it changed, as its create answered it."""
    rule = _rule(desk, "first", [_condition("status", "is", "new")], _HIGH)
    return rule, _tagged(desk, "first")


@RUNS.known("trigger-audit", ("rule", "trigger", True))
def _audit(desk: Sandbox) -> object:
    rule, made = desk.once("fired", lambda: _fired(desk))
    events = [event for audit in audits(desk, made) for event in audit["events"]]
    via = next(each["via"] for each in events if each["type"] == "Change" and each["field_name"] == "priority")
    return via["channel"], via["source"]["rel"], via["source"]["from"]["id"] == rule["id"]


@RUNS.switched("trigger-first", {True: ("high", "high"), False: (None, "high")})
def _answer(desk: Sandbox) -> object:
    _, made = desk.once("fired", lambda: _fired(desk))
    return made["priority"], shown(desk, made)["priority"]


@RUNS.switched("trigger-words", {True: (False, True), False: (True, True)})
def _words(desk: Sandbox) -> object:
    asked = _condition("subject_includes_word", "includes", "macrokey")
    return _fires(desk, "words", asked, *({"subject": desk.name(each)} for each in ("macrokeys", "macrokey")))


@RUNS.switched("trigger-words-case", {True: (True,), False: (False,)})
def _words_case(desk: Sandbox) -> object:
    asked = _condition("subject_includes_word", "includes", "macrokey")
    return _fires(desk, "words_case", asked, {"subject": desk.name("MACROKEY")})


@RUNS.known("condition-tags", (True, False, True))
def _tags(desk: Sandbox) -> object:
    one, two, other = (desk.word(f"tags_{each}") for each in "abc")
    any_of = _fires(desk, "tags", _condition("current_tags", "includes", f"{one} {two}"), {"tags": [two]}, {})
    none_of = _condition("current_tags", "not_includes", f"{one} {two}")
    return (*any_of, *_fires(desk, "no_tags", none_of, {"tags": [other]}))


@RUNS.switched("condition-no-priority", {True: (True, True), False: (False, True)})
def _no_priority(desk: Sandbox) -> object:
    return _fires(desk, "no_priority", _condition("priority", "less_than", "high"), {}, {"priority": "low"})


@RUNS.switched("condition-negation", {True: (True, True), False: (False, True)})
def _negation(desk: Sandbox) -> object:
    return _fires(desk, "negation", _condition("type", "is_not", "task"), {}, {"type": "question"})


@RUNS.known("condition-none-of", (True,))
def _none_of(desk: Sandbox) -> object:
    custom = desk.once("custom", lambda: field(desk, "custom"))
    value = custom["custom_field_options"][0]["value"]
    return _fires(desk, "none_of", _condition(f"custom_fields_{custom['id']}", "not_includes", value), {})


@RUNS.switched("condition-days", {True: (True, True), False: (False, True)})
def _days(desk: Sandbox) -> object:
    custom = desk.make("ticket_fields", "ticket_field", {"type": "date", "title": desk.name("day")})
    asked = _condition(f"custom_fields_{custom['id']}", "within_next_n_days", "2")
    today = _now(desk)
    last, first = ([{"id": custom["id"], "value": f"{today + timedelta(days):%Y-%m-%d}"}] for days in (2, 1))
    return _fires(desk, "days", asked, {"custom_fields": last}, {"custom_fields": first})


def _now(desk: Sandbox) -> datetime:
    """The account's own time, in its zone; its admin's, since that is told."""
    fresh = ticket(desk)["created_at"]
    return datetime.fromisoformat(fresh).astimezone(ZoneInfo(me(desk)["iana_time_zone"]))
