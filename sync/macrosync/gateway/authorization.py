"""The Authorization header of a call: fixed, or of a bearer that is minted and renewed."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from macrosync.gateway.credentials import API_TOKEN, OAUTH_TOKEN, ApiToken, BearerToken, ClientCredentials

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.gateway.credentials import Credentials

#: Seconds that a bearer is asked for; 300 to 172800 may be (OAS). A long apply renews it on the way.
LIFETIME = 3600
#: Seconds before its end at which a bearer is renewed, so that none lapses on its way.
_MARGIN = 60.0


@dataclass(frozen=True, slots=True)
class Token:
    """A minted bearer, and the seconds that it lives; None where the service did not say."""

    value: str = field(repr=False)
    expires_in: float | None


class Authorization(Protocol):
    """What the transport needs to let a call in."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What may stand in no message."""

    @property
    def advice(self) -> str | None:
        """What to do when a call is not let in; None where the error's own advice fits."""

    def header(self) -> str:
        """The header's value."""

    def renewed(self, refused: str) -> bool:
        """Told that a header was answered 401: whether another call may fare better."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A credential that is given whole."""

    value: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    advice: str | None

    def header(self) -> str:
        """The header's value."""
        return self.value

    def renewed(self, refused: str) -> bool:  # noqa: ARG002 - asked of every Authorization
        """Nothing here can be renewed."""
        return False


class Minted:
    """A bearer that is minted when it is first needed, shortly before it lapses, and once it is refused.

    Any thread may ask; one of them mints and the others wait for it.
    """

    advice: str | None = None

    def __init__(self, secret: str, mint: Callable[[], Token], clock: Callable[[], float]) -> None:
        self._secret = secret
        self._mint = mint
        self._clock = clock
        self._lock = Lock()
        self._token = ""
        self._ends = float("-inf")

    @property
    def secrets(self) -> tuple[str, ...]:
        """The client's secret and the bearer of now."""
        return (self._secret, self._token)

    def header(self) -> str:
        """The header's value. Raises what minting raises."""
        with self._lock:
            if not self._token or self._clock() >= self._ends:
                token = self._mint()
                self._token = token.value
                self._ends = self._clock() + _useful(token)
            return _bearer(self._token)

    def renewed(self, refused: str) -> bool:
        """Drop the bearer that was refused, unless another thread has done so already."""
        with self._lock:
            if refused == _bearer(self._token):
                self._token = ""
        return True


def authorization(
    credentials: Credentials, mint: Callable[[ClientCredentials], Token], clock: Callable[[], float]
) -> Authorization:
    """The way in that the credentials are; `mint` gets a bearer for an OAuth client."""
    if isinstance(credentials, ClientCredentials):
        return Minted(credentials.secret, lambda: mint(credentials), clock)
    if isinstance(credentials, BearerToken):
        advice = f"The bearer in {OAUTH_TOKEN} has lapsed or is not this account's: make a new one and set it."
        return Fixed(_bearer(credentials.token), (credentials.token,), advice)
    if isinstance(credentials, ApiToken):
        pair = b64encode(f"{credentials.email}/token:{credentials.token}".encode()).decode()
        advice = f"Check ZENDESK_EMAIL and {API_TOKEN}. {ApiToken.warning}"
        return Fixed(f"Basic {pair}", (credentials.token, pair, credentials.email), advice)
    raise TypeError(f"{type(credentials).__name__} is no way in.")


def _useful(token: Token) -> float:
    """The seconds for which a bearer is used; the shortest lifetime there is (300 s, OAS) where none was said."""
    lifetime = token.expires_in or 300.0
    return lifetime - min(_MARGIN, lifetime / 5)


def _bearer(token: str) -> str:
    return f"Bearer {token}"
