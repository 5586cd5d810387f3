"""What is taken to be true of jobs, search, exports, and of the people and tickets of a desk: part of `assumptions`."""

from __future__ import annotations

from macrosync.local_zendesk.behaviours import Behaviour, assumed, documented, recorded

_JOBS = (
    recorded("job-id", "A job's id is `V3-` and 32 hex digits; it is queued with nulls, then tells when it completed."),
    assumed("job-when", "A job is done by the next look at it, or two seconds later.", switch="job_seconds"),
    documented(
        "job-limit", "30 jobs may be queued or running; one more is answered 429 `TooManyJobs`.", "REF job limit"
    ),
    recorded("job-headers", "Each job tells how many more there may be in `zendesk-ratelimit-inflight-jobs`."),
    recorded("job-created", "What a create job made is told by index, id and account, and the ids do not ascend."),
    recorded("job-destroyed", "`tickets/destroy_many` tells its success and nothing else."),
    documented("job-failed", "An item that fails is told with `error` and `details`.", "OAS, FailedResult"),
    assumed(
        "job-completed",
        "The other items are done, and the job has completed.",
        "OAS knows the status `failed`, not when",
        switch="jobs_fail_with_an_item",
    ),
    assumed(
        "job-types",
        "Jobs tell their `job_type`, Bulk Create Ticket and its like.",
        "REC has the key since 2024, not its values",
        switch="jobs_tell_their_type",
    ),
    assumed(
        "job-order",
        "Queued jobs are listed by their creation among those that completed.",
        "OAS says by completion first",
        switch="queued_jobs_first",
    ),
    documented(
        "async", "`async=true` answers 202 with the new ticket's id and a job.", "DOC creating-and-updating-tickets"
    ),
)
_SEARCH = (
    documented("search-lag", "Search finds what is new a few minutes later; here after 60 seconds.", "REF search"),
    assumed("search-stale", "What changed meanwhile is found and shown as it was before.", switch="search_lag"),
    assumed(
        "search-deleted",
        "A ticket that was deleted is gone from search at once; so is what was redacted.",
        switch="search_forgets_at_once",
    ),
    documented("search-limit", "More than 1,000 results are answered 422.", "REF search"),
    recorded("search-limit-body", "Its error is `invalid`.", "facetoe/zenpy#371"),
    documented("search-export", "`search/export` takes its type in `filter[type]` and refuses it in the query.", "OAS"),
    recorded("search-export-links", "Its `links.prev` is null."),
    documented("search-export-cursor", "Its cursor lasts an hour, and its results go by created_at.", "OAS"),
    assumed(
        "search-relevance",
        "Without an order the newest come first, in the place of relevance.",
        switch="search_newest_first",
    ),
    assumed(
        "search-or",
        "Of equal properties one has to hold, of different ones all.",
        "SUP 4408886879258",
        switch="search_joins_equal_properties",
    ),
    assumed(
        "search-words",
        "A word is found as part of a text, whatever the case; also in comments.",
        switch="search_finds_parts",
    ),
    assumed(
        "search-days",
        "Days are those of the account's time zone; after a day is after its end.",
        switch="search_days_are_local",
    ),
)
_EXPORTS = (
    documented("export-minute", "Exports give nothing of the most recent minute, and begin before it.", "OAS"),
    recorded(
        "export-too-recent", "A later `start_time` is answered 400 `StartTimeTooRecent`.", "airbytehq/airbyte#23246"
    ),
    documented("export-rate", "10 exports a minute.", "REF rate-limits"),
    recorded(
        "export-rate-body", "One more is answered 429 with its own sentence.", "cloudbees-oss/zendesk-java-client#319"
    ),
    documented(
        "export-deleted", "Deleted tickets are exported with the status `deleted`.", "DOC incremental-export-api"
    ),
    documented("export-stamp", "Tickets are exported by `generated_timestamp`, which every write moves.", "OAS"),
    assumed(
        "export-cursor",
        "The first cursor of an empty export is that of its start.",
        switch="empty_exports_have_cursors",
    ),
    assumed(
        "export-second",
        "A page by time holds all of its last second.",
        "DOC incremental-export-api warns of it",
        switch="export_pages_hold_seconds",
    ),
)
_TICKETS = (
    recorded(
        "audit-create",
        "A new ticket's audit names each field that is set, ids as texts, and priority and type in any case.",
        "two published samples of 2022 and 2024",
    ),
    assumed(
        "audit-people",
        "Followers and CCs are audited as `FollowerChange` and `EmailCcChange` by address.",
        "justeat/ZendeskApiClient reads so",
        switch="audits_name_addresses",
    ),
    documented("audit-via", "The audits of what came by the API say `api`.", "DOC via-types"),
    assumed(
        "audit-client", "Their client is the caller's User-Agent.", "samples have one", switch="audits_tell_the_client"
    ),
    documented(
        "follow-up-closed",
        "`via_followup_source_id` has no effect but for a closed ticket.",
        "DOC creating-and-updating-tickets",
    ),
    documented("incidents", "Solving a problem solves its incidents, each with the comment.", "REF tickets"),
    assumed(
        "problem",
        "`problem_id` has to name a problem; another ticket is answered 422.",
        switch="problems_are_checked",
    ),
    documented("ccs", "A ticket has 48 CCs at most.", "REF tickets"),
    assumed("ccs-body", "One more is answered 422 at `email_ccs`.", switch="refuses_too_many_ccs"),
    documented(
        "collaborators",
        "Collaborators are followers who are agents, and CCs who are not.",
        "DOC creating-and-updating-tickets",
    ),
    documented("bulk", "100 tickets at once; only there `additional_tags` and `remove_tags` are taken.", "OAS"),
    documented("deleted", "A deleted ticket can be restored, or deleted for good by a job.", "OAS"),
    assumed(
        "restored",
        "A restored ticket is as it was, and its `updated_at` moves.",
        switch="restoring_moves_updated_at",
    ),
    assumed(
        "recent",
        "Recent tickets are the last five that the caller made.",
        "OAS: viewed or created in the agent interface",
        switch="recent_tickets_by_api",
    ),
    assumed(
        "metrics",
        "Metrics are one object with the ticket's number; times of waiting are null.",
        "OAS shows a list, and numbers",
        switch="metrics_as_in_oas",
    ),
    documented("tags-list", "`/tags` counts tags of tickets of the last 60 days, the most frequent first.", "OAS"),
    documented("redaction", "Redacted characters become ▇; the older call does not take closed tickets.", "OAS"),
    documented("redaction-tag", "A redaction adds the tag `redacted_content`.", "SUP 4408846470170"),
    assumed(
        "redaction-html",
        "`html_body` has to be the comment's own with `<redact>` tags put in.",
        switch="redaction_html_is_checked",
    ),
    assumed(
        "redaction-audit",
        "The audit's copy and the description lose the words too.",
        switch="redaction_reaches_copies",
    ),
    recorded("status-category", "A custom status never changes its category; it is dropped with a warning."),
    documented("custom-status", "A changed custom status sets its status, which is its category.", "OAS, TicketObject"),
    assumed("status-brings", "A changed status sets its default custom status.", switch="statuses_bring_custom_ones"),
)
_PEOPLE = (
    documented("user-deleted", "A deleted user is answered 200 and stays to be shown, not active.", "OAS"),
    documented(
        "user-deleted-open", "Who has requested tickets that are not closed cannot be deleted.", "SUP, deleting users"
    ),
    assumed("user-deleted-body", "That is answered 422.", switch="requester_deletion_is_422"),
    assumed("user-deleted-address", "A deleted user's address is free again.", switch="deleted_addresses_are_free"),
    documented("create-or-update", "A known address or external id, whatever its case, is updated with 200.", "OAS"),
    assumed(
        "group-deleted",
        "A deleted group leaves lists, loses its members, and stays on tickets.",
        switch="deleted_groups_stay",
    ),
    assumed("group-default", "The default group cannot be deleted.", switch="default_group_is_kept"),
    documented("organization-name", "An organization's name is its own, blanks around it aside.", "OAS"),
    assumed("organization-case", "So is it whatever the case.", switch="organization_names_fold_case"),
    assumed(
        "organization-deleted",
        "A deleted organization's users are in none.",
        switch="users_leave_deleted_organizations",
    ),
    documented("ticket-organization", "A new ticket has its requester's organization.", "REF tickets"),
    documented("deleted-rate", "Deleted tickets are listed 10 times and deleted 400 times a minute.", "OAS"),
    assumed(
        "rate-names",
        "The names of their limits, of exports' and of views', are made up.",
        "REC has the form, and other names",
        switch="names_every_limit",
    ),
)
DESK: tuple[Behaviour, ...] = (*_JOBS, *_SEARCH, *_EXPORTS, *_TICKETS, *_PEOPLE)
