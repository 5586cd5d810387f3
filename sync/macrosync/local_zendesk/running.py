"""A local Zendesk that runs: started in a thread, stopped with its `with` block."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Self

from macrosync.errors import ConfigError
from macrosync.local_zendesk.account import Account
from macrosync.local_zendesk.routes import FAMILIES, ROUTES
from macrosync.local_zendesk.routing import Router
from macrosync.local_zendesk.seeding import Seed
from macrosync.local_zendesk.server import HttpServer
from macrosync.local_zendesk.service import Service
from macrosync.local_zendesk.store import Store
from macrosync.local_zendesk.webhooks.delivery import Worker

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from macrosync.local_zendesk.server import Deliver


class LocalZendesk:
    """An HTTP server on 127.0.0.1 that answers as Zendesk does, over a file that outlives it.

    `port` 0 takes a free one; `seed` names what the account has from the start. Entering it raises ConfigError where
    the port is taken, or the file is no local Zendesk's.
    """

    def __init__(self, database: Path, port: int = 0, seed: Seed | None = None) -> None:
        self._database = database
        self._port = port
        self._seed = seed or Seed()
        self._store: Store | None = None
        self._server: HttpServer | None = None
        self._is_new = False
        self._thread: Thread | None = None
        self._webhooks: Worker | None = None
        self._account: Account | None = None

    @property
    def database(self) -> Path:
        """The file with the account's data."""
        return self._database

    @property
    def is_new(self) -> bool:
        """Whether its file was a new one, so that all of the seed is in it."""
        return self._is_new

    @property
    def url(self) -> str:
        """The address, such as http://127.0.0.1:8080. Raises RuntimeError before it is started."""
        if self._server is None:
            raise RuntimeError("the local Zendesk is not started: use it in a with block")
        return f"http://{self._server.address}"

    @property
    def account(self) -> Account:
        """What is served, for what queues or looks from within. Raises RuntimeError before it is started."""
        if self._account is None:
            raise RuntimeError("the local Zendesk is not started: use it in a with block")
        return self._account

    def wait(self) -> None:
        """Block until it is stopped, or the person presses Ctrl+C, which is the ordinary way to end it."""
        if self._thread is not None:
            with suppress(KeyboardInterrupt):
                self._thread.join()

    def __enter__(self) -> Self:
        self._store = Store(self._database, FAMILIES)
        try:
            self._account = account = Account(self._store, self._seed)
            self._is_new = account.plant()
            self._server = _listen(self._port, account)
        except BaseException:
            self._store.close()
            raise
        self._thread = Thread(target=self._server.run, name="local-zendesk", daemon=True)
        self._thread.start()
        self._webhooks = Worker(account, self._server.address)
        self._webhooks.start()
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._server is not None and self._thread is not None and self._store is not None:
            if self._webhooks is not None:  # first, since webhooks may call this very server
                self._webhooks.stop()
            if self._account is not None:
                self._account.faults.remove()  # nothing is held any more
            self._server.stop()
            self._thread.join()
            self._store.close()
        self._server = self._thread = self._store = self._webhooks = self._account = None


def _listen(port: int, account: Account) -> HttpServer:
    def deliver(server: HttpServer) -> Deliver:
        return Service(account, Router(ROUTES), server.address).deliver

    try:
        return HttpServer(port, deliver)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "it is no port"
        raise ConfigError(f"Port {port} cannot be listened on ({reason}): give another one with --port.") from None
