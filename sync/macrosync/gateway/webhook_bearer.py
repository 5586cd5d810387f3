"""The bearer that a webhook of ours calls its own account with: minted, set, and forgotten.

Nothing else knows of it: it is in no payload, plan, digest, journal or message. Zendesk does not give it back either
(facts on webhooks).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from macrosync.errors import ConfigError, ServiceError
from macrosync.gateway import detail
from macrosync.gateway.credentials import CLIENT_ID, CLIENT_SECRET
from macrosync.gateway.endpoints import ENDPOINTS
from macrosync.gateway.exchange import DoneAlready
from macrosync.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.gateway.authorization import Token
    from macrosync.gateway.client import Client
    from macrosync.gateway.exchange import Recheck
    from macrosync.resources import Id, Json

#: Seconds that it lives, the longest there is (OAS, POST /oauth/tokens).
LIFETIME = 172_800


def give(client: Client, mint: Callable[[int], Token] | None, webhook: Id, recheck: Recheck | None = None) -> None:
    """Mint a bearer and set it. Raises ConfigError where there is no OAuth client to mint it, and ServiceError."""
    if mint is None:
        raise ConfigError(
            f"It has no bearer to call the account with, and only an OAuth client mints one: set {CLIENT_ID} and "
            f"{CLIENT_SECRET}, and run `macrosync apply` again."
        )
    token = mint(LIFETIME)
    authentication: Json = {"type": "bearer_token", "data": {"token": token.value}, "add_position": "header"}
    endpoint = ENDPOINTS[Kind.WEBHOOK]
    body: dict[str, Json] = {endpoint.one: {"authentication": authentication}}
    try:
        with suppress(DoneAlready):
            client.send("PATCH", endpoint.item("", webhook), body, recheck=recheck)
    except ServiceError as error:
        raise type(error)(error.call, detail.hide(error.detail, [token.value]), error.advice) from None
