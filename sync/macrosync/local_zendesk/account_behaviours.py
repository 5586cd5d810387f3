"""What is taken to be true of an account's parts beside its daily work, and of users and tickets as a whole.

Of macros' files, revisions, forms, brands, identities, merges and the account's settings: part of `assumptions`.
"""

from __future__ import annotations

from macrosync.local_zendesk.behaviours import Behaviour, assumed, documented, recorded

_MACROS = (
    recorded("macro-definitions", "Macros' definitions list these actions, custom fields last.", "SALTO definitions"),
    assumed("macro-hold", "They offer `hold`, since the status is in use.", "SALTO's account did not use it"),
    documented("macro-old-actions", "`/macros/actions` is an older form, with `cc` for followers.", "OAS"),
    documented("macro-new", "`/macros/new` makes a macro of another one or of a ticket, and keeps nothing.", "OAS"),
    assumed("macro-new-ticket", "One of a ticket sets what is set on it, and says the last comment; it has no id."),
    documented("macro-files", "A macro has at most five attachments.", "OAS"),
    assumed("macro-files-body", "The sixth is answered 422, a form without the file 400."),
    assumed("macro-files-key", "`attachments` takes their ids, and stands on a macro that has some.", "SALTO"),
    assumed("macro-files-form", "The file stands in `attachment`, its name perhaps in `filename`.", "SALTO"),
    assumed("macro-files-kept", "The content is not kept; its address is answered 501."),
)
_REVISIONS = (
    assumed(
        "revisions-plan",
        "The account has an Enterprise plan, which alone shows revisions of triggers; else they are answered 403.",
        "OAS says who has them; REC has the 403 of a plan",
        switch="enterprise_plan",
    ),
    documented("revisions-order", "Revisions go by time, the latest first, with cursors of their own.", "OAS"),
    assumed("revisions-when", "A change of title, description, state, conditions or actions makes one, a move none."),
    assumed("revisions-first", "The first one is new as a whole, and its `diff` has no `source_id`."),
    assumed("revisions-conditions", "`diff.conditions` has `all` and `any`, as a trigger has.", "OAS shows `{}`"),
    assumed("view-export", "A view's export always begins: no file is made, and no mail sent.", "OAS, the example"),
)
_FIELDS_AND_FORMS = (
    documented("field-type", "A field without a type is of text.", "OAS"),
    documented("field-creator", "Who made a field is shown where `creator` asks; no app is `null`.", "OAS"),
    assumed("field-creator-system", "Nobody made a system field: -1."),
    documented("fields-reorder", "Reordering puts the given fields first; the others follow.", "OAS"),
    assumed("forms-reorder", "So it does with forms, all of which are answered."),
    assumed("form-copy", "A copied form is called `Copy of` it, stands last, and is answered 200.", "OAS has the 200"),
    documented("form-statuses", "Which statuses a form offers is kept under ULIDs.", "OAS"),
    assumed("form-statuses-open", "A ticket may have a status that its form does not offer."),
    assumed("form-statuses-answer", "Writing them answers all of the form, or of the status; twice the same is one."),
)
_BRANDS = (
    documented("brand-deleted", "A deleted brand is listed with `include_deleted` only.", "OAS"),
    assumed("brand-deleted-shown", "It can be shown, stays on tickets, and is refused for others."),
    assumed("brand-default", "One brand is the default, active and not to be deleted (422); new tickets have it."),
    assumed("brand-default-set", "`default`, or `default_brand_id` of the settings, makes another one the default."),
    assumed("brand-new", "A new brand has no Help Center and every form of all brands."),
    assumed("brand-subdomain", "Subdomains are small letters, one brand's each, and make its address."),
    assumed("brand-host", "Every host name of several labels passes as a CNAME: no DNS is asked."),
    assumed("brand-logo", "Of a logo its name, type and size are kept, and no thumbnails."),
    documented("brand-logo-gone", "Deleting a logo answers 204, with or without one.", "OAS"),
)
_GROUPS = (
    documented("groups-available", "Available agents are pages by cursor only, of up to 1,000.", "OAS"),
    assumed("groups-entitled", "They are entitled to Support alone, and agents of every group."),
    assumed("memberships-assignable", "Every membership is assignable."),
)
_USERS = (
    documented("users-bulk", "Many users are made, changed or deleted by jobs, 100 at once.", "OAS"),
    assumed("users-import", "Bulk imports are enabled.", "OAS: 403 until Zendesk enables them"),
    assumed("users-bulk-unknown", "External ids that nobody has are passed over."),
    documented("users-gone", "Who is deleted for good is called `Permanently Deleted User`, without address.", "OAS"),
    assumed("users-gone-when", "That is done at once, in Support alone; a second time it is answered 404."),
    documented("users-gone-rate", "700 users are deleted for good in ten minutes.", "OAS"),
    documented("email-added", "Another address in an update of a user is added to the first one.", "OAS"),
    assumed("email-unique", "A further address is one user's, too, and names them as the first one does."),
    assumed("identity-first", "The first address or number, or one that says `primary`, is the primary one."),
    assumed("identity-gone", "Without the primary one the next of its type is it; a deleted user has none."),
    documented("identity-verified", "A user is verified where any identity is.", "OAS"),
    assumed("identity-end-users", "Agents may use the paths of `end_users` as well.", "OAS names end users alone"),
    documented("user-merge", "End users are merged, of up to 10,000 tickets.", "OAS"),
    assumed("user-merge-moves", "Tickets, comments and addresses move; a refusal is 422 at `base`."),
    assumed("user-mails", "Requests for verification and for room for agents send nothing."),
    assumed("user-sessions", "There are no sessions to be ended."),
    assumed("user-settings", "Settings of an agent are kept, and nothing goes by them."),
)
_TICKETS = (
    documented("merge-job", "Tickets are merged by a job; comments are private where any ticket is.", "OAS"),
    assumed("merge-source", "Sources are closed and get the tag `closed_by_merge`.", "the tag is seen in accounts"),
    assumed("merge-comments", "Comments that are not given are not written; the target is told once."),
    documented("spam", "Marking a ticket as spam suspends its requester.", "OAS"),
    assumed("spam-deleted", "It deletes the ticket, and suspends no agents."),
    assumed("related", "Nothing of Jira or an archive is related to a ticket."),
    recorded(
        "event-export",
        "Changes are exported as audits, their events with the value under the field's name.",
        "embulk-input-zendesk, dlt; OAS shows events of metrics",
    ),
    assumed("event-via", "`via` of what comes by the API is `Web service`.", "REC has Web form and Sample Ticket"),
    documented("export-sample", "A sample has 50 records, 10 times in 20 minutes.", "OAS"),
)
_SETTINGS = (
    assumed("settings-set", "Every setting can be set to a value of its own type, but locales; others are dropped."),
    assumed("settings-effect", "But for the default brand nothing goes by what is set."),
)
ACCOUNT: tuple[Behaviour, ...] = (
    *_MACROS,
    *_REVISIONS,
    *_FIELDS_AND_FORMS,
    *_BRANDS,
    *_GROUPS,
    *_USERS,
    *_TICKETS,
    *_SETTINGS,
)
