"""What may be set otherwise, since no document says which way the service does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

RateLimitHeaders: TypeAlias = Literal["2024", "2023"]


@dataclass(frozen=True, slots=True)
class Switches:
    """One setting of every switch; the defaults are what the local Zendesk takes to be true."""

    # access, HTTP, pages, macros, fields, tickets, the account, Help Center
    #: Whether groups, ticket fields and forms have scopes of their own, as `groups:read`, which one client met.
    every_resource_has_scopes: bool = False
    #: Whether the Help Center's API answers nobody without credentials; HCOAS lets anybody read what is public.
    help_center_needs_credentials: bool = True
    #: Which spelling the rate-limit headers have; both were recorded, 2024's is the newer one.
    rate_limit_headers: RateLimitHeaders = "2024"
    #: Whether a client that has what it asks for is answered 304, as HTTP has it; no document says so.
    answers_not_modified: bool = True
    #: Whether broken JSON is answered 422 by Support and 400 by the Help Center, or the other way round.
    broken_json_is_unprocessable: bool = True
    #: Whether a body that does not say that it is JSON is refused, or taken for none.
    refuses_other_content_types: bool = True
    #: Whether a value of a wrong type is answered 400, or 422 as every other invalid one.
    wrong_types_are_400: bool = True
    #: Whether a rate limit's window begins with its first call, or is always the seconds just past.
    windows_begin_with_first_call: bool = True
    #: Whether every list of tickets counts as `tickets-index`; REF limits pages from 500 on.
    every_ticket_list_counts: bool = True
    #: Whether a page of more than 100 is refused, or cut to 100.
    refuses_large_pages: bool = True
    #: Whether lists by title or name go without regard to case.
    titles_ignore_case: bool = True
    #: Whether the Help Center's cursor pages go by position, or by id.
    help_center_pages_by_position: bool = True
    #: Whether a shared macro too many is answered 422, or 403 as what a plan does not allow.
    macro_limit_is_invalid: bool = True
    #: Whether a macro's size is that of its actions, or of all that can be written of it.
    macro_size_is_of_actions: bool = True
    #: Whether a macro's actions are looked at when they are written, or kept as they are.
    checks_macro_actions: bool = True
    #: Whether a macro applied to no ticket shows custom fields as a list, or as the one object of OAS.
    applied_fields_are_a_list: bool = True
    #: Whether an option sent without its id is another one even with an old tag; examples of OAS send no ids.
    options_without_id_are_new: bool = True
    #: Whether an option whose tag changes leaves the tickets that had the old one.
    retagged_option_leaves_tickets: bool = True
    #: Whether a form has the system's fields even where a list leaves them out.
    forms_have_system_fields: bool = True
    #: Whether tags stay on tickets when their field is deleted.
    tags_outlive_field: bool = True
    #: Whether a value that a field cannot have is refused, or passed over.
    refuses_field_values: bool = True
    #: Whether in one call a ticket's tags are taken before its fields.
    tags_before_fields: bool = True
    #: Whether tags are kept in small letters; official texts do not say (facts on tags, unverified).
    fold_tag_case: bool = False
    #: Whether `html_body` counts before `body` in a comment that has both.
    html_before_body: bool = True
    #: Whether a new ticket that is given an assignee becomes open by that.
    assigned_is_open: bool = True
    #: Whether a ticket without a subject has the beginning of its description, or an empty one.
    subject_from_description: bool = True
    #: Whether a follow-up takes over more than tags of its closed ticket: subject, requester, fields (unverified).
    follow_ups_inherit_all: bool = True
    #: Whether an Idempotency-Key with another body is refused, or answered as the first one (unverified).
    refuses_key_of_another_body: bool = True
    #: Seconds that an Idempotency-Key is known (unverified).
    idempotency_seconds: int = 7_200
    #: Whether `updated_at` stays where a write changes nothing, of tickets, macros, fields, articles and their places.
    unchanged_is_not_updated: bool = True
    #: Whether a PUT of an article changes title, body and draft too; REF says that translations do.
    article_puts_change_text: bool = False
    #: Whether a translation that is written again as it was is no change.
    same_translation_is_no_change: bool = True
    #: Whether the Help Center rewrites the HTML that it is given: void elements closed, entities as characters.
    normalise_html: bool = False
    #: Whether the Help Center answers what it refuses 400 with `errors`, or 422 as Support does.
    help_center_errors_are_400: bool = True
    #: Whether a locale that is not enabled is answered 404 in a path and 400 in a body, or the other way round.
    unknown_locale_in_path_is_404: bool = True
    #: Whether a label's record stays after the last article drops it.
    labels_outlive_articles: bool = True
    #: Whether macros offer the status on hold.
    macros_offer_hold: bool = True
    #: Whether a macro that is made of a ticket says its last comment.
    derived_macro_says_comment: bool = True
    #: Whether a macro's sixth file is answered 422 and a form without a file 400, or the other way round.
    sixth_macro_file_is_422: bool = True
    #: Whether the account has an Enterprise plan, which alone shows revisions of triggers (OAS).
    enterprise_plan: bool = True
    #: Whether moving a trigger makes a revision as well.
    moves_make_revisions: bool = False
    #: Whether the first revision shows all as new, or no difference.
    first_revision_is_whole: bool = True
    #: Whether a revision's conditions show their changes, or nothing as in OAS's example.
    revisions_show_conditions: bool = True
    #: Whether a view's export always begins, or is enqueued; OAS says the latter, and shows the former.
    view_exports_begin: bool = True
    #: Whether a system field's creator is -1, or the account's first admin.
    nobody_made_system_fields: bool = True
    #: Whether reordering forms moves and answers those that are not named, too.
    reorder_moves_other_forms: bool = True
    #: Whether a copied form is called a copy, or as the one that it was made of.
    copied_forms_are_renamed: bool = True
    #: Whether a ticket may have a status that its form does not offer.
    forms_allow_every_status: bool = True
    #: Whether writing a form's statuses answers all of them, or those that were written.
    form_statuses_answer_all: bool = True
    #: Whether a deleted brand can be shown.
    deleted_brands_are_shown: bool = True
    #: Whether the default brand cannot be deleted, or another one becomes the default.
    default_brand_is_kept: bool = True
    #: Whether `default` of a brand can be set, or by the account's settings alone.
    brands_can_be_made_default: bool = True
    #: Whether a new brand has every form of all brands, or none.
    new_brands_have_forms: bool = True
    #: Whether a subdomain with capital letters is kept in small ones, or refused.
    folds_subdomains: bool = True
    #: Whether every host name passes as a CNAME, or none: no DNS is asked.
    host_names_pass: bool = True
    #: Whether a logo has a thumbnail.
    logos_have_thumbnails: bool = False
    #: Whether agents are entitled to Support, or nothing is said of products.
    agents_entitled_to_support: bool = True
    #: Whether memberships of suspended agents are assignable.
    suspended_are_assignable: bool = True
    #: Whether bulk imports of users are enabled, which the service does on request only (OAS).
    bulk_imports_enabled: bool = True
    #: Whether an external id that nobody has is passed over by bulk calls, or answered 404.
    unknown_external_ids_pass: bool = True
    #: Whether deleting a user for good a second time is answered 404, or as the first time.
    gone_users_are_not_found: bool = True
    #: Whether a further address is one user's alone.
    further_addresses_are_unique: bool = True
    #: Whether a user's first address or number is the primary one by itself.
    first_identity_is_primary: bool = True
    #: Whether the next identity of a type becomes the primary one when that is deleted.
    next_identity_is_primary: bool = True
    #: Whether the addresses of a user who is merged become the other one's.
    merged_addresses_move: bool = True
    #: Whether a merged ticket gets the tag `closed_by_merge`, which accounts are seen to have.
    merges_tag_sources: bool = True
    #: Whether a merge writes comments where none are given.
    merges_write_comments: bool = False
    #: Whether a ticket that is marked as spam is deleted.
    spam_is_deleted: bool = True
    #: Whether exported events call the API `Web service`, or `Web form` as recorded ones do.
    exports_say_web_service: bool = True
    #: Whether the account's features and limits can be set, or are dropped.
    features_can_be_set: bool = True
    #: Whether tickets go by the setting `comments_public_by_default`.
    settings_take_effect: bool = False
    #: Whether a title that changes with its dynamic content is a change of its record.
    content_moves_updated_at: bool = False
    #: Whether a title's placeholder of no dynamic content stays, or is blank.
    unknown_content_stays: bool = True
    #: Whether dynamic content whose placeholder another one has is refused, or given a number.
    refuses_alike_placeholders: bool = True
    #: Whether the variant of `default_locale_id` is a new item's default, or the first one given.
    default_locale_chooses_variant: bool = True
    #: Whether the default variant cannot be deleted, or the next one becomes the default.
    default_variant_is_kept: bool = True
    #: Whether dynamic content that a title shows can be deleted.
    used_content_can_be_deleted: bool = True
    #: Whether other variants are outdated once the default's content changes.
    content_outdates_variants: bool = True
    #: Whether lapsed bearers are listed until they are revoked.
    lapsed_tokens_are_listed: bool = True
    #: Whether a code or refresh token that was never given out is answered 400, or 401.
    refused_grants_are_400: bool = True
    #: Whether the current bearer of a caller without one is answered 404, or 401.
    no_current_token_is_404: bool = True
    #: Whether Guide admins may edit and publish whatever a permission group says (REF permission_groups).
    guide_admins_may_all: bool = True
    #: Whether the Help Center's search wants every word of a query, or any of them.
    article_search_wants_every_word: bool = True
    #: Whether relevance is by the latest change, or by the latest article.
    relevance_is_by_change: bool = True
    #: Whether the incremental list of articles has a next page only where there are more.
    incremental_articles_end: bool = True
    #: Whether a source locale that there is no translation in is answered 400, or 404.
    missing_source_is_400: bool = True
    #: Whether changing what is built in is answered 403, or 400; that it cannot be is documented (HCOAS).
    built_ins_are_forbidden: bool = True
    #: Whether a permission group that articles have cannot be deleted.
    used_permission_groups_stay: bool = True
    #: Whether a content tag's name is one tag's alone, whatever its case.
    content_tags_are_unique: bool = True
    #: Whether an article's content tags have to be there.
    checks_content_tags: bool = False
    #: Seconds on the server's clock that search lags behind; the service takes up to a few minutes (REF search).
    search_lag: int = 60

    # desk, rules, webhooks
    #: Whether two trigger categories may not have one name; SALTO tells them apart by it, no document says so.
    unique_trigger_category_names: bool = True
    #: Whether a view takes `conditions` as triggers do; DOC says `all` and `any` only, and one client saw it fail.
    view_takes_conditions: bool = False
    #: Whether the list of triggers runs again from the top after one changed the ticket; sources disagree.
    triggers_restart: bool = True
    #: Whether what triggers did counts as a change for those after them; no document says so.
    rules_count_as_change: bool = True
    #: Seconds on the server's clock that a job waits before a look at it finds it done.
    job_seconds: int = 0
    #: Whether jobs tell their `job_type`, which was recorded since 2024 only.
    jobs_tell_their_type: bool = True
    #: Whether a job of which an item failed has failed itself, though the other items are done.
    jobs_fail_with_an_item: bool = False
    #: Whether queued jobs are listed before all that completed, or among them by their creation.
    queued_jobs_first: bool = False
    #: Whether a deleted ticket is gone from search at once, and so are redacted words; else with the index.
    search_forgets_at_once: bool = True
    #: Whether search without an order gives the newest first, in the place of relevance, or the oldest.
    search_newest_first: bool = True
    #: Whether of equal properties of a search one has to hold, or all.
    search_joins_equal_properties: bool = True
    #: Whether search finds a word as a part of a text, or between blanks only.
    search_finds_parts: bool = True
    #: Whether the days of a search are those of the account's time zone, or of UTC.
    search_days_are_local: bool = True
    #: Whether an export by cursor that gave nothing has a cursor.
    empty_exports_have_cursors: bool = True
    #: Whether a page of an export by time holds all of its last second, and so may be longer than asked for.
    export_pages_hold_seconds: bool = True
    #: Whether audits name followers and CCs by address, or by id.
    audits_name_addresses: bool = True
    #: Whether audits tell the caller's User-Agent as their client.
    audits_tell_the_client: bool = True
    #: Whether `problem_id` has to name a problem, and not any ticket.
    problems_are_checked: bool = True
    #: Whether more CCs than a ticket takes are refused, or those over are left out.
    refuses_too_many_ccs: bool = True
    #: Whether restoring a ticket moves its `updated_at`.
    restoring_moves_updated_at: bool = True
    #: Whether recent tickets are those made by the API too; OAS speaks of the agent interface.
    recent_tickets_by_api: bool = True
    #: Whether a ticket's metrics are a list of one, and times of waiting numbers, as OAS has it.
    metrics_as_in_oas: bool = False
    #: Whether `html_body` of a redaction has to be the comment's own but for its tags.
    redaction_html_is_checked: bool = True
    #: Whether a redaction reaches the audit's copy of the comment and the ticket's description.
    redaction_reaches_copies: bool = True
    #: Whether a changed status brings its default custom status.
    statuses_bring_custom_ones: bool = True
    #: Whether deleting who has requested open tickets is answered 422, or 403.
    requester_deletion_is_422: bool = True
    #: Whether another user may have a deleted one's address.
    deleted_addresses_are_free: bool = True
    #: Whether a deleted group stays on its tickets.
    deleted_groups_stay: bool = True
    #: Whether the default group cannot be deleted.
    default_group_is_kept: bool = True
    #: Whether two organizations cannot have names that differ in case only.
    organization_names_fold_case: bool = True
    #: Whether a deleted organization's users are in none.
    users_leave_deleted_organizations: bool = True
    #: Whether the made-up names of limits stand in headers too, or recorded ones only.
    names_every_limit: bool = True
    #: Whether the 65 KB of a rule are counted of the whole, or of its conditions and actions.
    rule_size_is_of_the_whole: bool = False
    #: Whether a rule with conditions, operators and actions that the service does not know is refused.
    refuses_unknown_rules: bool = True
    #: Whether a refused rule is told every reason, or the first.
    tells_every_refusal: bool = True
    #: Whether a condition whose operator takes no value has a null, as stock triggers have.
    terminal_operators_have_null: bool = False
    #: Whether rules may name schedules, and fields of requesters and organizations, of which there are none here.
    takes_what_is_not_here: bool = True
    #: Whether rules have sideloads, as from a certain plan on; else what is asked for is left out.
    rules_have_sideloads: bool = True
    #: Whether rules that are searched for go by position, or by title, in the place of relevance.
    rule_search_by_position: bool = True
    #: Whether a trigger that names no category gets the first one, or the last.
    first_category_is_chosen: bool = True
    #: Whether one active rule too many is answered 422, or 403.
    rule_limit_is_422: bool = True
    #: Whether reordering is refused with 400 and 404, or with 422 and 403; OAS says "404 Forbidden".
    reorder_is_400_and_404: bool = True
    #: Whether `filter` of a search for triggers compares whole values, or looks for a part.
    trigger_filter_is_whole: bool = True
    #: Whether making a trigger category answers 201 with Location, or 200 as OAS has it.
    creating_categories_is_201: bool = True
    #: Whether a list of trigger categories without `page[size]` is a page, or all of them.
    categories_are_always_paged: bool = True
    #: Whether a trigger job of which an item is wrong changes nothing, or all the others.
    trigger_jobs_are_whole: bool = True
    #: Whether the account has the stock triggers and a stock view; setting it makes them, and takes them away.
    has_stock_rules: bool = False
    #: Whether the ticket status is one of the properties that automations and views have to ask for.
    custom_status_is_a_property: bool = True
    #: Whether an automation undoes a condition by the value that it sets, or by setting its field at all.
    nullifying_by_value: bool = True
    #: Whether the stock automation's deletion is answered 403, or 422.
    stock_automation_is_403: bool = True
    #: Whether a new automation or view stands last, or first.
    new_rules_stand_last: bool = True
    #: Whether columns and orders that a view cannot have are refused, or passed over.
    refuses_unknown_columns: bool = True
    #: Whether a view without `output` has columns and an order.
    views_have_defaults: bool = True
    #: Whether what `output` leaves out stays as it was.
    view_output_is_partial: bool = True
    #: Whether rows of a view name people, groups and organizations by id, under keys that end so.
    view_rows_by_id: bool = True
    #: Whether the count of a view is there at once, or null at first; OAS says that it may be.
    view_counts_are_fresh: bool = True
    #: Whether the compact list of views has conditions and columns.
    compact_views_are_whole: bool = False
    #: Whether an admin's list has the views of every group.
    admins_see_every_group: bool = False
    #: Whether a ticket without a priority is below low; else it is neither below nor above any.
    no_priority_is_lowest: bool = True
    #: Whether `is_not` holds where there is no value.
    is_not_holds_of_nothing: bool = True
    #: Whether within n days counts the nth day.
    within_days_counts_last: bool = True
    #: Whether words of a condition are whole ones, or parts of words too.
    condition_words_are_whole: bool = True
    #: Whether the case of such words does not count.
    condition_words_fold_case: bool = True
    #: Whether the answer to a write shows the ticket after its triggers.
    answers_after_triggers: bool = True
    #: Whether an audit shows that a webhook was called.
    audits_show_webhooks: bool = False
    #: The minute of the hour at which automations run.
    automation_minute: int = 0
    #: Whether the audit of an automation names it as a whole, beside each of its events.
    automation_audits_name_it: bool = False
    #: Whether a webhook may be without subscriptions, and has an empty list then; REF does not call them mandatory.
    webhooks_without_subscriptions: bool = True
    #: Whether what a webhook cannot be is answered 400 with a list of errors, or 422 `RecordInvalid`.
    webhook_errors_are_lists: bool = True
    #: Whether a webhook that is not there is answered `RecordNotFound`, or with a list of errors.
    webhook_not_found_as_elsewhere: bool = True
    #: How many custom headers a webhook has at most.
    most_webhook_headers: int = 5
    #: Whether a webhook's clone has its name, or one that tells it apart.
    clones_keep_names: bool = True
    #: Whether what waits of a deleted webhook is still delivered.
    deleted_webhooks_finish: bool = False
    #: Whether a new signing secret is answered 201, or 200.
    secret_reset_is_created: bool = True
    #: Whether webhooks are listed as they were made, or the latest first.
    webhooks_oldest_first: bool = True
    #: Whether `filter[name_contains]` passes over case.
    webhook_filter_folds_case: bool = True
    #: Whether the header of an invocation has a number, as DOC anatomy shows, and not the ULID of its record.
    invocation_header_is_a_number: bool = False
    #: Whether a delivery's content type says `charset=utf-8`.
    webhook_types_have_charset: bool = True
    #: Seconds that a delivery's answer is waited for: clients speak of 10 and of 12 (control: `/_local/webhooks` too).
    webhook_timeout: int = 10
    #: How often a delivery without an answer in time is tried again: REF says three times at most, DOC five.
    webhook_timeout_retries: int = 3
    #: How much longer than the one before each pause before a retry is, the first one being a second.
    webhook_pause_factor: int = 5
    #: Whether a delivery follows redirects.
    webhooks_follow_redirects: bool = False
    #: Whether a body of 256 KB or more is sent all the same.
    sends_large_webhooks: bool = False
    #: How many attempts there must be before their errors open the circuit breaker.
    webhook_breaker_attempts: int = 10
    #: Seconds after the latest error that an open circuit breaker lets one through.
    webhook_breaker_rest: int = 5
    #: Whether what an open circuit breaker held back is sent later.
    broken_webhooks_wait: bool = False
    #: Whether `client error` and `server error` are told apart, or both are `failed`.
    webhook_failures_told_apart: bool = True
    #: Whether attempts show custom headers.
    attempts_show_custom_headers: bool = False
    #: Whether a trigger calls an inactive webhook.
    invokes_inactive_webhooks: bool = False
    #: Whether a test that gets no answer is answered 400, or 200 with the status code 504.
    failed_webhook_tests_are_400: bool = True
