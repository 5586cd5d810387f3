"""Who is let in, and how far: recorded 401s, the client_credentials grant (OAS), scopes (OAS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import Api

if TYPE_CHECKING:
    from tests.local_zendesk.client import Data

    from macrosync.local_zendesk import LocalZendesk

GRANT = {"grant_type": "client_credentials", "client_id": "local", "client_secret": "local", "scope": "read write"}
WRONG = ("admin@example.com/token", "wrong")


def mint(api: Api, **values: Data) -> str:
    return str(api.post("/oauth/tokens", GRANT | values)["access_token"])


@pytest.mark.parametrize("auth", [None, WRONG, ("admin@example.com", "local")])
def test_me_is_anonymous_for_missing_or_wrong_basic_credentials(
    zendesk: LocalZendesk, auth: tuple[str, str] | None
) -> None:  # REC, node-zendesk#152
    with Api(zendesk.url, auth) as stranger:
        user = stranger.get("users/me")["user"]
        assert (user["id"], user["name"]) == (None, "Anonymous user")


@pytest.mark.parametrize("auth", [None, WRONG])
def test_all_else_answers_them_401_in_37_bytes(zendesk: LocalZendesk, auth: tuple[str, str] | None) -> None:
    with Api(zendesk.url, auth) as stranger:  # node-zendesk#151, helpstack#15
        for path in ("macros", "help_center/ko/articles"):
            answer = stranger.call("GET", path)
            assert answer.status_code == 401
            assert answer.text.replace(":", ": ") == '{"error": "Couldn\'t authenticate you"}'
            assert answer.headers["www-authenticate"].startswith("Basic")


@pytest.mark.parametrize("path", ["users/me", "macros"])
def test_a_wrong_bearer_is_an_invalid_token_everywhere(zendesk: LocalZendesk, path: str) -> None:  # zdesk#58
    with Api(zendesk.url, bearer="wrong") as stranger:
        answer = stranger.call("GET", path)
        assert answer.status_code == 401
        assert answer.json()["error"] == "invalid_token"
        assert answer.json()["error_description"].startswith("The access token provided is expired, revoked")


def test_the_grant_takes_json_and_forms(zendesk: LocalZendesk) -> None:  # OAS
    with Api(zendesk.url, None) as client:
        for more in ({"json": GRANT}, {"data": GRANT}):
            answer = client.call("POST", "/oauth/tokens", **more)
            assert answer.status_code == 201
            assert {"access_token", "token_type", "scope", "expires_in"} <= set(answer.json())
            assert (answer.json()["token_type"], answer.json()["expires_in"]) == ("bearer", 1800)


def test_a_bearer_lets_its_user_in(zendesk: LocalZendesk, api: Api) -> None:
    with Api(zendesk.url, bearer=mint(api)) as client:
        user = client.get("users/me")["user"]
        assert (user["role"], user["email"]) == ("admin", "admin@example.com")


@pytest.mark.parametrize(
    ("values", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "other"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "everything"}, 400, "invalid_scope"),  # SUP 11093380955674
        ({"scope": "nothing:read"}, 400, "invalid_scope"),
        ({"scope": ""}, 400, "invalid_scope"),
        ({"scope": ["read", "write"]}, 400, "invalid_scope"),
        ({"scope": "read tickets:read"}, 400, "invalid_scope"),  # DOC oauth-migration: overlapping
        ({"expires_in": 299}, 400, "invalid_request"),
        ({"expires_in": 172_801}, 400, "invalid_request"),
        ({"expires_in": True}, 400, "invalid_request"),
    ],
)
def test_what_the_grant_refuses(api: Api, values: dict[str, Data], status: int, error: str) -> None:
    answer = api.call("POST", "/oauth/tokens", json=GRANT | values)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


@pytest.mark.parametrize("lifetime", [300, 172_800, "600"])
def test_a_bearer_lapses_when_it_said(zendesk: LocalZendesk, api: Api, lifetime: int | str) -> None:
    with Api(zendesk.url, bearer=mint(api, expires_in=lifetime)) as client:
        api.advance(int(lifetime) - 2)
        assert client.call("GET", "macros").status_code == 200
        api.advance(3)
        assert client.call("GET", "macros").status_code == 401


@pytest.mark.parametrize(
    ("scope", "method", "path", "allowed"),
    [
        ("read", "GET", "macros", True),
        ("read", "DELETE", "macros/1", False),
        ("write", "GET", "macros", False),
        ("write", "DELETE", "macros/1", True),
        ("macros:read", "GET", "macros", True),
        ("macros:read", "GET", "tickets", False),
        ("macros:write", "DELETE", "macros/1", True),
        ("tickets:write", "DELETE", "tickets/1", True),  # OAuth docs: tickets:write includes DELETE
        ("tickets:write", "DELETE", "macros/1", False),
        ("hc:read", "GET", "help_center/ko/articles", True),
        ("users:read", "GET", "users/me", True),
        ("tickets:read", "GET", "groups", False),
    ],
)
def test_scopes_reach_as_far_as_they_say(
    zendesk: LocalZendesk, api: Api, scope: str, method: str, path: str, *, allowed: bool
) -> None:  # OAS, scopes
    with Api(zendesk.url, bearer=mint(api, scope=scope)) as client:
        answer = client.call(method, path)
        assert (answer.status_code != 403) is allowed
        if not allowed:
            assert answer.json()["error"] == "Forbidden"


def test_a_token_can_be_looked_at_and_revoked(zendesk: LocalZendesk, api: Api) -> None:  # OAS
    with Api(zendesk.url, bearer=mint(api)) as client:
        token = client.get("oauth/tokens/current")["token"]
        assert token["scopes"] == ["read", "write"]
        assert "full_token" not in token
        client.delete("oauth/tokens/current")
        assert client.call("GET", "macros").status_code == 401
