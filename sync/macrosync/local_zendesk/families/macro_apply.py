"""What a macro would do, shown and not saved; a client then PUTs the result to the ticket (OAS, ShowChangesToTicket).

The meaning is that of `macrosync.rules.macro_actions`; what is not modelled there is answered 501, never quietly
left out.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import comments
from macrosync.local_zendesk.families.dynamic_text import contents
from macrosync.local_zendesk.families.fields import custom_fields
from macrosync.local_zendesk.families.groups import GROUPS, groups_of
from macrosync.local_zendesk.families.macros import MACROS
from macrosync.local_zendesk.families.ticket_records import TICKETS, complete
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.routing import Route
from macrosync.rules import NotModelled, macro_actions
from macrosync.rules.liquid import LiquidInvalid
from macrosync.rules.placeholder_context import placeholder_context

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Family
    from macrosync.resources import Json
    from macrosync.rules.macro_actions import MacroComment, MacroOutcome

#: The account's time zone, in which placeholders show dates.
ZONE = timezone(timedelta(hours=9), "KST")


def to_nothing(context: Context) -> Answer:
    """Only what the macro would change."""
    outcome = _outcome(context, context.found(MACROS), {})
    ticket = dict(outcome.ticket)
    if "custom_fields" in ticket:
        ticket["fields"] = ticket["custom_fields"]
    return _result(ticket, outcome.comment)


def to_ticket(context: Context) -> Answer:
    """The whole ticket as it would be (OAS, ShowTicketAfterChanges)."""
    ticket = complete(context.documents, context.found(TICKETS, context.id("ticket_id")))
    outcome = _outcome(context, context.found(MACROS), ticket)
    return _result(dict(outcome.ticket), outcome.comment)


def _outcome(context: Context, macro: Body, ticket: Body) -> MacroOutcome:
    actions = (
        [each for each in macro["actions"] if isinstance(each, dict)] if isinstance(macro["actions"], list) else []
    )
    fields = custom_fields(context.documents)
    caller_id = int(str(context.caller["id"]))
    agent: Body = context.caller | {"group_ids": [*groups_of(context.documents, caller_id)]}
    requester = _one(context, USERS, ticket.get("requester_id"))
    filled = placeholder_context(
        ticket,
        requester=requester,
        assignee=_one(context, USERS, ticket.get("assignee_id")),
        group=_one(context, GROUPS, ticket.get("group_id")),
        current_user=agent,
        organization=None,
        fields=fields,
        now=context.now.astimezone(ZONE),
        submitter=_one(context, USERS, ticket.get("submitter_id")),
        comments=comments.with_authors(context, ticket) if ticket else (),
        dynamic_content=contents(context.documents, requester.get("locale_id") if requester else None),
    )
    try:
        return macro_actions.apply(actions, ticket, filled, fields=fields)
    except (NotModelled, LiquidInvalid) as error:
        raise api_errors.not_built(f"macro {macro['id']}: {error}") from None


def _one(context: Context, family: Family, number: Json) -> Body | None:
    return None if number is None else context.documents.get(family, int(str(number)))


def _result(ticket: Body, comment: MacroComment | None) -> Answer:
    if comment is not None:
        scoped: list[Json] = [[channel, text] for channel, text in comment.scoped_body]
        said: Body = {"body": comment.body, "public": comment.public, "scoped_body": scoped}
        ticket["comment"] = said | ({"html_body": comment.html_body} if comment.html_body is not None else {})
    return Answer.of({"result": {"ticket": ticket}})


ROUTES = (
    Route("GET", "/api/v2/macros/{id}/apply", to_nothing, "macros"),
    Route("GET", "/api/v2/tickets/{ticket_id}/macros/{id}/apply", to_ticket, "macros"),
)
