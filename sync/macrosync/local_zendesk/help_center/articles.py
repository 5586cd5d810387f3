"""Articles over HTTP (REF help_center/help-center-api/articles)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import FIELD, Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import changed, number
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.help_center import labels, rights
from macrosync.local_zendesk.help_center.content_tags import CONTENT_TAGS
from macrosync.local_zendesk.help_center.contents import (
    ARCHIVED,
    ARTICLES,
    CATEGORIES,
    SECTIONS,
    changed_since,
    default_locale,
    enabled,
    list_of,
    locale_of,
    made,
    rewritten,
    shown,
    with_translation,
)
from macrosync.local_zendesk.help_center.permissions import PERMISSION_GROUPS, SEGMENTS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Family
    from macrosync.resources import Json

WRITABLE = frozenset(
    {
        *("section_id", "permission_group_id", "user_segment_id", "user_segment_ids", "label_names", "promoted"),
        *("content_tag_ids", "position", "comments_disabled", "author_id"),
    }
)
#: A PUT is answered 200 and changes none of these (REF articles#update-article); translations do.
TEXTS = frozenset({"title", "body", "locale", "draft"})
_FLAGS = ("promoted", "comments_disabled")


def list_articles(context: Context) -> Answer:
    """Articles of the account, a place or an author; with every one of `label_names` where given (HCOAS)."""
    filters: list[Filter] = [*_seen(context)]
    if "section_id" in context.parameters:
        filters.append(
            where_field("section_id", int(str(context.found(SECTIONS.family, context.id("section_id"))["id"])))
        )
    if "category_id" in context.parameters:
        context.found(CATEGORIES.family, context.id("category_id"))
        within = "json_extract(body, '$.section_id') IN (SELECT id FROM documents AS sections"
        within += " WHERE family = 'sections' AND json_extract(sections.body, '$.category_id') = ?)"
        filters.append(Filter(within, (context.id("category_id"),)))
    if "user_id" in context.parameters:
        filters.append(where_field("author_id", int(str(context.found(USERS, context.id("user_id"))["id"]))))
    if since := context.request.query.get("start_time"):
        filters.append(changed_since(since))
    for label in context.request.query.get("label_names", "").split(","):
        if label:
            has = "EXISTS (SELECT 1 FROM json_each(body, '$.label_names') WHERE value = ?)"
            filters.append(Filter(has, (label,)))
    return list_of(context, ARTICLES, *filters)


def show(context: Context) -> Answer:
    """One article, in the locale of the path or its own."""
    if context.documents.first(ARTICLES.family, Filter("id = ?", (context.id(),)), *_seen(context)) is None:
        raise api_errors.not_found()
    return Answer.of({"article": shown(ARTICLES, context.found(ARTICLES.family), locale_of(context))})


def create(context: Context) -> Answer:
    """Make an article in a section, with its translations. Raises 400 for one without a permission group."""
    context.found(SECTIONS.family, context.id("section_id"))
    payload = context.permitted("article", context.payload("article"), WRITABLE | TEXTS | {"translations"})
    if payload.get("permission_group_id") is None:
        raise api_errors.help_center_invalid("permission_group_id", "can't be blank")
    source_locale, others = _translations(context, payload)
    defaults: Body = {
        "author_id": context.caller["id"],
        "comments_disabled": False,
        "promoted": False,
        "position": 0,
        "vote_sum": 0,
        "vote_count": 0,
        "edited_at": context.stamp,
        "outdated_locales": [],
        "user_segment_id": None,
        "user_segment_ids": [],
        "content_tag_ids": [],
        "label_names": [],
    }
    values = defaults | _values(context, payload) | {"section_id": context.id("section_id")}
    rights.check(context, values["permission_group_id"], publishes=payload.get("draft") is not True)
    body = made(context, ARTICLES, payload | others.pop(source_locale, {}), values, source_locale)
    for locale, other in others.items():
        body = with_translation(context, ARTICLES, body, locale, other)
    labels.note(context, body["label_names"])
    context.documents.put(ARTICLES.family, body)
    return Answer.created("article", shown(ARTICLES, body, None))


def update(context: Context) -> Answer:
    """Change what is about the article, never its text (REF articles#update-article)."""
    before = context.found(ARTICLES.family)
    rights.check(context, before["permission_group_id"], publishes=False)
    payload = context.permitted("article", context.payload("article"), WRITABLE | TEXTS)
    after = before | _values(context, payload)
    if context.switches.article_puts_change_text:
        after = rewritten(context, ARTICLES, after, payload)
    after = changed(before, after, context.stamp, always=context.touches)
    labels.note(context, after["label_names"])
    context.documents.put(ARTICLES.family, after)
    labels.drop(context, before["label_names"])
    return Answer.of({"article": shown(ARTICLES, after, locale_of(context))})


def archive(context: Context) -> Answer:
    """Archive an article: it is gone from here, and can be brought back in the Help Center only (REF)."""
    rights.check(context, context.found(ARTICLES.family)["permission_group_id"], publishes=True)
    if not context.documents.move(ARTICLES.family, context.id(), ARCHIVED):
        raise api_errors.not_found()
    return Answer.empty()


def _seen(context: Context) -> Iterator[Filter]:
    """Who came without credentials sees what is published and everyone's (HCOAS)."""
    if not context.caller:
        draft = f"json_extract(body, '$.translations.\"{locale_of(context)}\".draft')"
        yield Filter(f"{FIELD.format('user_segment_id')} IS NULL AND {draft} = 0")


def _translations(context: Context, payload: Body) -> tuple[str, dict[str, Body]]:
    """The article's own locale, and its translations by locale, of which that may be one (REF articles#create)."""
    listed = payload.get("translations")
    given = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    found = {enabled(context, each.get("locale")) or default_locale(context.documents): each for each in given}
    own = locale_of(context, payload) or next(iter(found), None) or default_locale(context.documents)
    return own, found


def _values(context: Context, payload: Body) -> Body:
    """What is given of an article but its text. Raises 400 for what refers to nothing."""
    values = {name: value for name, value in payload.items() if name in WRITABLE}
    for name, family in (("permission_group_id", PERMISSION_GROUPS), ("section_id", SECTIONS.family)):
        if name in values:
            values[name] = _existing(context, values[name], name, family)
    if "user_segment_id" in values and values["user_segment_id"] is not None:
        values["user_segment_id"] = _existing(context, values["user_segment_id"], "user_segment_id", SEGMENTS)
    values |= _segments(context, values)
    for name in _FLAGS:
        if not isinstance(values.get(name, False), bool):
            raise api_errors.help_center_invalid(name, "is not a boolean")
    if "position" in values:
        values["position"] = number(values["position"], "position")
    if "label_names" in values:
        values["label_names"] = labels.names(values["label_names"])
    if "content_tag_ids" in values and context.switches.checks_content_tags:
        listed = values["content_tag_ids"] if isinstance(values["content_tag_ids"], list) else []
        if any(context.documents.first(CONTENT_TAGS, where_field("ulid", str(each))) is None for each in listed):
            raise api_errors.help_center_invalid("content_tag_ids", "does not exist")
    return values


def _segments(context: Context, values: Body) -> Body:
    """`user_segment_ids` and `user_segment_id` say the same; the list counts where both are given (HCOAS)."""
    listed = values.get("user_segment_ids")
    if isinstance(listed, list):
        ids: list[Json] = [_existing(context, each, "user_segment_ids", SEGMENTS) for each in listed]
        return {"user_segment_ids": ids, "user_segment_id": ids[0] if ids else None}
    if "user_segment_id" in values:
        own = values["user_segment_id"]
        return {"user_segment_ids": [] if own is None else [own]}
    return {}


def _existing(context: Context, value: Json, name: str, family: Family) -> int:
    wanted = int(value) if isinstance(value, int | str) and str(value).isdecimal() else 0
    if context.documents.get(family, wanted) is None:
        raise api_errors.help_center_invalid(name, "does not exist")
    return wanted


def _routes() -> Iterator[Route]:
    for prefix in ("/api/v2/help_center", "/api/v2/help_center/{locale}"):
        public = "{locale}" in prefix  # who comes without credentials has to say it (HCOAS)
        yield Route("GET", f"{prefix}/articles", list_articles, "hc", public=public)
        yield Route("GET", f"{prefix}/sections/{{section_id}}/articles", list_articles, "hc", public=public)
        yield Route("GET", f"{prefix}/categories/{{category_id}}/articles", list_articles, "hc", public=public)
        yield Route("POST", f"{prefix}/sections/{{section_id}}/articles", create, "hc")
        yield Route("GET", f"{prefix}/articles/{{id}}", show, "hc", public=public)
        yield Route("PUT", f"{prefix}/articles/{{id}}", update, "hc")
        yield Route("DELETE", f"{prefix}/articles/{{id}}", archive, "hc")


ROUTES = (*_routes(), Route("GET", "/api/v2/help_center/users/{user_id}/articles", list_articles, "hc"))
