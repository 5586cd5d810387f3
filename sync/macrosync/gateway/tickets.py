"""Tickets: through zenpy where it can, and requests where it lacks what the sweep needs.

It lacks the Idempotency-Key, safe updates, and the redaction that reaches closed tickets.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from macrosync.errors import Call, UnexpectedAnswer
from macrosync.gateway.client import PAGE_SIZE, objects, one
from macrosync.gateway.people import zenpy_at, zenpy_client

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, TypeAlias

    from macrosync.gateway.client import Client
    from macrosync.resources import Json, Payload

    #: What zenpy makes of an answer, of which it says no types.
    _Zenpy: TypeAlias = Any

_PATH = "/api/v2/tickets"
_SEARCH = "/api/v2/search/export"
_COUNT = "/api/v2/search/count"
_ME = "/api/v2/users/me"
_USERS = "/api/v2/users/show_many"
#: Search shows after a few minutes what changed (REF search); a quarter of an hour leaves room.
_LAG = timedelta(minutes=15)
#: So many tickets are looked at one by one.
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Tickets:
    """The tickets of an account. Each method raises macrosync.errors.ServiceError."""

    client: Client

    def caller(self) -> int:
        """The number of the user that we are."""
        return int(str(one(self.client.get(_ME), "user", Call("GET", _ME))["id"]))

    def search(self, query: str) -> list[dict[str, Json]]:
        """Every ticket of a search, which lags by minutes; a page a hundred (OAS, ExportSearchResults).

        zenpy writes the type into the query beside the filter, which is refused.
        """
        return [*self.client.every(_SEARCH, "results", {"query": query, "filter[type]": "ticket"}, paged=True)]

    def count(self, query: str) -> int:
        """How many tickets a search finds, closed ones too (OAS, CountSearchResults); it lags by minutes."""
        found = self.client.get(_COUNT, {"query": f"type:ticket {query}"}).get("count")
        if not isinstance(found, int):
            raise UnexpectedAnswer(Call("GET", _COUNT), "it holds no count")
        return found

    def latest(self) -> list[dict[str, Json]]:
        """What a search may not show yet: the tickets that changed in the quarter of an hour before the last change.

        A list does not lag (REF search, tickets); no clock is asked, since nothing changed after the last change. At
        most a thousand are read, in ten calls.
        """
        listed = self.client.every(_PATH, "tickets", {"sort": "-updated_at", "support_type_scope": "all"}, paged=True)
        found: list[dict[str, Json]] = []
        for ticket in islice(listed, _MOST):
            if found and _moment(ticket) < _moment(found[0]) - _LAG:
                break
            found.append(ticket)
        return found

    def having(self, query: str, tag: str, latest: Iterable[Mapping[str, Json]]) -> int:
        """How many tickets have a tag, which the query finds: of the `latest` as they are, of the others by search.

        Where search finds more than a thousand, it is that number: the latest are among them, or few beside them.
        """
        now = {int(str(each["id"])): tag in _tags(each) for each in latest}
        fresh = {number for number, has in now.items() if has}
        found = self.count(query)
        if not now or found > _MOST:
            return found
        listed = {int(str(each["id"])) for each in self.search(query)} if found else set()
        return len((listed - now.keys()) | fresh)

    def of_numbers(self, numbers: Iterable[int]) -> dict[int, dict[str, Json]]:
        """The tickets of these numbers as they are now, by their numbers; those that are gone are left out."""
        wanted = sorted(set(numbers))
        found: dict[int, dict[str, Json]] = {}
        for start in range(0, len(wanted), PAGE_SIZE):
            with self._reading(f"{_PATH}/show_many", "") as tickets:
                read = tickets(ids=wanted[start : start + PAGE_SIZE])
                found |= {int(ticket.id): _plain(ticket) for ticket in read}
        return found

    def of_external_id(self, external: str) -> list[dict[str, Json]]:
        """Those of an external id, which is not unique; without the lag of a search (REF tickets)."""
        with self._reading(_PATH, external) as tickets:
            found = {int(ticket.id): _plain(ticket) for ticket in tickets(external_id=external)}
        return [ticket for ticket in found.values() if ticket.get("external_id") == external]

    def audits(self, number: int) -> list[dict[str, Json]]:
        """All that happened to a ticket, the oldest first; its comments are in them."""
        with self._reading(f"{_PATH}/{number}/audits", str(number)) as tickets:
            return [_plain(audit) for audit in tickets.audits(number)]

    def comments(self, number: int) -> list[dict[str, Json]]:
        """The comments of a ticket, the oldest first."""
        with self._reading(f"{_PATH}/{number}/comments", str(number)) as tickets:
            return [_plain(comment) for comment in tickets.comments(number)]

    def names(self, users: Iterable[int]) -> frozenset[str]:
        """What people are called, aliases included, so that it can be left out of what is quoted."""
        ids = ",".join(map(str, sorted(users)[:PAGE_SIZE]))
        found = objects(self.client.get(_USERS, {"ids": ids}), "users", Call("GET", _USERS)) if ids else []
        called = (str(user.get(name) or "").strip() for user in found for name in ("name", "alias"))
        return frozenset(name for name in called if len(name) > 1)

    def create(self, ticket: Payload, key: str) -> dict[str, Json]:
        """Make a ticket, or give the one that was made with this key within two hours (facts on idempotency).

        That one may have been deleted since. Raises AnswerLost where it may or may not have been made.
        """
        answer = self.client.send("POST", _PATH, {"ticket": dict(ticket)}, {"Idempotency-Key": key})
        return one(answer, "ticket", Call("POST", _PATH))

    def update(self, number: int, stamp: str, changes: Mapping[str, Json]) -> dict[str, Json]:
        """Change a ticket that is as it was read at `stamp`, its `updated_at`. Raises Conflict where it is not."""
        path = f"{_PATH}/{number}"
        safe: Mapping[str, Json] = {"safe_update": True, "updated_stamp": stamp}
        return one(self.client.send("PUT", path, {"ticket": {**changes, **safe}}), "ticket", Call("PUT", path))

    def redact(self, number: int, comment: int, html: str) -> None:
        """Take out of a comment, for good, what stands in <redact> tags in its HTML; on closed tickets too (OAS)."""
        body: Payload = {"ticket_id": number, "html_body": html, "external_attachment_urls": []}
        self.client.send("PUT", f"/api/v2/comment_redactions/{comment}", body)

    @contextmanager
    def _reading(self, path: str, key: str) -> Iterator[_Zenpy]:
        """The tickets of a zenpy; what breaks while they are read is about this call."""
        with zenpy_at(Call("GET", path, "ticket", key)):
            yield zenpy_client(self.client.session, self.client.account).tickets


def _moment(ticket: Mapping[str, Json]) -> datetime:
    try:
        return datetime.fromisoformat(str(ticket.get("updated_at")))
    except ValueError:
        raise UnexpectedAnswer(Call("GET", _PATH), "a ticket does not say when it changed") from None


def _tags(ticket: Mapping[str, Json]) -> list[Json]:
    tags = ticket.get("tags")
    return tags if isinstance(tags, list) else []


def _plain(found: _Zenpy) -> dict[str, Json]:
    """What zenpy read, as the API gave it: it calls `from`, which is a word of Python's, `from_`."""
    given = found.to_dict()
    if not isinstance(given, dict):
        raise UnexpectedAnswer(Call("GET", _PATH), "zenpy gives no object")
    return {str(name): _renamed(value) for name, value in given.items()}


def _renamed(value: Json) -> Json:
    if isinstance(value, dict):
        return {name.removesuffix("_") if name == "from_" else name: _renamed(each) for name, each in value.items()}
    return [_renamed(each) for each in value] if isinstance(value, list) else value
