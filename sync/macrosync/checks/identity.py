"""Keys, slugs and names that must tell things apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.compiler.consult_types import ARROW
from macrosync.compiler.macros import MENU
from macrosync.definitions.lost_items import LostItems
from macrosync.definitions.models import Article, ConsentScript, ConsultTypes, Layout, Question
from macrosync.definitions.wording import shown
from macrosync.resources import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from macrosync.definitions.load import Definitions
    from macrosync.definitions.models import ConsultType
    from macrosync.definitions.text import Text


def check(definitions: Definitions) -> Iterator[Finding]:
    """Everything that two things share and must not, and every name that would break a menu or a path."""
    every = [getattr(loaded.model, "key", None) for loaded in definitions.loaded]
    yield from _repeated([key for key in every if key is not None], "duplicate-key", "The key")
    for _, question in definitions.all(Question):
        yield from _repeated([step.key for step in question.steps], "duplicate-key", "The step key")
    for _, items in definitions.all(LostItems):
        keys = [*(macro.key for macro in items.macros), *(reply.key for reply in items.replies)]
        yield from _repeated(keys, "duplicate-key", "The macro key")
    for _, tree in definitions.all(ConsultTypes):
        yield from _siblings(tree.types)
    for _, layout in definitions.all(Layout):
        yield from _repeated([layout.chat.menu, layout.phone.menu], "duplicate-title", "The menu")
    for name in _menu_names(definitions):
        if MENU in name:
            message = f"`{MENU}` starts a submenu in Zendesk: leave it out of this name."
            yield Finding(name.at(name.index(MENU)), "menu-separator", message)


def _siblings(types: tuple[ConsultType, ...]) -> Iterator[Finding]:
    yield from _repeated([node.slug for node in types], "duplicate-slug", "The slug")
    yield from _repeated([node.name for node in types], "duplicate-name", "The consult type")
    for node in types:
        for separator in (MENU, ARROW.strip()):
            if separator in node.name:
                message = f"`{separator}` parts the levels of a consult type: leave it out of this name."
                yield Finding(node.name.at(node.name.index(separator)), "menu-separator", message)
        yield from _siblings(node.types)


def _repeated(texts: Iterable[Text], id: str, what: str) -> Iterator[Finding]:  # noqa: A002
    first: dict[str, Text] = {}
    for text in texts:
        earlier = first.setdefault(text, text)
        if earlier is not text:
            message = f"{what} `{shown(text)}` stands at {earlier.source} already: rename one of the two."
            yield Finding(text.source, id, message)


def _menu_names(definitions: Definitions) -> Iterator[Text]:
    for _, layout in definitions.all(Layout):
        yield layout.chat.menu
        yield layout.phone.menu
    for _, article in definitions.all(Article):
        yield article.menu
    for _, question in definitions.all(Question):
        yield from (step.name for step in question.steps)
    for _, script in definitions.all(ConsentScript):
        yield script.menu
        yield script.name
    for _, items in definitions.all(LostItems):
        yield items.menu
        yield from (name for macro in items.macros for name in (macro.menu, macro.name))
        yield from (reply.name for reply in items.replies)
