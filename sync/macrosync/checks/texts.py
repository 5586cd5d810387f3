"""What a text may hold: placeholders that Zendesk knows, nothing blank, nothing that is meant for agents only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from macrosync.compiler import consent, text
from macrosync.compiler.articles import QUESTION_LINK
from macrosync.definitions import Article, Channel, ConsentScript, Layout, Question, Text
from macrosync.resources import Finding
from macrosync.rules import liquid, particles, placeholders
from macrosync.rules.placeholders import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.definitions import Definitions

#: Blanks of the source article, with the letters that look like its O: a driver must never read one.
BLANK_LETTERS = re.compile("[OＯ○◯〇]{2,}|ㅇ{2,}")
_HINT = re.compile(r"\((?:예\s*[:：][^)]*|누구|무엇|언제|어디|제공 항목)\)|" + particles.HINTS.pattern)
_HTML = re.compile(r"<[A-Za-z/!][^>]*>|&(?:[a-z]+|#\d+);")
_RESERVED = re.compile(f"@\\{{|[{chr(text.FIRST_SHIELD)}-{chr(text.LAST_SHIELD)}]")
_MARKUP_LEFT = re.compile(r"\*\*|\]\(")
_SAFE_LINK = re.compile(r"(https?://|mailto:|tel:)\S+")


class Reader(Enum):
    """Who a text is for, which decides what it may hold."""

    DRIVER = "driver"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of the definitions."""

    text: Text
    reader: Reader


def check(definitions: Definitions) -> Iterator[Finding]:
    """Everything that is wrong in a text by itself, and guidance that slipped into a reply."""
    guidance = {line.strip() for _, question in definitions.all(Question) for line in question.guidance}
    for piece in _pieces(definitions):
        yield from _reserved(piece.text)
        yield from _markup(piece)
        if piece.reader is Reader.DRIVER:
            yield from _placeholders(piece.text)
            yield from _for_drivers(piece.text, guidance)
        else:
            yield from _unrendered(piece.text)


def _pieces(definitions: Definitions) -> Iterator[Piece]:
    for _, question in definitions.all(Question):
        yield from _of_question(question)
    for _, script in definitions.all(ConsentScript):
        for channel in Channel:
            yield Piece(without_blanks(script.text(channel)), Reader.DRIVER)
        for parameter in script.parameters.values():
            yield Piece(parameter.fill_in or parameter.label, Reader.DRIVER)
    for _, article in definitions.all(Article):
        yield Piece(article.title, Reader.AGENT)
    for _, layout in definitions.all(Layout):
        yield from (Piece(line, Reader.AGENT) for line in (layout.phone.said, layout.chat.said) if line)


def _of_question(question: Question) -> Iterator[Piece]:
    for line in (question.question, *question.guidance, *([question.note] if question.note else [])):
        yield Piece(line, Reader.AGENT)
    for step in question.steps:
        yield Piece(step.title, Reader.AGENT)
        if step.reply:
            yield Piece(step.reply, Reader.DRIVER)
        for answer in step.answers or ():
            yield Piece(answer.title, Reader.DRIVER)
            yield Piece(answer.reply, Reader.DRIVER)
        for value in step.consent.values.values() if step.consent else ():
            yield Piece(value, Reader.DRIVER)


def without_blanks(script: Text) -> Text:
    """A script with nothing in its blanks, every other letter in its place."""
    end = 0
    kept = ""
    for part in consent.spans(script):
        kept += script[end : part[0]] + "_" * (part[1] - part[0])
        end = part[1]
    return Text.make(kept + script[end:], script.source, indent=script.indent, exact=script.exact)


def _reserved(line: Text) -> Iterator[Finding]:
    for match in _RESERVED.finditer(line):
        message = "`@{` and private-use characters are macrosync's own: leave them out."
        yield Finding(line.at(match.start()), "reserved-text", message)


def _markup(piece: Piece) -> Iterator[Finding]:
    line = piece.text
    for match in _HTML.finditer(_hidden(line)):
        message = f"`{match[0]}` is HTML, which is shown as it stands: write light Markdown (**bold**, lists, links)."
        yield Finding(line.at(match.start()), "html-in-text", message)
    try:
        plain = text.render(line).plain
        links = text.links(line)
    except liquid.LiquidInvalid as error:
        yield _broken(line, error)
        return
    if _MARKUP_LEFT.search(plain):
        offset = max(line.find(_MARKUP_LEFT.findall(plain)[0]), 0)
        message = "This Markdown takes no effect: put a space between the closing ** and the letter after it."
        yield Finding(line.at(offset), "markdown-without-effect", message)
    for _, address in links:
        yield from _link(line, address)


def _link(line: Text, address: str) -> Iterator[Finding]:
    place = line.at(max(line.find("]("), 0))
    if "{{" in address or "{%" in address or "%EE" in address.upper():
        yield Finding(place, "liquid-in-link", "A placeholder stands in a link's address: give the whole address.")
    elif not _SAFE_LINK.match(address) and not address.startswith(QUESTION_LINK):
        message = f"`{address}` is no address that may be linked: use https://, mailto: or tel:."
        yield Finding(place, "link-unsafe", message)


def _placeholders(line: Text) -> Iterator[Finding]:
    try:
        found = liquid.placeholders(line)
    except liquid.LiquidInvalid:
        return  # a finding already
    for placeholder in found:
        if not placeholders.documented(placeholder.name, Place.MACRO):
            close = placeholders.nearest(placeholder.name, Place.MACRO)
            advice = f"did you mean `{close}`?" if close else "docs/placeholders.md lists those that it has."
            message = f"Zendesk has no placeholder `{placeholder.name}` in macros and would show nothing; {advice}"
            yield Finding(line.at(placeholder.offset), "placeholder-unknown", message)


def _for_drivers(line: Text, guidance: set[str]) -> Iterator[Finding]:
    for match in BLANK_LETTERS.finditer(line):
        message = f"`{match[0]}` is a blank, which a driver must never read: write what is meant, or a parameter."
        yield Finding(line.at(match.start()), "blank-letters", message)
    for match in _HINT.finditer(line):
        message = f"`{match[0]}` is a hint for whoever fills in the text: write what is meant."
        yield Finding(line.at(match.start()), "hint-in-reply", message)
    for hidden in guidance:
        if hidden in line:
            message = "This is guidance, for agents only: take it out of what the driver is told."
            yield Finding(line.at(line.index(hidden)), "guidance-in-reply", message)


def _unrendered(line: Text) -> Iterator[Finding]:
    for start, _ in _spans(line):
        message = "The Help Center does not fill in placeholders: write the words themselves."
        yield Finding(line.at(start), "placeholder-in-article", message)


def _spans(line: Text) -> tuple[tuple[int, int], ...]:
    try:
        return tuple(liquid.spans(line))
    except liquid.LiquidInvalid:
        return ()


def _hidden(line: Text) -> str:
    """The text with its Liquid blanked out, letter by letter: `{% if a < b %}` is no HTML."""
    kept = str(line)
    for start, end in _spans(line):
        kept = kept[:start] + " " * (end - start) + kept[end:]
    return kept


def _broken(line: Text, error: liquid.LiquidInvalid) -> Finding:
    message = f"This Liquid cannot be read: {error.message.rstrip('.')}."
    return Finding(line.at(error.offset), "liquid-invalid", message)
