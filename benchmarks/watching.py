"""When calls come in: looked at while a command runs, by the server's own log of them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.control import Call, Control

#: Seconds between two looks.
LOOK = 0.05


@dataclass(slots=True)
class Watched:
    """How many of the calls there were at which moment, whenever there were more; and at the end all calls."""

    counts: list[tuple[float, int]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    def until(self, number: int) -> float:
        """Seconds from the first call to the one of that number."""
        return next(moment for moment, count in self.counts if count >= number) - self.counts[0][0]

    @property
    def whole(self) -> float:
        """Seconds from the first call to the last."""
        return self.counts[-1][0] - self.counts[0][0]


@contextmanager
def watching(control: Control, wanted: Callable[[Call], bool]) -> Iterator[Watched]:
    """Watch the calls that are wanted, while the block runs."""
    control.forget()
    watched, over = Watched(), Event()

    def look() -> None:
        count = sum(wanted(each) for each in control.calls())
        if count > (watched.counts[-1][1] if watched.counts else 0):
            watched.counts.append((monotonic(), count))

    def go_on() -> None:
        while not over.wait(LOOK):
            look()

    thread = Thread(target=go_on)
    thread.start()
    try:
        yield watched
    finally:
        over.set()
        thread.join()
    look()
    watched.calls = control.calls()
