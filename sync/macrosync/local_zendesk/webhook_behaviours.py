"""What is taken to be true of webhooks and of how they are delivered; a part of `assumptions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.behaviours import assumed, documented, recorded

if TYPE_CHECKING:
    from macrosync.local_zendesk.behaviours import Behaviour

_RECORDS = (
    recorded("webhook-id", "A webhook's id is a ULID; a create answers 201, a change or a delete 204 without a body."),
    documented("webhook-secrets", "Its secrets are not given back; the signing secret is, by its own path.", "REF"),
    assumed("webhook-secret-form", "Its authentication is shown with type and place, without its data."),
    documented("webhook-mandatory", "Name, endpoint, method, format and status must be there.", "REF webhooks-api"),
    recorded("webhook-put", "A PUT leaves what it does not name, what is mandatory too.", "REC, zenpy"),
    assumed("webhook-no-subscriptions", "One without subscriptions has an empty list of them.", "REF: not mandatory"),
    documented(
        "webhook-connection",
        "`conditional_ticket_events` stands alone, events need POST and JSON, and neither becomes the other.",
        "DOC creating-and-monitoring-webhooks",
    ),
    assumed("webhook-errors", "What it cannot be is answered 400 with `errors`, code `InvalidWebhook`."),
    assumed("webhook-not-found", "One that is not there is answered 404 `RecordNotFound`.", "recorded elsewhere"),
    assumed("webhook-headers", "It has five custom headers at most, of ASCII."),
    assumed("webhook-clone", "A clone has its original's name and authentication, and a signing secret of its own."),
    assumed(
        "webhook-delete", "A deleted webhook takes its invocations with it, and those that wait are not delivered."
    ),
    assumed("webhook-reset", "A new signing secret is answered 201."),
    recorded("webhook-list", "Lists have `meta` without links; `before_cursor` is not on the first page."),
    assumed("webhook-list-order", "Webhooks are listed as they were made, invocations the latest first."),
    assumed("webhook-filter-case", "`filter[name_contains]` does not regard case."),
    recorded(
        "webhook-rate", "They count in a bucket of 100 a minute, tests in one of 20, shown in `x-rate-limit*` only."
    ),
)
_DELIVERY = (
    documented(
        "webhook-signature",
        "Requests are signed: base64 of HMAC-SHA256 over timestamp and body.",
        "DOC webhooks/verifying",
    ),
    assumed(
        "webhook-test-secret",
        "A webhook not yet made is tested with a secret that all know.",
        "DOC webhooks/verifying, as remembered",
    ),
    assumed("webhook-invocation-id", "An invocation's id is a ULID, in its header too.", "DOC anatomy shows a number"),
    assumed("webhook-types", "A body has the content type of its format; GET and DELETE have none, but a query."),
    documented("webhook-retries", "A failed delivery is tried again three times at most.", "REF webhooks"),
    assumed(
        "webhook-retried",
        "So are 409, 429 and 503 with a Retry-After below 60 seconds, and no answer in time; nothing else is.",
        "DOC creating-and-monitoring-webhooks, as remembered",
    ),
    assumed(
        "webhook-pauses", "Retries after 409 and no answer wait 1, 5 and 25 seconds (control: `/_local/webhooks`)."
    ),
    assumed("webhook-timeout", "An answer is waited for ten seconds (control: `/_local/webhooks`)."),
    assumed("webhook-redirects", "Redirects are not followed."),
    documented("webhook-body", "A body is smaller than 256 KB.", "REF webhooks"),
    assumed("webhook-too-large", "A larger one is not sent, and its invocation has failed."),
    documented("webhook-breaker", "A circuit breaker opens at 70 % of errors in five minutes, or over 1,000.", "REF"),
    assumed(
        "webhook-breaker-rest", "It needs ten attempts at least, and lets one through five seconds after an error."
    ),
    assumed("webhook-broken", "What is not sent for it has the status `circuit broken` and is not tried again."),
    assumed("webhook-statuses", "4xx is `client error`, 5xx `server error`, no connection and 3xx `failed`."),
    documented("webhook-kept", "Invocations are listed for seven days.", "REF webhook invocations"),
    assumed("webhook-attempt-form", "Attempts show headers as keys and values, without credentials or custom headers."),
    assumed("webhook-inactive", "An inactive webhook is not invoked."),
    assumed("webhook-test-failed", "A test that gets no answer is answered 400; it is no invocation."),
    assumed("webhook-loopback", "Ours, not the service's: nothing is delivered to anything but loopback."),
)

WEBHOOK: tuple[Behaviour, ...] = (*_RECORDS, *_DELIVERY)
