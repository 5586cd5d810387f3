"""Pages of revisions: their cursors name a second and a record, and `after` means more recent (OAS).

`1501607522.0||1347531671|` asks for what is more recent than that record, and `|1501575122.0||1347343011` for what is
older.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlencode

from macrosync.local_zendesk import api_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: Records of a page at most, and where nothing is said.
MOST = 1_000
_Place: TypeAlias = "tuple[float, int]"


@dataclass(frozen=True, slots=True)
class Page:
    """The records of a page, and the links to those around it, null where there are none."""

    records: list[Body]
    links: Body

    @classmethod
    def of(cls, context: Context, newest_first: Sequence[Body]) -> Page:
        """The page that a request asks for. Raises 400 for a cursor or a limit that is none."""
        limit = _limit(context)
        records = [*newest_first]
        cursor = context.request.query.get("cursor")
        if cursor is not None:
            place, forward = _decoded(cursor)
            records = [each for each in records if (_place(each) > place if forward else _place(each) < place)]
            records = records[-limit:] if forward else records[:limit]
        else:
            records = records[:limit]
        return cls(records, _links(context, records, newest_first))


def _links(context: Context, page: Sequence[Body], every: Sequence[Body]) -> Body:
    newer = bool(page) and _place(page[0]) < _place(every[0])
    older = bool(page) and _place(page[-1]) > _place(every[-1])
    after = _encoded(page[0], forward=True) if newer else None
    before = _encoded(page[-1], forward=False) if older else None
    return {
        "after_url": _url(context, after),
        "before_url": _url(context, before),
        "after_cursor": after,
        "before_cursor": before,
    }


def _url(context: Context, cursor: str | None) -> Json:
    if cursor is None:
        return None
    path = context.request.path.removesuffix(".json")
    return f"{context.documents.base}{path}.json?{urlencode({**context.request.query, 'cursor': cursor})}"


def _place(record: Body) -> _Place:
    return datetime.fromisoformat(str(record["created_at"])).timestamp(), int(str(record["id"]))


def _encoded(record: Body, *, forward: bool) -> str:
    second, number = _place(record)
    text = f"{second}||{number}"
    return b64encode((f"{text}|" if forward else f"|{text}").encode()).decode()


def _decoded(cursor: str) -> tuple[_Place, bool]:
    try:
        text = b64decode(cursor, validate=True).decode()
        second, _, number = text.strip("|").split("|")
        return (float(second), int(number)), not text.startswith("|")
    except ValueError:
        raise api_errors.invalid_attribute("cursor", "a cursor of this list") from None


def _limit(context: Context) -> int:
    given = context.request.query.get("limit", str(MOST))
    if not given.isascii() or not given.isdecimal() or int(given[:9]) < 1:
        raise api_errors.invalid_page("limit")
    return min(int(given[:9]), MOST)
