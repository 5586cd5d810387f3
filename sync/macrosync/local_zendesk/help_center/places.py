"""Categories and sections over HTTP (REF help_center/help-center-api/categories, sections)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import changed, number
from macrosync.local_zendesk.help_center.contents import (
    ARCHIVED,
    ARTICLES,
    CATEGORIES,
    SECTIONS,
    Source,
    list_of,
    locale_of,
    made,
    shown,
)
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body

    Handler = Callable[[Context], Answer]

#: A PUT takes these; name and description of it are answered 200 and change nothing (recorded for categories).
WRITABLE = frozenset({"position", "category_id", "manageable_by", "sorting", "theme_template", "user_segment_id"})
TEXTS = frozenset({"name", "description", "locale"})


def list_sections(context: Context) -> Answer:
    """All sections, or those of the category that the path names."""
    if "id" in context.parameters:
        context.found(CATEGORIES.family)
        return list_of(context, SECTIONS, where_field("category_id", context.id()))
    return list_of(context, SECTIONS)


def create_category(context: Context) -> Answer:
    """Make a category with its first translation."""
    payload = context.permitted("category", context.payload("category"), WRITABLE | TEXTS)
    body = made(context, CATEGORIES, payload, {"position": number(payload.get("position", 0), "position")})
    return _created(context, CATEGORIES, body)


def create_section(context: Context) -> Answer:
    """Make a section in a category."""
    category = context.found(CATEGORIES.family)
    payload = context.permitted("section", context.payload("section"), WRITABLE | TEXTS | {"parent_section_id"})
    if payload.get("parent_section_id") is not None:
        raise api_errors.help_center_invalid(
            "parent_section_id", "cannot be assigned non-null value on this Guide plan"
        )
    values: Body = {
        "position": number(payload.get("position", 0), "position"),
        "category_id": category["id"],
        "parent_section_id": None,
        "sorting": payload.get("sorting", "manual"),
        "theme_template": payload.get("theme_template", "section_page"),
    }
    return _created(context, SECTIONS, made(context, SECTIONS, payload, values))


def delete_category(context: Context) -> Answer:
    """Delete a category with its sections and their articles (REF categories: cannot be undone)."""
    context.found(CATEGORIES.family)
    for section in context.documents.all(SECTIONS.family, where_field("category_id", context.id())):
        _delete_section(context, int(str(section["id"])))
    context.documents.remove(CATEGORIES.family, context.id())
    return Answer.empty()


def delete_section(context: Context) -> Answer:
    """Delete a section with its articles (REF sections)."""
    context.found(SECTIONS.family)
    _delete_section(context, context.id())
    return Answer.empty()


def _delete_section(context: Context, section_id: int) -> None:
    for article in context.documents.all(ARTICLES.family, where_field("section_id", section_id)):
        context.documents.move(ARTICLES.family, int(str(article["id"])), ARCHIVED)
    context.documents.remove(SECTIONS.family, section_id)


def _created(context: Context, source: Source, body: Body) -> Answer:
    context.documents.put(source.family, body)
    return Answer.created(source.family.one, shown(source, body, None))


def _listing(source: Source) -> Handler:
    return lambda context: list_of(context, source)


def _showing(source: Source) -> Handler:
    def handler(context: Context) -> Answer:
        return Answer.of({source.family.one: shown(source, context.found(source.family), locale_of(context))})

    return handler


def _updating(source: Source) -> Handler:
    """Change position and place; name and description are passed over without a word (recorded)."""

    def handler(context: Context) -> Answer:
        before = context.found(source.family)
        name = source.family.one
        payload = context.permitted(name, context.payload(name), WRITABLE | TEXTS)
        given = {key: value for key, value in payload.items() if key in WRITABLE}
        if "category_id" in given:
            given["category_id"] = number(given["category_id"], "category_id")
            context.found(CATEGORIES.family, int(str(given["category_id"])))
        if "position" in given:
            given["position"] = number(given["position"], "position")
        after = changed(before, before | given, context.stamp, always=context.touches)
        context.documents.put(source.family, after)
        return Answer.of({name: shown(source, after, locale_of(context))})

    return handler


def _routes() -> Iterator[Route]:
    for prefix in ("/api/v2/help_center", "/api/v2/help_center/{locale}"):
        categories, sections = f"{prefix}/categories", f"{prefix}/sections"
        public = "{locale}" in prefix
        yield Route("GET", categories, _listing(CATEGORIES), "hc", public=public)
        yield Route("POST", categories, create_category, "hc")
        yield Route("GET", f"{categories}/{{id}}", _showing(CATEGORIES), "hc", public=public)
        yield Route("PUT", f"{categories}/{{id}}", _updating(CATEGORIES), "hc")
        yield Route("DELETE", f"{categories}/{{id}}", delete_category, "hc")
        yield Route("GET", f"{categories}/{{id}}/sections", list_sections, "hc", public=public)
        yield Route("POST", f"{categories}/{{id}}/sections", create_section, "hc")
        yield Route("GET", sections, list_sections, "hc", public=public)
        yield Route("GET", f"{sections}/{{id}}", _showing(SECTIONS), "hc", public=public)
        yield Route("PUT", f"{sections}/{{id}}", _updating(SECTIONS), "hc")
        yield Route("DELETE", f"{sections}/{{id}}", delete_section, "hc")


ROUTES = tuple(_routes())
