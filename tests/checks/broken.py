"""A case: what breaks the small project, and exactly the findings that this gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.definitions.desk import Desk

Break: TypeAlias = "Callable[[Desk], object]"


class Expected(NamedTuple):
    """A finding: its id, its place as path:line:column, and a part of its sentence that says what to do."""

    id: str
    place: str
    says: str


@dataclass(frozen=True)
class Case:
    """One broken tree; `locked` where the lock is written before it breaks, so that versions are compared."""

    name: str
    breaks: tuple[Break, ...]
    expected: tuple[Expected, ...]
    locked: bool = False


def case(name: str, breaks: Break | tuple[Break, ...], *expected: tuple[str, str, str], locked: bool = False) -> Case:
    steps = breaks if isinstance(breaks, tuple) else (breaks,)
    return Case(name, steps, tuple(Expected(*each) for each in expected), locked)


def edit(path: str, old: str, new: str) -> Break:
    return lambda desk: desk.edit(path, old, new)


def write(path: str, content: str | bytes) -> Break:
    return lambda desk: desk.write(path, content)


def delete(path: str) -> Break:
    return lambda desk: desk.delete(path)


def add(path: str, content: str) -> Break:
    """Put lines at the end of a file."""
    return lambda desk: desk.write(path, (desk.root / path).read_text(encoding="utf-8") + content)
