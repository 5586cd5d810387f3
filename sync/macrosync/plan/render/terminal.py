"""A plan for a terminal, as something that rich can print in any width."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group
from rich.text import Text

from macrosync.plan.model import Action, Change, Plan
from macrosync.plan.render.diff import Line, unified
from macrosync.plan.render.sides import SIGNS, drift, headline, place, sides, summary
from macrosync.plan.render.visible import harmless, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from macrosync.resources import Id, Ref

_STYLES = MappingProxyType({Action.CREATE: "green", Action.UPDATE: "yellow", Action.DELETE: "red"})
_LINE_STYLES = MappingProxyType({"+": "green", "-": "red", " ": "", "…": "dim"})
#: Before a text that goes on in another line, which could begin with anything.
_GOES_ON = "↳ "
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
        fits = bool(where) and cell_len(title) + filling + cell_len(where) <= options.max_width
        text = Text(title, _STYLES[self.change.action])
        if fits:
            text.append(" " * filling + where, "dim")
        yield from _hanging(console, options.max_width, Text(), text)
        if where and not fits:
            yield from _hanging(console, options.max_width, Text("  "), Text(where, "dim"))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a text with its sign before it: what is too long for one line goes on beside it, never below it."""

    line: Line

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        style = _LINE_STYLES[self.line.sign]
        text = Text(harmless(self.line.text) if self.line.sign == " " else self.line.text, style)
        for start, end in self.line.words:
            text.stylize("bold underline", start, end)
        yield from _hanging(console, options.max_width, Text(f"    {self.line.sign} ", style), text)


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


def _change(change: Change, ids: Mapping[Ref, Id], width: int) -> Iterator[RenderableType]:
    yield _Headline(change, width)
    if change.drift:
        yield Text("  ! changed by hand since the last apply", "bold magenta")
    for each in sides(change, ids):
        yield Text(f"  {each.name}", "bold")
        yield from (_Row(line) for line in unified(each.before, each.after))


def _hanging(console: Console, width: int, head: Text, text: Text) -> Iterator[Text]:
    """A text behind its head; lines that go on have a sign of their own, so that no text of others begins one."""
    more = Text(" " * max(0, cell_len(head.plain) - 2) + _GOES_ON, "dim")
    room = max(2, width - max(cell_len(head.plain), cell_len(more.plain)))
    for at, line in enumerate(text.wrap(console, room, overflow="fold") or [Text()]):
        yield Text.assemble(more if at else head, line)
