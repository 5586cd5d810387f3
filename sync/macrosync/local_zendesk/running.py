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
        self._thread: Thread | None = None

    @property
    def database(self) -> Path:
        """The file with the account's data."""
        return self._database

    @property
    def url(self) -> str:
        """The address, such as http://127.0.0.1:8080. Raises RuntimeError before it is started."""
        if self._server is None:
            raise RuntimeError("the local Zendesk is not started: use it in a with block")
        return f"http://{self._server.address}"

    def wait(self) -> None:
        """Block until it is stopped, or the person presses Ctrl+C, which is the ordinary way to end it."""
        if self._thread is not None:
            with suppress(KeyboardInterrupt):
                self._thread.join()

    def __enter__(self) -> Self:
        self._store = Store(self._database, FAMILIES)
        try:
            account = Account(self._store, self._seed)
            account.plant()
            self._server = _listen(self._port, account)
        except BaseException:
            self._store.close()
            raise
        self._thread = Thread(target=self._server.run, name="local-zendesk", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._server is not None and self._thread is not None and self._store is not None:
            self._server.stop()
            self._thread.join()
            self._store.close()
        self._server = self._thread = self._store = None


def _listen(port: int, account: Account) -> HttpServer:
    def deliver(server: HttpServer) -> Deliver:
        return Service(account, Router(ROUTES), server.address).deliver

    try:
        return HttpServer(port, deliver)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "it is no port"
        raise ConfigError(f"Port {port} cannot be listened on ({reason}): give another one with --port.") from None
