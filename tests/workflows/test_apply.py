"""Merges to main: what was reviewed goes on by itself, everything else waits; a killed apply goes on where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.workflows.desk import Desk
    from tests.workflows.runner import JobRan


def results(jobs: dict[str, JobRan]) -> list[str]:
    return [jobs[name].result for name in ("plan", "approve", "apply")]


def test_what_was_reviewed_goes_on_and_what_moved_since_waits_for_approval(desk: Desk) -> None:
    first, head = desk.open()
    desk.planned(first, head)
    # A second pull request, planned before the first one was merged.
    desk.reword("이용 내역", "지난 이용 내역")
    second, later = desk.open()
    desk.planned(second, later)

    desk.merge(first, head)
    jobs = desk.apply()
    assert results(jobs) == ["success", "skipped", "success"], jobs
    assert "✅ Applied: 7 of 7 changes" in jobs["apply"].summary
    assert len(desk.macros()) == 2

    desk.merge(second, later)
    jobs = desk.apply()
    assert results(jobs) == ["success", "waiting", "skipped"], jobs
    assert "3 to update" in jobs["plan"].summary
    assert "지난" not in str(desk.macros())
    desk.world.approved = {"production-approval"}
    jobs = desk.apply()
    assert results(jobs) == ["success", "success", "success"], jobs
    assert str(desk.macros()).count("지난 이용 내역") >= 2

    kept = desk.world.folder / "artifacts"
    assert [file.name for file in kept.glob("*/macrosync-applied/*")] == ["applied.json"] * 2
    assert len([*kept.glob("*/macrosync-journal/.macrosync/production/journal.jsonl")]) == 2
    steps = [step.name for step in jobs["apply"].steps if "ZENDESK_CLIENT_SECRET" in step.env]
    assert steps == ["Apply"]


def test_a_comment_of_a_person_is_no_review(desk: Desk) -> None:
    pull, head = desk.open()
    desk.planned(pull, head)
    desk.merge(pull, head)
    (comment,) = desk.world.github.comments[pull]
    comment["user"] = {"login": "somebody", "type": "User"}
    assert results(desk.apply()) == ["success", "waiting", "skipped"]
    assert desk.macros() == {}


def test_an_apply_that_was_killed_says_what_it_did_and_the_next_one_goes_on(desk: Desk) -> None:
    pull, head = desk.open()
    desk.planned(pull, head)
    desk.merge(pull, head)
    desk.control("POST", "faults", {"method": "POST", "path": "/api/v2/macros", "nth": 2, "hold": "after"})
    desk.world.kill_when = lambda: any(each["held"] for each in desk.control("GET", "faults")["faults"])
    jobs = desk.apply()
    desk.world.kill_when = None
    desk.control("DELETE", "faults")
    assert results(jobs) == ["success", "skipped", "failure"], jobs
    told = jobs["apply"].summary
    assert "❌ Not complete: 3 of 7 changes" in told
    assert "cut off: it may or may not have been done" in told.replace("&#58;", ":")
    assert told.count("not reached") == 3
    assert "gh workflow run apply.yml --ref main" in told

    desk.world.approved = {"production-approval"}
    jobs = desk.apply("workflow_dispatch")
    assert results(jobs) == ["success", "success", "success"], jobs
    assert "✅ Applied" in jobs["apply"].summary
    assert len(desk.macros()) == 2
    assert desk.read("/api/v2/macros")["count"] == 2


def test_nothing_runs_until_production_is_on(desk: Desk) -> None:
    desk.world.variables.clear()
    assert results(desk.apply()) == ["skipped"] * 3
    assert [job.result for job in desk.timed("followups.yml", "17 * * * *").values()] == ["skipped"]
    assert [job.result for job in desk.timed("drift.yml").values()] == ["skipped"]
