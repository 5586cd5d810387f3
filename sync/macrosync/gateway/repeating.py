"""When a failed call is sent again. tenacity is the only retry: urllib3's and zenpy's never see a failure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tenacity import RetryCallState, Retrying, retry_if_exception

from macrosync.gateway.failures import Failed

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to go on trying one call.

    `attempts` bounds the times it is sent while nothing but faults come back; `longest` bounds, in seconds, all its
    waiting together, for a rate limit that asks to wait as well. Backoff is `first` seconds, doubled up to `most`.
    """

    attempts: int = 5
    longest: float = 300.0
    first: float = 0.5
    most: float = 20.0

    def wait(self, state: RetryCallState) -> float:
        """The seconds before the next attempt: what was asked for, and no less than the backoff."""
        backoff = min(self.most, self.first * 2.0 ** (state.attempt_number - 1))
        return max(backoff, _failure(state).after or 0.0)

    def is_over(self, state: RetryCallState) -> bool:
        """Whether to give up. A wait that is too long is not begun: to call earlier than asked would not help."""
        if state.idle_for + state.upcoming_sleep > self.longest:
            return True
        return not _failure(state).throttled and state.attempt_number >= self.attempts

    def retrying(self, sleep: Callable[[float], None]) -> Retrying:
        """The policy as tenacity runs it; it raises the last failure."""
        return Retrying(
            retry=retry_if_exception(lambda problem: isinstance(problem, Failed) and problem.repeatable),
            wait=self.wait,
            stop=self.is_over,
            sleep=sleep,
            reraise=True,
        )


def _failure(state: RetryCallState) -> Failed:
    problem = state.outcome.exception() if state.outcome else None
    if not isinstance(problem, Failed):
        raise TypeError("only a failed call is waited for")
    return problem
