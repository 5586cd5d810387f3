"""What a webhook may be (REF webhooks/webhooks-api/webhooks, DOC webhooks/creating-and-monitoring-webhooks).

The bodies of what is refused are assumed, and `as_set` gives them in the form that the switches say.
"""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.families.records import among

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.local_zendesk.exchange import Answer
    from macrosync.local_zendesk.routing import Handler
    from macrosync.resources import Json

WRITABLE = frozenset(
    {
        *("name", "description", "endpoint", "http_method", "request_format", "status", "subscriptions"),
        *("authentication", "custom_headers"),
    }
)
MANDATORY = ("name", "endpoint", "http_method", "request_format", "status")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "http_method": ("GET", "POST", "PUT", "PATCH", "DELETE"),
    "request_format": ("json", "xml", "form_encoded"),
    "status": ("active", "inactive"),
}
#: How it authenticates itself, and what it needs for that.
AUTHENTICATIONS: Mapping[str, tuple[str, ...]] = {
    "basic_auth": ("username", "password"),
    "bearer_token": ("token",),
    "api_key": ("name", "value"),
}
#: It is connected to triggers and automations, or subscribed to events, and never both.
CONDITIONAL = "conditional_ticket_events"
_EVENT = re.compile(r"zen:event-type:[a-z_]+\.[a-z_]+")
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_MISSING = 404


class Refused(api_errors.ApiError):
    """What a webhook cannot be: 400 with a list of errors (assumed)."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(400, {"errors": [{"code": "InvalidWebhook", "title": f"{name} {said}"}]})
        self.name, self.said = name, said


def checked(payload: Body, most_headers: int) -> Body:
    """What is given of a webhook, its secrets taken out of its authentication. Raises 400."""
    for name, allowed in CHOICES.items():
        if name in payload and payload[name] not in allowed:
            raise Refused(name, f"must be one of {', '.join(allowed)}")
    for name in ("name", "endpoint"):
        value = payload.get(name, "x")
        if not isinstance(value, str) or not value.strip():
            raise Refused(name, "cannot be blank")
    if not isinstance(payload.get("description"), str | None):
        raise Refused("description", "must be a string")
    if "subscriptions" in payload:
        payload["subscriptions"] = _subscriptions(payload["subscriptions"])
    if "custom_headers" in payload:
        _check_headers(payload["custom_headers"], most_headers)
    if "authentication" in payload:
        payload |= _authentication(payload["authentication"])
    return payload


def check_whole(webhook: Body) -> None:
    """Raise 400 for a webhook that lacks something, or whose events need another method or format."""
    for name in MANDATORY:
        if webhook.get(name) is None:
            raise Refused(name, "cannot be blank")
    if subscribes_to_events(webhook) and (webhook["http_method"], webhook["request_format"]) != ("POST", "json"):
        raise Refused("subscriptions", "events need the http_method POST and the request_format json")


def check_connection(before: Body, after: Body) -> None:
    """Raise 400 for one that would change from triggers to events or back (DOC: cannot be changed)."""
    if before["subscriptions"] and subscribes_to_events(before) != subscribes_to_events(after):
        raise Refused("subscriptions", "the connection method of a webhook cannot be changed")


def subscribes_to_events(webhook: Body) -> bool:
    """Whether it is subscribed to events, and so is of no use to triggers."""
    listed = webhook["subscriptions"]
    return isinstance(listed, list) and bool(listed) and CONDITIONAL not in listed


def as_set(handler: Handler) -> Handler:
    """The handler, with its errors in the form that the switches say."""

    @wraps(handler)
    def set_(context: Context) -> Answer:
        try:
            return handler(context)
        except Refused as error:
            if context.switches.webhook_errors_are_lists:
                raise
            raise api_errors.invalid(error.name, error.said) from None
        except api_errors.ApiError as error:
            if error.answer.status != _MISSING or context.switches.webhook_not_found_as_elsewhere:
                raise
            listed: Json = [{"code": "WebhookNotFound", "title": "Webhook not found"}]
            raise api_errors.ApiError(_MISSING, {"errors": listed}) from None

    return set_


def _subscriptions(value: Json) -> Json:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise Refused("subscriptions", "must be a list of events")
    if CONDITIONAL in value and len(value) > 1:
        raise Refused("subscriptions", f"cannot mix {CONDITIONAL} with events")
    for each in map(str, value):
        if each != CONDITIONAL and not _EVENT.fullmatch(each):
            raise Refused("subscriptions", f"has no event {each}")
    return value


def _check_headers(value: Json, most: int) -> None:
    if value is None:
        return
    if not isinstance(value, dict) or len(value) > most:
        raise Refused("custom_headers", f"must be an object of at most {most} headers")
    for name, each in value.items():
        if not _HEADER.fullmatch(name) or not isinstance(each, str) or not each.isprintable() or not each.isascii():
            raise Refused("custom_headers", f"cannot hold {name}")


def _authentication(value: Json) -> Body:
    """The authentication as it is shown, and its data as a secret. Null takes it away."""
    if value is None:
        return {"authentication": None, "secrets": {"data": None}}
    if not isinstance(value, dict) or not among(value.get("type"), AUTHENTICATIONS):
        raise Refused("authentication", f"must have a type of {', '.join(AUTHENTICATIONS)}")
    data, needed = value.get("data"), AUTHENTICATIONS[str(value["type"])]
    if not isinstance(data, dict) or not all(isinstance(data.get(name), str) and data[name] for name in needed):
        raise Refused("authentication", f"needs the data {', '.join(needed)}")
    if value.get("add_position", "header") != "header":
        raise Refused("authentication", "can be added to the header only")
    shown: Body = {"add_position": "header", "type": value["type"]}
    return {"authentication": shown, "secrets": {"data": {name: data[name] for name in needed}}}
