"""The local Zendesk as a process of its own, which can be killed: `macrosync serve`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from macrosync.cli import main; main()", "--root", str(ROOT), "serve", "--port", "0"]


@dataclass(frozen=True)
class Served:
    """A process that serves, and where."""

    url: str
    process: subprocess.Popen[str]

    def kill(self) -> None:
        """End it at once, with no chance to tidy up (kill -9)."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def served(database: Path, *options: str) -> Iterator[Served]:
    """`macrosync serve` over a file, ended with its block."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(  # noqa: S603 - ourselves
        [*COMMAND, "--db", str(database), *options], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            yield Served(line.split(" runs at ")[1].split(",")[0], process)
        finally:
            process.kill()
