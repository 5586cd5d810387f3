"""What was recorded, as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GOOD = range(200, 300)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer; bodies are text, `path` and `query` apart."""

    test: str
    method: str
    path: str
    query: str
    type: str
    body: str
    status: int
    answer_type: str
    answer: str

    @property
    def good(self) -> bool:
        """Whether the request was accepted."""
        return self.status in _GOOD

    @property
    def whole(self) -> bool:
        """Whether the answer came whole: a fault of the control prefix may have cut it."""
        if "json" not in self.answer_type or not self.answer:
            return not self.answer
        try:
            json.loads(self.answer)
        except ValueError:
            return False
        return True


def read(folder: Path) -> Iterator[Exchange]:
    """Every exchange of a run, each different one once."""
    seen: set[tuple[object, ...]] = set()
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            found = Exchange(**json.loads(line))
            identity = (found.method, found.path, found.query, found.body, found.status, found.answer)
            if identity not in seen:
                seen.add(identity)
                yield found
