"""What a macro would do, shown and not saved; a client then PUTs the result to the ticket (OAS, ShowChangesToTicket).

The meaning is that of `macrosync.rules.macro_actions`; what is not modelled there is answered 501, never quietly
left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.fields import custom_fields
from macrosync.local_zendesk.families.macros import MACROS
from macrosync.local_zendesk.families.ticket_placeholders import placeholders
from macrosync.local_zendesk.families.ticket_records import TICKETS, complete
from macrosync.local_zendesk.routing import Route
from macrosync.rules import NotModelled, macro_actions
from macrosync.rules.liquid import LiquidInvalid

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json
    from macrosync.rules.macro_actions import MacroComment, MacroOutcome


def to_nothing(context: Context) -> Answer:
    """Only what the macro would change."""
    outcome = _outcome(context, context.found(MACROS), {})
    ticket = dict(outcome.ticket)
    changed = ticket.get("custom_fields")
    if isinstance(changed, list) and context.switches.applied_fields_are_a_list:
        ticket["fields"] = changed
    elif isinstance(changed, list):  # the example of OAS has one object, and nothing else
        ticket["fields"] = ticket.pop("custom_fields") and changed[0]
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
    filled = placeholders(context, ticket)
    try:
        return macro_actions.apply(actions, ticket, filled, fields=custom_fields(context.documents))
    except (NotModelled, LiquidInvalid) as error:
        raise api_errors.not_built(f"macro {macro['id']}: {error}") from None


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
