"""The audit log: who made, changed or deleted a rule, and when (OAS, AuditLogObject); Enterprise plans alone have it.

Its source type `rule` stands for macros, triggers, automations and views. What it says of other kinds is documented
nowhere, so that nothing else is noted here.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import FIELD, Family, Filter, by_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.automations import AUTOMATIONS
from macrosync.local_zendesk.families.macros import MACROS
from macrosync.local_zendesk.families.records import among, number
from macrosync.local_zendesk.families.trigger_records import TRIGGERS
from macrosync.local_zendesk.families.views import VIEWS
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Order

_LATEST = by_field("created_at", descending=True)
AUDIT_LOGS = Family("audit_logs", "audit_log", "/api/v2/audit_logs", _LATEST)
_RULES = {family.path: family for family in (MACROS, TRIGGERS, AUTOMATIONS, VIEWS)}
_ACTIONS = {"POST": "create", "PUT": "update", "PATCH": "update", "DELETE": "destroy"}
#: What changes without anybody changing the rule.
_ASIDE = frozenset({"updated_at", "url", "raw_title"})


def list_logs(context: Context) -> Answer:
    """The latest first; offset pages in the other direction too (OAS, ListAuditLogs)."""
    _check_plan(context)
    listing = Listing(AUDIT_LOGS, tuple(_filters(context)), order=_cursor_order(context))
    direction = context.request.query.get("sort_order", "desc")
    return paging.answer(context, replace(listing, offset_order=by_field("created_at", descending=direction == "desc")))


def show(context: Context) -> Answer:
    """One entry."""
    _check_plan(context)
    return Answer.of({"audit_log": context.found(AUDIT_LOGS)})


def noting(routes: Iterable[Route]) -> tuple[Route, ...]:
    """The routes, those that write one rule with a note in the log."""
    return tuple(_noting(each) for each in routes)


def _noting(route: Route) -> Route:
    family = _RULES.get(route.pattern.removesuffix("/{id}"))
    if family is None or route.method not in _ACTIONS:
        return route
    handler, action = route.handler, _ACTIONS[route.method]

    def noted(context: Context) -> Answer:
        before = context.documents.get(family, context.id()) if "id" in context.parameters else None
        answer = handler(context)
        after = _written(context, family, answer, before)
        if _differs(before, after) and (rule := after or before):
            _note(context, action, rule, _told(before, after))
        return answer

    return replace(route, handler=noted)


def _written(context: Context, family: Family, answer: Answer, before: Body | None) -> Body | None:
    """The rule as it is now, None where it is gone."""
    if before is not None:
        return context.documents.get(family, number(before["id"], "id"))
    made = json.loads(answer.encoded or b"{}").get(family.one)
    return made if isinstance(made, dict) else None


def _differs(before: Body | None, after: Body | None) -> bool:
    if before is None or after is None:
        return before is not after
    return any(before.get(name) != after.get(name) for name in {*before, *after} - _ASIDE)


def _note(context: Context, action: str, rule: Body, told: str) -> None:
    identity = context.documents.new_id()
    entry: Body = {
        "id": identity,
        "url": AUDIT_LOGS.url(context.documents.base, identity),
        "action": action,
        "action_label": {"create": "Created", "update": "Updated", "destroy": "Deleted"}[action],
        "actor_id": context.caller.get("id"),
        "actor_name": context.caller.get("name"),
        "source_id": rule["id"],
        "source_type": "rule",
        "source_label": str(rule.get("title")),
        "change_description": told,
        "created_at": context.stamp,
        "ip_address": "127.0.0.1",
    }
    context.documents.put(AUDIT_LOGS, entry)


def _told(before: Body | None, after: Body | None) -> str:
    """In words as the one example has them; of what is no plain text, that it changed."""
    if before is None or after is None:
        return ""
    changed = [name for name in after if name not in _ASIDE and before.get(name) != after[name]]
    told = []
    for name in changed:
        sides = (before.get(name), after[name])
        plain = all(isinstance(each, str | bool) for each in sides)
        label = name.replace("_", " ").capitalize()
        told.append(f"{label} changed from {sides[0]} to {sides[1]}" if plain else f"{label} changed")
    return "\n".join(told)


def _filters(context: Context) -> Iterator[Filter]:
    """Those that OAS lists; a filter is repeated with `[]`, of which the last one counts here."""
    query = context.request.query
    texts: tuple[tuple[str, Callable[[str], str | int]], ...] = (
        ("source_type", str),
        ("action", str),
        ("ip_address", str),
        ("source_id", lambda value: number(value, "filter[source_id]")),
        ("actor_id", lambda value: number(value, "filter[actor_id]")),
    )
    for name, read in texts:
        value = query.get(f"filter[{name}]") or query.get(f"filter[{name}][]")
        if value:
            yield Filter(f"{FIELD.format(name)} = ?", (read(value),))
    if query.get("filter[source_id]") and not query.get("filter[source_type]"):
        raise api_errors.invalid_attribute("filter[source_type]", "present")


def _cursor_order(context: Context) -> Order:
    wanted = context.request.query.get("sort", "-created_at")
    if not among(wanted, {"created_at", "-created_at"}):
        raise api_errors.invalid_attribute("sort", "created_at or -created_at")
    return by_field("created_at", descending=wanted.startswith("-"))


def _check_plan(context: Context) -> None:
    if not context.switches.enterprise_plan:
        raise api_errors.forbidden("The audit log is part of Enterprise plans only")


ROUTES = (
    Route("GET", "/api/v2/audit_logs", list_logs, "auditlogs"),
    Route("GET", "/api/v2/audit_logs/{id}", show, "auditlogs"),
)
