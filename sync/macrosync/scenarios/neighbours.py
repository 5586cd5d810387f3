"""What a condition or an action could say by mistake: the operators and values nearest to its own.

Only what Zendesk takes and macrosync.rules models: a mistake that nobody could save, or that nobody could run, is none.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from macrosync.resources import Kind
from macrosync.rules import NotModelled, macro_actions, rule_actions, tags
from macrosync.rules.liquid import LiquidInvalid
from macrosync.rules.nullifying import HOURS
from macrosync.rules.ticket_conditions import PRIORITIES, STATUSES, Scene, evaluate
from macrosync.rules.update_conditions import CHANGEABLE, CHANGES, Occasion, evaluate_on_update
from macrosync.rules.updates import Update
from macrosync.scenarios.account import AGENT_ID
from macrosync.scenarios.tickets import blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from macrosync.resources import Json, Payload
    from macrosync.scenarios.account import Account

#: Conditions and actions whose value is a list of tags.
TAGGED = frozenset({"current_tags", "set_tags", "remove_tags"})
_OPERATORS: Mapping[str, tuple[str, ...]] = {
    "is": ("is_not", "value"),
    "is_not": ("is", "not_value"),
    "includes": ("not_includes",),
    "not_includes": ("includes",),
    "less_than": ("greater_than", "less_than_equal"),
    "greater_than": ("less_than", "greater_than_equal"),
    "less_than_equal": ("greater_than_equal", "less_than"),
    "greater_than_equal": ("less_than_equal", "greater_than"),
    "changed": ("not_changed",),
    "not_changed": ("changed",),
    "value": ("not_value", "is", "value_previous"),
    "not_value": ("value", "is_not", "not_value_previous"),
    "value_previous": ("not_value_previous", "value"),
    "not_value_previous": ("value_previous", "not_value"),
    "present": ("not_present",),
    "not_present": ("present",),
    "within_previous_n_days": ("within_next_n_days",),
    "within_next_n_days": ("within_previous_n_days",),
}
_TYPES = ("question", "incident", "problem", "task")
_CHANNELS = ("0", "4", "29", "5")
_TOGGLES: Mapping[str, tuple[str, ...]] = {
    "update_type": ("Create", "Change"),
    "role": ("agent", "end_user"),
    "requester_role": ("0", "2", "4"),
    "ticket_is_public": ("public", "private"),
    "ticket_due_date": ("true", "false"),
    "comment_is_public": ("true", "not_relevant", "false"),
    "comment_mode_is_public": ("true", "false"),
    "type": _TYPES,
    "via_id": _CHANNELS,
    "current_via_id": _CHANNELS,
}
#: They take no value (trigger definitions of a live account).
_VALUELESS = frozenset({"changed", "not_changed", "present", "not_present"})
_WORDS = frozenset({"comment_includes_word", "subject_includes_word"})
_SIZES = frozenset({"less_than", "greater_than", "less_than_equal", "greater_than_equal"})
_NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


def operators(condition: Payload, kind: Kind, account: Account) -> Iterator[Payload]:
    """The condition with another operator, the opposite first."""
    name, operator = str(condition["field"]), str(condition.get("operator"))
    others = ("greater_than", "less_than") if name in HOURS and operator == "is" else _OPERATORS.get(operator, ())
    for other in others:
        if other in CHANGES and name not in CHANGEABLE:
            continue
        made: Payload = {**condition, "operator": other}
        if judged(made, kind, account):
            yield made


def values(condition: Payload, kind: Kind, account: Account) -> Iterator[Payload]:
    """The condition with another value; where it compares sizes, the next ones on both sides."""
    operator = str(condition.get("operator"))
    if operator in _VALUELESS:
        return
    for value in _others(str(condition["field"]), condition.get("value"), account, both=operator in _SIZES):
        made: Payload = {**condition, "value": value}
        if judged(made, kind, account):
            yield made


def actions(action: Payload, kind: Kind, account: Account) -> Iterator[Payload]:
    """The action with another value."""
    for value in _others(str(action["field"]), action.get("value"), account, both=False, acts=True, kind=kind):
        made: Payload = {**action, "value": value}
        if _done(made, kind, account):
            yield made


def retagged(part: Payload) -> Iterator[tuple[str, str, Payload]]:
    """A condition or an action on tags, each tag in turn replaced by one that nothing knows: which, by what."""
    listed = tags.normalise_tags(str(part.get("value") or "")) if str(part["field"]) in TAGGED else ()
    for at, tag in enumerate(listed):
        other = other_tag(tag)
        yield tag, other, {**part, "value": " ".join((*listed[:at], other, *listed[at + 1 :]))}


def other_tag(tag: str) -> str:
    """A tag that is not the same."""
    return f"{tag}-mutant"


def after(value: str, choices: Sequence[str]) -> str | None:
    """The next of some choices, the first after the last; None where the value is none of them."""
    return choices[(choices.index(value) + 1) % len(choices)] if value in choices else None


def other_group(value: Json, account: Account) -> Json:
    """Another group's id, written as this one is; nothing where there is no other."""
    ids = sorted(account.groups.values())
    number = int(str(value)) if str(value).isdecimal() else 0
    other = next((each for each in ids if each > number), ids[0] if ids else None)
    if other is None or other == number:
        return None
    return str(other) if isinstance(value, str) else other


