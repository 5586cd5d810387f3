"""Brands made, changed and deleted, their logos and addresses (OAS, CreateBrand and its kin).

There is always one default brand, which is active and cannot be deleted (assumed). An address is checked without a look
at the DNS: nothing here leaves the machine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import uploads
from macrosync.local_zendesk.families.brands import BRANDS, THERE, default_brand
from macrosync.local_zendesk.families.forms import TICKET_FORMS
from macrosync.local_zendesk.families.records import changed, new, number, text
from macrosync.local_zendesk.families.ticket_records import BRAND
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

WRITABLE = frozenset(
    {
        *("name", "subdomain", "active", "default", "has_help_center", "host_mapping", "signature_template"),
        *("ticket_form_ids", "brand_url"),
    }
)
_FLAGS = ("active", "default", "has_help_center")
_THUMBNAIL: Body = {"width": 80, "height": 80}
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


def create(context: Context) -> Answer:
    """Make a brand; it has every form that is there for all brands (assumed)."""
    payload = _payload(context, None)
    name, subdomain = text(payload, "name"), text(payload, "subdomain")
    shared = [form["id"] for form in context.documents.all(TICKET_FORMS) if form["in_all_brands"] is True]
    forms: list[Json] = [*shared] if context.switches.new_brands_have_forms else []
    values: Body = {
        "name": name,
        "brand_url": _address(subdomain),
        "subdomain": subdomain,
        "host_mapping": None,
        "has_help_center": False,
        "help_center_state": "disabled",
        "active": True,
        "default": False,
        "is_deleted": False,
        "logo": None,
        "ticket_form_ids": forms,
        "signature_template": "{{agent.signature}}",
    }
    made = _stored(context, new(context.documents, BRANDS, context.stamp, values) | payload)
    return Answer.created("brand", made)


def update(context: Context) -> Answer:
    """Change what is given; the default brand stays that until another one is."""
    before = _there(context)
    payload = _payload(context, before)
    for name in ("name", "subdomain"):
        if name in payload:
            text(payload, name)
    after = before | payload
    if before["default"] is True and (after["default"] is not True or after["active"] is not True):
        raise api_errors.invalid("base", "the default brand cannot be deactivated; make another one the default first")
    return Answer.of({"brand": _stored(context, changed(before, after, context.stamp))})


def delete(context: Context) -> Answer:
    """Delete a brand: it leaves lists and stays on its tickets. Raises 422 for the default one (assumed)."""
    brand = _there(context)
    following = [each for each in context.documents.all(BRANDS, THERE) if each["active"] and each["id"] != brand["id"]]
    if brand["default"] is True and (context.switches.default_brand_is_kept or not following):
        raise api_errors.invalid("base", "the default brand cannot be deleted")
    gone: Body = {"is_deleted": True, "active": False, "default": False, "updated_at": context.stamp}
    context.documents.put(BRANDS, brand | gone)
    if brand["default"] is True:
        context.documents.put(BRANDS, following[0] | {"default": True, "updated_at": context.stamp})
    return Answer.empty()


def check_address(context: Context) -> Answer:
    """Whether an address may stand for a subdomain."""
    query = context.request.query
    for name in ("host_mapping", "subdomain"):
        if not query.get(name):
            raise api_errors.invalid_attribute(name, "present")
    return Answer.of(_checked(context, query["host_mapping"], query["subdomain"]))


def check_address_of_brand(context: Context) -> Answer:
    """The same of a brand's own address."""
    brand = _there(context)
    return Answer.of(_checked(context, str(brand["host_mapping"] or ""), str(brand["subdomain"])))


def put_logo(context: Context) -> Answer:
    """Set the logo, in a form; of the image its name, type and size are kept (OAS, UpdateBrandLogo)."""
    brand = _there(context)
    file = uploads.uploaded(context, "brand[logo][uploaded_data]")
    identity = context.documents.new_id()
    base = context.documents.base
    logo: Body = {"id": identity, "url": f"{base}/api/v2/attachments/{identity}.json", "file_name": file.name}
    logo |= {"content_url": f"{base}/brands/{identity}/{file.name}", "content_type": file.content_type}
    logo |= {"mapped_content_url": logo["content_url"], "size": file.size, "inline": False, "deleted": False}
    logo |= {"width": None, "height": None, **uploads.NOT_SCANNED}
    smaller = context.switches.logos_have_thumbnails
    thumbnails: list[Json] = [logo | {"id": identity + 1, **_THUMBNAIL}] if smaller else []
    after = brand | {"logo": logo | {"thumbnails": thumbnails}, "updated_at": context.stamp}
    context.documents.put(BRANDS, after)
    return Answer.of({"brand": after})


