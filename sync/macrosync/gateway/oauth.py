"""The client_credentials grant: an OAuth client's id and secret for a short-lived bearer (OAS, POST /oauth/tokens)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.errors import Call, UnexpectedAnswer
from macrosync.gateway.authorization import LIFETIME, Token
from macrosync.gateway.failures import TOKEN_PATH

if TYPE_CHECKING:
    import requests

    from macrosync.gateway.account import Account
    from macrosync.gateway.credentials import ClientCredentials


def mint(session: requests.Session, account: Account, client: ClientCredentials, lifetime: int = LIFETIME) -> Token:
    """A new bearer that lives so many seconds.

    Raises a ServiceError, AuthenticationFailed for a client that the account does not know.
    """
    answer = session.post(
        account.url(TOKEN_PATH),
        json={
            "grant_type": "client_credentials",
            "client_id": client.id,
            "client_secret": client.secret,
            "scope": client.scope,
            "expires_in": lifetime,
        },
    )
    body = answer.json()
    value, lifetime = body.get("access_token"), body.get("expires_in")
    if not isinstance(value, str) or not value.isascii() or not value.isprintable() or not value:
        raise UnexpectedAnswer(Call("POST", TOKEN_PATH, status=answer.status_code), "it holds no access_token")
    known = isinstance(lifetime, int | float) and not isinstance(lifetime, bool)
    return Token(value, float(lifetime) if known else None)
