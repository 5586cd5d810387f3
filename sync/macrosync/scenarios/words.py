"""Values as a person reads them in a failure or a trace: one line, nothing invisible, not too long."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

from macrosync.definitions.wording import shown

if TYPE_CHECKING:
    from macrosync.resources import Json

#: As much of a text as tells it from another.
_LONG = 300
_BLOCK_END = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6])>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def quoted(value: Json) -> str:
    """A value of a ticket; nothing is `(none)`, texts stand in quotes."""
    match value:
        case None | "" | []:
            return "(none)"
        case str():
            return f"“{shown(value, _LONG)}”"
        case list():
            return shown(", ".join(str(each) for each in value), _LONG)
        case bool():
            return "true" if value else "false"
    return shown(json.dumps(value, ensure_ascii=False, default=str), _LONG)


def text_of(rich: str) -> str:
    """The text that a person reads of HTML."""
    return html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", rich)))


def one_line(text: str) -> str:
    """A text with its white space as single blanks, by which texts are compared."""
    return " ".join(text.split())
