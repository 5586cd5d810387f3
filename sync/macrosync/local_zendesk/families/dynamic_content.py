"""Dynamic content: items, each a text in several languages (OAS; REF ticketing/ticket-management/dynamic_content)."""

from __future__ import annotations

import json
import re
from itertools import count
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families import dynamic_variants
from macrosync.local_zendesk.families.dynamic_text import ITEMS, refresh, uses, variants_of
from macrosync.local_zendesk.families.fields import TICKET_FIELDS
from macrosync.local_zendesk.families.macros import MACROS
from macrosync.local_zendesk.families.records import changed, new, text
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

WRITABLE = frozenset({"name", "default_locale_id", "variants"})
#: Whose lists go by what is rendered.
_SORTED_BY_TITLE = (MACROS, TICKET_FIELDS)
_NO_WORD = re.compile(r"[^\w]+")


def list_items(context: Context) -> Answer:
    """Every item with its variants."""
    return paging.answer(context, Listing(ITEMS, shown=_shown_text))


def show(context: Context) -> Answer:
    """One item."""
    return Answer.of({"item": _shown(context.found(ITEMS))})


def show_many(context: Context) -> Answer:
    """The items of some identifiers, which are the words after `dc.` (OAS, ShowManyDynamicContents)."""
    wanted = [each for each in context.request.query.get("identifiers", "").split(",") if each]
    found = [context.documents.first(ITEMS, where_field("identifier", each)) for each in wanted]
    items: list[Json] = [_shown(each) for each in found if each is not None]
    return Answer.of({"items": items, "next_page": None, "previous_page": None, "count": len(items)})


def create(context: Context) -> Answer:
    """Make an item with its variants, of which one is the default (OAS, CreateDynamicContent). Raises 422."""
    payload = context.permitted("item", context.payload("item"), WRITABLE)
    name = text(payload, "name")
    identifier = _identifier(context, name)
    _check_name(context, name)
    placeholder = f"{{{{dc.{identifier}}}}}"
    values: Body = {"name": name, "placeholder": placeholder, "identifier": identifier, "outdated": False}
    item = new(context.documents, ITEMS, context.stamp, values)
    item |= dynamic_variants.first_ones(context, item, payload)
    _store(context, item)
    return Answer.created("item", _shown(item))


def update(context: Context) -> Answer:
    """Change the name, the only attribute that can be (OAS); the placeholder stays."""
    before = context.found(ITEMS)
    payload = context.permitted("item", context.payload("item"), frozenset({"name"}))
    if "name" in payload and text(payload, "name") != before["name"]:
        _check_name(context, str(payload["name"]))
    after = changed(before, before | payload, context.stamp)
    _store(context, after)
    return Answer.of({"item": _shown(after)})


def delete(context: Context) -> Answer:
    """Delete an item; titles that show it keep the placeholder (assumed)."""
    item = context.found(ITEMS)
    if not context.switches.used_content_can_be_deleted and uses(context.documents, item):
        raise api_errors.invalid("base", "the dynamic content is in use")
    context.documents.remove(ITEMS, context.id())
    refresh(context, _SORTED_BY_TITLE)
    return Answer.empty()


def list_variants(context: Context) -> Answer:
    """The variants of an item."""
    return paging.of_values(context, "variants", list(variants_of(context.found(ITEMS))))


def show_variant(context: Context) -> Answer:
    """One variant."""
    return Answer.of({"variant": dynamic_variants.found(context, context.found(ITEMS))})


def create_variant(context: Context) -> Answer:
    """Add a variant. Raises 422 where the locale has one already (OAS)."""
    item, (made,) = dynamic_variants.added(context, context.found(ITEMS), [context.payload("variant")])
    _store(context, item)
    return Answer.created("variant", made)


def create_variants(context: Context) -> Answer:
    """Add several variants, all or none; 201 (OAS)."""
    item, made = dynamic_variants.added(context, context.found(ITEMS), dynamic_variants.several(context))
    _store(context, item)
    return Answer.of({"variants": list(made)}, 201)


