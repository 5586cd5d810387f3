"""Zendesk's dialect of Liquid: where it stands in a text, which placeholders it reads, what it renders to.

Zendesk renders placeholders with Liquid in macros, triggers and automations (SUP 4408883291290) and
documents neither the version nor the list of tags and filters. Assumed is what "Liquid for Designers" had at
Liquid 4: what came later, what needs other templates, and what python-liquid adds are refused, so that a
text that is accepted here works on either version.

References of ours (`{{ticket.ticket_field_@{ticket_field/consult-type}}}`) are not Liquid: they stand in
compiled payloads only. Put digits in their place (`macrosync.resources.resolve`) before calling anything here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from liquid import Environment
from liquid.builtin.filters.misc import date as format_date
from liquid.exceptions import FilterArgumentError, LiquidError
from liquid.filter import liquid_filter, with_context

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from liquid import BoundTemplate, RenderContext

#: The context's key for the time (an aware datetime) that `'now' | date` shows; no template can name it.
NOW = "macrosync:now"

#: Tags of python-liquid that Liquid 4 lacks, or that need other templates.
REFUSED_TAGS = frozenset({"#", "doc", "echo", "include", "liquid", "render"})

#: Filters of python-liquid that Liquid 4 lacks.
REFUSED_FILTERS = frozenset(
    {
        *("base64_decode", "base64_encode", "base64_url_safe_decode", "base64_url_safe_encode"),
        *("escapejs", "find", "find_index", "has", "reject", "remove_last", "replace_last", "safe", "squish", "sum"),
    }
)

#: Tags that need an end; comment and raw are found as a whole by _LIQUID.
_BLOCKS = frozenset({"capture", "case", "for", "if", "ifchanged", "tablerow", "unless"})

#: Tags that stand in a block only.
_BRANCHES = frozenset({"else", "elsif", "when"})

_LIQUID = re.compile(
    r"\{%-?\s*(?P<verbatim>raw|comment)\s*-?%\}.*?\{%-?\s*end(?P=verbatim)\s*-?%\}"
    r"|\{\{(?:(?!\{\{|\{%).)*?\}\}"
    r"|\{%(?P<tag>(?:(?!\{\{|\{%).)*?)%\}",
    re.DOTALL,
)
_BRACES = re.compile(r"\{\{|\{%|\}\}|%\}|\{|\}")
_SECONDS = re.compile(r"\d{1,12}", re.ASCII)
_CLOSING = {"{{": "}}", "{%": "%}"}
_TAG_NAME = re.compile(r"-?\s*(#|\w+)")


class LiquidInvalid(Exception):
    """Liquid that Zendesk would refuse or garble: one sentence, and the 0-based offset in the text."""

    def __init__(self, message: str, offset: int) -> None:
        self.message = message
        self.offset = offset
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A use of a placeholder: its dotted name, and the offset of the `{{` or `{%` that it stands in."""

    name: str
    offset: int


def spans(template: str) -> tuple[tuple[int, int], ...]:
    """Where Liquid stands, as (start, end) offsets in order: outputs, tags, and whole raw and comment blocks.

    Raises LiquidInvalid for a `{{` or `{%` that is never closed, an empty one, and a `}}` or `%}` that closes
    nothing. Single braces may nest around text (`{"a": {"b": 1}}` is no Liquid).
    """
    return tuple(match.span() for match in _scan(template)) if _may_hold_liquid(template) else ()


def placeholders(template: str) -> tuple[Placeholder, ...]:
    """Every placeholder that a template reads, in outputs and inside tags, in order, repeats included.

    A name set by the template itself (assign, capture, for) is none. An index is part of the name
    (`ticket.comments[0].value`). Raises LiquidInvalid for what spans refuses, a block without its end or an
    end without its block, an expression that does not parse, and an unknown tag or filter.
    """
    if not _may_hold_liquid(template):
        return ()
    parsed = _parse(template)
    starts = [start for start, _ in spans(template)]
    used = [variable for uses in parsed.analyze(include_partials=False).globals.values() for variable in uses]
    return tuple(
        Placeholder(str(variable), starts[bisect_right(starts, variable.span.index) - 1])
        for variable in sorted(used, key=lambda variable: variable.span.index)
    )


def render(template: str, context: Mapping[str, object], *, escape: bool = False) -> str:
    """The text with its placeholders filled; what the context lacks is blank (SUP 203662116).

    Names are case-sensitive. `escape` makes values safe to stand in HTML (assumed for comment_value_html).
    Raises LiquidInvalid as placeholders does, and where Liquid would print an error into the text, such as
    `{{ 1 | divided_by: 0 }}` or the current time without NOW in the context.
    """
    if not _may_hold_liquid(template):
        return template
    parsed = _parse(template, _ESCAPING if escape else _PLAIN)
    try:
        return parsed.render(dict(context))
    except LiquidError as error:
        raise _invalid(error, template) from error


