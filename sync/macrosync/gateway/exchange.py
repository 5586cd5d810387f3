"""One call with all its attempts, and what whoever writes wants asked before a late one and before each repeat.

Who changes what is there has read it right before. A wait makes that read an old one, and what somebody saved meanwhile
would be lost: so such a call bears a `Recheck`, which is never asked where the call is sent at once and answered.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from macrosync.errors import Call
    from macrosync.gateway.budget import Route
    from macrosync.gateway.failures import Failed

    #: Whether the call is still to be sent: not where what it changes is so already. Raises where it must not be.
    Recheck: TypeAlias = Callable[[], bool]

#: Seconds after which a read no longer counts as right before a write.
LATE = 1.0
#: requests has no place for it in a call; it is for the next one of this thread.
_NEXT: ContextVar[Recheck | None] = ContextVar("recheck of the next call", default=None)


class DoneAlready(Exception):
    """A call is not sent, or not again: its recheck says that what it changes is so already."""


@contextmanager
def rechecked(recheck: Recheck | None) -> Iterator[None]:
    """The next call is to ask this one."""
    before = _NEXT.set(recheck)
    try:
        yield
    finally:
        _NEXT.reset(before)


def taken() -> Recheck | None:
    """What the call that begins is to ask, and none that is made on its way: a token's, or a read of the recheck's."""
    recheck = _NEXT.get()
    _NEXT.set(None)
    return recheck


@dataclass(slots=True)
class Exchange:
    """A call: its attempts so far, and the failure of one that may have taken effect all the same.

    `since` says by the clock when what it changes was last read; `waited` is how many seconds it was held back for the
    sake of a limit.
    """

    call: Call
    route: Route
    since: float
    recheck: Recheck | None = None
    attempt: int = 0
    doubt: ServiceError | None = None
    waited: float = 0.0

    def begin(self) -> None:
        """Count an attempt: whatever was read before it says nothing any more."""
        self.attempt += 1
        self.since = -math.inf

    def failed(self, failure: Failed) -> Failed:
        """Take note of what became of an attempt."""
        if failure.maybe_done:
            self.doubt = failure.error
        return failure

    def is_late(self, now: float) -> bool:
        """Whether to look again before it is sent."""
        return self.recheck is not None and now - self.since > LATE

    def look_again(self, clock: Callable[[], float]) -> None:
        """Ask the recheck. Raises DoneAlready, and where that cannot be read the doubt that was there before."""
        try:
            wanted = self.recheck is None or self.recheck()
        except ServiceError as error:
            if self.doubt is None:
                raise
            raise self.doubt from error
        if not wanted:
            raise DoneAlready
        self.since = clock()
