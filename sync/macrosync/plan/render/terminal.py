"""A plan for a terminal, as something that rich can print in any width."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group
from rich.text import Text

from macrosync.plan.model import Action, Change, Plan
from macrosync.plan.render.sides import (
    BY_HAND,
    SIGNS,
    Sides,
    already,
    apart,
    apart_title,
    by_hand,
    drift,
    headline,
    parts,
    place,
    sides,
    summary,
)
from macrosync.plan.render.visible import harmless, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from macrosync.plan.render.diff import Line
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
        yield from hanging(console, options.max_width, Text(), text)
        if where and not fits:
            yield from hanging(console, options.max_width, Text("  "), Text(where, "dim"))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a text with its sign before it: what is too long for one line goes on beside it, never below it."""

    line: Line

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        style = _LINE_STYLES[self.line.sign]
        text = Text(harmless(self.line.text) if self.line.sign == " " else self.line.text, style)
        for start, end in self.line.words:
            text.stylize("bold underline", start, end)
        yield from hanging(console, options.max_width, Text(f"    {self.line.sign} ", style), text)


def to_terminal(plan: Plan) -> RenderableType:
    """The changes with both sides, the notes, and the numbers last, where they are seen."""
    width = max((cell_len(headline(change)) for change in plan.changes), default=0)
    shown: list[RenderableType] = []
    done, drifted = apart(plan)
    for change in done:
        shown += [*_change(change, plan.ids, min(width, _WIDEST)), Text()]
    shown += [Text(f"{apart_title(plan)}:", "bold magenta"), Text()] * bool(drifted)
    for change in drifted:
        shown += [*_change(change, plan.ids, min(width, _WIDEST)), Text()]
    shown += [Text(f"Note: {visible(note)}", "cyan") for note in plan.notes]
    if held := drift(plan):
        shown.append(Text(held, "magenta"))
    return Group(*shown, Text(summary(plan), "bold"))


def _change(change: Change, ids: Mapping[Ref, Id], width: int) -> Iterator[RenderableType]:
    yield _Headline(change, width)
    if change.drift:
        yield Text(f"  ! {by_hand(change)}", "bold magenta")
    if met := already(change):
        yield Text(f"  {met}", "magenta")
    for each in sides(change, ids):
        yield field(each, change_is_drift=change.drift)
        for words, lines in parts(each):
            yield from [Text(f"   {words}:", "dim")] * bool(words)
            yield from (Row(line) for line in lines)


def field(each: Sides, *, change_is_drift: bool) -> Text:
    """The name of a field, and who changed it where that is a person."""
    name = Text(f"  {each.name}", "bold")
    if change_is_drift and BY_HAND[each.origin]:
        name.append(f" ({BY_HAND[each.origin]})", "not bold magenta")
    return name


def hanging(console: Console, width: int, head: Text, text: Text) -> Iterator[Text]:
    """A text behind its head; lines that go on have a sign of their own, so that no text of others begins one."""
    more = Text(" " * max(0, cell_len(head.plain) - 2) + _GOES_ON, "dim")
    room = max(2, width - max(cell_len(head.plain), cell_len(more.plain)))
    for at, line in enumerate(text.wrap(console, room, overflow="fold") or [Text()]):
        yield Text.assemble(more if at else head, line)
