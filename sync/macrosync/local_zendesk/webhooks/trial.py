"""POST /webhooks/test: one request of a webhook, sent at once, its answer given back (REF webhooks, test webhook)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.routing import Route
from macrosync.local_zendesk.webhooks import rules, sending
from macrosync.local_zendesk.webhooks.records import PATH, WEBHOOKS, by_ulid, ulid

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body

#: What a webhook that is not yet made is tested with (DOC webhooks/verifying); everybody may know it.
SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="  # noqa: S105
GIVEN = frozenset({"endpoint", "http_method", "request_format", "payload", "authentication", "custom_headers"})


def test(context: Context) -> Answer:
    """Send it. What is given goes before what an existing webhook has (REF); the account itself is reached too."""
    request = context.permitted("request", context.payload("request"), GIVEN)
    payload = request.pop("payload", "")
    if not isinstance(payload, str):
        raise rules.Refused("payload", "must be a string")
    webhook = _webhook(context, request)
    own = {context.documents.base.removeprefix("http://"): context.request.headers.get("host", "")}
    outgoing = sending.outgoing(webhook, payload, ulid(context.now), context.now, own, switches=context.switches)
    result = sending.send(outgoing, context.switches.webhook_timeout, context.switches)
    if result.said == sending.REFUSED:
        raise api_errors.not_built(f"POST {PATH}/test to {outgoing.url}. {sending.REFUSED}")
    if result.code is None and not context.switches.failed_webhook_tests_are_400:
        return Answer.of({"response": {"status_code": 504, **result.shown}})
    if result.code is None:
        raise api_errors.ApiError(400, {"errors": [{"code": "WebhookTestFailed", "title": result.said}]})
    return Answer.of({"response": {"status_code": result.code, **result.shown}})


def _webhook(context: Context, request: Body) -> Body:
    """What is tested: an existing webhook changed by what is given, or what is given alone."""
    known, most = context.request.query.get("webhook_id"), context.switches.most_webhook_headers
    existing = {} if known is None else by_ulid(context.documents, WEBHOOKS, known)
    asked, held = request.get("authentication"), existing.get("secrets")
    secrets: Body = dict(held) if isinstance(held, dict) else {"signing": SECRET, "data": None}
    if isinstance(asked, dict) and "data" not in asked and _alike(asked, existing.get("authentication")):
        request = request | {"authentication": existing["authentication"]}
        given = {name: value for name, value in request.items() if name != "authentication"}
        checked = rules.checked(given, most)
        checked["authentication"] = existing["authentication"]
    else:
        checked = rules.checked(request | {"authentication": asked}, most)
        told = checked.pop("secrets")
        secrets |= told if isinstance(told, dict) else {}
    webhook = {"http_method": "POST", "request_format": "json", **existing, **checked, "secrets": secrets}
    if not webhook.get("endpoint"):
        raise rules.Refused("endpoint", "cannot be blank")
    return webhook


def _alike(asked: Body, existing: object) -> bool:
    """The existing secrets are used where type and place are the same (REF)."""
    return isinstance(existing, dict) and all(
        asked.get(name, existing[name]) == existing[name] for name in ("type", "add_position")
    )


#: It changes nothing here, and may call this very server, which must not wait for it.
ROUTES = (Route("POST", f"{PATH}/test", rules.as_set(test), "webhooks", unchanging=True),)
