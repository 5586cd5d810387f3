"""Conditions that only an update can answer: what changed, what was said, who did it (DOC conditions-reference).

Triggers have these beside all conditions on the ticket itself (ticket_conditions). What is not modelled raises
NotModelled with its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macrosync.rules.tags import NOTHING
from macrosync.rules.ticket_conditions import (
    CHANNELS,
    Judgement,
    Scene,
    Verdict,
    evaluate,
    listed,
    not_modelled,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from macrosync.resources import Json, Payload
    from macrosync.rules.meanings import Meanings
    from macrosync.rules.updates import Update

#: Operators on what changed, by the plain one that says what it changed to or from.
CHANGES = frozenset({"changed", "value", "value_previous", "not_changed", "not_value", "not_value_previous"})
#: What may be asked for a change (trigger definitions of a live account); drop-downs and tags may not.
CHANGEABLE = frozenset(
    {
        *("status", "priority", "type", "group_id", "assignee_id", "requester_id"),
        *("organization_id", "brand_id", "ticket_form_id"),
    }
)
#: Roles as `requester_role` numbers them (DOC conditions-reference: end user, admin, agent).
_ROLES = {"end-user": 0, "agent": 2, "admin": 4}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a trigger is judged by: the ticket as it is by now, the update, and the scene.

    `changed_to` is the ticket whose fields count as what the update changed them to.
    """

    ticket: Payload
    changed_to: Payload
    update: Update
    scene: Scene


def judge(conditions: Payload, occasion: Occasion) -> Judgement:
    """Judge a trigger's `conditions`. Raises NotModelled."""
    return Judgement(_judged(conditions.get("all"), occasion), _judged(conditions.get("any"), occasion))


def evaluate_on_update(condition: Payload, occasion: Occasion) -> Verdict:
    """Judge one condition. Raises NotModelled."""
    if condition.get("operator") in CHANGES:
        return _change(condition, occasion)
    judged = _JUDGES.get(str(condition["field"]))
    if judged is not None:
        return judged(condition, occasion)
    return evaluate(condition, occasion.ticket, occasion.scene)


def _judged(conditions: Json, occasion: Occasion) -> tuple[Verdict, ...]:
    return tuple(evaluate_on_update(each, occasion) for each in listed(conditions))


def _change(condition: Payload, occasion: Occasion) -> Verdict:
    """Whether a field changed, to what, or from what.

    A value that is set when the ticket is made counts as a change (SUP 4408893545882).
    """
    name, operator = str(condition["field"]), str(condition["operator"])
    if name not in CHANGEABLE:
        raise not_modelled(condition)
    was, now = occasion.update.was(name), occasion.changed_to.get(name)
    changed = was != now and not (occasion.update.creates and now in NOTHING)
    actual: Json = [was, now]
    match operator.removeprefix("not_"):
        case "changed":
            holds = changed
        case "value":
            holds = changed and _is(condition, occasion.changed_to, occasion.scene)
        case _:
            before = occasion.update.before
            holds = changed and before is not None and _is(condition, before, occasion.scene)
    return Verdict(condition, holds != operator.startswith("not_"), actual)


def _is(condition: Payload, ticket: Payload, scene: Scene) -> bool:
    """Whether a ticket has the value that a change is asked for."""
    return evaluate({**condition, "operator": "is"}, ticket, scene).holds


def _update_type(condition: Payload, occasion: Occasion) -> Verdict:
    return _equal(condition, "Create" if occasion.update.creates else "Change", ("Create", "Change"))


def _comment_is_public(condition: Payload, occasion: Occasion) -> Verdict:
    """`not_relevant` asks for any comment; a requester sees public ones (DOC)."""
    comment = occasion.update.comment
    public = None if comment is None else comment.get("public") is True
    match condition.get("operator"), str(condition.get("value")).lower():
        case "is", "true" | "requester_can_see_comment":
            return Verdict(condition, public is True, public)
        case "is", "false":
            return Verdict(condition, public is False, public)
        case "is", "not_relevant":
            return Verdict(condition, public is not None, public)
    raise not_modelled(condition)


def _comment_words(condition: Payload, occasion: Occasion) -> Verdict:
    comment = occasion.update.comment
    return _words(condition, str(comment.get("body") or "") if comment is not None else "", occasion.scene.meanings)


