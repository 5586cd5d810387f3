"""Which operations of Zendesk's the local one serves, as a table for docs/coverage.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conformance.misfits import Operation
from macrosync.local_zendesk import known_paths
from macrosync.local_zendesk.routing import Router, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from conformance.absent import Absent
    from conformance.openapi import Document
    from macrosync.local_zendesk.routing import Route

_PARAMETER = re.compile(r"\{([^}]+)\}")
_HELP_CENTER = "/api/v2/help_center/"


class State(StrEnum):
    """What the local Zendesk has of an operation."""

    SERVED = "served"
    NOT_BUILT = "501"  # answered with its name
    ABSENT = "absent"  # answered 404, as a path that Zendesk does not have


@dataclass(frozen=True, slots=True)
class Coverage:
    """An operation of a file, its family there, and what there is of it."""

    operation: Operation
    family: str
    state: State


def of(documents: Iterable[Document], routes: Iterable[Route]) -> tuple[Coverage, ...]:
    """Every operation of the files."""
    files, listed = tuple(documents), tuple(routes)
    served, router = {declared(files, _operation(route)) for route in listed}, Router(listed)
    return tuple(
        Coverage(operation, family, State.SERVED if operation in served else _unserved(operation, router))
        for document in files
        for operation, family in document.operations.items()
    )


def beyond(documents: Iterable[Document], routes: Iterable[Route]) -> tuple[Operation, ...]:
    """What is served and stands in neither file, as webhooks do."""
    files, served = tuple(documents), [_operation(route) for route in routes]
    return tuple(each for each in served if declared(files, each) is None)


def declared(documents: Iterable[Document], served: Operation) -> Operation | None:
    """The operation of a file that a route serves: the one that such a path belongs to."""
    found = (document.operation_of(served.method, _sample(served.path)) for document in documents)
    return next((each for each in found if each is not None), None)


def page(covered: Iterable[Coverage], others: Iterable[Operation], absent: Iterable[Absent] = ()) -> str:
    """docs/coverage.md."""
    return "\n".join((*_lines(tuple(covered), tuple(others)), *_keys(absent))) + "\n"


def _unserved(operation: Operation, router: Router) -> State:
    """As the service itself decides."""
    path = _sample(operation.path)
    return State.NOT_BUILT if known_paths.known(path) or router.knows(path) else State.ABSENT


def _sample(path: str) -> str:
    """A path with an id, or a locale, in the place of each parameter."""
    return _PARAMETER.sub(lambda part: "ko" if part[1] == "locale" else "1", plain(path))


def _operation(route: Route) -> Operation:
    return Operation(route.method, route.pattern)


def _lines(covered: tuple[Coverage, ...], others: tuple[Operation, ...]) -> Iterator[str]:
    counted = {state: sum(each.state is state for each in covered) for state in State}
    yield "# What the local Zendesk serves"
    yield "<!-- Made by `make conformance`, from Zendesk's OpenAPI files and the server's routes. -->"
    yield ""
    yield (
        f"Of the {len(covered)} operations of Zendesk's two OpenAPI files, {counted[State.SERVED]} are served, "
        f"{counted[State.NOT_BUILT]} are answered 501 with their name, and {counted[State.ABSENT]} are absent: "
        f"answered 404, as a path that Zendesk does not have. {len(others)} more are served that stand in neither file."
    )
    yield ""
    yield "Paths are below `/api/v2`; `[locale/]` stands for the form with a locale and the one without."
    yield ""
    families = {family: _of(covered, family) for family in sorted({each.family for each in covered})}
    for family, mine in families.items():
        if served := [each.operation for each in mine if each.state is State.SERVED]:
            yield f"## {family}"
            yield ""
            yield f"{len(served)} of {len(mine)}."
            yield ""
            yield from _table(mine)
            yield ""
    yield "## In neither file"
    yield ""
    yield "Held against schemas of our own (`conformance/beyond.py`)."
    yield ""
    yield from (f"- {line}" for line in _grouped(others))
    yield ""
    yield "## Families of which nothing is served"
    yield ""
    yield "With the number of their operations."
    yield ""
    yield from _counted({name: mine for name, mine in families.items() if not _any_served(mine)})


def _keys(absent: Iterable[Absent]) -> Iterator[str]:
    yield ""
    yield "## Keys that are declared and not answered"
    yield ""
    yield "Every other key that the files declare of an answer was held by an answer of the tests. The first two"
    yield "columns are patterns: of the place, which is the key and the schema of an object, and of the keys."
    yield ""
    yield "| place | keys | why |"
    yield "|---|---|---|"
    for each in absent:
        place, keys = (text.replace("|", "\\|") for text in (each.place, each.keys))
        yield f"| `{place}` | `{keys}` | {each.reason} |"


def _of(covered: Iterable[Coverage], family: str) -> tuple[Coverage, ...]:
    return tuple(each for each in covered if each.family == family)


def _any_served(mine: Iterable[Coverage]) -> bool:
    return any(each.state is State.SERVED for each in mine)


def _table(mine: tuple[Coverage, ...]) -> Iterator[str]:
    yield "| path | served | 501 | absent |"
    yield "|---|---|---|---|"
    by_path: dict[str, dict[State, list[str]]] = {}
    for each in mine:
        states = by_path.setdefault(_short(each.operation.path), {state: [] for state in State})
        if each.operation.method not in states[each.state]:
            states[each.state].append(each.operation.method)
    for path, states in sorted(by_path.items()):
        cells = " | ".join(" ".join(states[state]) for state in State)
        yield f"| `{path}` | {cells} |"


def _grouped(operations: Iterable[Operation]) -> list[str]:
    by_path: dict[str, list[str]] = {}
    for each in operations:
        methods = by_path.setdefault(_short(each.path), [])
        if each.method not in methods:
            methods.append(each.method)
    return [f"`{path}`: {' '.join(methods)}" for path, methods in sorted(by_path.items())]


def _short(path: str) -> str:
    bare = plain(path).removeprefix("/api/v2/")
    help_center = _HELP_CENTER.removeprefix("/api/v2/")
    if not bare.startswith(help_center):
        return bare
    return help_center + "[locale/]" + bare.removeprefix(help_center).removeprefix("{locale}/")


def _counted(families: Mapping[str, tuple[Coverage, ...]]) -> Iterator[str]:
    yield "| family | 501 | absent |"
    yield "|---|---|---|"
    for name, mine in families.items():
        built = sum(each.state is State.NOT_BUILT for each in mine)
        yield f"| {name} | {built or ''} | {len(mine) - built or ''} |"
