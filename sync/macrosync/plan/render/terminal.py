"""A plan for a terminal, as something that rich can print in any width."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from macrosync.plan.model import Action, Change, Plan
from macrosync.plan.render.diff import Line, unified
from macrosync.plan.render.sides import SIGNS, drift, headline, place, sides, summary
from macrosync.plan.render.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from macrosync.resources import Ref

_STYLES = MappingProxyType({Action.CREATE: "green", Action.UPDATE: "yellow", Action.DELETE: "red"})
_LINE_STYLES = MappingProxyType({"+": "green", "-": "red", " ": "", "…": "dim"})
#: Headlines wider than this do not push the places of all others to the right.
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class _Headline:
    """A change in one line, its place in the column of all places; on a line of its own where it is narrow."""

    change: Change
    width: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        title = f"{SIGNS[self.change.action]} {headline(self.change)}"
        where = place(self.change)
        # Korean letters are two columns wide.
        filling = max(0, self.width + 2 - cell_len(title)) + 2
        fits = cell_len(title) + filling + cell_len(where) <= options.max_width
        yield Text.assemble(
            (title, _STYLES[self.change.action]),
            (" " * filling if fits else "\n  ", "dim") if where else "",
            (where, "dim"),
            overflow="fold",
        )


def to_terminal(plan: Plan) -> RenderableType:
    """The changes with both sides, the notes, and the numbers last, where they are seen."""
    width = max((cell_len(headline(change)) for change in plan.changes), default=0)
    parts: list[RenderableType] = []
    for change in plan.changes:
        parts += [*_change(change, plan.ids, min(width, _WIDEST)), Text()]
    parts += [Text(f"Note: {visible(note)}", "cyan") for note in plan.notes]
    if held := drift(plan):
        parts.append(Text(held, "magenta"))
    return Group(*parts, Text(summary(plan), "bold"))


def _change(change: Change, ids: Mapping[Ref, int], width: int) -> Iterator[RenderableType]:
    yield _Headline(change, width)
    if change.drift:
        yield Text("  ! changed by hand since the last apply", "bold magenta")
    for each in sides(change, ids):
        yield Text(f"  {each.name}", "bold")
        yield Padding(_lines(unified(each.before, each.after)), (0, 0, 0, 4))


def _lines(lines: tuple[Line, ...]) -> Table:
    """A column for the sign: what is too long for one line goes on beside it, never below it."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1, no_wrap=True)
    table.add_column(overflow="fold")
    for line in lines:
        style = _LINE_STYLES[line.sign]
        text = Text(line.text, style)
        for start, end in line.words:
            text.stylize("bold underline", start, end)
        table.add_row(Text(line.sign, style), text)
    return table
