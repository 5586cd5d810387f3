"""Webhooks over HTTP: list, show, create or clone, change, delete, and the signing secret (REF webhooks-api)."""

from __future__ import annotations

import secrets
from base64 import b64encode
from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import FIELD, Filter, Order, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import changed, new
from macrosync.local_zendesk.routing import Route
from macrosync.local_zendesk.webhooks import lists, rules
from macrosync.local_zendesk.webhooks.records import (
    ATTEMPTS,
    DELETED_WEBHOOKS,
    INVOCATIONS,
    PATH,
    WEBHOOKS,
    by_ulid,
    shown,
    shown_text,
    ulid,
    webhook_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body

_LATEST = Order("-id", ("id",), descending=True)
#: As they were made (assumed), by name or by status (REF: nothing else).
_ORDERS = {
    "": Order("id", ("id",)),
    "name": Order("name,id", ("sort", "id")),
    "status": Order("status,id", (FIELD.format("status"), "id")),
}


def list_webhooks(context: Context) -> Answer:
    """The webhooks; `{"meta": {"has_more": …}}` and no links (recorded)."""
    sort = context.request.query.get("sort", "")
    if sort not in _ORDERS:
        raise rules.Refused("sort", "must be name or status")
    order = _ORDERS[sort] if sort or context.switches.webhooks_oldest_first else _LATEST
    return lists.page(context, lists.Page(WEBHOOKS, tuple(_filters(context)), order, shown_text))


def show(context: Context) -> Answer:
    """One webhook."""
    return Answer.of({"webhook": shown(webhook_of(context))})


def create(context: Context) -> Answer:
    """Make a webhook, or a copy of the one that `clone_webhook_id` names; 201 (recorded)."""
    original = context.request.query.get("clone_webhook_id")
    if original is not None:
        given = dict(by_ulid(context.documents, WEBHOOKS, original))
        values = {name: given[name] for name in (*rules.WRITABLE, "secrets") if name in given}
        if not context.switches.clones_keep_names:
            values["name"] = f"{values['name']} (copy)"
    else:
        payload = rules.checked(_given(context), context.switches.most_webhook_headers)
        if not (payload.get("subscriptions") or context.switches.webhooks_without_subscriptions):
            raise rules.Refused("subscriptions", "cannot be blank")
        values = {"subscriptions": [], **payload}
    rules.check_whole(values)
    made = new(context.documents, WEBHOOKS, context.stamp, values)
    held = values.get("secrets")
    data = held.get("data") if isinstance(held, dict) else None
    made |= {"ulid": ulid(context.now), "secrets": {"data": data, "signing": _secret()}}
    made |= {"created_by": str(context.caller["id"]), "updated_by": str(context.caller["id"])}
    context.documents.put(WEBHOOKS, made)
    location = f"{context.documents.base}{PATH}/{made['ulid']}"
    return Answer.of({"webhook": shown(made)}, 201, {"location": location})


def update(context: Context) -> Answer:
    """Change what is given, by PUT as by PATCH (zenpy's recorded PUT leaves out what is mandatory); 204 (recorded)."""
    before = webhook_of(context)
    payload = rules.checked(_given(context), context.switches.most_webhook_headers)
    given = payload.pop("secrets", None)
    after = before | payload | {"secrets": _held(before) | (given if isinstance(given, dict) else {})}
    rules.check_whole(after)
    rules.check_connection(before, after)
    if after != before:
        after["updated_by"] = str(context.caller["id"])
    context.documents.put(WEBHOOKS, changed(before, after, context.stamp))
    return Answer.empty()


def delete(context: Context) -> Answer:
    """Delete a webhook with its invocations; what is not yet delivered of them is not delivered (assumed)."""
    webhook = webhook_of(context)
    if context.switches.deleted_webhooks_finish:
        context.documents.move(WEBHOOKS, int(str(webhook["id"])), DELETED_WEBHOOKS)
        return Answer.empty()
    context.documents.remove(WEBHOOKS, int(str(webhook["id"])))
    for family in (INVOCATIONS, ATTEMPTS):
        for each in context.documents.all(family, where_field("webhook", str(webhook["ulid"]))):
            context.documents.remove(family, int(str(each["id"])))
    return Answer.empty()


def show_secret(context: Context) -> Answer:
    """The secret that its requests are signed with (DOC webhooks/verifying)."""
    return _secret_shown(webhook_of(context), 200)


def reset_secret(context: Context) -> Answer:
    """A new secret; the old one signs nothing any more. 201, or 200 as the switch says."""
    webhook = webhook_of(context)
    webhook["secrets"] = {**_held(webhook), "signing": _secret()}
    context.documents.put(WEBHOOKS, webhook)
    return _secret_shown(webhook, 201 if context.switches.secret_reset_is_created else 200)


def _filters(context: Context) -> Iterator[Filter]:
    query = context.request.query
    if contained := query.get("filter[name_contains]"):
        if context.switches.webhook_filter_folds_case:
            yield Filter("instr(sort, ?) > 0", (contained.casefold(),))
        else:
            yield Filter(f"instr({FIELD.format('name')}, ?) > 0", (contained,))
    if (status := query.get("filter[status]")) is not None:
        if status not in rules.CHOICES["status"]:
            raise rules.Refused("filter[status]", "must be active or inactive")
        yield where_field("status", status)


def _given(context: Context) -> Body:
    return context.permitted("webhook", context.payload("webhook"), rules.WRITABLE)


def _held(webhook: Body) -> Body:
    held = webhook["secrets"]
    return dict(held) if isinstance(held, dict) else {}


def new_secrets() -> Body:
    """What a webhook holds whose secrets are not known, as in an account that begins from an export."""
    return {"data": None, "signing": _secret()}


def _secret() -> str:
    return b64encode(secrets.token_bytes(32)).decode()


def _secret_shown(webhook: Body, status: int) -> Answer:
    return Answer.of({"signing_secret": {"algorithm": "SHA256", "secret": _held(webhook)["signing"]}}, status)


_ONE = f"{PATH}/{{webhook}}"
ROUTES = (
    Route("GET", PATH, rules.as_set(list_webhooks), "webhooks"),
    Route("POST", PATH, rules.as_set(create), "webhooks"),
    Route("GET", _ONE, rules.as_set(show), "webhooks"),
    Route("PUT", _ONE, rules.as_set(update), "webhooks"),
    Route("PATCH", _ONE, rules.as_set(update), "webhooks"),
    Route("DELETE", _ONE, rules.as_set(delete), "webhooks"),
    Route("GET", f"{_ONE}/signing_secret", rules.as_set(show_secret), "webhooks"),
    Route("POST", f"{_ONE}/signing_secret", rules.as_set(reset_secret), "webhooks"),
)
