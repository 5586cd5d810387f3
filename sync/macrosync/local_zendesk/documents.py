"""The account's records inside one transaction: JSON bodies by family and id, listed by key without being parsed.

Every record is one row: its body is the text that the API gives, so that a list of a hundred is a hundred strings
joined. `sort` is what the family's lists go by, `parent` what a record belongs to (a comment's ticket).
"""

# ruff: noqa: S608 - what is put into SQL here are texts of the code; what clients say is always bound
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from macrosync.local_zendesk.exchange import compact

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping

    from macrosync.resources import Json

Body: TypeAlias = "dict[str, Json]"
Key: TypeAlias = "int | str"

#: Ids of real accounts have 14 digits and are not consecutive; those of tickets begin at 1.
FIRST_ID = 37_000_000_000_000
_STEP = 37
#: The largest number that SQLite takes.
LARGEST_ID = 2**63 - 1
#: So many former versions of a record are kept, for what looks at the account as it was.
KEPT_VERSIONS = 50
#: SQL for a field of the body, for orders and filters; the name is always the code's own.
FIELD = "json_extract(body, '$.{}')"


def no_key(_: Body) -> Key:
    """The key of a family that is listed by id alone."""
    return 0


@dataclass(frozen=True, slots=True)
class Order:
    """How a list goes: `names` as the service's cursors say it, `columns` in SQL, the last of them unique."""

    names: str
    columns: tuple[str, ...]
    descending: bool = False

    @property
    def sql(self) -> str:
        """For ORDER BY."""
        return self.clause(backwards=False)

    def clause(self, *, backwards: bool) -> str:
        """For ORDER BY, in either direction."""
        direction = "DESC" if self.descending != backwards else "ASC"
        return ", ".join(f"{column} {direction}" for column in self.columns)


BY_ID = Order("id", ("id",))


def by_field(name: str, *, descending: bool = False) -> Order:
    """By a field of the body; equal ones by id."""
    sign = "-" if descending else ""
    return Order(f"{sign}{name},{sign}id", (FIELD.format(name), "id"), descending)


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of record: `many` and `one` are the JSON's keys, `path` where it lives.

    `key` makes the sort key of a body, `order` is the one that cursor pages have, `indexed` are fields that records
    are looked up by. Of what is `searched`, former versions are kept, since search lags behind.
    """

    many: str
    one: str
    path: str
    order: Order = BY_ID
    key: Callable[[Body], Key] = no_key
    indexed: tuple[str, ...] = ()
    searched: bool = False

    def url(self, base: str, id: int) -> str:  # noqa: A002 - the field's own word
        """A record's address, as `url` gives it (recorded)."""
        return f"{base}{self.path}/{id}.json"


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition of a list, in SQL; the texts are the code's own, what clients say goes into `values`."""

    sql: str
    values: tuple[Key, ...] = ()


def where_field(name: str, value: Key) -> Filter:
    """A field of the body that has this value."""
    return Filter(f"{FIELD.format(name)} = ?", (value,))


@dataclass(frozen=True, slots=True)
class Choice:
    """Which records: of a family, of one parent where that is said, that meet all the filters."""

    family: Family
    filters: tuple[Filter, ...] = ()
    parent: int | None = None

    def narrowed(self, *filters: Filter) -> Choice:
        """Fewer of them."""
        return Choice(self.family, (*self.filters, *filters), self.parent)

    @property
    def where(self) -> tuple[str, tuple[Key, ...]]:
        """For WHERE, and its values. The family is written out: only so does SQLite see that its own index holds."""
        conditions = [Filter(f"family = '{self.family.many}'"), *self.filters]
        if self.parent is not None:
            conditions.insert(1, Filter("parent = ?", (self.parent,)))
        sql = " AND ".join(each.sql for each in conditions)
        return sql, tuple(value for each in conditions for value in each.values)


#: A record of a page: its body as it is stored, UTF-8, then its keys in the list's order. The very tuple that the
#: database gives, since what is done for each of a hundred records is what a page costs.
StoredRow: TypeAlias = "tuple[bytes, *tuple[Key, ...]]"


