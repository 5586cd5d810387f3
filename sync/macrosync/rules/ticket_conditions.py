"""Whether a ticket meets the conditions of a view, an automation or a trigger (DOC conditions-reference).

Every verdict says what the ticket really holds, so that a trace can show it. What is not modelled here (what changed
in an update, what only a ticket's history tells, business hours) raises NotModelled with its name, and is never
quietly false.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.rules import NotModelled, custom_field_conditions
from macrosync.rules.hours import METRICS, hours_since
from macrosync.rules.meanings import AS_ASSUMED
from macrosync.rules.tags import NOTHING, normalise_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from macrosync.resources import Json, Payload
    from macrosync.rules.meanings import Meanings

#: In their order, for less_than and greater_than; a ticket without a priority is below low (assumed).
STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
PRIORITIES = (None, "low", "normal", "high", "urgent")
#: Ids in a condition are texts, those of a ticket numbers.
IDS = frozenset({"group_id", "assignee_id", "requester_id", "organization_id", "brand_id", "ticket_form_id"})
#: Via ids (DOC via-types) of the channels that the `via` of a ticket names without more being needed.
CHANNELS: Mapping[str, int] = {
    "web": 0,
    "email": 4,
    "api": 5,
    "rule": 8,
    "chat": 29,
    "web_widget": 48,
    "mobile_sdk": 49,
    "help_center": 50,
    "any_channel": 55,
    "mobile": 56,
    "sms": 57,
    "line": 72,
    "wechat": 73,
    "whatsapp": 74,
}
#: Via ids by what a channel says of the source: a follow-up is a closed ticket's (that it is one whatever made it is
#: assumed), calls are of three sorts (DOC via-types).
_FOLLOW_UP: Mapping[str, int] = {"follow_up": 27}
_RELS: Mapping[str, Mapping[str, int]] = {
    **dict.fromkeys(("web", "api", "email"), _FOLLOW_UP),
    "voice": {"voicemail": 33, "inbound": 34, "outbound": 35},
}
_CUSTOM_FIELD = re.compile(r"custom_fields_(\d+)")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a condition is judged by beside the ticket: the time, aware and in the account's zone, and who looks.

    `fields` are the account's ticket fields; `current_user` and `current_groups` are those of the agent who opens a
    view, or who made the update that a trigger follows; `meanings` what no document says.
    """

    now: datetime
    fields: Sequence[Payload] = ()
    current_user: int | None = None
    current_groups: frozenset[int] = frozenset()
    meanings: Meanings = AS_ASSUMED


@dataclass(frozen=True, slots=True)
class Verdict:
    """One condition, whether it holds, and what the ticket has in its place."""

    condition: Payload
    holds: bool
    actual: Json


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdicts on every condition: all of `all` must hold, and one of `any` where there are some."""

    every: tuple[Verdict, ...]
    some: tuple[Verdict, ...]

    @property
    def holds(self) -> bool:
        """Whether the ticket meets them. One condition in `any` is as one in `all` (SUP 4408893545882)."""
        return all(each.holds for each in self.every) and (not self.some or any(each.holds for each in self.some))


def judge(conditions: Payload, ticket: Payload, scene: Scene) -> Judgement:
    """Judge a rule's `conditions`, an object with the lists `all` and `any`. Raises NotModelled."""
    return Judgement(
        tuple(evaluate(each, ticket, scene) for each in listed(conditions.get("all"))),
        tuple(evaluate(each, ticket, scene) for each in listed(conditions.get("any"))),
    )


def evaluate(condition: Payload, ticket: Payload, scene: Scene) -> Verdict:
    """Judge one condition by a ticket as the API gives it. Raises NotModelled."""
    name = str(condition["field"])
    if custom := _CUSTOM_FIELD.fullmatch(name):
        field = _field(int(custom[1]), scene)
        actual, holds = custom_field_conditions.evaluate(condition, field, ticket, scene.now.date(), scene.meanings)
        return Verdict(condition, holds, actual)
    judged = _JUDGES.get(name)
    if judged is None:
        raise not_modelled(condition)
    return judged(condition, ticket, scene)


def not_modelled(condition: Payload) -> NotModelled:
    """The error that names a condition."""
    said = f"{condition['field']} {condition.get('operator')} {condition.get('value')!r}"
    return NotModelled(f"The condition {said} is not modelled: take it out, or look at the tickets in Zendesk.")