def update_variant(context: Context) -> Answer:
    """Change what is given of a variant."""
    before = context.found(ITEMS)
    asked = {"id": dynamic_variants.found(context, before)["id"]}
    item = dynamic_variants.amended(context, before, [{**context.payload("variant"), **asked}])
    _store(context, item)
    return Answer.of({"variant": dynamic_variants.found(context, item)})


def update_variants(context: Context) -> Answer:
    """Change several variants, named by their ids in the body, all or none (OAS)."""
    wanted = dynamic_variants.several(context)
    item = dynamic_variants.amended(context, context.found(ITEMS), wanted)
    _store(context, item)
    named = {int(str(each["id"])) for each in wanted}
    return Answer.of({"variants": [each for each in variants_of(item) if each["id"] in named]})


def delete_variant(context: Context) -> Answer:
    """Delete a variant. Raises 422 for the default one (assumed), or the last."""
    item = context.found(ITEMS)
    variant = dynamic_variants.found(context, item)
    left = [each for each in variants_of(item) if each["id"] != variant["id"]]
    if variant["default"] is True:
        if context.switches.default_variant_is_kept or not left:
            raise api_errors.invalid("base", "the default variant cannot be deleted")
        left[0] |= {"default": True, "active": True}
        item |= {"default_locale_id": left[0]["locale_id"]}
    kept: list[Json] = [*left]
    _store(context, dynamic_variants.settled(item | {"variants": kept, "updated_at": context.stamp}))
    return Answer.empty()


def _store(context: Context, item: Body) -> None:
    context.documents.put(ITEMS, item)
    refresh(context, _SORTED_BY_TITLE)


def _identifier(context: Context, name: str) -> str:
    """The word after `dc.`: the name in small letters, other signs as `_`. Raises 422 where another item has it."""
    word = found = _NO_WORD.sub("_", name.casefold()).strip("_")
    for number_ in count(2):
        if word and context.documents.first(ITEMS, where_field("identifier", found)) is None:
            break
        if not word or context.switches.refuses_alike_placeholders:
            raise api_errors.duplicate("name", f"{name} has already been taken")
        found = f"{word}_{number_}"
    return found


def _check_name(context: Context, name: str) -> None:
    if context.documents.first(ITEMS, where_field("name", name)) is not None:
        raise api_errors.duplicate("name", f"{name} has already been taken")


def _shown(item: Body) -> Body:
    return {name: value for name, value in item.items() if name != "identifier"}


def _shown_text(text_: str) -> str:
    return compact(_shown(json.loads(text_)))


_ITEM = f"{ITEMS.path}/{{id}}"
_VARIANTS = f"{_ITEM}/variants"
ROUTES = (
    Route("GET", ITEMS.path, list_items, "dynamic_content"),
    Route("POST", ITEMS.path, create, "dynamic_content"),
    Route("GET", f"{ITEMS.path}/show_many", show_many, "dynamic_content"),
    Route("GET", _ITEM, show, "dynamic_content"),
    Route("PUT", _ITEM, update, "dynamic_content"),
    Route("DELETE", _ITEM, delete, "dynamic_content"),
    Route("GET", _VARIANTS, list_variants, "dynamic_content"),
    Route("POST", _VARIANTS, create_variant, "dynamic_content"),
    Route("POST", f"{_VARIANTS}/create_many", create_variants, "dynamic_content"),
    Route("PUT", f"{_VARIANTS}/update_many", update_variants, "dynamic_content"),
    Route("GET", f"{_VARIANTS}/{{variant_id}}", show_variant, "dynamic_content"),
    Route("PUT", f"{_VARIANTS}/{{variant_id}}", update_variant, "dynamic_content"),
    Route("DELETE", f"{_VARIANTS}/{{variant_id}}", delete_variant, "dynamic_content"),
)
