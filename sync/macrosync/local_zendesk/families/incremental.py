"""Incremental exports: what changed since a time, by cursor or by time (REF incremental_exports).

Nothing of the most recent minute is given; deleted tickets are, with the status `deleted`.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import FIELD, Family
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families import deleted_tickets, ticket_events
from macrosync.local_zendesk.families.organizations import ORGANIZATIONS
from macrosync.local_zendesk.families.ticket_records import AUDITS, DELETED_TICKETS, TICKETS, completing
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.limits import Bucket
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.context import Context
    from macrosync.resources import Json

#: Records of a page (DOC using-the-incremental-export-api), and seconds that are too recent.
PAGE, TOO_RECENT = 1000, 60
#: Records of a sample (OAS, IncrementalSampleExport).
SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported: `moment` is SQL for when a record changed, in seconds since 1970."""

    many: str
    families: tuple[Family, ...]
    moment: str
    shown: Callable[[Context], Callable[[str], str]]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an export: the second and the number of the last record before it."""

    second: int
    id: int = 0

    @property
    def cursor(self) -> str:
        """As the service writes it (OAS, the example)."""
        return b64encode(f"{self.second}.0||{self.id}|".encode()).decode()

    @classmethod
    def of(cls, cursor: str) -> Place:
        """The place in a cursor. Raises 400 for what is none."""
        try:
            second, _, number, _ = b64decode(cursor, validate=True).decode().split("|")
            return cls(int(float(second)), int(number))
        except ValueError:
            raise api_errors.invalid_attribute("cursor", "a cursor of this export") from None


def _tickets(context: Context) -> Callable[[str], str]:
    completed = completing(context.documents)
    return lambda text: completed(deleted_tickets.as_ticket(text))


def _as_stored(_: Context) -> Callable[[str], str]:
    return str


def _second(name: str) -> str:
    """SQL for a time of the body, in seconds since 1970."""
    return f"CAST(strftime('%s', {FIELD.format(name)}) AS INTEGER)"


TICKET_EXPORT = Export("tickets", (TICKETS, DELETED_TICKETS), FIELD.format("generated_timestamp"), _tickets)
USER_EXPORT = Export("users", (USERS,), _second("updated_at"), _as_stored)
ORGANIZATION_EXPORT = Export("organizations", (ORGANIZATIONS,), _second("updated_at"), _as_stored)
EVENT_EXPORT = Export("ticket_events", (AUDITS,), _second("created_at"), ticket_events.shown)


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    place: Place


def by_cursor(export: Export) -> Callable[[Context], Answer]:
    """The handler of an export by cursor; the cursor stays good for the next export."""

    def handler(context: Context) -> Answer:
        query = context.request.query
        start = Place.of(query["cursor"]) if query.get("cursor") else Place(_start(context))
        size = _size(context)
        found = _found(context, export, start, size + 1)
        page, ended = found[:size], len(found) <= size
        after: str | None = (page[-1].place if page else start).cursor
        if not (page or context.switches.empty_exports_have_cursors):
            after = None
        rest: dict[str, Json] = {
            "after_url": None if after is None else _url(context, {"cursor": after}),
            "before_url": None,
            "after_cursor": after,
            "before_cursor": None,
            "end_of_stream": ended,
        }
        return _answered(context, export, page, rest)

    return handler


def by_time(export: Export, most: int = PAGE) -> Callable[[Context], Answer]:
    """The handler of an export by time: the next one begins with the second that the last record changed in."""

    def handler(context: Context) -> Answer:
        start, size = _start(context), _size(context, most)
        found = _found(context, export, Place(start), -1)
        page = found[:size]
        # All of one second are on one page: the next one would begin with them again, and never end.
        if context.switches.export_pages_hold_seconds:
            page += [each for each in found[size:] if each.place.second == page[-1].place.second]
        ends = page[-1].place.second if page else start
        rest: dict[str, Json] = {
            "count": len(page),
            "end_time": ends,
            "next_page": _url(context, {"start_time": str(ends)}),
            "end_of_stream": len(page) == len(found),
        }
        return _answered(context, export, page, rest)

    return handler


def _found(context: Context, export: Export, start: Place, most: int) -> list[_Found]:
    families = ", ".join(f"'{family.many}'" for family in export.families)
    sql = (
        f"SELECT body, {export.moment} AS moment, id FROM documents WHERE family IN ({families})"  # noqa: S608 - ours
        " AND (moment, id) > (?, ?) AND moment <= ? ORDER BY moment, id LIMIT ?"
    )
    latest = int(context.now.timestamp()) - TOO_RECENT
    rows = context.documents.connection.execute(sql, (start.second, start.id, latest, most))
    return [_Found(row[0], Place(int(row[1]), int(row[2]))) for row in rows]


def _start(context: Context) -> int:
    """`start_time`, in seconds since 1970. Raises 400 for none, and for one of the most recent minute."""
    given = context.request.query.get("start_time", "")
    if not given.isdecimal():
        raise api_errors.invalid_attribute("start_time", "a Unix time")
    if int(given) > context.now.timestamp() - TOO_RECENT:
        raise api_errors.start_time_too_recent()
    return int(given)


def _size(context: Context, most: int = PAGE) -> int:
    given = context.request.query.get("per_page", str(most))[:9]
    if not given.isdecimal() or int(given) < 1:
        raise api_errors.invalid_page("per_page")
    return min(int(given), most)


def _answered(context: Context, export: Export, page: list[_Found], rest: dict[str, Json]) -> Answer:
    shown = export.shown(context)
    texts = ",".join(shown(each.text) for each in page)
    return Answer(200, f"{{{compact(export.many)}:[{texts}],{compact(rest)[1:]}")


def _url(context: Context, other: dict[str, str]) -> str:
    kept = {name: value for name, value in context.request.query.items() if name not in {"cursor", "start_time"}}
    path = context.request.path.removesuffix(".json")
    return f"{context.documents.base}{path}.json?{urlencode(kept | other)}"


_PATH = "/api/v2/incremental"
_LIMIT = (Bucket("incremental-exports"),)
_SAMPLES = (Bucket("incremental-samples"),)
ROUTES = (
    Route("GET", f"{_PATH}/tickets/cursor", by_cursor(TICKET_EXPORT), "tickets", _LIMIT),
    Route("GET", f"{_PATH}/tickets", by_time(TICKET_EXPORT), "tickets", _LIMIT),
    Route("GET", f"{_PATH}/users/cursor", by_cursor(USER_EXPORT), "users", _LIMIT),
    Route("GET", f"{_PATH}/users", by_time(USER_EXPORT), "users", _LIMIT),
    Route("GET", f"{_PATH}/organizations", by_time(ORGANIZATION_EXPORT), "organizations", _LIMIT),
    Route("GET", f"{_PATH}/ticket_events", by_time(EVENT_EXPORT), "tickets", _LIMIT),
    *(
        Route("GET", f"{_PATH}/{export.many}/sample", by_time(export, SAMPLE), scope, _SAMPLES)
        for export, scope in (
            (TICKET_EXPORT, "tickets"),
            (EVENT_EXPORT, "tickets"),
            (USER_EXPORT, "users"),
            (ORGANIZATION_EXPORT, "organizations"),
        )
    ),
)
