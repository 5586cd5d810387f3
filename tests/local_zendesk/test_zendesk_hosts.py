"""This machine only: where it listens, and what else in a browser of this machine may not ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.raw import BASIC, port_of, sent

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api

    from macrosync.local_zendesk import LocalZendesk


def test_it_listens_on_loopback_and_nowhere_else(zendesk: LocalZendesk) -> None:
    """The kernel's own lists: no other process could be asked more directly."""
    port = f"{port_of(zendesk):04X}"
    listening = []
    for name in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(name, encoding="ascii") as lines:  # noqa: PTH123 - no file of ours
            listening += [line.split()[1] for line in lines if line.split()[3] == "0A"]
    assert [each for each in listening if each.endswith(f":{port}")] == [f"0100007F:{port}"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:9", "127.0.0.1:1"])
def test_hosts_that_are_this_machine(zendesk: LocalZendesk, host: str) -> None:
    answer = sent(zendesk, b"GET /_local/clock HTTP/1.1", b"Host: " + host.encode())
    assert answer.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "192.0.2.1", "", "[::1", "localhost."]
)
@pytest.mark.parametrize("path", ["/api/v2/users", "/_local/state"])
def test_another_host_is_refused_since_dns_can_be_rebound(zendesk: LocalZendesk, host: str, path: str) -> None:
    answer = sent(zendesk, b"GET " + path.encode() + b" HTTP/1.1", b"Host: " + host.encode(), BASIC.strip())
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert b'"error":"this is for this machine alone' in answer


def test_a_second_host_is_refused_too(zendesk: LocalZendesk) -> None:
    answer = sent(zendesk, b"GET /_local/clock HTTP/1.1", b"Host: localhost", b"Host: evil.example")
    assert answer.startswith(b"HTTP/1.1 403 ")


def test_a_request_names_its_host(zendesk: LocalZendesk) -> None:
    assert sent(zendesk, b"GET /_local/clock HTTP/1.1").startswith(b"HTTP/1.1 400 ")
    assert sent(zendesk, b"GET /_local/clock HTTP/1.0").startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(("origin", "status"), [("https://evil.example", 403), ("null", 403), ("", 403)])
def test_a_page_of_elsewhere_is_refused(api: Api, origin: str, status: int) -> None:
    body = {"path": "/**", "status": 500}
    assert api.call("POST", "/_local/faults", json=body, headers={"Origin": origin}).status_code == status
    assert api.control("GET", "faults") == {"faults": []}


def test_a_page_of_this_machine_is_not(zendesk: LocalZendesk, api: Api) -> None:
    for origin in (zendesk.url, "http://localhost:3000"):
        assert api.call("GET", "/_local/clock", headers={"Origin": origin}).status_code == 200
