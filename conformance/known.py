"""Where the OpenAPI files are wrong or loose, each with why: there the recordings and the reference win."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.openapi import Misfit


@dataclass(frozen=True, slots=True)
class Known:
    """A misfit that is known: patterns for the operation (`METHOD /path`), the side, the place and the message."""

    operation: str
    message: str
    reason: str
    side: str = "answer"
    where: str = ""

    def explains(self, misfit: Misfit) -> bool:
        """Whether it is this one."""
        return (
            self.side == misfit.side
            and re.fullmatch(self.operation, str(misfit.operation)) is not None
            and re.fullmatch(self.where or ".*", misfit.where) is not None
            and re.search(self.message, misfit.message) is not None
        )


KNOWN: tuple[Known, ...] = (
    Known(
        r"POST /api/v2/macros",
        r"ResponseNotFound.*201",
        "A created macro is answered 201 with its Location in twelve recordings; the file says 200.",
    ),
    Known(
        r".*",
        r"ResponseNotFound.*(400|401|403|404|409|415|422|429|500|501|503)",
        "The file declares almost no error; those are held against the three recorded forms instead.",
    ),
    Known(
        r".*",
        r"is not of type 'string'",
        "An action's value is a string, a list, a boolean or null in recordings; the file says string.",
        where=r"(.*\.)?actions\.value(\..*)?",
    ),
    Known(
        r".*",
        r"is not of type 'string'",
        "An action's value is a string, a list, a boolean or null in recordings; the file says string.",
        side="request",
        where=r"(.*\.)?actions\.value(\..*)?",
    ),
)
