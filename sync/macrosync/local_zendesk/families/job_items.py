"""One kind of work that jobs do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json


@dataclass(frozen=True, slots=True)
class Work:
    """`do` does one item and gives the id of what it was done to; it raises ApiError where it cannot.

    `action` and `done` are the words of the results (OAS, JobStatusObject); with `summary` a job that did everything
    tells no more than its success (recorded for destroy_many).
    """

    do: Callable[[Context, Body], Json]
    action: str
    done: str = ""
    summary: bool = False
