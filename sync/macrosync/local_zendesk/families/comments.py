"""Comments of tickets: what is made of what was sent, and their list (REF ticketing/tickets/ticket_comments)."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import Order
from macrosync.local_zendesk.families.records import counted, reference
from macrosync.local_zendesk.families.ticket_records import COMMENTS, TICKETS, VIA
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.local_zendesk.exchange import Answer
    from macrosync.resources import Json

KNOWN = frozenset({"body", "html_body", "public", "author_id", "uploads", "via", "via_id"})
_BLOCK_END = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6])>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def made(context: Context, ticket: Body, given: Json, author_id: Json) -> Body | None:
    """The comment that a payload's `comment` is, not yet written; None where it says nothing.

    `html_body` counts before `body`. `public` left out keeps the ticket's first visibility (facts on tickets).
    """
    if isinstance(given, str):
        given = {"body": given}
    if not isinstance(given, dict):
        raise api_errors.invalid_attribute("comment", "an object")
    rich, plain = _texts(context.permitted("ticket.comment", given, KNOWN), context.switches.html_before_body)
    if not plain.strip():
        return None
    public = given.get("public", ticket["is_public"])
    author = reference(context.documents, USERS, given.get("author_id"), "author_id")
    return {
        "id": context.documents.new_id(),
        "type": "Comment",
        "author_id": author or author_id,
        "body": plain,
        "html_body": f'<div class="zd-comment" dir="auto">{rich}</div>',
        "plain_body": plain,
        "public": public in (True, "true"),
        "attachments": [],
        "via": VIA,
        "created_at": context.stamp,
        "metadata": {"system": {}, "custom": {}},
    }


def list_comments(context: Context) -> Answer:
    """A ticket's comments, oldest first (recorded: created_at, id)."""
    context.found(TICKETS)
    descending = context.request.query.get("sort_order") == "desc" or context.request.query.get("sort") == "-created_at"
    order = Order("-created_at,-id", ("sort", "id"), descending=True) if descending else COMMENTS.order
    return paging.answer(context, Listing(COMMENTS, parent=context.id(), order=order))


def count(context: Context) -> Answer:
    """How many comments a ticket has."""
    context.found(TICKETS)
    return counted(context, COMMENTS, parent=context.id())


def with_authors(context: Context, ticket: Body) -> list[Body]:
    """A ticket's comments, each with its author, for placeholders."""
    found = context.documents.all(COMMENTS, parent=int(str(ticket["id"])))
    return [comment | {"author": context.documents.get(USERS, int(str(comment["author_id"])))} for comment in found]


def plain_text(rich: str) -> str:
    """The text of HTML (assumed: block ends break lines, tags vanish)."""
    return html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", rich))).strip()


def _texts(given: Mapping[str, Json], html_first: bool) -> tuple[str, str]:  # noqa: FBT001 - a switch
    rich, plain = given.get("html_body"), given.get("body")
    if isinstance(rich, str) and rich.strip() and (html_first or not plain):
        return rich, plain_text(rich)
    if plain is not None and not isinstance(plain, str):
        raise api_errors.invalid_attribute("comment.body", "a string")
    text = plain or ""
    paragraphs = html.escape(text, quote=False).replace("\r\n", "\n").split("\n\n")
    return "".join(f'<p dir="auto">{each}</p>' for each in paragraphs).replace("\n", "<br>"), text


ROUTES = (
    Route("GET", "/api/v2/tickets/{id}/comments", list_comments, "tickets"),
    Route("GET", "/api/v2/tickets/{id}/comments/count", count, "tickets"),
)
