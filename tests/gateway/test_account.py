from __future__ import annotations

import pytest

from macrosync.errors import ConfigError
from macrosync.gateway import Account


@pytest.mark.parametrize(
    "url", ["http://example.zendesk.com", "http://192.0.2.1:80", "http://127.0.0.1.example.com", "http://0.0.0.0:1"]
)
def test_plain_http_goes_to_loopback_only(url: str) -> None:
    with pytest.raises(ConfigError, match="unencrypted: use https"):
        Account(url)


@pytest.mark.parametrize(
    "url",
    [
        "example.zendesk.com",
        "ftp://example.zendesk.com",
        "https://",
        "https://example.zendesk.com/api/v2",
        "https://example.zendesk.com?a=b",
        "https://example.zendesk.com:port",
        "https://.zendesk.com",
        "https://example..com",
        "https://-example.zendesk.com",
        "https://exam ple.zendesk.com",
        "https://예.zendesk.com",
        "https://example",
        "https://[::1]:80",
    ],
)
def test_an_address_is_scheme_and_host(url: str) -> None:
    with pytest.raises(ConfigError, match=r"write it as https://SUBDOMAIN\.zendesk\.com"):
        Account(url)


def test_a_password_in_the_address_is_refused_and_not_shown() -> None:
    with pytest.raises(ConfigError) as raised:
        Account("https://admin:open-sesame@example.zendesk.com")
    assert "open-sesame" not in str(raised.value)


def test_the_address_is_kept_without_its_slash_and_localhost_as_a_number() -> None:
    assert Account("https://example.zendesk.com/").base_url == "https://example.zendesk.com"
    assert Account("http://localhost:8080").base_url == "http://127.0.0.1:8080"


def test_only_addresses_of_the_account_are_its_own() -> None:
    account = Account("https://example.zendesk.com")
    assert account.holds("https://example.zendesk.com/api/v2/macros")
    assert not account.holds("https://example.zendesk.com.example.com/api/v2/macros")
    assert not account.holds("http://example.zendesk.com/api/v2/macros")


@pytest.mark.parametrize("locale", ["", "ko/../..", "Korean language"])
def test_a_locale_that_is_none_is_refused(locale: str) -> None:
    with pytest.raises(ConfigError, match="locale"):
        Account("https://example.zendesk.com", locale)
