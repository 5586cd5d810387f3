"""Light Markdown with placeholders, as plain text and as HTML.

Liquid, and text that must stay as it is, are taken out before Markdown sees them (an underscore in
`{{current_user.first_name}}` would turn cursive, a `>` become an entity) and put back after sanitising. In
between each stands as one private-use character, which neither Markdown nor HTML knows.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

import nh3
from markdown_it import MarkdownIt

from macrosync.rules import liquid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

#: Private-use characters: refused in definitions, so that none can stand there by chance.
FIRST_SHIELD, LAST_SHIELD = 0xE000, 0xF8FF

#: The part of Zendesk's safe list (SUP 4408824584602) that light Markdown can make.
TAGS = {"a", "br", "em", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_MARKDOWN = MarkdownIt("zero", {"breaks": True, "html": False}).enable(
    ["emphasis", "escape", "link", "list", "newline"]
)


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


def render(*pieces: str | Literal) -> Rendered:
    """Render Markdown pieces with literals between them.

    Raises macrosync.rules.liquid.LiquidInvalid for broken Liquid.
    """
    source, shields = _shield(pieces)
    tokens = _MARKDOWN.parse(source)
    rendered = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True
    )
    for sign, shielded in shields.items():
        if shielded.tag:
            clean = clean.replace(f"<p>{sign}</p>\n", sign)
    return Rendered(
        plain=_put_back(_plain(tokens, shields), {sign: shield.plain for sign, shield in shields.items()}),
        html=_put_back(clean.strip(), {sign: shield.html for sign, shield in shields.items()}),
    )


def links(markdown: str) -> tuple[tuple[str, str], ...]:
    """Every link of a text as (its text, its address), in order."""
    source, shields = _shield([markdown])
    plain = {sign: shield.plain for sign, shield in shields.items()}
    return tuple(
        (_put_back(_inline(token.children[at + 1 : at + 2], link=False), plain), str(child.attrGet("href")))
        for token in _MARKDOWN.parse(source)
        for at, child in enumerate(token.children or ())
        if token.children and child.type == "link_open"
    )


def _shield(pieces: Iterable[str | Literal]) -> tuple[str, dict[str, _Shielded]]:
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
            source += piece[end:start] + sign(_Shielded(code, code, tag=code.startswith("{%")))
            end = stop
        source += piece[end:]
    return source, shields


def _put_back(text: str, shields: dict[str, str]) -> str:
    return text.translate({ord(sign): code for sign, code in shields.items()})


def _plain(tokens: Sequence[Token], shields: dict[str, _Shielded]) -> str:
    """Markdown's blocks as plain text: a blank line between them, one line for each item of a list."""
    out = ""
    markers: list[str] = []
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                markers.append("")
            case "bullet_list_close" | "ordered_list_close":
                markers.pop()
                out = out.rstrip("\n") + "\n\n"
            case "list_item_open":
                indent = "  " * (len(markers) - 1)
                markers[-1] = f"{indent}{token.info}{token.markup} "
            case "inline":
                out += _block(token, markers, shields)
    return out.strip("\n")


def _block(token: Token, markers: list[str], shields: dict[str, _Shielded]) -> str:
    text = _inline(token.children or ())
    if not markers:
        # A line that is nothing but Liquid tags shows nothing, so it must not leave a blank line either.
        only_tags = all(sign in shields and shields[sign].tag for sign in text)
        return text if only_tags else text + "\n\n"
    marker, markers[-1] = markers[-1], " " * len(markers[-1])
    return marker + text.replace("\n", "\n" + " " * len(marker)) + "\n"


def _inline(children: Sequence[Token], *, link: bool = True) -> str:
    out = ""
    address = ""
    for child in children:
        match child.type:
            case "softbreak" | "hardbreak":
                out += "\n"
            case "link_open" if link:
                address = str(child.attrGet("href"))
            case "link_close" if link and not out.endswith(address):
                out += f" ({address})"
            case "text" | "text_special":
                out += child.content
    return out
