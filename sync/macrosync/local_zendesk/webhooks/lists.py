"""Lists of the webhooks API: pages by cursor only.

`meta` says whether there is more. Cursors and links stand there where there is such a page, `before_cursor` not on the
first one (recorded for invocations, where zenpy follows `links.next`); a list of one page has no links (recorded).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from macrosync.local_zendesk import api_errors, cursors
from macrosync.local_zendesk.documents import Choice
from macrosync.local_zendesk.exchange import Answer, compact

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Family, Filter, Key, Order, Row
    from macrosync.resources import Json

#: The most that a page holds (REF), and what it holds where nothing is said.
MOST = 100


@dataclass(frozen=True, slots=True)
class Page:
    """What a list holds, and how it goes; `shown` makes the answered text of the stored one."""

    family: Family
    filters: tuple[Filter, ...]
    order: Order
    shown: Callable[[str], str]


def page(context: Context, wanted: Page) -> Answer:
    """The page that the request asks for. Raises 400 for a size or a cursor that is none."""
    size = _size(context)
    beyond, backwards = _beyond(context, wanted.order)
    choice = Choice(wanted.family, wanted.filters)
    rows = context.documents.keyset(choice, wanted.order, beyond, size + 1, backwards=backwards)
    more = len(rows) > size
    rows = (rows[1:] if backwards else rows[:size]) if more else rows
    ahead, behind = (True, more) if backwards else (more, beyond is not None)
    around = _cursors(wanted.order, rows, ahead=ahead, behind=behind)
    rest: dict[str, Json] = {"meta": {"has_more": more} | around}
    links = _links(context, around)
    if links:
        rest["links"] = dict(links)
    listed = ",".join(wanted.shown(row.text) for row in rows)
    header = ", ".join(f'<{address}>; rel="{name}"' for name, address in links.items())
    text = f'{{"{wanted.family.many}":[{listed}],{compact(rest)[1:]}'
    return Answer(200, text, {"link": header} if links else {})


def _cursors(order: Order, rows: list[Row], *, ahead: bool, behind: bool) -> dict[str, Json]:
    found: dict[str, Json] = {}
    if rows and ahead:
        found["after_cursor"] = cursors.encode(order, rows[-1].keys)
    if rows and behind:
        found["before_cursor"] = cursors.encode(order, rows[0].keys)
    return found


def _links(context: Context, around: dict[str, Json]) -> dict[str, str]:
    """The pages before and after, in the body and in the `link` header alike (recorded for invocations)."""
    kept = {name: value for name, value in context.request.query.items() if name not in {"page[after]", "page[before]"}}
    address = f"{context.documents.base}{context.request.path}"
    names = {"prev": "before", "next": "after"}
    return {
        name: f"{address}?{urlencode(kept | {f'page[{side}]': str(around[f'{side}_cursor'])})}"
        for name, side in names.items()
        if f"{side}_cursor" in around
    }


def _size(context: Context) -> int:
    text = context.request.query.get("page[size]", str(MOST))
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= MOST):
        raise api_errors.invalid_page("page[size]")
    return int(text)


def _beyond(context: Context, order: Order) -> tuple[tuple[Key, ...] | None, bool]:
    query = context.request.query
    given = [name for name in ("page[after]", "page[before]") if query.get(name)]
    if len(given) > 1:  # REF: cannot be used together
        raise api_errors.invalid_page("page[before]")
    for name in given:
        try:
            return cursors.decode(query[name], order), name == "page[before]"
        except ValueError:
            raise api_errors.invalid_page(name) from None
    return None, False
