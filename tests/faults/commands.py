"""The command line as a process, which can be killed, and in this one, which is quicker; and the account's controls."""

from __future__ import annotations

import io
import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from threading import Event
from types import MappingProxyType
from typing import TYPE_CHECKING
from unittest import mock

from tests.followups.office import unlimited
from tests.local_zendesk.client import Api, Data

from macrosync.apply import account_lock
from macrosync.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

#: `python -m macrosync` whose every log line is told, down to those of the libraries.
_PROGRAM = (
    "import logging, runpy; logging.basicConfig(level=logging.DEBUG); "
    "[logging.getLogger(each).setLevel(logging.INFO) for each in {chatty!r}]; {more}"
    "runpy.run_module('macrosync', run_name='__main__', alter_sys=True)"
)
#: The same at another time, and without waiting.
_THEN = "import time, time_machine; time.sleep = lambda _: None; time_machine.travel({at!r}, tick=True).start(); "
#: Seconds after which a command hangs.
PATIENCE = 120.0
_STEP = 0.005
#: It tells of every token that it reads, none of which comes from an account.
_CHATTY = ("markdown_it",)
_NOTHING: Mapping[str, str] = MappingProxyType({})
_LOOKS = frozenset({"CI", "NO_COLOR", "FORCE_COLOR"})


@dataclass(frozen=True)
class Ran:
    """What a command gave. `code` is negative where a signal ended it."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """All that it said."""
        return self.out + self.err


@dataclass
class Process:
    """A command that runs on its own."""

    started: subprocess.Popen[str]
    _said: list[str] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.started.poll() is not None

    def kill(self) -> None:
        """End it at once, with no chance to tidy up (kill -9)."""
        self.started.send_signal(signal.SIGKILL)

    def ended(self) -> Ran:
        """What it gave, once it has ended."""
        out, err = self.started.communicate(timeout=PATIENCE)
        return Ran(self.started.returncode, out, err)


def start(project: Path, *arguments: str, at: str = "") -> Process:
    """Start `macrosync` in a process of its own, at another time than now if one is given."""
    program = _PROGRAM.format(chatty=_CHATTY, more=_THEN.format(at=at) if at else "")
    with _neutral():
        return Process(
            subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, "-c", program, "--root", str(project), *arguments],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )


def command(project: Path, *arguments: str, environment: Mapping[str, str] = _NOTHING, waits: bool = False) -> Ran:
    """Run `macrosync` here, with everything that is logged in its stderr; it never really waits, unless it `waits`."""
    out, err = io.StringIO(), io.StringIO()
    told = logging.StreamHandler(err)
    root, level = logging.getLogger(), logging.getLogger().level
    for chatty in _CHATTY:
        logging.getLogger(chatty).setLevel(logging.INFO)
    root.addHandler(told)
    root.setLevel(logging.DEBUG)
    try:
        waiting = mock.patch("macrosync.gateway.Event", Event if waits else _Prompt)
        with redirect_stdout(out), redirect_stderr(err), waiting, _neutral():
            os.environ.update(environment)
            main(["--root", str(project), *arguments])
    except SystemExit as ended:
        return Ran(int(ended.code or 0), out.getvalue(), err.getvalue())
    finally:
        root.removeHandler(told)
        root.setLevel(level)


@contextmanager
def opened(url: str) -> Iterator[Api]:
    """A client of the account with no rate limit in its way."""
    with Api(url) as api:
        unlimited(api)
        yield api


def fault(api: Api, **values: Data) -> int:
    """Set a fault; its number."""
    return int(api.control("POST", "faults", values)["id"])


def mend(api: Api, number: int | None = None) -> None:
    """Take one fault away, or all: what they hold goes on."""
    api.control("DELETE", "faults" if number is None else f"faults/{number}")


def holds(api: Api, number: int, *, over: Callable[[], bool]) -> bool:
    """Wait until a fault holds its call; False where the command is over without it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ended = over()  # asked first: what is over holds nothing new
        if any(each["id"] == number and each["held"] for each in api.control("GET", "faults")["faults"]):
            return True
        if ended:
            return False
        time.sleep(_STEP)
    raise TimeoutError("the command neither came to the fault nor ended")


class _Prompt(Event):
    """What the gateway waits by, without the waiting."""

    def wait(self, timeout: float | None = None) -> bool:
        del timeout
        return self.is_set()


@contextmanager
def _neutral() -> Iterator[None]:
    """An environment that names no account, as on a machine that macrosync is tried out on."""
    named = (name for name in os.environ if name.startswith(("ZENDESK_", "ZENPY_", "MACROSYNC_")) or name in _LOOKS)
    ours = [name for name in named if name != account_lock.VARIABLE]  # else locks would stand in the user's own folder
    with mock.patch.dict(os.environ):
        for name in ours:
            del os.environ[name]
        yield
