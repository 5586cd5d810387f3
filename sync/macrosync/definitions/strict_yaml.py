"""YAML as script authors expect it: YAML 1.2 words, no surprises, and a place for every value.

PyYAML's C parser gives events; the values are built from them here, in one pass, since PyYAML's own
constructor drops positions, lets duplicate keys win silently and reads `no` as false (YAML 1.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import yaml

from macrosync.definitions.text import Text
from macrosync.resources import Finding, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "Text | int | float | bool | list[Value] | dict[str, Value] | None"

MAX_BYTES = 256 * 1024
MAX_DEPTH = 24
_MAX_DIGITS = 18

# The YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema), numbers in base ten only.
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufeff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file: its data, and the places of its values and keys by path from the root."""

    data: Value
    values: Mapping[Path, Source]
    keys: Mapping[Path, Source]

    def place(self, path: Path, *, key: bool = False) -> Source:
        """The place of a value (or of its key), or of the nearest thing around it that has one."""
        places = self.keys if key else self.values
        for end in range(len(path), -1, -1):
            found = places.get(path[:end]) or self.values.get(path[:end])
            if found:
                return found
        return next(iter(self.values.values()))


class Unreadable(Exception):
    """A file that is no YAML document of ours; carries one finding."""

    def __init__(self, source: Source, id: str, message: str) -> None:  # noqa: A002 - the finding's own word
        self.finding = Finding(source, id, message)
        super().__init__(str(self.finding))


def parse(content: bytes, path: str) -> Document:
    """Parse one file.

    Raises Unreadable with the first thing that keeps the file from being read; what comes after it could
    only be a guess.
    """
    text = _decode(content, path)
    builder = _Builder(path, text)
    try:
        data = builder.document()
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, path, text) from None
    except yaml.YAMLError as error:
        raise Unreadable(Source(path), "yaml-syntax", f"This is not YAML: {error}.") from None
    return Document(data, builder.values, builder.keys)


def _decode(content: bytes, path: str) -> str:
    if len(content) > MAX_BYTES:
        size = f"{len(content) // 1024} KB"
        raise Unreadable(
            Source(path),
            "file-too-large",
            f"The file has {size}; the most is {MAX_BYTES // 1024} KB: split it.",
        )
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(
            Source(path, line), "file-not-utf8", "The file is not UTF-8 from here on: save it as UTF-8."
        ) from None
    text = text.replace("\r\n", "\n")
    control = _CONTROL.search(text)
    if control:
        raise Unreadable(
            _place(path, text, control.start()),
            "control-character",
            f"The invisible character U+{ord(control[0]):04X} stands here: delete it.",
        )
    if not text.strip() or all(line.strip().startswith("#") for line in text.splitlines() if line.strip()):
        raise Unreadable(Source(path), "file-empty", "The file is empty: write a definition, or delete it.")
    return text


def _place(path: str, text: str, offset: int) -> Source:
    line_start = text.rfind("\n", 0, offset) + 1
    return Source(path, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def _syntax(error: yaml.MarkedYAMLError, path: str, text: str) -> Unreadable:
    mark = error.problem_mark or error.context_mark
    source = Source(path, mark.line + 1, mark.column + 1) if mark else Source(path)
    lines = text.splitlines()
    line = lines[source.line - 1] if source.line <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or line[source.column - 1 : source.column] == "\t":
        return Unreadable(source, "yaml-tab", "A tab stands where YAML wants spaces: indent with two spaces.")
    problem = error.problem or "it cannot be read"
    context = f" {error.context}" if error.context else ""
    return Unreadable(
        source,
        "yaml-syntax",
        f"YAML cannot be read here: {problem}{context}; look at the indent and the quotes.",
    )


@dataclass(slots=True)
class _Builder:
    """Builds values from the parser's events, refusing what definitions must not use."""

    path: str
    text: str
    values: dict[Path, Source] = field(default_factory=dict)
    keys: dict[Path, Source] = field(default_factory=dict)
    lines: list[str] = field(init=False)
    events: Iterator[yaml.Event] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")
        self.events = yaml.parse(self.text, Loader=yaml.CSafeLoader)

    def document(self) -> Value:
        next(self.events)  # the stream starts
        next(self.events)  # the document starts
        data = self._value(next(self.events), ())
        next(self.events)  # the document ends
        event = next(self.events)
        if isinstance(event, yaml.DocumentStartEvent):
            raise self._refuse(event, "yaml-documents", "A second document starts here: one file holds one.")
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
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refuse(event, "yaml-alias", "Anchors (&) and aliases (*) are not used here: write it out.")
        if getattr(event, "tag", None):
            raise self._refuse(event, "yaml-tag", f"The tag {getattr(event, 'tag', '')} is not used: leave it out.")
        if len(path) > MAX_DEPTH:
            raise self._refuse(event, "yaml-depth", f"This is nested deeper than {MAX_DEPTH} levels.")

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
                raise self._refuse(
                    event, "yaml-duplicate-key", f"`{key}` was given already in line {first.line}: keep one."
                )
            self.keys[(*path, key)] = self._source(event)
            pairs[key] = self._value(next(self.events), (*path, key))
        return pairs

    def _key(self, event: yaml.Event, path: Path) -> str:
        self._guard(event, path)
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refuse(event, "yaml-syntax", "A key is a word, not a list or a mapping: check the braces.")
        return event.value

    def _scalar(self, event: yaml.ScalarEvent) -> Value:
        if not event.style:
            return self._plain(event)
        source = self._source(event)
        if event.style == "|":
            indent = self._block_indent(event)
            return Text.make(event.value, Source(self.path, source.line + 1, indent + 1), indent=indent)
        # What stands in one line without escapes stands there letter by letter.
        if event.style == ">" or not self._one_line(event) or "\\" in self.lines[source.line - 1]:
            return Text.make(event.value, source, exact=False)
        return Text.make(event.value, Source(self.path, source.line, source.column + 1))

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
        return Text.make(word, self._source(event), exact=self._one_line(event))

    def _block_indent(self, event: yaml.ScalarEvent) -> int:
        for line in self.lines[self._source(event).line :]:
            if line.strip():
                return len(line) - len(line.lstrip(" "))
        return 0

    @staticmethod
    def _one_line(event: yaml.Event) -> bool:
        start, end = event.start_mark, event.end_mark
        return start is not None and end is not None and start.line == end.line

    def _source(self, event: yaml.Event) -> Source:
        mark = event.start_mark
        return Source(self.path, mark.line + 1, mark.column + 1) if mark else Source(self.path)

    def _refuse(self, event: yaml.Event, id: str, message: str) -> Unreadable:  # noqa: A002
        return Unreadable(self._source(event), id, message)
