"""The options of drop-down and multi-select fields: their rules, and what follows when one goes.

`PUT custom_field_options` is the whole list: options that it leaves out are deleted, and their values leave tickets,
macros and views; an entry without an id is a new option (REF ticketing/tickets/ticket_fields).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import Documents, Filter
from macrosync.local_zendesk.exchange import compact
from macrosync.local_zendesk.families.macros import MACROS
from macrosync.local_zendesk.families.records import number
from macrosync.local_zendesk.families.ticket_records import TICKETS
from macrosync.local_zendesk.families.views import VIEWS, without_option
from macrosync.rules import tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: Options of one field (REF).
MOST = 2_000


def options_of(field: Body) -> list[Body]:
    """The options of a field, in order."""
    listed = field.get("custom_field_options")
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def replaced(documents: Documents, before: Sequence[Body], wanted: Json, *, by_tag: bool = False) -> list[Body]:
    """The options that a list makes of those there are, without an id `by_tag` where so. Raises 400 and 422."""
    if not isinstance(wanted, list) or not all(isinstance(each, dict) for each in wanted):
        raise api_errors.invalid_attribute("custom_field_options", "an array of objects")
    known = {int(str(option["id"])): option for option in before}
    ids = {option["value"]: option["id"] for option in before} if by_tag else {}
    named = [{**each, "id": each.get("id") or ids.get(each.get("value"))} for each in wanted if isinstance(each, dict)]
    made = [made_option(documents, known, each) for each in named]
    check(made)
    return made


def made_option(documents: Documents, known: Mapping[int, Body], wanted: Mapping[str, Json]) -> Body:
    """An option of what is there, or a new one. Raises 422 for a blank name, a bad tag, an unknown id."""
    name, value = wanted.get("name") or wanted.get("raw_name"), wanted.get("value")
    if not isinstance(name, str) or not name.strip():
        raise api_errors.blank("name")
    if not isinstance(value, str) or not value.strip():
        raise api_errors.blank("value")
    if not tags.valid_tag(value):
        raise api_errors.invalid("value", f"{value} holds characters that a tag cannot have")
    asked = wanted.get("id")
    identity = documents.new_id() if asked is None else number(asked, "id")
    if asked is not None and identity not in known:
        raise api_errors.invalid("custom_field_options", f"{identity} is no option of this field")
    default = wanted.get("default", known.get(identity, {}).get("default", False)) is True
    return {"id": identity, "name": name, "raw_name": name, "value": value, "default": default}


def check(options: Sequence[Body]) -> None:
    """Raise 422 for more options than a field has, or one tag for two of them."""
    if len(options) > MOST:
        raise api_errors.invalid("custom_field_options", f"cannot have more than {MOST} options")
    seen: set[Json] = set()
    for option in options:
        if option["value"] in seen:
            raise api_errors.duplicate("value", f"{option['value']} is already used by another option of this field")
        seen.add(option["value"])


def shown(field: Body, option: Body, base: str) -> Body:
    """An option as its own endpoints give it."""
    position = [each["id"] for each in options_of(field)].index(option["id"])
    address = f"{base}/api/v2/ticket_fields/{field['id']}/options/{option['id']}.json"
    return {**option, "position": position, "allow_solving": True, "url": address}


def forget(documents: Documents, field: Body, gone: Iterable[str]) -> None:
    """Take the tags of deleted options out of tickets, out of macros that set them and views that ask for them."""
    for tag in gone:
        holding = Filter("instr(body, ?) > 0", (compact(tag),))
        for ticket in documents.all(TICKETS, holding):
            tagging = tags.tagging_of(ticket)
            left = tags.remove(tagging, [tag], [field])
            if left != tagging:
                documents.put(TICKETS, tags.with_tagging(ticket, left))
        for macro in documents.all(MACROS, holding):
            actions = macro["actions"] if isinstance(macro["actions"], list) else []
            kept = [each for each in actions if each != {"field": f"custom_fields_{field['id']}", "value": tag}]
            if len(kept) < len(actions):
                documents.put(MACROS, macro | {"actions": kept})
        for view in documents.all(VIEWS, holding):
            documents.put(VIEWS, without_option(view, f"custom_fields_{field['id']}", tag))


def gone(before: Sequence[Body], after: Sequence[Body], *, retagged: bool = True) -> list[str]:
    """The tags of the options that are no longer there, by id: one made anew with an old tag is another option.

    A `retagged` one is another one too, unless the switch retagged_option_leaves_tickets is off.
    """
    kept = {(option["id"], option["value"] if retagged else None) for option in after}
    return [
        str(option["value"]) for option in before if (option["id"], option["value"] if retagged else None) not in kept
    ]
