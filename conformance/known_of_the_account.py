"""Known differences of people, fields and what else an account has."""

from __future__ import annotations

from conformance.known import NO_INTEGER, NULL, Known, undeclared

#: Wherever a user is answered, alone or in a list.
_USERS = (
    r"(GET|POST|PUT|DELETE) /api/v2/(users(/(me|show_many|search|autocomplete|create_or_update|\{user_id\}(/merge)?))?"
    r"|(groups/\{group_id\}|organizations/\{organization_id\})/users|incremental/users(/cursor)?"
    r"|tickets/\{ticket_id\}/(collaborators|followers|email_ccs))"
)
_FIELDS = r"(GET|POST|PUT) /api/v2/ticket_fields(/show_many|/\{ticket_field_id\})?"
_OPTIONS = r"(GET|POST) /api/v2/ticket_fields/\{ticket_field_id\}/options(/\{ticket_field_option_id\})?"

ACCOUNT = (
    Known(
        _USERS,
        r"users?\.(alias|default_group_id|details|email|last_login_at|notes|organization_id|phone|photo"
        r"|shared_phone_number|signature)",
        NULL,
        "Null for who has none (public answers of POST /users and of search); the file does not mark them nullable.",
    ),
    Known(
        r"(GET|DELETE) /api/v2/deleted_users(/\{deleted_user_id\})?",
        r"deleted_users?\.(email|organization_id)",
        NULL,
        "Null for who had none, as of other users.",
    ),
    Known(
        r"GET /api/v2/users/me",
        r"user\.(id|url)",
        NULL,
        "Who calls without credentials is an anonymous user, 200 (recorded).",
    ),
    Known(
        r"GET /api/v2/oauth/tokens(/\{oauth_token_id\})?",
        r"tokens?\.used_at",
        NULL,
        "A token that was never used has no time of use; that it is null then is assumed.",
    ),
    Known(
        r"GET /api/v2/organizations/search",
        r"\?external_id",
        NO_INTEGER,
        'An external id is a text, such as "ABC198" in the file\'s own example of the answer.',
        side="request",
    ),
    Known(
        _FIELDS,
        r"ticket_fields?\.agent_description",
        NULL,
        "Null where there is none (public answer of GET /ticket_fields).",
    ),
    Known(
        _FIELDS,
        r"ticket_fields?\.custom_statuses",
        undeclared("url"),
        "Each status has its address (public answer of a field list).",
    ),
    Known(
        _FIELDS,
        r"ticket_fields?\.creator_app_name",
        NULL,
        '"or a null value if no app created the ticket field": the file\'s own description.',
    ),
    Known(
        r"(GET|POST|PUT) /api/v2/(ticket_form_statuses|ticket_forms/\{ticket_form_id\}/ticket_form_statuses)",
        r"ticket_form_statuses",
        r"it breaks maxItems 1",
        "A form has as many associations as statuses; the file allows its lists, of many, one item.",
    ),
    Known(
        _FIELDS,
        r"ticket_fields?",
        undeclared("key"),
        "Every field has a key, null on tickets (public answer of GET /ticket_fields).",
    ),
    Known(
        f"{_FIELDS}|{_OPTIONS}",
        r"(ticket_fields?\.)?custom_field_options?",
        undeclared("default"),
        "An option says whether it is the default (facts on ticket fields).",
    ),
    Known(
        r"(GET|POST|PUT) /api/v2/custom_statuses(/\{custom_status_id\})?",
        r"custom_status(es)?",
        undeclared("url"),
        "A status has its address (recorded).",
    ),
    Known(
        r"(GET|POST|PUT|DELETE) /api/v2/brands(/\{brand_id\}(/logo)?)?",
        r"brands?\.(host_mapping|logo)",
        NULL,
        "Null for a brand without one (host_mapping: public answer; logo: assumed).",
    ),
    Known(
        r"(GET|POST|PUT) /api/v2/brands(/\{brand_id\}(/logo)?)?",
        r"brands?\.logo\.(width|height)",
        NULL,
        '"If height is unknown, returns null": the file\'s own description, which does not mark it nullable.',
    ),
    Known(
        r"PUT /api/v2/brands/\{brand_id\}",
        r"brand",
        r"(name|subdomain) is missing",
        "What is left out stays, as of other kinds (recorded); the file has one schema for POST and PUT.",
        side="request",
    ),
    Known(
        r"GET /api/v2/locales(/(agent|public|current|detect_best_locale|\{locale_id\}))?",
        r"locales?",
        undeclared("default"),
        "A locale says whether it is the account's (public answer of GET /locales).",
    ),
)
