"""Translations: the text of articles, sections and categories, the only way to change it (REF translations)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.context import flag
from macrosync.local_zendesk.documents import Filter
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import locales
from macrosync.local_zendesk.help_center import rights
from macrosync.local_zendesk.help_center.contents import (
    ARTICLES,
    CATEGORIES,
    SECTIONS,
    Source,
    locale_of,
    stored_text,
    with_translation,
)
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

    Handler = Callable[[Context], Answer]

WRITABLE = frozenset({"locale", "title", "body", "draft", "outdated", "hidden"})
SOURCES = (ARTICLES, SECTIONS, CATEGORIES)


def translations_of(body: Body) -> dict[str, Body]:
    """The translations of a record, by locale."""
    held = body["translations"]
    return {name: each for name, each in held.items() if isinstance(each, dict)} if isinstance(held, dict) else {}


def delete(context: Context) -> Answer:
    """Delete a translation by its own id; 400 for the source's own locale (assumed)."""
    held = Filter("EXISTS (SELECT 1 FROM json_each(body, '$.translations') WHERE value ->> 'id' = ?)", (context.id(),))
    for source in SOURCES:
        body = context.documents.first(source.family, held)
        if body is None:
            continue
        kept = {name: each for name, each in translations_of(body).items() if each["id"] != context.id()}
        if body["source_locale"] not in kept:
            raise api_errors.help_center_invalid("locale", "is the source's own")
        context.documents.put(source.family, body | {"translations": dict(kept)})
        return Answer.empty()
    raise api_errors.not_found()


def _listing(source: Source) -> Handler:
    """All translations of a record; of some locales, drafts or outdated ones where asked (HCOAS)."""

    def handler(context: Context) -> Answer:
        found = list(translations_of(context.found(source.family)).values())
        if wanted := context.request.query.get("locales"):
            found = [each for each in found if each["locale"] in wanted.split(",")]
        for name in ("draft", "outdated"):
            asked = flag(context.request.query, name)
            found = [each for each in found if asked is None or each[name] is asked]
        return paging.of_values(context, "translations", found)

    return handler


def _missing(source: Source) -> Handler:
    """The locales into which a record is not translated (HCOAS)."""

    def handler(context: Context) -> Answer:
        held = translations_of(context.found(source.family))
        missing: list[Json] = [each for each in locales.names(context.documents) if each not in held]
        return Answer.of({"locales": missing})

    return handler


def _showing(source: Source) -> Handler:
    def handler(context: Context) -> Answer:
        return Answer.of({"translation": _found(context, source)[1]})

    return handler


def _creating(source: Source) -> Handler:
    """Translate a record into one more locale; 400 for one that it is translated into (assumed)."""

    def handler(context: Context) -> Answer:
        body = context.found(source.family)
        _check_rights(context, source, body)
        payload = context.permitted("translation", context.payload("translation"), WRITABLE)
        locale = locale_of(context, payload)
        if locale is None:
            raise api_errors.help_center_invalid("locale", "can't be blank")
        if locale in translations_of(body):
            raise api_errors.help_center_invalid("locale", "has already been taken")
        _check_title(payload.get("title"))
        after = with_translation(context, source, body, locale, payload)
        context.documents.put(source.family, after | {"updated_at": context.stamp})
        return Answer.created("translation", translations_of(after)[locale])

    return handler


def _updating(source: Source) -> Handler:
    """Change the text. The same text again leaves `updated_at` alone (facts on the Help Center)."""

    def handler(context: Context) -> Answer:
        body, before = _found(context, source)
        _check_rights(context, source, body)
        payload = context.permitted("translation", context.payload("translation"), WRITABLE - {"locale"})
        if "title" in payload:
            _check_title(payload["title"])
        if "body" in payload:
            payload["body"] = stored_text(context, source, payload["body"])
        after = before | payload
        if after != before or not context.switches.same_translation_is_no_change:
            after |= {"updated_at": context.stamp, "updated_by_id": context.caller["id"]}
            body |= {"updated_at": context.stamp}
            if source is ARTICLES and {"title", "body"} & set(payload):
                body["edited_at"] = context.stamp
        held = translations_of(body) | {str(before["locale"]): after}
        context.documents.put(source.family, body | {"translations": dict(held)})
        return Answer.of({"translation": after})

    return handler


def _check_rights(context: Context, source: Source, body: Body) -> None:
    """Only who may edit an article may translate it (HCOAS, create translation)."""
    if source is ARTICLES:
        rights.check(context, body["permission_group_id"], publishes=False)


def _found(context: Context, source: Source) -> tuple[Body, Body]:
    """A record and its translation in the locale of the path. Raises 404."""
    body = context.found(source.family)
    translation = translations_of(body).get(str(locale_of(context)))
    if translation is None:
        raise api_errors.not_found()
    return body, translation


def _check_title(title: Json) -> None:
    if not isinstance(title, str) or not title.strip():
        raise api_errors.help_center_invalid("title", "can't be blank")


def _routes() -> Iterator[Route]:
    for source in SOURCES:
        path = f"{source.family.path}/{{id}}/translations"
        yield Route("GET", path, _listing(source), "hc")
        yield Route("POST", path, _creating(source), "hc")
        yield Route("GET", f"{path}/missing", _missing(source), "hc")
        yield Route("GET", f"{path}/{{locale}}", _showing(source), "hc")
        yield Route("PUT", f"{path}/{{locale}}", _updating(source), "hc")
    yield Route("DELETE", "/api/v2/help_center/translations/{id}", delete, "hc")


ROUTES = tuple(_routes())
