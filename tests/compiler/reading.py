"""What definitions compile to, and what a person reads of it: apart from the code under test."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from macrosync.compiler import compile as compile_definitions
from macrosync.definitions.load import load
from macrosync.definitions.settings import read
from macrosync.resources import Kind, Ref, resolve
from macrosync.rules import liquid

if TYPE_CHECKING:
    from macrosync.resources import Resource

ROOT = Path(__file__).parents[2]
FIELD = Ref(Kind.TICKET_FIELD, "consult-type")
FIELD_ID = 360001234567

LOST_ITEM = "lost-item/"
#: What the script macros that begin a case and ask for consent do beside their reply.
BESIDE = {
    "contact-after-ride/lost-item": {"custom_fields_@{ticket_field/lost-item-progress}", "current_tags"},
    "contact-after-ride/consent": {"custom_fields_@{ticket_field/lost-item-consent}"},
}

_BLOCKS = {"h2", "h3", "h4", "p", "ol", "ul", "table", "thead", "tbody", "tr", "th", "td"}


@cache
def desired(root: Path = ROOT) -> tuple[Resource, ...]:
    """All that a project wants to be in the local Zendesk."""
    definitions, findings = load(root)
    assert findings == ()
    return compile_definitions(definitions, read(root).target("local"))


def of(kind: Kind, root: Path = ROOT) -> dict[str, Resource]:
    return {resource.key: resource for resource in desired(root) if resource.kind is kind}


def macros(channel: str = "", root: Path = ROOT) -> dict[str, Resource]:
    """The macros of questions and consent scripts; those of lost items are apart."""
    found = of(Kind.MACRO, root).items()
    return {key: macro for key, macro in found if key.endswith(channel) and not key.startswith(LOST_ITEM)}


def body(key: str, root: Path = ROOT) -> str:
    return str(of(Kind.ARTICLE, root)[key].payload["body"])


def actions(macro: Resource) -> dict[str, str]:
    """A macro's actions by field, each of which stands once."""
    listed = macro.payload["actions"]
    assert isinstance(listed, list)
    pairs = [(str(action["field"]), str(action["value"])) for action in listed if isinstance(action, dict)]
    assert len(dict(pairs)) == len(listed)
    return dict(pairs)


def filled(text: str, consult_type: str | None) -> str:
    """A macro's text as it stands in the composer, on a ticket with this consult type."""
    with_id = str(resolve(text, {FIELD: FIELD_ID}))
    return liquid.render(with_id, {"ticket": {f"ticket_field_{FIELD_ID}": consult_type}})


def parsed(html: str) -> etree._Element:
    """HTML of ours as a tree; it is closed, nested and quoted as strictly as XML, or this raises."""
    return etree.fromstring("<body>" + re.sub("<(br|hr)>", r"<\1/>", html) + "</body>")


def visible(html: str) -> list[str]:
    """The lines that a person reads, items of lists with their markers."""
    return lines(_text(parsed(html)))


def lines(text: str) -> list[str]:
    """The lines of a text that are not blank, each with single blanks."""
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]


def sentences(text: str) -> list[str]:
    """The sentences of a text; one never goes on in the next line."""
    return [sentence for line in lines(text) for sentence in re.split(r"(?<=[.?!]) ", line)]


def _text(element: etree._Element) -> str:
    inside = _one_blank(element.text)
    for child in element:
        inside += _text(child) + _one_blank(child.tail)
    if element.tag == "li":
        return f"\n{_marker(element)} {inside.strip()}\n"
    if element.tag == "br":
        return "\n"
    return f"\n{inside}\n" if element.tag in _BLOCKS else inside


def _marker(item: etree._Element) -> str:
    around = item.getparent()
    assert around is not None
    if around.tag == "ul":
        return "-"
    return f"{int(around.get('start', '1')) + around.index(item)}."


def _one_blank(text: str | None) -> str:
    return re.sub(r"[ \t\n]+", " ", text or "")
