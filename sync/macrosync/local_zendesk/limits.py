"""Rate limits: calls counted in windows of time, for the account, its Help Center, and some endpoints on top.

REF introduction/rate-limits. The account's numbers are those of the High Volume add-on, so that nothing that is
tried out here stands still for long; a test sets others.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


class Window(StrEnum):
    """How calls are counted: from the first one of a window on, or over the seconds just past."""

    FIXED = "fixed"
    SLIDING = "sliding"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many calls in so many seconds."""

    calls: int
    seconds: int = 60
    window: Window = Window.FIXED


@dataclass(frozen=True, slots=True)
class Bucket:
    """A limit of some endpoints' own; with `each` every value of that name in the path counts apart."""

    name: str
    each: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a limit stands after a call: `resets` in whole seconds."""

    name: str
    total: int
    remaining: int
    resets: int
    exceeded: bool = False


#: By name; those with `-` are the endpoint names of the headers.
DEFAULTS: Mapping[str, Limit] = MappingProxyType(
    {
        "support": Limit(2500),
        "help_center": Limit(2500),
        "webhooks": Limit(100),  # recorded, the next one too
        "webhooks_test": Limit(20),
        "tickets-index": Limit(2500),
        "tickets-update": Limit(300),
        "per-ticket-updates": Limit(30, 600),
        "field-options": Limit(100),
        # Of each view; of several views' counts in one call; of previews (OAS, GetViewCount and others).
        "views-count": Limit(5),
        "views-execute": Limit(5),
        "views-count-many": Limit(6),
        "views-preview": Limit(5),
        "tags-index": Limit(2500),
        "deleted-tickets-index": Limit(10),
        "deleted-tickets-destroy": Limit(400),
        "deleted-users-destroy": Limit(700, 600),
        "incremental-exports": Limit(10),
        "incremental-samples": Limit(10, 1200),
        "search-export": Limit(100),
        "create-or-update-user": Limit(5),
    }
)

#: Those that count every call of their part of the API.
_ACCOUNT = frozenset({"support", "help_center", "webhooks", "webhooks_test"})
#: Names that were recorded; the others are made up.
_RECORDED = frozenset(
    {"tickets-index", "tickets-update", "per-ticket-updates", "tags-index", "deleted-tickets-destroy"}
)
#: What a 429 calls them, where that was recorded.
SPOKEN: Mapping[str, str] = MappingProxyType({"incremental-exports": "incremental export API"})


class Limits:
    """Counts every call against its limits. Safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._limits = dict(DEFAULTS)
        self._calls: dict[tuple[str, str], deque[float]] = {}

    @property
    def current(self) -> Mapping[str, Limit]:
        """The limits as they are set."""
        with self._lock:
            return MappingProxyType(dict(self._limits))

    def set(self, changes: Mapping[str, Limit]) -> None:
        """Put limits in the place of others and begin counting anew."""
        with self._lock:
            self._limits |= changes
            self._calls.clear()

    def reset(self) -> None:
        """The documented limits, nothing counted."""
        with self._lock:
            self._limits = dict(DEFAULTS)
            self._calls.clear()

    def count(self, keys: Sequence[tuple[str, str]], now: datetime, *, slides: bool = False) -> list[Standing]:
        """Count one call against each (limit, value), one over any of them against none; `slides` makes all do so."""
        moment = now.timestamp()
        with self._lock:
            standings = [self._standing(key, moment, slides=slides) for key in keys]
            if not any(standing.exceeded for standing in standings):
                for key in keys:
                    self._calls[key].append(moment)
                standings = [replace(standing, remaining=standing.remaining - 1) for standing in standings]
        return standings

    def _standing(self, key: tuple[str, str], moment: float, *, slides: bool) -> Standing:
        limit = self._limits[key[0]]
        calls = self._calls.setdefault(key, deque())
        fixed = limit.window is Window.FIXED and not slides
        if fixed and calls and not 0 <= moment - calls[0] < limit.seconds:
            calls.clear()
        while calls and not 0 <= moment - calls[0] < limit.seconds:
            calls.popleft()
        left = limit.calls - len(calls)
        ends = calls[0] + limit.seconds - moment if calls else float(limit.seconds)
        return Standing(key[0], limit.calls, max(0, left), math.ceil(ends), exceeded=left <= 0)


def headers(standings: Sequence[Standing], spelling: str, *, every: bool = True) -> dict[str, str]:
    """The headers of limits, `every` one or those whose names were recorded, in the spellings of 2023 or since 2024.

    The Help Center and the webhooks have `x-rate-limit` and `x-rate-limit-remaining` only (recorded).
    """
    found: dict[str, str] = {}
    for standing in standings:
        total, remaining, resets = (str(each) for each in (standing.total, standing.remaining, standing.resets))
        if standing.name in _ACCOUNT:
            found |= {"x-rate-limit": total, "x-rate-limit-remaining": remaining}
        if standing.name == "support" and spelling == "2024":
            found |= {"ratelimit-limit": total, "ratelimit-remaining": remaining, "ratelimit-reset": resets}
        elif standing.name == "support":
            found |= {"rate-limit": total, "rate-limit-remaining": remaining, "rate-limit-reset": resets}
        elif standing.name not in _ACCOUNT and (every or standing.name in _RECORDED):
            prefix = "zendesk-ratelimit" if spelling == "2024" else "zendesk-rate-limit"
            found[f"{prefix}-{standing.name}"] = f"total={total}; remaining={remaining}; resets={resets}"
    return found
