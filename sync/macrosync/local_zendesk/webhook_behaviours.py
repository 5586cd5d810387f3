"""What is taken to be true of webhooks and of how they are delivered; a part of `assumptions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.behaviours import assumed, documented, recorded

if TYPE_CHECKING:
    from macrosync.local_zendesk.behaviours import Behaviour

_RECORDS = (
    recorded("webhook-id", "A webhook's id is a ULID; a create answers 201, a change or a delete 204 without a body."),
    documented("webhook-secrets", "Its secrets are not given back; the signing secret is, by its own path.", "REF"),
    documented(
        "webhook-secret-form",
        "Its authentication is shown with type and place, without its data.",
        "REF, examples; nukosuke/go-zendesk, fixture/GET/webhook.json",
    ),
    documented("webhook-mandatory", "Name, endpoint, method, format and status must be there.", "REF webhooks-api"),
    recorded("webhook-put", "A PUT leaves what it does not name, what is mandatory too.", "REC, zenpy"),
    assumed(
        "webhook-no-subscriptions",
        "One without subscriptions has an empty list of them.",
        "REF: not mandatory",
        switch="webhooks_without_subscriptions",
    ),
    documented(
        "webhook-connection",
        "`conditional_ticket_events` stands alone, events need POST and JSON, and neither becomes the other.",
        "DOC creating-and-monitoring-webhooks",
    ),
    assumed(
        "webhook-errors",
        "What it cannot be is answered 400 with `errors`, code `InvalidWebhook`.",
        switch="webhook_errors_are_lists",
    ),
    assumed(
        "webhook-not-found",
        "One that is not there is answered 404 `RecordNotFound`.",
        "recorded elsewhere",
        switch="webhook_not_found_as_elsewhere",
    ),
    assumed(
        "webhook-headers",
        "It has five custom headers at most, of letters that HTTP has.",
        switch="most_webhook_headers",
    ),
    assumed(
        "webhook-clone",
        "A clone has its original's name and authentication, and a signing secret of its own.",
        "DOC: names need not be unique",
        switch="clones_keep_names",
    ),
    assumed(
        "webhook-delete",
        "A deleted webhook takes its invocations with it, and those that wait are not delivered.",
        switch="deleted_webhooks_finish",
    ),
    assumed("webhook-reset", "A new signing secret is answered 201.", switch="secret_reset_is_created"),
    recorded("webhook-list", "Lists have `meta` without links; `before_cursor` is not on the first page."),
    assumed(
        "webhook-list-order",
        "Webhooks are listed as they were made, invocations the latest first.",
        switch="webhooks_oldest_first",
    ),
    assumed(
        "webhook-filter-case",
        "`filter[name_contains]` does not regard case.",
        switch="webhook_filter_folds_case",
    ),
    recorded(
        "webhook-rate", "They count in a bucket of 100 a minute, tests in one of 20, shown in `x-rate-limit*` only."
    ),
)
_DELIVERY = (
    documented(
        "webhook-signature",
        "Requests are signed: base64 of HMAC-SHA256 over timestamp and body; here they go to loopback only.",
        "DOC webhooks/verifying",
    ),
    documented(
        "webhook-test-secret",
        "A webhook not yet made is tested with a secret that all know.",
        "DOC webhooks/verifying; aaronellington/zendesk-go tests with it",
    ),
    assumed(
        "webhook-invocation-id",
        "An invocation's id is a ULID, in its header too.",
        "DOC anatomy shows a number",
        switch="invocation_header_is_a_number",
    ),
    assumed(
        "webhook-types",
        "A body has the content type of its format, with a charset.",
        switch="webhook_types_have_charset",
    ),
    documented("webhook-bodiless", "GET and DELETE have no body.", "DOC webhooks/verifying"),
    documented("webhook-retries", "A failed delivery is tried again three times at most.", "REF webhooks"),
    documented(
        "webhook-retried",
        "So are 409, 429 and 503 with a Retry-After below 60 seconds, and no answer in time; nothing else is.",
        "DOC creating-and-monitoring-webhooks, as withastro/flue has it of there",
    ),
    assumed(
        "webhook-timeout-retries",
        "No answer in time is tried again three times, too.",
        "REF says three at most; DOC, as withastro/flue has it, five",
        switch="webhook_timeout_retries",
    ),
    assumed(
        "webhook-pauses",
        "Retries after 409 and no answer wait 1, 5 and 25 seconds (control: `/_local/webhooks`).",
        switch="webhook_pause_factor",
    ),
    assumed(
        "webhook-timeout",
        "An answer is waited for ten seconds (control: `/_local/webhooks`, too).",
        "withastro/flue says 12, other clients 10",
        switch="webhook_timeout",
    ),
    assumed("webhook-redirects", "Redirects are not followed.", switch="webhooks_follow_redirects"),
    documented("webhook-body", "A body is smaller than 256 KB.", "REF webhooks"),
    assumed(
        "webhook-too-large", "A larger one is not sent, and its invocation has failed.", switch="sends_large_webhooks"
    ),
    documented("webhook-breaker", "A circuit breaker opens at 70 % of errors in five minutes, or over 1,000.", "REF"),
    assumed("webhook-breaker-attempts", "It needs ten attempts at least.", switch="webhook_breaker_attempts"),
    assumed("webhook-breaker-rest", "It lets one through five seconds after an error.", switch="webhook_breaker_rest"),
    assumed(
        "webhook-broken",
        "What is not sent for it has the status `circuit broken` and is not tried again.",
        "REF has the status",
        switch="broken_webhooks_wait",
    ),
    assumed(
        "webhook-statuses",
        "4xx is `client error`, 5xx `server error`, no connection and 3xx `failed`.",
        "REF has the statuses",
        switch="webhook_failures_told_apart",
    ),
    documented("webhook-kept", "Invocations are listed for seven days.", "REF webhook invocations"),
    assumed(
        "webhook-attempt-form",
        "Attempts show headers as keys and values, without credentials or custom headers.",
        switch="attempts_show_custom_headers",
    ),
    assumed("webhook-inactive", "An inactive webhook is not invoked.", switch="invokes_inactive_webhooks"),
    assumed(
        "webhook-test-failed",
        "A test that gets no answer is answered 400; it is no invocation.",
        "REF names 400",
        switch="failed_webhook_tests_are_400",
    ),
)

WEBHOOK: tuple[Behaviour, ...] = (*_RECORDS, *_DELIVERY)
