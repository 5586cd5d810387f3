"""What the machines that try sequences of calls have in common: an account of their own, its clock, its pages.

Each machine keeps a model beside the account: a few dictionaries that say what the facts about Zendesk make of the
same calls. The models are written from the facts, which their comments cite as the rest of the project does, and
share no code with the local Zendesk.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from hypothesis.stateful import RuleBasedStateMachine
from tests.local_zendesk.client import Api

from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from tests.local_zendesk.client import Data

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
NOT_FOUND = {"error": "RecordNotFound", "description": "Not found"}  # recorded 30 times


class AccountMachine(RuleBasedStateMachine):
    """A new account for every example; the clock stands still and is moved a second at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._zendesk = LocalZendesk(Path(self._folder.name) / "zendesk.db").__enter__()
        self.api = Api(self._zendesk.url)
        self.ids: set[Data] = set()
        self._now = START
        self.api.set_clock(self.now)
        limits = self.api.control("GET", "limits")
        self.api.control("PUT", "limits", {name: {"calls": 10**6} for name in limits})

    def teardown(self) -> None:
        self.api.session.close()
        self._zendesk.__exit__(None, None, None)
        self._folder.cleanup()

    @property
    def now(self) -> str:
        """The account's time, as the API writes it."""
        return self._now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def tick(self) -> str:
        """Let a second pass, so that a change shows in `updated_at`; gives the time."""
        self._now += timedelta(seconds=1)
        self.api.set_clock(self.now)
        return self.now

    def new_id(self, identity: Data) -> Data:
        """Note an id: none is given twice, whatever was deleted meanwhile."""
        assert identity not in self.ids
        self.ids.add(identity)
        return identity

    def status(self, method: str, path: str, body: Data = None) -> int:
        """What a call is answered."""
        return self.api.call(method, path, json=body).status_code

    def missing(self, path: str, method: str = "GET") -> None:
        """Check that nothing is there."""
        answer = self.api.call(method, path, json={} if method != "GET" else None)
        assert (answer.status_code, answer.json()) == (404, NOT_FOUND)

    def by_cursor(self, path: str, many: str, size: int, **query: Data) -> list[Data]:
        """A list by cursor pages, each followed by its link as long as `has_more` says so (REC)."""
        listed: list[Data] = []
        pages = 0
        page = self.api.page(path, size, **query)
        while True:
            pages += 1
            assert len(page[many]) == size if page["meta"]["has_more"] else len(page[many]) <= size
            listed += page[many]
            if not page["meta"]["has_more"]:
                assert len(listed) <= pages * size
                return listed
            page = self.api.call("GET", self._path(page["links"]["next"])).json()

    def backwards(self, path: str, many: str, size: int) -> list[Data]:
        """The same list, paged back from the cursor of its last record."""
        page = self.api.page(path, 100)
        listed = list(page[many][-1:])
        while listed and page["meta"]["before_cursor"]:
            cursor = page["meta"]["before_cursor"] if len(listed) > 1 else page["meta"]["after_cursor"]
            page = self.api.page(path, size, **{"page[before]": cursor})
            listed = [*page[many], *listed]
            if not page["meta"]["has_more"]:
                break
        return listed

    def by_offset(self, path: str, many: str, size: int, **query: Data) -> list[Data]:
        """A list by offset pages; `count` is the whole of it on each (facts on pagination)."""
        listed: list[Data] = []
        page = self.api.get(path, per_page=size, **query)
        while True:
            listed += page[many]
            if page["next_page"] is None:
                assert page["count"] == len(listed)
                return listed
            assert page["count"] > len(listed)
            page = self.api.call("GET", self._path(page["next_page"])).json()

    def _path(self, address: str) -> str:
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}" == self._zendesk.url
        assert dict(parse_qsl(parts.query))
        return f"{parts.path}?{parts.query}"
