"""A sandbox account over plain HTTP: polite, and with the promise that nothing of ours stays in it."""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import requests

from live import removal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from requests import Response

#: Every record that is made here has this in its name, and every ticket as its external id (its lookup does not lag).
PREFIX = "macrosync-live"
TIMEOUT = 30
#: The part of an account's calls a minute that is left to those who work in it.
_RESERVE = 0.25
_LIMITS = ("ratelimit", "x-rate-limit", "rate-limit")
_TOO_MANY, _TRIES = 429, 3
_GONE = frozenset({200, 202, 204, 404})


class Refused(requests.HTTPError):
    """A call that a look needs, and that is not its point, was answered with an error."""

    def __init__(self, answer: Response) -> None:
        said = f"{answer.request.method} {answer.request.path_url} answered {answer.status_code}"
        super().__init__(said, response=answer)
        self.status = answer.status_code


@dataclass(frozen=True, slots=True)
class Client:
    """An OAuth client, for looks at bearers; `id` and `secret` as the environment has them."""

    id: str
    secret: str = field(repr=False)


@dataclass
class Sandbox:
    """An account; what is made through it is deleted at its end, also when a look or the person breaks off.

    `base` is scheme and host, `authorization` the header's value; `pause` waits for some seconds. A path that does not
    begin with a slash is one of /api/v2.
    """

    base: str
    authorization: str
    client: Client | None = None
    pause: Callable[[float], None] = time.sleep
    session: requests.Session = field(default_factory=requests.Session)
    left: list[str] = field(default_factory=list)
    run: str = field(default_factory=lambda: secrets.token_hex(4))
    _made: list[str] = field(default_factory=list)
    _shared: dict[str, Any] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self.session.trust_env = not self.base.startswith("http://")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.left.extend(removal.remove(self, self._made))
        self.session.close()

    def name(self, what: str) -> str:
        """A name that is nobody else's."""
        return f"{PREFIX}-{self.run} {what}"

    def word(self, what: str) -> str:
        """A tag, or a part of one, that is nobody else's."""
        return f"{PREFIX.replace('-', '_')}_{self.run}_{what}"

    def email(self, who: str) -> str:
        """An address that no mail reaches (RFC 2606)."""
        return f"{PREFIX}-{self.run}-{who}@example.com"

    def call(self, method: str, path: str, body: Any = None, **more: Any) -> Response:  # noqa: ANN401 - JSON
        """One call, whatever it is answered; called again only where there were too many, which changed nothing."""
        headers = {"Authorization": self.authorization, **more.pop("headers", {})}
        address = self.base + (path if path.startswith("/") else f"/api/v2/{path}")
        for left in reversed(range(_TRIES)):
            answer = self.session.request(
                method, address, json=body, headers=headers, timeout=TIMEOUT, allow_redirects=False, **more
            )
            if answer.status_code != _TOO_MANY or not left:
                break
            self.pause(float(answer.headers.get("retry-after", 60)))
        if (wait := _wait(answer.headers)) > 0:
            self.pause(wait)
        return answer

    def stranger(self, path: str, authorization: str | None = None) -> Response:
        """A GET by somebody else, or by nobody."""
        headers = {} if authorization is None else {"Authorization": authorization}
        return requests.get(self.base + path, headers=headers, timeout=TIMEOUT, allow_redirects=False)

    def get(self, path: str, **query: Any) -> Any:  # noqa: ANN401 - JSON
        """The JSON at a path. Raises Refused where it is answered with an error."""
        return self._good(self.call("GET", path, params=query))

    def send(self, method: str, path: str, body: Any = None) -> Any:  # noqa: ANN401 - JSON
        """Write something; gives the answer's JSON. Raises Refused where it is refused."""
        return self._good(self.call(method, path, body))

    def make(self, path: str, one: str, values: Mapping[str, Any], *, at: str = "", **root: Any) -> Any:  # noqa: ANN401
        """Make a record that is deleted at the end; `at` is the path that it is deleted at, without its id."""
        answer = self.tried(path, one, values, at=at, **root)
        return self._good(answer)[one]

    def tried(self, path: str, one: str, values: Mapping[str, Any], *, at: str = "", **root: Any) -> Response:  # noqa: ANN401
        """Try to make a record that may be refused; one that is made is deleted at the end."""
        answer = self.call("POST", path, {one: dict(values), **root})
        if answer.ok:
            with suppress(KeyError, TypeError, ValueError):
                self.keep(f"{at or path.partition('?')[0]}/{answer.json()[one]['id']}")
        return answer

    def keep(self, path: str) -> None:
        """See to it that what is at this path is deleted at the end."""
        self._made.append(path)

    def forget(self, path: str) -> None:
        """What is at this path is deleted already."""
        if path in self._made:
            self._made.remove(path)

    def remove(self, path: str) -> Response:
        """Delete what was made, now."""
        answer = self.call("DELETE", path)
        if answer.status_code in _GONE and not path.startswith(("tickets/", "users/")):  # these can be found deleted
            self.forget(path)
        return answer

    def once(self, name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - JSON
        """What several looks share, made by the first one that asks."""
        if name not in self._shared:
            self._shared[name] = make()
        return self._shared[name]

    @staticmethod
    def _good(answer: Response) -> Any:  # noqa: ANN401 - JSON
        if not answer.ok:
            raise Refused(answer)
        return answer.json() if answer.content else {}


def _wait(headers: Mapping[str, str]) -> float:
    """Seconds until the account has calls again, where only those are left that are not for us."""
    for name in _LIMITS:
        most = headers.get(f"{name}-limit", headers.get(name, ""))
        left, reset = headers.get(f"{name}-remaining", ""), headers.get(f"{name}-reset", "60")
        if most.isdecimal() and left.isdecimal():
            return float(reset) if int(left) < int(most) * _RESERVE and reset.isdecimal() else 0
    return 0
