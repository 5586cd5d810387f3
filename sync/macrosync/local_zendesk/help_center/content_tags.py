"""Content tags: names with ULIDs, which articles refer to (REF help_center/help-center-api/content_tags).

They are in no OpenAPI file. They stand under `records`, a page of them with the Help Center's links (REF).
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import Family, Filter, Order, where_field
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families.records import changed, new
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route
from macrosync.local_zendesk.webhooks.records import ulid

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

PATH = "/api/v2/guide/content_tags"
CONTENT_TAGS = Family(
    "content_tags",
    "content_tag",
    PATH,
    Order("name,id", ("sort", "id")),
    key=lambda body: str(body["name"]).casefold(),
    indexed=("ulid",),
)
_KEYS = ("created_at", "id", "name", "updated_at")


def list_tags(context: Context) -> Answer:
    """Tags by name, those whose name begins with `filter[name_prefix]` where asked; pages by cursor only (REF)."""
    query = {"page[size]": "30", **context.request.query}
    prefix = query.get("filter[name_prefix]", "").casefold()
    filters = (Filter("instr(sort, ?) = 1", (prefix,)),) if prefix else ()
    asked = replace(context, request=replace(context.request, query=query))
    found = paging.answer(asked, Listing(CONTENT_TAGS, filters, shown=lambda text: compact(_shown(json.loads(text)))))
    body = json.loads(found.encoded or b"{}")
    return Answer.of({"records": body["content_tags"], "meta": body["meta"], "links": body["links"]})


def show(context: Context) -> Answer:
    """One tag."""
    return Answer.of({"content_tag": _shown(_found(context))})


def create(context: Context) -> Answer:
    """Make a tag; its name is unique whatever its case (assumed). 201."""
    made = new(context.documents, CONTENT_TAGS, context.stamp, {"name": _name(context), "ulid": ulid(context.now)})
    context.documents.put(CONTENT_TAGS, made)
    location = f"{context.documents.base}{PATH}/{made['ulid']}"
    return Answer.of({"content_tag": _shown(made)}, 201, {"location": location})


def update(context: Context) -> Answer:
    """Rename a tag."""
    before = _found(context)
    after = changed(before, before | {"name": _name(context, before)}, context.stamp)
    context.documents.put(CONTENT_TAGS, after)
    return Answer.of({"content_tag": _shown(after)})


def delete(context: Context) -> Answer:
    """Delete a tag."""
    context.documents.remove(CONTENT_TAGS, int(str(_found(context)["id"])))
    return Answer.empty()


def _name(context: Context, before: Body | None = None) -> str:
    payload = context.permitted("content_tag", context.payload("content_tag"), frozenset({"name"}))
    name: Json = payload.get("name")
    if not isinstance(name, str) or not name.strip():
        raise api_errors.help_center_invalid("name", "can't be blank")
    known = context.documents.first(CONTENT_TAGS, Filter("sort = ?", (name.casefold(),)))
    unique = context.switches.content_tags_are_unique
    if unique and known is not None and (before is None or known["id"] != before["id"]):
        raise api_errors.help_center_invalid("name", "has already been taken")
    return name


def _found(context: Context) -> Body:
    body = context.documents.first(CONTENT_TAGS, where_field("ulid", context.parameters["tag"]))
    if body is None:
        raise api_errors.not_found()
    return body


def _shown(body: Body) -> Body:
    return {name: (body | {"id": body["ulid"]})[name] for name in _KEYS}


ROUTES = (
    Route("GET", PATH, list_tags, "hc"),
    Route("POST", PATH, create, "hc"),
    Route("GET", f"{PATH}/{{tag}}", show, "hc"),
    Route("PUT", f"{PATH}/{{tag}}", update, "hc"),
    Route("DELETE", f"{PATH}/{{tag}}", delete, "hc"),
)
