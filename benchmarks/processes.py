"""Commands as processes of their own, with what each took: CPU time, memory, wall time. For systems with wait4."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.memory import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[1]
NOTHING: Mapping[str, str] = MappingProxyType({})
#: What a process's peak is counted in: kilobytes, on macOS bytes.
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command said and took: seconds of CPU and on the clock, and the most memory in bytes."""

    code: int
    out: str
    err: str
    cpu: float
    wall: float
    peak: int


def macrosync(
    root: Path, *arguments: str, url: str = "", allowed: Sequence[int] = (0,), memory: Path | None = None
) -> Ran:
    """The command line on a project, as a person would type it. Raises RuntimeError for another exit code.

    `memory` is the folder in which it keeps what files compile to; where none is given it has none from before.
    """
    target = ["--target", "local", *(["--url", url] if url else [])]
    with tempfile.TemporaryDirectory() as empty:
        kept = {VARIABLE: str(memory or empty)}
        return python("-m", "macrosync", "--root", str(root), *target, *arguments, allowed=allowed, more=kept)


def python(*arguments: str, allowed: Sequence[int] = (0,), more: Mapping[str, str] = NOTHING) -> Ran:
    """A Python with these arguments and so much `more` environment. Raises RuntimeError for another exit code."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = perf_counter()
        process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, *arguments], stdout=out, stderr=err, cwd=ROOT, env={**_environment(), **more}
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _MEMORY_UNIT
        ran = Ran(process.returncode, out.read(), err.read(), cpu, wall, peak)
    if ran.code not in allowed:
        raise RuntimeError(f"{' '.join(arguments[:4])} … ended with {ran.code}: {ran.err[-500:]}")
    return ran


def _environment() -> Mapping[str, str]:
    """Ours, without what would choose another account or another locale of output."""
    return {name: value for name, value in os.environ.items() if not name.startswith("ZENDESK_") and name != "CI"}
