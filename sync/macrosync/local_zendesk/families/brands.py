"""Brands: the one that every account has, and lists of them (REF ticketing/account-configuration/brands)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.context import flag
from macrosync.local_zendesk.documents import FIELD, Documents, Family, Filter, Order
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.ticket_records import BRAND
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: By name (OAS, ListBrands).
BRANDS = Family(
    "brands", "brand", "/api/v2/brands", Order("name,id", ("sort", "id")), key=lambda body: str(body["name"]).casefold()
)
#: Those that are not deleted.
THERE = Filter(f"{FIELD.format('is_deleted')} = 0")


def plant(documents: Documents, stamp: str, forms: list[Json]) -> None:
    """The default brand, which every ticket has; the address that it gives is the server's own."""
    body: Body = {
        "url": BRANDS.url(documents.base, BRAND),
        "id": BRAND,
        "name": "Local",
        "brand_url": documents.base,
        "subdomain": "local",
        "host_mapping": None,
        "has_help_center": True,
        "help_center_state": "enabled",
        "active": True,
        "default": True,
        "is_deleted": False,
        "logo": None,
        "ticket_form_ids": forms,
        "signature_template": "{{agent.signature}}",
        "created_at": stamp,
        "updated_at": stamp,
    }
    documents.put(BRANDS, body)


def default_brand(documents: Documents) -> int:
    """The id of the brand that tickets have which name none."""
    found = documents.first(BRANDS, Filter(f"{FIELD.format('default')} = 1"))
    return BRAND if found is None else int(str(found["id"]))


def list_brands(context: Context) -> Answer:
    """All of them; deleted ones where that is asked for (OAS, include_deleted)."""
    deleted = flag(context.request.query, "include_deleted")
    return paging.answer(context, Listing(BRANDS, () if deleted else (THERE,)))


def show(context: Context) -> Answer:
    """One of them, a deleted one too (assumed)."""
    brand = context.found(BRANDS)
    if brand["is_deleted"] is True and not context.switches.deleted_brands_are_shown:
        raise api_errors.not_found()
    return Answer.of({"brand": brand})


ROUTES = (
    Route("GET", "/api/v2/brands", list_brands),
    Route("GET", "/api/v2/brands/{id}", show),
)
