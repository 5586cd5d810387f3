"""Adopting from Actions: said first, approved, then the mark and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import requests
from tests.workflows.desk import LOCAL
from tests.workflows.runner import run

if TYPE_CHECKING:
    from tests.workflows.desk import Desk
    from tests.workflows.world import Jobs


def made_by_hand(desk: Desk) -> int:
    body = {"macro": {"title": "영수증", "actions": [{"field": "comment_value", "value": "안내"}]}}
    answer = requests.post(f"{desk.zendesk.url}/api/v2/macros", json=body, auth=LOCAL, timeout=10)
    answer.raise_for_status()
    number: int = answer.json()["macro"]["id"]
    return number


def adopt(desk: Desk, number: str, key: str = "receipt-place/where/chat") -> Jobs:
    inputs = {"kind": "macro", "id": number, "key": key}
    return run(desk.world, "adopt.yml", "workflow_dispatch", sha=desk.main, payload={"inputs": inputs})


def test_it_says_what_it_would_write_and_writes_the_mark_once_that_is_approved(desk: Desk) -> None:
    number = made_by_hand(desk)
    jobs = adopt(desk, str(number))
    assert [job.result for job in jobs.values()] == ["success", "waiting", "skipped"], jobs
    assert "would get the mark" in jobs["look"].summary
    before = desk.macros()["영수증"]
    jobs = desk.approve(jobs)
    assert [job.result for job in jobs.values()] == ["success"] * 3, jobs
    after = desk.macros()["영수증"]
    assert "macrosync:my-desk/receipt-place/where/chat@" in after["description"]
    assert after["actions"] == before["actions"]
    scopes = [
        step.env.get("ZENDESK_SCOPE")
        for job in jobs.values()
        for step in job.steps
        if "ZENDESK_CLIENT_SECRET" in step.env
    ]
    assert scopes == ["read", None]


def test_what_cannot_be_adopted_is_said_and_no_shell_reads_an_input(desk: Desk) -> None:
    jobs = adopt(desk, "$(touch owned)", "--yes; touch owned")
    assert [job.result for job in jobs.values()] == ["failure", "skipped", "skipped"], jobs
    assert "❌ Nothing was adopted" in jobs["look"].summary
    assert not [*desk.world.folder.glob("jobs/*/workspace/owned")]


def test_an_unprotected_environment_lets_nothing_through(desk: Desk) -> None:
    number = made_by_hand(desk)
    desk.world.github.environments = {}
    jobs = adopt(desk, str(number))
    assert [job.result for job in jobs.values()] == ["failure", "skipped", "skipped"], jobs
    assert "has no required reviewers" in jobs["look"].summary
    assert "macrosync:" not in str(desk.macros())


def test_what_became_impossible_meanwhile_is_said(desk: Desk) -> None:
    number = made_by_hand(desk)
    jobs = adopt(desk, str(number))
    requests.delete(f"{desk.zendesk.url}/api/v2/macros/{number}", auth=LOCAL, timeout=10).raise_for_status()
    jobs = desk.approve(jobs)
    assert [job.result for job in jobs.values()] == ["success", "success", "failure"], jobs
    assert "❌ Nothing was adopted" in jobs["adopt"].summary
