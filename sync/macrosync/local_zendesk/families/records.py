"""What every family's records have, and the answers that are the same for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import LARGEST_ID
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.paging import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Documents, Family, Filter
    from macrosync.resources import Json

    Handler = Callable[[Context], Answer]


def new(documents: Documents, family: Family, stamp: str, values: Mapping[str, Json], counter: str = "id") -> Body:
    """A record with an id, an address and times, not yet written."""
    number = documents.new_id(counter)
    body: Body = {"id": number, "url": family.url(documents.base, number), "created_at": stamp, "updated_at": stamp}
    return body | dict(values)


def listing(family: Family) -> Handler:
    """The handler of a family's plain list."""

    def handler(context: Context) -> Answer:
        return paging.answer(context, Listing(family))

    return handler


def showing(family: Family) -> Handler:
    """The handler that shows one record."""

    def handler(context: Context) -> Answer:
        return Answer.of({family.one: context.found(family)})

    return handler


def counted(context: Context, family: Family, *filters: Filter, parent: int | None = None) -> Answer:
    """The approximate count that lists of the service have, exact here (OAS, CountTickets and others)."""
    value = context.documents.count(family, *filters, parent=parent)
    return Answer.of({"count": {"value": value, "refreshed_at": context.stamp}})


def number(value: Json, name: str) -> int:
    """An id that a client sent as a number or as digits. Raises 400."""
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).isdecimal():
        raise api_errors.invalid_attribute(name, "an integer")
    if len(str(value)) > len(str(LARGEST_ID)) or int(value) > LARGEST_ID:  # Python reads no number of 5,000 digits
        raise api_errors.invalid_attribute(name, "an integer of 64 bits")
    return int(value)


def among(value: Json, choices: Collection[str]) -> bool:
    """Whether a value is one of some texts."""
    return isinstance(value, str) and value in choices


def reference(documents: Documents, family: Family, value: Json, name: str) -> int | None:
    """The id of a record that a client refers to, None for none. Raises 422 for one that is not there."""
    if value is None or value == "":
        return None
    wanted = number(value, name)
    found = documents.get(family, wanted)
    if found is None or gone(found):
        raise api_errors.invalid(name, "is invalid")
    return wanted


def gone(record: Body) -> bool:
    """Whether a record is deleted and only shown still: a group, or a brand."""
    return record.get("deleted") is True or record.get("is_deleted") is True


def text(payload: Mapping[str, Json], name: str) -> str:
    """A text that must be there. Raises 400 for no text, and 422 for a blank one."""
    value = payload.get(name)
    if value is not None and not isinstance(value, str):
        raise api_errors.invalid_attribute(name, "a string")
    if not value or not value.strip():
        raise api_errors.blank(name)
    return value


def changed(before: Body, after: Body, stamp: str, *, always: bool = False) -> Body:
    """The record as it is to be written: `updated_at` moves only where something changed (REC 4: 200 either way).

    With `always` it moves all the same (switch unchanged_is_not_updated).
    """
    return before if before == after and not always else {**after, "updated_at": stamp}
