"""Many users at once, each time as a job of at most 100 (OAS, CreateManyUsers and its kin).

That bulk imports are enabled, which the service does on request only (403 otherwise), is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.families import jobs, user_writes, users
from macrosync.local_zendesk.families.job_items import Work
from macrosync.local_zendesk.families.records import number
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.local_zendesk.exchange import Answer
    from macrosync.resources import Json

_CREATE, _UPDATE, _DESTROY = "Bulk Create User", "Bulk Update User", "Bulk Delete User"
_EITHER = "Bulk Create Or Update User"


def create_many(context: Context) -> Answer:
    """Make the users of a list."""
    _check_imports(context)
    return jobs.queue(context, _CREATE, [context.permitted("users", each, users.WRITABLE) for each in _listed(context)])


def create_or_update_many(context: Context) -> Answer:
    """Make them, or change those of that e-mail address or external id."""
    _check_imports(context)
    return jobs.queue(context, _EITHER, [context.permitted("users", each, users.WRITABLE) for each in _listed(context)])


def update_many(context: Context) -> Answer:
    """The same for those that `ids` or `external_ids` name, or each its own by its id or external id in a list."""
    if {"ids", "external_ids"} & set(context.request.query):
        payload = context.permitted("user", context.payload("user"), users.WRITABLE)
        return jobs.queue(context, _UPDATE, [{"id": each, "user": payload} for each in _named(context)])
    items: list[Json] = []
    for each in _listed(context):
        given = context.permitted("users", each, users.WRITABLE | {"id"})
        wanted = given.pop("id", None)
        if wanted is None:
            wanted = next(iter(_of_external(context, [str(given.get("external_id"))])), None)
        items.append({"id": number(wanted, "id"), "user": given})
    return jobs.queue(context, _UPDATE, items)


def destroy_many(context: Context) -> Answer:
    """Delete those that `ids` or `external_ids` name."""
    return jobs.queue(context, _DESTROY, [{"id": each} for each in _named(context)])


def _check_imports(context: Context) -> None:
    """Raise 403 where bulk imports are not enabled (OAS, CreateManyUsers)."""
    if not context.switches.bulk_imports_enabled:
        raise api_errors.forbidden("Bulk user imports are not enabled for this account")


def _named(context: Context) -> list[int]:
    external = context.request.query.get("external_ids")
    return context.ids() if external is None else _of_external(context, external.split(","))


def _of_external(context: Context, wanted: list[str]) -> list[int]:
    """The ids of those with external ids; one that nobody has is passed over (assumed)."""
    found = [context.documents.first(USERS, users.THERE, where_field("external_id", each.strip())) for each in wanted]
    if None in found and not context.switches.unknown_external_ids_pass:
        raise api_errors.not_found()
    return [int(str(each["id"])) for each in found if each is not None]


def _listed(context: Context) -> list[Body]:
    given = context.json().get("users")
    if not isinstance(given, list) or not given or not all(isinstance(each, dict) for each in given):
        raise api_errors.invalid_attribute("users", "an array of objects")
    return [each for each in given if isinstance(each, dict)]


def _created(context: Context, item: Body) -> Json:
    return users.made(context, item)["id"]


def _created_or_updated(context: Context, item: Body) -> Json:
    before = user_writes.known(context, item)
    return (users.made(context, item) if before is None else users.written(context, before, item))["id"]


def _updated(context: Context, item: Body) -> Json:
    given = item["user"]
    before = context.found(USERS, number(item["id"], "id"))
    return users.written(context, before, given if isinstance(given, dict) else {})["id"]


def _destroyed(context: Context, item: Body) -> Json:
    return user_writes.removed(context, context.found(USERS, number(item["id"], "id")))["id"]


WORKS: Mapping[str, Work] = {
    _CREATE: Work(_created, "create"),
    _EITHER: Work(_created_or_updated, "create"),
    _UPDATE: Work(_updated, "update", "Updated"),
    _DESTROY: Work(_destroyed, "delete", "Deleted"),
}
_PATH = "/api/v2/users"
ROUTES = (
    Route("POST", f"{_PATH}/create_many", create_many, "users"),
    Route("POST", f"{_PATH}/create_or_update_many", create_or_update_many, "users"),
    Route("PUT", f"{_PATH}/update_many", update_many, "users"),
    Route("DELETE", f"{_PATH}/destroy_many", destroy_many, "users"),
)
