"""What libyaml says of a text that is not YAML, in the words of an author."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from macrosync.resources import Finding, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    import yaml


class _Sentence(NamedTuple):
    """A part of what libyaml says, what that means, and whether to look where the thing begins."""

    said: str
    means: str
    at_start: bool = False


# Matched in this order against libyaml's problem and context.
_SENTENCES = (
    _Sentence("unknown escape character", "A backslash in double quotes starts an escape: use single quotes."),
    _Sentence("scanning a quoted scalar", "The quote that starts here is not closed: close it.", at_start=True),
    _Sentence("cannot start any token", "A text does not start with “{sign}” in YAML: put the text in quotes."),
    _Sentence("scanning an a", "A text does not start with * or & in YAML: put the text in quotes.", at_start=True),
    _Sentence("tag", "A text does not start with ! in YAML: put the text in quotes.", at_start=True),
    _Sentence("scanning a directive", "A line does not start with % in YAML: put the text in quotes.", at_start=True),
    _Sentence(
        "mapping values are not allowed",
        "A colon stands inside a text, or the line is indented too far: use quotes, or mend it.",
    ),
    _Sentence(
        "scanning a block scalar", "After | or > the text starts in the next line: write it there.", at_start=True
    ),
    _Sentence(
        "parsing a flow",
        "The {{ or [ that starts here is not closed: close it, or put a text that starts so in quotes.",
        at_start=True,
    ),
    _Sentence(
        "could not find expected ':'", "`key: text` is expected here: add the colon, or indent the text.", at_start=True
    ),
    _Sentence("parsing a block", "This line does not fit those above: look at its indent, and at quotes above."),
)
_OTHERWISE = "YAML cannot be read here: look at the indent and the quotes."


def finding(error: yaml.MarkedYAMLError, path: str, lines: Sequence[str]) -> Finding:
    """What keeps a text from being read, at the place where its author has to look."""
    place = _place(error.problem_mark or error.context_mark, path)
    if _is_tab(lines, place):
        return Finding(place, "yaml-tab", "A tab stands where YAML wants spaces: indent with two spaces.")
    said = f"{error.problem} {error.context}"
    sentence = next((each for each in _SENTENCES if each.said in said), _Sentence("", _OTHERWISE))
    if sentence.at_start and error.context_mark:
        place = _place(error.context_mark, path)
    return Finding(_before_end(lines, place), "yaml-syntax", sentence.means.format(sign=_sign(lines, place)))


def _place(mark: yaml.Mark | None, path: str) -> Source:
    return Source(path, mark.line + 1, mark.column + 1) if mark else Source(path)


def _before_end(lines: Sequence[str], place: Source) -> Source:
    """What is not closed is noticed at the end of the file: behind the last thing that stands there."""
    line = place.line
    while line > 1 and not "".join(lines[line - 1 : line]).strip():
        line -= 1
    return place if line == place.line else Source(place.path, line, len(lines[line - 1]) + 1)


def _is_tab(lines: Sequence[str], place: Source) -> bool:
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    return "\t" in line[: len(line) - len(line.lstrip())] or _sign(lines, place) == "\t"


def _sign(lines: Sequence[str], place: Source) -> str:
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    return line[place.column - 1 : place.column]
