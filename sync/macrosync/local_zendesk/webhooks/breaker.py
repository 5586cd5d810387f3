"""The circuit breaker: a webhook whose requests fail too often is given a rest (facts on webhooks).

It opens at 70 % of errors in five minutes, or at more than 1,000. That 70 % of a handful do not open it, and that one
request is let through some seconds after the latest error, is assumed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.documents import FIELD, Filter, where_field
from macrosync.local_zendesk.webhooks.records import ATTEMPTS
from macrosync.local_zendesk.webhooks.sending import SUCCESS

if TYPE_CHECKING:
    from datetime import datetime

    from macrosync.local_zendesk.documents import Documents
    from macrosync.local_zendesk.switches import Switches

#: The status of what is not sent for it (REF, list invocations).
BROKEN = "circuit broken"
WINDOW = timedelta(minutes=5)
SHARE, MOST_ERRORS = 0.7, 1000


def is_open(documents: Documents, webhook: str, now: datetime, switches: Switches) -> bool:
    """Whether a webhook rests."""
    rest = timedelta(seconds=switches.webhook_breaker_rest)
    own = where_field("webhook", webhook)
    failed = Filter(f"{FIELD.format('status')} <> ?", (SUCCESS,))
    recent, latest = (Filter("sort > ?", (stamp(now - span),)) for span in (WINDOW, rest))
    if not documents.count(ATTEMPTS, own, failed, latest):
        return False
    errors = documents.count(ATTEMPTS, own, failed, recent)
    attempts = documents.count(ATTEMPTS, own, recent)
    return errors > MOST_ERRORS or (attempts >= switches.webhook_breaker_attempts and errors >= SHARE * attempts)
