"""JSON that may be shown: it steers no terminal and no runner, and who parses it has what was written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.plan.render.visible import COMMAND, shows

if TYPE_CHECKING:
    from collections.abc import Mapping

_DELETE = "\x7f"


def json_text(value: Mapping[str, object], *, indent: int | None = 1) -> str:
    """An object as JSON: letters of any language as they are, what `visible` would escape as JSON's own escapes.

    No line of it begins with `::`, since each begins with a blank, a bracket or a quotation mark; and `##[` can
    stand in its texts alone.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent).replace(COMMAND, "##\\u005b")
    return "\n".join(line if shows(line) else "".join(map(_escaped, line)) for line in text.split("\n"))


def _escaped(sign: str) -> str:
    """What does not show, beyond the first plane as the pair that JSON writes (RFC 8259, 7)."""
    return sign if shows(sign) else json.dumps(sign)[1:-1].replace(_DELETE, "\\u007f")
