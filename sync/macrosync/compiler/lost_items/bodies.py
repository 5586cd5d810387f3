"""JSON bodies of webhooks, with Liquid in them.

Zendesk fills placeholders without escaping them for JSON (facts (i)), so that a quote or a line break in a field would
break the body. Text of agents therefore goes into HTML, where `escape` turns quotes into entities; what `escape` leaves
(line breaks, backslashes, tabs) is taken out before. Whether there is a filter for JSON is not documented, so none is
used.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from macrosync.compiler.text import Literal, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.resources import Json, Ref

#: Stand for Liquid while JSON and HTML are made around it; the text module's own signs begin at U+E000.
_FIRST = 0xF000
_BLANK = re.compile(r"\{(?P<name>[a-z_]+)(?:: ?(?P<otherwise>[^{}]*))?\}")


@dataclass(slots=True)
class Body:
    """A body while it is made: the Liquid behind each sign that stands for it."""

    liquid: list[str] = field(default_factory=list)

    def text(self, liquid: str) -> str:
        """A part of a string: what the Liquid gives is text that is safe in JSON."""
        self.liquid.append(liquid)
        return chr(_FIRST + len(self.liquid) - 1)

    def number(self, liquid: str) -> str:
        """A value that is a number by itself."""
        return f"#{self.text(liquid)}#"

    def html(self, markdown: str, fill: Callable[[str, str], str]) -> str:
        """A note as HTML; `fill` gives the Liquid for a name in braces and what stands there where it is blank."""
        pieces: list[str | Literal] = []
        end = 0
        for match in _BLANK.finditer(markdown):
            sign = self.text(fill(match["name"], match["otherwise"] or ""))
            pieces += [markdown[end : match.start()], Literal(sign)]
            end = match.end()
        return render(*pieces, markdown[end:]).html

    def line(self, text: str, fill: Callable[[str, str], str]) -> str:
        """A line of text, its names in braces filled the same way."""
        return _BLANK.sub(lambda match: self.text(fill(match["name"], match["otherwise"] or "")), text)

    def written(self, value: Json) -> str:
        """The whole body as a template."""
        text = json.dumps(value, ensure_ascii=False, indent=1)
        for at, liquid in enumerate(self.liquid):
            sign = chr(_FIRST + at)
            text = text.replace(f'"#{sign}#"', liquid).replace(sign, liquid)
        return text


def shown(field: Ref, otherwise: str = "") -> str:
    """An agent's text as HTML that is safe in JSON, or what stands there where it is blank."""
    said = otherwise.replace("'", "’")
    return (
        f"{{{{ticket.ticket_field_{field} | default: '{said}' | strip_newlines | replace: '\t', ' ' | "
        "replace: '\\', '/' | escape}}"
    )


def chosen(field: Ref, otherwise: str = "") -> str:
    """An option's tag, or another one where none is selected."""
    return f"{{{{ticket.ticket_field_{field} | default: '{otherwise}'}}}}"


def option_title(field: Ref) -> str:
    """An option's name."""
    return f"{{{{ticket.ticket_field_option_title_{field}}}}}"


TICKET = "{{ticket.id}}"
