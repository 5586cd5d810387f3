"""Scenarios as they are run: each one with its file's start and ticket in it, and with the places of its values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.definitions.scenario_values import instant
from macrosync.definitions.scenarios import Scenarios, Ticket

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from macrosync.definitions.load import Definitions, Loaded
    from macrosync.definitions.scenarios import Scenario
    from macrosync.definitions.strict_yaml import Path
    from macrosync.resources import Source

_TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario; `at` is its index in the file."""

    loaded: Loaded
    at: int
    scenario: Scenario
    start: datetime
    ticket: Ticket

    @property
    def name(self) -> str:
        """What must be so."""
        return str(self.scenario.name)

    @property
    def source(self) -> Source:
        """Where it begins: its name."""
        return self.place("name")

    def place(self, *path: str | int, key: bool = False) -> Source:
        """The place of a value of the scenario (or of its key); the ticket's may stand at the head of the file."""
        own: Path = ("scenarios", self.at, *path)
        if path[:1] == (_TICKET,) and own[: len(("scenarios", 0, _TICKET, "name"))] not in self.loaded.document.values:
            return self.loaded.document.place(path, key=key)
        return self.loaded.document.place(own, key=key)


def cases(definitions: Definitions) -> Iterator[Case]:
    """Every scenario, in the order of files and lines."""
    for loaded, file in definitions.all(Scenarios):
        for at, scenario in enumerate(file.scenarios):
            start = instant(scenario.start or file.start)
            yield Case(loaded, at, scenario, start, _merged(file.ticket, scenario.ticket))


def chosen(every: Iterable[Case], paths: Sequence[str] = (), name: str = "") -> tuple[Case, ...]:
    """Those in one of the paths (files, or folders with them), whose name holds `name`; `*` stands for anything."""
    pattern = re.compile(".*".join(re.escape(part) for part in name.casefold().split("*")))
    return tuple(
        case
        for case in every
        if pattern.search(case.name.casefold()) and (not paths or any(within(case.source.path, path) for path in paths))
    )


def within(file: str, path: str) -> bool:
    """Whether a file is a path, or below it."""
    return path in {"", ".", file} or file.startswith(f"{path.rstrip('/')}/")


def _merged(shared: Ticket | None, own: Ticket | None) -> Ticket:
    """The file's ticket, with what the scenario says in its place, key by key."""
    base = shared or Ticket()
    return base if own is None else base.model_copy(update={name: getattr(own, name) for name in own.model_fields_set})
