"""Known differences of tickets and what belongs to them."""

from __future__ import annotations

from conformance.known import NULL, NULL_OF_ENUM, Known, undeclared

#: Wherever a ticket is answered, alone or in a list.
_TICKETS = (
    r"(GET|POST|PUT) /api/v2/(tickets(/show_many|/recent|/\{ticket_id\}(/incidents)?)?|views/\{view_id\}/tickets"
    r"|organizations/\{organization_id\}/tickets|users/\{user_id\}/tickets/\w+|problems"
    r"|incremental/(tickets(/cursor)?|\{incremental_resource\}/sample))"
)
_UPDATE = r"PUT /api/v2/tickets/\{ticket_id\}"
_WRITE = r"(POST|PUT) /api/v2/tickets(/\{ticket_id\})?"
_METRICS = r"GET /api/v2/(ticket_metrics(/\{ticket_metric_id\})?|tickets/\{ticket_id\}/metrics)"

TICKETS = (
    Known(
        _TICKETS,
        r"tickets?\.(forum_topic_id|recipient|satisfaction_rating)",
        NULL,
        "Null on most tickets (recorded); the file does not mark them nullable.",
    ),
    Known(
        _TICKETS,
        r"tickets?\.(priority|type)",
        NULL_OF_ENUM,
        "Null until one is chosen (recorded); nullable in the file, whose enum leaves null out.",
    ),
    Known(
        _TICKETS,
        r"tickets?\.(custom_fields|fields)\.value",
        r"null where .* is declared",
        "An empty field's value is null (public answers).",
    ),
    Known(
        _WRITE,
        r"ticket\.custom_fields\.value",
        r"null where .* is declared",
        "Null empties a field, as an empty one is read.",
        side="request",
    ),
    Known(
        _UPDATE,
        r"ticket\.(forum_topic_id|recipient|satisfaction_rating|priority|type)",
        f"{NULL}|{NULL_OF_ENUM}",
        "A ticket is sent back as it was read, such as a previewed one.",
        side="request",
    ),
    Known(
        _UPDATE,
        r"ticket\.\w+",
        r"a read-only key is sent",
        "An update may hold what cannot be changed, its id included: it is passed over (recorded).",
        side="request",
    ),
    Known(
        _UPDATE,
        r"ticket\.safe_update",
        r"string where boolean is declared",
        'The reference itself writes safe_update as "true" (facts on tags and locking).',
        side="request",
    ),
    Known(
        _WRITE,
        r"ticket\.due_at",
        r"string that is no date-time",
        "Any form of ISO 8601 is taken (REF tickets), a date alone too.",
        side="request",
    ),
    Known(
        r"POST /api/v2/tickets",
        r"ticket\.via",
        r"a read-only key is sent",
        "A phone system says its channel when it makes a ticket (DOC creating-and-updating-tickets; assumed of `via`).",
        side="request",
    ),
    Known(
        r"POST /api/v2/tickets",
        r"ticket\.(priority|type)",
        rf"{NULL_OF_ENUM}|empty string that is none of the declared values",
        "Null or an empty text chooses none, as clients write it (libzapi).",
        side="request",
    ),
    Known(
        r"POST /api/v2/tickets",
        r"",
        r"status 202 is not declared",
        "A ticket that is made later (`?async=true`) is answered 202 (facts on tickets).",
    ),
    Known(
        r"GET /api/v2/job_statuses(/show_many|/\{job_status_id\})?",
        r"job_status(es)?\.results",
        r"id is missing",
        "An item that failed has no id yet (REF job_statuses, results).",
    ),
    Known(
        r"GET /api/v2/incremental/tickets(/cursor)?",
        r"tickets\.status",
        r"string that is none of the declared values",
        'A deleted ticket is exported with the status "deleted" (public answer; REF incremental exports).',
    ),
    Known(
        r"GET /api/v2/incremental/ticket_events",
        r"ticket_events",
        undeclared("child_events", "created_at", "event_type", "system", "timestamp", "updater_id", "via"),
        "An event says who did what and when (REF incremental exports, ticket event export).",
    ),
    Known(
        r"GET /api/v2/incremental/\{incremental_resource\}/sample",
        r"",
        undeclared("organizations", "ticket_events", "users"),
        "A sample is of the resource that the path names; the file has one of tickets for all.",
    ),
    Known(
        r"GET /api/v2/search(/export)?",
        r"results",
        r"\w+ is not a declared key",
        "A result is the whole object of its type (REF search); the file names what all types have.",
    ),
    Known(
        r"PUT /api/v2/tickets/update_many",
        r"",
        r"ticket is missing",
        "A batch has `tickets` in its place, as the file's own description and example of the body say.",
        side="request",
    ),
    Known(
        r"POST /api/v2/tickets",
        r"",
        undeclared("audit"),
        "A create is answered with the ticket and its audit (facts on tickets), as the file has it for updates.",
    ),
    Known(
        _TICKETS,
        r"tickets?\.via\.source\.from",
        undeclared("channel", "subject", "ticket_id"),
        "Where a follow-up comes from (DOC via object reference).",
    ),
    Known(
        _UPDATE,
        r"audit\.events",
        undeclared(
            *("attachments", "audit_id", "author_id", "html_body", "plain_body", "public", "previous_value"),
            *("macro_deleted", "macro_id", "macro_title", "current_followers", "previous_followers"),
            *("current_email_ccs", "previous_email_ccs", "via", "subject", "recipients"),
        ),
        "Events differ by their type (recorded; REF ticket_audits); the file names what all have.",
    ),
    Known(
        _UPDATE,
        r"audit\.events\.value",
        r"(array|boolean|null) where string or integer is declared",
        "The value is what the field's is: a list of tags, null where there is none (recorded).",
    ),
    Known(
        _METRICS,
        r"ticket_metrics?\.(\w+_in_(minutes|seconds)\.(business|calendar)|\w+_at)",
        NULL,
        "Null for what has not happened, or is not measured here (assumed); the file marks nothing of it nullable.",
    ),
    Known(
        _METRICS,
        r"ticket_metric",
        r"object where array is declared",
        "Clients read one object (go-zendesk, zendesk2); the file wraps it into an array.",
    ),
)
