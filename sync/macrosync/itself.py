"""Which macrosync this is, for what is remembered between two runs of it."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from macrosync import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What else has a say in what definitions compile to.
_LIBRARIES = ("jinja2", "liquid", "lxml", "markdown_it", "nh3", "pydantic", "yaml")


@cache
def told() -> tuple[str, ...]:
    """Which macrosync this is, and which libraries: who works on one changes its files and not its version."""
    own = sorted(_sources(os.fspath(Path(__file__).parent)))
    return (__version__, sys.version, *map(_library, _LIBRARIES), *own)


def _library(name: str) -> str:
    """Its place and age: to ask for its version takes longer than to import it."""
    found = find_spec(name)
    return _file(found.origin) if found and found.origin else name


def _sources(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _sources(entry.path)
            else:
                yield _file(entry.path)


def _file(path: str) -> str:
    there = os.stat(path)  # noqa: PTH116 - quicker
    return f"{path} {there.st_size} {there.st_mtime_ns}"
