"""What rules do beside changing the ticket: calls of webhooks, and notifications. Data only: nobody is told here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class WebhookCall:
    """A call of a webhook, its body with placeholders filled (DOC event-connectors/webhooks)."""

    webhook_id: str
    body: str


@dataclass(frozen=True, slots=True)
class Notification:
    """An e-mail: `to` is as the action names it (`requester_id`, `group_id`, `all_agents`, an id), texts are filled."""

    to: str
    subject: str
    body: str


Effect: TypeAlias = "WebhookCall | Notification"
