"""What is taken to be true of dynamic content, bearers, and the Help Center's finer parts; a part of `assumptions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.behaviours import assumed, documented, recorded

if TYPE_CHECKING:
    from macrosync.local_zendesk.behaviours import Behaviour

_DYNAMIC = (
    recorded("dc-title", "`title` shows dynamic content rendered, `raw_title` its placeholder.", "salto-io/salto"),
    assumed(
        "dc-title-updated",
        "A title that changes with its content leaves `updated_at` alone.",
        switch="content_moves_updated_at",
    ),
    assumed("dc-unknown", "In a title, a placeholder of no item stays as it is.", switch="unknown_content_stays"),
    assumed(
        "dc-placeholder",
        "A placeholder is the name in small letters, other signs as `_`; two cannot be alike.",
        "OAS",
        switch="refuses_alike_placeholders",
    ),
    documented("dc-name", "The name is unique, and all of an item that can be changed.", "OAS"),
    documented("dc-locale", "A locale, which must be active, has one variant.", "OAS"),
    documented("dc-default", "The default variant is active and default until another one is made the default.", "OAS"),
    assumed(
        "dc-default-first",
        "A new item's default is the variant of `default_locale_id`, unless one says so itself.",
        switch="default_locale_chooses_variant",
    ),
    assumed("dc-default-deleted", "The default variant cannot be deleted (422).", switch="default_variant_is_kept"),
    assumed("dc-used-deleted", "An item can be deleted, used or not.", switch="used_content_can_be_deleted"),
    assumed(
        "dc-outdated",
        "The others are outdated once the default's content changes, until theirs does.",
        switch="content_outdates_variants",
    ),
)
_BEARERS = (
    documented("token-shown", "A token is listed with its first ten characters.", "OAS"),
    documented("token-revoked", "A revoked token lets nobody in.", "OAS"),
    assumed(
        "token-lapsed-listed",
        "Lapsed tokens are listed until they are revoked; `used_at` is not kept.",
        switch="lapsed_tokens_are_listed",
    ),
    assumed(
        "other-grants",
        "No code and no refresh token is ever given out: both grants are answered 400 `invalid_grant`.",
        "RFC 6749",
        switch="refused_grants_are_400",
    ),
    assumed(
        "current-of-none",
        "`/oauth/tokens/current` is answered 404 to one who came without a bearer.",
        switch="no_current_token_is_404",
    ),
)
_HELP_CENTER = (
    documented("hc-search", "Search needs a query, a place or a label; 25 articles a page, 1,000 at most.", "HCOAS"),
    assumed(
        "hc-search-words",
        "Every word has to be in the title, the body or a label, in any case and part of a word.",
        switch="article_search_wants_every_word",
    ),
    assumed(
        "hc-search-lag", "Search shows articles as they were; archived ones are gone at once.", switch="search_lag"
    ),
    assumed("hc-search-order", "Relevance is by the latest change.", switch="relevance_is_by_change"),
    assumed(
        "hc-incremental",
        "The incremental list has a thousand articles, `end_time`, and `next_page` if there are more.",
        switch="incremental_articles_end",
    ),
    documented("hc-label-deleted", "Deleting a label takes it off all articles.", "HCOAS"),
    documented("hc-source-locale", "A translation can be made the source; 200 without a body.", "HCOAS"),
    assumed(
        "hc-source-missing", "A locale that there is no translation in is answered 400.", switch="missing_source_is_400"
    ),
    documented("hc-rights", "Who edits or publishes has to be in the article's permission group.", "REF articles"),
    assumed("hc-admins", "Guide admins may do all the same.", switch="guide_admins_may_all"),
    documented("hc-built-in-kept", "Built-in user segments cannot be modified.", "HCOAS"),
    assumed(
        "hc-built-in",
        "Nor can built-in permission groups; trying to is answered 403.",
        switch="built_ins_are_forbidden",
    ),
    assumed(
        "hc-group-used",
        "A permission group that articles have is not deleted: 400.",
        switch="used_permission_groups_stay",
    ),
    documented("hc-segments", "A user is in a segment by type, groups, organizations and tags, or by hand.", "REF"),
    recorded(
        "content-tags",
        "Content tags have ULIDs (REF content_tags) and stand under `records`.",
        "clients of several accounts",
    ),
    assumed(
        "content-tag-unique", "A content tag's name is unique, whatever its case.", switch="content_tags_are_unique"
    ),
    assumed("content-tag-ids", "An article's content tags are not checked.", switch="checks_content_tags"),
)

CONTENT: tuple[Behaviour, ...] = (*_DYNAMIC, *_BEARERS, *_HELP_CENTER)
