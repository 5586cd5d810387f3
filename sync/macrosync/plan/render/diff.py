"""Two texts as one list of lines, with the words that changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Unchanged lines that are shown around a change.
CONTEXT = 2
#: A line longer than this is compared as a whole: comparing words takes the square of their number.
_LONGEST = 2_000
#: Below this share of equal words a line is another line, and marking words would only confuse.
_SIMILAR = 0.3
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its sign, one of `+`, `-`, ` ` and `…` (lines left out); `words` are (start, end) of what changed."""

    sign: str
    text: str
    words: tuple[tuple[int, int], ...] = ()


def unified(before: Sequence[str], after: Sequence[str]) -> tuple[Line, ...]:
    """Both sides, the unchanged lines far from a change left out."""
    if not before or not after:
        return (*(Line("-", text) for text in before), *(Line("+", text) for text in after))
    return tuple(_lines(before, after))


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    seen = 0
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(CONTEXT):
        if group[0][1] > seen:
            yield Line("…", "")
        for tag, start, end, other, other_end in group:
            if tag == "equal":
                yield from (Line(" ", text) for text in before[start:end])
            else:
                yield from _replaced(before[start:end], after[other:other_end])
        seen = group[-1][2]
    if seen < len(before):
        yield Line("…", "")


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Lines that are as many on both sides are pairs; others stand for themselves."""
    if len(before) != len(after):
        yield from (Line("-", text) for text in before)
        yield from (Line("+", text) for text in after)
        return
    pairs = [_words(old, new) for old, new in zip(before, after, strict=True)]
    yield from (Line("-", text, words) for text, (words, _) in zip(before, pairs, strict=True))
    yield from (Line("+", text, words) for text, (_, words) in zip(after, pairs, strict=True))


def _words(before: str, after: str) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    if max(len(before), len(after)) > _LONGEST:
        return (), ()
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _SIMILAR:
        return (), ()
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return (
        tuple(_span(old, start, end) for _, start, end, _, _ in changes if end > start),
        tuple(_span(new, start, end) for _, _, _, start, end in changes if end > start),
    )


def _span(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    first = sum(map(len, words[:start]))
    return first, first + sum(map(len, words[start:end]))
