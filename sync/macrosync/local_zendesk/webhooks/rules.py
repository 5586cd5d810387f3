"""What a webhook may be (REF webhooks/webhooks-api/webhooks, DOC webhooks/creating-and-monitoring-webhooks).

The bodies of what is refused are assumed: 400 with a list of errors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.families.records import among

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.documents import Body
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
#: Custom headers of one webhook (DOC; the number is assumed).
MOST_HEADERS = 5


def checked(payload: Body) -> Body:
    """What is given of a webhook, its secrets taken out of its authentication. Raises 400."""
    for name, allowed in CHOICES.items():
        if name in payload and payload[name] not in allowed:
            raise invalid(name, f"must be one of {', '.join(allowed)}")
    for name in ("name", "endpoint"):
        value = payload.get(name, "x")
        if not isinstance(value, str) or not value.strip():
            raise invalid(name, "cannot be blank")
    if not isinstance(payload.get("description"), str | None):
        raise invalid("description", "must be a string")
    if "subscriptions" in payload:
        payload["subscriptions"] = _subscriptions(payload["subscriptions"])
    if "custom_headers" in payload:
        _check_headers(payload["custom_headers"])
    if "authentication" in payload:
        payload |= _authentication(payload["authentication"])
    return payload


def check_whole(webhook: Body) -> None:
    """Raise 400 for a webhook that lacks something, or whose events need another method or format."""
    for name in MANDATORY:
        if webhook.get(name) is None:
            raise invalid(name, "cannot be blank")
    if subscribes_to_events(webhook) and (webhook["http_method"], webhook["request_format"]) != ("POST", "json"):
        raise invalid("subscriptions", "events need the http_method POST and the request_format json")


def check_connection(before: Body, after: Body) -> None:
    """Raise 400 for one that would change from triggers to events or back (DOC: cannot be changed)."""
    if before["subscriptions"] and subscribes_to_events(before) != subscribes_to_events(after):
        raise invalid("subscriptions", "the connection method of a webhook cannot be changed")


def subscribes_to_events(webhook: Body) -> bool:
    """Whether it is subscribed to events, and so is of no use to triggers."""
    listed = webhook["subscriptions"]
    return isinstance(listed, list) and bool(listed) and CONDITIONAL not in listed


def invalid(name: str, said: str) -> api_errors.ApiError:
    """A webhook that cannot be (the body is assumed)."""
    return api_errors.ApiError(400, {"errors": [{"code": "InvalidWebhook", "title": f"{name} {said}"}]})


def _subscriptions(value: Json) -> Json:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise invalid("subscriptions", "must be a list of events")
    if CONDITIONAL in value and len(value) > 1:
        raise invalid("subscriptions", f"cannot mix {CONDITIONAL} with events")
    for each in map(str, value):
        if each != CONDITIONAL and not _EVENT.fullmatch(each):
            raise invalid("subscriptions", f"has no event {each}")
    return value


def _check_headers(value: Json) -> None:
    if value is None:
        return
    if not isinstance(value, dict) or len(value) > MOST_HEADERS:
        raise invalid("custom_headers", f"must be an object of at most {MOST_HEADERS} headers")
    for name, each in value.items():
        if not _HEADER.fullmatch(name) or not isinstance(each, str) or not each.isprintable() or not each.isascii():
            raise invalid("custom_headers", f"cannot hold {name}")


def _authentication(value: Json) -> Body:
    """The authentication as it is shown, and its data as a secret. Null takes it away."""
    if value is None:
        return {"authentication": None, "secrets": {"data": None}}
    if not isinstance(value, dict) or not among(value.get("type"), AUTHENTICATIONS):
        raise invalid("authentication", f"must have a type of {', '.join(AUTHENTICATIONS)}")
    data, needed = value.get("data"), AUTHENTICATIONS[str(value["type"])]
    if not isinstance(data, dict) or not all(isinstance(data.get(name), str) and data[name] for name in needed):
        raise invalid("authentication", f"needs the data {', '.join(needed)}")
    if value.get("add_position", "header") != "header":
        raise invalid("authentication", "can be added to the header only")
    shown: Body = {"add_position": "header", "type": value["type"]}
    return {"authentication": shown, "secrets": {"data": {name: data[name] for name in needed}}}
