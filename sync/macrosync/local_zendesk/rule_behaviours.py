"""How what triggers, automations and views do is known; see assumptions.py for the sources' names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.behaviours import assumed, documented, recorded

if TYPE_CHECKING:
    from macrosync.local_zendesk.behaviours import Behaviour

#: Of what no document settles, and no rule that is compiled here asks for: scenarios need not run either way.
_OURS = "none; no rule of this project asks for it (tests/rules/test_meanings.py)"
_RULES = (
    documented(
        "rule-replaced",
        "A PUT of a trigger or an automation with `conditions` or `actions` empties the one that is left out.",
        "REF triggers, automations",
    ),
    recorded("rule-kept", "A PUT with neither keeps both."),
    recorded("rule-legacy", "`all` and `any` beside `actions` are taken, and given under `conditions`."),
    documented("rule-size", "A trigger, an automation or a view is smaller than 65 KB.", "SUP 4408822236058"),
    assumed(
        "rule-size-measure",
        "What is measured of it is the JSON of conditions and actions.",
        switch="rule_size_is_of_the_whole",
    ),
    recorded(
        "rule-value",
        "A value that a condition cannot have is refused as `Invalid value 'web' in 'Update via / Is not / web'`.",
        "Speedygeek/ZendeskApi_v2#226",
    ),
    recorded("rule-gone", "What a rule names must be there, or it `was deleted and cannot be used`.", "lanej/zendesk2"),
    assumed(
        "rule-refused",
        "Unknown fields, operators and actions are refused so too; of custom fields, operators that neither the "
        "definitions of 2021 nor DOC list for the field's type.",
        "modelled on the two before; SALTO definitions; DOC conditions-reference",
        switch="refuses_unknown_rules",
    ),
    assumed("rule-reasons", "All reasons are told at once, under `base`.", "REC has one", switch="tells_every_refusal"),
    recorded("rule-values-as-text", "Values of conditions are kept as texts."),
    assumed(
        "rule-terminal-values",
        "A condition whose operator takes no value has none.",
        "stock triggers have null or an empty text (nukosuke/go-zendesk, fixture/GET/triggers.json)",
        switch="terminal_operators_have_null",
    ),
    assumed(
        "rule-elsewhere",
        "Schedules, and fields of requesters and organizations, are taken to be there.",
        switch="takes_what_is_not_here",
    ),
    assumed(
        "rule-sideloads",
        "`permissions` is `can_edit`, `app_installation` null, and usage 0 in every list.",
        "OAS: usage is of certain plans only",
        switch="rules_have_sideloads",
    ),
    assumed(
        "rule-search",
        "Search goes by position where no order is asked for.",
        "OAS says by relevance",
        switch="rule_search_by_position",
    ),
    recorded(
        "rule-orders",
        "Cursor pages go by: triggers the category's position, their own, title and id; automations position and id; "
        "views created_at and id.",
    ),
)
_TRIGGERS = (
    recorded("trigger-position", "A new trigger stands after the last one of its category."),
    documented("trigger-category", "`category_id` may be left out: Zendesk chooses.", "SUP 4408834781594"),
    assumed(
        "trigger-category-chosen",
        "It chooses the first category, and makes one where there is none.",
        switch="first_category_is_chosen",
    ),
    documented("trigger-category-inline", "`category` makes a category for the trigger.", "OAS"),
    recorded("category-id-text", "`category_id` is a text, as all ids of trigger categories are."),
    documented("trigger-limit", "An account has 7,000 active ticket triggers at most.", "SUP 4408886797466"),
    assumed("trigger-limit-body", "One more is answered 422 `RecordInvalid`.", switch="rule_limit_is_422"),
    documented("reorder", "Reordering is refused with `LimitOneCategory` where there are more categories.", "OAS"),
    assumed(
        "reorder-status",
        "That is a 400; a list that is not whole is answered 404.",
        "OAS says 404 Forbidden",
        switch="reorder_is_400_and_404",
    ),
    assumed(
        "trigger-search-filter",
        "`filter` compares whole values of five attributes.",
        "OAS shows description",
        switch="trigger_filter_is_whole",
    ),
    documented(
        "category-not-empty",
        "A category with active triggers is not deleted (400); inactive ones go with it.",
        "OAS; SUP 4408834781594",
    ),
    documented("category-not-found", "A category that is not there is answered 404 `TriggerCategoryNotFound`.", "OAS"),
    documented("category-limit", "An account has 500 trigger categories at most, else 403.", "OAS"),
    assumed(
        "category-names",
        "Two categories cannot have one name.",
        "SALTO tells them apart by it",
        switch="unique_trigger_category_names",
    ),
    assumed(
        "category-created",
        "Making one answers 201.",
        "OAS says 200, as of macros, where 201 was recorded",
        switch="creating_categories_is_201",
    ),
    assumed(
        "category-pages",
        "A list without `page[size]` is the first cursor page.",
        "OAS has cursor pages only",
        switch="categories_are_always_paged",
    ),
    documented("trigger-job", "`trigger_categories/jobs` is done before it answers; its ids are texts.", "OAS"),
    assumed(
        "trigger-job-whole",
        "Where one item is wrong, nothing is changed.",
        "OAS shows `failed` without results",
        switch="trigger_jobs_are_whole",
    ),
    assumed(
        "stock-triggers",
        "A new account has one brand, one trigger category, no stock triggers and no stock views.",
        "a real one has some (nukosuke/go-zendesk, fixture/GET/triggers.json), which differ by its age",
        switch="has_stock_rules",
    ),
)
_AUTOMATIONS = (
    documented(
        "automation-conditions",
        "`all` needs a condition on time, and one on status, type, group, assignee or requester.",
        "OAS, CreateAutomation",
    ),
    assumed(
        "automation-custom-status",
        "One on the ticket status will do, too; also of views.",
        "SALTO",
        switch="custom_status_is_a_property",
    ),
    documented("automation-times", "Conditions on time stand in `all` only.", "DOC conditions-reference"),
    documented(
        "automation-nullifying",
        "An action must undo one of its conditions, or one be true only once.",
        "SUP 4408832701850",
    ),
    assumed(
        "automation-nullifying-how",
        "That is judged for status, priority, type, ids, tags and custom fields; a condition that asks for one very "
        "hour is true once.",
        switch="nullifying_by_value",
    ),
    documented("automation-unique", "Active ones differ in their conditions.", "SUP 4408832701850"),
    documented("automation-limit", "An account has 500 active automations at most.", "SUP 4408832701850"),
    documented("stock-automation", "The one that closes solved tickets cannot be removed.", "SUP 4408835051546"),
    assumed("stock-automation-body", "Trying to is answered 403.", switch="stock_automation_is_403"),
    documented("stock-automation-bulk", "In bulk it is passed over.", "OAS, BulkDeleteAutomations"),
    assumed(
        "automation-position", "A new automation or view stands after the last one.", switch="new_rules_stand_last"
    ),
)
_VIEWS = (
    recorded(
        "view-property",
        "A view whose `all` asks for no status, type, group, assignee or requester is refused with that sentence.",
        "facetoe/zenpy#225",
    ),
    documented("view-lists", "A PUT with `all` or `any` replaces that list and keeps the other.", "OAS, UpdateView"),
    assumed(
        "view-conditions",
        "`conditions` is not read, and a view that is sent with it has no `all`.",
        "DOC says all and any; facetoe/zenpy#225",
        switch="view_takes_conditions",
    ),
    recorded("view-value", "A condition's value that is no text is answered 400.", "lanej/zendesk2"),
    documented("view-columns", "A view has 10 columns at most, of those listed.", "OAS, CreateView"),
    assumed(
        "view-columns-invalid",
        "Others are refused, and an order by what the service cannot sort by.",
        switch="refuses_unknown_columns",
    ),
    assumed(
        "view-defaults",
        "Without `output` it has five columns, sorted by ID descending.",
        switch="views_have_defaults",
    ),
    assumed("view-output", "What `output` leaves out stays.", switch="view_output_is_partial"),
    recorded(
        "view-names",
        "`execution` calls the description `subject` and the ID `ticket_id`.",
        "nukosuke/go-zendesk, fixture/GET/view.json; SALTO",
    ),
    recorded("view-first-page", "`links.prev` is null on the first page of a view's tickets."),
    assumed(
        "view-rows",
        "People, groups and organizations stand in rows by id, as `requester_id`; fields by number.",
        switch="view_rows_by_id",
    ),
    assumed(
        "view-fresh",
        "Counts are exact and fresh; from 100 on `pretty` is rounded down.",
        "OAS: up to 90 min, null at first",
        switch="view_counts_are_fresh",
    ),
    documented("view-rate", "A view is counted or executed 5 times a minute, many are counted 6 times.", "OAS"),
    assumed("view-compact", "The compact list leaves out conditions and columns.", switch="compact_views_are_whole"),
    assumed(
        "view-available",
        "An admin's list holds what everyone, their groups and they themselves may see.",
        "OAS: available to the current user",
        switch="admins_see_every_group",
    ),
    documented("condition-tags", "Tags are compared to the letter: any, or none of them.", "SUP 4408835059482"),
    assumed("condition-no-priority", "A ticket without a priority is below low.", _OURS, "no_priority_is_lowest"),
    assumed(
        "condition-negation",
        "`is_not` holds where there is no value.",
        _OURS,
        "is_not_holds_of_nothing",
    ),
    documented(
        "condition-none-of", "`not_includes` does, whose title ends with none of the following.", "OAS, definitions"
    ),
    assumed("condition-days", "Within n days counts today and the nth day.", switch="within_days_counts_last"),
    documented("condition-due", "Hours since a due date count from noon of the account's day.", "SUP 4408885654298"),
)

_RUNS = (
    documented(
        "trigger-cycle",
        "Triggers run in their order after each create and update; here one that asks for what is not modelled stops "
        "the write with a 501 that names it.",
        "SUP 4408822236058",
    ),
    assumed(
        "trigger-restart",
        "After one changed the ticket the list runs again from the top; each fires at most once a cycle.",
        "SUP 4408893545882 speaks of looping; others of a single pass",
        switch="triggers_restart",
    ),
    assumed(
        "changed-baseline",
        "`changed` compares with the ticket before the update, and what triggers did counts as well.",
        switch="rules_count_as_change",
    ),
    documented("trigger-create", "A value that is set when a ticket is made counts as a change.", "SUP 4408893545882"),
    documented("trigger-closed", "They run on the update that closes a ticket, and never after.", "SUP 4408822236058"),
    recorded("trigger-audit", "What one changed stands in the update's audit, its `via` naming the rule."),
    assumed(
        "trigger-first",
        "The answer to a write shows the ticket after its triggers.",
        switch="answers_after_triggers",
    ),
    assumed(
        "trigger-webhook",
        "A webhook is called once the write is kept; the audit does not show it.",
        "REF ticket_audits has `External` of targets",
        switch="audits_show_webhooks",
    ),
    documented("automation-hourly", "Automations run once an hour, on no closed ticket.", "SUP 4408832701850"),
    assumed(
        "automation-minute",
        "They run at the full hour; the service at some minute of it.",
        "SUP 4408832701850",
        switch="automation_minute",
    ),
    documented("automation-triggers", "Triggers follow what an automation did.", "SUP 4408832701850"),
    assumed(
        "automation-audit",
        "What one did is an audit of its own, the `via` of each event naming it.",
        "REC of triggers",
        switch="automation_audits_name_it",
    ),
    assumed("trigger-words", "Words in a subject or comment are whole words.", _OURS, "condition_words_are_whole"),
    assumed("trigger-words-case", "Their case does not count.", _OURS, "condition_words_fold_case"),
)

#: Of business rules, and of the conditions that they have in common.
RULES: tuple[Behaviour, ...] = (*_RULES, *_TRIGGERS, *_RUNS, *_AUTOMATIONS, *_VIEWS)
