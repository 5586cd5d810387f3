"""Routes as data, and how a path finds its route."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from macrosync.local_zendesk.context import Context, is_help_center

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from macrosync.local_zendesk.exchange import Answer
    from macrosync.local_zendesk.limits import Bucket

    Handler: TypeAlias = Callable[[Context], Answer]

READING = frozenset({"GET", "HEAD"})
_PARTS = {"locale": r"[a-z]{2,3}(?:-[a-z0-9]+)*", **dict.fromkeys(("name", "webhook", "invocation", "tag"), "[^/]+")}
_PART = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Route:
    """An operation: `pattern` has ids as {id}, a Help Center's locale as {locale}.

    `scope` is the resource whose own scope opens it beside `read` and `write` (OAS, scopes); `buckets` are rate
    limits of its own; `anonymous` is answered to anybody, `/users/me` alone (recorded); what is `public` is so where
    the switch help_center_needs_credentials is off. What is `unchanging` only looks at the account, whatever its
    method.
    """

    method: str
    pattern: str
    handler: Handler
    scope: str | None = None
    buckets: tuple[Bucket, ...] = ()
    anonymous: bool = False
    unchanging: bool = False
    public: bool = False

    @property
    def resource(self) -> str:
        """What its path names first: `groups`."""
        return self.pattern.split("/")[3]

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.method in READING or self.unchanging


@dataclass(frozen=True, slots=True)
class Found:
    """A route, and what its pattern's names stand for in the path."""

    route: Route
    parameters: Mapping[str, str]


@dataclass(frozen=True)
class Router:
    """All routes, by method and length of path."""

    routes: Sequence[Route]

    @cached_property
    def _table(self) -> dict[tuple[str, int], list[tuple[re.Pattern[str], Route]]]:
        table: dict[tuple[str, int], list[tuple[re.Pattern[str], Route]]] = {}
        for route in self.routes:
            entry = (_pattern(route.pattern), route)
            table.setdefault((route.method, route.pattern.count("/")), []).append(entry)
        return table

    def find(self, method: str, path: str) -> Found | None:
        """The route of a request; HEAD is a GET without its body."""
        wanted = "GET" if method == "HEAD" else method
        for pattern, route in self._table.get((wanted, path.count("/")), ()):
            if match := pattern.fullmatch(path):
                return Found(route, match.groupdict())
        return None

    def knows(self, path: str) -> bool:
        """Whether any method is served on a path."""
        return any(self.find(method, path) for method in ("GET", "POST", "PUT", "PATCH", "DELETE"))


def account_limit(path: str) -> str:
    """The account-wide limit that a path counts against (recorded: the Help Center's and the webhooks' are apart)."""
    if path.startswith("/api/v2/webhooks"):
        return "webhooks_test" if path == "/api/v2/webhooks/test" else "webhooks"
    return "help_center" if is_help_center(path) else "support"


def plain(path: str) -> str:
    """A path without `.json` and without a slash at its end: both are optional."""
    return path.rstrip("/").removesuffix(".json")


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(_PART.sub(lambda part: f"(?P<{part[1]}>{_PARTS.get(part[1], '[0-9]{1,18}')})", pattern))
