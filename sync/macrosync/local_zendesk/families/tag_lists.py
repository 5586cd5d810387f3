"""The tags of the account, by how many tickets have them (REF ticketing/ticket-management/tags)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, cursors, paging
from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.documents import Order
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.limits import Bucket
from macrosync.local_zendesk.paging import link, page_size
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.resources import Json

#: Tags of tickets that changed in so many days are counted, and so many of them at most (OAS, ListTags).
_DAYS, _MOST_TAGS = 60, 20_000
#: As cursors say it (recorded); the id is the tag's place among those that count alike.
_ORDER = Order("-score,id", ("score", "name"))
_COUNTED = (
    "SELECT value, count(*) FROM documents, json_each(body, '$.tags')"
    " WHERE family = 'tickets' AND json_extract(body, '$.updated_at') >= ?"
    " GROUP BY value ORDER BY 2 DESC, 1 LIMIT ?"
)
#: Suggestions of one completion, and the letters it needs (OAS, AutocompleteTags).
_SUGGESTED, _FEWEST_LETTERS = 15, 2


@dataclass(frozen=True, slots=True, order=True)
class CountedTag:
    """A tag; they are listed by falling count, then by name."""

    score: int
    name: str

    @property
    def shown(self) -> Json:
        """As the list gives it."""
        return {"name": self.name, "count": -self.score}


def list_tags(context: Context) -> Answer:
    """The most frequent first."""
    found = _counted(context)
    if not any(name.startswith("page[") for name in context.request.query):
        return paging.of_values(context, "tags", [tag.shown for tag in found])
    size = page_size(context)
    after = _beyond(context)
    left = [tag for tag in found if after is None or (tag.score, tag.name) > after]
    page = left[:size]
    last = cursors.encode(_ORDER, (page[-1].score, page[-1].name)) if page else None
    first = cursors.encode(_ORDER, (page[0].score, page[0].name)) if page else None
    links: Json = {
        "prev": link(context, {"page[size]": str(size), "page[before]": first}) if first else None,
        "next": link(context, {"page[size]": str(size), "page[after]": last}) if last else None,
    }
    meta: Json = {"has_more": len(left) > size, "after_cursor": last, "before_cursor": first}
    return Answer.of({"tags": [tag.shown for tag in page], "meta": meta, "links": links})


def count(context: Context) -> Answer:
    """How many tags there are."""
    return Answer.of({"count": {"value": len(_counted(context)), "refreshed_at": context.stamp}})


def autocomplete(context: Context) -> Answer:
    """Tags that begin so, or have a word that does (OAS, AutocompleteTags)."""
    name = context.request.query.get("name", "")
    if len(name) < _FEWEST_LETTERS:
        raise api_errors.invalid_attribute("name", f"at least {_FEWEST_LETTERS} characters")
    begins = re.compile(rf"(?:^|[\W_]){re.escape(name)}", re.IGNORECASE)
    found: list[Json] = [tag.name for tag in _counted(context) if begins.search(tag.name)]
    return Answer.of({"tags": found[:_SUGGESTED]})


def _counted(context: Context) -> list[CountedTag]:
    since = stamp(context.now - timedelta(days=_DAYS))
    rows = context.documents.connection.execute(_COUNTED, (since, _MOST_TAGS))
    return [CountedTag(-int(row[1]), str(row[0])) for row in rows]


def _beyond(context: Context) -> tuple[int, str] | None:
    if context.request.query.get("page[before]"):
        raise api_errors.not_built("paging back through tags (page[before])")
    cursor = context.request.query.get("page[after]")
    if not cursor:
        return None
    try:
        keys = cursors.decode(cursor, _ORDER)
    except ValueError:
        raise api_errors.invalid_page("page[after]") from None
    return None if keys is None else (int(keys[0]), str(keys[1]))


_INDEX = (Bucket("tags-index"),)
ROUTES = (
    Route("GET", "/api/v2/tags", list_tags, "tickets", _INDEX),
    Route("GET", "/api/v2/tags/count", count, "tickets"),
    Route("GET", "/api/v2/autocomplete/tags", autocomplete, "tickets"),
)
