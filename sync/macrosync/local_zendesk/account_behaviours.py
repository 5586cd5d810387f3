"""What is taken to be true of an account's parts beside its daily work, and of users and tickets as a whole.

Of macros' files, revisions, forms, brands, identities, merges and the account's settings: part of `assumptions`.
"""

from __future__ import annotations

from macrosync.local_zendesk.behaviours import Behaviour, assumed, documented, recorded

_MACROS = (
    recorded("macro-definitions", "Macros' definitions list these actions, custom fields last.", "SALTO definitions"),
    assumed(
        "macro-hold",
        "They offer `hold`, since the status is in use.",
        "SALTO's account did not use it",
        switch="macros_offer_hold",
    ),
    documented("macro-old-actions", "`/macros/actions` is an older form, with `cc` for followers.", "OAS"),
    documented("macro-new", "`/macros/new` makes a macro of another one or of a ticket, and keeps nothing.", "OAS"),
    assumed(
        "macro-new-ticket",
        "One of a ticket sets what is set on it, and says the last comment; it has no id.",
        switch="derived_macro_says_comment",
    ),
    documented(
        "macro-files",
        "A macro has at most five attachments; here none keeps its content, whose address says so (501).",
        "OAS",
    ),
    assumed(
        "macro-files-body", "The sixth is answered 422, a form without the file 400.", switch="sixth_macro_file_is_422"
    ),
    recorded(
        "macro-files-key", "`attachments` takes their ids, and stands on a macro that has some.", "salto-io/salto"
    ),
    recorded("macro-files-form", "The file stands in `attachment`, its name perhaps in `filename`.", "salto-io/salto"),
)
_AUDIT_LOG = (
    documented(
        "audit-log",
        "The audit log has who made, changed or deleted a rule, the latest first; of the same plan alone, else 403.",
        "OAS, AuditLogObject; REF audit_logs",
    ),
    documented("audit-log-types", "Its `rule` stands for macros, triggers, automations and views.", "OAS"),
)
_REVISIONS = (
    assumed(
        "revisions-plan",
        "The account has an Enterprise plan, which alone shows revisions of triggers; else they are answered 403.",
        "OAS says who has them; REC has the 403 of a plan",
        switch="enterprise_plan",
    ),
    documented("revisions-order", "Revisions go by time, the latest first, with cursors of their own.", "OAS"),
    assumed(
        "revisions-when",
        "A change of title, description, state, conditions or actions makes one, a move none.",
        switch="moves_make_revisions",
    ),
    assumed(
        "revisions-first",
        "The first one is new as a whole, and its `diff` has no `source_id`.",
        switch="first_revision_is_whole",
    ),
    assumed(
        "revisions-conditions",
        "`diff.conditions` has `all` and `any`, as a trigger has.",
        "OAS shows `{}`",
        switch="revisions_show_conditions",
    ),
    assumed(
        "view-export",
        "A view's export always begins: no file is made, and no mail sent.",
        "OAS: the example; a job is enqueued",
        "view_exports_begin",
    ),
)
_FIELDS_AND_FORMS = (
    documented("field-type", "A field without a type is of text.", "OAS"),
    documented("field-creator", "Who made a field is shown where `creator` asks; no app is `null`.", "OAS"),
    assumed("field-creator-system", "Nobody made a system field: -1.", switch="nobody_made_system_fields"),
    documented("fields-reorder", "Reordering puts the given fields first; the others follow.", "OAS"),
    assumed("forms-reorder", "So it does with forms, all of which are answered.", switch="reorder_moves_other_forms"),
    assumed(
        "form-copy",
        "A copied form is called `Copy of` it, and stands last; 200 (OAS).",
        switch="copied_forms_are_renamed",
    ),
    documented("form-statuses", "Which statuses a form offers is kept under ULIDs.", "OAS"),
    assumed(
        "form-statuses-open",
        "A ticket may have a status that its form does not offer.",
        switch="forms_allow_every_status",
    ),
    assumed(
        "form-statuses-answer",
        "Writing them answers all of the form, or of the status; twice the same is one.",
        switch="form_statuses_answer_all",
    ),
)
_BRANDS = (
    documented("brand-deleted", "A deleted brand is listed with `include_deleted` only.", "OAS"),
    assumed(
        "brand-deleted-shown",
        "It can be shown, stays on tickets, and is refused for others.",
        switch="deleted_brands_are_shown",
    ),
    assumed(
        "brand-default",
        "One brand is the default, active and not to be deleted (422); new tickets have it.",
        switch="default_brand_is_kept",
    ),
    assumed(
        "brand-default-set",
        "`default`, or `default_brand_id` of the settings, makes another one the default.",
        switch="brands_can_be_made_default",
    ),
    assumed(
        "brand-new", "A new brand has no Help Center and every form of all brands.", switch="new_brands_have_forms"
    ),
    assumed(
        "brand-subdomain",
        "Subdomains are small letters, one brand's each, and make its address.",
        switch="folds_subdomains",
    ),
    assumed(
        "brand-host", "Every host name of several labels passes as a CNAME: no DNS is asked.", switch="host_names_pass"
    ),
    assumed(
        "brand-logo", "Of a logo its name, type and size are kept, and no thumbnails.", switch="logos_have_thumbnails"
    ),
    documented("brand-logo-gone", "Deleting a logo answers 204, with or without one.", "OAS"),
)
_GROUPS = (
    documented("groups-available", "Available agents are pages by cursor only, of up to 1,000.", "OAS"),
    assumed(
        "groups-entitled",
        "They are entitled to Support alone, and agents of every group.",
        switch="agents_entitled_to_support",
    ),
    assumed("memberships-assignable", "Every membership is assignable.", switch="suspended_are_assignable"),
)
_USERS = (
    documented("users-bulk", "Many users are made, changed or deleted by jobs, 100 at once.", "OAS"),
    assumed(
        "users-import",
        "Bulk imports are enabled.",
        "OAS: 403 until Zendesk enables them",
        switch="bulk_imports_enabled",
    ),
    assumed("users-bulk-unknown", "External ids that nobody has are passed over.", switch="unknown_external_ids_pass"),
    documented("users-gone", "Who is deleted for good is called `Permanently Deleted User`, without address.", "OAS"),
    assumed(
        "users-gone-when",
        "That is done at once, in Support alone; a second time it is answered 404.",
        switch="gone_users_are_not_found",
    ),
    documented("users-gone-rate", "700 users are deleted for good in ten minutes.", "OAS"),
    documented("email-added", "Another address in an update of a user is added to the first one.", "OAS"),
    assumed(
        "email-unique",
        "A further address is one user's, too, and names them as the first one does.",
        switch="further_addresses_are_unique",
    ),
    documented("identity-primary", "An identity that says `primary` when it is made is the primary one.", "OAS"),
    assumed("identity-first", "So is the first address or number.", switch="first_identity_is_primary"),
    assumed(
        "identity-gone",
        "Without the primary one the next of its type is it; a deleted user has none.",
        switch="next_identity_is_primary",
    ),
    documented("identity-verified", "A user is verified where any identity is.", "OAS"),
    documented(
        "identity-end-users",
        "Agents may use the paths of `end_users` as well; their own are preferred.",
        "OAS, make_primary",
    ),
    documented("user-merge", "End users are merged, of up to 10,000 tickets.", "OAS"),
    assumed(
        "user-merge-moves",
        "Tickets, comments and addresses move; a refusal is 422 at `base`.",
        "SUP 4408887695898 says so of tickets",
        "merged_addresses_move",
    ),
    documented(
        "user-mails",
        "Asking for verification or for room for agents is answered 200; no mail leaves this machine.",
        "OAS",
    ),
    documented("user-sessions", "Ending sessions is answered 202; there are none of browsers here.", "OAS"),
    documented(
        "user-settings", "Settings of an agent are of screens: they are kept, and the API does not go by them.", "OAS"
    ),
)
_TICKETS = (
    documented("merge-job", "Tickets are merged by a job; comments are private where any ticket is.", "OAS"),
    assumed(
        "merge-source",
        "Sources are closed and get the tag `closed_by_merge`.",
        "the tag is seen in accounts",
        switch="merges_tag_sources",
    ),
    assumed(
        "merge-comments",
        "Comments that are not given are not written; the target is told once.",
        switch="merges_write_comments",
    ),
    documented("spam", "Marking a ticket as spam suspends its requester.", "OAS"),
    assumed("spam-deleted", "It deletes the ticket, and suspends no agents.", switch="spam_is_deleted"),
    documented(
        "related",
        "Incidents and the source of a follow-up are related to a ticket; Jira and an archive are not here.",
        "OAS",
    ),
    recorded(
        "event-export",
        "Changes are exported as audits, their events with the value under the field's name.",
        "embulk-input-zendesk, dlt; OAS shows events of metrics",
    ),
    assumed(
        "event-via",
        "`via` of what comes by the API is `Web service`.",
        "REC has Web form and Sample Ticket",
        switch="exports_say_web_service",
    ),
    documented("export-sample", "A sample has 50 records, 10 times in 20 minutes.", "OAS"),
)
_SETTINGS = (
    assumed(
        "settings-set",
        "Every setting can be set to a value of its own type, but locales; others are dropped.",
        switch="features_can_be_set",
    ),
    assumed("settings-effect", "But for the default brand nothing goes by what is set.", switch="settings_take_effect"),
)
ACCOUNT: tuple[Behaviour, ...] = (
    *_MACROS,
    *_AUDIT_LOG,
    *_REVISIONS,
    *_FIELDS_AND_FORMS,
    *_BRANDS,
    *_GROUPS,
    *_USERS,
    *_TICKETS,
    *_SETTINGS,
)
