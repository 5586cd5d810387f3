"""What goes wrong on purpose: an answer in the place of another, an answer lost or cut, a delay, a call held."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event, Lock
from typing import TYPE_CHECKING

from macrosync.local_zendesk.exchange import Answer, Delivery, Fate
from macrosync.local_zendesk.routing import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from macrosync.local_zendesk.exchange import Request
    from macrosync.resources import Json

_STANDARD_BODIES: Mapping[int, Json] = {
    404: {"error": "RecordNotFound", "description": "Not found"},
    409: {"error": "DatabaseConflict", "description": "Database collision"},
    429: {"error": "APIRateLimitExceeded", "description": "Number of allowed API requests per minute exceeded"},
    500: {"error": "InternalServerError"},
}


class Hold(StrEnum):
    """Where a call is held until its fault is taken away: what goes on meanwhile, goes on at a known point."""

    NOT = "not"
    BEFORE = "before"  # nothing of it has taken place
    AFTER = "after"  # it has taken place, and is not answered


@dataclass(frozen=True, slots=True)
class Fault:
    """Which calls it meets, and what it does to them.

    `method` is "*" for any; `path` may hold `*` for a part and `**` for any rest; `agent` is a part of the client's
    User-Agent, by which a program's calls are told from webhooks' and people's. Of the calls that match, the
    `nth` (counted from 1) and those after it are met, `count` of them at most (None: all); with `probability` each
    only so often, by a sequence of `seed`'s. `status` is answered in the place of the real answer, or one of `fate`
    befalls the real one. `written` says whether the call takes place all the same. With `hold` the call waits there
    until the fault is taken away.
    """

    id: int
    method: str = "*"
    path: str = "/**"
    agent: str = ""
    nth: int = 1
    count: int | None = None
    probability: float | None = None
    seed: int = 0
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Json = None
    fate: Fate = Fate.WHOLE
    written: bool = False
    delay: float = 0.0
    hold: Hold = Hold.NOT

    def meets(self, request: Request) -> bool:
        """Whether it is about a call."""
        if self.method not in {"*", request.method} or self.agent not in request.headers.get("user-agent", ""):
            return False
        return bool(_glob(self.path).fullmatch(plain(request.path)))

    def deliver(self, serve: Callable[[], Answer]) -> Delivery:
        """The answer that comes of it; `serve` does the call and is called only where the call takes place."""
        answer = serve() if self.written else Answer(0)
        if self.status is not None:
            body = _STANDARD_BODIES.get(self.status, {"error": "Fault"}) if self.body is None else self.body
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = Answer.of(body, self.status, headers)
        return Delivery(answer, self.fate, self.delay)


@dataclass(eq=False)
class _Armed:
    fault: Fault
    dice: random.Random
    matched: int = 0
    met: int = 0
    held: int = 0
    released: Event = field(default_factory=Event)

    def strikes(self) -> bool:
        self.matched += 1
        fault = self.fault
        if self.matched < fault.nth or (fault.count is not None and self.met >= fault.count):
            return False
        if fault.probability is not None and self.dice.random() >= fault.probability:
            return False
        self.met += 1
        return True


class Faults:
    """The faults that are set; the first one that strikes counts. Safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._armed: list[_Armed] = []
        self._last = 0

    def add(self, make: Callable[[int], Fault]) -> Fault:
        """Set a fault, which is given its id."""
        with self._lock:
            self._last += 1
            fault = make(self._last)
            # Chance that repeats with its seed, and no secret.
            self._armed.append(_Armed(fault, random.Random(fault.seed)))  # noqa: S311
        return fault

    def all(self) -> list[tuple[Fault, int, int]]:
        """The faults, how many calls each has met, and how many of them it holds now."""
        with self._lock:
            return [(armed.fault, armed.met, armed.held) for armed in self._armed]

    def remove(self, id: int | None = None) -> None:  # noqa: A002 - the field's own word
        """Take one away, or all; what they hold goes on."""
        with self._lock:
            gone = [armed for armed in self._armed if id is None or armed.fault.id == id]
            self._armed = [armed for armed in self._armed if armed not in gone]
        for armed in gone:
            armed.released.set()

    def deliver(self, request: Request, serve: Callable[[], Answer]) -> Delivery:
        """What comes of a call, with the fault that befalls it if one does."""
        with self._lock:
            met = next((armed for armed in self._armed if armed.fault.meets(request) and armed.strikes()), None)
        if met is None:
            return Delivery(serve())
        if met.fault.hold is Hold.BEFORE:
            self._hold(met)
        delivery = met.fault.deliver(serve)
        if met.fault.hold is Hold.AFTER:
            self._hold(met)
        return delivery

    def _hold(self, armed: _Armed) -> None:
        with self._lock:
            armed.held += 1
        armed.released.wait()


def _glob(path: str) -> re.Pattern[str]:
    escaped = re.escape(plain(path) or "/**")
    return re.compile(escaped.replace(r"\*\*", ".*").replace(r"\*", "[^/]*"))
