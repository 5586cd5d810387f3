"""POST /oauth/tokens: the client_credentials grant, which gives no refresh token (OAS, CreateTokenForGrantType)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import parse_qsl

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.authentication import ADMIN, CLIENT, TOKENS, known_scope
from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import among
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.oauth_tokens import client
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.local_zendesk.switches import Switches

PATH = "/oauth/tokens"
#: Seconds; clients made since April 2026 get the default where they ask for nothing (OAS).
SHORTEST, LONGEST, DEFAULT = 300, 172_800, 1800
#: The other grants (OAS), and what each of them is given in exchange.
_EXCHANGED = MappingProxyType({"refresh_token": "refresh_token", "authorization_code": "code"})


@dataclass(frozen=True, slots=True)
class Grant:
    """What is asked for."""

    scope: str
    expires_in: int


def mint(context: Context) -> Answer:
    """A bearer for the client. Raises 401 invalid_client, 400 invalid_scope, invalid_grant or invalid_request."""
    grant = _grant(_parameters(context), context.switches)
    admin = context.documents.first(USERS, where_field("email", ADMIN))
    if admin is None:
        raise api_errors.oauth_error(401, "invalid_client", "Client authentication failed.")
    token = secrets.token_hex(32)
    scopes = grant.scope.split()
    body: Body = {
        "id": context.documents.new_id(),
        "client_id": client(context.documents, context.stamp, int(str(admin["id"])))["id"],
        "user_id": admin["id"],
        "full_token": token,
        "token": token[:10],
        "scopes": [*scopes],
        "created_at": context.stamp,
        "used_at": None,
        "expires_at": stamp(context.now + timedelta(seconds=grant.expires_in)),
    }
    context.documents.put(TOKENS, body | {"url": TOKENS.url(context.documents.base, int(str(body["id"])))})
    answered: Body = {"access_token": token, "token_type": "bearer", "scope": grant.scope}
    return Answer.of(answered | {"expires_in": grant.expires_in}, 201)


def _grant(asked: Body, switches: Switches) -> Grant:
    kind = asked.get("grant_type")
    if kind != "client_credentials" and not among(kind, _EXCHANGED):
        raise api_errors.oauth_error(400, "unsupported_grant_type", "The grant type is not supported.")
    if (asked.get("client_id"), asked.get("client_secret")) != CLIENT:
        raise api_errors.oauth_error(
            401, "invalid_client", "Client authentication failed due to unknown client or a wrong secret."
        )
    if among(kind, _EXCHANGED):
        _refuse_exchange(asked, _EXCHANGED[str(kind)], 400 if switches.refused_grants_are_400 else 401)
    scope = asked.get("scope")
    every = switches.every_resource_has_scopes
    words = scope.split() if isinstance(scope, str) else []
    if not isinstance(scope, str) or not words or not all(known_scope(each, every=every) for each in words):
        raise api_errors.oauth_error(400, "invalid_scope", "The requested scope is invalid, unknown or malformed.")
    _refuse_overlap(words)
    return Grant(scope, _lifetime(asked.get("expires_in", DEFAULT)))


def _refuse_exchange(asked: Body, held: str, status: int) -> NoReturn:
    """No code and no refresh token is ever given out here, so that none is valid (RFC 6749, section 5.2)."""
    if not asked.get(held):
        raise api_errors.oauth_error(400, "invalid_request", f"The parameter {held} is missing.")
    said = "The provided authorization grant is invalid, expired, revoked, or was issued to another client."
    raise api_errors.oauth_error(status, "invalid_grant", said)


def _refuse_overlap(scopes: list[str]) -> None:
    """`read` beside `tickets:read` says the same twice (DOC oauth-migration: overlapping scopes are rejected)."""
    if any(":" in scope and scope.partition(":")[2] in scopes for scope in scopes):
        raise api_errors.oauth_error(400, "invalid_scope", "The requested scopes overlap.")


def _lifetime(value: object) -> int:
    number = int(value) if isinstance(value, int | str) and str(value).isdecimal() else 0
    if not SHORTEST <= number <= LONGEST:
        said = f"expires_in must be from {SHORTEST} to {LONGEST} seconds."
        raise api_errors.oauth_error(400, "invalid_request", said)
    return number


def _parameters(context: Context) -> Body:
    """The request as JSON, or as the form that OAuth clients send by custom."""
    if "application/x-www-form-urlencoded" in context.request.headers.get("content-type", ""):
        return dict(parse_qsl(context.request.body.decode("utf-8", "replace"), keep_blank_values=True))
    return context.json()


ROUTES = (Route("POST", PATH, mint),)
