"""What comes over the sockets: this machine only, and nothing that a client sends or leaves out takes it down."""

from __future__ import annotations

import socket
from contextlib import ExitStack, closing
from functools import partial
from http.client import HTTPConnection
from threading import Barrier, Event, Thread
from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import ADMIN, Api
from tests.local_zendesk.raw import BASIC, port_of, sent

from macrosync.local_zendesk import LocalZendesk, server
from macrosync.local_zendesk.connections import Connections
from macrosync.local_zendesk.exchange import Answer, Delivery
from macrosync.local_zendesk.server import HttpServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macrosync.local_zendesk.exchange import Request


def address_of(running: HttpServer) -> tuple[str, int]:
    host, _, port = running.address.partition(":")
    return host, int(port)


def still_answers(zendesk: LocalZendesk) -> bool:
    with Api(zendesk.url) as api:
        return api.call("GET", "macros").status_code == 200


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"", b""),
        (b"\x00\xff\x16\x03\x01", b"400"),
        (b"GET", b"400"),
        (b"GET  HTTP/1.1", b"401"),
        (b"GET / HTTP/9.9", b"505"),
        (b"GET / http/1.1", b"400"),
        (b"GET / HTTP/1.1 more", b"400"),
        (b"GET http://[ HTTP/1.1\r\nHost: localhost", b"400"),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1", b"414"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 70_000, b"431"),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"Host: localhost", b"431"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5", b"400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + b"9" * 5_000, b"400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1e3", b"400"),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked", b"411"),
        (b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost", b"401"),
        (b"\xc3\xa4 / HTTP/1.1\r\nHost: localhost", b"401"),
        (b"GET /%ff%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close", b"401"),
    ],
)
def test_bad_requests_are_answered_and_do_no_harm(zendesk: LocalZendesk, line: bytes, status: bytes) -> None:
    answer = sent(zendesk, line)
    assert answer[9:12] == status
    assert answer.partition(b"\r\n\r\n")[2].startswith(b"{") or not answer
    assert still_answers(zendesk)


def test_requests_in_a_row_are_answered_in_a_row(zendesk: LocalZendesk) -> None:
    """Pipelining: three requests are sent before the first is answered."""
    get = b"GET /api/v2/macros/%d HTTP/1.1\r\nHost: localhost\r\n" + BASIC
    lines = [(get % number).strip() + b"\r\n" for number in (1, 2)]
    answer = sent(zendesk, *lines, b"GET /_local/clock HTTP/1.1\r\nHost: localhost")
    assert [part[:3] for part in answer.split(b"HTTP/1.1 ")[1:]] == [b"404", b"404", b"200"]


def test_a_body_that_is_too_large_is_refused_and_its_sender_told(zendesk: LocalZendesk) -> None:
    size = server.LARGEST + 1
    with closing(HTTPConnection("127.0.0.1", port_of(zendesk), timeout=20)) as connection:
        connection.request("POST", "/api/v2/macros", b" " * size)
        assert connection.getresponse().status == 413
    head = b"POST /api/v2/macros HTTP/1.1", b"Host: localhost", b"Content-Length: %d" % size, b"Expect: 100-continue"
    assert sent(zendesk, *head).startswith(b"HTTP/1.1 413 ")


def test_a_body_is_asked_for_where_a_client_waits_for_that(zendesk: LocalZendesk) -> None:
    head = b"PUT /_local/clock HTTP/1.1", b"Host: localhost", b"Content-Length: 12", b"Expect: 100-continue"
    answer = sent(zendesk, *head, body=b'{"advance":1')
    assert answer.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 ")


def test_a_body_that_ends_too_early_does_no_harm(zendesk: LocalZendesk) -> None:
    sent(zendesk, b"POST /api/v2/macros HTTP/1.1", b"Host: localhost", BASIC.strip(), b"Content-Length: 99", body=b"{")
    assert still_answers(zendesk)


def test_clients_that_say_nothing_or_too_little_keep_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More of them than there is room: those that have been waited for the longest give way."""
    monkeypatch.setattr(server, "Connections", partial(Connections, 20))
    begun = (b"", b"GET /api/v2/macros HTTP/1.1\r\nHost: loc", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n1")
    with LocalZendesk(tmp_path / "db") as zendesk, ExitStack() as stack:
        for each in begun * 10:
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port_of(zendesk)), 20))
            connection.sendall(each)
        with Api(zendesk.url) as api:
            assert api.macro()["id"]
        assert still_answers(zendesk)


def test_where_every_client_is_being_answered_one_more_is_turned_away() -> None:
    connections = Connections(most=2)
    with ExitStack() as stack:
        first, second, third = (stack.enter_context(socket.socket()) for _ in range(3))
        assert connections.add(first)
        assert connections.add(second)
        connections.busy(first)
        connections.busy(second)
        assert not connections.add(third)
        connections.waiting(first)
        assert connections.add(third)
        connections.waiting(first)  # it has given way, and is waited for no more
        connections.busy(third)
        assert not connections.add(first)


@pytest.fixture
def large() -> Iterator[tuple[HttpServer, Event]]:
    """A server with one answer that no socket holds at once, and word of its being sent."""
    begun = Event()

    def deliver(_: Request) -> Delivery:
        begun.set()
        return Delivery(Answer(200, "x" * 50_000_000))

    running = HttpServer(0, lambda _: deliver)
    thread = Thread(target=running.run)
    thread.start()
    yield running, begun
    running.stop()
    thread.join()


def test_a_client_that_does_not_listen_holds_up_no_stop(
    large: tuple[HttpServer, Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "GRACE", 0.2)
    running, begun = large
    with socket.create_connection(address_of(running), 20) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert begun.wait(20)
        running.stop()
        assert running.connections.open == 0


def test_a_client_that_falls_silent_is_let_go(
    large: tuple[HttpServer, Event], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(server._Handler, "timeout", 0.1)
    running, _ = large
    for begun in (
        b"",
        b"GET / HTTP/1.1\r\nHost: loc",
        b"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n",
    ):
        with socket.create_connection(address_of(running), 20) as connection:
            connection.sendall(begun)
            assert connection.recv(1) == b""
    with socket.create_connection(address_of(running), 20) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(8) == b"HTTP/1.1"
        assert running.connections.wait(20)  # though it reads no more
    assert not caplog.records


def test_many_clients_at_the_same_moment(zendesk: LocalZendesk, api: Api) -> None:
    clients = 60
    start, failed = Barrier(clients), []

    def client() -> None:
        try:
            with Api(zendesk.url) as own:
                start.wait()
                own.get("macros")
                own.macro()
        except Exception as error:  # noqa: BLE001 - told to the test
            failed.append(error)

    threads = [Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert api.get("macros")["count"] == clients


def test_a_port_is_free_again_at_once(tmp_path: Path) -> None:
    with LocalZendesk(tmp_path / "db") as zendesk, Api(zendesk.url) as api:
        port = port_of(zendesk)
        api.get("macros")
    with LocalZendesk(tmp_path / "db", port=port) as zendesk, Api(zendesk.url, auth=ADMIN) as api:
        assert api.get("macros")["macros"] == []
