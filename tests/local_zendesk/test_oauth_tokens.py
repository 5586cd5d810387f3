"""Bearers and clients: listed, shown, revoked, lapsed; what each scope opens (OAS; REF oauth_tokens)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import Api

if TYPE_CHECKING:
    from tests.local_zendesk.client import Data

    from macrosync.local_zendesk import LocalZendesk

GRANT = {"grant_type": "client_credentials", "client_id": "local", "client_secret": "local", "scope": "read write"}


def mint(api: Api, **values: Data) -> str:
    return str(api.post("/oauth/tokens", GRANT | values)["access_token"])


def test_a_list_shows_the_first_ten_characters_of_each(api: Api) -> None:  # OAS, ListOAuthTokens
    whole = [mint(api), mint(api, scope="hc:read")]
    text = api.call("GET", "oauth/tokens").text
    tokens = api.get("oauth/tokens")["tokens"]
    assert [token["token"] for token in tokens] == [each[:10] for each in whole]
    assert [token["scopes"] for token in tokens] == [["read", "write"], ["hc:read"]]
    assert not any(each in text for each in whole)


def test_a_token_has_the_keys_of_the_reference(api: Api) -> None:  # OAS, OauthTokenObject
    mint(api)
    token = api.get("oauth/tokens")["tokens"][0]
    assert set(token) == {
        *("id", "url", "user_id", "client_id", "token", "scopes", "created_at", "used_at", "expires_at"),
    }
    assert api.get(f"oauth/tokens/{token['id']}")["token"] == token


def test_a_list_is_of_one_client_where_asked(api: Api) -> None:  # OAS, OAuthClientIdQuery
    mint(api)
    client = api.get("oauth/clients")["clients"][0]["id"]
    assert len(api.get("oauth/tokens", client_id=client)["tokens"]) == 1
    assert api.get("oauth/tokens", client_id=1)["tokens"] == []
    assert len(api.get("oauth/tokens", all="true")["tokens"]) == 1
    assert api.page("oauth/tokens", 1)["meta"]["has_more"] is False


def test_a_revoked_token_lets_nobody_in(zendesk: LocalZendesk, api: Api) -> None:  # OAS, RevokeOAuthToken
    with Api(zendesk.url, bearer=mint(api)) as holder:
        assert holder.call("GET", "macros").status_code == 200
        api.delete(f"oauth/tokens/{api.get('oauth/tokens')['tokens'][0]['id']}")
        answer = holder.call("GET", "macros")
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")
    assert api.call("DELETE", "oauth/tokens/5").status_code == 404


def test_current_is_404_for_one_who_came_without(api: Api) -> None:  # assumed
    assert api.call("GET", "oauth/tokens/current").status_code == 404
    assert api.call("DELETE", "oauth/tokens/current").status_code == 404


def test_a_client_is_listed_without_its_secret(api: Api) -> None:  # OAS, OAuthClientObject
    (client,) = api.get("oauth/clients")["clients"]
    assert (client["identifier"], client["kind"], client["global"]) == ("local", "confidential", False)
    assert "secret" not in client
    assert api.get(f"oauth/clients/{client['id']}")["client"] == client


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "oauth/clients"),
        ("POST", "oauth/tokens"),
        ("GET", "oauth/global_clients"),
        ("PUT", "oauth/clients/1/generate_secret"),
    ],
)
def test_what_is_not_built_of_oauth_is_501(api: Api, method: str, path: str) -> None:
    assert api.call(method, path, json={}).status_code == 501


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"grant_type": "refresh_token", "refresh_token": "x"}, "invalid_grant"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"grant_type": "authorization_code", "code": "x"}, "invalid_grant"),
        ({"grant_type": "implicit"}, "unsupported_grant_type"),
        ({"grant_type": ["client_credentials"]}, "unsupported_grant_type"),
        ({"grant_type": None}, "unsupported_grant_type"),
    ],
)
def test_other_grants_are_refused_in_the_form_of_the_standard(api: Api, values: Data, error: str) -> None:
    answer = api.call("POST", "/oauth/tokens", json=GRANT | values)  # RFC 6749, section 5.2
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_client_credentials_give_no_refresh_token(api: Api) -> None:  # facts (l)
    assert "refresh_token" not in api.post("/oauth/tokens", GRANT)


@pytest.mark.parametrize("header", ["Token x", "Bearer", "Bearer admin@example.com/token:local", "Digest x", ""])
def test_a_bearer_of_another_kind_lets_nobody_in(zendesk: LocalZendesk, header: str) -> None:
    with Api(zendesk.url, None) as stranger:
        answer = stranger.call("GET", "macros", headers={"Authorization": header})
        assert answer.status_code == 401


def test_expiry_goes_by_the_servers_own_clock(zendesk: LocalZendesk, api: Api) -> None:  # facts (l)
    api.set_clock("2026-11-24T09:00:00Z")
    with Api(zendesk.url, bearer=mint(api, expires_in=300)) as holder:
        assert holder.get("oauth/tokens/current")["token"]["expires_at"] == "2026-11-24T09:05:00Z"
        api.advance(299)
        assert holder.call("GET", "macros").status_code == 200
        api.advance(1)
        assert holder.call("GET", "macros").status_code == 401


@pytest.mark.parametrize(
    ("resource", "read", "write"),
    [
        ("webhooks", "webhooks", "webhooks/1"),
        ("dynamic_content", "dynamic_content/items", "dynamic_content/items/1"),
        ("hc", "help_center/articles/labels", "help_center/articles/labels/1"),
        ("hc", "guide/permission_groups", "guide/permission_groups/1"),
        ("hc", "help_center/user_segments", "help_center/user_segments/1"),
        ("macros", "macros", "macros/1"),
        ("tickets", "tickets", "tickets/1"),
        ("triggers", "triggers", "triggers/1"),
        ("automations", "automations", "automations/1"),
    ],
)
def test_a_resources_scope_opens_it_and_nothing_else(
    zendesk: LocalZendesk, api: Api, resource: str, read: str, write: str
) -> None:  # OAS, scopes
    with Api(zendesk.url, bearer=mint(api, scope=f"{resource}:read")) as reader:
        assert reader.call("GET", read).status_code == 200
        assert reader.call("DELETE", write).status_code == 403
        assert reader.call("GET", "oauth/clients").status_code == 403
    with Api(zendesk.url, bearer=mint(api, scope=f"{resource}:write")) as writer:
        assert writer.call("DELETE", write).status_code == 404
        answer = writer.call("GET", read)
        assert (answer.status_code, answer.json()["error"]) == (403, "Forbidden")
        assert "read" in answer.json()["description"]
