"""The source locale of an article, a section or a category: the language it is written in (HCOAS, source_locale)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import changed
from macrosync.local_zendesk.help_center.contents import Source, enabled
from macrosync.local_zendesk.help_center.translations import SOURCES, translations_of
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from macrosync.local_zendesk.context import Context

    Handler = Callable[[Context], Answer]


def _moving(source: Source) -> Handler:
    """Make one of the translations the source: 200 without a body (HCOAS). Raises 400 where it is not translated."""
    name = f"{source.family.one}_locale"

    def handler(context: Context) -> Answer:
        before = context.found(source.family)
        wanted = enabled(context, context.json().get(name))
        if wanted is None or wanted not in translations_of(before):
            said = "is not a locale that this is translated into"
            invalid = context.switches.missing_source_is_400
            raise api_errors.help_center_invalid(name, said) if invalid else api_errors.not_found()
        after = changed(before, before | {"source_locale": wanted}, context.stamp)
        context.documents.put(source.family, after)
        return Answer(200, "")

    return handler


def _routes() -> Iterator[Route]:
    for source in SOURCES:
        for prefix in ("/api/v2/help_center", "/api/v2/help_center/{locale}"):
            yield Route("PUT", f"{prefix}/{source.family.many}/{{id}}/source_locale", _moving(source), "hc")


ROUTES = tuple(_routes())
