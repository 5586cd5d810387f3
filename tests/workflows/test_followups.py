"""The follow-ups by the clock: they fail loudly, and say so once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.workflows.desk import Desk


def written(desk: Desk) -> list[str]:
    return [call for call in desk.world.github.calls if not call.startswith("GET")]


def test_a_sweep_that_fails_is_told_once(desk: Desk) -> None:
    for _ in range(2):  # the new repository has no lost items
        jobs = desk.timed("followups.yml")
        assert {name: job.result for name, job in jobs.items()} == {"sweep": "failure", "tell": "skipped"}
        assert "so there is nothing to sweep" in jobs["sweep"].log
    (issue,) = desk.world.github.issues
    assert (issue["title"], issue["state"]) == ("The lost-item sweep fails (production)", "open")
    assert "so there is nothing to sweep" in issue["body"]
    assert len(written(desk)) == 1


def test_a_rotation_that_succeeds_again_closes_the_issue(desk: Desk) -> None:
    desk.control("POST", "faults", {"path": "/api/v2/webhooks", "status": 403, "body": {"error": "Forbidden"}})
    job = desk.timed("rotate.yml")["rotate"]
    assert job.result == "failure", job.log
    desk.control("DELETE", "faults")
    job = desk.timed("rotate.yml")["rotate"]
    assert job.result == "success", job.log
    assert [(each["title"], each["state"]) for each in desk.world.github.issues] == [
        ("The webhooks' bearers cannot be renewed (production)", "closed")
    ]
    assert [step.name for step in job.steps if "ZENDESK_CLIENT_SECRET" in step.env] == ["Rotate"]


@pytest.mark.parametrize(
    ("workflow", "job", "title"),
    [
        ("followups.yml", "sweep", "The lost-item sweep fails (production)"),
        ("rotate.yml", "rotate", "The webhooks' bearers cannot be renewed (production)"),
    ],
)
def test_one_that_cannot_even_begin_is_told_once_too(desk: Desk, workflow: str, job: str, title: str) -> None:
    desk.world.github.issues += [
        {"number": number, "state": "open", "user": {"login": "github-actions[bot]"}, "body": "else"}
        for number in range(1, 120)
    ]
    desk.world.broken = {"actions/setup-python"}
    jobs = desk.timed(workflow)
    assert {name: each.result for name, each in jobs.items()} == {job: "failure", "tell": "success"}, jobs
    desk.world.broken, desk.world.cut_off = set(), {job}
    jobs = desk.timed(workflow)
    assert {name: each.result for name, each in jobs.items()} == {job: "cancelled", "tell": "success"}, jobs
    assert "says so already" in jobs["tell"].log
    (issue,) = desk.world.github.issues[119:]
    assert issue["title"] == title
    assert "could not be set up, or ran out of its time" in issue["body"]
    assert len(written(desk)) == 1
    # What tells it later, and what closes it, knows it as its own.
    desk.world.cut_off = set()
    desk.control("POST", "faults", {"path": "/api/v2/webhooks", "status": 403, "body": {"error": "Forbidden"}})
    assert desk.timed(workflow)[job].result == "failure"
    assert len(written(desk)) == 1
    desk.control("DELETE", "faults")
    if workflow == "rotate.yml":
        assert desk.timed(workflow)[job].result == "success"
        assert issue["state"] == "closed"


def test_each_clock_starts_its_own_and_nothing_else(desk: Desk) -> None:
    """To change when one runs takes one line, which nothing else repeats."""
    for workflow, command in (("followups.yml", "sweep"), ("rotate.yml", "rotate")):
        text = (desk.files / ".github" / "workflows" / workflow).read_text(encoding="utf-8")
        assert text.count("cron") == 1
        assert "github.event.schedule" not in text
        assert f"macrosync followups {command} " in text
