"""The HTTP server: sockets in, requests out, answers back. Loopback only, HTTP/1.1 with connections kept open.

The standard library's, since Werkzeug closes the connection after each answer, which the service does not.

Loopback keeps other machines out, and not the web pages in this machine's browser: one may send requests here, and
by DNS rebinding read what is answered. So a request has to name this machine as its host, and to come from no page
of elsewhere; else it is answered 403. Nobody who calls the API in earnest notices.
"""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from threading import Event
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from macrosync.local_zendesk.connections import Connections
from macrosync.local_zendesk.exchange import Answer, Delivery, Fate, Request

if TYPE_CHECKING:
    from collections.abc import Generator

HOST = "127.0.0.1"
#: What this machine may be called.
NAMES = frozenset({HOST, "localhost"})
#: Bytes of a body; larger ones are refused. An article may hold some megabytes.
LARGEST = 16_000_000
#: Seconds that a connection may stand still, the client's or ours; then it is closed.
PATIENCE = 60.0
#: Seconds that clients have to take their answers when the server stops.
GRACE = 3.0
#: Seconds between two looks for the order to stop.
_POLL = 0.02
#: The longest number of bytes that is one, and how much of a refused body is read so that its sender hears of it.
_DIGITS, _DRAINED = 19, 64_000_000
_LOG = logging.getLogger(__name__)

Deliver: TypeAlias = Callable[[Request], Delivery]
_Connection: TypeAlias = "socket.socket | tuple[bytes, socket.socket]"


class HttpServer(ThreadingMixIn, TCPServer):
    """One thread a connection. Raises OSError where the port is taken."""

    allow_reuse_address = True
    request_queue_size = 128
    daemon_threads = False  # each is waited for, so that nothing is left behind

    def __init__(self, port: int, deliver: Callable[[HttpServer], Deliver]) -> None:
        self.stopping = Event()
        self.connections = Connections()
        super().__init__((HOST, port), _Handler)
        self.deliver = deliver(self)

    @property
    def address(self) -> str:
        """Host and port, as they stand in addresses."""
        return f"{HOST}:{self.server_address[1]}"

    def run(self) -> None:
        """Serve until `stop`."""
        self.serve_forever(_POLL)

    def stop(self) -> None:
        """Stop listening, end the open connections, and wait for their threads."""
        self.stopping.set()
        self.shutdown()
        self.connections.end(GRACE)
        self.server_close()

    def process_request(self, request: _Connection, client_address: object) -> None:
        """Take a connection in, where there is room."""
        if isinstance(request, socket.socket) and self.connections.add(request):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def shutdown_request(self, request: _Connection) -> None:
        """A connection has ended."""
        if isinstance(request, socket.socket):
            self.connections.remove(request)
        super().shutdown_request(request)

    def handle_error(self, request: _Connection, client_address: object) -> None:
        """A client that goes away or falls silent is none of our errors; anything else is logged."""
        del request
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            _LOG.exception("a connection from %s broke", client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = PATIENCE
    server: HttpServer
    connection: socket.socket

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self._exchange
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Nothing is printed."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is no request of the API, and end the connection: where the next one begins is not known."""
        del explain
        self.close_connection = True
        answer = Answer.of({"error": message or HTTPStatus(code).phrase}, code)
        headers = {"content-type": "application/json; charset=utf-8", "connection": "close"}
        content = answer.encoded or b""
        with suppress(ConnectionError, TimeoutError):
            self.wfile.write(_head(Answer(code, None, headers), len(content), self.date_time_string()) + content)
            self._drain()

    def handle_expect_100(self) -> bool:
        """Ask for the body only where it will be taken."""
        return self._acceptable() and super().handle_expect_100()

    def _exchange(self) -> None:
        if not self._acceptable():
            return
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        try:
            parts = urlsplit(self.path)
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        request = Request(self.command, unquote(parts.path), query, headers, body)
        self.server.connections.busy(self.connection)
        delivery = self.server.deliver(request)
        if delivery.delay:
            self.server.stopping.wait(delivery.delay)
        with suppress(ConnectionError):
            self._send(delivery)
        self.server.connections.waiting(self.connection)

    def _acceptable(self) -> bool:
        """Whether the request may be read on; else it is answered."""
        length = self.headers.get("content-length", "0")
        hosts = self.headers.get_all("host", [])
        if not all(_ours(f"//{host}") for host in hosts) or not _ours(self.headers.get("origin", f"//{HOST}")):
            self.send_error(
                HTTPStatus.FORBIDDEN, f"this is for this machine alone: call it http://{self.server.address}"
            )
        elif not hosts and self.request_version == "HTTP/1.1":
            self.send_error(HTTPStatus.BAD_REQUEST, "a request names its host")
        elif "transfer-encoding" in self.headers:
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
        elif not (length.isascii() and length.isdecimal() and len(length) <= _DIGITS):
            self.send_error(HTTPStatus.BAD_REQUEST, "the Content-Length is no number")
        elif int(length) > LARGEST:
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            return True
        return False

    def _drain(self) -> None:
        """Read what is still sent: a socket closed upon unread bytes takes the answer back."""
        self.connection.shutdown(socket.SHUT_WR)
        left = _DRAINED
        while left > 0 and (read := self.connection.recv(min(left, 1 << 16))):
            left -= len(read)

    def _send(self, delivery: Delivery) -> None:
        answer = delivery.answer
        if answer.stream is not None:
            self._stream(answer, answer.stream)
            return
        content = answer.encoded or b""
        match delivery.fate:
            case Fate.LOST:
                self.close_connection = True
                return
            case Fate.CUT:
                self.close_connection = True
                sent, length = content[: len(content) // 2], len(content)
            case Fate.TRUNCATED:
                sent = content[: len(content) // 2]
                length = len(sent)
            case Fate.WHOLE:
                sent, length = content, len(content)
        if self.command == "HEAD":
            sent = b""
        self.wfile.write(_head(answer, length, self.date_time_string()) + sent)

    def _stream(self, answer: Answer, parts: Generator[bytes]) -> None:
        """Send what comes piece by piece; one that breaks off has no end, by which a client tells."""
        pieces = self.request_version == "HTTP/1.1"
        with closing(parts):
            self.wfile.write(_head(answer, None, self.date_time_string(), pieces=pieces))
            for part in parts if self.command != "HEAD" else ():
                self.wfile.write(b"%x\r\n%b\r\n" % (len(part), part) if pieces else part)
        if pieces and self.command != "HEAD":
            self.wfile.write(b"0\r\n\r\n")
        self.close_connection = self.close_connection or not pieces


def _head(answer: Answer, length: int | None, date: str, *, pieces: bool = False) -> bytes:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    headers = {"date": date, "server": "local-zendesk", **answer.headers}
    if pieces:
        headers["transfer-encoding"] = "chunked"
    elif length is not None and answer.status not in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
        headers["content-length"] = str(length)
    lines = [f"HTTP/1.1 {answer.status} {phrase}", *(f"{name}: {_one_line(value)}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "backslashreplace")


def _ours(address: str) -> bool:
    """Whether an address is this machine's; `null`, which is what some pages say of themselves, is not."""
    try:
        return urlsplit(address).hostname in NAMES
    except ValueError:
        return False


def _one_line(value: str) -> str:
    return " ".join(value.split())
