"""Light Markdown with placeholders, as plain text and as HTML.

Liquid, and text that must stay as it is, are taken out before Markdown sees them (an underscore in
`{{current_user.first_name}}` would turn cursive, a `>` become an entity) and put back after sanitising. In
between each stands as one private-use character, which neither Markdown nor HTML knows.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

import nh3
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from macrosync.compiler import tag_lines
from macrosync.rules import liquid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from markdown_it.token import Token

#: Private-use characters: refused in definitions, so that none can stand there by chance.
FIRST_SHIELD, LAST_SHIELD = 0xE000, 0xF8FF

#: The part of Zendesk's safe list (SUP 4408824584602) that light Markdown can make.
TAGS = {"a", "br", "em", "li", "ol", "p", "strong", "ul"}
#: The star takes away what nh3 allows on every tag by itself: a title that only a mouse finds.
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_MARKDOWN = MarkdownIt("zero", {"breaks": True, "html": False}).enable(
    ["emphasis", "escape", "link", "list", "newline"]
)
#: A text is rendered when it is checked, for each channel's macro and for the article: alike each time.
_TEXTS = 1 << 14
#: 2026. 11. 24.부터 is a date, which Markdown would read as three lists in each other: no list counts that far.
_YEAR = re.compile(r"^((?:[ \t]*(?:[-*+]|\d{1,2}[.)])[ \t])*[ \t]*\d{3,})(?=[.)]\s)", re.MULTILINE)
#: What a person dials or writes to, without the scheme that only a link needs.
_SPOKEN_SCHEME = re.compile("^(?:mailto|tel):")


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that is shown as it is, whatever Markdown would make of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """The two forms of one text: messaging shows the plain one, e-mail and the Help Center the HTML."""

    plain: str
    html: str


@dataclass(frozen=True, slots=True)
class _Shielded:
    """What stands behind one private-use character; `tag` is a Liquid tag, which shows nothing itself."""

    plain: str
    html: str
    tag: bool = False


@lru_cache(_TEXTS)
def render(*pieces: str | Literal) -> Rendered:
    """Render Markdown pieces with literals between them.

    Raises macrosync.rules.liquid.LiquidInvalid for broken Liquid.
    """
    source, shields = _shield(pieces)
    tags = _tags(shields)
    tokens = _MARKDOWN.parse(source)
    rendered = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True
    )
    if tags:
        clean = re.sub(f"<p>([{''.join(tags)}]+)</p>\n?", r"\1", clean)
    plain = _plain(SyntaxTreeNode(tokens), tags)
    return Rendered(
        plain=_put_back(plain, {sign: shield.plain for sign, shield in shields.items()}),
        html=_put_back(clean.strip(), {sign: shield.html for sign, shield in shields.items()}),
    )


def links(markdown: str) -> tuple[tuple[str, str], ...]:
    """Every link of a text as (its text, its address), in order."""
    if "](" not in markdown:  # no other form of a link is known here
        return ()
    source, shields = _shield([markdown])
    plain = {sign: shield.plain for sign, shield in shields.items()}
    found: list[tuple[str, str]] = []
    for token in _MARKDOWN.parse(source):
        children = token.children or []
        closings = (at for at, child in enumerate(children) if child.type == "link_close")
        for start, opening in enumerate(children):
            if opening.type == "link_open":  # links do not nest, so that their closings come in the same order
                words = _inline(children[start + 1 : next(closings)])
                found.append((_put_back(words, plain), str(opening.attrGet("href"))))
    return tuple(found)


def _shield(pieces: Iterable[str | Literal]) -> tuple[str, dict[str, _Shielded]]:
    """The Markdown with signs in it, and what each of them stands for."""
    shields: dict[str, _Shielded] = {}

    def sign(shielded: _Shielded) -> str:
        taken = chr(FIRST_SHIELD + len(shields))
        shields[taken] = shielded
        return taken

    source = ""
    for piece in pieces:
        if isinstance(piece, Literal):
            source += sign(_Shielded(piece.text, html.escape(piece.text, quote=False)))
            continue
        end = 0
        for start, stop in liquid.spans(piece):
            code = piece[start:stop]
            source += piece[end:start] + sign(_Shielded(code, code, tag=_shows_nothing(code)))
            end = stop
        source += piece[end:]
    return _YEAR.sub(r"\1\\", tag_lines.set_apart(source, _tags(shields))), shields


def _tags(shields: Mapping[str, _Shielded]) -> dict[str, str]:
    """The code behind each sign that stands for a Liquid tag."""
    return {sign: shielded.plain for sign, shielded in shields.items() if shielded.tag}


def _shows_nothing(code: str) -> bool:
    return code.startswith("{%") and not code.removeprefix("{%").lstrip("- ").startswith("raw")


def _put_back(text: str, shields: dict[str, str]) -> str:
    return text.translate({ord(sign): code for sign, code in shields.items()})


def _plain(node: SyntaxTreeNode, tags: Mapping[str, str], between: str = "\n\n") -> str:
    """Blocks as plain text, one after the other; those of Liquid tags show nothing, so that nothing parts them."""
    return tag_lines.joined([_block(child, tags) for child in node.children], tags, between)


def _block(node: SyntaxTreeNode, tags: Mapping[str, str]) -> str:
    match node.type:
        case "bullet_list":
            return "\n".join(_item(item, f"{item.markup} ", tags) for item in node.children)
        case "ordered_list":
            numbers = count(int(node.attrs.get("start", 1)))
            return "\n".join(
                _item(item, f"{number}{item.markup} ", tags)
                for number, item in zip(numbers, node.children, strict=False)
            )
        case _:
            inline = node.children[0].token if node.children else None
            return _inline(inline.children or ()) if inline else ""


def _item(node: SyntaxTreeNode, marker: str, tags: Mapping[str, str]) -> str:
    """An item of a list, its further lines below its first one."""
    return (marker + _plain(node, tags, "\n").replace("\n", "\n" + " " * len(marker))).rstrip(" ")


def _inline(children: Sequence[Token]) -> str:
    out = address = ""
    for child in children:
        match child.type:
            case "softbreak" | "hardbreak":
                out += "\n"
            case "link_open":
                address = _SPOKEN_SCHEME.sub("", str(child.attrGet("href")))
            case "link_close" if not out.endswith(address):
                out += f" ({address})"
            case "text" | "text_special":
                out += child.content
    return out
