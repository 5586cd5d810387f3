"""The languages that an account speaks (REF ticketing/account-configuration/locales)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import Documents, Family
from macrosync.local_zendesk.families.records import listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.local_zendesk.documents import Body

LOCALES = Family("locales", "locale", "/api/v2/locales", key=lambda body: int(body["default"] is not True))
#: Those that have been seen, by id; another one gets the next number.
KNOWN = {"en-us": (1, "English"), "ja": (67, "日本語"), "ko": (69, "한국어")}


def plant(documents: Documents, stamp: str, locales: Sequence[str]) -> None:
    """The locales; the first one is the account's own, and the Help Center's default."""
    for position, locale in enumerate(locales):
        number, name = KNOWN.get(locale, (1000 + position, locale))
        body: Body = {"id": number, "locale": locale, "name": name, "default": position == 0}
        url = f"{documents.base}/api/v2/locales/{locale}.json"
        documents.put(LOCALES, {**body, "url": url, "created_at": stamp, "updated_at": stamp})


def names(documents: Documents) -> list[str]:
    """The locales, the default one first."""
    return [str(each["locale"]) for each in documents.all(LOCALES)]


ROUTES = (Route("GET", "/api/v2/locales", listing(LOCALES)),)
