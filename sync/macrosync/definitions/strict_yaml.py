"""YAML as script authors expect it: YAML 1.2 words, no surprises, and a place for every value.

PyYAML's C parser gives events; the values are built from them here, in one pass, since PyYAML's own
constructor drops positions, lets duplicate keys win silently and reads `no` as false (YAML 1.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import yaml

from macrosync.definitions import characters, syntax
from macrosync.definitions.text import Text
from macrosync.definitions.unreadable import Unreadable
from macrosync.definitions.wording import shown
from macrosync.resources import Finding, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "Text | int | float | bool | list[Value] | dict[str, Value] | None"

MAX_DEPTH = 24
_MAX_DIGITS = 18

# The YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema), numbers in base ten only.
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file: its data, the places of its values and keys by path from the root, and what it must not use."""

    data: Value
    values: Mapping[Path, Source]
    keys: Mapping[Path, Source]
    findings: tuple[Finding, ...] = ()

    def place(self, path: Path, *, key: bool = False) -> Source:
        """The place of a value (or of its key), or of the nearest thing around it that has one."""
        places = self.keys if key else self.values
        for end in range(len(path), -1, -1):
            found = places.get(path[:end]) or self.values.get(path[:end])
            if found:
                return found
        return next(iter(self.values.values()))


def parse(content: bytes, path: str) -> Document:
    """Parse one file; what it must not use and can be read in spite of that is among the document's findings.

    Raises Unreadable at the first thing that keeps the file from being read; what comes after it could
    only be a guess.
    """
    builder = _Builder(path, characters.decode(content, path))
    try:
        data = builder.document()
    except yaml.MarkedYAMLError as error:
        raise Unreadable([*builder.findings, syntax.finding(error, path, builder.lines)]) from None
    if data is None:
        raise Unreadable.at(Source(path), "file-empty", "The file is empty: write a definition, or delete it.")
    return Document(data, builder.values, builder.keys, tuple(builder.findings))


@dataclass(slots=True)
class _Builder:
    """Builds values from the parser's events, refusing what definitions must not use."""

    path: str
    text: str
    values: dict[Path, Source] = field(default_factory=dict)
    keys: dict[Path, Source] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    lines: list[str] = field(init=False)
    events: Iterator[yaml.Event] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")
        self.events = yaml.parse(self.text, Loader=yaml.CSafeLoader)

    def document(self) -> Value:
        next(self.events)  # the stream starts
        if not isinstance(next(self.events), yaml.DocumentStartEvent):
            return None
        data = self._value(next(self.events), ())
        next(self.events)  # the document ends
        event = next(self.events)
        if isinstance(event, yaml.DocumentStartEvent):
            raise self._stopped(event, "yaml-documents", "A second document starts here: one file holds one.")
        return data

    def _value(self, event: yaml.Event, path: Path) -> Value:
        self._guard(event, path)
        self.values[path] = self._source(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _guard(self, event: yaml.Event, path: Path) -> None:
        if isinstance(event, yaml.AliasEvent):
            message = "Aliases (*) are not used here: write it out, or put a text that starts with * in quotes."
            raise self._stopped(event, "yaml-alias", message)
        if getattr(event, "anchor", None):
            message = "Anchors (&) are not used here: write it out, or put a text that starts with & in quotes."
            self._refuse(event, "yaml-alias", message)
        if tag := getattr(event, "tag", None):
            message = (
                f"The tag `{shown(tag)}` is not used here: leave it out, or put a text that starts with ! in quotes."
            )
            self._refuse(event, "yaml-tag", message)
        if len(path) > MAX_DEPTH:
            message = f"This is nested deeper than {MAX_DEPTH} levels: look for a wrong indent or bracket."
            raise self._stopped(event, "yaml-depth", message)

    def _sequence(self, path: Path) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Value]:
        pairs: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, path)
            if key in pairs:
                first = self.keys[(*path, key)]
                message = f"`{shown(key)}` was given already in line {first.line}: keep one."
                self._refuse(event, "yaml-duplicate-key", message)
                self._value(next(self.events), (*path, key, "again"))  # its places are nobody's
                continue
            self.keys[(*path, key)] = self._source(event)
            pairs[key] = self._value(next(self.events), (*path, key))
        return pairs

    def _key(self, event: yaml.Event, path: Path) -> str:
        self._guard(event, path)
        if not isinstance(event, yaml.ScalarEvent):
            message = "A key is a plain word: check the braces, or put a text that starts with { or [ in quotes."
            raise self._stopped(event, "yaml-syntax", message)
        self._see(event)
        return event.value

    def _scalar(self, event: yaml.ScalarEvent) -> Value:
        if not event.style:
            return self._plain(event)
        self._see(event)
        source = self._source(event)
        if event.style == "|":
            indent = self._block_indent(event)
            return Text.make(event.value, Source(self.path, source.line + 1, indent + 1), indent=indent)
        # What stands between the quotes letter by letter, without escapes or doubled quotes, can be counted off.
        if self._raw(event)[1:-1] == event.value:
            return Text.make(event.value, Source(self.path, source.line, source.column + 1))
        return Text.make(event.value, source, exact=False)

    def _plain(self, event: yaml.ScalarEvent) -> Value:
        word = event.value
        if word in _NULL:
            return None
        if word in _BOOL:
            return _BOOL[word]
        if _INT.fullmatch(word) and len(word) <= _MAX_DIGITS:
            return int(word)
        if _FLOAT.fullmatch(word):
            return float(word)
        return Text.make(word, self._source(event), exact=self._raw(event).startswith(word))

    def _see(self, event: yaml.ScalarEvent) -> None:
        """Refuse an invisible character that an escape in double quotes has made."""
        if event.style == '"' and (code := characters.invisible(event.value)):
            message = f"The escape for the invisible character {code} stands in this text: delete it."
            self._refuse(event, "control-character", message)

    def _block_indent(self, event: yaml.ScalarEvent) -> int:
        """How far a literal block is indented: what the file's line has and its text has not."""
        first = self._source(event).line
        for at, line in enumerate(event.value.split("\n")):
            if line.strip(" "):
                return len(self.lines[first + at]) - len(line)
        return 0

    def _raw(self, event: yaml.Event) -> str:
        """What stands in the file for an event; empty where it goes over more than one line."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None or start.line != end.line:
            return ""
        return self.lines[start.line][start.column : end.column]

    def _source(self, event: yaml.Event) -> Source:
        mark = event.start_mark
        return Source(self.path, mark.line + 1, mark.column + 1) if mark else Source(self.path)

    def _refuse(self, event: yaml.Event, id: str, message: str) -> None:  # noqa: A002 - the finding's own word
        self.findings.append(Finding(self._source(event), id, message))

    def _stopped(self, event: yaml.Event, id: str, message: str) -> Unreadable:  # noqa: A002
        return Unreadable([*self.findings, Finding(self._source(event), id, message)])
