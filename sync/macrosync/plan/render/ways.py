"""How a person has done what an apply leaves: by options of the command line, or by inputs of a workflow.

`workflow` is the command that starts the workflow that applies, such as `gh workflow run apply.yml --ref main`; without
it, words stay those of the command line.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.plan.render.literal import code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Starts the workflow that applies, in a repository as `init` begins it.
APPLY = "gh workflow run apply.yml --ref main"
#: Options of `apply`, and what is given to the workflow in their place.
_INPUTS = MappingProxyType(
    {f"--{name}": f"-f {name}=true" for name in ("prune", "overwrite-drift", "force", "remove-used-options")}
)
#: So many names of what is no longer defined are listed, each so long; the others are counted.
_LISTED, _LONGEST = 20, 120
_HELD_BACK = "It plans anew, shows what it would do, and waits for approval."


def said(sentence: str, workflow: str, *, target: str = "") -> str:
    """A sentence on options of the command line, as one on the workflow's inputs, with the command to type."""
    given = [option for option in _INPUTS if option in sentence]
    if not workflow or not given:
        return sentence
    typed = f"macrosync --target {target} apply"
    if typed in sentence:
        return named(sentence.replace(typed, workflow), workflow)
    inputs = " ".join(_INPUTS[option] for option in given)
    return f"{named(sentence, workflow).rstrip('.')}: {workflow} {inputs}"


def named(sentence: str, workflow: str) -> str:
    """The same without the command, as where the sentence advises against the option."""
    for option, given in _INPUTS.items() if workflow else ():
        sentence = sentence.replace(option, given)
    return sentence


def inputs() -> tuple[str, ...]:
    """What may be given to the workflow."""
    return tuple(_INPUTS.values())


def left(names: Sequence[str], workflow: str) -> Iterator[str]:
    """What is ours, no longer defined, and stays: how many, which, and how it is deleted."""
    if not names:
        return
    count, pronoun = ("1 is", "it") if len(names) == 1 else (f"{len(names)} are", "them")
    stays = "stays" if len(names) == 1 else "stay"
    yield f"🗑️ **{count} no longer defined and {stays} in Zendesk**, since an apply deletes only when it is asked to:"
    yield ""
    yield from (f"- {code(name if len(name) <= _LONGEST else f'{name[:_LONGEST]}…')}" for name in names[:_LISTED])
    yield from [f"- … and {len(names) - _LISTED} more"] * (len(names) > _LISTED)
    yield ""
    losing = any(name.startswith("field option ") for name in names)
    yield from ["Tickets that have a consult type that is deleted lose it.", ""] * losing
    yield from command(f"To delete {pronoun}, once this is on `main`", "--prune", workflow)


def command(words: str, option: str, workflow: str) -> Iterator[str]:
    """The command that does so, with what comes of it."""
    yield from (f"{words}:", "", "```", f"{workflow} {_INPUTS[option]}", "```", "", _HELD_BACK, "")
