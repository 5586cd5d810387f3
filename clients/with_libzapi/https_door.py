"""A door of HTTPS before the local Zendesk, on loopback: libzapi pages by https:// links alone.

It follows a `next_page` that begins with https:// and takes any other for a path (libzapi/infrastructure/http/
pagination.py), as every link of the service begins. The local Zendesk stays plain HTTP: what is changed on the way is
its own address in answers, from http:// to the door's https://. The certificate is made for this run and thrown away.
"""

from __future__ import annotations

import ssl
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING, Self

import trustme

if TYPE_CHECKING:
    from types import TracebackType

_OWN = {"connection", "content-length", "transfer-encoding", "date", "server"}


class HttpsDoor:
    """HTTPS at `url`, which passes everything on to the local Zendesk at `behind`; `certificate` is to be trusted."""

    def __init__(self, behind: str) -> None:
        self._behind = behind.removeprefix("http://")
        self._folder = TemporaryDirectory()
        self.certificate = str(Path(self._folder.name) / "ca.pem")
        authority = trustme.CA()
        authority.cert_pem.write_to_path(self.certificate)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self._behind))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        # The handshake in the connection's own thread, not in the one that accepts.
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """Where the client goes."""
        return f"https://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, name="https-door", daemon=True).start()
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._folder.cleanup()


def _handler(behind: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            """One request to the local Zendesk and its answer back, with the door's address in place of its own."""
            own = self.headers["Host"]
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            connection = HTTPConnection(behind, timeout=30)
            passed = {name: value for name, value in self.headers.items() if name.lower() not in {*_OWN, "host"}}
            connection.request(self.command, self.path, body or None, passed)
            answer = connection.getresponse()
            inner, outer = f"http://{behind}", f"https://{own}"
            text = answer.read().replace(inner.encode(), outer.encode())
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _OWN:
                    self.send_header(name, value.replace(inner, outer))
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)
            connection.close()

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _pass_on  # noqa: N815 - http.server's own names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing: reports go to stdout, and errors are the client's."""

    return Handler
