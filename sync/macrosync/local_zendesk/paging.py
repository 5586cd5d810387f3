"""Lists in pages: by cursor, by offset, or whole, in the envelopes that were recorded.

Support's `links.next` is set on the last page too, and null on an empty one only; the Help Center has `first` and
`last`, and leaves `next` and `prev` out where there is none (recorded).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from macrosync.local_zendesk import api_errors, cursors
from macrosync.local_zendesk.context import is_help_center
from macrosync.local_zendesk.documents import BY_ID, FIELD, Choice, Order
from macrosync.local_zendesk.exchange import Answer, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Family, Filter
    from macrosync.resources import Json

#: The most that a page holds, and the most that offsets reach (REF introduction/pagination).
MOST = 100
DEEPEST = 10_000
#: Of the Help Center, unless the client says (REF help_center).
HELP_CENTER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list holds and how it goes.

    `order` is that of cursor pages, `offset_order` that of the others, where it differs. `shown` turns a stored
    body's text into the answered one. `whole` lists all at once where the client asks for no page; `cursor` says
    whether the list has cursor pages at all.
    """

    family: Family
    filters: tuple[Filter, ...] = ()
    parent: int | None = None
    order: Order | None = None
    offset_order: Order | None = None
    shown: Callable[[str], str] | None = None
    whole: bool = False
    cursor: bool = True

    @property
    def choice(self) -> Choice:
        """The records that it holds."""
        return Choice(self.family, self.filters, self.parent)


def answer(context: Context, listing: Listing) -> Answer:
    """The page that the request asks for. Raises 400 for page parameters that are none."""
    query = context.request.query
    if listing.cursor and any(name.startswith("page[") for name in query):
        return by_cursor(context, listing)
    if listing.whole and not {"page", "per_page"} & set(query):
        return _whole(context, listing)
    return _by_offset(context, listing)


def by_cursor(context: Context, listing: Listing, most: int = MOST) -> Answer:
    """A cursor page, the first one where the request asks for none: for lists that have no others. Raises 400."""
    order = _cased(context, listing.order or listing.family.order)
    size = _number(context, "page[size]", MOST, most)
    beyond, backwards = _beyond(context, order)
    rows = context.documents.stored(listing.choice, order, beyond, size + 1, backwards=backwards)
    more = len(rows) > size
    rows = (rows[1:] if backwards else rows[:size]) if more else rows
    first = cursors.encode(order, rows[0][1:]) if rows else None
    last = cursors.encode(order, rows[-1][1:]) if rows else None
    meta: Json = {"has_more": more, "after_cursor": last, "before_cursor": first}
    page = _Page(context, order, size, more=more, backwards=backwards, started=beyond is not None or backwards)
    links = page.help_center(first, last) if is_help_center(context.request.path) else page.support(first, last)
    headers = {}
    if is_help_center(context.request.path) and (following := links.get("next")):
        headers["link"] = f'<{following}>; rel="next"'  # REF introduction/pagination
    return _enveloped(listing, [row[0] for row in rows], {"meta": meta, "links": dict(links)}, headers)


def page_size(context: Context, most: int = MOST) -> int:
    """How many records a cursor page is to have. Raises 400."""
    return _number(context, "page[size]", MOST, most)


def link(context: Context, other: dict[str, str]) -> str:
    """The address of another page of the same list."""
    return _link(context, other)


def offset_page(context: Context) -> tuple[int, int]:
    """The page of an offset list, and how many records it has. Raises 400."""
    return _number(context, "page", 1, DEEPEST), _number(context, "per_page", MOST, MOST, clamp=True)