def _subject_words(condition: Payload, occasion: Occasion) -> Verdict:
    return _words(condition, str(occasion.ticket.get("subject") or ""), occasion.scene.meanings)


def _words(condition: Payload, actual: str, meanings: Meanings) -> Verdict:
    """Any of the words, or none of them; `is` asks for the text as it stands (DOC). What a word is is assumed."""
    wanted, held = str(condition.get("value") or ""), actual
    if meanings.words_fold_case:
        wanted, held = wanted.casefold(), held.casefold()
    if not wanted.strip():
        raise not_modelled(condition)
    match condition.get("operator"):
        case "includes" | "not_includes" as operator:
            among = _WORD.findall(held) if meanings.words_are_whole else held
            there = any(word in among for word in _WORD.findall(wanted))
            return Verdict(condition, there == (operator == "includes"), actual)
        case "is" | "is_not" as operator:
            return Verdict(condition, (wanted in held) == (operator == "is"), actual)
    raise not_modelled(condition)


def _role(condition: Payload, occasion: Occasion) -> Verdict:
    """Who made the update: an agent (admins are), an end user, or one user by id; an automation is nobody."""
    by = occasion.update.by
    role = None if by is None else str(by.get("role"))
    value = str(condition.get("value"))
    if value in {"agent", "end_user"}:
        kinds = {"agent", "admin"} if value == "agent" else {"end-user"}
        return _negatable(condition, role, occasion, holds=role in kinds)
    number = None if by is None else by.get("id")
    return _negatable(condition, number, occasion, holds=_number(condition) == number)


def _requester_role(condition: Payload, occasion: Occasion) -> Verdict:
    requester = occasion.update.requester
    role = None if requester is None else _ROLES.get(str(requester.get("role")))
    return _negatable(condition, role, occasion, holds=_number(condition) == role)


def _language(condition: Payload, occasion: Occasion) -> Verdict:
    requester = occasion.update.requester
    language = None if requester is None else requester.get("locale_id")
    return _negatable(condition, language, occasion, holds=_number(condition) == language)


def _update_via(condition: Payload, occasion: Occasion) -> Verdict:
    via = occasion.update.via_id
    if via is not None and via not in CHANNELS.values():
        raise not_modelled(condition)
    return _negatable(condition, via, occasion, holds=_number(condition) == via)


def _privacy(condition: Payload, occasion: Occasion) -> Verdict:
    private = occasion.ticket.get("is_public") is False
    return _equal(condition, "private" if private else "public", ("private", "public"))


def _has_due_date(condition: Payload, occasion: Occasion) -> Verdict:
    return _equal(condition, str(occasion.ticket.get("due_at") is not None).lower(), ("true", "false"))


def _equal(condition: Payload, actual: str, known: Iterable[str]) -> Verdict:
    value = str(condition.get("value"))
    value = value.lower() if actual.islower() else value
    if condition.get("operator") != "is" or value not in known:
        raise not_modelled(condition)
    return Verdict(condition, value == actual, actual)


def _negatable(condition: Payload, actual: Json, occasion: Occasion, *, holds: bool) -> Verdict:
    match condition.get("operator"):
        case "is":
            return Verdict(condition, holds, actual)
        case "is_not":
            counts = actual is not None or occasion.scene.meanings.is_not_holds_of_nothing
            return Verdict(condition, not holds and counts, actual)
    raise not_modelled(condition)


def _number(condition: Payload) -> int:
    value = str(condition.get("value"))
    if not value.isdecimal():
        raise not_modelled(condition)
    return int(value)


_JUDGES: Mapping[str, Callable[[Payload, Occasion], Verdict]] = {
    "update_type": _update_type,
    "comment_is_public": _comment_is_public,
    "comment_includes_word": _comment_words,
    "subject_includes_word": _subject_words,
    "role": _role,
    "requester_role": _requester_role,
    "locale_id": _language,
    "current_via_id": _update_via,
    "ticket_is_public": _privacy,
    "ticket_due_date": _has_due_date,
}


def later(occasion: Occasion, ticket: Payload, *, counts_as_change: bool) -> Occasion:
    """The same update, after a rule changed the ticket."""
    return replace(occasion, ticket=ticket, changed_to=ticket if counts_as_change else occasion.changed_to)
