"""The API's verbs over the session: JSON objects in and out, and lists page by page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from macrosync.errors import Call, UnexpectedAnswer
from macrosync.gateway.exchange import rechecked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import requests

    from macrosync.gateway.account import Account
    from macrosync.gateway.exchange import Recheck
    from macrosync.resources import Json, Payload

#: The most that one page holds (REF introduction/pagination).
PAGE_SIZE = 100
#: A webhook's ULID, the digits of a trigger category (recorded): nothing that could lead a path elsewhere.
_TEXT_ID = re.compile(r"[0-9A-Za-z]{1,40}")


@dataclass(frozen=True, slots=True)
class Client:
    """One account over one session. Each method raises macrosync.errors.ServiceError."""

    account: Account
    session: requests.Session

    def get(self, path: str, query: Mapping[str, str] | None = None) -> dict[str, Json]:
        """The JSON object at a path."""
        return self._sent("GET", self.account.url(path), query=query)

    def send(
        self,
        method: str,
        path: str,
        body: Payload,
        headers: Mapping[str, str] | None = None,
        *,
        recheck: Recheck | None = None,
    ) -> dict[str, Json]:
        """Write a JSON object; gives the answer's, which is empty where the answer is.

        `recheck` is asked before the call is sent late or once more. Raises DoneAlready where that says no.
        """
        return self._sent(method, self.account.url(path), body=body, headers=headers, recheck=recheck)

    def delete(self, path: str, recheck: Recheck | None = None) -> None:
        """Delete what is at a path, with a `recheck` as `send` takes it; recorded DELETEs bear no body."""
        with rechecked(recheck):
            self.session.delete(self.account.url(path))

    def every(
        self, path: str, many: str, query: Mapping[str, str], *, paged: bool, text_ids: bool = False
    ) -> Iterator[dict[str, Json]]:
        """Every object of a list, in its order.

        A cursor list ends where `meta.has_more` is false: its `links.next` is set on the last page too, and left out
        by the Help Center (recorded). A list that is answered by offset ends where `next_page` is null.
        """
        first = {**query, "page[size]": str(PAGE_SIZE)} if paged else dict(query)
        url, page = self.account.url(path), self.get(path, first)
        pages: set[str] = set()
        while True:
            yield from objects(page, many, _call(url), text_ids=text_ids)
            following = str(page.get("next_page") or "") if "meta" not in page else ""
            cursor = "" if following else _after(page, _call(url))
            if not following and not cursor:
                return
            if (following or cursor) in pages:
                raise UnexpectedAnswer(_call(url), "the list gives the same page twice and would never end")
            pages.add(following or cursor)
            page = self._sent("GET", following) if following else self.get(path, {**first, "page[after]": cursor})

    def _sent(
        self,
        method: str,
        url: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Payload | None = None,
        headers: Mapping[str, str] | None = None,
        recheck: Recheck | None = None,
    ) -> dict[str, Json]:
        sent = None if body is None else dict(body)
        with rechecked(recheck):
            answer = self.session.request(method, url, params=query, json=sent, headers=headers)
        # An object: the transport lets nothing else through, but for a change that is answered with nothing.
        found: dict[str, Json] = answer.json() if answer.content else {}
        return found


def one(body: Mapping[str, Json], name: str, call: Call, *, text_ids: bool = False) -> dict[str, Json]:
    """The object of that name in an answer. Raises UnexpectedAnswer where it is missing or has no id."""
    found = body.get(name)
    if not isinstance(found, dict) or not is_id(found.get("id"), text=text_ids):
        raise UnexpectedAnswer(call, f"it holds no {name} with an id")
    return found


def objects(body: Mapping[str, Json], many: str, call: Call, *, text_ids: bool = False) -> list[dict[str, Json]]:
    """The objects of a list's page. Raises UnexpectedAnswer where there is no such list."""
    found = body.get(many)
    if not isinstance(found, list):
        raise UnexpectedAnswer(call, f"it holds no list of {many}")
    return [one({many: item}, many, call, text_ids=text_ids) for item in found]


def is_id(value: Json, *, text: bool = False) -> bool:
    """Whether a value is an id of Zendesk's: a number, or a text where the kind has such ids."""
    if isinstance(value, str):
        return text and _TEXT_ID.fullmatch(value) is not None
    return isinstance(value, int) and not isinstance(value, bool)


def _after(page: Mapping[str, Json], call: Call) -> str:
    """The cursor of the next page, empty on the last."""
    meta = page.get("meta")
    if not isinstance(meta, dict) or meta.get("has_more") is not True:
        return ""
    cursor = meta.get("after_cursor")
    if not isinstance(cursor, str) or not cursor:
        raise UnexpectedAnswer(call, "the list has more pages and gives no cursor to them")
    return cursor


def _call(url: str) -> Call:
    return Call("GET", urlsplit(url).path)
