"""What search looks at: records as they were some seconds ago, since the index lags behind (REF search).

A record that was made meanwhile is not found, one that changed is found and shown as it was; a ticket that was deleted
is gone at once, or with the index, as the switch says (assumed).
"""

# ruff: noqa: S608 - what is put into SQL here are texts of the code; what clients say is always bound
from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from macrosync.local_zendesk.clock import stamp

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Family, Filter, Key

_CHANGED = "SELECT id FROM versions WHERE family = '{0}' AND at > ?1"
#: Records that have not changed since, and of those that have what they were last.
_SEEN = (
    "SELECT id, body FROM documents WHERE family = '{0}' AND id NOT IN (" + _CHANGED + ")"
    " UNION ALL SELECT id, body FROM versions AS version WHERE family = '{0}' AND at <= ?1 AND id IN (" + _CHANGED + ")"
    " AND seq = (SELECT max(seq) FROM versions WHERE family = '{0}' AND id = version.id AND at <= ?1)"
    " AND EXISTS (SELECT 1 FROM documents WHERE family = '{0}' AND id = version.id)"
)
#: Beside them tickets that were deleted since, as they were.
_GONE = (
    " UNION ALL SELECT id, body FROM versions AS version WHERE family = 'tickets' AND at <= ?1"
    " AND seq = (SELECT max(seq) FROM versions WHERE family = 'tickets' AND id = version.id AND at <= ?1)"
    " AND EXISTS (SELECT 1 FROM documents WHERE family = 'deleted_tickets' AND id = version.id"
    " AND json_extract(body, '$.deleted_at') > ?1)"
)


@dataclass(frozen=True, slots=True)
class Sorting:
    """How results go: SQL over a body, falling or not; equal ones by id."""

    expression: str
    descending: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, its number, and what it is sorted by."""

    text: str
    id: int
    key: Key


def indexed_until(context: Context) -> str:
    """The moment that the index has come to."""
    return stamp(context.now - timedelta(seconds=context.switches.search_lag))


def hits(context: Context, family: Family, filters: list[Filter], sorting: Sorting, most: int) -> list[Hit]:
    """The first results of a kind of record."""
    direction = "DESC" if sorting.descending else "ASC"
    columns = f"body, id, {sorting.expression} AS key"
    sql = f"{_select(context, family, columns, filters)} ORDER BY key {direction}, id LIMIT {most}"
    rows = context.documents.connection.execute(sql, _values(context, filters))
    return [Hit(row[0], int(row[1]), row[2] if row[2] is not None else "") for row in rows]


def count(context: Context, family: Family, filters: list[Filter]) -> int:
    """How many results there are."""
    sql = _select(context, family, "count(*)", filters)
    return int(context.documents.connection.execute(sql, _values(context, filters)).fetchone()[0])


def _select(context: Context, family: Family, columns: str, filters: list[Filter]) -> str:
    where = " AND ".join(f"({each.sql})" for each in filters) or "1"
    gone = _GONE if family.many == "tickets" and not context.switches.search_forgets_at_once else ""
    return f"SELECT {columns} FROM ({_SEEN.format(family.many)}{gone}) AS record WHERE {where}"


def _values(context: Context, filters: list[Filter]) -> tuple[Key, ...]:
    return (indexed_until(context), *(value for each in filters for value in each.values))
