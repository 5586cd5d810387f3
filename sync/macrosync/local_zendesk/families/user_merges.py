"""Two end users made one (OAS, MergeEndUsers), and what is asked of users without anything coming of it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import identity_records, user_writes
from macrosync.local_zendesk.families.records import number
from macrosync.local_zendesk.families.ticket_records import COMMENTS, TICKETS
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: The most tickets that who is merged may have requested (OAS).
MOST_REQUESTED = 10_000
_PEOPLE = ("requester_id", "submitter_id")
_LISTS = ("email_cc_ids", "follower_ids", "collaborator_ids")


def merge(context: Context) -> Answer:
    """Make the path's user part of the body's, who is answered. Raises 422 for agents and for 10,001 tickets.

    Tickets, comments and addresses become the other's, and nothing else does (assumed).
    """
    loser = context.found(USERS)
    winner = context.found(USERS, number(context.payload("user").get("id"), "id"))
    for user in (loser, winner):
        if user["role"] != "end-user" or user["active"] is not True or loser["id"] == winner["id"]:
            raise api_errors.invalid("base", f"{user['name']} cannot be merged")
    if context.documents.count(TICKETS, where_field("requester_id", context.id())) > MOST_REQUESTED:
        raise api_errors.invalid("base", f"{loser['name']} is requester on more than {MOST_REQUESTED} tickets")
    known = identity_records.of_user(context.documents, loser)
    _move_tickets(context, loser, winner)
    user_writes.left(context, loser)
    for each in known if context.switches.merged_addresses_move else ():
        named = (str(each["type"]), str(each["value"]))
        identity_records.add(context.documents, context.stamp, winner, named, verified=each["verified"] is True)
    return Answer.of({"user": winner})


def request_create(context: Context) -> Answer:
    """Ask the account's owner by e-mail, which nothing here sends, for room for an agent (OAS: without an answer)."""
    context.payload("user")
    return Answer(200, "")


def logout_many(context: Context) -> Answer:
    """End the sessions of browsers, of which there are none here; answered with nothing (OAS)."""
    context.ids()
    return Answer(202, "")


def _move_tickets(context: Context, loser: Body, winner: Body) -> None:
    number_ = int(str(loser["id"]))
    for ticket in context.documents.all(TICKETS, Filter("instr(body, ?) > 0", (str(number_),))):
        after = ticket | {name: _moved(ticket[name], loser, winner) for name in _PEOPLE + _LISTS}
        if after != ticket:
            moment: Body = {"updated_at": context.stamp, "generated_timestamp": int(context.now.timestamp())}
            context.documents.put(TICKETS, after | moment)
    for comment in context.documents.all(COMMENTS, where_field("author_id", number_)):
        context.documents.put(COMMENTS, comment | {"author_id": winner["id"]})


def _moved(value: Json, loser: Body, winner: Body) -> Json:
    if isinstance(value, list):
        return list(dict.fromkeys(winner["id"] if each == loser["id"] else each for each in value))
    return winner["id"] if value == loser["id"] else value


_PATH = "/api/v2/users"
ROUTES = (
    Route("PUT", f"{_PATH}/{{id}}/merge", merge, "users"),
    Route("POST", f"{_PATH}/request_create", request_create, "users"),
    Route("POST", f"{_PATH}/logout_many", logout_many, "users", unchanging=True),
)
