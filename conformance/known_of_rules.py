"""Known differences of macros, triggers, automations and views."""

from __future__ import annotations

from conformance.known import NO_INTEGER, NULL, Known, undeclared

_APPLIED = r"GET /api/v2/(tickets/\{ticket_id\}/)?macros/\{macro_id\}/apply"
_AFTER = r"GET /api/v2/tickets/\{ticket_id\}/macros/\{macro_id\}/apply"
_VIEWS = r"(GET|POST|PUT) /api/v2/views(/.*)?"

RULES = (
    Known(
        r"(POST|PUT) /api/v2/(macros|triggers|automations)(/\{\w+\})?",
        r"(macro|trigger|automation)\.actions\.value",
        r"(array|boolean|null) where string is declared",
        "An action's value is a string, a list, a boolean or null in recordings.",
        side="request",
    ),
    Known(
        r"(GET|POST|PUT) /api/v2/(macros|triggers|automations)(/.*)?",
        r"(macros?|triggers?|automations?)\.actions\.value",
        r"array where string is declared",
        "An action's value is a list where it notifies or calls a webhook (recorded).",
    ),
    Known(
        r"(POST|PUT) /api/v2/triggers(/\{trigger_id\})?",
        r"trigger\.conditions\.(all|any)\.value",
        r"(boolean|null) where string or integer or array is declared",
        "A value may be true, false or null (recorded of actions; assumed of conditions).",
        side="request",
    ),
    Known(
        r"(POST|PUT) /api/v2/triggers(/\{trigger_id\})?",
        r"trigger\.category_id",
        r"integer where string is declared",
        "Answered as a string, as recorded; that a number is taken is assumed.",
        side="request",
    ),
    Known(
        r"PUT /api/v2/triggers/\{trigger_id\}",
        r"trigger\.(id|default)",
        r"a read-only key is sent",
        "What cannot be written never fails: it is passed over and named in x-zendesk-api-warn (recorded).",
        side="request",
    ),
    Known(
        r"GET /api/v2/triggers",
        r"triggers",
        undeclared("permissions", "usage_1h", "usage_24h", "usage_7d", "usage_30d", "app_installation"),
        "Side-loaded with `include` (REF triggers, sideloads).",
    ),
    Known(
        r"GET /api/v2/(triggers|automations|views|macros)/search",
        r"\?query",
        r"EmptyQueryParameterValue",
        "An empty text stands in every title; the file does not forbid it, its reader does.",
        side="request",
    ),
    Known(
        r"PUT /api/v2/(macros/\{macro_id\}|triggers/\{trigger_id\})",
        r"macro|trigger",
        r"(title|actions) is missing",
        "What is left out stays (recorded: a PUT of the title alone); the file has one schema for POST and PUT.",
        side="request",
    ),
    Known(
        r"GET /api/v2/macros",
        r"\?category",
        NO_INTEGER,
        "A category is the first part of a title, such as GET /macros/categories lists; the file says integer.",
        side="request",
    ),
    Known(
        r"GET /api/v2/macros/new",
        r"\?(macro_id|ticket_id)",
        r"MissingRequiredParameter",
        "One of the two is given, the macro or the ticket that a macro is made of (facts on macros).",
        side="request",
    ),
    Known(
        r"GET /api/v2/macros(/active|/search)?",
        r"macros\.permissions",
        r"object where string is declared",
        "Side-loaded as of triggers, an object of rights (assumed); no public answer has it.",
    ),
    Known(
        r"(GET|POST|PUT) /api/v2/macros(/\{macro_id\})?",
        r"macros?",
        undeclared("attachments"),
        "A macro with files holds their ids (SALTO, from real accounts).",
    ),
    Known(
        _AFTER,
        r"result\.ticket",
        r"\w+ is not a declared key",
        "It is the full ticket (REF show ticket after changes); the file has the schema of the changes alone.",
    ),
    Known(
        _AFTER,
        r"result\.ticket\.(assignee_id|group_id)",
        NULL,
        "It is the full ticket, and these may be null on it, as the file says of TicketObject.",
    ),
    Known(
        r"GET /api/v2/macros/\{macro_id\}/apply",
        r"result\.ticket",
        undeclared("custom_fields", "priority", "status", "type", "tags", "subject", "brand_id", "ticket_form_id"),
        "A macro changes whatever its actions name; the file names what its example changes.",
    ),
    Known(
        _APPLIED,
        r"result\.ticket\.fields",
        r"array where object is declared",
        "A list, as on every ticket: an object would hold one field, and a macro may set several (assumed).",
    ),
    Known(
        _APPLIED,
        r"result\.ticket\.comment",
        undeclared("html_body"),
        "A rich macro has its text as HTML beside the plain one (node-zendesk's types of the answer).",
    ),
    Known(
        r"(GET|POST|PUT) /api/v2/triggers(/.*)?",
        r"triggers?\.description",
        NULL,
        "Null where there is none (recorded); the file does not mark it nullable.",
    ),
    Known(
        r"POST /api/v2/trigger_categories/jobs",
        r"results\.triggers\.description",
        NULL,
        "Null where there is none (recorded); the file does not mark it nullable.",
    ),
    Known(
        r"PUT /api/v2/triggers/reorder",
        r"",
        undeclared("triggers", "count", "next_page", "previous_page"),
        "Many triggers are reordered, and a list of them is answered (assumed); the file has one `trigger`.",
    ),
    Known(
        r"GET /api/v2/triggers/\{trigger_id\}/revisions",
        r"",
        undeclared("users"),
        "Side-loaded with `include=users` (the file's own description of `include`).",
    ),
    Known(
        r"GET /api/v2/triggers/\{trigger_id\}/revisions",
        r"(after|before)_(cursor|url)",
        NULL,
        "Null where there is no such page, as the links of an empty page are (recorded).",
    ),
    Known(
        r"GET /api/v2/triggers/\{trigger_id\}/revisions",
        r"trigger_revisions\.diff\.conditions",
        undeclared("all", "any"),
        "The changes stand in `all` and `any`, as the conditions do (assumed); the file names those of one condition.",
    ),
    Known(
        r"GET /api/v2/triggers/definitions",
        r"definitions\.conditions_any",
        undeclared("values"),
        "A condition of `any` has its values as one of `all` has (public definitions); the file names them there only.",
    ),
    Known(
        r"(GET|POST|PUT) /api/v2/automations(/.*)?",
        r"automations?",
        undeclared("url"),
        "An automation has its address, as macros and triggers do (recorded).",
    ),
    Known(_VIEWS, r"views?", undeclared("url", "raw_title"), "A view has its address and its raw title (recorded)."),
    Known(
        _VIEWS,
        r"views?\.restriction",
        NULL,
        "Null when everyone can access it, as the file's own description says (recorded).",
    ),
    Known(
        _VIEWS,
        r"views?\.description",
        NULL,
        "Null where there is none, as recorded of triggers and macros (assumed of views).",
    ),
)
