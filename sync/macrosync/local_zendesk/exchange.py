"""An HTTP exchange as plain data: what came in, what goes out, and how it is delivered."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from macrosync.resources import Json

_NOTHING: Mapping[str, str] = MappingProxyType({})
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


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
    """What is answered: JSON as `text`, or as `content`, UTF-8, where it was put together so; no body with neither.

    `stream` gives a body too large to be held at once, in pieces that end where records do.
    """

    status: int
    text: str | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    content: bytes | None = None
    stream: Generator[bytes] | None = None

    @property
    def encoded(self) -> bytes | None:
        """The body as it is sent."""
        return self.content if self.text is None else self.text.encode()

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
    return _COMPACT.encode(value)