def _may_hold_liquid(template: str) -> bool:
    """Whether there is a brace at all: most texts have none, and a parser of its own is dear."""
    return "{" in template or "}" in template


def _parse(template: str, environment: Environment | None = None) -> BoundTemplate:
    environment = environment or _PLAIN
    _check_blocks(template)
    try:
        parsed = environment.from_string(template)
    except LiquidError as error:
        raise _invalid(error, template) from error
    for name, uses in parsed.analyze(include_partials=False).filters.items():
        if name not in environment.filters:
            raise LiquidInvalid(f"Zendesk's Liquid has no filter `{name}`.", uses[0].index)
    return parsed


def _scan(template: str) -> Iterator[re.Match[str]]:
    end, depth = 0, 0
    for match in _LIQUID.finditer(template):
        depth = _check_text(template, end, match.start(), depth)
        _check_closed(match)
        end = match.end()
        yield match
    _check_text(template, end, len(template), depth)


def _check_closed(match: re.Match[str]) -> None:
    """Refuse `{{a {{b}}`: the first is closed by the end of the second only."""
    if match["verbatim"] is not None:
        return
    opening, inside = match[0][:2], match[0][2:-2]
    if "{{" in inside or "{%" in inside:
        raise LiquidInvalid(f"`{opening}` is not closed by `{_CLOSING[opening]}`.", match.start())
    if not inside.strip(" \t\r\n-"):
        raise LiquidInvalid(f"`{match[0]}` holds nothing.", match.start())


def _check_text(template: str, start: int, end: int, depth: int) -> int:
    """Refuse half a placeholder in the text between Liquid; gives the depth of single braces at its end."""
    for match in _BRACES.finditer(template, start, end):
        pair = match[0]
        if pair in _CLOSING:
            raise LiquidInvalid(f"`{pair}` is not closed by `{_CLOSING[pair]}`.", match.start())
        if len(pair) > 1 and depth < pair.count("}"):
            raise LiquidInvalid(f"`{pair}` closes nothing; take it out or put what opens it before it.", match.start())
        depth = max(0, depth + pair.count("{") - pair.count("}"))
    return depth


def _check_blocks(template: str) -> None:
    """Refuse a block without its end, and an end without its block, at the very tag."""
    opened: list[tuple[str, int]] = []
    for match in _scan(template):
        name = _TAG_NAME.match(match["tag"]) if match["tag"] is not None else None
        if name is None:
            continue
        if name[1] in _BLOCKS:
            opened.append((name[1], match.start()))
        elif name[1].startswith("end"):
            if not opened or name[1] != f"end{opened[-1][0]}":
                raise LiquidInvalid(f"`{{% {name[1]} %}}` ends no open block.", match.start())
            opened.pop()
    if opened:
        name_of_block, offset = opened[-1]
        raise LiquidInvalid(f"`{{% {name_of_block} %}}` has no `{{% end{name_of_block} %}}`.", offset)


def _invalid(error: LiquidError, template: str) -> LiquidInvalid:
    sentence = str(error.message).rstrip(".")
    offset = error.token.start_index if error.token is not None else -1
    return LiquidInvalid(f"{sentence[:1].upper()}{sentence[1:]}.", offset if offset >= 0 else _culprit(template))


def _culprit(template: str) -> int:
    """The start of the first output or tag that does not parse by itself, for errors that say no place."""
    for match in _scan(template):
        name = _TAG_NAME.match(match["tag"]) if match["tag"] is not None else None
        end = f"{{% end{name[1]} %}}" if name is not None and name[1] in _BLOCKS else ""
        if name is not None and not end and (name[1] in _BRANCHES or name[1].startswith("end")):
            continue
        try:
            _PLAIN.from_string(match[0] + end)
        except LiquidError:
            return match.start()
    return 0


@with_context
@liquid_filter
def _date(value: object, form: object, *, context: RenderContext) -> str:
    """Liquid's date filter without a clock: the current time comes from the context, and with it the zone.

    A number, or digits alone, are seconds since 1970 (Liquid for Designers; Liquid 4, `Utils.to_date`).
    """
    now = context.globals.get(NOW)
    number = _SECONDS.fullmatch(str(value)) if not isinstance(value, bool) else None
    if value in ("now", "today") or number:
        if not isinstance(now, datetime):
            raise FilterArgumentError("the current time is not known here", token=None)
        value = now if number is None else datetime.fromtimestamp(int(number[0]), now.tzinfo)
        # Python's own `%s` forgets the zone.
        form = "%%".join(part.replace("%s", str(int(value.timestamp()))) for part in str(form).split("%%"))
    return str(format_date(value, form, environment=context.env))


def _environment(*, escape: bool) -> Environment:
    environment = Environment(autoescape=escape)
    for name in REFUSED_TAGS:
        del environment.tags[name]
    for name in REFUSED_FILTERS:
        del environment.filters[name]
    environment.filters["date"] = _date
    return environment


_PLAIN = _environment(escape=False)
_ESCAPING = _environment(escape=True)
