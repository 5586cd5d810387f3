"""Broken trees: scenario files of the wrong shape, which are findings as those of all other definitions."""

from __future__ import annotations

from tests.checks.broken import case, write
from tests.scenarios.broken_files import SHAPE
from tests.scenarios.small import PATH

CASES = tuple(
    case(f"a scenario file with {each.name}", write(PATH, each.content), (each.id, f"{PATH}:{each.place}", each.says))
    for each in SHAPE
)
