"""Every text of the definitions, and who reads it, which decides what it may hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pydantic import BaseModel

from macrosync.compiler import consent
from macrosync.definitions.channel import Channel
from macrosync.definitions.lost_items import LostItems
from macrosync.definitions.models import Article, ConsentScript, ConsultTypes, Layout, Question
from macrosync.definitions.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.definitions.load import Definitions
    from macrosync.definitions.models import ConsultType


class Reader(Enum):
    """Who a text is for, and what is made of it."""

    #: A driver is told it: Markdown, placeholders of macros.
    DRIVER = "driver"
    #: Put into what a driver is told as it stands: neither Markdown nor placeholders.
    VALUE = "value"
    #: Agents read it in the article: Markdown, no placeholders.
    AGENT = "agent"
    #: As AGENT, and it may link to the questions of its article.
    NOTE = "note"
    #: A title, menu, label: neither Markdown nor placeholders.
    NAME = "name"

    @property
    def is_told(self) -> bool:
        """Whether a driver reads or hears it."""
        return self in {Reader.DRIVER, Reader.VALUE}

    @property
    def is_markdown(self) -> bool:
        """Whether it is rendered as light Markdown."""
        return self in {Reader.DRIVER, Reader.AGENT, Reader.NOTE}


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of the definitions."""

    text: Text
    reader: Reader


def pieces(definitions: Definitions) -> Iterator[Piece]:
    """Every text that somebody reads, without keys and paths, which must be equal to something else."""
    for _, question in definitions.all(Question):
        yield from _of_question(question)
    for _, script in definitions.all(ConsentScript):
        yield from _of_script(script)
    for _, article in definitions.all(Article):
        yield from _names(article.title, article.menu)
    for _, layout in definitions.all(Layout):
        yield from _of_layout(layout)
    for _, tree in definitions.all(ConsultTypes):
        words = (tree.tagging.add, tree.tagging.remove) if tree.tagging else ()
        yield from _names(tree.title, *_consult_types(tree.types), *words)
    for _, items in definitions.all(LostItems):
        yield from _of_lost_items(items)


def every_text(definitions: Definitions) -> Iterator[Text]:
    """All text of the files, keys and paths included."""
    for loaded in definitions.loaded:
        yield from _within(loaded.model)


def without_blanks(script: Text) -> Text:
    """A script with nothing in its blanks, every other letter in its place."""
    end = 0
    kept = ""
    for start, stop in consent.spans(script):
        blank = "".join("\n" if sign == "\n" else "_" for sign in script[start:stop])
        kept += script[end:start] + blank
        end = stop
    return Text.make(kept + script[end:], script.source, indent=script.indent, exact=script.exact)


def _within(value: object) -> Iterator[Text]:
    match value:
        case Text():
            yield value
        case BaseModel():
            for name in type(value).model_fields:
                yield from _within(getattr(value, name))
        case dict():
            for item in value.values():
                yield from _within(item)
        case tuple():
            for item in value:
                yield from _within(item)


def _names(*texts: Text | None) -> Iterator[Piece]:
    yield from (Piece(text, Reader.NAME) for text in texts if text is not None)


def _of_question(question: Question) -> Iterator[Piece]:
    yield from _names(question.question)
    yield from (Piece(line, Reader.AGENT) for line in question.guidance)
    if question.note:
        yield Piece(question.note, Reader.NOTE)
    for step in question.steps:
        yield from _names(step.title, step.macro)
        if step.reply:
            yield Piece(step.reply, Reader.DRIVER)
        for answer in step.answers or ():
            yield Piece(answer.title, Reader.VALUE)
            yield Piece(answer.reply, Reader.DRIVER)
        for value in step.consent.values.values() if step.consent else ():
            yield Piece(value, Reader.VALUE)


def _of_script(script: ConsentScript) -> Iterator[Piece]:
    yield from _names(script.title, script.name, script.menu)
    for channel in Channel:
        yield Piece(without_blanks(script.text(channel)), Reader.DRIVER)
    for parameter in script.parameters.values():
        yield from (Piece(text, Reader.VALUE) for text in (parameter.label, parameter.fill_in) if text is not None)


def _of_lost_items(items: LostItems) -> Iterator[Piece]:
    """Notes are read by agents, replies by drivers; all the rest are names and lines."""
    yield from _names(items.menu, *_within(items.fields), *_within(items.rules), *_within(items.views))
    yield from _names(items.task.subject, items.task.is_phone, items.task.webhook, items.task.update_webhook)
    yield from _names(items.task.consent_note, *_within(items.escalation), *_within(items.sweep))
    yield Piece(items.task.note, Reader.AGENT)
    for macro in items.macros:
        yield from _names(macro.menu, macro.name)
        yield from (Piece(note, Reader.AGENT) for note in (macro.note, macro.without_consent) if note is not None)
    for reply in items.replies:
        yield from _names(reply.name)
        yield Piece(reply.reply, Reader.DRIVER)


def _of_layout(layout: Layout) -> Iterator[Piece]:
    for channel in (layout.chat, layout.phone):
        yield from _names(channel.menu, channel.label, channel.said)
    article = layout.article
    yield from _names(article.contents, article.consult_types, article.related, layout.made)


def _consult_types(types: tuple[ConsultType, ...]) -> Iterator[Text]:
    for node in types:
        yield node.name
        yield from _consult_types(node.types)
