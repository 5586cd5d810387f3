"""Where the OpenAPI files are wrong or loose, each with why: there the recordings and the reference win.

Each family's differences stand in a file of their own. "recorded" is what recordings of live accounts show, zenpy's
among them; a "public answer" is one of a live account that somebody has published, in the tests or notes of a public
repository; REF and DOC are developer.zendesk.com's reference and documentation, SUP its help center.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.misfits import Misfit


@dataclass(frozen=True, slots=True)
class Known:
    """A misfit that is known: patterns that the whole operation (`METHOD /path`), place and message have to match."""

    operation: str
    where: str
    message: str
    reason: str
    side: str = "answer"

    def explains(self, misfit: Misfit) -> bool:
        """Whether it is this one."""
        return (
            self.side == misfit.side
            and re.fullmatch(self.operation, str(misfit.operation)) is not None
            and re.fullmatch(self.where, misfit.where) is not None
            and re.fullmatch(self.message, misfit.message) is not None
        )

    def __str__(self) -> str:
        return f"{self.operation} | {self.side} | {self.where or '-'} | {self.message}"


def undeclared(*names: str) -> str:
    """The message of keys that the file does not name."""
    return f"({'|'.join(names)}) is not a declared key"


NULL = r"null where [a-z]+ is declared"
NULL_OF_ENUM = "null that is none of the declared values"
NO_INTEGER = "text that is no integer"

EVERYWHERE = (
    Known(
        r".*",
        r"",
        r"status (4..|5..) is not declared",
        "The files declare almost no error; those are held against the recorded forms instead (error_bodies.py).",
    ),
    Known(
        r"POST /api/v2/(macros|views|trigger_categories)",
        r"",
        r"status 201 is not declared",
        "What is made is answered 201 with its Location (recorded for every POST, twelve times for macros).",
    ),
    Known(
        r"GET .*|PUT .*/make_(default|primary)|POST .*/(preview|autocomplete)",
        r"",
        undeclared("count", "next_page", "previous_page", "meta", "links"),
        "Lists have these by offset, or by cursor (REF introduction/pagination, recorded); the files name them rarely.",
    ),
    Known(
        r"GET /api/v2/help_center/.*",
        r"",
        undeclared("page", "per_page", "page_count"),
        "The Help Center's lists by offset count their pages (public answers of articles and translations).",
    ),
    Known(
        r"PUT .*/(restore|restore_many|make_private|source_locale|request_verification|reorder|mark_as_spam)"
        r"|POST /api/v2/users/(logout_many|request_create)",
        r"",
        r"MissingData",
        'What the file writes as an "Empty response" of JSON is a body of no bytes.',
    ),
    Known(
        r"DELETE /api/v2/(macros|automations)/destroy_many",
        r"\?ids",
        NO_INTEGER,
        "Ids are joined by commas (REF destroy_many); the file leaves `explode: false` out.",
        side="request",
    ),
)
