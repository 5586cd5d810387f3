"""The words, times and values of a scenario: what a YAML value must be to stand in one."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from macrosync.definitions.text import Text
from macrosync.definitions.wording import shown

#: Times after the start go no further: a scenario that takes more years than that holds a slip of the pen.
LONGEST = timedelta(days=366)
_UNITS = (("w", "weeks"), ("d", "days"), ("h", "hours"), ("m", "minutes"), ("s", "seconds"))
_OFFSET = re.compile(r"\+" + "".join(rf"(?:(?P<{name}>\d{{1,6}}){unit})?" for unit, name in _UNITS), re.ASCII)

STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
PRIORITIES = ("low", "normal", "high", "urgent")
TYPES = ("question", "incident", "problem", "task")
CHANNELS = ("chat", "phone", "web", "email", "api", "follow-up")


def offset(text: str) -> timedelta:
    """A time after the scenario's start: `+1h30m`. Raises ValueError."""
    found = _OFFSET.fullmatch(text)
    if found is None or text == "+":
        raise ValueError(text)
    passed = timedelta(**{name: int(number) for name, number in found.groupdict(default="0").items()})
    if passed > LONGEST:
        raise ValueError(text)
    return passed


def instant(text: str) -> datetime:
    """A date and time with its zone: `2026-11-24T10:00:00+09:00`. Raises ValueError."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or not datetime(2000, 1, 1, tzinfo=found.tzinfo) <= found < datetime(
        2100, 1, 1, tzinfo=found.tzinfo
    ):
        raise ValueError(text)
    return found


def _offset(value: object) -> object:
    """Before the type is looked at: a bare 0 or 90 would be told to be put in quotes, which does not mend it."""
    text = str(value)
    try:
        offset(text)
    except ValueError:
        raise PydanticCustomError(
            "bad-offset",
            "is no time after the start: write it with its units, such as `+1h30m` or `+14d`, and up to a year",
        ) from None
    return value


def _instant(value: Text) -> Text:
    try:
        instant(value)
    except ValueError:
        raise PydanticCustomError(
            "bad-instant", "is no time with its zone: write it so, `2026-11-24T10:00:00+09:00`"
        ) from None
    return value


def _moment(value: Text) -> Text:
    return value if _is_offset(value) else _instant(value)


def _is_offset(value: str) -> bool:
    try:
        offset(value)
    except ValueError:
        return False
    return True


def _count(value: object) -> object:
    """A whole number from 0; bool is none, though Python takes it for one."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise PydanticCustomError("bad-count", "is no count: write a whole number from 0 on")
    return value


def _field_value(value: object) -> object:
    single = (
        value is None or isinstance(value, Text | bool | int) or (isinstance(value, float) and math.isfinite(value))
    )
    if single or (isinstance(value, list) and all(isinstance(each, Text) for each in value)):
        return value
    raise PydanticCustomError(
        "bad-field-value", "is no value of a ticket field: write text, a number, true, false, null, or a list of tags"
    )


def _choice(words: tuple[str, ...]) -> AfterValidator:
    def check(value: Text) -> Text:
        if value not in words:
            message = "is `{given}`, which is none of {words}: take one of them"
            raise PydanticCustomError("bad-choice", message, {"given": shown(value), "words": ", ".join(words)})
        return value

    return AfterValidator(check)


def _enum(words: tuple[str, ...], description: str) -> object:
    return Field(description=description, json_schema_extra={"enum": list(words)})


_BY = ("agent", "driver", "api")
_MACRO_CHANNELS = ("chat", "phone")
_OUTCOMES = ("succeed", "fail", "twice")

Offset = Annotated[
    Text,
    BeforeValidator(_offset),
    Field(description="How long after the start: +1h30m, +14d."),
]
Instant = Annotated[
    Text,
    AfterValidator(_instant),
    Field(description="A time with its zone, 2026-11-24T10:00:00+09:00; the zone is the account's."),
]
Moment = Annotated[
    Text, AfterValidator(_moment), Field(description="A time with its zone, or how long after the start.")
]
Count = Annotated[int, BeforeValidator(_count), Field(json_schema_extra={"minimum": 0})]
FieldValue = Annotated[
    object,
    AfterValidator(_field_value),
    Field(description="A drop-down's tag or consult-type path, a text, a number, true or false; null for none."),
]
Flag = Annotated[bool, Field(strict=True)]
Status = Annotated[Text, _choice(STATUSES), _enum(STATUSES, "The ticket's status.")]
Priority = Annotated[Text, _choice(PRIORITIES), _enum(PRIORITIES, "The ticket's priority; null for none.")]
Type = Annotated[Text, _choice(TYPES), _enum(TYPES, "The ticket's type; null for none.")]
Via = Annotated[Text, _choice(CHANNELS), _enum(CHANNELS, "The channel that the ticket came by.")]
MacroChannel = Annotated[
    Text, _choice(_MACRO_CHANNELS), _enum(_MACRO_CHANNELS, "Which of a macro's two is meant, where not the ticket's.")
]
By = Annotated[Text, _choice(_BY), _enum(_BY, "Who: an agent, the driver, or a program through the API.")]
Assignee = Annotated[
    Text, _choice(("agent",)), _enum(("agent",), "The agent who works in the scenario; null for nobody.")
]
Delivery = Annotated[
    Text, _choice(_OUTCOMES), _enum(_OUTCOMES, "What becomes of webhook calls from now on; at first they succeed.")
]
