"""An HTTP exchange as plain data: what came in, what goes out, and how it is delivered."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Json

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent; the names of headers are in small letters, the last of equal query keys counts."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    headers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: `text` is JSON, or None where there is no body."""

    status: int
    text: str | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    @classmethod
    def of(cls, body: Json, status: int = 200, headers: Mapping[str, str] = _NOTHING) -> Answer:
        """An answer with a JSON body."""
        return cls(status, compact(body), headers)

    @classmethod
    def created(cls, name: str, body: Mapping[str, Json]) -> Answer:
        """201 with the Location of what was made (recorded)."""
        return cls.of({name: dict(body)}, 201, {"location": str(body["url"])})

    @classmethod
    def empty(cls) -> Answer:
        """204 without a body, as a DELETE is answered (recorded)."""
        return cls(204)


class Fate(StrEnum):
    """What becomes of an answer on its way."""

    WHOLE = "whole"
    LOST = "lost"  # the connection closes without an answer
    CUT = "cut"  # the connection closes in the middle of the body
    TRUNCATED = "truncated"  # a whole answer whose JSON ends too early


@dataclass(frozen=True, slots=True)
class Delivery:
    """An answer, and its fate; `delay` in seconds before the first byte."""

    answer: Answer
    fate: Fate = Fate.WHOLE
    delay: float = 0.0


def compact(value: Json) -> str:
    """JSON without blanks, letters of any language as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
