"""A plan in the words of people who read no YAML and no HTML: names of fields, yes and no, text without its tags.

What a plan shows must stay all that changes: HTML is read as text only where that hides nothing. The JSON keeps all.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.plan.render.visible import visible
from macrosync.resources import REF, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from macrosync.plan.render.diff import Line
    from macrosync.plan.render.sides import Sides

_TEXT, _HTML = "actions.comment_value", "actions.comment_value_html"
#: Fields whose values are HTML, a line for each block.
_OF_HTML = frozenset({_HTML, "body"})
#: The action that sets a ticket field, whose id or key follows.
_CUSTOM = "custom_fields_"
_FLAGS = frozenset({"active", "draft", "promoted", "comments_disabled", "actions.comment_mode_is_public"})
_YES_NO: MappingProxyType[tuple[str, ...], tuple[str, ...]] = MappingProxyType(
    {("true",): ("yes",), ("false",): ("no",)}
)
_NAMES = MappingProxyType(
    {
        _TEXT: "text",
        _HTML: "text with formatting",
        "actions.comment_mode_is_public": "the requester sees it",
        "actions.current_tags": "tags that it adds",
        "actions.set_tags": "tags that it sets",
        "actions.remove_tags": "tags that it takes away",
        "active": "switched on",
        "agent_description": "description for agents",
        "body": "text of the article",
        "category_id": "category",
        "comments_disabled": "comments are switched off",
        "draft": "is a draft",
        "endpoint": "address that it calls",
        "label_names": "labels",
        "locale": "language",
        "mark": "mark of macrosync",
        "option order": "order of the options",
        "output": "columns and order",
        "permission_group_id": "who may edit it",
        "promoted": "is promoted",
        "regexp_for_validation": "pattern of what may be entered",
        "restriction": "who may use it",
        "section_id": "section",
        "ticket_field_ids": "fields of the form",
        "trigger order": "order of the triggers",
        "user_segment_id": "who may read it",
        "version": "version of the definition",
    }
)
#: Where one name means another thing.
_BY_KIND = MappingProxyType(
    {
        (Kind.FIELD_OPTION, "value"): "tag",
        (Kind.VIEW, "conditions"): "what it lists",
        (Kind.TRIGGER, "conditions"): "when it does something",
        (Kind.AUTOMATION, "conditions"): "when it does something",
        (Kind.TRIGGER, "actions"): "what it does",
        (Kind.AUTOMATION, "actions"): "what it does",
    }
)
#: Elements that hold others, so that what they hold shows them.
_FRAMES = (
    "article blockquote colgroup dd details div dl dt figure footer header main ol section table tbody tfoot thead "
    "tr ul"
)
#: Elements that only say how a text looks. One with an attribute says more, and is shown as it is written.
_LOOKS = "b br caption em figcaption h1 h2 h3 h4 h5 h6 i li p pre small span strong summary sub sup td th u"
_FRAME = re.compile(rf"(?:</?(?:{'|'.join(_FRAMES.split())})>)+")
_BARE = re.compile(rf"</?(?:{'|'.join((*_FRAMES.split(), *_LOOKS.split()))})>")
_LINK = re.compile(r'<a href="([^"<>]*)">([^<>]*)</a>')
_STARTS = ((re.compile("<li>"), "• "), (re.compile("<h[1-6]>"), "■ "), (re.compile("</t[dh]><t[dh]>"), " │ "))
#: What stands in the HTML of a plan for signs that it cannot hold; the others are written as themselves.
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", " "), ("&amp;", "&"))
#: What begins an item of a list, and what stands before an address that is spoken, differ in plain text.
_ITEM = re.compile(r"^\s*(?:[-*+•■]|\d+[.)])(?= |$)")
_SPOKEN = re.compile(r"\((?:tel|mailto):")


def name(kind: Kind, written: str) -> str:
    """What a field is called, in words."""
    if known := _BY_KIND.get((kind, written)) or _NAMES.get(written):
        return known
    bare = written.removeprefix("actions.")
    if bare.startswith(_CUSTOM):
        return visible(f"ticket field {REF.sub(lambda match: match[2], bare.removeprefix(_CUSTOM))}")
    return visible(bare.replace("_", " "))


def people(kind: Kind, found: Iterable[Sides]) -> Iterator[Sides]:
    """The fields in the words of people; HTML that says the same as the plain text beside it is left out."""
    listed = [*found]
    text = next((each for each in listed if each.name == _TEXT), None)
    for each in listed:
        if each.name == _HTML and text is not None and _says_the_same(text, each):
            continue
        if each.name in _FLAGS:
            before, after, was = (_YES_NO.get(lines, lines) for lines in (each.before, each.after, each.was))
            yield replace(each, name=name(kind, each.name), before=before, after=after, was=was)
        else:
            yield replace(each, name=name(kind, each.name))


def is_html(kind: Kind, called: str) -> bool:
    """Whether the lines of a field with these words as its name are HTML."""
    return called in {name(kind, each) for each in _OF_HTML}


def readable(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines of HTML as text; those that would then show no difference stay as they are written."""
    listed = tuple(lines)
    sides = {sign: {read(line.text) for line in listed if line.sign == sign} for sign in "+-"}
    alike = sides["+"] & sides["-"]
    shown = []
    for line in listed:
        text = read(line.text)
        if line.sign in sides and (text in alike or not (text or _FRAME.fullmatch(line.text))):
            shown.append(line)
        elif text or line.sign == "…":
            shown.append(replace(line, text=text))
    return tuple(shown) if any(line.sign in sides for line in shown) else listed


def read(line: str) -> str:
    """A line of HTML as text: bullets and headings as signs, a link with its address, any other element as written."""
    for start, sign in _STARTS:
        line = start.sub(sign, line)
    line = _LINK.sub(lambda match: match[2] if match[1] == match[2] else f"{match[2]} ({match[1]})", line)
    line = _BARE.sub("", line)
    for written, sign in _ENTITIES:
        line = line.replace(written, sign)
    return visible(line).rstrip()


def _says_the_same(text: Sides, html: Sides) -> bool:
    pairs = ((text.before, html.before), (text.after, html.after), (text.was, html.was))
    return all(_words(plain) == _words(map(read, written)) for plain, written in pairs)


def _words(lines: Iterable[str]) -> str:
    return "".join("".join(_SPOKEN.sub("(", _ITEM.sub("", line)).split()) for line in lines)