def of_values(context: Context, many: str, values: Sequence[Json]) -> Answer:
    """A page, by offset, of what is no family of its own."""
    page, size = _number(context, "page", 1, DEEPEST), _number(context, "per_page", MOST, MOST, clamp=True)
    shown: list[Json] = [*values[(page - 1) * size : page * size]]
    following = _link(context, {"page": str(page + 1)}) if page * size < len(values) else None
    previous = _link(context, {"page": str(page - 1)}) if page > 1 else None
    rest: dict[str, Json] = {"next_page": following, "previous_page": previous, "count": len(values)}
    if is_help_center(context.request.path):  # recorded for translations, their hundred a page too
        rest |= {"page": page, "per_page": size, "page_count": -(-len(values) // size)}
    return Answer.of({many: shown, **rest})


def of_bodies(context: Context, many: str, bodies: Sequence[Body]) -> Answer:
    """A page, by cursor or by offset, of what stands in no list of its own; the bodies go by their ids."""
    if not any(name.startswith("page[") for name in context.request.query):
        return of_values(context, many, [*bodies])
    size = _number(context, "page[size]", MOST, MOST)
    beyond, backwards = _beyond(context, BY_ID)
    ids = [int(str(body["id"])) for body in bodies]
    edge = None if beyond is None else int(beyond[0])
    left = [at for at, each in enumerate(ids) if edge is None or (each < edge if backwards else each > edge)]
    chosen = left[-size:] if backwards else left[:size]
    first = cursors.encode(BY_ID, (ids[chosen[0]],)) if chosen else None
    last = cursors.encode(BY_ID, (ids[chosen[-1]],)) if chosen else None
    more = len(left) > size
    page = _Page(context, BY_ID, size, more=more, backwards=backwards, started=beyond is not None)
    shown: list[Json] = [bodies[at] for at in chosen]
    meta: Json = {"has_more": more, "after_cursor": last, "before_cursor": first}
    return Answer.of({many: shown, "meta": meta, "links": page.support(first, last)})


@dataclass(frozen=True)
class _Page:
    """A cursor page, and the links to those around it."""

    context: Context
    order: Order
    size: int
    more: bool
    backwards: bool
    started: bool

    def support(self, first: str | None, last: str | None) -> dict[str, Json]:
        """`next` and `prev` are there whenever the page has records, the last page too (recorded)."""
        return {
            "prev": self._link("before", first) if first else None,
            "next": self._link("after", last) if last else None,
        }

    def help_center(self, first: str | None, last: str | None) -> dict[str, Json]:
        """`first` and `last` always, the others where there is such a page (recorded)."""
        links: dict[str, Json] = {"first": self._link(), "last": self._link("before", cursors.end(self.order))}
        ahead, behind = (self.started, self.more) if self.backwards else (self.more, self.started)
        if last and ahead and self.context.request.query.get("page[before]") != cursors.end(self.order):
            links["next"] = self._link("after", last)
        if first and behind:
            links["prev"] = self._link("before", first)
        return links

    @cached_property
    def _plain(self) -> str:
        return _link(self.context, {"page[size]": str(self.size)})

    def _link(self, direction: str | None = None, cursor: str | None = None) -> str:
        if not direction or not cursor:
            return self._plain
        # Of base64's characters these three alone are escaped; the general way costs more than the rest of a link.
        escaped = cursor.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D")
        return f"{self._plain}&page%5B{direction}%5D={escaped}"


def _beyond(context: Context, order: Order) -> tuple[tuple[int | str, ...] | None, bool]:
    query = context.request.query
    for direction in ("after", "before"):
        if cursor := query.get(f"page[{direction}]"):
            try:
                return cursors.decode(cursor, order), direction == "before"
            except ValueError:
                raise api_errors.invalid_page(f"page[{direction}]") from None
    return None, False


def _cased(context: Context, order: Order) -> Order:
    """An order by title or name, where case counts by the title itself: the key that lists are kept by has none."""
    name = order.names.partition(",")[0].removeprefix("-")
    if context.switches.titles_ignore_case or name not in {"title", "name"} or order.columns[0] != "sort":
        return order
    return Order(order.names, (FIELD.format(name), *order.columns[1:]), order.descending)


def _by_offset(context: Context, listing: Listing) -> Answer:
    order = _cased(context, listing.offset_order or listing.order or listing.family.order)
    default = HELP_CENTER_PAGE if is_help_center(context.request.path) else MOST
    page, size = _number(context, "page", 1, DEEPEST), _number(context, "per_page", default, MOST, clamp=True)
    if page * size > DEEPEST and page > 1:
        raise api_errors.pagination_depth()
    skip = (page - 1) * size
    count = context.documents.count(listing.family, *listing.filters, parent=listing.parent)
    bodies = context.documents.offset(listing.choice, order, skip, size)
    following = {"page": str(page + 1)} if page * size < count else None
    previous = {"page": str(page - 1)} if page > 1 else None
    rest: dict[str, Json] = {
        "next_page": _link(context, following) if following else None,
        "previous_page": _link(context, previous) if previous else None,
        "count": count,
    }
    if is_help_center(context.request.path):
        rest |= {"page": page, "per_page": size, "page_count": -(-count // size)}
    return _enveloped(listing, bodies, rest)


def _whole(context: Context, listing: Listing) -> Answer:
    order = listing.offset_order or listing.family.order
    bodies = context.documents.offset(listing.choice, order, 0, -1)
    return _enveloped(listing, bodies, {"next_page": None, "previous_page": None, "count": len(bodies)})


def _enveloped(
    listing: Listing, bodies: list[bytes], rest: dict[str, Json], headers: dict[str, str] | None = None
) -> Answer:
    """The page, put together of what is stored: that was JSON before and is neither parsed nor decoded."""
    show = listing.shown
    shown = bodies if show is None else [show(body.decode()).encode() for body in bodies]
    head, tail = f"{{{compact(listing.family.many)}:[", f"],{compact(rest)[1:]}"
    return Answer(200, None, headers or {}, b"".join((head.encode(), b",".join(shown), tail.encode())))


def _number(context: Context, name: str, default: int, most: int, *, clamp: bool = False) -> int:
    text = context.request.query.get(name)
    if text is None:
        return default
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if number > most and (clamp or (name == "page[size]" and not context.switches.refuses_large_pages)):
        return most
    if not 0 < number <= most:
        raise api_errors.invalid_page(name) if name != "page" or number < 1 else api_errors.pagination_depth()
    return number


def _link(context: Context, other: dict[str, str]) -> str:
    kept = {name: value for name, value in context.request.query.items() if not name.startswith("page[")}
    path = context.request.path.removesuffix(".json")
    return f"{context.documents.base}{path}.json?{urlencode(kept | other)}"
