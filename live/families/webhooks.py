"""Webhooks as they are kept: none is ever called, and each is deleted right after its look, since trials have ten."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from live.probe import Family, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from live.sandbox import Sandbox

WEBHOOKS = Family()
_ULID = re.compile("[0-9A-HJKMNP-TV-Z]{26}")
_TICKETS, _EVENT = "conditional_ticket_events", "zen:event-type:user.created"
_MANDATORY = ("name", "endpoint", "http_method", "request_format", "status")
_BEARER = {"type": "bearer_token", "data": {"token": "hidden"}, "add_position": "header"}
#: Where nobody answers (RFC 2606); a local Zendesk reaches nothing but this machine.
_NOWHERE, _HERE = "https://macrosync-live.invalid/", "http://127.0.0.1:1/"
_MOST_HEADERS = 5


def _values(desk: Sandbox, what: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """An inactive webhook that leads nowhere (RFC 2606)."""
    known = {"http_method": "POST", "request_format": "json", "status": "inactive", "subscriptions": [_TICKETS]}
    return {"name": desk.name(what), "endpoint": "https://example.com/hooks", **known, **more}


@contextmanager
def _webhook(desk: Sandbox, what: str, **more: Any) -> Iterator[Any]:  # noqa: ANN401 - JSON
    """A webhook for the time of a look."""
    made = desk.make("webhooks", "webhook", _values(desk, what, **more))
    try:
        yield made
    finally:
        desk.remove(f"webhooks/{made['id']}")


def _tried(desk: Sandbox, values: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """What a webhook is answered that may be refused; it is gone again right after."""
    answer = desk.tried("webhooks", "webhook", values)
    if answer.ok:
        desk.remove(f"webhooks/{answer.json()['webhook']['id']}")
    return answer


def _without(desk: Sandbox, name: str) -> dict[str, Any]:
    return {key: value for key, value in _values(desk, "without").items() if key != name}


@WEBHOOKS.known("webhook-id", (201, True, 204, 204))
def _id(desk: Sandbox) -> object:
    answer = desk.tried("webhooks", "webhook", _values(desk, "id"))
    number = answer.json()["webhook"]["id"]
    changed = desk.call("PATCH", f"webhooks/{number}", {"webhook": {"name": desk.name("changed")}})
    gone = desk.remove(f"webhooks/{number}")
    return answer.status_code, bool(_ULID.fullmatch(number)), changed.status_code, gone.status_code


@WEBHOOKS.known("webhook-secrets", (False, True))
def _secrets(desk: Sandbox) -> object:
    with _webhook(desk, "secret", authentication=_BEARER) as made:
        shown = desk.call("GET", f"webhooks/{made['id']}").text
        secret = desk.get(f"webhooks/{made['id']}/signing_secret")["signing_secret"]["secret"]
        return "hidden" in shown, bool(secret)


@WEBHOOKS.known("webhook-secret-form", {"type", "add_position"})
def _secret_form(desk: Sandbox) -> object:
    with _webhook(desk, "form", authentication=_BEARER) as made:
        return set(desk.get(f"webhooks/{made['id']}")["webhook"]["authentication"])


@WEBHOOKS.known("webhook-mandatory", [False] * len(_MANDATORY))
def _mandatory(desk: Sandbox) -> object:
    return [_tried(desk, _without(desk, name)).ok for name in _MANDATORY]


@WEBHOOKS.known("webhook-put", (204, True))
def _put(desk: Sandbox) -> object:
    with _webhook(desk, "put") as made:
        answer = desk.call("PUT", f"webhooks/{made['id']}", {"webhook": {"name": desk.name("put again")}})
        after = desk.get(f"webhooks/{made['id']}")["webhook"]
        return answer.status_code, after["endpoint"] == made["endpoint"]


@WEBHOOKS.switched("webhook-no-subscriptions", {True: ("taken", []), False: ("invalid", None)})
def _no_subscriptions(desk: Sandbox) -> object:
    answer = _tried(desk, _without(desk, "subscriptions"))
    return verdict(answer), answer.json().get("webhook", {}).get("subscriptions")


@WEBHOOKS.known("webhook-connection", (False, False, False))
def _connection(desk: Sandbox) -> object:
    mixed = _tried(desk, _values(desk, "mixed", subscriptions=[_TICKETS, _EVENT])).ok
    put = _tried(desk, _values(desk, "event", subscriptions=[_EVENT], http_method="PUT")).ok
    with _webhook(desk, "other") as made:
        other = desk.call("PATCH", f"webhooks/{made['id']}", {"webhook": {"subscriptions": [_EVENT]}}).ok
    return mixed, put, other


@WEBHOOKS.switched("webhook-errors", {True: (400, True), False: (422, False)})
def _errors(desk: Sandbox) -> object:
    answer = _tried(desk, _values(desk, "wrong", http_method="LOOK"))
    return answer.status_code, "errors" in answer.json()


@WEBHOOKS.switched("webhook-not-found", {True: (404, "RecordNotFound"), False: (404, None)})
def _not_found(desk: Sandbox) -> object:
    answer = desk.call("GET", "webhooks/01GONE")
    return answer.status_code, answer.json().get("error")


@WEBHOOKS.switched("webhook-headers", {_MOST_HEADERS: "invalid", 10: "taken"})
def _headers(desk: Sandbox) -> object:
    headers = {f"X-Macrosync-{at}": "1" for at in range(_MOST_HEADERS + 1)}
    return verdict(_tried(desk, _values(desk, "headers", custom_headers=headers)))


@WEBHOOKS.switched("webhook-clone", {True: True, False: False})
def _clone(desk: Sandbox) -> object:
    with _webhook(desk, "cloned") as made:
        answer = desk.call("POST", f"webhooks?clone_webhook_id={made['id']}", {"webhook": {}})
        clone = answer.json()["webhook"]
        desk.keep(f"webhooks/{clone['id']}")
        desk.remove(f"webhooks/{clone['id']}")
        return clone["name"] == made["name"]


@WEBHOOKS.switched("webhook-reset", {True: 201, False: 200})
def _reset(desk: Sandbox) -> object:
    with _webhook(desk, "reset") as made:
        return desk.call("POST", f"webhooks/{made['id']}/signing_secret").status_code


@WEBHOOKS.known("webhook-list", (True, False, False))
def _list(desk: Sandbox) -> object:
    with _webhook(desk, "listed"):
        page = desk.get("webhooks", **{"page[size]": 1})
        return "meta" in page, "links" in page, "before_cursor" in page["meta"]


@WEBHOOKS.switched("webhook-list-order", {True: ["1", "2"], False: ["2", "1"]})
def _order(desk: Sandbox) -> object:
    with _webhook(desk, "order 1"):
        desk.pause(1)
        with _webhook(desk, "order 2"):
            found = desk.get("webhooks", **{"filter[name_contains]": desk.name("order")})["webhooks"]
            return [each["name"][-1] for each in found]


@WEBHOOKS.switched("webhook-filter-case", {True: 1, False: 0})
def _filter(desk: Sandbox) -> object:
    with _webhook(desk, "Filtered"):
        return len(desk.get("webhooks", **{"filter[name_contains]": desk.name("filtered")})["webhooks"])


@WEBHOOKS.known("webhook-rate", ("100", False))
def _rate(desk: Sandbox) -> object:
    headers = desk.call("GET", "webhooks").headers
    return headers.get("x-rate-limit"), "ratelimit-limit" in headers


@WEBHOOKS.switched("webhook-test-failed", {True: 400, False: 200})
def _test(desk: Sandbox) -> object:
    nowhere = _HERE if desk.base.startswith("http://") else _NOWHERE
    request = {"endpoint": nowhere, "http_method": "POST", "request_format": "json", "payload": "{}"}
    return desk.call("POST", "webhooks/test", {"request": request}).status_code
