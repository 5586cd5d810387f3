"""Texts in one form, whichever machine they were typed or saved on."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macrosync.resources import Json

#: A lone surrogate can stand in JSON, but neither in a file nor on a terminal.
_LONE = re.compile("[\ud800-\udfff]")


def text(value: Json) -> str:
    """Text with Unix line ends and composed letters, without blanks at the end of a line or empty lines at the end.

    Korean that was typed or saved on macOS can be in pieces (NFD), which show the same.
    """
    if isinstance(value, str) and value.isascii() and "\n" not in value and "\r" not in value:
        return value.rstrip()  # as most names, operators and tags are
    composed = unicodedata.normalize("NFC", clean(value))
    if "\n" not in composed:
        return composed.rstrip()
    return "\n".join([each.rstrip() for each in composed.split("\n")]).rstrip("\n")


def line(value: Json) -> str:
    """Text on one line, such as a name: nothing around it counts."""
    return text(value).strip()


def clean(value: Json) -> str:
    """A value as text with Unix line ends; null is the empty text."""
    if value is None:
        return ""
    whole = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if _LONE.search(whole):
        whole = _LONE.sub("?", whole)
    return whole.replace("\r\n", "\n").replace("\r", "\n") if "\r" in whole else whole
