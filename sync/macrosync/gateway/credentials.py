"""Who calls: the three ways in, read from the environment. None of them shows its secret when printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from macrosync.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

CLIENT_ID = "ZENDESK_CLIENT_ID"
CLIENT_SECRET = "ZENDESK_CLIENT_SECRET"  # noqa: S105 - the name of a variable
SCOPE = "ZENDESK_SCOPE"
OAUTH_TOKEN = "ZENDESK_OAUTH_TOKEN"  # noqa: S105 - the name of a variable
EMAIL = "ZENDESK_EMAIL"
API_TOKEN = "ZENDESK_API_TOKEN"  # noqa: S105 - the name of a variable
#: Both, for there is no narrower scope for macros, fields and forms (OAS, scopes).
READ_WRITE = "read write"


class Credentials:
    """One way in: ClientCredentials, BearerToken or ApiToken."""

    __slots__ = ()

    #: What to tell the person who uses this way in; empty where it is the right one.
    warning: ClassVar[str] = ""

    @staticmethod
    def from_environment(env: Mapping[str, str]) -> Credentials:
        """The first complete way in, an OAuth client before a bearer before an API token.

        A variable that is set and blank counts as missing, as an unset secret of a workflow does. Raises
        ConfigError where there is none, or half of a pair.
        """
        if client := _pair(env, CLIENT_ID, CLIENT_SECRET):
            return ClientCredentials(*client, _value(env, SCOPE) or READ_WRITE)
        if token := _value(env, OAUTH_TOKEN):
            return BearerToken(token)
        if pair := _pair(env, EMAIL, API_TOKEN):
            return ApiToken(*pair)
        raise ConfigError(
            f"No credentials are set: set {CLIENT_ID} and {CLIENT_SECRET} to those of an OAuth client of the account, "
            f"or {OAUTH_TOKEN} to a token of one."
        )


@dataclass(frozen=True, slots=True)
class ClientCredentials(Credentials):
    """An OAuth client that mints its own short-lived bearer (OAS, grant type client_credentials)."""

    id: str
    secret: str = field(repr=False)
    #: What the bearer may do, such as `read` for a plan; the client must be allowed it.
    scope: str = READ_WRITE

    def __post_init__(self) -> None:
        _check(CLIENT_ID, self.id)
        _check(CLIENT_SECRET, self.secret)


@dataclass(frozen=True, slots=True)
class BearerToken(Credentials):
    """An OAuth access token given whole; it lapses within 48 hours (OAS) and cannot be renewed from here."""

    token: str = field(repr=False)

    def __post_init__(self) -> None:
        _check(OAUTH_TOKEN, self.token)


@dataclass(frozen=True, slots=True)
class ApiToken(Credentials):
    """The legacy way: none can be created since 2026-10-27 and all stop on 2027-04-30 (SUP 10840968198042)."""

    email: str = field(repr=False)
    token: str = field(repr=False)

    warning: ClassVar[str] = (
        f"{API_TOKEN} is an API token: all of them stop working on 2027-04-30; make an OAuth client in the Admin "
        f"Center and set {CLIENT_ID} and {CLIENT_SECRET} instead."
    )

    def __post_init__(self) -> None:
        _check(EMAIL, self.email)
        _check(API_TOKEN, self.token)


def _value(env: Mapping[str, str], name: str) -> str:
    return env.get(name, "").strip()


def _pair(env: Mapping[str, str], first: str, second: str) -> tuple[str, str] | None:
    values = _value(env, first), _value(env, second)
    if all(values):
        return values
    if any(values):
        there, missing = (first, second) if values[0] else (second, first)
        raise ConfigError(f"{there} is set and {missing} is not: set both, or neither.")
    return None


def _check(name: str, value: str) -> None:
    """Refuse what cannot stand in a header: the library's own error would print the value."""
    if not value or not value.isascii() or not value.isprintable() or " " in value:
        raise ConfigError(f"{name} is empty or holds a blank or a character that no credential has: copy it again.")
