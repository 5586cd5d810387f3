"""No `run:` step of any workflow, nor of the action, stands there without ever being executed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import ROOT
from tests.workflows.runner import run, run_again
from tests.workflows.sources import TAG, commit
from tests.workflows.test_action import own
from tests.workflows.test_adopt import adopt, made_by_hand
from tests.workflows.world import read

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflows.desk import Desk

GITHUB = ROOT / ".github"
SET_UP = "actions/setup-python"


def steps() -> dict[tuple[str, str, int], str]:
    """Every `run:` step that there is, by where it stands, with its name."""
    files = sorted((GITHUB / "workflows").glob("*.yml"))
    held = [(file.name, name, job) for file in files for name, job in read(file)["jobs"].items()]
    held.append(("action", "", read(GITHUB / "actions" / "macrosync" / "action.yml")["runs"]))
    return {
        (workflow, job, number): each.get("name") or each["run"]
        for workflow, job, definition in held
        for number, each in enumerate(definition.get("steps", []))
        if "run" in each
    }


def as_it_should_be(desk: Desk) -> None:
    """A pull request opened and merged, what is started by hand, and the clock."""
    pull, head = desk.open()
    desk.on_pull("validate.yml", pull, head)
    desk.planned(pull, head)
    desk.merge(pull, head)
    desk.world.broken = {SET_UP}
    jobs = desk.apply()
    desk.world.broken = set()
    run_again(desk.world, jobs)
    desk.timed("drift.yml")
    desk.by_hand(overwrite_drift=True)
    desk.timed("drift.yml")
    desk.timed("rotate.yml")
    desk.bring_lost_items()
    desk.by_hand(prune=True)
    desk.timed("followups.yml")


def where_it_fails(desk: Desk) -> None:
    """It is set up, and fails; or nothing can be set up, at once or only after an approval."""
    desk.timed("followups.yml")  # there are no lost items yet
    desk.control("POST", "faults", {"path": "/api/v2/webhooks", "status": 403, "body": {"error": "Forbidden"}})
    desk.timed("rotate.yml")
    desk.control("DELETE", "faults")
    adopted, first, second = adopt(desk, str(made_by_hand(desk))), desk.apply(), desk.apply()
    desk.world.broken = {f"{job}/{SET_UP}" for job in ("approved", "adopt")}
    desk.approve(adopted)
    desk.approve(first)
    desk.world.broken = {SET_UP}
    desk.approve(second)
    desk.apply()
    desk.planned(*desk.open())
    adopt(desk, "1")
    for workflow in ("drift.yml", "followups.yml", "rotate.yml"):
        desk.timed(workflow)
    desk.world.broken = set()


def test_every_run_step_is_executed(desk: Desk, repository: Path) -> None:
    desk.world.one_of_each = True
    where_it_fails(desk)
    assert len([each for each in desk.world.github.issues if each["state"] == "open"]) == 2  # sweep and rotation
    desk.approve(adopt(desk, str(made_by_hand(desk)), "receipt-place/where/phone"))
    as_it_should_be(desk)
    assert {each["state"] for each in desk.world.github.issues} == {"closed"}
    own(desk, "{command: validate, target: local}")
    sha = commit(desk, repository, merged=True)
    run(desk.world, "test.yml", "push", sha=sha, payload={}, only=frozenset({"source"}))
    run(desk.world, "release.yml", "push", sha=sha, payload={}, ref=f"refs/tags/{TAG}")
    assert {where: name for where, name in steps().items() if where not in desk.world.executed} == {}
