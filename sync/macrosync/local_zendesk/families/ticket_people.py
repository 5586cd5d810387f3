"""Who is on a ticket beside its requester and assignee: followers, who are agents, and e-mail CCs.

The older collaborators are both at once: agents become followers, end users CCs (DOC creating-and-updating-tickets).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.families.records import number
from macrosync.local_zendesk.families.users import USERS, find_or_make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: CCs of a ticket (REF tickets).
MOST_CCS = 48
FIELDS = frozenset(
    {
        *("follower_ids", "email_cc_ids", "collaborator_ids"),
        *("followers", "email_ccs", "collaborators", "additional_collaborators"),
    }
)


def applied(context: Context, ticket: Body, payload: Body) -> Body:
    """The ticket with the people of a payload. Raises 422 for who is not there, and for more CCs than it takes."""
    if not FIELDS & set(payload):
        return ticket
    followers, ccs = (_ids(ticket[name]) for name in ("follower_ids", "email_cc_ids"))
    if "collaborator_ids" in payload or "collaborators" in payload:
        followers, ccs = {}, {}
    for name, held in (("follower_ids", followers), ("email_cc_ids", ccs)):
        if isinstance(given := payload.get(name), list):
            held.clear()
            held |= {int(str(_user(context, each, name)["id"])): True for each in given}
    for name in ("collaborator_ids", "collaborators", "additional_collaborators"):
        for user in _users(context, payload, name):
            held = ccs if user["role"] == "end-user" else followers
            held[int(str(user["id"]))] = True
    _put_and_delete(context, payload, "followers", followers)
    _put_and_delete(context, payload, "email_ccs", ccs)
    if len(ccs) > MOST_CCS and not context.switches.refuses_too_many_ccs:
        ccs = dict.fromkeys([*ccs][:MOST_CCS], True)
    if len(ccs) > MOST_CCS:
        raise api_errors.invalid("email_ccs", f"cannot be more than {MOST_CCS}")
    everyone: list[Json] = [*dict.fromkeys([*followers, *ccs])]
    return ticket | {"follower_ids": [*followers], "email_cc_ids": [*ccs], "collaborator_ids": everyone}


def addresses(context: Context, ids: Json) -> list[Json]:
    """The e-mail addresses of some users, or their ids, as audits name them."""
    if not context.switches.audits_name_addresses:
        return [str(each) for each in _ids(ids)]
    found = [context.documents.get(USERS, each) for each in _ids(ids)]
    return [user["email"] for user in found if user is not None]


def _put_and_delete(context: Context, payload: Body, name: str, held: dict[int, bool]) -> None:
    """Each entry puts somebody, or deletes them (OAS, TicketObject); a follower has to be an agent."""
    for entry in _entries(payload, name):
        user = _named(context, entry, name)
        if entry.get("action", "put") == "delete":
            held.pop(int(str(user["id"])), None)
        elif name == "email_ccs" or user["role"] != "end-user":
            held[int(str(user["id"]))] = True


def _named(context: Context, entry: Body, name: str) -> Body:
    if entry.get("user_id") is not None:
        return _user(context, entry["user_id"], name)
    wanted = {"email": entry.get("user_email", entry.get("email")), "name": entry.get("user_name", entry.get("name"))}
    return find_or_make(context.documents, context.stamp, wanted)


def _users(context: Context, payload: Body, name: str) -> Iterator[Body]:
    """Ids, e-mail addresses, or objects with name and address, as collaborators may be given."""
    given = payload.get(name)
    for each in given if isinstance(given, list) else []:
        if isinstance(each, dict):
            yield _named(context, each, name)
        elif isinstance(each, str) and "@" in each:
            yield find_or_make(context.documents, context.stamp, {"email": each})
        else:
            yield _user(context, each, name)


def _user(context: Context, value: Json, name: str) -> Body:
    email = where_field("email", value.lower()) if isinstance(value, str) and "@" in value else None
    user = context.documents.first(USERS, email) if email else context.documents.get(USERS, number(value, name))
    if user is None:
        raise api_errors.invalid(name, "is invalid")
    return user


def _entries(payload: Body, name: str) -> Iterator[Body]:
    given = payload.get(name)
    yield from (each for each in (given if isinstance(given, list) else []) if isinstance(each, dict))


def _ids(value: Json) -> dict[int, bool]:
    return {int(str(each)): True for each in value} if isinstance(value, list) else {}
