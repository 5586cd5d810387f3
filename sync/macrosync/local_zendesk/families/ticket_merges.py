"""Tickets merged into another one, put away as spam, and what they have to do with (OAS, MergeTicketsIntoTargetTicket).

What a merge does to its sources is in part assumed: they are closed and get the tag `closed_by_merge`, which accounts
are seen to have; where no comment is given, none is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import deleted_tickets, jobs, ticket_changes, ticket_writes
from macrosync.local_zendesk.families.job_items import Work
from macrosync.local_zendesk.families.records import number
from macrosync.local_zendesk.families.ticket_records import TICKETS
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

TAG = "closed_by_merge"
_MERGE, _SPAM = "Merge Tickets", "Mark Ticket As Spam"
_COMMENTS = ("source_comment", "target_comment")


def related(context: Context) -> Answer:
    """What a ticket has to do with: incidents, and the ticket that it follows up; nothing of other products (OAS)."""
    ticket = context.found(TICKETS)
    via = ticket["via"] if isinstance(ticket["via"], dict) else {}
    source = via["source"] if isinstance(via.get("source"), dict) else {}
    origin = source["from"] if isinstance(source, dict) and isinstance(source.get("from"), dict) else {}
    followed = str(origin["ticket_id"]) if isinstance(origin, dict) and "ticket_id" in origin else None
    return Answer.of(
        {
            "topic_id": None,
            "followup_source_ids": [followed] if followed else [],
            "from_archive": False,
            "incidents": context.documents.count(TICKETS, where_field("problem_id", context.id())),
            "jira_issue_ids": [],
        }
    )


def mark_as_spam(context: Context) -> Answer:
    """Delete a ticket and suspend its requester, unless that is an agent (assumed); answered with nothing (OAS)."""
    _spam(context, context.found(TICKETS))
    return Answer(200, "")


def mark_many_as_spam(context: Context) -> Answer:
    """The same for several, as a job."""
    return jobs.queue(context, _SPAM, [{"id": each} for each in context.ids()])


def merge(context: Context) -> Answer:
    """Merge tickets into the path's, as a job. Raises 404, 400, and 422 for a closed target or one that is a source."""
    target = context.found(TICKETS)
    ticket_changes.check_open(target)
    given = context.json()
    listed = given.get("ids")
    if not isinstance(listed, list) or not listed:
        raise api_errors.invalid_attribute("ids", "an array of ids")
    ids = list(dict.fromkeys(number(each, "ids") for each in listed))
    if target["id"] in ids:
        raise api_errors.invalid("ids", "cannot hold the ticket that is merged into")
    if any(not isinstance(given.get(name), str | None) for name in _COMMENTS):
        raise api_errors.invalid_attribute("target_comment", "a string")
    shared: Body = {name: given.get(name) for name in _COMMENTS}
    shared |= {"target": target["id"], "all": [*ids]}
    shared |= {f"{name}_is_public": given.get(f"{name}_is_public") in (True, "true") for name in _COMMENTS}
    return jobs.queue(context, _MERGE, [{**shared, "id": each} for each in ids])


def _spam(context: Context, ticket: Body) -> None:
    requester = context.documents.get(USERS, int(str(ticket["requester_id"])))
    if requester is not None and requester["role"] == "end-user":
        context.documents.put(USERS, requester | {"suspended": True, "updated_at": context.stamp})
    if context.switches.spam_is_deleted:
        deleted_tickets.soft_delete(context, ticket)


def _spammed(context: Context, item: Body) -> Json:
    _spam(context, context.found(TICKETS, number(item["id"], "id")))
    return item["id"]


def _merged(context: Context, item: Body) -> Json:
    """One source; the first of them, which a job does last, comments on the target too."""
    source = context.found(TICKETS, number(item["id"], "id"))
    target = context.found(TICKETS, number(item["target"], "target"))
    every = item["all"] if isinstance(item["all"], list) else []
    tickets = [context.documents.get(TICKETS, int(str(each))) for each in every]
    # Comments of a merge are private where any of its tickets is (OAS).
    private = any(each is not None and each["is_public"] is not True for each in (*tickets, target))
    closing: Body = {"status": "closed", "additional_tags": [TAG] if context.switches.merges_tag_sources else []}
    if context.switches.merges_write_comments:
        item = {**item, **{name: item[name] or f"Merged into #{target['id']}." for name in _COMMENTS}}
    ticket_writes.update(context, source, closing | _comment(item, "source_comment", private=private))
    if every[:1] == [source["id"]] and item["target_comment"]:
        ticket_writes.update(context, target, _comment(item, "target_comment", private=private))
    return item["id"]


def _comment(item: Body, name: str, *, private: bool) -> Body:
    if not item[name]:
        return {}
    return {"comment": {"body": item[name], "public": item[f"{name}_is_public"] is True and not private}}


WORKS: Mapping[str, Work] = {
    _MERGE: Work(_merged, "merge", "Merged"),
    _SPAM: Work(_spammed, "update", "Updated"),
}
_PATH = "/api/v2/tickets"
ROUTES = (
    Route("GET", f"{_PATH}/{{id}}/related", related, "tickets"),
    Route("PUT", f"{_PATH}/mark_many_as_spam", mark_many_as_spam, "tickets"),
    Route("PUT", f"{_PATH}/{{id}}/mark_as_spam", mark_as_spam, "tickets"),
    Route("POST", f"{_PATH}/{{id}}/merge", merge, "tickets"),
)
