"""HTML in one form, a line for each block, so that two texts which mean the same read the same.

Compared are the parsed trees: entities, the order of attributes, self-closing tags and white space that no
browser shows make no difference, nor does the way in which Unicode composes a letter. Liquid is kept as it is
written: a `<` in it opens no tag. Whether Zendesk normalises the HTML that it stores is not documented; assumed
is that it may (help_center/articles).
"""

from __future__ import annotations

import html
import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

_BLOCK_NAMES = (
    "address article aside blockquote caption center col colgroup dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr iframe legend li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul video"
)
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
#: Elements that start and end a line of their own, so that white space beside them is not shown.
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_VOID = frozenset(_VOID_NAMES.split())
#: What every parser adds by itself.
_IMPLIED = frozenset({"html", "head", "body"})
#: What HTML5 adds to a table that lacks it, and other parsers do not; it says nothing where it has no attribute.
_OPTIONAL = frozenset({"tbody"})
#: Elements in the line that show something themselves, so that white space beside them is shown.
_SHOWN = frozenset({"embed", "img", "input"})
#: Elements whose text is no HTML.
_RAW = frozenset({"script", "style"})
_LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_SHIELD = re.compile("\ue000([0-9]+)\ue001")
#: The signs of a shield, by themselves and written as numbers, which a parser would turn into them.
_NO_SHIELD = re.compile("[\x00\ue000\ue001]|&#(?:0*5734[45]|x0*e00[01]);?", re.IGNORECASE)
#: The white space of HTML: a no-break space is none of it.
_SPACE = re.compile(r"[ \t\n\r\f]+")
#: White space that is not shown as it is written: a single blank is.
_ESCAPED = re.compile("[&<\xa0]")
_SPACED = re.compile(r"[\t\n\r\f]|  ")
_DOCUMENT = "<!DOCTYPE html><html><head></head><body>{}</body></html>"
#: A plan asks for the form of a text several times: as it is wanted, as it is there, and for their digests.
_TEXTS = 1 << 15


class _Is(Enum):
    TEXT = auto()
    KEPT = auto()
    INLINE = auto()
    SHOWN = auto()
    BREAK = auto()
    OPEN = auto()
    CLOSE = auto()


#: A plain pair, since a text has many.
_Piece: TypeAlias = "tuple[_Is, str]"


@lru_cache(_TEXTS)
def normal(text: str) -> str:
    """The HTML in its one form; normalising that again changes nothing."""
    shielded, liquid = _shield(text)
    pieces: list[_Piece] = []
    _take(pieces, _parsed(shielded), kept=False)
    lines = "\n".join(_lines(pieces))
    return _SHIELD.sub(lambda match: liquid[int(match[1])], lines) if liquid else lines


def _shield(text: str) -> tuple[str, list[str]]:
    """Liquid as private-use signs, which HTML leaves alone, and what each stands for."""
    liquid: list[str] = []
    if _NO_SHIELD.search(text):
        text = _NO_SHIELD.sub("\ufffd", text)
    if "{" not in text:
        return text, liquid

    def sign(match: re.Match[str]) -> str:
        liquid.append(_composed(html.unescape(match[0])))
        return f"\ue000{len(liquid) - 1}\ue001"

    return _LIQUID.sub(sign, text), liquid


def _parsed(text: str) -> etree._Element:
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True)
    return etree.fromstring(_DOCUMENT.format(text), parser)


def _take(pieces: list[_Piece], element: etree._Element, *, kept: bool) -> None:
    """Add an element flat, in the order of the text, without what follows it."""
    tag = str(element.tag)
    if tag == "br":
        pieces.append((_Is.KEPT if kept else _Is.BREAK, "<br>"))
        return
    block = tag in _BLOCKS and not kept  # what stands in a <pre> stays on its line
    kept = kept or tag == "pre"
    unsaid = tag in _IMPLIED or (tag in _OPTIONAL and not element.attrib)
    if not unsaid:
        inline = _Is.SHOWN if tag in _SHOWN else _Is.INLINE
        pieces.append((_Is.OPEN if block else inline, _opening(tag, element)))
    if element.text:
        pieces.append(_text(element.text, kept=kept, raw=tag in _RAW))
    for child in element:
        _take(pieces, child, kept=kept)
        if child.tail:
            pieces.append(_text(child.tail, kept=kept))
    closing = "" if unsaid or tag in _VOID else f"</{tag}>"
    if block or closing:
        pieces.append((_Is.CLOSE if block else _Is.INLINE, closing))


def _text(text: str, *, kept: bool, raw: bool = False) -> _Piece:
    return (_Is.KEPT if kept or raw else _Is.TEXT), (text if raw else _escaped(_composed(text)))


def _opening(tag: str, element: etree._Element) -> str:
    if not (given := element.items()):
        return f"<{tag}>"
    attributes = sorted((str(name), _line(str(value))) for name, value in given)
    written = "".join(f' {name}="{_escaped(value).replace(chr(34), "&quot;")}"' for name, value in attributes)
    return f"<{tag}{written}>"


def _line(value: str) -> str:
    return _composed(_SPACE.sub(" ", value).strip(" "))


def _composed(text: str) -> str:
    """Letters in one piece (NFC), as files of macOS do not have them; never of a `>` with what follows the tag."""
    return unicodedata.normalize("NFC", text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\xa0", "&nbsp;") if _ESCAPED.search(text) else text


def _lines(pieces: Iterable[_Piece]) -> list[str]:
    """A line for each block, white space as a browser shows it: one blank for any run, and none at a block's edges."""
    lines: list[str] = []
    line: list[str] = []
    last = -1  # where the last text stands in the line, if it may end in a blank that is not shown
    at_blank = True
    for what, given in (*pieces, (_Is.BREAK, "")):
        if what is _Is.TEXT:
            text = _SPACE.sub(" ", given) if _SPACED.search(given) else given
            text = text.removeprefix(" ") if at_blank else text
            if text:
                at_blank = text[-1] == " "
                last = len(line)
                line.append(text)
            continue
        edge = what is _Is.OPEN or what is _Is.CLOSE or what is _Is.BREAK
        if edge and last >= 0:
            line[last] = line[last].removesuffix(" ")
        if what is not _Is.INLINE:
            last, at_blank = -1, edge
        if what is _Is.OPEN:
            line = _ended(line, lines)
        line.append(given)
        if edge and what is not _Is.OPEN:
            line = _ended(line, lines)
    return lines


def _ended(line: list[str], lines: list[str]) -> list[str]:
    """Add a line to the lines, where something stands in it; gives the next one."""
    if written := "".join(line):
        lines.append(written)
    return []
