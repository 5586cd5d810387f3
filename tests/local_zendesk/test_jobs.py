"""Jobs: queued, done by the next look, limited in number (REF ticketing/ticket-management/job_statuses; REC 9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.local_zendesk.client import Api

from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.local_zendesk.client import Data

TICKET = {"subject": "분실물", "comment": {"body": "찾아주세요"}}


def start(api: Api, count: int = 1) -> Data:
    answer = api.call("POST", "tickets/create_many", json={"tickets": [TICKET] * count})
    assert answer.status_code == 200, answer.text  # REC 4: no 201
    return answer.json()["job_status"]


def look(api: Api, job: Data) -> Data:
    return api.get(f"job_statuses/{job['id']}")["job_status"]


def test_a_queued_job_has_the_recorded_nulls(api: Api) -> None:  # REC 9
    job = start(api, 5)
    assert re.fullmatch("V3-[0-9a-f]{32}", job["id"])
    assert {name: job[name] for name in ("total", "progress", "status", "message", "results")} == {
        "total": 5,
        "progress": None,
        "status": "queued",
        "message": None,
        "results": None,
    }
    assert job["url"] == f"{api.url}/api/v2/job_statuses/{job['id']}.json"
    assert job["job_type"]


def test_a_job_is_done_by_the_next_look_and_says_when(api: Api) -> None:  # REC 9
    api.set_clock("2023-09-18T23:34:42Z")
    done = look(api, start(api))
    assert (done["status"], done["message"]) == ("completed", "Completed at 2023-09-18 23:34:42 +0000")
    assert (done["total"], done["progress"]) == (1, 1)


def test_a_create_job_tells_index_id_and_account_and_ids_do_not_ascend(api: Api) -> None:  # REC 9
    results = look(api, start(api, 3))["results"]
    assert [set(result) for result in results] == [{"index", "id", "account_id"}] * 3
    assert [result["index"] for result in results] == [0, 1, 2]
    ids = [result["id"] for result in results]
    assert sorted(ids) == [1, 2, 3]
    assert ids != sorted(ids)


def test_an_update_job_tells_each_ticket(api: Api) -> None:  # OAS, JobStatusResponseExample
    number = api.ticket()["id"]
    job = api.put(f"tickets/update_many?ids={number}", {"ticket": {"status": "pending"}})["job_status"]
    assert look(api, job)["results"] == [{"id": number, "action": "update", "success": True, "status": "Updated"}]


def test_a_destroy_job_tells_its_success_alone(api: Api) -> None:  # REC 9
    number = api.ticket()["id"]
    job = api.call("DELETE", f"tickets/destroy_many?ids={number}").json()["job_status"]
    assert look(api, job)["results"] == {"success": True}


def test_what_a_job_cannot_do_is_told_and_the_rest_is_done(api: Api) -> None:  # OAS, JobStatusObject (assumed)
    number = api.ticket()["id"]
    tickets = [{"id": 99, "priority": "high"}, {"id": number, "priority": "high"}, {"id": number, "type": "x"}]
    job = api.put("tickets/update_many", {"tickets": tickets})["job_status"]
    gone, done, wrong = look(api, job)["results"]
    assert (gone["success"], gone["error"], gone["details"]) == (False, "RecordNotFound", "Not found")
    assert done["success"] is True
    assert (wrong["success"], wrong["error"]) == (False, "RecordInvalid")
    assert api.get(f"tickets/{number}")["ticket"]["priority"] == "high"


def test_a_failed_item_leaves_nothing_of_itself(api: Api) -> None:
    wrong = {**TICKET, "requester": {"name": "김", "email": "new@example.com"}, "assignee_id": 5}
    job = api.call("POST", "tickets/create_many", json={"tickets": [wrong]}).json()["job_status"]
    assert look(api, job)["results"][0]["error"] == "RecordInvalid"
    assert api.get("users/count")["count"]["value"] == 1


def test_who_does_not_look_waits_two_seconds(api: Api) -> None:  # assumed
    api.set_clock("2026-11-24T09:00:00Z")
    start(api)
    assert api.get("tickets/count")["count"]["value"] == 0
    api.advance(2)
    assert api.get("tickets/count")["count"]["value"] == 1


def test_a_job_can_be_made_to_take_longer(api: Api) -> None:  # the switch job_seconds
    api.set_clock("2026-11-24T09:00:00Z")
    api.control("PUT", "switches", {"job_seconds": 10})
    job = start(api)
    assert look(api, job)["status"] == "queued"
    api.advance(10)
    assert look(api, job)["status"] == "completed"


def test_thirty_jobs_may_wait_and_one_more_is_429(api: Api) -> None:  # REF rate-limits, job limit; public issue
    api.set_clock("2026-11-24T09:00:00Z")
    first = api.call("POST", "tickets/create_many", json={"tickets": [TICKET]})
    assert first.headers["zendesk-ratelimit-inflight-jobs"] == "total=30; remaining=29; resets=60"  # REC
    ids = [first.json()["job_status"]["id"], *(start(api)["id"] for _ in range(29))]
    refused = api.call("POST", "tickets/create_many", json={"tickets": [TICKET]})
    assert (refused.status_code, refused.json()["error"]) == (429, "TooManyJobs")
    assert set(refused.json()["current_job_ids"]) == set(ids)
    assert "jobs are currently queued or running. Try again later." in refused.json()["description"]
    api.get("job_statuses")
    assert start(api)["status"] == "queued"


def test_more_than_a_hundred_at_once_are_too_many(api: Api) -> None:  # OAS; REC TooManyValues
    body = {"tickets": [TICKET] * 101}
    answer = api.call("POST", "tickets/create_many", json=body)
    assert (answer.status_code, answer.json()["error"]) == (400, "TooManyValues")
    ids = ",".join(map(str, range(1, 102)))
    for method, path in (("PUT", "tickets/update_many"), ("DELETE", "tickets/destroy_many")):
        answer = api.call(method, f"{path}?ids={ids}", json={"ticket": {}})
        assert (answer.status_code, answer.json()["error"]) == (400, "TooManyValues")


def test_jobs_are_listed_the_latest_first_and_shown_by_their_ids(api: Api) -> None:  # OAS, ListJobStatuses
    api.set_clock("2026-11-24T09:00:00Z")
    first = start(api)
    look(api, first)
    api.advance(5)
    second = start(api)
    assert [job["id"] for job in api.get("job_statuses")["job_statuses"]] == [second["id"], first["id"]]
    shown = api.get("job_statuses/show_many", ids=f"{first['id']},V3-none")["job_statuses"]
    assert [(job["id"], job["status"]) for job in shown] == [(first["id"], "completed")]
    assert api.call("GET", "job_statuses/V3-none").status_code == 404


def test_a_job_outlives_the_server(tmp_path: Path) -> None:
    path = tmp_path / "zendesk.db"
    with LocalZendesk(path) as running, Api(running.url) as api:
        job = start(api)
    with LocalZendesk(path) as running, Api(running.url) as api:
        assert look(api, job)["status"] == "completed"
        assert api.get("tickets/count")["count"]["value"] == 1
