"""What is not looked at, and why: `make live` is quick and polite, and changes nothing that is not its own."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_HOURS = "takes hours, or longer"
_MINUTES = "takes minutes of waiting for this alone"
_USES_UP = "would use up what the account may call, for everybody who works in it"
_FILLS = "would fill the account: it takes as many records as a limit allows"
_OTHERS = "would change the account for others, were it otherwise"
_SETTINGS = "would change settings that are everybody's"
_BRAND = "would take a brand and a subdomain of the account's plan"
_SEAT = "would take an agent's seat"
_MAILS = "would send mail"
_SECOND = "needs a second agent's credentials"
_CALLS = "needs a webhook that is called, and somewhere that answers it"
_CHANCE = "shows only at the right moment: a small job is done before it can be looked at"
_STAYS = "would leave a custom status, which can never be deleted"
_NEW = "shows in a new account only"

_BY_REASON: Mapping[str, tuple[str, ...]] = {
    _HOURS: (
        *("idempotency-hours", "search-export-cursor", "automation-hourly", "automation-minute"),
        *("automation-triggers", "automation-audit", "condition-due", "webhook-kept"),
    ),
    _MINUTES: ("token-lapsed-listed",),
    _USES_UP: (
        *("rate-window", "rate-updates", "rate-options", "rate-numbers", "job-limit", "export-rate"),
        *("export-rate-body", "deleted-rate", "users-gone-rate", "view-rate"),
    ),
    _FILLS: (
        *("macro-limit-body", "option-limit", "ccs", "ccs-body", "export-sample", "trigger-limit"),
        *("trigger-limit-body", "category-limit", "category-pages", "automation-limit"),
    ),
    _OTHERS: (
        *("group-default", "fields-reorder", "forms-reorder", "stock-automation", "stock-automation-body"),
        *("stock-automation-bulk", "user-settings"),
    ),
    _SETTINGS: ("settings-set", "settings-effect"),
    _BRAND: (
        *("brand-deleted", "brand-deleted-shown", "brand-default", "brand-default-set", "brand-new"),
        *("brand-subdomain", "brand-logo", "brand-logo-gone"),
    ),
    _SEAT: ("memberships-assignable",),
    _MAILS: ("view-export", "user-mails"),
    _SECOND: ("hc-rights", "hc-admins", "hc-segments"),
    _CALLS: (
        *("trigger-webhook", "webhook-delete", "webhook-signature", "webhook-test-secret", "webhook-invocation-id"),
        *("webhook-types", "webhook-bodiless", "webhook-retries", "webhook-retried", "webhook-timeout-retries"),
        *("webhook-pauses", "webhook-timeout", "webhook-redirects", "webhook-body", "webhook-too-large"),
        *("webhook-breaker", "webhook-breaker-attempts", "webhook-breaker-rest", "webhook-broken"),
        *("webhook-statuses", "webhook-attempt-form", "webhook-inactive"),
    ),
    _CHANCE: ("job-order",),
    _STAYS: ("status-category",),
    _NEW: ("stock-triggers",),
}
REASONS: Mapping[str, str] = MappingProxyType(
    {behaviour: reason for reason, behaviours in _BY_REASON.items() for behaviour in behaviours}
)
