"""Dynamic content: its names, variants, and the titles that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.probe import Family, NotSeen
from live.things import COMMENT

if TYPE_CHECKING:
    from live.sandbox import Sandbox

CONTENT = Family()
_ITEMS = "dynamic_content/items"


def _locales(desk: Sandbox) -> tuple[int, int]:
    """The account's own language, and another one that it has. Raises NotSeen where there is none."""
    listed = desk.once("locales", lambda: desk.get("locales"))["locales"]
    if len(listed) < 2:  # noqa: PLR2004 - one, and another
        raise NotSeen("the account has one language only")
    own = next((each for each in listed if each.get("default")), listed[0])
    return own["id"], next(each["id"] for each in listed if each["id"] != own["id"])


def _values(desk: Sandbox, what: str, *, two: bool = False) -> dict[str, Any]:
    own, *others = _locales(desk) if two else (_only(desk),)
    variants = [{"locale_id": each, "content": "Lost"} for each in others]  # the default is not the first one
    return {
        "name": desk.name(what),
        "default_locale_id": own,
        "variants": [*variants, {"locale_id": own, "content": "분실물"}],
    }


def _only(desk: Sandbox) -> int:
    listed = desk.once("locales", lambda: desk.get("locales"))["locales"]
    return int(next((each for each in listed if each.get("default")), listed[0])["id"])


def _item(desk: Sandbox, what: str, *, two: bool = False) -> Any:  # noqa: ANN401 - JSON
    return desk.make(_ITEMS, "item", _values(desk, what, two=two))


def _default(item: Any) -> Any:  # noqa: ANN401 - JSON
    return next(each for each in item["variants"] if each["default"])


def _rewrite(desk: Sandbox, item: Any) -> None:  # noqa: ANN401 - JSON
    """Other words in the default variant."""
    path = f"{_ITEMS}/{item['id']}/variants/{_default(item)['id']}"
    desk.send("PUT", path, {"variant": {"content": "새 분실물"}})


def _titled(desk: Sandbox, title: str) -> Any:  # noqa: ANN401 - JSON
    return desk.make("macros", "macro", {"title": f"{desk.name('title')} {title}", "actions": [COMMENT]})


@CONTENT.known("dc-title", (True, True))
def _title(desk: Sandbox) -> object:
    placeholder = _item(desk, "title")["placeholder"]
    made = _titled(desk, placeholder)
    return made["title"].endswith("분실물"), made["raw_title"].endswith(placeholder)


@CONTENT.switched("dc-title-updated", {False: (True, False), True: (True, True)})
def _title_updated(desk: Sandbox) -> object:
    item = _item(desk, "moved")
    made = _titled(desk, item["placeholder"])
    desk.pause(2)
    _rewrite(desk, item)
    after = desk.get(f"macros/{made['id']}")["macro"]
    return "새 분실물" in after["title"], after["updated_at"] != made["updated_at"]


@CONTENT.switched("dc-unknown", {True: "stays", False: "blank"})
def _unknown(desk: Sandbox) -> object:
    placeholder = f"{{{{dc.{desk.word('none')}}}}}"
    title = _titled(desk, f"x{placeholder}y")["title"]
    return "stays" if placeholder in title else "blank" if title.endswith("xy") else title


@CONTENT.switched("dc-placeholder", {True: 422, False: 201})
def _alike(desk: Sandbox) -> object:
    first = _values(desk, "alike one")
    desk.make(_ITEMS, "item", first)
    return desk.tried(_ITEMS, "item", first | {"name": desk.name("alike-one")}).status_code


@CONTENT.known("dc-name", 422)
def _name(desk: Sandbox) -> object:
    values = _values(desk, "same name")
    desk.make(_ITEMS, "item", values)
    return desk.tried(_ITEMS, "item", values).status_code


@CONTENT.known("dc-locale", shows=False)
def _one_variant(desk: Sandbox) -> object:
    item = _item(desk, "variants")
    values = {"locale_id": _only(desk), "content": "x", "active": True, "default": False}
    return desk.call("POST", f"{_ITEMS}/{item['id']}/variants", {"variant": values}).ok


@CONTENT.known("dc-default", (True, 1))
def _one_default(desk: Sandbox) -> object:
    item = _item(desk, "default", two=True)
    other = next(each for each in item["variants"] if not each["default"])
    desk.send("PUT", f"{_ITEMS}/{item['id']}/variants/{other['id']}", {"variant": {"default": True}})
    after = desk.get(f"{_ITEMS}/{item['id']}")["item"]
    return _default(after)["id"] == other["id"], sum(each["default"] for each in after["variants"])


@CONTENT.switched("dc-default-first", {True: "default_locale_id", False: "the first"})
def _default_first(desk: Sandbox) -> object:
    own, other = _locales(desk)
    chosen = _default(_item(desk, "chosen", two=True))["locale_id"]
    return {own: "default_locale_id", other: "the first"}.get(chosen)


@CONTENT.switched("dc-default-deleted", {True: 422, False: 204})
def _default_deleted(desk: Sandbox) -> object:
    item = _item(desk, "kept", two=True)
    return desk.call("DELETE", f"{_ITEMS}/{item['id']}/variants/{_default(item)['id']}").status_code


@CONTENT.switched("dc-used-deleted", {True: 204, False: 422})
def _used_deleted(desk: Sandbox) -> object:
    item = _item(desk, "used")
    _titled(desk, item["placeholder"])
    return desk.remove(f"{_ITEMS}/{item['id']}").status_code


@CONTENT.switched("dc-outdated", {True: True, False: False})
def _outdated(desk: Sandbox) -> object:
    item = _item(desk, "outdated", two=True)
    desk.pause(1)
    _rewrite(desk, item)
    return desk.get(f"{_ITEMS}/{item['id']}")["item"]["outdated"]
