"""`python -m benchmarks`: measure, write docs/performance.md, and exit with 1 where a figure is over its limit."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks import applies, apply_window, figures, local_zendesk, plans, rates, validation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.figures import Figure

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
#: Each measures a part, with a folder for what it needs; a new part is named here.
PARTS: Sequence[Callable[[Path], Iterator[Figure]]] = (
    local_zendesk.measure,
    plans.measure,
    applies.measure,
    apply_window.measure,
    rates.measure,
    validation.measure,
)


def main() -> int:
    """Measure all; the exit code."""
    found: list[Figure] = []
    for measure in PARTS:
        with tempfile.TemporaryDirectory() as folder:
            for figure in measure(Path(folder)):
                click.echo(f"{figure.value:8.2f}{figure.unit:2}  {figure.what}")
                found.append(figure)
    figures.write(PAGE, found)
    over = [each for each in found if not each.holds]
    for each in over:
        said = f"{each.value:.2f}{each.unit}, where {each.most}{each.unit} is allowed"
        click.echo(f"{each.what}: {said}.", err=True)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
