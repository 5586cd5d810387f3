"""The file that an account lives in: SQLite with a write-ahead log, a format of its own, connections shared out."""

from __future__ import annotations

import secrets
import sqlite3
from collections import deque
from contextlib import contextmanager, suppress
from threading import Event, Lock
from time import sleep
from typing import TYPE_CHECKING

from macrosync.errors import ConfigError
from macrosync.local_zendesk.documents import FIELD, Documents, Family

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: Tells a local Zendesk's file from any other SQLite file ("MSlz"), and its format from a later one's.
APPLICATION = 0x4D536C7A
FORMAT = 1

_SCHEMA = """
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE account (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    family TEXT NOT NULL, id INTEGER NOT NULL, parent INTEGER NOT NULL, sort NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (family, id)
);
CREATE INDEX listed ON documents (family, sort, id);
CREATE INDEX belonging ON documents (family, parent, sort, id);
"""
#: What came after the first files; made where it is missing, so that older ones can be opened.
_ADDED = """
CREATE TABLE IF NOT EXISTS versions (
    seq INTEGER PRIMARY KEY, family TEXT NOT NULL, id INTEGER NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS versions_by_record ON versions (family, id, seq);
CREATE INDEX IF NOT EXISTS versions_in_time ON versions (family, at);
"""
#: Seconds that a write waits for another process's.
_PATIENCE = 10.0
#: Seconds between two tries of what SQLite itself does not wait for.
_PAUSE = 0.02
#: KiB that a connection keeps of the file, enough for the records that are listed again and again.
_CACHE = 16_384
_ADVICE = "give another file, or delete this one to begin anew"


class Store:
    """One account's data. Safe for threads: each transaction borrows a connection, and writes go one by one.

    `committed` is set after each of them, for the thread that delivers webhooks.

    Raises ConfigError for a file that is no local Zendesk's, is of another format, or cannot be written.
    """

    def __init__(self, path: Path, families: Sequence[Family] = ()) -> None:
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()
        self._writing = Lock()
        self.committed = Event()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = self._open(families)
        except (OSError, sqlite3.Error) as error:
            self.close()
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
                raise ConfigError(f"{path} is no database of a local Zendesk: {_ADVICE}.") from None
            raise ConfigError(
                f"{path} cannot be used for a local Zendesk ({error}): give another file, or mend its permissions."
            ) from None
        except ConfigError:
            self.close()
            raise

    @property
    def base(self) -> str:
        """What stands for the account's address in bodies; no client can know or send it."""
        return self._base

    @contextmanager
    def reading(self) -> Iterator[Documents]:
        """A view that stays the same while others write."""
        with self._borrowed() as connection:
            connection.execute("BEGIN")
            try:
                yield Documents(connection, self._base)
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Documents]:
        """A transaction that is kept whole, or dropped where its block raises."""
        with self._writing, self._borrowed() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Documents(connection, self._base)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        self.committed.set()

    def clear(self, documents: Documents) -> None:
        """Forget every record and count ids from the start again."""
        documents.connection.execute("DELETE FROM documents")
        documents.connection.execute("DELETE FROM versions")
        documents.connection.execute("DELETE FROM counters")

    def close(self) -> None:
        """Close the connections; none may be in use."""
        while self._idle:
            with suppress(sqlite3.Error):
                self._idle.pop().close()

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            yield connection
        finally:
            if connection.in_transaction:  # what could be neither kept nor dropped, as on a full disk
                connection.close()
            else:
                self._idle.append(connection)

    def _connect(self) -> sqlite3.Connection:
        # Connections go from thread to thread, never used by two at once.
        connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA synchronous = NORMAL")  # with the log, enough to outlive a killed process
            connection.execute(f"PRAGMA cache_size = {-_CACHE}")
        except BaseException:  # such as a file that is no database
            connection.close()
            raise
        return connection

    def _open(self, families: Sequence[Family]) -> str:
        with self._borrowed() as connection:
            connection.execute("BEGIN")  # so that what is read of the format is of one moment
            try:
                self._check_format(connection)
            finally:
                connection.execute("ROLLBACK")
            _write_ahead(connection)
            connection.execute("BEGIN IMMEDIATE")
            if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                self._create(connection)
            for statement in _ADDED.split(";"):
                connection.execute(statement)
            self._index(connection, families)
            (token,) = connection.execute("SELECT value FROM account WHERE name = 'token'").fetchone()
            connection.execute("COMMIT")
        return f"http://{token}"

    def _check_format(self, connection: sqlite3.Connection) -> None:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        empty = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None
        if empty and not application and not version:
            return
        if application != APPLICATION:
            raise ConfigError(f"{self._path} is a database of something else than a local Zendesk: {_ADVICE}.")
        if version != FORMAT:
            raise ConfigError(f"{self._path} has format {version}, and this macrosync writes {FORMAT}: {_ADVICE}.")

    def _create(self, connection: sqlite3.Connection) -> None:
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        # .invalid is a reserved name: should it ever be shown, it leads nowhere.
        token = f"{secrets.token_hex(16)}.invalid"
        connection.execute("INSERT INTO account VALUES ('token', ?)", (token,))
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")

    def _index(self, connection: sqlite3.Connection, families: Sequence[Family]) -> None:
        for family in families:
            for name in family.indexed:
                column = FIELD.format(name)
                connection.execute(
                    f"CREATE INDEX IF NOT EXISTS {family.many}_by_{name} ON documents ({column}, id)"
                    f" WHERE family = '{family.many}'"
                )


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. Where another process opens the same new file, SQLite refuses at once."""
    tries = int(_PATIENCE / _PAUSE)
    for left in reversed(range(tries)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not left:
                raise
            sleep(_PAUSE)
        else:
            return
