"""Bytes on a socket of their own, for what no client would send."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macrosync.local_zendesk import LocalZendesk

BASIC = b"Authorization: Basic YWRtaW5AZXhhbXBsZS5jb20vdG9rZW46bG9jYWw=\r\n"


def port_of(zendesk: LocalZendesk) -> int:
    return int(zendesk.url.rpartition(":")[2])


def sent(zendesk: LocalZendesk, *lines: bytes, body: bytes = b"") -> bytes:
    """What bytes on a connection of their own are answered, up to its end."""
    with socket.create_connection(("127.0.0.1", port_of(zendesk)), 20) as connection:
        connection.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(1 << 16), b""))
