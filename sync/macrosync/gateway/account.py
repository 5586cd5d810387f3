"""Where an account is: its address, and which paths belong to which of its two rate limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from macrosync.errors import ConfigError
from macrosync.resources import ACCOUNT

_LOCALE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*", re.IGNORECASE)
#: A host as requests writes it: with a dot, since zenpy can be pointed at no other, and each part of ASCII letters.
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)+")
_LOOPBACK = frozenset({"127.0.0.1", "localhost"})
_HELP_CENTER = ("/api/v2/help_center/", "/api/v2/guide/")
_WEBHOOKS = "/api/v2/webhooks"
_ANY_PORT = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d{1,5}(?=/)")


@dataclass(frozen=True, slots=True)
class Account:
    """A Zendesk account.

    `base_url` is scheme and host, such as "https://example.zendesk.com" or "http://127.0.0.1:8080"; `locale` is
    the one locale of the Help Center that is managed. An account that `moves` has another port each time. Raises
    ConfigError for an address with more than that, and for plain HTTP to anything but loopback, since every call
    carries a credential.
    """

    base_url: str
    locale: str = "ko"
    moves: bool = False

    def __post_init__(self) -> None:
        parts = _split(self.base_url)
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise ConfigError(
                f"The address {self.base_url} would send credentials unencrypted: use https, or "
                "http://127.0.0.1:PORT for a local Zendesk."
            )
        if not _LOCALE.fullmatch(self.locale):
            raise ConfigError(f"The locale {self.locale!r} is none: write one such as ko or en-us.")
        object.__setattr__(self, "base_url", f"{parts.scheme}://{_host(parts)}")

    @property
    def host(self) -> str:
        """The host, with the port where there is one."""
        return self.base_url.partition("://")[2]

    @property
    def loopback(self) -> bool:
        """Whether the account is on this machine."""
        return urlsplit(self.base_url).hostname in _LOOPBACK

    def url(self, path: str) -> str:
        """The whole address of a path."""
        return self.base_url + path

    def addressed(self, address: str) -> str:
        """An address with the account's own in the place of the symbol for it."""
        return address.replace(ACCOUNT, self.base_url)

    def symbolic(self, address: str) -> str:
        """An address with the symbol in the place of the account's own, wherever that is at the moment."""
        if self.holds(address):
            return ACCOUNT + address.removeprefix(self.base_url)
        return _ANY_PORT.sub(ACCOUNT, address, count=1) if self.moves and _ANY_PORT.match(address) else address

    def holds(self, url: str) -> bool:
        """Whether an address is one of this account's: only there a credential may go."""
        return url.startswith(self.base_url + "/")


def is_webhooks(path: str) -> bool:
    """Whether a path counts against the rate limit that webhooks have of their own (recorded)."""
    return path.startswith(_WEBHOOKS)


def is_help_center(path: str) -> bool:
    """Whether a path counts against the Help Center's own rate limit (recorded)."""
    return path.startswith(_HELP_CENTER)


def _split(url: str) -> SplitResult:
    advice = "write it as https://SUBDOMAIN.zendesk.com or http://127.0.0.1:PORT."
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ConfigError(f"The address {url!r} is none: {advice}") from None
    if parts.username or parts.password:
        raise ConfigError(f"The address of the account holds a user or a password: {advice}")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ConfigError(f"The address {url!r} is not that of an account: {advice}")
    if not _HOST.fullmatch(_host(parts).partition(":")[0]):
        raise ConfigError(f"The host {parts.hostname!r} is none: {advice}")
    return parts


def _host(parts: SplitResult) -> str:
    """The host as it stands in requests."""
    host = "127.0.0.1" if parts.hostname == "localhost" else str(parts.hostname)
    return f"{host}:{parts.port}" if parts.port else host
