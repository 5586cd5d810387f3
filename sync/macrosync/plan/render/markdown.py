"""A plan as Markdown, for a comment on a pull request. What an account holds can break out of nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.plan.render.sides import (
    APART,
    BY_HAND,
    SIGNS,
    already,
    apart,
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
    from collections.abc import Iterable, Mapping

    from macrosync.plan.model import Change, Plan
    from macrosync.plan.render.diff import Line
    from macrosync.plan.render.sides import Sides
    from macrosync.resources import Id, Ref

#: GitHub takes 65,536 characters in a comment.
LIMIT = 65_000
#: More notes than these are only counted.
_NOTES = 20
#: What is kept free for the lines around the changes.
_ROOM = 300
_SHORTENED = "The changes without details were left out for their length; `macrosync plan` shows them."


def to_markdown(plan: Plan, limit: int = LIMIT) -> str:
    """The numbers first, then each change to be folded out; at most `limit` characters.

    Where that is too little the last changes are shown without their sides, and then only counted.
    """
    head = [f"### macrosync: plan for {code(plan.target)}", "", f"**{summary(plan)}**", ""]
    if held := drift(plan):
        head += [f"⚠️ {held}", ""]
    head += [f"- {code(note)}" for note in plan.notes[:_NOTES]]
    head += [f"- … and {len(plan.notes) - _NOTES} more notes."] * (len(plan.notes) > _NOTES)
    head += [""] * bool(plan.notes)
    return "\n".join(head + _changes(plan, limit - _ROOM - sum(len(line) + 1 for line in head))) + "\n"


def _changes(plan: Plan, room: int) -> list[str]:
    """Each change in full while all that follow fit at least as headlines."""
    done, drifted = apart(plan)
    changes = (*done, *drifted)
    heads = dict.fromkeys(range(len(done), len(done) + bool(drifted)), f"#### {APART}\n\n")
    brief = [f"{heads.get(at, '')}- {_title(change)}\n" for at, change in enumerate(changes)]
    needed = sum(map(len, brief))
    shown: list[str] = []
    cut = False
    for number, (change, short) in enumerate(zip(changes, brief, strict=True)):
        full = heads.get(number, "") + _folded(change, plan.ids)
        needed -= len(short) + 1
        cut = cut or len(full) + needed > room
        text = short if cut else full
        room -= len(text) + 1
        if room < 0:
            return [*shown, f"… and {len(plan.changes) - number} more changes.", "", _SHORTENED]
        shown.append(text)
    return [*shown, _SHORTENED] if cut else shown


def _folded(change: Change, ids: Mapping[Ref, Id]) -> str:
    body = [line for each in sides(change, ids) for line in field(each, parts(each), is_drift=change.drift)]
    body = [f"@@ {met} @@" for met in [already(change)] if met] + body
    folded = [f"<details><summary>{_title(change)}</summary>", "", *fenced(body), "", "</details>", ""]
    return "\n".join(folded)


def field(each: Sides, shown_as: Iterable[tuple[str, tuple[Line, ...]]], *, is_drift: bool = True) -> list[str]:
    """The lines of a field: its name, who changed it where that is a person, and its sides under their words."""
    who = f" ({BY_HAND[each.origin]})" if is_drift and BY_HAND[each.origin] else ""
    shown = [f"@@ {each.name}{who} @@"]
    for words, lines in shown_as:
        shown += [f"@@ {words} @@"] * bool(words)
        shown += diff(lines)
    return shown


def diff(lines: Iterable[Line]) -> list[str]:
    """The lines with their signs, none of which a runner takes for a command."""
    return [harmless(f"{line.sign} {line.text}".rstrip()) for line in lines]


def fenced(body: list[str]) -> list[str]:
    """The lines as code, which nothing inside can end."""
    fence = _fence(body)
    return [f"{fence}diff", *body, fence]


def _title(change: Change) -> str:
    """The headline in HTML, which Markdown leaves alone, in code, where no name is called."""
    where = f" <code>{literal(place(change))}</code>" if change.source else ""
    told = f" ⚠️ {by_hand(change)}" if change.drift else ""
    return f"<code>{SIGNS[change.action]} {literal(headline(change))}</code>{where}{told}"


def code(text: str) -> str:
    """A text of others as code, in which nothing is a name, a link or HTML."""
    return f"<code>{literal(visible(text))}</code>"


def literal(text: str) -> str:
    """Text that is neither HTML nor Markdown nor a link, wherever it stands."""
    return re.sub(r"[!-,.:-@\[-`{-~]", lambda match: f"&#{ord(match[0])};", text)


def _fence(lines: list[str]) -> str:
    """Longer than any run of backticks inside, so that nothing inside can end it."""
    runs = (len(run) for line in lines for run in re.findall("`+", line))
    return "`" * max(3, max(runs, default=0) + 1)