def delete_logo(context: Context) -> Answer:
    """Take the logo away; 204 where there was none as well (OAS)."""
    brand = _there(context)
    context.documents.put(BRANDS, changed(brand, brand | {"logo": None}, context.stamp))
    return Answer.empty()


def make_default(context: Context, wanted: int) -> None:
    """Make a brand the default. Raises 422 for one that is not there or not active."""
    brand = context.documents.get(BRANDS, wanted)
    if brand is None or brand["is_deleted"] is True:
        raise api_errors.invalid("default_brand_id", "is invalid")
    _stored(context, changed(brand, brand | {"default": True}, context.stamp))


def _payload(context: Context, before: Body | None) -> Body:
    """What may be written of a brand. Raises 400 and 422."""
    writable = WRITABLE if context.switches.brands_can_be_made_default else WRITABLE - {"default"}
    payload = context.permitted("brand", context.payload("brand"), writable)
    payload.pop("brand_url", None)  # made of the subdomain; sent back by who sends a whole brand
    for name in _FLAGS:
        if not isinstance(payload.get(name, False), bool):
            raise api_errors.invalid_attribute(name, "a boolean")
    for name in ("host_mapping", "signature_template"):
        if not isinstance(payload.get(name), str | None):
            raise api_errors.invalid_attribute(name, "a string")
    if "subdomain" in payload:
        wanted = text(payload, "subdomain")
        payload |= _subdomain(context, before, wanted.lower() if context.switches.folds_subdomains else wanted)
    if "ticket_form_ids" in payload:
        payload["ticket_form_ids"] = _form_ids(context, payload["ticket_form_ids"])
    if "has_help_center" in payload:
        payload["help_center_state"] = "enabled" if payload["has_help_center"] else "disabled"
    return payload


def _subdomain(context: Context, before: Body | None, wanted: str) -> Body:
    """A subdomain is a label of a host name, and one brand's; the first brand's address is this server's."""
    if before is not None and before["subdomain"] == wanted:
        return {"subdomain": wanted}
    if not _HOST.fullmatch(wanted):
        raise api_errors.invalid("subdomain", "is invalid")
    if context.documents.first(BRANDS, where_field("subdomain", wanted), THERE) is not None:
        raise api_errors.duplicate("subdomain", "has already been taken")
    first = before is not None and before["id"] == BRAND
    return {"subdomain": wanted} if first else {"subdomain": wanted, "brand_url": _address(wanted)}


def _form_ids(context: Context, value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise api_errors.invalid_attribute("ticket_form_ids", "an array")
    ids = [number(each, "ticket_form_ids") for each in value]
    if any(context.documents.get(TICKET_FORMS, each) is None for each in ids):
        raise api_errors.invalid("ticket_form_ids", "is invalid")
    return [*dict.fromkeys(ids)]


def _stored(context: Context, brand: Body) -> Body:
    """Write a brand; there is one default, which is active."""
    if brand["default"] is True:
        if brand["active"] is not True:
            raise api_errors.invalid("default", "cannot be a brand that is not active")
        former = context.documents.get(BRANDS, default_brand(context.documents))
        if former is not None and former["id"] != brand["id"]:
            context.documents.put(BRANDS, former | {"default": False, "updated_at": context.stamp})
    context.documents.put(BRANDS, brand)
    return brand


def _there(context: Context) -> Body:
    brand = context.found(BRANDS)
    if brand["is_deleted"] is True:
        raise api_errors.not_found()
    return brand


def _checked(context: Context, host: str, subdomain: str) -> Body:
    """A host name of several labels is taken for a CNAME of the subdomain's (assumed), all else is none."""
    labels = host.lower().split(".")
    expected = f"{subdomain}.zendesk.com"
    if context.switches.host_names_pass and len(labels) > 1 and all(_HOST.fullmatch(label) for label in labels):
        return {"is_valid": True, "cname": expected}
    return {"is_valid": False, "reason": "not_a_cname", "expected_cnames": [expected]}


def _address(subdomain: str) -> str:
    return f"https://{subdomain}.zendesk.com"


_PATH = "/api/v2/brands"
_EACH = f"{_PATH}/{{id}}"
ROUTES = (
    Route("POST", _PATH, create),
    Route("PUT", _EACH, update),
    Route("DELETE", _EACH, delete),
    Route("GET", f"{_PATH}/check_host_mapping", check_address),
    Route("GET", f"{_EACH}/check_host_mapping", check_address_of_brand),
    Route("PUT", f"{_EACH}/logo", put_logo),
    Route("DELETE", f"{_EACH}/logo", delete_logo),
)
