"""An account at the HTTP edge: its addresses, and a clock that sleeping moves."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from macrosync.gateway import Account, BearerToken, ClientCredentials, Credentials, Gateway, connect

if TYPE_CHECKING:
    from collections.abc import Callable

    import responses

    from macrosync.gateway import CallRecord
    from macrosync.resources import Json

BASE = "https://example.zendesk.com"
BEARER = BearerToken("bearer-of-the-test-0001")
CLIENT = ClientCredentials("macrosync", "client-secret-0001")
MACROS = f"{BASE}/api/v2/macros"
ARTICLES = f"{BASE}/api/v2/help_center/ko/articles"
TOKENS = f"{BASE}/oauth/tokens"


@dataclass
class Clock:
    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def open_gateway(
    clock: Clock | None = None,
    credentials: Credentials = BEARER,
    on_call: Callable[[CallRecord], None] | None = None,
    base: str = BASE,
) -> Gateway:
    clock = clock or Clock()
    return connect(Account(base), credentials, sleep=clock.sleep, clock=clock, on_call=on_call)


def macro(number: int = 1, **fields: Json) -> dict[str, Json]:
    return {"id": number, "title": f"Macro {number}", "active": True, "actions": [], **fields}


def page(many: str, *items: dict[str, Json], after: str | None = None) -> dict[str, Json]:
    """A page as Support gives it: the last one has a link to a next one too (recorded)."""
    links: dict[str, Json] = {"prev": f"{BASE}/prev", "next": f"{BASE}/api/v2/{many}?page[after]=more"}
    meta: dict[str, Json] = {"has_more": after is not None, "after_cursor": after or "last", "before_cursor": "first"}
    return {many: [*items], "meta": meta, "links": links}


def sent(edge: responses.RequestsMock, index: int = -1) -> dict[str, Json]:
    """The JSON body of a call."""
    body = edge.calls[index].request.body
    assert body is not None
    found: dict[str, Json] = json.loads(body)
    return found


def lines(edge: responses.RequestsMock) -> list[str]:
    """Every call as "METHOD /path"."""
    return [f"{call.request.method} {call.request.path_url.partition('?')[0]}" for call in edge.calls]
