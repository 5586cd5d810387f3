"""How a run goes on that did not come to its end: why it stopped, and the one command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.plan.render.literal import fenced

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A longer one is cut: the log has all of it.
_LONGEST = 6_000
#: What an apply may be asked to do all the same, where a limit refused it.
_LIMITS = ("force", "remove-used-options")


def reason(errors: str) -> list[str]:
    """Why it stopped, as it was said on stderr, as code, which no text in it can end."""
    said = errors.strip()
    if not said:
        return []
    shown = said if len(said) <= _LONGEST else f"{said[:_LONGEST]} … the log has the rest."
    return ["**Why**", "", *fenced(shown.split("\n"), "text"), ""]


def command(base: str, inputs: Sequence[str], errors: str) -> list[str]:
    """The command that goes on, with what this run was given, and with what a limit asks for by name."""
    asked = [each for each in _LIMITS if f"--{each}" in errors]
    given = [*inputs, *(each for each in asked if each not in inputs)]
    when = "where each of these changes is meant" if asked else "once the cause is mended"
    whole = " ".join([base, *(f"-f {each}=true" for each in given)])
    return [
        *(f"**To go on**, {when}:", "", "```", whole, "```", ""),
        *("It plans anew, shows what is still to be done, and does nothing twice.", ""),
    ]
