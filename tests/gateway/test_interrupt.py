from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
import responses
from tests.gateway.service import BASE, BEARER, MACROS, lines

from macrosync.gateway import Account, connect
from macrosync.resources import Kind

if TYPE_CHECKING:
    from requests import PreparedRequest


def test_an_interrupt_ends_the_waits_of_all_threads(edge: responses.RequestsMock) -> None:
    waiting = Event()

    def refuse(_: PreparedRequest) -> tuple[int, dict[str, str], str]:
        waiting.set()
        return 429, {"Retry-After": "5"}, "{}"

    def interrupt(_: PreparedRequest) -> tuple[int, dict[str, str], str]:
        waiting.wait(timeout=10)
        raise KeyboardInterrupt

    edge.add_callback(responses.GET, MACROS, callback=refuse)
    edge.add_callback(responses.GET, f"{BASE}/api/v2/ticket_fields", callback=interrupt)
    gateway = connect(Account(BASE), BEARER)
    with pytest.raises(KeyboardInterrupt):
        gateway.fetch([Kind.TICKET_FIELD, Kind.MACRO])
    assert lines(edge).count("GET /api/v2/macros") == 1
