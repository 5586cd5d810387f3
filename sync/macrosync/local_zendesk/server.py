"""The HTTP server: sockets in, requests out, answers back. Loopback only, HTTP/1.1 with connections kept open.

The standard library's, since Werkzeug closes the connection after each answer, which the service does not.
"""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from threading import Event, Lock
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from macrosync.local_zendesk.exchange import Delivery, Fate, Request

if TYPE_CHECKING:
    from macrosync.local_zendesk.exchange import Answer

HOST = "127.0.0.1"
#: Bytes of a body; larger ones are refused. An article may hold some megabytes.
LARGEST = 50_000_000
#: Seconds between two looks for the order to stop.
_POLL = 0.02
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
        self._lock = Lock()
        self._open: set[socket.socket] = set()
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
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RD)  # what is being answered is answered yet
        self.server_close()

    def process_request(self, request: _Connection, client_address: object) -> None:
        """Keep account of the open connections."""
        if isinstance(request, socket.socket):
            with self._lock:
                self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: _Connection) -> None:
        """A connection has ended."""
        if isinstance(request, socket.socket):
            with self._lock:
                self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: _Connection, client_address: object) -> None:
        """A client that goes away is none of our errors; anything else is logged."""
        del request
        if not isinstance(sys.exception(), ConnectionError):
            _LOG.exception("a connection from %s broke", client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: HttpServer

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self._exchange
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Nothing is printed."""

    def _exchange(self) -> None:
        body = self._body()
        if body is None:
            return
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        request = Request(self.command, unquote(parts.path), query, headers, body)
        delivery = self.server.deliver(request)
        if delivery.delay:
            self.server.stopping.wait(delivery.delay)
        with suppress(ConnectionError):
            self._send(delivery)

    def _body(self) -> bytes | None:
        length = self.headers.get("content-length", "0")
        if "transfer-encoding" in self.headers:
            self.close_connection = True
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
            return None
        if not length.isdecimal() or int(length) > LARGEST:
            self.close_connection = True
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE if length.isdecimal() else HTTPStatus.BAD_REQUEST)
            return None
        return self.rfile.read(int(length))

    def _send(self, delivery: Delivery) -> None:
        answer = delivery.answer
        content = b"" if answer.text is None else answer.text.encode()
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


def _head(answer: Answer, length: int, date: str) -> bytes:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    headers = {"date": date, "server": "local-zendesk", **answer.headers}
    if answer.status not in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
        headers["content-length"] = str(length)
    lines = [f"HTTP/1.1 {answer.status} {phrase}", *(f"{name}: {_one_line(value)}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "backslashreplace")


def _one_line(value: str) -> str:
    return " ".join(value.split())
