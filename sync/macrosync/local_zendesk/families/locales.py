"""The languages that an account speaks (REF ticketing/account-configuration/locales)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import Documents, Family, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.local_zendesk.context import Context
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


def show(context: Context) -> Answer:
    """One by its number or its code, whatever the case (OAS, ShowLocaleById)."""
    wanted = context.parameters["name"]
    for locale in context.documents.all(LOCALES):
        if wanted == str(locale["id"]) or wanted.lower() == locale["locale"]:
            return Answer.of({"locale": locale})
    raise api_errors.not_found()


def show_current(context: Context) -> Answer:
    """The caller's own (OAS, ShowCurrentLocale)."""
    found = context.documents.first(LOCALES, where_field("locale", str(context.caller["locale"])))
    return Answer.of({"locale": found or context.documents.all(LOCALES)[0]})


def detect(context: Context) -> Answer:
    """The one that the client's languages come closest to, or the account's (OAS, DetectBestLocale)."""
    every = context.documents.all(LOCALES)
    asked = context.request.headers.get("accept-language", "").lower().split(",")
    for language in (each.partition(";")[0].strip() for each in asked):
        for locale in every:
            if language and str(locale["locale"]).partition("-")[0] == language.partition("-")[0]:
                return Answer.of({"locale": locale})
    return Answer.of({"locale": every[0]})


_PATH = "/api/v2/locales"
ROUTES = (
    Route("GET", _PATH, listing(LOCALES)),
    Route("GET", f"{_PATH}/agent", listing(LOCALES)),
    Route("GET", f"{_PATH}/public", listing(LOCALES)),
    Route("GET", f"{_PATH}/current", show_current),
    Route("GET", f"{_PATH}/detect_best_locale", detect),
    Route("GET", f"{_PATH}/{{name}}", show),
)
