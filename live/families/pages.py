"""Pages: their sizes, links, cursors and orders."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING

from live.probe import Family
from live.things import HELP_CENTER, article, category, macro, section, ticket

if TYPE_CHECKING:
    from collections.abc import Sequence

    from live.sandbox import Sandbox

PAGES = Family()


def _nested(desk: Sandbox, folder: str, names: Sequence[str]) -> str:
    """The category of macros by these names, so that they are a list of their own."""
    for name in names:
        macro(desk, f"{folder}::{name}")
    return desk.name(folder)


@PAGES.switched("page-size", {True: (400, 400), False: (200, 400)})
def _page_size(desk: Sandbox) -> object:
    large, none = (desk.call("GET", f"macros?page[size]={size}").status_code for size in (101, 0))
    return large, none


@PAGES.switched("title-order", {True: ["a", "b", "C"], False: ["C", "a", "b"]})
def _title_order(desk: Sandbox) -> object:
    folder = _nested(desk, "case", ("b", "C", "a"))
    listed = desk.get("macros", category=folder)["macros"]
    return [each["title"].rpartition("::")[2] for each in listed]


@PAGES.known("orders", ["title,id", "name,id", "id", "nice_id"])
def _orders(desk: Sandbox) -> object:
    desk.once("page", lambda: (macro(desk, "page"), ticket(desk)))
    return [_order_of(desk, path) for path in ("macros", "groups", "users", "tickets")]


@PAGES.known("cursors", {"o", "v"})
def _cursors(desk: Sandbox) -> object:
    desk.once("page", lambda: (macro(desk, "page"), ticket(desk)))
    return set(_cursor(desk, "macros"))


def _order_of(desk: Sandbox, path: str) -> object:
    return _cursor(desk, path).get("o")


def _cursor(desk: Sandbox, path: str) -> dict[str, object]:
    page = desk.get(path, **{"page[size]": 1})
    found = json.loads(b64decode(page["meta"]["after_cursor"]))
    return dict(found)


@PAGES.known("next-on-last-page", (False, True, None))
def _next_on_the_last_page(desk: Sandbox) -> object:
    folder = _nested(desk, "last", ("a",))
    last = desk.get("macros", category=folder, **{"page[size]": 100})
    empty = desk.get("macros", category=desk.name("none"), **{"page[size]": 100})
    return last["meta"]["has_more"], last["links"]["next"] is not None, empty["links"]["next"]


@PAGES.known("depth", (400, "InvalidPaginationDepth"))
def _depth(desk: Sandbox) -> object:
    answer = desk.call("GET", "tickets?page=10001&per_page=1")
    errors = answer.json().get("errors")
    return answer.status_code, errors[0].get("code") if errors else None


@PAGES.known("help-center-links", ({"first", "last"}, True))
def _help_center_links(desk: Sandbox) -> object:
    home = desk.once("paged", lambda: _paged(desk))
    page = desk.get(f"{HELP_CENTER}/sections/{home['id']}/articles", **{"page[size]": 100})
    first = desk.get(f"{HELP_CENTER}/sections/{home['id']}/articles", **{"page[size]": 1})
    return set(page["links"]), "next" in first["links"]


@PAGES.known("help-center-last", (True, False))
def _help_center_last(desk: Sandbox) -> object:
    home = desk.once("paged", lambda: _paged(desk))
    first = desk.get(f"{HELP_CENTER}/sections/{home['id']}/articles", **{"page[size]": 1})
    last = desk.send("GET", first["links"]["last"].removeprefix(desk.base))
    return "next" in first["links"], "next" in last["links"]


@PAGES.switched("help-center-order", {True: "by position", False: "by id"})
def _help_center_order(desk: Sandbox) -> object:
    home = desk.once("paged", lambda: _paged(desk))
    page = desk.get(f"{HELP_CENTER}/sections/{home['id']}/articles", **{"page[size]": 100})
    order = [each["title"].rpartition(" ")[2] for each in page["articles"]]
    return {("second", "first"): "by position", ("first", "second"): "by id"}.get(tuple(order), order)


def _paged(desk: Sandbox) -> object:
    """A section whose later article stands first."""
    home = section(desk, "paged")
    article(desk, "first", home, position=2)
    article(desk, "second", home, position=1)
    category(desk, "paged")
    return home
