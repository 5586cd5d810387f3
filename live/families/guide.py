"""Who may do what in the Help Center, content tags, and how its articles are searched and exported."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from live.families.search import indexed
from live.probe import Family, verdict
from live.things import GROUPS, HELP_CENTER, article, permission_group

if TYPE_CHECKING:
    from live.sandbox import Sandbox

RIGHTS = Family()
_TAGS = "guide/content_tags"
_ULID = re.compile("[0-9A-HJKMNP-TV-Z]{26}")
_NO_TAG = "01ARYZ6S41TSV4RRFFQ69G5FAV"
_SEARCH = f"{HELP_CENTER}/articles/search"


def _built_in(desk: Sandbox) -> str:
    """What a PUT of a built-in segment is answered, that would change nothing."""
    listed = desk.once("segments", lambda: desk.get(f"{HELP_CENTER}/user_segments"))["user_segments"]
    segment = next(each for each in listed if each["built_in"])
    body = {"user_segment": {"name": segment["name"]}}
    return verdict(desk.call("PUT", f"{HELP_CENTER}/user_segments/{segment['id']}", body))


@RIGHTS.known("hc-built-in-kept", shows=False)
def _kept(desk: Sandbox) -> object:
    return desk.once("built in", lambda: _built_in(desk)) == "taken"


@RIGHTS.switched("hc-built-in", {True: "forbidden", False: "invalid"})
def _refused(desk: Sandbox) -> object:
    return desk.once("built in", lambda: _built_in(desk))


@RIGHTS.switched("hc-group-used", {True: "invalid", False: "taken"})
def _used(desk: Sandbox) -> object:
    staff = permission_group(desk)
    values = {"name": desk.name("used"), "edit": staff["edit"], "publish": staff["publish"]}
    used = desk.make(GROUPS, "permission_group", values)
    article(desk, "permitted", permission_group_id=used["id"])
    return verdict(desk.remove(f"{GROUPS}/{used['id']}"))


@RIGHTS.known("content-tags", (True, "records"))
def _content_tags(desk: Sandbox) -> object:
    made = desk.make(_TAGS, "content_tag", {"name": desk.name("tag")})
    page = desk.get(_TAGS, **{"filter[name_prefix]": desk.name("tag")})
    return bool(_ULID.fullmatch(made["id"])), "records" if "records" in page else [*page]


@RIGHTS.switched("content-tag-unique", {True: False, False: True})
def _unique(desk: Sandbox) -> object:
    desk.make(_TAGS, "content_tag", {"name": desk.name("Unique")})
    return desk.tried(_TAGS, "content_tag", {"name": desk.name("unique")}).ok


@RIGHTS.switched("content-tag-ids", {False: "taken", True: "invalid"})
def _unchecked(desk: Sandbox) -> object:
    path = f"{HELP_CENTER}/articles/{article(desk, 'tagged')['id']}"
    return verdict(desk.call("PUT", path, {"article": {"content_tag_ids": [_NO_TAG]}}))


def _searched(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """A word that two articles have, the older of which changed last; published for staff, since drafts are not found.

    The third one changed since the index came to it, and the last one is archived.
    """
    word = f"w{desk.run}"
    every = [article(desk, f"{word} old", draft=False)]
    desk.pause(1)
    every += [article(desk, f"{word} {each}", draft=False) for each in ("new", "stale", "gone")]
    desk.pause(1)
    desk.send("PUT", f"{HELP_CENTER}/articles/{every[0]['id']}", {"article": {"promoted": True}})
    indexed(desk, lambda: desk.get(_SEARCH, query=word)["count"] == len(every))
    stale = every[2]
    path = f"{HELP_CENTER}/articles/{stale['id']}/translations/{stale['locale']}"
    desk.send("PUT", path, {"translation": {"title": desk.name(f"{word} fresh")}})
    desk.remove(f"{HELP_CENTER}/articles/{every[3]['id']}")
    return word, [each["title"].rpartition(" ")[2] for each in desk.get(_SEARCH, query=word)["results"]]


@RIGHTS.known("hc-search", "invalid")
def _search(desk: Sandbox) -> object:
    return verdict(desk.call("GET", _SEARCH))


@RIGHTS.switched("hc-search-words", {True: (False, True), False: (True, True)})
def _words(desk: Sandbox) -> object:
    word, _ = desk.once("searched", lambda: _searched(desk))
    both, part = (desk.get(_SEARCH, query=text)["count"] for text in (f"{word} {word}none", word[:-1].upper()))
    return both > 0, part > 0


@RIGHTS.switched("hc-search-lag", {60: (True, False), 0: (False, False)})
def _lag(desk: Sandbox) -> object:
    _, found = desk.once("searched", lambda: _searched(desk))
    return "stale" in found, "gone" in found


@RIGHTS.switched("hc-search-order", {True: ["old", "new"], False: ["new", "old"]})
def _order(desk: Sandbox) -> object:
    _, found = desk.once("searched", lambda: _searched(desk))
    return [each for each in found if each in {"old", "new"}]


@RIGHTS.switched("hc-incremental", {True: (True, False), False: (True, True)})
def _incremental(desk: Sandbox) -> object:
    made = article(desk, "incremental")
    start = int(datetime.fromisoformat(made["updated_at"]).timestamp()) - 1
    page = desk.get(f"{HELP_CENTER}/incremental/articles", start_time=start)
    return "end_time" in page, page["next_page"] is not None
