"""`macrosync validate` on many files, beside PyYAML's C loader reading the same ones."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from benchmarks import corpus
from benchmarks.corpus import Desk
from benchmarks.figures import Figure
from benchmarks.processes import macrosync, python

if TYPE_CHECKING:
    from collections.abc import Iterator

#: As many articles and questions as there may be with a macro for each channel; an account holds 5,000.
DESK = Desk(articles=2_475, steps=(1,), scenarios=40)
_TURNS = 3


def measure(folder: Path) -> Iterator[Figure]:
    """The figures of `validate`; `folder` is for the files."""
    root = corpus.write(folder / "project", DESK)
    own, loaded = [], []
    for _ in range(_TURNS):
        own.append(macrosync(root, "validate").cpu)
        loaded.append(python("-m", "benchmarks.validation", str(root)).cpu)
    what = f"`macrosync validate` on {len(_files(root)):,} files"
    yield Figure(f"{what}: CPU time, beside PyYAML's C loader on them", min(own) / min(loaded), "×", 8)
    yield Figure(f"{what}: CPU time", min(own), " s")


def load(root: Path) -> None:
    """Read every definition as PyYAML does."""
    for file in _files(root):
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)


def _files(root: Path) -> list[Path]:
    return [*root.glob("macros/**/*.yaml"), *root.glob("workflows/**/*.yaml")]


if __name__ == "__main__":
    load(Path(sys.argv[1]))
