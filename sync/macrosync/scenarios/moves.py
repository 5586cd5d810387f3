"""What can happen to a ticket, in the words of a scenario: of everything that there is, and of what one rule asks for.

A move is a part of a step (`{status: solved}`); several of them, put together, are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from macrosync.definitions.scenario_values import PRIORITIES, STATUSES, TYPES
from macrosync.resources import Kind
from macrosync.rules import tags
from macrosync.rules.nullifying import HOURS
from macrosync.scenarios import field_values
from macrosync.scenarios.broken import Broken
from macrosync.scenarios.coverage import ALL, ANY
from macrosync.scenarios.neighbours import TAGGED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.resources import Json, Payload
    from macrosync.scenarios.account import Account, Rule

    Move: TypeAlias = Mapping[str, Json]

#: Statuses that anybody may set at any time, as a ticket that was open is never new again.
_STATUSES = tuple(each for each in STATUSES if each not in {"new", "closed"})
_CHOICES: Mapping[str, tuple[str, ...]] = {"status": _STATUSES, "priority": PRIORITIES, "type": TYPES}
_CHANNELS: Mapping[str, str] = {"0": "web", "4": "email", "5": "api", "27": "follow-up", "29": "chat", "34": "phone"}
#: Texts that a field with a pattern may take: one that fits none of them is left alone.
_TEXTS = (
    *("지갑", "22:30", "09:05", "2026-11-24 22:30", "2026-11-24", "2026-11-24T22:30", "11/24 22:30", "12345"),
    *("a1", "2026.11.24 22:30"),
)
_DAYS, _NUMBERS = ("2026-11-24", "2026-12-01", "2026-11-10"), ("0", "1", "7")
_COMMENTS: tuple[Json, ...] = (
    {"by": "driver", "comment": {"text": "확인 부탁드립니다."}},
    {"comment": {"text": "안내드립니다."}},
    {"comment": {"text": "메모입니다.", "public": False}},
    {"by": "api", "comment": {"text": "기록입니다.", "public": False}},
)
_CUSTOM = "custom_fields_"


@dataclass(frozen=True, slots=True)
class Moves:
    """What may happen: moves of an update, and numbers of hours after which a rule may look again."""

    updates: tuple[Move, ...]
    hours: tuple[int, ...] = ()
    channels: tuple[str, ...] = ()


def of_account(account: Account) -> Moves:
    """All that anybody may do, and the hours that any rule names."""
    each = [of_rule(rule, account) for rule in account.rules()]
    updates = [move for moves in each for move in moves.updates]
    updates += [{name: choice} for name, choices in _CHOICES.items() for choice in choices]
    updates += [*_nobodys(), *({"group": name} for name in sorted(account.groups)), *_said()]
    updates += [move for key in account.fields for move in _fields(account, key)]
    updates += [move for macro in account.macros.values() for move in of_rule(macro, account).updates]
    return Moves(_once(updates), tuple(sorted({hours for moves in each for hours in moves.hours})), ())


def of_rule(rule: Rule, account: Account) -> Moves:
    """What makes a rule's conditions true, or just not; what it does itself, by hand; a macro, applied."""
    if rule.kind is Kind.MACRO:
        return Moves((_macro(rule.key),))
    conditions = [*rule.conditions(ALL), *rule.conditions(ANY)]
    parts = [*conditions, *rule.actions]
    updates = [move for part in parts for move in _of_part(part, account)]
    hours = {
        int(number) + step
        for each in conditions
        if str(each["field"]) in HOURS and (number := str(each.get("value"))).isdecimal()
        for step in (0, 1, 2)
    }
    channels = {_CHANNELS.get(str(each.get("value")), "") for each in conditions if each["field"] == "via_id"}
    return Moves(_once(updates), tuple(sorted(hours)), tuple(sorted(channels - {""})))


def _of_part(part: Payload, account: Account) -> Iterator[Move]:
    name, value = str(part["field"]), part.get("value")
    match name:
        case "status" | "priority" | "type":
            for near in _near(_CHOICES[name], str(value)):
                yield {name: near}
        case "group_id":
            known = account.names.get(str(value))
            yield {"group": known if known in account.groups else None}
        case "assignee_id":
            yield from ({"assignee": None}, {"assignee": "agent"})
        case "comment_is_public" | "role" | "current_via_id" | "update_type" | "ticket_is_public":
            yield from _said()
        case "comment_includes_word":
            for who in ("driver", "agent"):
                yield {"by": who, "comment": {"text": str(value)}}
        case _:
            yield from _of_value(name, value, account)


def _of_value(name: str, value: Json, account: Account) -> Iterator[Move]:
    """Tags and fields as a part of a rule names them, and the status whose hours it counts."""
    if name in TAGGED:
        yield from _tags(tags.normalise_tags(str(value or "")))
    elif name in HOURS and name.isupper() and name.lower() in _STATUSES:
        yield {"status": name.lower()}
    for key, field in account.fields.items():
        if name == f"{_CUSTOM}{field['id']}":
            yield from _fields(account, key, value)


def _near(choices: tuple[str, ...], value: str) -> tuple[str, ...]:
    """A choice and the ones beside it."""
    if value not in choices:
        return choices[-1:]
    at = choices.index(value)
    return choices[max(0, at - 1) : at + 2]


def _tags(listed: tuple[str, ...]) -> Iterator[Move]:
    for tag in listed:
        yield {"tags": {"add": [tag]}}
        yield {"tags": {"remove": [tag]}}
    if len(listed) > 1:
        yield {"tags": {"add": list(listed)}}
        yield {"tags": {"remove": list(listed)}}


def _fields(account: Account, key: str, value: Json = None) -> Iterator[Move]:
    """A field with a value, with some others, and with nothing."""
    field = account.fields[key]
    choices: tuple[Json, ...]
    match field.get("type"):
        case "tagger" | "multiselect":
            choices = tuple(str(option["value"]) for option in tags.options(field))
        case "checkbox":
            choices = (True, False)
        case "date":
            choices = _DAYS
        case "integer" | "decimal":
            choices = _NUMBERS
        case _:
            choices = _TEXTS
    wanted = (value, *choices) if isinstance(value, str) and value not in tags.NOTHING else choices
    yield {"fields": {key: None}}
    yield from ({"fields": {key: each}} for each in wanted if _takes(field, each))


def _takes(field: Payload, value: Json) -> bool:
    try:
        field_values.value_of(field, value, None)
    except Broken:
        return False
    return True


def _macro(key: str) -> Move:
    found = re.fullmatch(r"(.+)/(chat|phone)", key)
    return {"macro": found[1], "channel": found[2]} if found else {"macro": key}


def _nobodys() -> Iterator[Move]:
    yield from ({name: None} for name in ("priority", "type", "group", "assignee"))
    yield {"assignee": "agent"}


def _said() -> Iterator[Move]:
    yield from (each for each in _COMMENTS if isinstance(each, dict))


def _once(moves: list[Move]) -> tuple[Move, ...]:
    """Each move once, in their order."""
    return tuple({repr(move): move for move in moves}.values())
