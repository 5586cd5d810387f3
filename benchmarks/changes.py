"""Changes to a project that its account does not have yet: every reply of some articles' questions says a word more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.definitions import lock
from macrosync.definitions.load import load
from macrosync.definitions.tree import LOCK

if TYPE_CHECKING:
    from pathlib import Path


def reword(root: Path, articles: int) -> None:
    """Reword the first articles' questions, with a higher version of each."""
    for number in range(1, articles + 1):
        folder = root / "macros" / f"desk-{number}"
        for file in (each for each in folder.iterdir() if each.name != "article.yaml"):
            text = file.read_text(encoding="utf-8").replace("version: 1\n", "version: 2\n", 1)
            file.write_text(text.replace("reply: |\n      ", "reply: |\n      네, "), encoding="utf-8")
    known, _ = lock.read(root)
    found, _ = load(root)
    (root / LOCK).write_text(lock.render(lock.updated(known, found)), encoding="utf-8")
