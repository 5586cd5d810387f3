"""Which operations of Zendesk's the local one serves, as a table for docs/coverage.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping

    from conformance.openapi import Operation
    from macrosync.local_zendesk.routing import Route

_PARAMETER = re.compile(r"\{[^}]+\}")
_FIXED_FORMAT = re.compile(r"\.json$")


@dataclass(frozen=True, slots=True)
class Coverage:
    """An operation, whether it is served, and how many recorded exchanges there are of it."""

    operation: Operation
    family: str
    served: bool
    exchanges: int


def of(
    operations: Mapping[Operation, str], routes: Iterable[Route], exercised: Counter[Operation]
) -> tuple[Coverage, ...]:
    """Every operation of the files, with its family."""
    served = {shape(route.method, route.pattern) for route in routes}
    return tuple(
        Coverage(operation, family, shape(operation.method, operation.path) in served, exercised[operation])
        for operation, family in operations.items()
    )


def beyond(operations: Iterable[Operation], routes: Iterable[Route]) -> tuple[str, ...]:
    """What is served and stands in neither file, as webhooks do."""
    known = {shape(operation.method, operation.path) for operation in operations}
    return tuple(
        f"{route.method} {route.pattern}" for route in routes if shape(route.method, route.pattern) not in known
    )


def shape(method: str, path: str) -> str:
    """An operation with its parameters' names left out, by which a route and a template are the same."""
    return f"{method} {_PARAMETER.sub('{}', _FIXED_FORMAT.sub('', path))}"


def page(covered: Iterable[Coverage], others: Iterable[str]) -> str:
    """docs/coverage.md."""
    return "\n".join(_lines(tuple(covered), tuple(others))) + "\n"


def _lines(covered: tuple[Coverage, ...], others: tuple[str, ...]) -> Iterator[str]:
    served = [each for each in covered if each.served]
    yield "# What the local Zendesk serves"
    yield "<!-- Made by `make conformance`, from Zendesk's OpenAPI files and the server's routes. -->"
    yield ""
    yield (
        f"{len(served)} of the {len(covered)} operations of Zendesk's two OpenAPI files, and {len(others)} that stand "
        "in neither. An operation that is not served is answered 501 with its name."
    )
    yield ""
    yield "| family | served | not built (501) |"
    yield "|---|---|---|"
    families = dict.fromkeys(each.family for each in covered)
    without: list[str] = []
    for family in families:
        mine = [each for each in covered if each.family == family]
        if any(each.served for each in mine):
            yield f"| {family} | {_names(mine, served=True)} | {_names(mine, served=False)} |"
        else:
            without.append(f"{family} ({len(mine)})")
    yield f"| in neither file | {', '.join(f'`{name}`' for name in others)} | |"
    yield ""
    yield f"Families of which nothing is served, with the number of their operations: {', '.join(without)}."


def _names(covered: Iterable[Coverage], *, served: bool) -> str:
    return ", ".join(f"`{each.operation}`" for each in covered if each.served is served)
