"""What became of mistakes in the rules, as lines for people and as data for programs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from macrosync.scenarios.equivalence import SEQUENCES
from macrosync.scenarios.mutation import MOST_EQUIVALENT, Fate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.resources import Json
    from macrosync.scenarios.equivalence import Difference
    from macrosync.scenarios.mutation import Mutation, Tried


def lines(mutation: Mutation) -> Iterator[str]:
    """The mistakes that no scenario notices, each with one that would; those that make no difference; the counts."""
    for tried in mutation.of(Fate.SURVIVED):
        yield f"Survived {_told(tried)}"
        if tried.difference is not None:
            yield from _difference(tried.difference)
    for tried in mutation.of(Fate.EQUIVALENT):
        yield f"Equivalent {_told(tried)}"
    yield summary(mutation)
    if mutation.too_many_equivalent:
        yield (
            f"More than {MOST_EQUIVALENT} % of the mutants are equivalent, since {SEQUENCES:,} generated sequences of "
            "events gave the same with them: take out of the rules what makes no difference."
        )


def summary(mutation: Mutation) -> str:
    """The counts and the score in one line."""
    counts = ", ".join(f"{mutation.count(fate)} {fate}" for fate in Fate)
    return f"Mutation: {len(mutation.tried)} mutants: {counts}; score {_floor(mutation.score)} %."


def to_json(mutation: Mutation) -> dict[str, Json]:
    """The counts, the score, and every mistake that no scenario notices."""
    return {
        "mutants": len(mutation.tried),
        **{fate.value: mutation.count(fate) for fate in Fate},
        "score": _floor(mutation.score),
        "passed": mutation.passed,
        "survivors": [_data(tried) for tried in mutation.of(Fate.SURVIVED)],
        "equivalents": [_data(tried) for tried in mutation.of(Fate.EQUIVALENT)],
    }


def _told(tried: Tried) -> str:
    return f"{tried.source}: {tried.kind.label} {tried.key}: {tried.what} [{tried.category}]"


def _difference(difference: Difference) -> Iterator[str]:
    yield from (f"  {line}" for line in difference.found)
    if difference.setting:
        yield f"  only under {difference.setting}"
    yield "  a scenario that notices it:"
    yield from (f"    {line}" for line in difference.scenario)


def _data(tried: Tried) -> dict[str, Json]:
    data: dict[str, Json] = {
        "kind": tried.kind,
        "key": tried.key,
        "category": tried.category,
        "what": tried.what,
        "path": tried.source.path,
        "line": tried.source.line,
        "column": tried.source.column,
    }
    if tried.difference is None:
        return data
    found: list[Json] = list(tried.difference.found)
    return {**data, "found": found, "under": tried.difference.setting, "scenario": "\n".join(tried.difference.scenario)}


def _floor(score: float) -> float:
    """A score with one decimal, never more than it is: only all of them are 100."""
    return math.floor(score * 10) / 10