class Row(NamedTuple):
    """A record of a list: its body as text, and its keys in the list's order, of which a cursor is made."""

    text: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Documents:
    """One transaction's view of the account. `base` is what stands for the account's address in bodies."""

    connection: sqlite3.Connection
    base: str

    def new_id(self, counter: str = "id") -> int:
        """An id that no record had before; tickets count by themselves."""
        step, first = (1, 0) if counter != "id" else (_STEP, FIRST_ID)
        row = self.connection.execute(
            "INSERT INTO counters VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + ? RETURNING value",
            (counter, first + step, step),
        ).fetchone()
        return int(row[0])

    def remembered(self, name: str) -> str | None:
        """What the account remembers beside its records, under a name of the code's own."""
        row = self.connection.execute("SELECT value FROM account WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def remember(self, name: str, value: str) -> None:
        """Keep that under the name, in the place of what was there."""
        self.connection.execute("INSERT OR REPLACE INTO account VALUES (?, ?)", (name, value))

    def get(self, family: Family, id: int) -> Body | None:  # noqa: A002 - the field's own word
        """One record."""
        if id > LARGEST_ID:
            return None
        row = self.connection.execute(
            "SELECT body FROM documents WHERE id = ? AND family = ?", (id, family.many)
        ).fetchone()
        return None if row is None else json.loads(row[0])

    def put(self, family: Family, body: Body, parent: int = 0) -> None:
        """Write a whole record, new or not, under its body's id."""
        self.connection.execute(
            "INSERT INTO documents (id, family, parent, sort, body) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (family, id) DO UPDATE SET sort = excluded.sort, body = excluded.body",
            (body["id"], family.many, parent, family.key(body), compact(body)),
        )
        if family.searched:
            self._keep_version(family, body)

    def complete(self, family: Family, name: str, value: Json) -> None:
        """Give a key to every record that lacks it, as one that was written before there was such a key."""
        self.connection.execute(
            "UPDATE documents SET body = json_insert(body, ?, json(?)) WHERE family = ? AND json_type(body, ?) IS NULL",
            (f"$.{name}", compact(value), family.many, f"$.{name}"),
        )

    def remove(self, family: Family, id: int) -> bool:  # noqa: A002 - the field's own word
        """Delete a record; whether it was there."""
        done = self.connection.execute("DELETE FROM documents WHERE id = ? AND family = ?", (id, family.many))
        return done.rowcount > 0

    def move(self, family: Family, id: int, to: Family) -> bool:  # noqa: A002 - the field's own word
        """Take a record out of a family into another one, as deleted tickets and archived articles are."""
        done = self.connection.execute(
            "UPDATE documents SET family = ? WHERE id = ? AND family = ?", (to.many, id, family.many)
        )
        return done.rowcount > 0

    def all(self, family: Family, *filters: Filter, parent: int | None = None) -> list[Body]:
        """Every record of a family, in the order of its key."""
        where, values = Choice(family, filters, parent).where
        rows = self.connection.execute(f"SELECT body FROM documents WHERE {where} ORDER BY sort, id", values)
        return [json.loads(row[0]) for row in rows]

    def first(self, family: Family, *filters: Filter) -> Body | None:
        """The first record that meets the conditions."""
        where, values = Choice(family, filters).where
        row = self.connection.execute(f"SELECT body FROM documents WHERE {where} LIMIT 1", values).fetchone()
        return None if row is None else json.loads(row[0])

    def count(self, family: Family, *filters: Filter, parent: int | None = None) -> int:
        """How many there are."""
        where, values = Choice(family, filters, parent).where
        return int(self.connection.execute(f"SELECT count(*) FROM documents WHERE {where}", values).fetchone()[0])

    def distinct(self, chosen: Choice, expression: str) -> list[Key]:
        """The different values of an expression of SQL, in order."""
        where, values = chosen.where
        rows = self.connection.execute(f"SELECT DISTINCT {expression} FROM documents WHERE {where} ORDER BY 1", values)
        return [row[0] for row in rows]

    def offset(self, chosen: Choice, order: Order, skip: int, most: int) -> list[bytes]:
        """The bodies from an offset on, as they are stored."""
        where, values = chosen.where
        sql = f"SELECT CAST(body AS BLOB) FROM documents WHERE {where} ORDER BY {order.sql} LIMIT ? OFFSET ?"
        return [row[0] for row in self.connection.execute(sql, (*values, most, skip))]

    def keyset(
        self, chosen: Choice, order: Order, beyond: tuple[Key, ...] | None, most: int, *, backwards: bool = False
    ) -> list[Row]:
        """The records beyond some keys in the list's order, or before them; always given in the list's order."""
        rows = self.stored(chosen, order, beyond, most, backwards=backwards)
        return [Row(row[0].decode(), row[1:]) for row in rows]

    def stored(
        self, chosen: Choice, order: Order, beyond: tuple[Key, ...] | None, most: int, *, backwards: bool = False
    ) -> list[StoredRow]:
        """The same, as they are stored."""
        if beyond is not None:
            sign = "<" if order.descending != backwards else ">"
            marks = ", ".join("?" * len(beyond))
            chosen = chosen.narrowed(Filter(f"({', '.join(order.columns)}) {sign} ({marks})", beyond))
        where, values = chosen.where
        columns = ", ".join(order.columns)
        goes = order.clause(backwards=backwards)
        sql = f"SELECT CAST(body AS BLOB), {columns} FROM documents WHERE {where} ORDER BY {goes} LIMIT ?"
        rows = self.connection.execute(sql, (*values, most)).fetchall()
        return rows[::-1] if backwards else rows

    def forget_versions(self, family: Family, id: int) -> None:  # noqa: A002 - the field's own word
        """Forget what a record once was, as for what is deleted for good."""
        self.connection.execute("DELETE FROM versions WHERE family = ? AND id = ?", (family.many, id))

    def _keep_version(self, family: Family, body: Body) -> None:
        self.connection.execute(
            "INSERT INTO versions (family, id, at, body) VALUES (?, ?, ?, ?)",
            (family.many, body["id"], body["updated_at"], compact(body)),
        )
        self.connection.execute(
            "DELETE FROM versions WHERE family = ? AND id = ? AND seq <= (SELECT seq FROM versions"
            " WHERE family = ? AND id = ? ORDER BY seq DESC LIMIT 1 OFFSET ?)",
            (family.many, body["id"], family.many, body["id"], KEPT_VERSIONS),
        )

    def everything(self) -> Iterator[tuple[str, int, str]]:
        """Every record of the account: its family, what it belongs to, its body."""
        return self.connection.execute("SELECT family, parent, body FROM documents ORDER BY family, id")

    def counters(self) -> dict[str, int]:
        """The numbers last given, by what they number."""
        return dict(self.connection.execute("SELECT name, value FROM counters ORDER BY name"))

    def set_counters(self, counters: Mapping[str, int]) -> None:
        """Go on from these numbers, where they are not below what was given already."""
        self.connection.executemany(
            "INSERT INTO counters VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
            counters.items(),
        )