def listed(value: Json) -> list[Payload]:
    """The conditions or actions of a rule: the objects of a list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _field(wanted: int, scene: Scene) -> Payload:
    for field in scene.fields:
        if field.get("id") == wanted:
            return field
    raise NotModelled(
        f"A condition asks for ticket field {wanted}, which is not there: take out custom_fields_{wanted}."
    )


def _one_of(condition: Payload, actual: Json, wanted: Sequence[Json], scene: Scene, *, positive: str = "is") -> Verdict:
    """`is` and `is_not`, or `includes` and `not_includes`, of a single value."""
    negative = "is_not" if positive == "is" else "not_includes"
    match condition.get("operator"):
        case operator if operator == positive:
            return Verdict(condition, actual in wanted, actual)
        case operator if operator == negative:
            silent = actual is None and None not in wanted and negative == "is_not"
            holds = actual not in wanted and (scene.meanings.is_not_holds_of_nothing or not silent)
            return Verdict(condition, holds, actual)
    raise not_modelled(condition)


def _ranked(condition: Payload, ticket: Payload, scene: Scene) -> Verdict:
    name = str(condition["field"])
    order: tuple[Json, ...] = STATUSES if name == "status" else PRIORITIES
    value, actual = condition.get("value"), ticket.get(name)
    wanted = None if value in NOTHING and name == "priority" else value
    if wanted not in order or actual not in order:
        raise not_modelled(condition)
    compares = None not in (actual, wanted) or scene.meanings.no_priority_is_lowest
    match condition.get("operator"):
        case "less_than":
            return Verdict(condition, compares and order.index(actual) < order.index(wanted), actual)
        case "greater_than":
            return Verdict(condition, compares and order.index(actual) > order.index(wanted), actual)
    return _one_of(condition, actual, (wanted,), scene)


def _type(condition: Payload, ticket: Payload, scene: Scene) -> Verdict:
    value = condition.get("value")
    return _one_of(condition, ticket.get("type"), (None if value in NOTHING else value,), scene)


def _recipient(condition: Payload, ticket: Payload, scene: Scene) -> Verdict:
    return _one_of(condition, ticket.get("recipient"), (condition.get("value"),), scene)


def _custom_status(condition: Payload, ticket: Payload, scene: Scene) -> Verdict:
    return _one_of(condition, ticket.get("custom_status_id"), _numbers(condition), scene, positive="includes")


def _via(condition: Payload, ticket: Payload, scene: Scene) -> Verdict:
    return _one_of(condition, _channel(condition, ticket), _numbers(condition), scene)


def _id(condition: Payload, ticket: Payload, scene: Scene) -> Verdict:
    return _one_of(condition, ticket.get(str(condition["field"])), _wanted_ids(condition, ticket, scene), scene)


def _wanted_ids(condition: Payload, ticket: Payload, scene: Scene) -> tuple[Json, ...]:
    """The ids that a value stands for: itself, somebody of the ticket's, or the one who looks."""
    match condition.get("value"):
        case value if value in NOTHING:
            return (None,)
        case "current_user" if scene.current_user is not None:
            return (scene.current_user,)
        case "current_groups":
            return tuple(sorted(scene.current_groups))
        case "requester_id" | "assignee_id" as other:
            # Two who are nobody are not the same person.
            return (ticket.get(other),) if ticket.get(other) is not None else ()
    return _numbers(condition)


def _numbers(condition: Payload) -> tuple[Json, ...]:
    value = condition.get("value")
    listed = value if isinstance(value, list) else [value]
    if not listed or any(isinstance(each, bool) or not str(each).isdecimal() for each in listed):
        raise not_modelled(condition)
    return tuple(int(str(each)) for each in listed)


def _tags(condition: Payload, ticket: Payload, _: Scene) -> Verdict:
    """Any of the tags, or none of them (DOC); compared to the letter (SUP 4408835059482)."""
    held = ticket.get("tags")
    actual: list[Json] = held if isinstance(held, list) else []
    wanted = normalise_tags(str(condition.get("value") or ""))
    if not wanted:
        raise not_modelled(condition)
    found = any(tag in actual for tag in wanted)
    match condition.get("operator"):
        case "includes":
            return Verdict(condition, found, actual)
        case "not_includes":
            return Verdict(condition, not found, actual)
    raise not_modelled(condition)


def _channel(condition: Payload, ticket: Payload) -> int:
    """The channel's via id; some channels tell more by how the ticket came about (DOC via-object-reference)."""
    via = ticket.get("via")
    channel = str(via.get("channel")) if isinstance(via, dict) else ""
    source = via.get("source") if isinstance(via, dict) else None
    rel = str(source.get("rel")) if isinstance(source, dict) else ""
    if rel in _RELS.get(channel, {}):
        return _RELS[channel][rel]
    if channel not in CHANNELS:
        raise not_modelled(condition)
    return CHANNELS[channel]


def _hours(condition: Payload, ticket: Payload, scene: Scene) -> Verdict:
    """Whole hours since or until a time of the ticket (SUP 4408832701850); without such a time nothing holds."""
    name, value = str(condition["field"]), str(condition.get("value"))
    number = re.fullmatch(r"(\d+)(?:\.\d+)?", value)  # 1.5 is taken as 1 (SUP 4408885654298)
    if number is None or condition.get("operator") not in {"is", "less_than", "greater_than"}:
        raise not_modelled(condition)
    try:
        actual = hours_since(name, ticket, scene.now)
    except LookupError:  # the ticket came without its metrics
        raise not_modelled(condition) from None
    if actual is None:
        return Verdict(condition, holds=False, actual=None)
    match condition.get("operator"):
        case "is":
            return Verdict(condition, actual == int(number[1]), actual)
        case "less_than":
            return Verdict(condition, actual < int(number[1]), actual)
    return Verdict(condition, actual > int(number[1]), actual)


_JUDGES: Mapping[str, Callable[[Payload, Payload, Scene], Verdict]] = {
    **dict.fromkeys(IDS, _id),
    **dict.fromkeys(("status", "priority"), _ranked),
    **dict.fromkeys(("NEW", "updated_at", "due_date", "until_due_date", *METRICS), _hours),
    "type": _type,
    "recipient": _recipient,
    "custom_status_id": _custom_status,
    "current_tags": _tags,
    "via_id": _via,
}
