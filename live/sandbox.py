"""A sandbox account over plain HTTP, and the promise that nothing of ours stays in it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import requests

if TYPE_CHECKING:
    from types import TracebackType

    from requests import Response

#: Every record that is made here has this in its name, so that one that was left behind can be found.
PREFIX = "macrosync-live"
TIMEOUT = 30
_GONE = frozenset({200, 204, 404})


class Differs(Exception):
    """Zendesk does something else than is assumed: what was seen, in a few words."""


@dataclass
class Sandbox:
    """An account; what is made through it is deleted at its end, the newest first.

    `base` is scheme and host, `authorization` the header's value.
    """

    base: str
    authorization: str
    session: requests.Session = field(default_factory=requests.Session)
    left: list[str] = field(default_factory=list)
    _made: list[str] = field(default_factory=list)
    _name: str = field(default_factory=lambda: f"{PREFIX}-{secrets.token_hex(4)}")

    def __enter__(self) -> Self:
        self.session.trust_env = not self.base.startswith("http://")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        for path in reversed(self._made):
            answer = self.call("DELETE", path)
            if answer.status_code not in _GONE:
                self.left.append(path)
        self.session.close()

    def name(self, what: str) -> str:
        """A name that is nobody else's."""
        return f"{self._name} {what}"

    def call(self, method: str, path: str, body: Any = None, **more: Any) -> Response:  # noqa: ANN401 - JSON
        """One call, whatever it is answered."""
        headers = {"Authorization": self.authorization, **more.pop("headers", {})}
        return self.session.request(
            method, self.base + path, json=body, headers=headers, timeout=TIMEOUT, allow_redirects=False, **more
        )

    def get(self, path: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
        """The JSON at a path. Raises Differs where it is answered with an error."""
        return self._good(self.call("GET", path, **more))

    def send(self, method: str, path: str, body: Any) -> Any:  # noqa: ANN401 - JSON
        """Write something; gives the answer's JSON. Raises Differs where it is refused."""
        return self._good(self.call(method, path, body))

    def make(self, path: str, one: str, values: dict[str, Any], *, at: str = "", **root: Any) -> dict[str, Any]:  # noqa: ANN401
        """Make a record that is deleted at the end; `at` is the path that it is deleted at, without its id."""
        answer = self.call("POST", path, {one: values, **root})
        made: dict[str, Any] = self._good(answer)[one]
        self._made.append(f"{at or path}/{made['id']}")
        return made

    @staticmethod
    def _good(answer: Response) -> Any:  # noqa: ANN401 - JSON
        if not answer.ok:
            raise Differs(f"{answer.request.method} {answer.request.path_url} answered {answer.status_code}")
        return answer.json() if answer.content else {}


def expect(*, seen: object, assumed: object) -> None:
    """Raise Differs where what was seen is not what is assumed."""
    if seen != assumed:
        raise Differs(f"saw {seen!r:.120}, assumed is {assumed!r:.120}")
