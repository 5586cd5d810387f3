"""Which placeholders Zendesk documents, and which one an author may have meant.

An unknown placeholder is no error to Zendesk: it is blank, and case matters (SUP 203662116), so that a typing
mistake goes out as a hole in a sentence. What is not documented here may still work; nothing vouches for it.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from types import MappingProxyType

from macrosync.rules.placeholder_list import DOCUMENTED, USERS, DocumentedPlaceholder, Place

__all__ = ["USERS", "DocumentedPlaceholder", "Place", "all_documented", "documented", "nearest"]

#: What the variable parts of a documented name may be; a key's characters are those of OAS.
VARIABLES = MappingProxyType(
    {
        "<user>": "(?:" + "|".join(re.escape(user) for user in USERS) + ")",
        "<id>": "[0-9]+",
        "<key>": "[A-Za-z0-9_-]+",
        "<n>": "[0-9]+",
    }
)

#: How alike a name must be to be suggested: lets `ticket.requester_name` find its dot and keeps mere kin out.
SIMILARITY = 0.8

_VARIABLE = re.compile("(<[a-z]+>)")


def documented(name: str, place: Place) -> bool:
    """Whether Zendesk documents a placeholder of this name, as `liquid.placeholders` gives it, for a place."""
    return _PATTERNS[place].fullmatch(name) is not None


def nearest(name: str, place: Place) -> str | None:
    """The documented name that an unknown one is nearest to, `<id>` or `<key>` in it left open; or None."""
    lowered = name.lower()
    if documented(lowered, place):
        return lowered
    generic = re.sub("[0-9]{2,}", "<id>", lowered)
    found = get_close_matches(generic, _NAMES[place], n=1, cutoff=SIMILARITY)
    return found[0] if found else None


def all_documented(place: Place) -> tuple[DocumentedPlaceholder, ...]:
    """All that a place documents, in the reference's order; `<user>` is one row for all USERS."""
    return tuple(placeholder for placeholder in DOCUMENTED if place in placeholder.places)


def _pattern(name: str) -> str:
    return "".join(VARIABLES.get(part) or re.escape(part) for part in _VARIABLE.split(name))


def _spelt_out(name: str) -> list[str]:
    return [name.replace("<user>", user) for user in USERS] if "<user>" in name else [name]


_PATTERNS = MappingProxyType(
    {place: re.compile("|".join(_pattern(each.name) for each in all_documented(place)) or r"(?!)") for place in Place}
)
_NAMES = MappingProxyType(
    {place: tuple(name for each in all_documented(place) for name in _spelt_out(each.name)) for place in Place}
)
