"""Search: its index lags, so that everything that is looked for is made first, and waited for once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from live.probe import Family, NotSeen
from live.things import change, me, ticket

if TYPE_CHECKING:
    from collections.abc import Callable

    from live.sandbox import Sandbox

SEARCH = Family()
#: Seconds between looks at the index, and how many looks: REF search speaks of a few minutes.
_LOOKS, _BETWEEN = 20, 15


def indexed(desk: Sandbox, there: Callable[[], bool]) -> None:
    """Wait until search finds what was made. Raises NotSeen where that takes too long."""
    for _ in range(_LOOKS):
        if there():
            return
        desk.pause(_BETWEEN)
    raise NotSeen(f"search did not find it within {_LOOKS * _BETWEEN // 60} minutes")


def _found(desk: Sandbox, query: str) -> list[Any]:
    return list(desk.get("search", query=f"type:ticket {query}")["results"])


def _ids(desk: Sandbox, query: str) -> list[int]:
    return [each["id"] for each in _found(desk, query)]


def _searched(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """Tickets that search knows, by what they are for; and whether it knew one at once."""
    one, two = desk.word("one"), desk.word("two")
    stale = ticket(desk, tags=[desk.word("stale")])
    gone = ticket(desk, tags=[desk.word("gone")])
    older = ticket(desk, tags=[one], subject=f"q{desk.run}umbrella")
    desk.pause(2)
    newer = ticket(desk, tags=[one, two])
    tags = [each["tags"][0] for each in (stale, gone, older)]
    at_once = bool(_ids(desk, f"tags:{two}"))
    indexed(desk, lambda: all(_ids(desk, f"tags:{each}") for each in (*tags, two)))
    return {"stale": stale, "gone": gone, "older": older, "newer": newer, "at once": at_once}


def _all(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    return desk.once("searched tickets", lambda: _searched(desk))


@SEARCH.known("search-lag", shows=False)
def _lag(desk: Sandbox) -> object:
    return _all(desk)["at once"]


@SEARCH.switched("search-relevance", {True: "newest first", False: "oldest first"})
def _relevance(desk: Sandbox) -> object:
    made = _all(desk)
    older, newer = made["older"]["id"], made["newer"]["id"]
    found = _ids(desk, f"tags:{desk.word('one')}")
    return {newer: "newest first", older: "oldest first"}.get(found[0])


@SEARCH.switched("search-or", {True: 2, False: 1})
def _or(desk: Sandbox) -> object:
    _all(desk)
    return len(_ids(desk, f"tags:{desk.word('one')} tags:{desk.word('two')}"))


@SEARCH.switched("search-words", {True: (1, 1), False: (1, 0)})
def _words(desk: Sandbox) -> object:
    _all(desk)
    return len(_ids(desk, f"Q{desk.run}umbrella")), len(_ids(desk, f"{desk.run}umbrel"))


@SEARCH.switched("search-days", {True: (1, 0), False: (0, 1)})
def _days(desk: Sandbox) -> object:
    made = datetime.fromisoformat(_all(desk)["newer"]["created_at"])
    local = f"{made.astimezone(ZoneInfo(me(desk)['iana_time_zone'])):%Y-%m-%d}"
    if local == f"{made:%Y-%m-%d}":
        raise NotSeen("the account's day and that of UTC are the same at this hour: look again at another")
    own, utc = (len(_ids(desk, f"tags:{desk.word('two')} created:{day}")) for day in (local, f"{made:%Y-%m-%d}"))
    return own, utc


@SEARCH.switched("search-stale", {60: (True, "as it was"), 0: (True, "as it is")})
def _stale(desk: Sandbox) -> object:
    made = _all(desk)["stale"]
    change(desk, made, subject=desk.name("changed"))
    found = _found(desk, f"tags:{desk.word('stale')}")
    subjects = {made["subject"]: "as it was", desk.name("changed"): "as it is"}
    return bool(found), subjects.get(found[0]["subject"])


@SEARCH.switched("search-deleted", {True: [], False: ["gone"]})
def _deleted(desk: Sandbox) -> object:
    made = _all(desk)["gone"]
    desk.remove(f"tickets/{made['id']}")
    return ["gone" for each in _ids(desk, f"tags:{desk.word('gone')}") if each == made["id"]]


def _too_far(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    return desk.once("too far", lambda: desk.call("GET", "search?query=type:ticket&page=11&per_page=100"))


@SEARCH.known("search-limit", 422)
def _limit(desk: Sandbox) -> object:
    return _too_far(desk).status_code


@SEARCH.known("search-limit-body", "invalid")
def _limit_body(desk: Sandbox) -> object:
    return _too_far(desk).json().get("error")


@SEARCH.known("search-export", (200, 422))
def _export(desk: Sandbox) -> object:
    right, wrong = ({"query": "x"}, {"query": "type:ticket"})
    answers = (desk.call("GET", "search/export", params={**each, "filter[type]": "ticket"}) for each in (right, wrong))
    taken, refused = (answer.status_code for answer in answers)
    return taken, refused


@SEARCH.known("search-export-links", (True, None))
def _export_links(desk: Sandbox) -> object:
    _all(desk)
    query = {"query": f"tags:{desk.word('one')}", "filter[type]": "ticket", "page[size]": 1}
    page = desk.get("search/export", **query)
    return bool(page["results"]), page["links"]["prev"]
