"""A consent script's blanks: read, shown as the source has them, or bound to values.

A blank is written `{items: OOO(제공 항목)}`: the parameter, and what the source article has in its place. A
particle hint right after it, such as 를(을), belongs to it: the value decides it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.compiler.text import Literal
from macrosync.rules import particles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.definitions.models import ConsentScript

_BLANK = re.compile(r"(?<!\{)\{(?P<name>[^{}:%\s]+): ?(?P<written>[^{}]*)\}(?P<hint>" + particles.HINTS.pattern + ")?")


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank in a script: its parameter, what the source has there, the particle hint, its 0-based offset."""

    parameter: str
    as_written: str
    hint: str
    offset: int


def parts(text: str) -> Iterator[str | Blank]:
    """The text and the blanks of a script, in order."""
    end = 0
    for match in _BLANK.finditer(text):
        yield text[end : match.start()]
        yield Blank(match["name"], match["written"], match["hint"] or "", match.start())
        end = match.end()
    yield text[end:]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the blanks stand, their hints included, as (start, end) offsets."""
    for match in _BLANK.finditer(text):
        yield match.span()


def as_written(text: str) -> Iterator[str | Literal]:
    """The script to the letter of its source."""
    for part in parts(text):
        yield Literal(part.as_written + part.hint) if isinstance(part, Blank) else part


def bind(text: str, values: Mapping[str, str]) -> Iterator[str | Literal]:
    """The script with every blank bound; a hint gives way to the particle that its value takes.

    Where the value does not tell, both particles stand there: a driver never reads a hint. Raises KeyError for a
    blank without a value; a finding comes first.
    """
    for part in parts(text):
        if isinstance(part, Blank):
            value = values[part.parameter]
            particle = particles.choose(part.hint, value) if part.hint else ""
            yield Literal(value + (particle if particle != part.hint else _both(part.hint)))
        else:
            yield part


def unbound(script: ConsentScript, text: str) -> Iterator[str | Literal]:
    """The script for any case: every blank a visible fill-in, with both particles where one has to be chosen."""
    fill = fill_ins(script)
    for part in parts(text):
        if isinstance(part, Blank):
            yield Literal(fill[part.parameter] + _both(part.hint))
        else:
            yield part


def fill_ins(script: ConsentScript) -> dict[str, str]:
    """What stands in each blank that is not bound."""
    return {name: parameter.fill_in or f"【{parameter.label}】" for name, parameter in script.parameters.items()}


def tag(script: ConsentScript) -> str:
    """The tag that says which script, in which version, a driver was asked with."""
    return f"consent__{script.key}__v{script.version}"


def _both(hint: str) -> str:
    """를(을) as 을/를: without parentheses, so that it cannot be sent as if it were meant so."""
    match = re.fullmatch(r"(.*)\((.+)\)(.*)", hint)
    if not match:
        return hint
    before, inside, after = match.groups()
    return f"{inside}{after}/{before or after}"
