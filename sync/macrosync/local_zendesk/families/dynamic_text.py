"""Dynamic content in titles: `raw_title` keeps `{{dc.name}}`, `title` shows its default variant (facts on macros).

Titles are rendered where they are written, and again where the content changes, so that lists cost nothing. Where a
record is written with `raw_…` keys, `with_titles` is all that its family has to call.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import Family
from macrosync.local_zendesk.exchange import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.resources import Json

#: Items hold their variants, as articles hold their translations. `identifier` is the word after `dc.`.
ITEMS = Family("items", "item", "/api/v2/dynamic_content/items", indexed=("identifier", "name"))
_PLACEHOLDER = re.compile(r"\{\{\s*dc\.([\w-]+)\s*\}\}")


def variants_of(item: Body) -> list[Body]:
    """The variants of an item, in order."""
    held = item["variants"]
    return [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []


def contents(documents: Documents, locale_id: Json = None) -> dict[str, str]:
    """What each placeholder shows: the active variant of a locale, else the default one."""
    found = {}
    for item in documents.all(ITEMS):
        variants = variants_of(item)
        wanted = [each for each in variants if each["locale_id"] == locale_id and each["active"] is True]
        chosen = [*wanted, *(each for each in variants if each["default"] is True)]
        found[str(item["identifier"])] = str(chosen[0]["content"]) if chosen else ""
    return found


def with_titles(context: Context, body: Body) -> Body:
    """The record with every `raw_…` text rendered beside it, those of a field's options too."""
    return _rendered(body, _shown(context)) if _PLACEHOLDER.search(compact(body)) else body


def refresh(context: Context, families: Iterable[Family]) -> None:
    """Render the titles of these families' records anew, since dynamic content has changed."""
    documents, shown = context.documents, _shown(context)
    known = {family.many: family for family in families}
    for name, identity, text in _holding(documents):
        before = json.loads(text)
        after = _rendered(before, shown)
        if after != before and context.switches.content_moves_updated_at:
            after["updated_at"] = context.stamp
        if after != before and name in known:
            documents.put(known[name], after)
        elif after != before:
            sql = "UPDATE documents SET body = ? WHERE family = ? AND id = ?"
            documents.connection.execute(sql, (compact(after), name, identity))


def _shown(context: Context) -> Mapping[str, str]:
    """What each placeholder shows; one of no item nothing, where that is not to stay."""
    shown = contents(context.documents)
    return shown if context.switches.unknown_content_stays else defaultdict(str, shown)


def uses(documents: Documents, item: Body) -> bool:
    """Whether a title shows an item."""
    return any(
        found == item["identifier"] for _, _, text in _holding(documents) for found in _PLACEHOLDER.findall(text)
    )


def _holding(documents: Documents) -> list[tuple[str, int, str]]:
    sql = "SELECT family, id, body FROM documents WHERE instr(body, '\"raw_') > 0 AND instr(body, 'dc.') > 0"
    return documents.connection.execute(sql).fetchall()


def _rendered(body: Body, shown: Mapping[str, str]) -> Body:
    after = dict(body)
    for name, value in body.items():
        if name.startswith("raw_") and isinstance(value, str):
            after[name.removeprefix("raw_")] = _text(value, shown)
    options = body.get("custom_field_options")
    if isinstance(options, list):
        after["custom_field_options"] = [_rendered(each, shown) if isinstance(each, dict) else each for each in options]
    return after


def _text(raw: str, shown: Mapping[str, str]) -> str:
    """A text with its placeholders filled; one of no item stays as it is (assumed)."""
    blank = isinstance(shown, defaultdict)
    return _PLACEHOLDER.sub(lambda found: shown[found[1]] if blank else shown.get(found[1], found[0]), raw)
