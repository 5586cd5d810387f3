"""Categories, sections and articles as records: one record holds all its translations, and is shown in one locale.

A source is stored with `translations` by locale, and answered in one of them: its own locale's where the path names
none (REF help_center/help-center-api/translations).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.documents import BY_ID, FIELD, Documents, Family, Filter, Order, by_field
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families import locales
from macrosync.local_zendesk.families.records import new
from macrosync.local_zendesk.help_center.html import normal
from macrosync.local_zendesk.paging import Listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

_BY_POSITION = Order("position,id", ("sort", "id"))
#: Of a time in seconds, so that none is beyond what a date can be.
_DIGITS = 11


def _position(body: Body) -> int:
    return int(str(body["position"]))


def _family(many: str, one: str, indexed: tuple[str, ...] = (), *, searched: bool = False) -> Family:
    return Family(many, one, f"/api/v2/help_center/{many}", _BY_POSITION, _position, indexed, searched)


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of content: `names` are what its translation's title and body are called on it."""

    family: Family
    type: str
    title: str
    text: str
    page: str


CATEGORIES = Source(_family("categories", "category"), "Category", "name", "description", "categories")
SECTIONS = Source(_family("sections", "section", ("category_id",)), "Section", "name", "description", "sections")
ARTICLES = Source(
    _family("articles", "article", ("section_id",), searched=True), "Article", "title", "body", "articles"
)
#: Deleted articles; only the Help Center itself can bring one back (REF articles).
ARCHIVED = Family("archived_articles", "article", "/api/v2/help_center/articles")


def locale_of(context: Context, payload: Body | None = None) -> str | None:
    """The locale that the path or the payload names, None for none. Raises 404 and 400 for one that is not there."""
    if named := context.parameters.get("locale"):
        if named not in locales.names(context.documents):
            raise api_errors.not_found() if context.switches.unknown_locale_in_path_is_404 else _not_enabled(named)
        return named
    return enabled(context, (payload or {}).get("locale"))


def enabled(context: Context, locale: Json) -> str | None:
    """A locale that a payload names, None for none. Raises 400 for one that is not there."""
    if locale is not None and locale not in locales.names(context.documents):
        raise _not_enabled(locale) if context.switches.unknown_locale_in_path_is_404 else api_errors.not_found()
    return None if locale is None else str(locale)


def _not_enabled(locale: Json) -> api_errors.ApiError:
    return api_errors.help_center_invalid("locale", f"{locale} is not enabled in this Help Center")


def default_locale(documents: Documents) -> str:
    """The locale of what names none."""
    return locales.names(documents)[0]


def shown(source: Source, body: Body, locale: str | None) -> Body:
    """A record in a locale. Raises 404 where it is not translated into it."""
    translations = body["translations"]
    wanted = locale or str(body["source_locale"])
    translation = translations.get(wanted) if isinstance(translations, dict) else None
    if not isinstance(translation, dict):
        raise api_errors.not_found()
    found = {name: value for name, value in body.items() if name != "translations"}
    found |= {source.title: translation["title"], source.text: translation["body"], "locale": wanted}
    found |= {"html_url": translation["html_url"], "outdated": translation["outdated"]}
    if source is ARTICLES:
        found |= {"name": translation["title"], "draft": translation["draft"]}
    return found


def list_of(context: Context, source: Source, *filters: Filter) -> Answer:
    """A list in the locale of the path, of what is translated into it; else each in its own locale."""
    locale = locale_of(context)
    if locale is not None:
        filters = (*filters, Filter(f"json_extract(body, '$.translations.\"{locale}\"') IS NOT NULL"))
    order = None if context.switches.help_center_pages_by_position else BY_ID
    listing = Listing(source.family, filters, order=order, offset_order=_order(context), shown=_showing(source, locale))
    return paging.answer(context, listing)


def made(context: Context, source: Source, payload: Body, values: Body, locale: str | None = None) -> Body:
    """A record with its first translation, not yet written. Raises 400 for one without a title."""
    title = payload.get(source.title)
    if not isinstance(title, str) or not title.strip():
        raise api_errors.help_center_invalid(source.title, "can't be blank")
    locale = locale or locale_of(context, payload) or default_locale(context.documents)
    body = new(context.documents, source.family, context.stamp, {"source_locale": locale, "outdated": False, **values})
    body["translations"] = {}
    return with_translation(context, source, body, locale, payload)


def with_translation(context: Context, source: Source, body: Body, locale: str, payload: Body) -> Body:
    """The record with one more translation."""
    number = context.documents.new_id()
    base = context.documents.base
    title, text = payload.get(source.title, payload.get("title")), payload.get(source.text, payload.get("body"))
    translation: Body = {
        "id": number,
        "url": f"{base}{source.family.path}/{body['id']}/translations/{locale}.json",
        "html_url": f"{base}/hc/{locale}/{source.page}/{body['id']}",
        "source_id": body["id"],
        "source_type": source.type,
        "locale": locale,
        "title": title,
        "body": stored_text(context, source, text),
        "outdated": payload.get("outdated") is True,
        "draft": payload.get("draft") is True,
        "hidden": False,
        "created_at": context.stamp,
        "updated_at": context.stamp,
        "created_by_id": context.caller["id"],
        "updated_by_id": context.caller["id"],
    }
    translations = body["translations"] if isinstance(body["translations"], dict) else {}
    return body | {"translations": {**translations, locale: translation}}


def rewritten(context: Context, source: Source, body: Body, payload: Body) -> Body:
    """The record with a payload's texts in the path's locale, or its own (switch article_puts_change_text)."""
    locale = locale_of(context) or str(body["source_locale"])
    held = body["translations"] if isinstance(body["translations"], dict) else {}
    before = held.get(locale)
    if not isinstance(before, dict):
        return body
    names = {"title": source.title, "body": source.text, "draft": "draft"}
    given = {name: payload[key] for name, key in names.items() if key in payload}
    if "body" in given:
        given["body"] = stored_text(context, source, given["body"])
    return body | {"translations": {**held, locale: {**before, **given}}}


def changed_since(text: str) -> Filter:
    """What changed at a time in seconds since 1970, or later. Raises 400 for what is no such time (HCOAS)."""
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        raise api_errors.help_center_invalid("start_time", "must be a time in seconds since 1970")
    moment = stamp(datetime.fromtimestamp(int(text), UTC))
    return Filter(f"{FIELD.format('updated_at')} >= ?", (moment,))


def stored_text(context: Context, source: Source, text: Json) -> str:
    """A body as it is kept: as it was sent (SUP 4408824584602), or normalised where the switch says so."""
    kept = text if isinstance(text, str) else ""
    return normal(kept) if context.switches.normalise_html and source is ARTICLES else kept


def _showing(source: Source, locale: str | None) -> Callable[[str], str]:
    return lambda text: compact(shown(source, json.loads(text), locale))


def _order(context: Context) -> Order:
    """By position, or as `sort_by` says (HCOAS)."""
    name = context.request.query.get("sort_by", "position")
    descending = context.request.query.get("sort_order") == "desc"
    if name in {"created_at", "updated_at"}:
        return by_field(name, descending=descending)
    if name == "title":
        title = f"json_extract(body, '$.translations.' || json_quote({FIELD.format('source_locale')}) || '.title')"
        return Order("title,id", (title, "id"), descending)
    if name == "position":
        return Order(_BY_POSITION.names, _BY_POSITION.columns, descending)
    raise api_errors.help_center_invalid("sort_by", "is not one of position, title, created_at, updated_at")
