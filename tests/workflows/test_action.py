"""The composite action, as a workflow of somebody's own uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workflows.runner import run

if TYPE_CHECKING:
    from tests.workflows.desk import Desk
    from tests.workflows.world import JobRan

WORKFLOW = """\
on:
  push:
permissions: {{}}
jobs:
  own:
    permissions: {{contents: read}}
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          persist-credentials: "false"
      - id: macrosync
        uses: example/macrosync/.github/actions/macrosync@{commit}
        with:
          {given}
      - if: always()
        env:
          SAID: ${{{{ steps.macrosync.outputs.exit-code }}}} ${{{{ steps.macrosync.outputs.version }}}}
        run: echo "said $SAID"
"""


def own(desk: Desk, given: str) -> JobRan:
    file = desk.files / ".github" / "workflows" / "own.yml"
    file.write_text(WORKFLOW.format(commit="0" * 40, given=given), encoding="utf-8")
    desk.main = desk.commit()
    return run(desk.world, "own.yml", "push", sha=desk.main, payload={})["own"]


def test_it_runs_a_command_and_keeps_what_it_prints(desk: Desk) -> None:
    job = own(desk, "{command: validate --format json, target: local, output: findings.json}")
    assert job.result == "success", job.log
    assert '"findings": []' in job.log
    assert "said 0 0." in job.log
    (kept,) = desk.world.folder.glob("jobs/*/workspace/findings.json")
    assert '"findings": []' in kept.read_text(encoding="utf-8")


@pytest.mark.parametrize(("accept", "result"), [("", "failure"), (", accept: 0 2", "success")])
def test_an_exit_code_is_a_failure_unless_it_is_accepted(desk: Desk, accept: str, result: str) -> None:
    job = own(desk, f"{{command: plan --detailed-exitcode, target: local{accept}}}")
    assert job.result == result, job.log
    assert "said 2 " in job.log


def test_no_shell_reads_the_command(desk: Desk) -> None:
    job = own(desk, '{command: "test --name $(touch${IFS}owned);*", target: local}')
    assert job.result == "failure"
    assert "No scenario's name holds `$(touch${IFS}owned);*`" in job.log
    assert not [*desk.world.folder.glob("jobs/*/workspace/owned")]


def test_what_a_step_masks_is_in_no_log_and_no_summary_from_there_on(desk: Desk) -> None:
    workflow = """\
on:
  push:
permissions: {}
jobs:
  own:
    permissions: {}
    environment: production
    outputs:
      bearer: ${{ steps.mint.outputs.bearer }}
      length: ${{ steps.mint.outputs.length }}
    steps:
      - id: mint
        run: |
          echo "before abc123"
          echo "::add-mask::abc123"
          echo "after abc123"
          echo "bearer=abc123" >> "$GITHUB_OUTPUT"
          echo "length=6" >> "$GITHUB_OUTPUT"
      - env:
          GIVEN: ${{ steps.mint.outputs.bearer }}
          SECRET: ${{ secrets.ZENDESK_CLIENT_SECRET }}
        run: |
          echo "later $GIVEN and $SECRET"
          echo "summed $GIVEN up" >> "$GITHUB_STEP_SUMMARY"
"""
    desk.world.secrets["production"] = {"ZENDESK_CLIENT_SECRET": "hunter2"}
    (desk.files / ".github" / "workflows" / "own.yml").write_text(workflow, encoding="utf-8")
    desk.main = desk.commit()
    job = run(desk.world, "own.yml", "push", sha=desk.main, payload={})["own"]
    assert job.log.splitlines() == ["before abc123", "::add-mask::***", "after ***", "later *** and ***"]
    assert job.summary == "summed *** up\n"
    assert job.outputs == {"length": "6"}
    assert "later abc123 and hunter2" in job.raw
