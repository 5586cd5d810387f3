"""Macros: their rules, and the operations on one (REF ticketing/business-rules/macros)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import FIELD, Family, Filter, Order
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families import macro_actions, macro_files
from macrosync.local_zendesk.families.dynamic_text import with_titles
from macrosync.local_zendesk.families.groups import GROUPS
from macrosync.local_zendesk.families.records import among, changed, new, number, showing, text
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: Titles are compared without regard to case, as the service's database does (assumed).
MACROS = Family(
    "macros",
    "macro",
    "/api/v2/macros",
    Order("title,id", ("sort", "id")),
    key=lambda body: str(body["title"]).casefold(),
)
WRITABLE = frozenset(
    {"title", "raw_title", "active", "description", "actions", "restriction", "position", "attachments"}
)
#: New macros stand at 10000 (recorded); an account has 5,000 shared ones at most (SUP 4408844187034).
NEW_POSITION, MOST_SHARED = 10_000, 5_000
#: Bytes of a business rule (SUP 4408822236058).
LARGEST = 65_535
#: Those that are not somebody's own.
SHARED = Filter(f"{FIELD.format('restriction.type')} IS NOT 'User'")


def create(context: Context) -> Answer:
    """Make a macro; 201 with Location (recorded)."""
    payload = _payload(context)
    text(payload, "title")
    if not payload.get("actions"):
        raise api_errors.blank("actions")
    defaults: Body = {"active": True, "description": None, "position": NEW_POSITION, "restriction": None}
    made = _without_nothing(new(context.documents, MACROS, context.stamp, {"default": False, **defaults, **payload}))
    _check_room(context, made)
    context.documents.put(MACROS, made)
    return Answer.created("macro", made)


def update(context: Context) -> Answer:
    """Change what is given: `actions` replaces the whole list, what is left out stays (recorded)."""
    before = context.found(MACROS)
    payload = _payload(context)
    if "title" in payload:
        text(payload, "title")
    if "actions" in payload and not payload["actions"]:
        raise api_errors.blank("actions")
    after = changed(before, _without_nothing(before | payload), context.stamp, always=context.touches)
    _check_size(context, after)
    context.documents.put(MACROS, after)
    return Answer.of({"macro": after})


def delete(context: Context) -> Answer:
    """Delete a macro, active or not (recorded)."""
    if not context.documents.remove(MACROS, context.id()):
        raise api_errors.not_found()
    return Answer.empty()


def update_many(context: Context) -> Answer:
    """Set `active` and `position` of several macros; nothing else of them (OAS, MacroUpdateManyInput)."""
    wanted = context.json().get("macros")
    if not isinstance(wanted, list):
        raise api_errors.invalid_attribute("macros", "an array")
    if len(wanted) > 100:  # noqa: PLR2004 - recorded
        raise api_errors.too_many_values()
    found: list[Json] = [_update_one(context, each) for each in wanted]
    return Answer.of({"macros": found, "next_page": None, "previous_page": None, "count": len(found)})


def destroy_many(context: Context) -> Answer:
    """Delete several macros; those that are not there are passed over (recorded: 204)."""
    for macro in context.ids():
        if context.documents.get(MACROS, macro):
            context.documents.remove(MACROS, macro)
    return Answer.empty()


def _payload(context: Context) -> Body:
    """What may be written of a macro. Raises 500 for a body that is not wrapped (github fprimex/zdesk#42)."""
    body = context.json()
    if "macro" not in body:
        raise api_errors.unwrapped()
    payload = context.permitted("macro", context.payload("macro"), WRITABLE)
    if isinstance(payload.get("raw_title"), str):
        payload.setdefault("title", payload["raw_title"])
    if "title" in payload:
        payload["raw_title"] = payload["title"]
        payload = with_titles(context, payload)
    if "actions" in payload:
        strict = context.switches.checks_macro_actions
        payload["actions"] = macro_actions.checked(context.documents, payload["actions"], strict=strict)
    if "restriction" in payload:
        payload["restriction"] = restriction(context, payload["restriction"])
    if "attachments" in payload:
        payload["attachments"] = macro_files.checked(context, payload["attachments"])
    if not isinstance(payload.get("active", True), bool):
        raise api_errors.invalid_attribute("active", "a boolean")
    if "position" in payload:
        payload["position"] = number(payload["position"], "position")
    if not isinstance(payload.get("description"), str | None):
        raise api_errors.invalid_attribute("description", "a string")
    return payload


def _without_nothing(macro: Body) -> Body:
    """A macro without files does not say so (assumed: most recorded macros have no such key)."""
    return {name: value for name, value in macro.items() if name != "attachments" or value}


def restriction(context: Context, value: Json) -> Json:
    """Who may use it: null for everyone, a user, or groups, of which `id` is the first and `ids` all (REF)."""
    if value is None or value == {}:
        return None
    if not isinstance(value, dict) or not among(value.get("type"), {"Group", "User"}):
        raise api_errors.invalid("restriction", "is invalid")
    listed = value.get("ids")
    ids = [number(each, "restriction.ids") for each in (listed if isinstance(listed, list) else [value.get("id")])]
    family = GROUPS if value["type"] == "Group" else USERS
    if not ids or any(context.documents.get(family, each) is None for each in ids):
        raise api_errors.invalid("restriction", "is invalid")
    if value["type"] == "User":
        return {"type": "User", "id": ids[0]}
    return {"type": "Group", "id": ids[0], "ids": [*ids]}


def _update_one(context: Context, wanted: Json) -> Body:
    if not isinstance(wanted, dict):
        raise api_errors.invalid_attribute("macros", "an array of objects")
    before = context.found(MACROS, number(wanted.get("id"), "id"))
    given = context.permitted("macros", wanted, frozenset({"id", "active", "position"}))
    after = changed(before, before | given | {"id": before["id"]}, context.stamp)
    context.documents.put(MACROS, after)
    return after


def _check_room(context: Context, made: Body) -> None:
    _check_size(context, made)
    restriction, documents = made["restriction"], context.documents
    if isinstance(restriction, dict) and restriction["type"] == "User":
        return
    # All are counted first, which costs next to nothing; of which only some may be shared.
    if documents.count(MACROS) >= MOST_SHARED and documents.count(MACROS, SHARED) >= MOST_SHARED:
        said = f"the limit of {MOST_SHARED} shared macros is reached"
        invalid = context.switches.macro_limit_is_invalid
        raise api_errors.invalid("base", said) if invalid else api_errors.forbidden(said)


def _check_size(context: Context, macro: Body) -> None:
    written: Json = {name: value for name, value in macro.items() if name in WRITABLE}
    measured = macro["actions"] if context.switches.macro_size_is_of_actions else written
    if len(compact(measured).encode()) > LARGEST:
        raise api_errors.invalid("base", "the rule is larger than 65 KB")


ROUTES = (
    Route("POST", "/api/v2/macros", create, "macros"),
    Route("PUT", "/api/v2/macros/update_many", update_many, "macros"),
    Route("DELETE", "/api/v2/macros/destroy_many", destroy_many, "macros"),
    Route("GET", "/api/v2/macros/{id}", showing(MACROS), "macros"),
    Route("PUT", "/api/v2/macros/{id}", update, "macros"),
    Route("DELETE", "/api/v2/macros/{id}", delete, "macros"),
)
