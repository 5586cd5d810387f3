"""Liquid tags on lines of their own, which decide whole paragraphs and lists.

An author writes `{% if … %}`, the paragraphs that it decides, and `{% endif %}` below each other. Such a tag is a
block by itself, whether or not blank lines stand around it, so that no line end of it is left in what a driver
reads, and no paragraph begins inside of a branch and ends outside. To decide a line within a paragraph, the tags
stand at the ends of lines: `first{% if … %}`, `second{% endif %}`.

Tags are given as the code behind each sign that stands for one.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NAME = re.compile(r"\{%-?\s*(\w+)")
#: Tags that part what stands between a tag and its end.
_BRANCHES = frozenset({"else", "elsif", "when"})


def set_apart(source: str, tags: Mapping[str, str]) -> str:
    """Markdown with each run of lines that are tags alone on one line, between blank ones.

    A text in which another tag begins or ends amid its lines stays as it is.
    """
    names = _names(tags)
    ends = _ends(names)
    parts: list[str] = []
    for alone, lines in groupby(source.split("\n"), lambda line: bool(line.strip()) and _is_tags(line.strip(), tags)):
        if alone:
            first, *others = lines
            parts.append(f"\n{first}{''.join(line.strip() for line in others)}\n")
        else:
            parts.append("\n".join(lines))
            if not _whole((names[sign] for sign in parts[-1] if sign in names), ends):
                return source
    return "\n".join(parts)


def joined(blocks: Sequence[str], tags: Mapping[str, str], between: str) -> str:
    """Blocks of plain text, parted from each other and from nothing else, whatever the tags among them decide.

    What parts two blocks goes with the second, since a tag may hide it; with the first where the text begins with
    a tag.
    """
    shown = [not _is_tags(block, tags) for block in blocks]
    if blocks and shown[0]:
        parted = (between + block if show else block for block, show in zip(blocks[1:], shown[1:], strict=True))
        return blocks[0] + "".join(parted)
    followed = _followed([None if show else block for block, show in zip(blocks, shown, strict=True)], _names(tags))
    return "".join(block + between if more else block for block, more in zip(blocks, followed, strict=True))


def _followed(blocks: Sequence[str | None], names: Mapping[str, str]) -> list[bool]:
    """Which blocks are shown (None) and have another one after them: branches do not follow each other."""
    followed: list[bool] = []
    ends = _ends(names)
    after = False
    around: list[tuple[bool, bool]] = []  # of each tag that is open: what follows its end, and what its branches
    for block in reversed(blocks):
        followed.append(after and block is None)
        after = after or block is None
        for name in (names[sign] for sign in reversed(block or "")):
            if name in ends:
                around.append((after, after))
            elif around and name in _BRANCHES:
                beyond, within = around.pop()
                around.append((beyond, within or after))
                after = beyond
            elif around and f"end{name}" in ends:
                after = after or around.pop()[1]
    return followed[::-1]


def _is_tags(text: str, tags: Mapping[str, str]) -> bool:
    return all(sign in tags for sign in text)


def _whole(names: Iterable[str], ends: frozenset[str]) -> bool:
    """Whether every tag that has an end has it here, and none is parted or ended that began elsewhere."""
    depth = 0
    for name in names:
        depth += (f"end{name}" in ends) - (name in ends)
        if depth < 0 or (depth == 0 and name in _BRANCHES):
            return False
    return depth == 0


def _names(tags: Mapping[str, str]) -> dict[str, str]:
    found = {sign: _NAME.match(code) for sign, code in tags.items()}
    return {sign: match[1] if match else "" for sign, match in found.items()}


def _ends(names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name for name in names.values() if name.startswith("end"))
