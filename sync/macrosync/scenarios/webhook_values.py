"""Parts of a webhook's body as the Tickets API takes them: values of fields, and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.rules import tags
from macrosync.scenarios import field_values
from macrosync.scenarios.words import text_of

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload
    from macrosync.scenarios.account import Account


class Refused(Exception):
    """The Tickets API would answer 4xx: nothing is done, and the sentence says why."""


def fields(entries: Json, account: Account) -> dict[int, Json]:
    """Values by the field's id; an id that is no field's is passed over, as the service does."""
    known = {int(str(field["id"])): field for field in account.every_field}
    found: dict[int, Json] = {}
    for entry in entries if isinstance(entries, list) else []:
        number = str(entry.get("id")) if isinstance(entry, dict) else ""
        if isinstance(entry, dict) and "value" in entry and number.isdecimal() and int(number) in known:
            found[int(number)] = _fitting(known[int(number)], entry.get("value"))
    return found


def _fitting(field: Payload, value: Json) -> Json:
    if field.get("type") == "tagger" and value not in (*tags.NOTHING, *tags.option_tags(field)):
        raise Refused(f"{value!r} is not valid for {field.get('title')}")
    return field_values.value_of(field, value, None)


def comment(said: Json) -> Payload:
    """A comment, public where it does not say otherwise (REF tickets); of HTML and text the HTML counts."""
    given = said if isinstance(said, dict) else {"body": said}
    html = given.get("html_body")
    body = given.get("body") if html is None else text_of(str(html))
    if not body:
        raise Refused("description cannot be blank")
    public = given.get("public") not in (False, "false")
    return {"body": str(body), "html_body": None if html is None else str(html), "public": public}
