"""Everything that one attribute of a ticket or an update can be, as far as conditions can tell it apart.

Conditions name a few values of an attribute; all other values are alike to them. So a handful of moments, one for
each value that is named and one beside and between them, stands for all that there are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from typing import TYPE_CHECKING

from macrosync.checks.rule_set import AGENT, DRIVER, NOW
from macrosync.resources import Kind
from macrosync.rules.hours import METRICS, STATUS_HOURS
from macrosync.rules.tags import NOTHING
from macrosync.rules.ticket_conditions import CHANNELS, IDS, PRIORITIES, STATUSES
from macrosync.rules.update_conditions import CHANGES
from macrosync.scenarios.tickets import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from macrosync.resources import Json, Payload

STATUS = "status"
#: What `changed` and its kin may be asked of, among what rules/ models.
CHANGING = IDS | {STATUS, "priority", "type"}
_COMPARED = frozenset({"integer", "decimal", "date"})
_TEXTS = frozenset({"text", "textarea", "regexp", "partialcreditcard"})
#: Numbers and days that can be reckoned with; what is stranger is left open.
_NUMERAL = re.compile(r"[+-]?[0-9]{1,12}([.,][0-9]{1,12})?")
_DAY = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])")
_COMMENTS: tuple[Payload | None, ...] = (None, {"body": "", "public": True}, {"body": "", "public": False})


@dataclass(frozen=True, slots=True)
class Moment:
    """What one attribute is: before the update, as the update left it and by now, or of the update itself.

    Each is a part of a ticket as the API gives it; `update` a part of an Update's fields.
    """

    was: Payload = field(default_factory=dict)
    changed_to: Payload = field(default_factory=dict)
    now: Payload = field(default_factory=dict)
    update: Mapping[str, Payload | int | None] = field(default_factory=dict)


def attribute(condition: Payload, kind: Kind, fields: Mapping[int, Payload]) -> str | None:
    """What a condition is on, a status and the hours since it as one; None where not all moments are known.

    Those are texts that words are looked for in, days that move with the clock, and people who stand for another.
    """
    name, value = str(condition["field"]), condition.get("value")
    if condition.get("operator") in CHANGES:
        return name if kind is Kind.TRIGGER and name in CHANGING and _plain(name, value) else None
    if name in STATUS_HOURS:
        return STATUS
    if name in _OF_UPDATES:
        return name if kind is Kind.TRIGGER and _plain(name, value) else None
    number = name.removeprefix("custom_fields_")
    if number != name:
        of = str(fields.get(int(number), {}).get("type")) if number.isdecimal() else ""
        return name if _of_field(condition, of) else None
    known = name in CHANGING | METRICS.keys() | {"NEW", "updated_at", "via_id", "custom_status_id", "recipient"}
    return name if known and _plain(name, value) else None


def moments(
    name: str, conditions: Sequence[Payload], *, kind: Kind, creates: bool, fields: Mapping[int, Payload]
) -> Iterator[Moment]:
    """Every moment of an attribute that these conditions could tell apart."""
    if name in _OF_UPDATES:
        yield from _of_update(name, conditions)
        return
    now = [*_values(name, conditions, fields)]
    if kind is Kind.AUTOMATION:  # never on closed tickets (SUP 4408832701850)
        now = [each for each in now if each.get(STATUS) != "closed"]
    if not any(condition.get("operator") in CHANGES for condition in conditions):
        yield from (Moment(changed_to=each, now=each) for each in now)
        return
    # Nor do triggers run on a ticket that was closed before (SUP 4408822236058).
    before: list[Payload] = [{}] if creates else [each for each in now if each.get(STATUS) != "closed"]
    yield from (Moment(was, each, each) for was, each in product(before, now))
    yield from (Moment(*each) for each in product(before, now, now))  # a rule changed it since


def _plain(name: str, value: Json) -> bool:
    """Whether a value is one by itself and known, and no `current_user`, `assignee_id` and the like."""
    if name in {"via_id", "current_via_id"}:
        return str(value).isdecimal() and int(str(value)) in CHANNELS.values()
    return name not in IDS or value in NOTHING or str(value).isdecimal()


def _of_field(condition: Payload, of: str) -> bool:
    """Whether all moments of a custom field of this type are known."""
    operator, value = str(condition.get("operator")), str(condition.get("value"))
    if of not in _COMPARED | _TEXTS or operator.startswith("within"):
        return False
    return (
        of in _TEXTS
        or operator.endswith("present")
        or bool(_DAY.match(value) if of == "date" else _NUMERAL.fullmatch(value))
    )


def _of_update(name: str, conditions: Sequence[Payload]) -> Iterator[Moment]:
    match name:
        case "comment_is_public":
            yield from (Moment(update={"comment": each}) for each in _COMMENTS)
        case "role":
            people: list[Payload | None] = [AGENT, DRIVER, None]
            people += [
                {"id": number, "role": role} for number in _numbers(conditions) for role in ("agent", "end-user")
            ]
            yield from (Moment(update={"by": each}) for each in people)
        case "requester_role":
            roles = ("end-user", "agent", "admin")
            yield from (Moment(update={"requester": {**DRIVER, "role": role}}) for role in roles)
        case "locale_id":
            languages = (None, *_numbers(conditions))
            yield from (Moment(update={"requester": {**DRIVER, "locale_id": each}}) for each in languages)
        case "current_via_id":
            yield from (Moment(update={"via_id": each}) for each in CHANNELS.values())
        case "ticket_is_public":
            yield from (Moment(now={"is_public": public}) for public in (True, False))
        case "ticket_due_date":
            yield Moment(now={"due_at": None})
            yield Moment(now={"due_at": stamp(NOW), "type": "task"})
        case _:  # update_type: whether it creates is given
            yield Moment()


_OF_UPDATES = frozenset(
    {
        *("comment_is_public", "role", "requester_role", "locale_id", "current_via_id"),
        *("ticket_is_public", "ticket_due_date", "update_type"),
    }
)


def _values(name: str, conditions: Sequence[Payload], fields: Mapping[int, Payload]) -> Iterator[Payload]:
    """Parts of a ticket, the most usual first."""
    number = name.removeprefix("custom_fields_")
    if number != name:
        of = str(fields[int(number)]["type"])
        values = _compared(of, conditions) if of in _COMPARED else iter(_texts(conditions))
        yield from _parts("custom_fields", ([{"id": int(number), "value": each}] for each in values))
        return
    times = _times(conditions)
    match name:
        case "status":
            for status, each in product(("open", *STATUSES), times):
                yield {STATUS: status, "metric_set": {"status_updated_at": each}}
        case "priority":
            yield from _parts(name, PRIORITIES)
        case "type":
            yield from _parts(name, (None, "question", "incident", "problem", "task"))
        case "via_id":
            yield from _parts("via", ({"channel": each} for each in CHANNELS))
        case "NEW" | "updated_at":
            yield from _parts("created_at" if name == "NEW" else name, times)
        case name if name in METRICS:
            yield from _parts("metric_set", ({METRICS[name]: each} for each in (*times, None)))
        case "recipient":
            yield from _parts(name, (*_texts(conditions), ""))
        case _:
            yield from _parts(name, (*_numbers(conditions), None))


def _parts(name: str, values: Iterable[Json]) -> Iterator[Payload]:
    yield from ({name: value} for value in values)


def _texts(conditions: Sequence[Payload]) -> list[Json]:
    """The texts that are named, nothing, and one that nobody names."""
    named = [condition.get("value") for condition in conditions]
    return [*named, None, "".join(["_", *map(str, named)])]


def _numbers(conditions: Sequence[Payload]) -> list[int]:
    """The ids that are named, and two that nobody names: one may change into the other."""
    listed: list[Json] = []
    for condition in conditions:
        value = condition.get("value")
        listed += value if isinstance(value, list) else [value]
    named = sorted({int(str(each)) for each in listed if str(each).isdecimal()})
    last = max(named, default=0)
    return [*named, last + 1, last + 2]


def _times(conditions: Sequence[Payload]) -> list[str]:
    """Times so many hours ago as conditions name, one less and one more; hours are whole (SUP 4408885654298)."""
    named = {int(str(each.get("value")).partition(".")[0]) for each in conditions if _is_hours(each)}
    hours = {0} | {hour + more for hour in named for more in (-1, 0, 1) if hour + more >= 0}
    return [stamp(NOW - timedelta(hours=hour)) for hour in sorted(hours)]


def _is_hours(condition: Payload) -> bool:
    on = str(condition["field"])
    timed = on in METRICS or on in {"NEW", "updated_at"}
    # An hour count that no clock reaches is not tried.
    return timed and str(condition.get("value")).partition(".")[0].isdecimal() and len(str(condition["value"])) < 7  # noqa: PLR2004


def _compared(of: str, conditions: Sequence[Payload]) -> Iterator[Json]:
    """Numbers or days: each that is named, what lies beside and between them, and nothing."""
    named = [str(condition.get("value")) for condition in conditions]
    if of == "date":
        days = sorted({date.fromisoformat(each[:10]) for each in named if _DAY.match(each)}) or [NOW.date()]
        yield from (str(day + timedelta(days=more)) for day in days for more in (0, -1, 1))
    else:
        numbers = sorted({Decimal(each.replace(",", ".")) for each in named if _NUMERAL.fullmatch(each)}) or [
            Decimal(0)
        ]
        if of == "integer":
            yield from (int(number) + more for number in numbers for more in (0, -1, 1, 2))
        else:
            between = [(low + high) / 2 for low, high in pairwise(numbers)]
            yield from (str(number) for number in (*numbers, *between, numbers[0] - 1, numbers[-1] + 1))
    yield None
