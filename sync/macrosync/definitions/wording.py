"""An author's own words inside a finding's sentence."""

from __future__ import annotations

#: So many characters are enough to find a text again; the place is given besides.
MOST = 60


def shown(text: str, most: int = MOST) -> str:
    """A text as a part of one line: white space as single spaces, nothing invisible, not longer than `most`."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def visible(text: str) -> str:
    """A text with every character that cannot be seen, and half of a surrogate pair, as its code: `U+202E`."""
    return "".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in text)
