"""HTML as a Help Center that rewrites it would keep it: for the switch `normalise_html`, which is assumed."""

from __future__ import annotations

import html
import re

_VOID = re.compile(r"<(br|hr|img|col)\b([^<>]*?)\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?!lt;|gt;|amp;|quot;|nbsp;|#39;)(#?\w+);")


def normal(text: str) -> str:
    """Void elements closed, entities as characters where they may be, line ends of Unix."""
    closed = _VOID.sub(r"<\1\2 />", text.replace("\r\n", "\n"))
    return _ENTITY.sub(lambda match: html.unescape(match[0]), closed)
