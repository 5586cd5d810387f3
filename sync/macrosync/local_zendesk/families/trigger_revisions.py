"""Revisions of triggers: what a trigger was after each change, and by whom (OAS, ListTriggerRevisions).

An Enterprise plan has them; another one is refused. A place or a category is none of what they show, so that moving a
trigger makes none.
"""

from __future__ import annotations

import json
from itertools import zip_longest
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import Choice, Family, Order
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.revision_pages import Page
from macrosync.local_zendesk.families.trigger_records import TRIGGERS
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

REVISIONS = Family(
    "trigger_revisions", "trigger_revision", "/api/v2/trigger_revisions", key=lambda body: str(body["created_at"])
)
_NEWEST = Order("-created_at,-id", ("sort", "id"), descending=True)
#: What a revision shows of its trigger (OAS, TriggerSnapshotObject).
_SNAPSHOT = ("title", "description", "active", "conditions", "actions")


def note(context: Context, trigger: Body) -> None:
    """Keep what a trigger is now, where that differs from its last revision."""
    number = int(str(trigger["id"]))
    snapshot: Body = {name: trigger[name] for name in _SNAPSHOT}
    place: Json = [trigger["position"], trigger["category_id"]]
    latest = context.documents.keyset(Choice(REVISIONS, parent=number), _NEWEST, None, 1)
    last = json.loads(latest[0].text) if latest else {}
    moved = context.switches.moves_make_revisions and last.get("place", place) != place
    if last.get("snapshot") == snapshot and not moved:
        return
    identity = context.documents.new_id()
    made: Body = {"id": identity, "trigger_id": number, "author_id": context.caller.get("id")}
    made |= {"url": f"{context.documents.base}/api/v2/triggers/{number}/revisions/{identity}.json"}
    context.documents.put(REVISIONS, made | {"created_at": context.stamp, "snapshot": snapshot, "place": place}, number)


def latest(context: Context, trigger: int) -> int | None:
    """The id of a trigger's latest revision."""
    found = context.documents.keyset(Choice(REVISIONS, parent=trigger), _NEWEST, None, 1)
    return int(str(json.loads(found[0].text)["id"])) if found else None


def list_revisions(context: Context) -> Answer:
    """The latest first, by cursors of their own kind, each with what it changed (OAS)."""
    _check_plan(context)
    context.found(TRIGGERS)
    every = context.documents.all(REVISIONS, parent=context.id())
    former: dict[Json, Body | None] = {each["id"]: before for before, each in zip([None, *every], every, strict=False)}
    page = Page.of(context, every[::-1])
    listed: list[Json] = [_shown(each) | {"diff": _diff(context, former[each["id"]], each)} for each in page.records]
    body: Body = {"trigger_revisions": listed, "count": len(listed), **page.links}
    return Answer.of(body | _authors(context, page.records))


def show(context: Context) -> Answer:
    """One revision of a trigger."""
    _check_plan(context)
    context.found(TRIGGERS)
    revision = context.found(REVISIONS, context.id("revision_id"))
    if revision["trigger_id"] != context.id():
        raise api_errors.not_found()
    body: Body = {"trigger_revision": _shown(revision)}
    return Answer.of(body | _authors(context, [revision]))


def _check_plan(context: Context) -> None:
    if not context.switches.enterprise_plan:
        raise api_errors.forbidden("Revisions of triggers are part of Enterprise plans only")


def _shown(revision: Body) -> Body:
    return {name: value for name, value in revision.items() if name not in {"trigger_id", "place"}}


def _authors(context: Context, revisions: list[Body]) -> Body:
    """Side-loaded with `include=users` (OAS)."""
    if "users" not in context.request.query.get("include", "").split(","):
        return {}
    found = [context.documents.get(USERS, int(str(each["author_id"]))) for each in revisions if each["author_id"]]
    users: dict[Json, Json] = {user["id"]: user for user in found if user is not None}
    return {"users": [*users.values()]}


def _diff(context: Context, before: Body | None, after: Body) -> Body:
    """What changed from the revision before; the first one is new as a whole and has no source (assumed)."""
    if before is None and not context.switches.first_revision_is_whole:
        return {}
    conditions = ("all", "any") if context.switches.revisions_show_conditions else ()
    old, new = (_object(each["snapshot"]) if each else {} for each in (before, after))
    rules = [_object(each.get("conditions")) for each in (old, new)]
    source: Body = {"source_id": before["id"]} if before else {}
    return source | {
        "target_id": after["id"],
        **{name: _change(old.get(name), new[name]) for name in ("title", "description", "active")},
        "conditions": {
            name: _changes([each.get(name) for each in rules], ("field", "operator", "value")) for name in conditions
        },
        "actions": _changes([each.get("actions") for each in (old, new)], ("field", "value")),
    }


def _changes(lists: list[Json], names: tuple[str, ...]) -> Json:
    """The entries of two lists, side by side."""
    old, new = ([_object(entry) for entry in each] if isinstance(each, list) else [] for each in lists)
    nothing: Body = {}
    pairs = zip_longest(old, new, fillvalue=nothing)
    return [{name: _change(was.get(name), now.get(name)) for name in names} for was, now in pairs]


def _change(was: Json, now: Json) -> Json:
    """`=` for what stayed, else `-` for what went and `+` for what came (OAS, TriggerChangeObject)."""
    if was == now:
        return [] if now is None else [{"change": "=", "content": now}]
    sides = (("-", was), ("+", now))
    return [{"change": sign, "content": value} for sign, value in sides if value is not None]


def _object(value: Json) -> Body:
    return value if isinstance(value, dict) else {}


_PATH = "/api/v2/triggers/{id}/revisions"
ROUTES = (
    Route("GET", _PATH, list_revisions, "triggers"),
    Route("GET", f"{_PATH}/{{revision_id}}", show, "triggers"),
)
