"""Jobs: what the service queues and does later, and how it tells (REF ticketing/ticket-management/job_statuses).

A job is done by the next look at its status, `job_seconds` later where that is set; whoever does not look waits two
seconds more. What it does is kept as data, so that a job outlives the server.
"""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.context import MOST_IDS, Context
from macrosync.local_zendesk.documents import FIELD, Body, Documents, Family, Order, where_field
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.local_zendesk.switches import Switches
    from macrosync.resources import Json

PATH = "/api/v2/job_statuses"
#: So many are queued or running at once (REF introduction/rate-limits, job limit).
MOST = 30
#: A job that nobody looks at is done so much later.
UNSEEN = timedelta(seconds=2)
_INNER = frozenset({"number", "work", "items", "caller_id", "created_at", "completed_at"})


def _latest(body: Body) -> str:
    return str(body["completed_at"] or body["created_at"])


#: By completion, then creation, the latest first (OAS, ListJobStatuses).
JOBS = Family(
    "job_statuses",
    "job_status",
    PATH,
    Order("-completed_at,-id", ("sort", "id"), descending=True),
    key=_latest,
    indexed=("job_id", "status"),
)
_QUEUED = where_field("status", "queued")
_QUEUED_FIRST = Order(
    "-status,-completed_at,-id", (f"{FIELD.format('status')} = 'queued'", "sort", "id"), descending=True
)


def queue(context: Context, work: str, items: Sequence[Json]) -> Answer:
    """Queue a job: 200 with its status, as recorded. Raises 400 for more than 100 items, and 429 for too many jobs."""
    job, headers = queued(context, work, items)
    return Answer.of({"job_status": shown(job, context.switches)}, headers=headers)


def queued(context: Context, work: str, items: Sequence[Json]) -> tuple[Body, dict[str, str]]:
    """A new job, and the headers that tell how many more there may be."""
    if len(items) > MOST_IDS:
        raise api_errors.too_many_values(MOST_IDS)
    waiting = context.documents.all(JOBS, _QUEUED)
    if len(waiting) >= MOST:
        raise api_errors.too_many_jobs(work, [job["job_id"] for job in waiting], _headers(0))
    identity = f"V3-{secrets.token_hex(16)}"
    job: Body = {
        "id": context.documents.new_id("job"),
        "job_id": identity,
        "url": f"{context.documents.base}{PATH}/{identity}.json",
        "job_type": work,
        "total": len(items),
        "progress": None,
        "status": "queued",
        "message": None,
        "results": None,
        "items": [*items],
        "caller_id": context.caller["id"],
        "created_at": context.stamp,
        "completed_at": None,
    }
    context.documents.put(JOBS, job)
    return job, _headers(MOST - len(waiting) - 1)


def due(documents: Documents, now: datetime, switches: Switches, *, looking: bool) -> list[Body]:
    """The jobs that are to be done now: those of the past, and those that somebody looks at."""
    waits = timedelta(seconds=switches.job_seconds) + (timedelta() if looking else UNSEEN)
    return [
        job for job in documents.all(JOBS, _QUEUED) if datetime.fromisoformat(str(job["created_at"])) + waits <= now
    ]


def done(job: Body, results: Json, now: datetime) -> Body:
    """The job with its results (recorded: the sentence)."""
    said = now.strftime("Completed at %Y-%m-%d %H:%M:%S +0000")
    finished: Body = {"status": "completed", "progress": job["total"], "message": said, "results": results}
    return job | finished | {"completed_at": now.strftime("%Y-%m-%dT%H:%M:%SZ"), "items": []}


def shown(job: Body, switches: Switches) -> Body:
    """A job as the API gives it."""
    hidden = _INNER | {"job_id"} | (set() if switches.jobs_tell_their_type else {"job_type"})
    return {**{name: value for name, value in job.items() if name not in hidden}, "id": job["job_id"]}


def list_jobs(context: Context) -> Answer:
    """All of them, the latest first."""
    order = _QUEUED_FIRST if context.switches.queued_jobs_first else None
    return paging.answer(
        context,
        Listing(
            JOBS, order=order, offset_order=order, shown=lambda text: compact(shown(json.loads(text), context.switches))
        ),
    )


def show(context: Context) -> Answer:
    """One by its id."""
    job = context.documents.first(JOBS, where_field("job_id", context.parameters["name"]))
    if job is None:
        raise api_errors.not_found()
    return Answer.of({"job_status": shown(job, context.switches)})


def show_many(context: Context) -> Answer:
    """Some by their ids; those that are not there are left out."""
    wanted = [each.strip() for each in context.request.query.get("ids", "").split(",") if each.strip()]
    if len(wanted) > MOST_IDS:
        raise api_errors.too_many_values(MOST_IDS)
    if not wanted:
        raise api_errors.invalid_attribute("ids", "a list of ids")
    found = [context.documents.first(JOBS, where_field("job_id", each)) for each in wanted]
    listed: list[Json] = [shown(job, context.switches) for job in found if job is not None]
    return Answer.of({"job_statuses": listed})


def _headers(remaining: int) -> dict[str, str]:
    """As recorded, its `resets` too."""
    return {"zendesk-ratelimit-inflight-jobs": f"total={MOST}; remaining={remaining}; resets=60"}


ROUTES = (
    Route("GET", PATH, list_jobs),
    Route("GET", f"{PATH}/show_many", show_many),
    Route("GET", f"{PATH}/{{name}}", show),
)
