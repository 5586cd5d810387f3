"""The follow-ups by the clock: they fail loudly, and say so once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.workflows.desk import Desk

SWEEP, ROTATE = "17 * * * *", "47 2,14 * * *"


def test_a_sweep_that_fails_is_told_once(desk: Desk) -> None:
    for _ in range(2):  # the new repository has no lost items
        (job,) = desk.timed("followups.yml", SWEEP).values()
        assert job.result == "failure"
        assert "so there is nothing to sweep" in job.log
    (issue,) = desk.world.github.issues
    assert (issue["title"], issue["state"]) == ("The lost-item sweep fails (production)", "open")
    assert "so there is nothing to sweep" in issue["body"]
    assert len([call for call in desk.world.github.calls if not call.startswith("GET")]) == 1


def test_a_rotation_that_succeeds_again_closes_the_issue(desk: Desk) -> None:
    desk.control("POST", "faults", {"path": "/api/v2/webhooks", "status": 403, "body": {"error": "Forbidden"}})
    (job,) = desk.timed("followups.yml", ROTATE).values()
    assert job.result == "failure", job.log
    desk.control("DELETE", "faults")
    (job,) = desk.timed("followups.yml", ROTATE).values()
    assert job.result == "success", job.log
    assert [(each["title"], each["state"]) for each in desk.world.github.issues] == [
        ("The webhooks' bearers cannot be renewed (production)", "closed")
    ]
    assert [step.name for step in job.steps if "ZENDESK_CLIENT_SECRET" in step.env] == ["Sweep or rotate"]
