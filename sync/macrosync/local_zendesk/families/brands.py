"""Brands: the account's one, to list and to show (REF ticketing/account-configuration/brands)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import paging
from macrosync.local_zendesk.documents import Documents, Family, Order
from macrosync.local_zendesk.families.records import showing
from macrosync.local_zendesk.families.ticket_records import BRAND
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.local_zendesk.exchange import Answer
    from macrosync.resources import Json

#: By name (OAS, ListBrands).
BRANDS = Family(
    "brands", "brand", "/api/v2/brands", Order("name,id", ("sort", "id")), key=lambda body: str(body["name"]).casefold()
)


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


def list_brands(context: Context) -> Answer:
    """All of them."""
    return paging.answer(context, Listing(BRANDS))


ROUTES = (
    Route("GET", "/api/v2/brands", list_brands),
    Route("GET", "/api/v2/brands/{id}", showing(BRANDS)),
)
