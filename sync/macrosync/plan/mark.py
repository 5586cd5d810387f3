"""The mark that says what is ours: written into the resource itself, where people can see it.

`macrosync:<project>/<key>@<version>#<digest>`, as a line of the description of a macro, trigger, view or webhook, of a
ticket field's agent description, or as a label of an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.resources import Kind

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload

#: Hexadecimal digits of a digest that a mark carries.
DIGITS = 12
#: The digest of what was taken over and not applied yet: no resource has it.
UNAPPLIED = "0" * DIGITS
#: The field that carries the mark; kinds that are not here bear none.
CARRIERS = MappingProxyType(
    {
        Kind.TICKET_FIELD: "agent_description",
        Kind.WEBHOOK: "description",
        Kind.TRIGGER: "description",
        Kind.VIEW: "description",
        Kind.MACRO: "description",
        Kind.ARTICLE: "label_names",
    }
)
_BEGINS = "macrosync:"
_MARK = re.compile(
    rf"{_BEGINS}(?P<project>[a-z0-9]+(?:-[a-z0-9]+)*)/(?P<key>[a-z0-9]+(?:[/-][a-z0-9]+)*)"
    r"@(?P<version>[0-9]{1,9})#(?P<digest>[0-9a-f]{12})(?![0-9a-f])",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose a resource is, what it was made from, and the digest of what was written."""

    project: str
    key: str
    version: int
    digest: str

    def __str__(self) -> str:
        return f"macrosync:{self.project}/{self.key}@{self.version}#{self.digest}"


def find(kind: Kind, payload: Payload) -> Mark | None:
    """The mark of a resource; the last one where a person copied text about, None where it bears none."""
    marks = every(kind, payload)
    return marks[-1] if marks else None


def every(kind: Kind, payload: Payload) -> tuple[Mark, ...]:
    """All marks that stand in a resource: more than its own where a person copied text about."""
    carrier = CARRIERS.get(kind)
    if carrier is None:
        return ()
    if kind is Kind.ARTICLE:  # Zendesk promises no order of labels
        return tuple(_read(match) for label in sorted(_labels(payload)) for match in _MARK.finditer(label))
    text = payload.get(carrier)
    if not isinstance(text, str) or _BEGINS not in text:
        return ()
    return tuple(map(_read, _MARK.finditer(text)))


def put(kind: Kind, payload: Payload, mark: Mark) -> dict[str, Json]:
    """The payload with this mark and no other. Raises KeyError for a kind that bears none."""
    carrier = CARRIERS[kind]
    marked = without(kind, payload)
    if kind is Kind.ARTICLE:
        marked[carrier] = [*_labels(marked), str(mark)]
    else:
        text = marked.get(carrier)
        marked[carrier] = f"{text}\n{mark}" if isinstance(text, str) and text else str(mark)
    return marked


def without(kind: Kind, payload: Payload) -> dict[str, Json]:
    """The payload without any mark; a line that held nothing else goes too."""
    bare = dict(payload)
    carrier = CARRIERS.get(kind)
    if carrier is None or carrier not in bare:
        return bare
    if kind is Kind.ARTICLE:
        bare[carrier] = [label for label in _labels(bare) if not _MARK.search(label)]
    elif isinstance(text := bare[carrier], str) and _BEGINS in text and (found := _MARK.search(text)):
        bare[carrier] = _without_last(text, found) if found.end() == len(text) else _without_any(text)
    return bare


def _without_last(text: str, found: re.Match[str]) -> str:
    """As `put` leaves it, which is how nearly every text is: a line of its own at the end, or all that there is."""
    start = found.start()
    return text[: start - 1] if start and text[start - 1] == "\n" else "" if not start else _without_any(text)


def _without_any(text: str) -> str:
    # Not splitlines, which also ends a line at signs that stay in a text without a mark.
    lines = (_unmarked(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line is not None)


def _unmarked(line: str) -> str | None:
    bare = _MARK.sub("", line)
    return bare if bare == line or bare.strip() else None


def _labels(payload: Payload) -> list[str]:
    labels = payload.get(CARRIERS[Kind.ARTICLE])
    return [label for label in labels if isinstance(label, str)] if isinstance(labels, list) else []


def _read(match: re.Match[str]) -> Mark:
    return Mark(match["project"], match["key"], int(match["version"]), match["digest"])