def other_option(value: str, account: Account) -> str | None:
    """The next option of the drop-down that a tag is an option of."""
    for field in account.every_field:
        listed = [str(option["value"]) for option in tags.options(field)]
        if len(listed) > 1 and value in listed:
            return after(value, listed)
    return None


def _others(
    name: str, value: Json, account: Account, *, both: bool, acts: bool = False, kind: Kind = Kind.TRIGGER
) -> Iterator[Json]:
    text = str(value)
    if name in {"status", "priority"}:
        yield from _ranked(name, text, both=both, acts=acts, closes=kind is not Kind.MACRO)
    elif name in _TOGGLES:
        choices = _TOGGLES[name]
        yield after(text.lower() if text in {"True", "False"} else text, choices) or choices[0]
    elif name == "group_id":
        yield other_group(value, account) or ""
    elif name == "assignee_id":
        yield "requester_id" if value in tags.NOTHING else ""
    elif name in HOURS:
        yield from _numbers(text)
    elif name in _WORDS:
        yield f"{text}돌연변이".replace(" ", "돌연변이 ")
    elif name.startswith("custom_fields_"):
        yield from _of_field(name, value, account)


def _ranked(name: str, text: str, *, both: bool, acts: bool, closes: bool) -> Iterator[Json]:
    order = STATUSES if name == "status" else tuple(each for each in PRIORITIES if each is not None)
    if acts and name == "status":
        order = order[1:] if closes else order[1:-1]
    if text not in order:
        return
    at = order.index(text)
    if not both:
        yield order[(at + 1) % len(order)]
        return
    yield from order[max(0, at - 1) : at]
    yield from order[at + 1 : at + 2]


def _of_field(name: str, value: Json, account: Account) -> Iterator[Json]:
    number = name.removeprefix("custom_fields_")
    field = next((each for each in account.every_field if str(each["id"]) == number), None)
    kind, text = str(field and field.get("type")), str(value)
    if field is None:
        return
    match kind:
        case "tagger" | "multiselect":
            listed = [str(option["value"]) for option in tags.options(field)]
            other = after(text, listed) if value not in tags.NOTHING else next(iter(listed), None)
            if other is not None and other != text:
                yield other
        case "checkbox":
            yield "false" if text.lower() == "true" else "true"
        case "integer" | "decimal":
            yield from _numbers(text)
        case "date":
            yield from _days(text)
        case _ if value not in tags.NOTHING:
            yield f"{text}x"


def _numbers(text: str) -> Iterator[Json]:
    """One less and one more."""
    if text.isdecimal():
        yield from (str(number) for number in (int(text) - 1, int(text) + 1) if number >= 0)


def _days(text: str) -> Iterator[Json]:
    """The day before and the day after; a number of days one less and one more."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        yield from _numbers(text)
        return
    yield from ((day + timedelta(days=step)).isoformat() for step in (-1, 1))


def judged(condition: Payload, kind: Kind, account: Account) -> bool:
    """Whether the rules can judge a condition."""
    requester: Payload = {"id": 1, "role": "end-user"}
    ticket = blank(account, 1, requester, _NOW)
    scene = Scene(_NOW, account.every_field, AGENT_ID if kind is Kind.TRIGGER else None)
    try:
        if kind is not Kind.TRIGGER:
            evaluate(condition, ticket, scene)
        elif condition.get("operator") not in CHANGES:
            evaluate_on_update(condition, Occasion(ticket, ticket, Update(None, None, None, requester, 0), scene))
        elif not str(condition.get("operator")).endswith("changed"):
            evaluate({**condition, "operator": "is"}, ticket, scene)
    except NotModelled:
        return False
    return True


def _done(action: Payload, kind: Kind, account: Account) -> bool:
    """Whether the rules can do an action."""
    ticket = blank(account, 1, {"id": 1}, _NOW)
    try:
        if kind is Kind.MACRO:
            macro_actions.apply([action], ticket, {}, fields=account.every_field)
        else:
            rule_actions.act([action], ticket, lambda _: {}, account.every_field)
    except (NotModelled, LiquidInvalid):
        return False
    return True
