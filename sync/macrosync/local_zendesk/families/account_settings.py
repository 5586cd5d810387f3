"""The account's settings (REF ticketing/account-configuration/account_settings).

The keys are those of the published file; what an account here can do is what the values say. What is set is kept and
given back; but for the default brand nothing goes by it (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import Family, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import brand_writes
from macrosync.local_zendesk.families.brands import default_brand
from macrosync.local_zendesk.families.custom_statuses import CUSTOM_STATUSES
from macrosync.local_zendesk.families.locales import LOCALES
from macrosync.local_zendesk.families.new_settings import SETTINGS
from macrosync.local_zendesk.families.settings_values import merged
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: What was set; there is one record of it.
ACCOUNT_SETTINGS = Family("account_settings", "settings", "/api/v2/account/settings")
#: What an account has by its plan.
_BY_PLAN = frozenset({"active_features", "limits"})


def show(context: Context) -> Answer:
    """All of them, the locales and the default brand as they are."""
    return Answer.of({"settings": _shown(context, _kept(context))})


def update(context: Context) -> Answer:
    """Set what is given; the rest stays. All are answered (OAS). Locales are not set here (assumed)."""
    after = merged(context, _kept(context), _settable(context, context.payload("settings")))
    brands = after["brands"]
    wanted = brands.get("default_brand_id") if isinstance(brands, dict) else None
    if isinstance(wanted, int) and wanted != default_brand(context.documents):
        brand_writes.make_default(context, wanted)
    context.documents.put(ACCOUNT_SETTINGS, {"id": 1, "settings": after})
    return Answer.of({"settings": _shown(context, after)})


def comments_are_public(context: Context) -> bool:
    """Whether a ticket's first comment is public where it does not say (OAS); nothing else goes by what is set."""
    if not context.switches.settings_take_effect:
        return True
    return _object(_kept(context)["tickets"])["comments_public_by_default"] is True


def _settable(context: Context, given: Body) -> Body:
    """What may be set: everything, or all but what the account's plan decides."""
    dropped = set() if context.switches.features_can_be_set else _BY_PLAN & set(given)
    context.warnings.extend(f"settings.{name}" for name in sorted(dropped))
    return {name: value for name, value in given.items() if name not in dropped}


def _kept(context: Context) -> Body:
    """What was set, over what an account begins with."""
    kept = context.documents.get(ACCOUNT_SETTINGS, 1)
    found = _object(kept["settings"]) if kept else {}
    settings: Body = {name: _object(values) | _object(found.get(name)) for name, values in SETTINGS.items()}
    inactive = _object(settings["messaging_inactivity"])
    if inactive["ticket_status_id"] is None:
        settings["messaging_inactivity"] = inactive | {"ticket_status_id": _solved(context)}
    named: Body = {"default_brand_id": default_brand(context.documents)}
    return settings | {"brands": _object(settings["brands"]) | named}


def _solved(context: Context) -> Json:
    """The status that conversations without an answer get where none was chosen."""
    found = context.documents.first(CUSTOM_STATUSES, where_field("status_category", "solved"))
    return found["id"] if found else None


def _object(value: Json) -> Body:
    return value if isinstance(value, dict) else {}


def _shown(context: Context, settings: Body) -> Body:
    locales: list[Json] = [locale["id"] for locale in context.documents.all(LOCALES)]
    return settings | {"localization": {"locale_ids": locales}}


ROUTES = (
    Route("GET", "/api/v2/account/settings", show),
    Route("PUT", "/api/v2/account/settings", update),
)
