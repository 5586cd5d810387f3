"""The local Zendesk's control prefix, for what a benchmark sets and looks at: limits, faults, calls."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macrosync.resources import Json

#: More than any benchmark calls.
_NO_LIMIT = 10**9


@dataclass(frozen=True, slots=True)
class Call:
    """One call that the server has answered."""

    method: str
    target: str
    status: int | None


@dataclass(frozen=True, slots=True)
class Control:
    """A running local Zendesk, by its host and port."""

    address: str

    def set_limits(self, calls: int = _NO_LIMIT, seconds: int = 60, window: str = "fixed") -> None:
        """So many calls of an account, and as many of its Help Center; begins counting anew."""
        limit: Json = {"calls": calls, "seconds": seconds, "window": window}
        self._do("PUT", "limits", {"support": limit, "help_center": limit, "webhooks": {"calls": _NO_LIMIT}})

    def delay(self, seconds: float) -> None:
        """Answer every call so much later from now on."""
        self._do("POST", "faults", {"delay": seconds, "written": True})

    def forget(self) -> None:
        """Begin the log of calls anew."""
        self._do("DELETE", "calls")

    def calls(self) -> list[Call]:
        """The calls since then."""
        listed = self._do("GET", "calls")["calls"]
        if not isinstance(listed, list):
            raise TypeError("calls is a list")
        return [_call(each) for each in listed if isinstance(each, dict)]

    def _do(self, method: str, path: str, body: Json = None) -> dict[str, Json]:
        connection = HTTPConnection(self.address, timeout=30)
        connection.request(method, f"/_local/{path}", None if body is None else json.dumps(body))
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status >= 300:  # noqa: PLR2004 - no success
            raise RuntimeError(f"{method} {path} was answered {answer.status}: {text[:200]!r}")
        found: dict[str, Json] = json.loads(text) if text else {}
        return found


def _call(said: dict[str, Json]) -> Call:
    target = f"{said['path']}?{said['query']}" if said.get("query") else str(said["path"])
    status = said.get("status")
    return Call(str(said["method"]), target, status if isinstance(status, int) else None)
