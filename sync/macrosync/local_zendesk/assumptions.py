"""What the local Zendesk takes to be true of the service, and how it is known: docs/assumptions.md is made of this.

`documented` by Zendesk, `recorded` from the service, or `assumed`, where neither says. Sources: REF and DOC are
developer.zendesk.com's reference and documentation, SUP n the article of that number on support.zendesk.com, OAS and
HCOAS the published OpenAPI files, REC recorded traffic; a GitHub issue is named as owner/repository#number.
"""

from __future__ import annotations

from macrosync.local_zendesk.account_behaviours import ACCOUNT
from macrosync.local_zendesk.behaviours import Behaviour, Status
from macrosync.local_zendesk.behaviours import assumed as _assumed
from macrosync.local_zendesk.behaviours import documented as _documented
from macrosync.local_zendesk.behaviours import recorded as _recorded
from macrosync.local_zendesk.content_behaviours import CONTENT
from macrosync.local_zendesk.desk_behaviours import DESK
from macrosync.local_zendesk.rule_behaviours import RULES
from macrosync.local_zendesk.webhook_behaviours import WEBHOOK

__all__ = ["BEHAVIOURS", "Behaviour", "Status"]

_ACCESS = (
    _recorded("anonymous-me", "`/users/me` answers 200 with an anonymous user to missing or wrong basic credentials."),
    _recorded(
        "401-basic", "Everything else answers them 401 `Couldn't authenticate you`.", "blakmatrix/node-zendesk#151"
    ),
    _recorded("401-bearer", "A wrong or lapsed bearer is answered 401 `invalid_token`.", "fprimex/zdesk#58"),
    _documented("token-lifetime", "A bearer lives 300 to 172,800 seconds, 1,800 where nothing is said.", "OAS"),
    _documented("invalid-scope", "An unknown scope is answered 400 `invalid_scope`.", "SUP 11093380955674"),
    _documented("forbidden-scope", "A call beyond the bearer's scopes is forbidden.", "OAS, scopes"),
    _recorded(
        "forbidden-body", "Its body is `Forbidden` with the missing scope in a sentence.", "singer-io/tap-zendesk"
    ),
    _assumed(
        "scope-of-groups",
        "Groups, ticket fields and forms have no scope of their own.",
        "OAS lists none; one client met `groups:read`",
        "every_resource_has_scopes",
    ),
    _assumed(
        "hc-needs-credentials",
        "The Help Center's API answers nobody without credentials.",
        "HCOAS: anybody may read what is public, in a locale",
        "help_center_needs_credentials",
    ),
)
_HTTP = (
    _recorded("warn", "Keys that may not be written are dropped and named in `x-zendesk-api-warn`, a Ruby hash."),
    _recorded("created", "A create answers 201 with Location, a delete 204 without a body."),
    _recorded("not-found", "What is not there is answered 404 `RecordNotFound`."),
    _recorded("etag", "What is read has a weak `etag`; `x-request-id` is always there."),
    _assumed("not-modified", "`If-None-Match` with that etag is answered 304.", "HTTP", "answers_not_modified"),
    _recorded("invalid-endpoint", "An unknown path is answered 404 `InvalidEndpoint`.", "public issues"),
    _assumed(
        "broken-json", "Broken JSON is answered 422, by the Help Center 400.", switch="broken_json_is_unprocessable"
    ),
    _assumed(
        "content-type",
        "A body that does not say that it is JSON is answered 415.",
        "seen for the Help Center",
        switch="refuses_other_content_types",
    ),
    _recorded("unwrapped", "A macro that is not wrapped in `macro` is answered 500.", "fprimex/zdesk#42"),
    _assumed(
        "invalid-attribute",
        "A value of a wrong type is answered 400 `Invalid attribute`.",
        "OAS, error examples",
        switch="wrong_types_are_400",
    ),
    _recorded("too-many-values", "More than 100 ids are answered 400 `TooManyValues`."),
    _recorded(
        "rate-headers", "Rate limits stand in `x-rate-limit*`, `ratelimit-*` and `zendesk-ratelimit-<endpoint>`."
    ),
    _assumed(
        "rate-spelling", "The spelling is that of 2024, not of 2023.", "REC has both", switch="rate_limit_headers"
    ),
    _recorded("rate-help-center", "The Help Center counts apart, and sends `x-rate-limit*` only."),
    _assumed(
        "rate-window",
        "A window begins with its first call and ends for all its calls at once.",
        switch="windows_begin_with_first_call",
    ),
    _documented(
        "rate-updates", "Ticket updates: 300 a minute, and 30 in ten minutes for each ticket.", "REF rate-limits"
    ),
    _documented("rate-options", "Field options are written 100 times a minute.", "REF rate-limits"),
    _assumed(
        "rate-index",
        "`tickets-index` counts every list of tickets, as often as the account may call.",
        "REF rate-limits: pages from 500 on",
        "every_ticket_list_counts",
    ),
    _documented("rate-numbers", "The account may make 2,500 calls a minute (High Volume add-on).", "REF rate-limits"),
)
_PAGES = (
    _recorded("next-on-last-page", "`links.next` is set on the last page too, and null on an empty one only."),
    _recorded(
        "help-center-links", "The Help Center has `first` and `last`, and leaves out `next` and `prev` at the ends."
    ),
    _documented("help-center-last", "`last` leads to the last page.", "REF pagination"),
    _recorded(
        "cursors",
        "Cursors are base64 of the order and the packed keys, and hold for that order only.",
    ),
    _recorded(
        "orders",
        "Cursor pages go by: macros title and id; groups name and id; tickets, users and memberships id; comments and "
        "audits created_at and id.",
    ),
    _assumed("title-order", "Titles and names are ordered without regard to case.", switch="titles_ignore_case"),
    _assumed(
        "help-center-order",
        "The Help Center's cursor pages go by position and id.",
        switch="help_center_pages_by_position",
    ),
    _documented("depth", "Offsets beyond 10,000 records are answered 400 `InvalidPaginationDepth`.", "REF pagination"),
    _assumed(
        "page-size",
        "A page size over 100, or none, is answered 400 `InvalidPaginationParameter`.",
        switch="refuses_large_pages",
    ),
)
_MACROS = (
    _recorded("macro-position", "A new macro stands at position 10000."),
    _recorded("macro-partial", "A PUT with `actions` replaces the whole list; what is left out stays."),
    _documented(
        "macro-access", "An admin's list holds every agent's own macros unless `access` says otherwise.", "REF macros"
    ),
    _documented("macro-limit", "An account has 5,000 shared macros at most.", "SUP 4408844187034"),
    _assumed("macro-limit-body", "One more is answered 422 `RecordInvalid`.", switch="macro_limit_is_invalid"),
    _documented("macro-size", "A rule is smaller than 65 KB.", "SUP 4408822236058"),
    _assumed("macro-size-measure", "What is measured is the JSON of its actions.", switch="macro_size_is_of_actions"),
    _assumed(
        "macro-actions",
        "An unknown action, a value not to be chosen, a field or a restriction's group that is gone are answered 422.",
        switch="checks_macro_actions",
    ),
    _recorded("macro-delete", "An active macro can be deleted."),
    _documented(
        "macro-apply",
        "Applying shows the whole ticket afterwards, or without a ticket the changes; nothing is saved.",
        "OAS",
    ),
    _assumed(
        "macro-apply-fields",
        "Without a ticket, changed custom fields are a list of ids and values.",
        "OAS shows one object",
        switch="applied_fields_are_a_list",
    ),
)
_FIELDS = (
    _documented(
        "options-replaced",
        "Options that a PUT leaves out are deleted, and their values leave tickets, macros and views.",
        "REF ticket_fields",
    ),
    _assumed(
        "option-anew",
        "An option sent without its id is another option, even with the old tag.",
        "REF ticket_fields; examples of OAS send none",
        "options_without_id_are_new",
    ),
    _assumed(
        "option-retagged",
        "An option whose tag changes leaves the tickets that had the old one.",
        switch="retagged_option_leaves_tickets",
    ),
    _recorded("type-immutable", "A field's type never changes; it is dropped with a warning."),
    _documented(
        "option-tag-unique", "A tag stands for one option of a field, and is not compared across fields.", "OAS"
    ),
    _documented("option-limit", "A field has 2,000 options at most.", "REF ticket_fields"),
    _documented("system-fields", "System fields must be on all tickets: they cannot be deleted.", "OAS, `removable`"),
    _assumed(
        "system-fields-on-forms",
        "A form always has them, even where a list leaves them out.",
        "OAS says: on all tickets",
        "forms_have_system_fields",
    ),
    _assumed("field-deleted", "A deleted field leaves forms and tickets; the tags stay.", switch="tags_outlive_field"),
    _assumed("field-values", "A value that a field cannot have is answered 422.", switch="refuses_field_values"),
)
_TICKETS = (
    _recorded("description", "A ticket's `description` is passed over after its create."),
    _recorded("no-description", "A ticket without a comment is answered 422, naming the description field."),
    _recorded("closed", "A closed ticket is answered 422 to every change."),
    _documented("safe-update", "A safe update of what changed after `updated_stamp` is answered 409.", "REF tickets"),
    _documented("external-id", "`external_id` is not unique, and its lookup does not lag.", "REF tickets"),
    _documented("due-at", "`due_at` is kept for tasks only.", "REF tickets"),
    _documented(
        "tags-and-fields",
        "Tags and drop-downs, check boxes and multi-selects follow each other both ways.",
        "SUP 4408881943194",
    ),
    _assumed("tags-before-fields", "In one call tags are taken first, then fields.", switch="tags_before_fields"),
    _assumed("tag-case", "Tags keep their case.", "official texts do not say", switch="fold_tag_case"),
    _documented("first-visibility", "A comment without `public` keeps the ticket's first visibility.", "REF tickets"),
    _assumed(
        "html-before-body",
        "Of `html_body` and `body` the former counts; the plain text is made of it.",
        switch="html_before_body",
    ),
    _assumed("assigned-is-open", "A new ticket that is given an assignee is open.", switch="assigned_is_open"),
    _assumed(
        "subject-of-none",
        "A ticket without a subject has the beginning of its description.",
        switch="subject_from_description",
    ),
    _documented(
        "follow-up-tags",
        "A follow-up has the tags of its closed ticket, unless it brings its own.",
        "DOC creating-and-updating-tickets",
    ),
    _assumed("follow-up", "It takes over subject, requester and fields as well.", switch="follow_ups_inherit_all"),
    _documented("net-changes", "An audit holds net changes only.", "SUP 4408822236058"),
    _documented(
        "idempotency",
        "With `Idempotency-Key` a ticket is made once; `x-idempotency-lookup` says miss or hit.",
        "REF ticketing/introduction",
    ),
    _assumed("idempotency-body", "With another body the key is answered 400.", switch="refuses_key_of_another_body"),
    _assumed("idempotency-hours", "A key holds two hours.", switch="idempotency_seconds"),
    _assumed("updated-at", "`updated_at` moves only where something changed.", switch="unchanged_is_not_updated"),
)
_HELP_CENTER = (
    _recorded("category-text", "A PUT of a category's name and description answers 200 and changes nothing."),
    _assumed(
        "article-text",
        "Neither does one of an article's title, body or draft.",
        "REF articles says that translations do",
        switch="article_puts_change_text",
    ),
    _assumed(
        "same-translation",
        "The same translation again leaves `updated_at` alone.",
        "seen by one client",
        "same_translation_is_no_change",
    ),
    _documented("stored-html", "A body is kept as it was sent.", "SUP 4408824584602"),
    _assumed("normal-html", "It is not rewritten (void elements, entities).", switch="normalise_html"),
    _documented("archive", "Deleting an article archives it: it is gone from the API.", "REF articles"),
    _documented(
        "segments", "`signed_in_users` and `staff` are built in, and none means everyone.", "REF user_segments"
    ),
    _assumed(
        "hc-errors",
        "What it refuses it answers 400 with `errors` by field.",
        "HCOAS, create section",
        switch="help_center_errors_are_400",
    ),
    _assumed(
        "hc-locale",
        "A locale that is not enabled is answered 404 in a path, 400 in a body.",
        switch="unknown_locale_in_path_is_404",
    ),
    _assumed(
        "label-records", "A label's record stays after the last article drops it.", switch="labels_outlive_articles"
    ),
)

#: Every behaviour that somebody may want to know about, by part of the service.
BEHAVIOURS: tuple[Behaviour, ...] = (
    *(*_ACCESS, *_HTTP, *_PAGES, *_MACROS, *_FIELDS, *_TICKETS),
    *_HELP_CENTER,
    *DESK,
    *ACCOUNT,
    *RULES,
    *WEBHOOK,
    *CONTENT,
)
