"""Pull requests opened and changed, with the workflow files as `macrosync init` writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workflows.desk import QUESTION

if TYPE_CHECKING:
    from tests.workflows.desk import Desk

PLACE = "영수증은 앱의 '이용 내역'에서 보실 수 있습니다."


def test_a_plan_stands_in_one_comment_that_is_kept_up_to_date(desk: Desk) -> None:
    desk.world.github.comment(1, "<!-- macrosync plan production 0 0 -->\nI am no plan.", {"login": "somebody"})
    pull, head = desk.open()
    jobs = desk.planned(pull, head)
    assert {name: job.result for name, job in jobs.items()} == {"plan": "success", "comment": "success"}, jobs
    _, first = desk.world.github.comments[pull]
    assert "6 to create, 1 to update, 0 to delete" in first["body"]
    assert f"+ {PLACE}" in first["body"]
    assert "8 calls" in first["body"]
    assert "6 to create, 1 to update, 0 to delete" in jobs["plan"].summary

    earlier = first["body"]
    desk.reword("이용 내역", "지난 이용 내역")
    jobs = desk.planned(pull, desk.commit())
    listed = desk.world.github.comments[pull]
    assert listed[0]["body"].endswith("I am no plan.")
    assert len(listed) == 2
    assert "지난 이용 내역" in listed[1]["body"]
    assert listed[1]["body"] != earlier
    assert desk.macros() == {}


def test_only_the_plan_step_has_credentials_and_only_for_reading(desk: Desk) -> None:
    jobs = desk.planned(*desk.open())
    with_secrets = [step for job in jobs.values() for step in job.steps if any("ZENDESK" in name for name in step.env)]
    assert [(step.name, step.env["ZENDESK_SCOPE"]) for step in with_secrets] == [("Plan", "read")]
    tokens = [step.name for step in jobs["plan"].steps if "GITHUB_TOKEN" in step.env]
    assert tokens == ["Find what was last applied"]
    logs = "".join(job.raw + job.summary for job in jobs.values())
    assert not any(token in logs for token in desk.world.github.tokens)


def test_a_pull_request_of_a_fork_is_validated_without_any_secret_and_not_planned(desk: Desk) -> None:
    pull, head = desk.open()
    jobs = desk.on_pull("validate.yml", pull, head, fork=True)
    assert {name: job.result for name, job in jobs.items()} == {"validate": "success", "mutation": "success"}, jobs
    assert "✅ Scenarios: 2 of 2 passed" in jobs["validate"].summary
    assert "score 100.0 %" in jobs["mutation"].log
    assert not any(set(step.env) & {"GITHUB_TOKEN", "ZENDESK_CLIENT_ID"} for step in jobs["validate"].steps)
    jobs = desk.on_pull("plan.yml", pull, head, fork=True)
    assert {job.result for job in jobs.values()} == {"skipped"}
    assert desk.world.github.calls == []
    assert desk.control("GET", "calls") == {"calls": []}


def test_what_is_wrong_is_shown_beside_its_line_and_the_scenarios_run_all_the_same(desk: Desk) -> None:
    file = desk.files / QUESTION
    file.write_text(file.read_text(encoding="utf-8").replace("이용 내역", "OOO"), encoding="utf-8")
    jobs = desk.on_pull("validate.yml", *desk.open(), only=frozenset({"validate"}))
    assert jobs["validate"].result == "failure"
    assert f"::error file={QUESTION},line=" in jobs["validate"].log
    assert [step.outcome for step in jobs["validate"].steps if step.name == "Run the scenarios"] == ["failure"]


def test_the_job_that_may_write_runs_the_action_of_the_base_and_not_what_the_pull_request_brings(
    desk: Desk,
) -> None:
    """As in this repository, where the action stands beside the definitions."""
    desk.bring_the_action()
    action = desk.files / ".github" / "actions" / "macrosync" / "action.yml"
    brought = "runs:\n  using: composite\n  steps:\n    - {shell: bash, run: echo brought by the pull request}\n"
    action.write_text(action.read_text(encoding="utf-8").replace("runs:\n  using: composite\n  steps:\n", brought))
    jobs = desk.planned(*desk.open())
    assert {name: job.result for name, job in jobs.items()} == {"plan": "success", "comment": "success"}, jobs
    assert "brought by the pull request" in jobs["plan"].log
    assert "brought by the pull request" not in jobs["comment"].log
    assert f"checked out {desk.main}" in jobs["comment"].log
