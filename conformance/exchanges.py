"""What was recorded, as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GOOD = range(200, 300)
_BODILESS = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer; bodies are text, `path` and `query` apart.

    `disturbed` says that the test had set a fault before: then the answer may be the test's own, not the service's.
    `switched` says that it had set a switch otherwise than it is assumed: then the answer need not be as the files say.
    `drawn` says that the request was drawn by chance: then it need not be right, even where it was accepted.
    """

    test: str
    method: str
    path: str
    query: str
    type: str
    body: str
    status: int
    answer_type: str
    answer: str
    disturbed: bool = False
    switched: bool = False
    drawn: bool = False

    @property
    def good(self) -> bool:
        """Whether the request was accepted."""
        return self.status in _GOOD

    @property
    def json(self) -> object:
        """The answer's body; None where it is no JSON."""
        try:
            return json.loads(self.answer)
        except ValueError:
            return None

    @property
    def bodiless(self) -> bool:
        """Whether HTTP itself allows the answer no body (RFC 9110)."""
        return self.method == "HEAD" or self.status in _BODILESS


def read(folder: Path) -> Iterator[Exchange]:
    """Every exchange of a run, each different one once."""
    seen: set[tuple[object, ...]] = set()
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            found = Exchange(**json.loads(line))
            what = (found.method, found.path, found.query, found.body, found.status, found.answer)
            identity = (*what, found.disturbed, found.switched)
            if identity not in seen:
                seen.add(identity)
                yield found
