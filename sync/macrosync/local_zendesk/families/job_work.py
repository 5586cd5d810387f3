"""What jobs do: each kind of work by its name, item by item, and what is told of it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.local_zendesk.api_errors import ApiError
from macrosync.local_zendesk.context import Context
from macrosync.local_zendesk.exchange import Request
from macrosync.local_zendesk.families import (
    deleted_tickets,
    jobs,
    membership_jobs,
    ticket_jobs,
    ticket_merges,
    user_jobs,
)
from macrosync.local_zendesk.families.users import USERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.local_zendesk.families.job_items import Work
    from macrosync.local_zendesk.switches import Switches
    from macrosync.resources import Json

WORKS: Mapping[str, Work] = {
    **ticket_jobs.WORKS,
    **ticket_merges.WORKS,
    **deleted_tickets.WORKS,
    **membership_jobs.WORKS,
    **user_jobs.WORKS,
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an item was not done."""

    error: str
    details: str


def run(documents: Documents, job: Body, now: datetime, switches: Switches) -> None:
    """Do a job; an item that fails leaves the others done, and nothing of itself."""
    work = WORKS[str(job["job_type"])]
    caller = documents.get(USERS, int(str(job["caller_id"]))) or {}
    request = Request("POST", jobs.PATH, headers={"user-agent": "jobs"})
    context = Context(request, documents, caller, now, switches, {}, [])
    items = job["items"] if isinstance(job["items"], list) else []
    results: list[Json] = [None] * len(items)
    # From the last one on: recorded ids do not ascend with the index.
    for index in reversed(range(len(items))):
        item = items[index]
        results[index] = _one(context, work, index, item if isinstance(item, dict) else {"id": item})
    told: Json = results
    if work.summary and all(isinstance(result, dict) and result.get("success") for result in results):
        told = {"success": True}
    finished = jobs.done(job, told, now)
    if switches.jobs_fail_with_an_item and any(isinstance(each, dict) and "error" in each for each in results):
        finished["status"] = "failed"
    documents.put(jobs.JOBS, finished)


def _one(context: Context, work: Work, index: int, item: Body) -> Json:
    connection = context.documents.connection
    connection.execute("SAVEPOINT item")
    try:
        result = work.do(context, item)
    except ApiError as error:
        connection.execute("ROLLBACK TO item")
        failure = _failure(error)
        told: Body = {"error": failure.error, "details": failure.details}
        if work.action == "create":
            return {"index": index, **told}
        return {"id": item.get("id"), "action": work.action, "success": False, **told}
    finally:
        connection.execute("RELEASE item")
    if work.action == "create":
        return {"index": index, "id": result, "account_id": ACCOUNT}
    return {"id": result, "action": work.action, "success": True, "status": work.done}


#: The account's number, as create jobs tell it (recorded).
ACCOUNT = 37_000_000


def _failure(error: ApiError) -> Failure:
    """The error's name, and the first sentence that says more."""
    said, details = error.body.get("error"), error.body.get("details")
    if isinstance(said, dict):
        return Failure(str(said.get("title")), str(said.get("message")))
    listed = next(iter(details.values()), None) if isinstance(details, dict) else None
    first = listed[0] if isinstance(listed, list) and listed else None
    sentence = first.get("description") if isinstance(first, dict) else error.body.get("description")
    return Failure(str(said), str(sentence))
