"""What a text may hold: placeholders that Zendesk knows, nothing blank, nothing that is meant for agents only."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.checks.pieces import Piece, Reader, every_text, pieces
from macrosync.compiler import text
from macrosync.compiler.articles import QUESTION_LINK
from macrosync.definitions.models import Question
from macrosync.definitions.wording import shown
from macrosync.resources import Finding
from macrosync.rules import liquid, particles, placeholders
from macrosync.rules.placeholders import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from macrosync.definitions.load import Definitions
    from macrosync.definitions.text import Text

#: Blanks of the source article, with the letters that look like its O (full width, circles, Cyrillic, Greek): a
#: driver must never read one.
BLANK_LETTERS = re.compile("[OＯ○◯〇⭕ОΟ]{2,}|ㅇ{2,}")
_HINT = re.compile(r"[(（](?:예시?\s*[:：][^)）]*|누구|무엇|언제|어디|제공 항목)[)）]|" + particles.HINTS.pattern)
_HTML = re.compile(r"<[A-Za-z/!][^>]*>|&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);")
_RESERVED = re.compile(f"@\\{{|[{chr(text.FIRST_SHIELD)}-{chr(text.LAST_SHIELD)}]")
#: So many characters tell most guidance apart.
_BEGINNING = 8
_MARKUP = re.compile(r"\*\*|\]\(")
_SAFE_LINK = re.compile(r"(https?://|mailto:|tel:)\S+")
_ADDRESS_LEFT = re.compile(r"\]\(\s*<?([A-Za-z][A-Za-z0-9+.-]*:[^\s)]*)")


def check(definitions: Definitions) -> Iterator[Finding]:
    """Everything that is wrong in a text by itself, and guidance that slipped into a reply."""
    for line in every_text(definitions):
        yield from _reserved(line)
    guidance = _Guidance.of(line.strip() for _, question in definitions.all(Question) for line in question.guidance)
    for piece in pieces(definitions):
        yield from _piece(piece, guidance)


@dataclass(frozen=True, slots=True)
class _Guidance:
    """What only agents may read, by how it begins, so that a text is not asked for each of it."""

    by_beginning: Mapping[str, list[str]]
    lengths: frozenset[int]

    @classmethod
    def of(cls, lines: Iterable[str]) -> _Guidance:
        found: dict[str, list[str]] = defaultdict(list)
        for line in sorted(set(lines)):
            found[line[:_BEGINNING]].append(line)
        return cls(found, frozenset(map(len, found)))

    def within(self, text: str) -> Iterator[tuple[int, str]]:
        """What of it stands in a text, with the offset of its first place."""
        seen: set[str] = set()
        for at in range(len(text)):
            for length in self.lengths:
                for line in self.by_beginning.get(text[at : at + length], ()):
                    if line not in seen and text.startswith(line, at):
                        seen.add(line)
                        yield at, line


def _piece(piece: Piece, guidance: _Guidance) -> Iterator[Finding]:
    line = piece.text
    if piece.reader.is_told:
        yield from _for_drivers(line, guidance)
    try:
        spans = liquid.spans(line)
        filled = liquid.placeholders(line) if piece.reader is Reader.DRIVER else ()
    except liquid.LiquidInvalid as error:
        message = f"This Liquid cannot be read: {shown(error.message.rstrip('.'), 120)}; mend it, or take it out."
        yield Finding(line.at(error.offset), "liquid-invalid", message)
        return
    yield from _html(line, spans)
    yield from _documented(line, filled)
    if piece.reader is not Reader.DRIVER:
        yield from _unfilled(piece, spans)
    if piece.reader.is_markdown:
        yield from _markdown(line)
        yield from _links(piece)
    elif found := _MARKUP.search(line):
        message = "Markdown takes no effect here, and is shown as it stands: leave it out."
        yield Finding(line.at(found.start()), "markdown-without-effect", message)


def _reserved(line: Text) -> Iterator[Finding]:
    for match in _RESERVED.finditer(line):
        message = "`@{` and private-use characters are macrosync's own: leave them out."
        yield Finding(line.at(match.start()), "reserved-text", message)


def _html(line: Text, spans: tuple[tuple[int, int], ...]) -> Iterator[Finding]:
    """HTML outside of Liquid: `{% if a < b %}` is none."""
    kept = str(line)
    for start, end in spans:
        kept = kept[:start] + " " * (end - start) + kept[end:]
    for match in _HTML.finditer(kept):
        message = f"`{shown(match[0])}` is HTML, which is shown as it stands: write light Markdown, or leave it out."
        yield Finding(line.at(match.start()), "html-in-text", message)


def _markdown(line: Text) -> Iterator[Finding]:
    """Signs of Markdown that are left in the text that it gives."""
    plain = text.render(line).plain
    found = _MARKUP.search(plain)
    if not found:
        return
    offset = _found_again(line, plain, found)
    if address := _ADDRESS_LEFT.match(plain, found.start()):
        yield _unsafe(line, offset, address[1])
    elif found[0] == "**":
        message = "This Markdown takes no effect: put a space between the closing ** and the letter after it."
        yield Finding(line.at(offset), "markdown-without-effect", message)
    else:
        message = "This link takes no effect: write it as [words](https://address), without a space in the address."
        yield Finding(line.at(offset), "markdown-without-effect", message)


def _found_again(line: Text, plain: str, found: re.Match[str]) -> int:
    """Where in the text the sign stands that is left in the plain text: the words after it tell it from others."""
    words = plain[found.start() : found.end() + 8].partition("\n")[0]
    exactly = line.find(words)
    return exactly if exactly >= 0 else max(line.find(found[0]), 0)


def _links(piece: Piece) -> Iterator[Finding]:
    line = piece.text
    for _, address in text.links(line):
        if address.startswith(QUESTION_LINK) and piece.reader is Reader.NOTE:
            continue
        offset = max(line.find(f"]({address}"), line.find("]("), 0)
        if "%EE" in address.upper():  # where Liquid stood, in UTF-8: no other letter of ours begins so
            message = "A placeholder stands in a link's address: give the whole address."
            yield Finding(line.at(offset), "liquid-in-link", message)
        elif not _SAFE_LINK.match(address):
            yield _unsafe(line, offset, address)


def _unsafe(line: Text, offset: int, address: str) -> Finding:
    message = f"`{shown(address)}` is no address that may be linked here: use https://, mailto: or tel:."
    return Finding(line.at(offset), "link-unsafe", message)


def _documented(line: Text, found: tuple[liquid.Placeholder, ...]) -> Iterator[Finding]:
    for placeholder in found:
        if not placeholders.documented(placeholder.name, Place.MACRO):
            close = placeholders.nearest(placeholder.name, Place.MACRO)
            advice = f"did you mean `{close}`?" if close else "docs/placeholders.md lists those that it has."
            name = shown(placeholder.name)
            message = f"Zendesk has no placeholder `{name}` in macros and would show nothing; {advice}"
            yield Finding(line.at(placeholder.offset), "placeholder-unknown", message)


def _unfilled(piece: Piece, spans: tuple[tuple[int, int], ...]) -> Iterator[Finding]:
    for start, _ in spans:
        if piece.reader is Reader.VALUE:
            message = "A value is put into the text as it stands: write the words themselves, no placeholder."
            yield Finding(piece.text.at(start), "placeholder-in-value", message)
        else:
            message = "Articles, notes and names do not fill in placeholders: write the words themselves."
            yield Finding(piece.text.at(start), "placeholder-in-article", message)


def _for_drivers(line: Text, guidance: _Guidance) -> Iterator[Finding]:
    for match in BLANK_LETTERS.finditer(line):
        message = f"`{shown(match[0])}` is a blank, which a driver must never read: write what is meant."
        yield Finding(line.at(match.start()), "blank-letters", message)
    for match in _HINT.finditer(line):
        message = f"`{shown(match[0])}` is a hint for whoever fills in the text: write what is meant."
        yield Finding(line.at(match.start()), "hint-in-reply", message)
    for offset, _ in guidance.within(str(line)):
        message = "This is guidance, for agents only: take it out of what the driver is told."
        yield Finding(line.at(offset), "guidance-in-reply", message)
