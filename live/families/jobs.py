"""Jobs: how each tells of itself, and what it says of its items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from live.probe import Family
from live.removal import completed
from live.things import draft, ticket

if TYPE_CHECKING:
    from live.sandbox import Sandbox

JOBS = Family()
_NO_TICKET = 999_999_999_999
_ID = re.compile(r"V3-[0-9a-f]{32}")
_NOTHING = (None, None, None)


def _queue(desk: Sandbox, *ids: int) -> Any:  # noqa: ANN401 - JSON
    """A job that deletes tickets, as it is answered."""
    return desk.call("DELETE", f"tickets/destroy_many?ids={','.join(map(str, ids))}")


def _created(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """A job that made two tickets, as it was queued and as it is done."""
    queued = desk.send("POST", "tickets/create_many", {"tickets": [draft(desk), draft(desk)]})["job_status"]
    done = completed(desk, queued)
    for result in done["results"]:
        desk.keep(f"tickets/{result['id']}")
    return queued, done


def _mixed(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """A job of which one item fails, once it is done, and the ticket of the other."""
    there = ticket(desk)["id"]
    job = _queue(desk, there, _NO_TICKET).json()["job_status"]
    return completed(desk, job), there


@JOBS.known("job-id", (True, "queued", _NOTHING, True))
def _id(desk: Sandbox) -> object:
    queued, done = desk.once("created", lambda: _created(desk))
    nothing = (queued["progress"], queued["message"], queued["results"])
    told = str(done["message"]).startswith("Completed at ")
    return bool(_ID.fullmatch(queued["id"])), queued["status"], nothing, told


@JOBS.known("job-created", [{"index", "id", "account_id"}] * 2)
def _results(desk: Sandbox) -> object:
    _, done = desk.once("created", lambda: _created(desk))
    return [{"index", "id", "account_id"} & set(each) for each in done["results"]]


@JOBS.known("job-headers", shows=True)
def _headers(desk: Sandbox) -> object:
    there = ticket(desk)["id"]
    return "remaining=" in _queue(desk, there).headers.get("zendesk-ratelimit-inflight-jobs", "")


@JOBS.known("job-destroyed", {"success": True})
def _destroyed(desk: Sandbox) -> object:
    results = completed(desk, _queue(desk, ticket(desk)["id"]).json()["job_status"])["results"]
    return results if isinstance(results, dict) else [*results]


@JOBS.switched("job-when", {0: "completed", 10: "queued"})
def _when(desk: Sandbox) -> object:
    job = _queue(desk, ticket(desk)["id"]).json()["job_status"]
    desk.pause(2)
    return desk.get(f"job_statuses/{job['id']}")["job_status"]["status"]


@JOBS.known("job-failed", shows=True)
def _failed(desk: Sandbox) -> object:
    job, _ = desk.once("mixed", lambda: _mixed(desk))
    results = job["results"] if isinstance(job["results"], list) else [job["results"]]
    return any({"error", "details"} <= set(each) for each in results)


@JOBS.switched("job-completed", {False: ("completed", 404), True: ("failed", 404)})
def _completed(desk: Sandbox) -> object:
    job, there = desk.once("mixed", lambda: _mixed(desk))
    return job["status"], desk.call("GET", f"tickets/{there}").status_code


@JOBS.switched("job-types", {True: True, False: False})
def _types(desk: Sandbox) -> object:
    _, done = desk.once("created", lambda: _created(desk))
    return "job_type" in done
