"""How many calls may still be made: what the answers' headers say, per rate limit. Pure: time is an argument.

Zendesk counts calls per minute for an account, for its Help Center and its webhooks apart, and for some endpoints on
top (REF introduction/rate-limits). The headers come in two spellings, and the Help Center sends no reset (recorded).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from macrosync.gateway.account import is_help_center, is_webhooks

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Where an answer does not say when its window ends: limits are per minute (REF introduction/rate-limits).
WINDOW = 60.0
#: Two answers of one window may name ends that differ by the rounding to whole seconds.
_SAME_WINDOW = 1.5
#: Who waits until a window ends may be the rounding of a sum before its end, and is in the next one all the same.
_ROUNDING = 1e-6
#: Seconds more that are waited at most for a limit that gave nothing again and again, where it asks for fewer.
_LONGEST_EXTRA = 4.0
_REMAINING = ("ratelimit-remaining", "x-rate-limit-remaining", "rate-limit-remaining")
_RESET = ("ratelimit-reset", "rate-limit-reset")
_ENDPOINT = re.compile(r"zendesk-rate-?limit-(?P<name>.+)")
_ID = re.compile(r"/(?:\d+|[0-9A-HJKMNP-TV-Z]{26})(?=/|$)")
_THROTTLED = 429
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Said:
    """What one answer said of one limit: calls left, and the seconds until the window ends where it said so."""

    remaining: int
    reset: float | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """What limits go by: the method, and the path with its ids left out."""

    method: str
    path: str

    @classmethod
    def of(cls, method: str, path: str) -> Route:
        """The route of a call."""
        return cls(method, _ID.sub("/{id}", path.removesuffix(".json")))

    @property
    def limit(self) -> str:
        """The account-wide limit that the call counts against."""
        if is_webhooks(self.path):
            return "webhooks"
        return "help center" if is_help_center(self.path) else "support"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of one limit until its window ends, `ends` on the clock that `now` is read from.

    `dry` counts the windows in a row that ended and gave nothing: of a window that slides, the end is only that of its
    oldest call, and another client may have taken what came free.
    """

    remaining: int
    ends: float
    dry: int = 0

    def is_over(self, now: float) -> bool:
        """Whether its window has ended."""
        return now >= self.ends - _ROUNDING


@dataclass(frozen=True, slots=True)
class Budget:
    """The limits that are known of, the calls under way against each, and which routes have one of their own."""

    allowances: Mapping[str, Allowance] = field(default_factory=lambda: MappingProxyType({}))
    under_way: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    own_limits: Mapping[Route, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def take(self, route: Route, now: float) -> tuple[Budget, float]:
        """Begin a call; gives the seconds to wait before it is sent, 0 where there is enough left."""
        limits = self._limits(route)
        return self._moved(limits, 1), max(self._wait(limit, now) for limit in limits)

    def end(self, route: Route, said: Mapping[str, Said], now: float) -> Budget:
        """End a call, with what its answer said; nothing where no answer came."""
        ended = self._moved(self._limits(route), -1)
        own = frozenset(said) - {route.limit}
        learned = ended.own_limits.get(route, frozenset()) | own
        allowances = {limit: _merged(ended.allowances.get(limit), words, now) for limit, words in said.items()}
        return replace(
            ended,
            allowances=_with(ended.allowances, allowances),
            own_limits=_with(ended.own_limits, {route: learned}) if learned else ended.own_limits,
        )

    def _limits(self, route: Route) -> frozenset[str]:
        return self.own_limits.get(route, frozenset()) | {route.limit}

    def _moved(self, limits: frozenset[str], by: int) -> Budget:
        # A limit learned of while a call was under way is ended without having been begun: hence not below 0.
        moved = {limit: max(0, self.under_way.get(limit, 0) + by) for limit in limits}
        return replace(self, under_way=_with(self.under_way, moved))

    def _wait(self, limit: str, now: float) -> float:
        allowance = self.allowances.get(limit)
        if allowance is None or allowance.is_over(now):
            return 0.0
        return allowance.ends - now if allowance.remaining <= self.under_way.get(limit, 0) else 0.0


def _merged(known: Allowance | None, said: Said, now: float) -> Allowance:
    """The allowance after an answer; a late one, overtaken by a later call's, never adds to it."""
    if known is None or known.is_over(now):
        dry = known.dry + 1 if known is not None and known.remaining <= 0 and said.remaining <= 0 else 0
        reset = WINDOW if said.reset is None else said.reset
        extra = min(_LONGEST_EXTRA, 2.0 ** (dry - 2)) if dry > 1 and reset < _LONGEST_EXTRA else 0.0
        return Allowance(said.remaining, now + reset + extra, dry)
    if said.reset is not None:
        ends = now + said.reset
        same = abs(ends - known.ends) <= _SAME_WINDOW
        return Allowance(min(said.remaining, known.remaining) if same else said.remaining, ends, known.dry)
    # Without a reset, a window began no later than its first answer, and ends within a minute of that.
    return Allowance(said.remaining, known.ends if said.remaining <= known.remaining else now + WINDOW, known.dry)


def said_by(route: Route, status: int, headers: Mapping[str, str], retry_after: float | None = None) -> dict[str, Said]:
    """What an answer's headers say of each limit; a 429 says that one of them is used up until `retry_after`."""
    lower = {name.lower(): value for name, value in headers.items()}
    said = {
        match["name"]: words
        for name, value in lower.items()
        if (match := _ENDPOINT.fullmatch(name)) and (words := _endpoint(value))
    }
    used_up = any(words.remaining <= 0 for words in said.values())
    remaining = _first(lower, _REMAINING)
    if status == _THROTTLED and not used_up:
        said[route.limit] = Said(0, retry_after)
    elif remaining is not None:
        reset = _first(lower, _RESET)
        said[route.limit] = Said(remaining, None if reset is None else float(reset))
    return said


def _endpoint(value: str) -> Said | None:
    """Read `total=20; remaining=19; resets=59` (recorded)."""
    parts = dict(part.strip().split("=", 1) for part in value.split(";") if "=" in part)
    remaining, resets = _whole(parts.get("remaining")), _whole(parts.get("resets"))
    return None if remaining is None else Said(remaining, None if resets is None else float(resets))


def _first(headers: Mapping[str, str], names: tuple[str, ...]) -> int | None:
    values = (_whole(headers.get(name)) for name in names)
    return next((value for value in values if value is not None), None)


def _whole(value: str | None) -> int | None:
    return int(value) if value is not None and re.fullmatch(r"\s*\d{1,9}\s*", value, re.ASCII) else None


def _with(known: Mapping[K, V], new: Mapping[K, V]) -> Mapping[K, V]:
    return MappingProxyType({**known, **new})
