"""Plain HTTP, for what a client cannot make and what no client does: records to read, and the clock."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

EMAIL, TOKEN = "admin@example.com", "local"


@dataclass(frozen=True, slots=True)
class Plain:
    """The local Zendesk at an address."""

    url: str

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The answer's JSON. Raises RuntimeError for any error."""
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        credentials = base64.b64encode(f"{EMAIL}/token:{TOKEN}".encode()).decode()
        headers = {"Authorization": f"Basic {credentials}", "Content-Type": "application/json"}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status >= 400:  # noqa: PLR2004 - errors begin there
            raise RuntimeError(f"{method} {path}: {answer.status} {text.decode()}")
        return json.loads(text) if text else None

    def make(self, path: str, one: str, values: object) -> Any:
        """The id of a new record."""
        return self.call("POST", f"/api/v2/{path}", {one: values})[one]["id"]

    def brand(self) -> int:
        """The id of the account's one brand."""
        return int(self.call("GET", "/api/v2/brands")["brands"][0]["id"])

    def admin(self) -> int:
        """The id of the user who calls."""
        return int(self.call("GET", "/api/v2/users/me")["user"]["id"])

    def wait(self, seconds: int) -> None:
        """Let time pass, such as until search knows what is new: the local Zendesk's clock moves, nobody waits."""
        self.call("PUT", "/_local/clock", {"advance": seconds})
