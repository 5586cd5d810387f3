from __future__ import annotations

import pytest

from macrosync.errors import ConfigError
from macrosync.gateway import ApiToken, BearerToken, ClientCredentials, Credentials

CLIENT = {"ZENDESK_CLIENT_ID": "macrosync", "ZENDESK_CLIENT_SECRET": "open-sesame"}
BEARER = {"ZENDESK_OAUTH_TOKEN": "bearer-0001"}
TOKEN = {"ZENDESK_EMAIL": "admin@example.com", "ZENDESK_API_TOKEN": "token-0001"}


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        (CLIENT | BEARER | TOKEN, ClientCredentials("macrosync", "open-sesame")),
        (BEARER | TOKEN, BearerToken("bearer-0001")),
        (TOKEN, ApiToken("admin@example.com", "token-0001")),
    ],
)
def test_an_oauth_client_comes_before_a_bearer_before_an_api_token(env: dict[str, str], expected: Credentials) -> None:
    assert Credentials.from_environment(env) == expected


def test_the_line_end_that_copying_leaves_is_dropped() -> None:
    assert Credentials.from_environment({"ZENDESK_OAUTH_TOKEN": "bearer-0001\n"}) == BearerToken("bearer-0001")


@pytest.mark.parametrize("env", [{}, {"ZENDESK_OAUTH_TOKEN": ""}, {"ZENDESK_CLIENT_ID": "", "ZENDESK_EMAIL": " "}])
def test_no_credentials_say_which_variables_to_set(env: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match=r"ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET.*or ZENDESK_OAUTH_TOKEN"):
        Credentials.from_environment(env)


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        ("ZENDESK_CLIENT_ID", "ZENDESK_CLIENT_SECRET"),
        ("ZENDESK_CLIENT_SECRET", "ZENDESK_CLIENT_ID"),
        ("ZENDESK_EMAIL", "ZENDESK_API_TOKEN"),
        ("ZENDESK_API_TOKEN", "ZENDESK_EMAIL"),
    ],
)
def test_half_of_a_pair_names_the_other_half(there: str, missing: str) -> None:
    with pytest.raises(ConfigError, match=f"^{there} is set and {missing} is not: set both, or neither.$"):
        Credentials.from_environment({there: "half-0001"})


@pytest.mark.parametrize(
    ("credentials", "secret"),
    [
        (ClientCredentials("macrosync", "open-sesame"), "open-sesame"),
        (BearerToken("bearer-0001"), "bearer-0001"),
        (ApiToken("admin@example.com", "token-0001"), "token-0001"),
    ],
)
def test_printing_shows_no_secret(credentials: Credentials, secret: str) -> None:
    assert secret not in f"{credentials!r} {credentials}"


@pytest.mark.parametrize("value", ["open\nsesame", "open sesame", "열려라", ""])
def test_what_no_header_can_hold_is_refused_without_being_shown(value: str) -> None:
    with pytest.raises(ConfigError, match="ZENDESK_OAUTH_TOKEN") as raised:
        BearerToken(value)
    assert not value or value not in str(raised.value)


def test_only_the_api_token_warns_and_names_the_day_it_stops() -> None:
    assert "2027-04-30" in ApiToken("admin@example.com", "token-0001").warning
    assert not ClientCredentials("macrosync", "open-sesame").warning
    assert not BearerToken("bearer-0001").warning
