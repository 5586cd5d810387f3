"""What is looked at: each check is of one behaviour of docs/assumptions.md, by its id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from live import help_center, support

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from live.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Check:
    """A behaviour, and how it is seen: `look` raises Differs where Zendesk does something else."""

    behaviour: str
    look: Callable[[Sandbox], None]


_LOOKS: Mapping[str, Callable[[Sandbox], None]] = {
    "anonymous-me": support.anonymous_me,
    "401-basic": support.wrong_password,
    "401-bearer": support.wrong_bearer,
    "not-found": support.not_found,
    "invalid-endpoint": support.unknown_path,
    "broken-json": support.broken_json,
    "etag": support.etag,
    "not-modified": support.not_modified,
    "rate-spelling": support.rate_limit_headers,
    "page-size": support.page_size,
    "next-on-last-page": support.next_on_the_last_page,
    "orders": support.order_of_macros,
    "created": support.created,
    "warn": support.warned,
    "macro-position": support.macro_position,
    "macro-partial": support.macro_partial,
    "option-anew": support.option_without_its_id,
    "tags-and-fields": support.tags_and_fields,
    "tag-case": support.tag_case,
    "external-id": support.external_id,
    "description": support.description,
    "article-text": help_center.article_text,
    "category-text": help_center.category_text,
    "stored-html": help_center.stored_html,
    "normal-html": help_center.void_elements,
    "same-translation": help_center.same_translation,
    "help-center-links": help_center.links,
    "archive": help_center.archived,
}
CHECKS = tuple(Check(behaviour, look) for behaviour, look in _LOOKS.items())
