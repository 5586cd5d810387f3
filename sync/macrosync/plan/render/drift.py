"""Drift for people: on a terminal and as Markdown; and for programs as JSON. Nothing here prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from macrosync.plan.json_text import json_text
from macrosync.plan.model import Origin
from macrosync.plan.render import plain, ways
from macrosync.plan.render.literal import code
from macrosync.plan.render.markdown import LIMIT
from macrosync.plan.render.markdown import field as markdown_field
from macrosync.plan.render.sides import of_fields, stages
from macrosync.plan.render.terminal import Row, field, hanging
from macrosync.plan.render.visible import visible
from macrosync.plan.render.words import keep, summary, told, undo, when

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from macrosync.plan.drifted import Drift, Drifted
    from macrosync.plan.model import FieldChange
    from macrosync.resources import Json


class _Line:
    """A line of its own, on as many as it takes."""

    def __init__(self, head: str, text: str, style: str = "") -> None:
        self._head, self._text, self._style = head, visible(text), style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from hanging(console, options.max_width, Text(self._head, "dim"), Text(self._text, self._style))


def to_terminal(drift: Drift) -> RenderableType:
    """Each with what was, is and is wanted, and the ways out; the number last, where it is seen."""
    shown: list[RenderableType] = []
    for each in drift.found:
        shown += [*_resource(each, drift), Text()]
    shown += [_Line("! ", problem, "magenta") for problem in drift.problems]
    shown += [_Line("Note: ", note, "cyan") for note in drift.notes]
    return Group(*shown, Text(summary(drift), "bold"))


def to_markdown(drift: Drift, limit: int = LIMIT, *, workflow: str = "") -> str:
    """The same for an issue or a comment, at most `limit` characters: those that do not fit are only counted.

    With the command that starts the `workflow` which applies, the ways out are told with what to type there.
    """
    head = [f"### macrosync: drift of {code(drift.target)}", "", f"**{summary(drift)}**", ""]
    head += ways.left(drift.left, workflow) if workflow else ()
    parts = [f"- ⚠️ {code(problem)}\n" for problem in drift.problems]
    parts += [f"- {code(note)}\n" for note in drift.notes]
    parts += [_folded(each, drift, workflow) for each in drift.found]
    room = limit - sum(len(line) + 1 for line in head) - len(_more(len(parts)))
    shown: list[str] = []
    for number, part in enumerate(parts):
        room -= len(part) + 1
        if room < 0:
            shown.append(_more(len(parts) - number))
            break
        shown.append(part)
    return "\n".join([*head, *shown]).rstrip("\n") + "\n"


def to_json(drift: Drift) -> str:
    """All of it as indented JSON; `was` is missing where it is on no record."""
    written: dict[str, Json] = {
        "project": drift.project,
        "target": drift.target,
        "drift": [_as_json(each, drift) for each in drift.found],
        "problems": list(drift.problems),
        "left": list(drift.left),
        "notes": list(drift.notes),
    }
    return json_text(written) + "\n"


def _resource(each: Drifted, drift: Drift) -> Iterator[RenderableType]:
    yield _Line("! ", _name(each), "magenta")
    for said in (*told(each), when(each)):
        yield from [_Line("  ", said)] * bool(said)
    for side in of_fields(each.kind, each.fields, drift.ids):
        yield field(side, change_is_drift=True)
        for words, lines in stages(side):
            yield from [Text(f"   {words}:", "dim")] * bool(words)
            yield from (Row(line) for line in lines)
    yield _Line("  keep it: ", keep(each))
    yield _Line("  undo it: ", undo(each, drift.target))


def _folded(each: Drifted, drift: Drift, workflow: str) -> str:
    found = plain.people(each.kind, of_fields(each.kind, each.fields, drift.ids))
    body = [line for side in found for line in markdown_field(each.kind, side, stages(side))]
    said = [ways.said(words, workflow) for words in (*told(each), when(each)) if words]
    said.append(f"keep it: {ways.named(keep(each), workflow)}")
    said.append(f"undo it: {ways.said(undo(each, drift.target), workflow, target=drift.target)}")
    shown = [f"- {code(words)}" for words in said]
    head = f"<details><summary>{code(_name(each))}</summary>"
    return "\n".join([head, "", *shown, "", *body, "</details>", ""])


def _name(each: Drifted) -> str:
    where = f"  {each.source.path}:{each.source.line}" if each.source else ""
    return f"{each.kind.label} {each.title} ({each.key}){where}"


def _more(count: int) -> str:
    return f"… and {count} more; `macrosync drift` shows them."


def _as_json(each: Drifted, drift: Drift) -> Json:
    source = each.source
    return {
        "sort": each.sort.value,
        "kind": each.kind.value,
        "key": each.key,
        "title": each.title,
        "id": each.id,
        "source": {"path": source.path, "line": source.line, "column": source.column} if source else None,
        "open": each.is_open,
        "told": list(told(each)),
        "changed_at": each.changed_at or None,
        "changed_by": each.changed_by or None,
        "fields": [_field_as_json(field) for field in each.fields],
        "keep": keep(each),
        "undo": undo(each, drift.target),
    }


def _field_as_json(field: FieldChange) -> Json:
    known: dict[str, Json] = {} if field.origin is Origin.UNKNOWN else {"was": field.was}
    return {"name": field.name, **known, "is": field.before, "want": field.after, "origin": field.origin.value}
