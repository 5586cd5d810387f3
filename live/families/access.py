"""Who is let in, by which bearer, and what a stranger is told."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import requests

from live.probe import Family, NotSeen
from live.sandbox import TIMEOUT
from live.things import locale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from requests import Response

    from live.sandbox import Sandbox

ACCESS = Family()
_MACROS = "/api/v2/macros"
_SHORTEST, _USUAL = 300, 1800


def grant(desk: Sandbox, **asked: Any) -> Response:  # noqa: ANN401 - JSON
    """What the account answers to a grant. Raises NotSeen where no OAuth client is known."""
    if desk.client is None:
        raise NotSeen("needs an OAuth client: set ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET")
    values = {"grant_type": "client_credentials", "client_id": desk.client.id, "client_secret": desk.client.secret}
    return requests.post(f"{desk.base}/oauth/tokens", json=values | asked, timeout=TIMEOUT)


@contextmanager
def bearer(desk: Sandbox, scope: str, **asked: Any) -> Iterator[Response]:  # noqa: ANN401 - JSON
    """A grant whose bearer, if there is one, is revoked at the end."""
    answer = grant(desk, scope=scope, **asked)
    try:
        yield answer
    finally:
        if answer.ok:
            desk.call("DELETE", "oauth/tokens/current", headers={"Authorization": header(answer)})


def header(answer: Response) -> str:
    """What lets in with a bearer that was granted."""
    return f"Bearer {answer.json()['access_token']}"


@ACCESS.known("anonymous-me", (200, None))
def _anonymous_me(desk: Sandbox) -> object:
    answer = desk.stranger("/api/v2/users/me", "Basic eDp5")
    return answer.status_code, answer.json().get("user", {}).get("id")


@ACCESS.known("401-basic", (401, {"error": "Couldn't authenticate you"}))
def _wrong_password(desk: Sandbox) -> object:
    answer = desk.stranger(_MACROS, "Basic eDp5")
    return answer.status_code, answer.json()


@ACCESS.known("401-bearer", (401, "invalid_token"))
def _wrong_bearer(desk: Sandbox) -> object:
    answer = desk.stranger(_MACROS, "Bearer none")
    return answer.status_code, answer.json().get("error")


@ACCESS.switched("hc-needs-credentials", {True: 401, False: 200})
def _help_center_of_nobody(desk: Sandbox) -> object:
    return desk.stranger(f"/api/v2/help_center/{locale(desk)}/articles").status_code


@ACCESS.known("token-lifetime", (_USUAL, _SHORTEST, False))
def _lifetime(desk: Sandbox) -> object:
    with bearer(desk, "macros:read") as usual, bearer(desk, "macros:read", expires_in=_SHORTEST) as shortest:
        with bearer(desk, "macros:read", expires_in=_SHORTEST - 1) as shorter:
            pass
        return usual.json()["expires_in"], shortest.json()["expires_in"], shorter.ok


@ACCESS.known("invalid-scope", (400, "invalid_scope"))
def _unknown_scope(desk: Sandbox) -> object:
    with bearer(desk, "macrosync:knows_none") as answer:
        return answer.status_code, answer.json().get("error")


@ACCESS.switched("scope-of-groups", {True: True, False: False})
def _scope_of_groups(desk: Sandbox) -> object:
    with bearer(desk, "groups:read") as answer:
        return answer.ok


@ACCESS.known("forbidden-scope", 403)
def _beyond_the_scope(desk: Sandbox) -> object:
    with bearer(desk, "macros:read") as answer:
        return desk.stranger("/api/v2/tickets", header(answer)).status_code


@ACCESS.known("forbidden-body", ("Forbidden", True))
def _told_the_scope(desk: Sandbox) -> object:
    with bearer(desk, "macros:read") as answer:
        told = desk.stranger("/api/v2/tickets", header(answer)).json()
        return told.get("error"), "scope" in str(told.get("description"))


@ACCESS.known("token-shown", shows=True)
def _token_shown(desk: Sandbox) -> object:
    with bearer(desk, "read") as answer:
        shown = desk.stranger("/api/v2/oauth/tokens/current", header(answer)).json()["token"]["token"]
        return bool(shown == answer.json()["access_token"][:10])


@ACCESS.known("token-revoked", 401)
def _token_revoked(desk: Sandbox) -> object:
    with bearer(desk, "read write") as answer:
        pass
    return desk.stranger(_MACROS, header(answer)).status_code


@ACCESS.switched("other-grants", {True: (400, "invalid_grant"), False: (401, "invalid_grant")})
def _other_grants(desk: Sandbox) -> object:
    answer = grant(desk, grant_type="refresh_token", refresh_token="none")  # noqa: S106 - it is to be wrong
    return answer.status_code, answer.json().get("error")


@ACCESS.switched("current-of-none", {True: 404, False: 401})
def _current_of_none(desk: Sandbox) -> object:
    if not desk.authorization.startswith("Basic "):
        raise NotSeen("needs an API token, not a bearer: set ZENDESK_EMAIL and ZENDESK_API_TOKEN alone")
    return desk.call("GET", "oauth/tokens/current").status_code


@ACCESS.switched("brand-host", {True: True, False: False})
def _host_name(desk: Sandbox) -> object:
    query = {"host_mapping": "macrosync-live.example.com", "subdomain": f"live{desk.run}"}
    return desk.get("brands/check_host_mapping", **query)["is_valid"]
