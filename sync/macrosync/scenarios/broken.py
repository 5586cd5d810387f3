"""A scenario that cannot be run: neither passed nor failed."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from macrosync.definitions.wording import shown
from macrosync.errors import MacrosyncError

if TYPE_CHECKING:
    from collections.abc import Collection

    from macrosync.resources import Source

#: A sentence lists no more words than a person reads.
_MOST = 12


class Broken(MacrosyncError):
    """What keeps a scenario from being run: one sentence, and the place, where it is not that of the whole step."""

    def __init__(self, message: str, source: Source | None = None) -> None:
        self.source = source
        super().__init__(message)


def unknown(what: str, given: str, known: Collection[str], source: Source | None) -> Broken:
    """A name that leads nowhere, with the one that may be meant."""
    close = get_close_matches(given, known, n=1)
    listed = ", ".join(shown(each) for each in sorted(known)[:_MOST])
    advice = f"did you mean `{shown(close[0])}`?" if close else f"take one of {listed}." if known else "there is none."
    return Broken(f"There is no {what} `{shown(given)}`: {advice}", source)
