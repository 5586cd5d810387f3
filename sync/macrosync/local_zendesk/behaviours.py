"""How a behaviour of the service is known: `documented` by Zendesk, `recorded` from it, or `assumed`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a behaviour is known."""

    DOCUMENTED = "documented"
    RECORDED = "recorded"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One behaviour in one sentence; `switch` names the field of Switches that sets it otherwise, if one does."""

    id: str
    behaviour: str
    status: Status
    source: str
    switch: str | None = None


def documented(id: str, behaviour: str, source: str) -> Behaviour:  # noqa: A002 - the field's own word
    """What Zendesk says, and where."""
    return Behaviour(id, behaviour, Status.DOCUMENTED, source)


def recorded(id: str, behaviour: str, source: str = "REC") -> Behaviour:  # noqa: A002 - the field's own word
    """What the service was seen to do."""
    return Behaviour(id, behaviour, Status.RECORDED, source)


def assumed(id: str, behaviour: str, source: str = "none", switch: str | None = None) -> Behaviour:  # noqa: A002
    """What neither says; `source` is what speaks for it."""
    return Behaviour(id, behaviour, Status.ASSUMED, source, switch)
