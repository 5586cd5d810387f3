from __future__ import annotations

import json
import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from tests.gateway.service import CLIENT, Clock, macro, open_gateway

from macrosync.errors import AnswerLost, Unavailable, Unreachable
from macrosync.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

MACROS = json.dumps({"macros": [macro(1)], "meta": {"has_more": False}}).encode()
MADE = json.dumps({"macro": macro(7)}).encode()


@dataclass
class Server:
    """Answers each call in turn as told: whole, cut in the middle, or with the connection closed unanswered."""

    answers: list[tuple[str, bytes]]
    asked: list[str] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(*answers: tuple[str, bytes]) -> Iterator[Server]:
    server = Server([*answers])

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            server.asked.append(f"{self.command} {self.path.partition('?')[0]}")
            how, body = server.answers.pop(0)
            self.close_connection = True
            if how == "silent":
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body if how == "whole" else body[: len(body) // 2])

        do_GET = do_POST = answer  # noqa: N815 - the names that http.server looks for

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{httpd.server_address[1]}"
    thread = Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


def closed_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@pytest.mark.parametrize("how", ["cut", "silent"])
def test_a_read_that_breaks_off_is_repeated(clock: Clock, how: str) -> None:
    with serving((how, MACROS), ("whole", MACROS)) as server:
        gateway = open_gateway(clock, base=server.url)
        assert [remote.id for remote in gateway.fetch([Kind.MACRO]).of(Kind.MACRO)] == [1]
        gateway.close()
    assert server.asked == ["GET /api/v2/macros"] * 2


def test_a_read_that_always_breaks_off_is_given_up(clock: Clock) -> None:
    with serving(*[("cut", MACROS)] * 5) as server:
        gateway = open_gateway(clock, base=server.url)
        with pytest.raises(Unavailable, match="the connection broke before the whole answer came"):
            gateway.fetch([Kind.MACRO])
        gateway.close()


@pytest.mark.parametrize("how", ["cut", "silent"])
def test_a_create_that_breaks_off_is_sent_once(clock: Clock, how: str) -> None:
    with serving((how, MADE)) as server:
        gateway = open_gateway(clock, base=server.url)
        with pytest.raises(AnswerLost, match="macro a/b/chat"):
            gateway.create(Kind.MACRO, "a/b/chat", {"title": "A"})
        gateway.close()
    assert server.asked == ["POST /api/v2/macros"]


def test_nobody_at_the_address_is_unreachable_and_tried_again(clock: Clock) -> None:
    gateway = open_gateway(clock, base=f"http://127.0.0.1:{closed_port()}")
    with pytest.raises(Unreachable, match=r"the connection was refused.*Check the subdomain"):
        gateway.create(Kind.MACRO, "a/b/chat", {"title": "A"})
    assert (gateway.calls.total, clock.slept) == (5, [0.5, 1.0, 2.0, 4.0])
    gateway.close()


def test_loopback_is_reached_past_any_proxy(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    with serving(("whole", MACROS)) as server:
        gateway = open_gateway(clock, base=server.url)
        assert gateway.fetch([Kind.MACRO]).of(Kind.MACRO)
        gateway.close()


def test_no_secret_is_logged(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    token = json.dumps({"access_token": "minted-0001", "expires_in": 1800}).encode()
    with caplog.at_level("DEBUG"), serving(("whole", token), ("cut", MACROS), ("whole", MACROS)) as server:
        gateway = open_gateway(clock, CLIENT, base=server.url)
        gateway.fetch([Kind.MACRO])
        gateway.close()
    assert "/api/v2/macros" in caplog.text
    assert "minted-0001" not in caplog.text
    assert CLIENT.secret not in caplog.text


def test_groups_of_a_local_account_come_through_zenpy(clock: Clock) -> None:
    groups = json.dumps({"groups": [{"id": 1, "name": "A"}], "meta": {"has_more": False}}).encode()
    with serving(("whole", groups)) as server:
        gateway = open_gateway(clock, base=server.url)
        assert [group.id for group in gateway.fetch([Kind.GROUP]).of(Kind.GROUP)] == [1]
        gateway.close()
    assert server.asked == ["GET /api/v2/groups.json"]
