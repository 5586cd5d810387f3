"""An apply under a limit of 100 calls in 10 seconds: how near it comes without being refused, alone and not.

Counted are the calls of Support's part of the API. The 201st of them can come 20 seconds after the first at the
earliest, in windows that begin with their first call as in one that slides; how much longer it takes is lost.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

import requests

from benchmarks import accounts, changes
from benchmarks.accounts import DATABASE, PROJECT, Size
from benchmarks.control import Control
from benchmarks.corpus import Desk
from benchmarks.figures import Figure
from benchmarks.processes import macrosync
from benchmarks.servers import serving
from benchmarks.watching import watching

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.control import Call
    from benchmarks.watching import Watched

CALLS, SECONDS = 100, 10
#: An apply of so many articles' questions takes more than two windows.
REWORDED = 25
_WINDOWS = 2
#: What has limits of its own, or none; and the other client's.
_NOT_COUNTED = ("/help_center/", "/guide/", "/oauth/", "/webhooks", "?other")
_OTHER = "/api/v2/users/me?other=1"
_THROTTLED = 429


def measure(folder: Path) -> Iterator[Figure]:
    """All figures of limits; `folder` is for what they need."""
    accounts.make_apart(folder / "made", Size(Desk(articles=REWORDED)))
    changes.reword(folder / "made" / PROJECT, REWORDED)
    for window in ("fixed", "sliding"):
        what = f"an apply under {CALLS} calls in {SECONDS} s, {window} window"
        alone = _apply(folder, window, others=False)
        yield Figure(f"{what}: throttled calls", _throttled(alone), " %", 0)
        unused = 1 - _WINDOWS * SECONDS / alone.until(_WINDOWS * CALLS + 1)
        yield Figure(f"{what}: permitted rate left unused", unused * 100, " %", 10)
        beside = _apply(folder, window, others=True)
        yield Figure(f"{what}, half of it taken by another client: throttled calls", _throttled(beside), " %", 2)


def _apply(folder: Path, window: str, *, others: bool) -> Watched:
    """Apply to a fresh copy of the account, and watch. An apply that does not come to its end raises RuntimeError."""
    shutil.rmtree(folder / "run", ignore_errors=True)
    shutil.copytree(folder / "made", folder / "run")
    with serving(folder / "run" / DATABASE) as address:
        control = Control(address)
        control.set_limits(CALLS, SECONDS, window)
        with watching(control, _is_ours) as watched, _another(address, calls=others):
            macrosync(folder / "run" / PROJECT, "apply", "--yes", "--force", url=f"http://{address}")
    return watched


@contextmanager
def _another(address: str, *, calls: bool) -> Iterator[None]:
    """Another client of the account, which takes half of what is permitted, as steadily as it can."""
    over = Event()

    def call() -> None:
        session = requests.Session()
        session.auth = ("admin@example.com/token", "local")
        while calls and not over.wait(2 * SECONDS / CALLS):
            session.get(f"http://{address}{_OTHER}", timeout=30)

    thread = Thread(target=call)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _throttled(watched: Watched) -> float:
    """The calls of ours that a limit refused, of a hundred."""
    ours = [each for each in watched.calls if _is_ours(each)]
    return 100 * sum(each.status == _THROTTLED for each in ours) / len(ours)


def _is_ours(call: Call) -> bool:
    """Whether it is a call of the command's that counts against the limit of Support's part."""
    return not any(each in call.target for each in _NOT_COUNTED)
