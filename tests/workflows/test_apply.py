"""Merges to main: what was reviewed goes on by itself, everything else waits; a killed apply goes on where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workflows.runner import run_again
from tests.workflows.world import read

if TYPE_CHECKING:
    from tests.workflows.desk import Desk
    from tests.workflows.world import Jobs

APPLIED, ASKED = "Apply what was reviewed", "See that somebody is asked"


def results(jobs: Jobs) -> list[str]:
    return [jobs[name].result for name in ("reviewed", "approve", "approved")]


def test_what_was_reviewed_goes_on_and_what_moved_since_waits_for_approval(desk: Desk) -> None:
    first, head = desk.open()
    desk.planned(first, head)
    # A second pull request, planned before the first one was merged.
    desk.reword("이용 내역", "지난 이용 내역")
    second, later = desk.open()
    desk.planned(second, later)

    desk.merge(first, head)
    jobs = desk.apply()
    assert results(jobs) == ["success", "skipped", "skipped"], jobs
    assert "✅ Applied: 7 of 7 changes" in jobs["reviewed"].summary
    assert len(desk.macros()) == 2

    desk.merge(second, later)
    jobs = desk.apply()
    assert results(jobs) == ["success", "waiting", "skipped"], jobs
    assert jobs["reviewed"].ran(APPLIED) == []
    assert "3 to update" in jobs["reviewed"].summary
    assert "지난" not in str(desk.macros())
    jobs = desk.approve(jobs)
    assert results(jobs) == ["success", "success", "success"], jobs
    assert str(desk.macros()).count("지난 이용 내역") >= 2

    kept = desk.world.folder / "artifacts"
    assert [file.name for file in kept.glob("*/macrosync-applied/*")] == ["applied.json"] * 2
    assert len([*kept.glob("*/macrosync-journal/.macrosync/production/journal.jsonl")]) == 2
    steps = [step.name for step in jobs["approved"].steps if "ZENDESK_CLIENT_SECRET" in step.env]
    assert steps == ["Apply what was approved"]


def test_a_plan_that_waits_is_whole_in_the_artifact(desk: Desk) -> None:
    jobs = desk.apply()
    assert results(jobs) == ["success", "waiting", "skipped"], jobs
    (whole,) = (desk.world.folder / "artifacts").glob("*/plan/plan.md")
    assert "6 to create, 1 to update, 0 to delete" in whole.read_text(encoding="utf-8")


def test_a_plan_that_waits_holds_nobody_up_and_is_refused_once_main_has_moved_on(desk: Desk) -> None:
    waiting = desk.apply()
    assert results(waiting) == ["success", "waiting", "skipped"], waiting
    # Meanwhile a reviewed pull request, which brings all of that and more, is merged.
    desk.reword("이용 내역", "지난 이용 내역")
    pull, head = desk.open()
    desk.planned(pull, head)
    desk.merge(pull, head)
    jobs = desk.apply()
    assert results(jobs) == ["success", "skipped", "skipped"], jobs
    assert str(desk.macros()).count("지난 이용 내역") >= 2

    late = desk.approve(waiting)
    assert results(late) == ["success", "failure", "skipped"], late
    assert f"main is at {head[:12]} by now" in late["approve"].summary
    assert str(desk.macros()).count("지난 이용 내역") >= 2


def test_no_run_holds_the_lane_while_it_waits(desk: Desk) -> None:
    definition = read(desk.files / ".github" / "workflows" / "apply.yml")
    assert "concurrency" not in definition
    lanes = {name: job.get("concurrency") for name, job in definition["jobs"].items()}
    lane = {"group": "apply-production", "cancel-in-progress": "false"}
    assert lanes == {"reviewed": lane, "approve": None, "approved": lane}


def test_a_run_that_is_run_again_brings_back_nothing_that_was_undone_since(desk: Desk) -> None:
    pull, head = desk.open()
    desk.planned(pull, head)
    desk.merge(pull, head)
    desk.world.broken = {"actions/setup-python"}
    jobs = desk.apply()
    assert results(jobs) == ["failure", "skipped", "skipped"]
    desk.world.broken = set()
    desk.moved(desk.commit())
    jobs = run_again(desk.world, jobs)
    assert results(jobs) == ["failure", "skipped", "skipped"]
    assert "by now, and this plan was made on" in jobs["reviewed"].summary
    assert desk.macros() == {}


def test_an_unprotected_environment_lets_nothing_through(desk: Desk) -> None:
    for environments in ({}, {"production-approval": {"protection_rules": [{"type": "branch_policy"}]}}):
        desk.world.github.environments = environments
        jobs = desk.apply()
        assert results(jobs) == ["failure", "skipped", "skipped"], jobs
        assert jobs["reviewed"].ran(ASKED) == ["failure"]
        assert "has no required reviewers, so nobody would be asked" in jobs["reviewed"].summary
        assert "open a pull request" in jobs["reviewed"].summary
    assert desk.macros() == {}
    # What a pull request showed is applied all the same.
    pull, head = desk.open()
    desk.planned(pull, head)
    desk.merge(pull, head)
    assert results(desk.apply()) == ["success", "skipped", "skipped"]
    assert len(desk.macros()) == 2


def test_a_comment_of_a_person_is_no_review(desk: Desk) -> None:
    pull, head = desk.open()
    desk.planned(pull, head)
    desk.merge(pull, head)
    (comment,) = desk.world.github.comments[pull]
    comment["user"] = {"login": "somebody", "type": "User"}
    assert results(desk.apply()) == ["success", "waiting", "skipped"]
    assert desk.macros() == {}


def test_nothing_runs_until_production_is_on(desk: Desk) -> None:
    desk.world.variables.clear()
    assert results(desk.apply()) == ["skipped"] * 3
    for workflow in ("followups.yml", "rotate.yml", "drift.yml"):
        assert {job.result for job in desk.timed(workflow).values()} == {"skipped"}
