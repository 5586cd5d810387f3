from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.gateway.service import BASE, BEARER, CLIENT, TOKENS, Clock, open_gateway

from macrosync.errors import AuthenticationFailed, Forbidden, UnexpectedAnswer
from macrosync.gateway import ApiToken

if TYPE_CHECKING:
    import responses

    from macrosync.gateway import Credentials, Gateway
    from macrosync.resources import Json

ME = f"{BASE}/api/v2/users/me"


def test_the_caller_is_told_by_role_alone(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(ME, json={"user": {"id": 1, "role": "admin", "name": "Agent One", "email": "one@example.com"}})
    assert gateway.check_identity() == "admin"


@pytest.mark.parametrize("user", [{"id": None, "name": "Anonymous user", "role": "end-user"}, {"name": "Nobody"}])
def test_an_anonymous_user_is_not_let_in_by_a_200(
    edge: responses.RequestsMock, gateway: Gateway, user: dict[str, Json]
) -> None:
    edge.get(ME, json={"user": user})
    with pytest.raises(AuthenticationFailed, match="anonymous"):
        gateway.check_identity()


@pytest.mark.parametrize(
    ("credentials", "advice"),
    [
        (CLIENT, "ZENDESK_CLIENT_SECRET"),
        (BEARER, "ZENDESK_OAUTH_TOKEN has lapsed"),
        (ApiToken("admin@example.com", "token-0001"), "ZENDESK_EMAIL and ZENDESK_API_TOKEN.*2027-04-30"),
    ],
)
def test_an_anonymous_user_is_told_which_setting_to_check(
    edge: responses.RequestsMock, clock: Clock, credentials: Credentials, advice: str
) -> None:
    if credentials is CLIENT:
        edge.post(TOKENS, json={"access_token": "minted-0001"}, status=201)
    edge.get(ME, json={"user": {"id": None, "name": "Anonymous user"}})
    with pytest.raises(AuthenticationFailed, match=advice):
        open_gateway(clock, credentials).check_identity()


def test_an_end_user_may_not_go_on(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(ME, json={"user": {"id": 1, "role": "end-user"}})
    with pytest.raises(Forbidden, match="end user"):
        gateway.check_identity()


def test_me_without_a_user_is_unexpected(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(ME, json={"users": []})
    with pytest.raises(UnexpectedAnswer, match="no user"):
        gateway.check_identity()
