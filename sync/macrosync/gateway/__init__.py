"""The only code that talks to Zendesk: one narrow door, and behind it letting in, pacing, repeats and redaction."""

from __future__ import annotations

import time
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from macrosync.gateway import oauth
from macrosync.gateway.account import Account
from macrosync.gateway.audit_log import RULES, Entry
from macrosync.gateway.authorization import authorization
from macrosync.gateway.calls import CallCounts, CallRecord, Tally
from macrosync.gateway.client import Client
from macrosync.gateway.credentials import ApiToken, BearerToken, ClientCredentials, Credentials
from macrosync.gateway.gateway import Gateway
from macrosync.gateway.pacing import Pacer
from macrosync.gateway.repeating import Patience
from macrosync.gateway.transport import Transport, open_session

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "RULES",
    "Account",
    "ApiToken",
    "BearerToken",
    "CallCounts",
    "CallRecord",
    "ClientCredentials",
    "Credentials",
    "Entry",
    "Gateway",
    "connect",
]


def connect(
    account: Account,
    credentials: Credentials,
    *,
    sleep: Callable[[float], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
    on_call: Callable[[CallRecord], None] | None = None,
) -> Gateway:
    """The gateway to an account; nothing is sent until it is used, and it is to be closed.

    `sleep` and `clock` are in seconds; `on_call` is told of every call as it ends, from any thread, one at a time.
    """
    halted = Event()

    def rest(seconds: float) -> None:
        halted.wait(seconds)  # which an interrupt ends, in whichever thread

    session = open_session(account)
    tally = Tally(on_call)
    way_in = authorization(credentials, lambda client: oauth.mint(session, account, client), clock)
    transport = Transport(
        account,
        way_in,
        Pacer(sleep or rest, clock),
        tally,
        sleep=sleep or rest,
        clock=clock,
        patience=Patience(),
        halted=halted,
    )
    session.mount("https://", transport)
    session.mount("http://", transport)
    client = credentials if isinstance(credentials, ClientCredentials) else None
    mint = partial(oauth.mint, session, account, client) if client else None
    return Gateway(Client(account, session), tally, way_in.advice, halted.set, mint)
