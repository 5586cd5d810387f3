"""Ticket statuses, the system's five and the account's own (REF ticketing/tickets/custom_ticket_statuses)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.context import flag
from macrosync.local_zendesk.documents import FIELD, Documents, Family, Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import among, changed, new, reference, showing, text
from macrosync.local_zendesk.families.ticket_records import TICKETS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

_PATH = "/api/v2/custom_statuses"
CUSTOM_STATUSES = Family("custom_statuses", "custom_status", _PATH)
#: The categories, and what the system's own are called.
CATEGORIES = {"new": "New", "open": "Open", "pending": "Pending", "hold": "On-hold", "solved": "Solved"}
WRITABLE = frozenset({"active", "agent_label", "description", "end_user_description", "end_user_label"})
_TEXTS = ("agent_label", "description", "end_user_label", "end_user_description")


def plant(documents: Documents, stamp: str) -> None:
    """The five that every account has; each is its category's default."""
    for category, label in CATEGORIES.items():
        shown: Body = {"agent_label": label, "end_user_label": "Open" if category in {"new", "hold"} else label}
        documents.put(CUSTOM_STATUSES, _made(documents, stamp, category, shown) | {"default": True})


def followed(context: Context, before: Body | None, after: Body, payload: Body) -> Body:
    """The ticket whose status and custom status go together: each says the other, a changed custom one counts first.

    A client that sends a whole ticket back with another status changes its status. Raises 422 for a custom status
    that is not there or not active.
    """
    documents = context.documents
    wanted = reference(documents, CUSTOM_STATUSES, payload.get("custom_status_id"), "custom_status_id")
    chosen = wanted is not None and (before is None or before["custom_status_id"] != wanted)
    if chosen and after["status"] != "closed":
        status = documents.get(CUSTOM_STATUSES, int(str(wanted)))
        if status is None or status["active"] is not True:
            raise api_errors.invalid("custom_status_id", "is invalid")
        return after | {"custom_status_id": wanted, "status": status["status_category"]}
    same = before is not None and (
        before["status"] == after["status"] or not context.switches.statuses_bring_custom_ones
    )
    if after["status"] == "closed" or (same and after["custom_status_id"] is not None):
        return after
    default = _default(documents, str(after["status"]))
    return after | {"custom_status_id": default["id"] if default else None}


def list_statuses(context: Context) -> Answer:
    """All of them, in no pages; of some categories, active or default ones where asked (OAS)."""
    filters = [
        Filter(f"{FIELD.format(name)} = ?", (int(wanted),))
        for name in ("active", "default")
        if (wanted := flag(context.request.query, name)) is not None
    ]
    found = context.documents.all(CUSTOM_STATUSES, *filters)
    if categories := context.request.query.get("status_categories"):
        found = [each for each in found if each["status_category"] in categories.split(",")]
    listed: list[Json] = [*found]
    return Answer.of({"custom_statuses": listed})


def create(context: Context) -> Answer:
    """Make one of a category."""
    payload = context.permitted("custom_status", context.payload("custom_status"), WRITABLE | {"status_category"})
    category = payload.pop("status_category", None)
    if not isinstance(category, str) or not among(category, CATEGORIES):
        raise api_errors.invalid("status_category", "is invalid")
    text(payload, "agent_label")
    made = _made(context.documents, context.stamp, category, _checked(payload))
    context.documents.put(CUSTOM_STATUSES, made)
    return Answer.created("custom_status", made)


def update(context: Context) -> Answer:
    """Change what is given; `status_category` never changes: it is dropped with a warning (recorded)."""
    before = context.found(CUSTOM_STATUSES)
    payload = _checked(context.permitted("custom_status", context.payload("custom_status"), WRITABLE))
    if "agent_label" in payload:
        text(payload, "agent_label")
    after = changed(before, before | payload, context.stamp)
    if after["default"] is True and after["active"] is not True:
        raise api_errors.invalid("active", "cannot be taken from a default status")
    context.documents.put(CUSTOM_STATUSES, after)
    return Answer.of({"custom_status": after})


def delete(context: Context) -> Answer:
    """Delete one that no ticket has that is not closed (OAS, DeleteCustomStatus); 422 for a default one (assumed)."""
    status = context.found(CUSTOM_STATUSES)
    open_ = Filter(f"{FIELD.format('status')} <> 'closed'")
    used = context.documents.count(TICKETS, where_field("custom_status_id", context.id()), open_)
    if status["default"] is True or used:
        raise api_errors.invalid("base", "the status is in use")
    context.documents.remove(CUSTOM_STATUSES, context.id())
    return Answer.empty()


def set_defaults(context: Context) -> Answer:
    """Make some the defaults of their categories; answered with nothing (OAS, BulkUpdateDefaultCustomStatus)."""
    given = context.json().get("ids")
    for each in str(given).split(",") if isinstance(given, str | int) else []:
        chosen = reference(context.documents, CUSTOM_STATUSES, each.strip(), "ids")
        status = None if chosen is None else context.documents.get(CUSTOM_STATUSES, chosen)
        if status is None or status["active"] is not True:
            raise api_errors.invalid("ids", "is invalid")
        former = _default(context.documents, str(status["status_category"]))
        if former is not None:
            context.documents.put(CUSTOM_STATUSES, former | {"default": False})
        context.documents.put(CUSTOM_STATUSES, status | {"default": True})
    return Answer.of({})


def _default(documents: Documents, category: str) -> Body | None:
    default = Filter(f"{FIELD.format('default')} = 1")
    return documents.first(CUSTOM_STATUSES, where_field("status_category", category), default)


def _made(documents: Documents, stamp: str, category: str, values: Body) -> Body:
    label = values["agent_label"]
    texts: Body = {"agent_label": label, "end_user_label": label, "description": "", "end_user_description": ""}
    texts |= {name: value for name, value in values.items() if name in _TEXTS}
    raw = {f"raw_{name}": value for name, value in texts.items()}
    kept: Body = {"status_category": category, "active": values.get("active", True), "default": False}
    return new(documents, CUSTOM_STATUSES, stamp, {**kept, **texts, **raw})


def _checked(payload: Body) -> Body:
    for name in _TEXTS:
        if not isinstance(payload.get(name, ""), str):
            raise api_errors.invalid_attribute(name, "a string")
    if not isinstance(payload.get("active", True), bool):
        raise api_errors.invalid_attribute("active", "a boolean")
    return payload | {f"raw_{name}": payload[name] for name in _TEXTS if name in payload}


ROUTES = (
    Route("GET", _PATH, list_statuses),
    Route("POST", _PATH, create),
    Route("GET", f"{_PATH}/{{id}}", showing(CUSTOM_STATUSES)),
    Route("PUT", f"{_PATH}/{{id}}", update),
    Route("DELETE", f"{_PATH}/{{id}}", delete),
    Route("PUT", "/api/v2/custom_status/default", set_defaults),
)
