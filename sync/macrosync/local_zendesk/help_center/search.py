"""Finding articles: search, whose index lags behind, and the incremental list (HCOAS, articles/search, incremental).

That every word of a query has to be in the title, the body or a label, and what a snippet is cut from, is assumed.
"""

from __future__ import annotations

import html
import json
import re
from datetime import datetime
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import FIELD, Choice, Filter, by_field, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.search_index import Sorting, count, hits
from macrosync.local_zendesk.help_center.contents import ARTICLES, changed_since, enabled, shown
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: Articles of a page, and of all pages (HCOAS).
PAGE, MOST = 25, 1000
#: One of these must be given (HCOAS).
NEEDED = ("query", "category", "section", "label_names")
_DATES = (("created_before", "created_at", "<"), ("created_after", "created_at", ">"))
_MORE_DATES = (("updated_before", "updated_at", "<"), ("updated_after", "updated_at", ">"))
_TAG = re.compile(r"<[^>]*>")
_SNIPPET = 120
_WITHIN = (
    "json_extract(body, '$.section_id') IN (SELECT id FROM documents WHERE family = 'sections'"
    " AND json_extract(body, '$.category_id') = ?)"
)


def search(context: Context) -> Answer:
    """Articles that hold the words of a query, or are in a place, or have a label; offset pages (HCOAS)."""
    query = context.request.query
    if not any(query.get(name) for name in NEEDED):
        raise api_errors.help_center_invalid("query", f"one of {', '.join(NEEDED)} must be given")
    locale = enabled(context, query.get("locale"))
    words = query.get("query", "").casefold().split()
    filters = [*_filters(context, locale), *_words(context, words, locale)]
    page, size = _page(context)
    found = hits(context, ARTICLES.family, filters, _sorting(context), MOST)[(page - 1) * size : page * size]
    total = min(count(context, ARTICLES.family, filters), MOST)
    results: list[Json] = [_result(json.loads(hit.text), locale, words) for hit in found]
    rest: Body = {"count": total, "page": page, "per_page": size, "page_count": -(-total // size)}
    rest["next_page"] = paging.link(context, {"page": str(page + 1)}) if page * size < total else None
    rest["previous_page"] = paging.link(context, {"page": str(page - 1)}) if page > 1 else None
    return Answer.of({"results": results, **rest})


def incremental(context: Context) -> Answer:
    """Articles changed since `start_time`, the oldest change first, a thousand at most (HCOAS; the envelope: REF)."""
    text = context.request.query.get("start_time", "")
    changed = Choice(ARTICLES.family, (changed_since(text), *_labels(context)))
    rows = context.documents.keyset(changed, by_field("updated_at"), None, MOST + 1)
    articles = [shown(ARTICLES, json.loads(row.text), None) for row in rows[:MOST]]
    ends = int(datetime.fromisoformat(str(articles[-1]["updated_at"])).timestamp()) if articles else int(text)
    more = len(rows) > MOST or not context.switches.incremental_articles_end
    following = paging.link(context, {"start_time": str(ends)}) if more else None
    listed: list[Json] = [*articles]
    return Answer.of({"articles": listed, "count": len(listed), "end_time": ends, "next_page": following})


def _filters(context: Context, locale: str | None) -> Iterator[Filter]:
    query = context.request.query
    if locale is not None:
        yield Filter(f"json_extract(body, '$.translations.\"{locale}\"') IS NOT NULL")
    if section := query.get("section"):
        yield where_field("section_id", int(section) if section.isdecimal() else -1)
    if category := query.get("category"):
        yield Filter(_WITHIN, (int(category) if category.isdecimal() else -1,))
    yield from _labels(context)
    for name, field, sign in (*_DATES, *_MORE_DATES):
        if day := query.get(name):
            yield Filter(f"substr({FIELD.format(field)}, 1, 10) {sign} ?", (day,))
    for field in ("created_at", "updated_at"):
        if day := query.get(field):
            yield Filter(f"substr({FIELD.format(field)}, 1, 10) = ?", (day,))


def _labels(context: Context) -> Iterator[Filter]:
    for label in context.request.query.get("label_names", "").split(","):
        if label:
            yield Filter("EXISTS (SELECT 1 FROM json_each(body, '$.label_names') WHERE value = ?)", (label,))


def _words(context: Context, words: list[str], locale: str | None) -> list[Filter]:
    """Every word (assumed), or any of them."""
    each = [_word(word, locale) for word in words]
    if context.switches.article_search_wants_every_word or not each:
        return each
    return [Filter(" OR ".join(one.sql for one in each), tuple(value for one in each for value in one.values))]


def _word(word: str, locale: str | None) -> Filter:
    """A word in a title, a body or a label, whatever its case (of Latin letters)."""
    source = FIELD.format("source_locale") if locale is None else f"'{locale}'"
    held = f"json_extract(body, '$.translations.\"' || {source} || '\"')"
    texts = f"json_extract({held}, '$.title') || ' ' || json_extract({held}, '$.body')"
    return Filter(f"instr(lower({texts} || ' ' || json_extract(body, '$.label_names')), ?) > 0", (word,))


def _sorting(context: Context) -> Sorting:
    """By relevance, which is by the latest change here (assumed), or as `sort_by` says (HCOAS)."""
    relevance = "updated_at" if context.switches.relevance_is_by_change else "created_at"
    name = context.request.query.get("sort_by", relevance)
    if name not in {"created_at", "updated_at"}:
        raise api_errors.help_center_invalid("sort_by", "is not one of created_at, updated_at")
    return Sorting(FIELD.format(name), descending=context.request.query.get("sort_order", "desc") == "desc")


def _page(context: Context) -> tuple[int, int]:
    numbers = []
    for name, default, most in (("page", 1, MOST), ("per_page", PAGE, 100)):
        text = context.request.query.get(name, str(default))
        if not (text.isascii() and text.isdecimal() and 0 < int(text) <= most):
            raise api_errors.invalid_page(name)
        numbers.append(int(text))
    return numbers[0], numbers[1]


def _result(article: Body, locale: str | None, words: list[str]) -> Body:
    found = shown(ARTICLES, article, locale)
    return found | {"result_type": "article", "snippet": _snippet(str(found["body"]), words)}


def _snippet(body: str, words: list[str]) -> str:
    """The text around the first word that is found, matching words in `<em>` (HCOAS)."""
    text = " ".join(html.unescape(_TAG.sub(" ", body)).split())
    places = [place for word in words if (place := text.casefold().find(word)) >= 0]
    start = max(0, min(places, default=0) - _SNIPPET // 2)
    cut = text[start : start + _SNIPPET]
    if words:
        found = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
        cut = found.sub(lambda match: f"<em>{match[0]}</em>", cut)
    return ("..." if start else "") + cut + ("..." if start + _SNIPPET < len(text) else "")


ROUTES = (
    Route("GET", "/api/v2/help_center/articles/search", search, "hc"),
    Route("GET", "/api/v2/help_center/incremental/articles", incremental, "hc"),
)
