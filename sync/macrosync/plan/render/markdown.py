"""A plan as Markdown, for a comment on a pull request. What an account holds can break out of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.plan.model import PRUNES, Action
from macrosync.plan.render import plain, ways
from macrosync.plan.render.literal import code, fenced, literal, words
from macrosync.plan.render.sides import (
    BY_HAND,
    SIGNS,
    apart,
    apart_title,
    by_hand,
    drift,
    headline,
    parts,
    place,
    sides,
    summary,
    unproven,
)
from macrosync.plan.render.visible import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from macrosync.plan.model import Change, Plan
    from macrosync.plan.render.diff import Line
    from macrosync.plan.render.sides import Sides
    from macrosync.resources import Id, Kind, Ref

#: GitHub takes 65,536 characters in a comment.
LIMIT = 65_000
#: More notes than these are only counted.
_NOTES = 20
#: What is kept free for the lines around the changes.
_ROOM = 300
_SHORTENED = "The changes without details were left out for their length; `macrosync plan` shows them."


def to_markdown(plan: Plan, limit: int = LIMIT, *, workflow: str = "") -> str:
    """The numbers first, then each change to be folded out; at most `limit` characters.

    Where that is too little the last changes are shown without their sides, and then only counted. With the command
    that starts the `workflow` which applies, what an apply leaves alone is told with what to type there.
    """
    left = f", {len(plan.left)} no longer defined and left" if plan.left else ""
    head = [f"### macrosync: plan for {code(plan.target)}", "", f"**{summary(plan).rstrip('.')}{left}.**", ""]
    head += [*_held(plan, workflow), *(ways.left(plan.left, workflow) if workflow else ())]
    notes = [ways.said(note, workflow) for note in plan.notes if not (workflow and plan.left and PRUNES in note)]
    head += [f"- {code(note)}" for note in notes[:_NOTES]]
    head += [f"- … and {len(notes) - _NOTES} more notes."] * (len(notes) > _NOTES)
    head += [""] * bool(notes)
    return "\n".join(head + _changes(plan, limit - _ROOM - sum(len(line) + 1 for line in head))) + "\n"


def _held(plan: Plan, workflow: str) -> Iterator[str]:
    """How many were changed by hand, and how they are written over."""
    if not plan.drifted:
        return
    if not workflow:
        yield from (f"⚠️ {drift(plan)}", "")
        return
    were, them = ("1 was", "it") if len(plan.drifted) == 1 else (f"{len(plan.drifted)} were", "them")
    since = f"since the last apply{unproven(plan)}. An apply leaves {them} alone; see below."
    yield f"⚠️ **{were} changed by hand in Zendesk** {since}"
    yield ""
    yield from ways.command(f"To write over {them}, once this is on `main`", "--overwrite-drift", workflow)


def _changes(plan: Plan, room: int) -> list[str]:
    """Each change in full while all that follow fit at least as headlines."""
    done, drifted = apart(plan)
    changes = (*done, *drifted)
    heads = dict.fromkeys(range(len(done), len(done) + bool(drifted)), f"#### {apart_title(plan)}\n\n")
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
    met = ", ".join(plain.name(change.kind, each.name) for each in change.met)
    body = [f"Changed by hand to what the files want now: {code(met)}", ""] * bool(met)
    for each in plain.people(change.kind, sides(change, ids)):
        made = change.action is Action.CREATE and len(each.after) == 1
        body += _line(each) if made else field(change.kind, each, parts(each), is_drift=change.drift)
    folded = [f"<details><summary>{_title(change)}</summary>", "", *body, "</details>", ""]
    return "\n".join(folded)


def _line(each: Sides) -> tuple[str, ...]:
    """A field of something new that is one line."""
    return f"**{words(each.name)}**: {code(each.after[0])}", ""


def field(
    kind: Kind, each: Sides, shown_as: Iterable[tuple[str, tuple[Line, ...]]], *, is_drift: bool = True
) -> Iterator[str]:
    """A field: its name, who changed it where that is a person, and its sides under their words."""
    who = f" ({BY_HAND[each.origin]})" if is_drift and BY_HAND[each.origin] else ""
    yield f"**{words(each.name)}**{who}"
    yield ""
    for said, lines in shown_as:
        if not lines:  # what it was is on record, and looks the same
            continue
        yield from [f"{said}:", ""] * bool(said)
        yield from fenced(diff(plain.readable(lines) if plain.is_html(kind, each.name) else lines))
        yield ""


def diff(lines: Iterable[Line]) -> list[str]:
    """The lines with their signs, none of which a runner takes for a command."""
    return [harmless(f"{line.sign} {line.text}".rstrip()) for line in lines]


def _title(change: Change) -> str:
    """The headline in HTML, which Markdown leaves alone, in code, where no name is called."""
    where = f" <code>{literal(place(change))}</code>" if change.source else ""
    told = f" ⚠️ {by_hand(change)}" if change.drift else ""
    return f"<code>{SIGNS[change.action]} {literal(headline(change))}</code>{where}{told}"
