"""A plan as Markdown, for a comment on a pull request. What an account holds can break out of nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.plan.render.diff import unified
from macrosync.plan.render.sides import SIGNS, drift, headline, place, sides, summary
from macrosync.plan.render.visible import harmless, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.plan.model import Change, Plan
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
    head = [f"### macrosync: plan for {_code(plan.target)}", "", f"**{summary(plan)}**", ""]
    if held := drift(plan):
        head += [f"⚠️ {held}", ""]
    head += [f"- {_code(note)}" for note in plan.notes[:_NOTES]]
    head += [f"- … and {len(plan.notes) - _NOTES} more notes."] * (len(plan.notes) > _NOTES)
    head += [""] * bool(plan.notes)
    return "\n".join(head + _changes(plan, limit - _ROOM - sum(len(line) + 1 for line in head))) + "\n"


def _changes(plan: Plan, room: int) -> list[str]:
    """Each change in full while all that follow fit at least as headlines."""
    brief = [f"- {_title(change)}\n" for change in plan.changes]
    needed = sum(map(len, brief))
    shown: list[str] = []
    cut = False
    for number, (change, short) in enumerate(zip(plan.changes, brief, strict=True)):
        full = _folded(change, plan.ids)
        needed -= len(short) + 1
        cut = cut or len(full) + needed > room
        text = short if cut else full
        room -= len(text) + 1
        if room < 0:
            return [*shown, f"… and {len(plan.changes) - number} more changes.", "", _SHORTENED]
        shown.append(text)
    return [*shown, _SHORTENED] if cut else shown


def _folded(change: Change, ids: Mapping[Ref, Id]) -> str:
    body = [line for each in sides(change, ids) for line in (f"@@ {each.name} @@", *_diff(each.before, each.after))]
    fence = _fence(body)
    folded = [f"<details><summary>{_title(change)}</summary>", "", f"{fence}diff", *body, fence, "", "</details>", ""]
    return "\n".join(folded)


def _diff(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    return [harmless(f"{line.sign} {line.text}".rstrip()) for line in unified(before, after)]


def _title(change: Change) -> str:
    """The headline in HTML, which Markdown leaves alone, in code, where no name is called."""
    where = f" <code>{_literal(place(change))}</code>" if change.source else ""
    by_hand = " ⚠️ changed by hand" if change.drift else ""
    return f"<code>{SIGNS[change.action]} {_literal(headline(change))}</code>{where}{by_hand}"


def _code(text: str) -> str:
    return f"<code>{_literal(visible(text))}</code>"


def _literal(text: str) -> str:
    """Text that is neither HTML nor Markdown nor a link, wherever it stands."""
    return re.sub(r"[!-,.:-@\[-`{-~]", lambda match: f"&#{ord(match[0])};", text)


def _fence(lines: list[str]) -> str:
    """Longer than any run of backticks inside, so that nothing inside can end it."""
    runs = (len(run) for line in lines for run in re.findall("`+", line))
    return "`" * max(3, max(runs, default=0) + 1)
