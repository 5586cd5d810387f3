"""What the docs tell an admin to type on GitHub is what the workflows call it."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from tests.conftest import ROOT

from macrosync.plan.render import ways

WORKFLOWS = ROOT / "sync" / "macrosync" / "starting" / "dot-github" / "workflows"
ADMIN = (ROOT / "docs" / "admin.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
SAID = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def workflow(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.load((WORKFLOWS / name).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
    return read


def test_the_checks_to_require_are_jobs_that_run_on_every_pull_request() -> None:
    told = re.search(r"add the checks (`[^`]+` and `[^`]+`)", ADMIN)
    assert told
    validate = workflow("validate.yml")
    assert validate["on"]["pull_request"] == ""
    assert not any("if" in job for job in validate["jobs"].values())
    assert re.findall("`([^`]+)`", told[1]) == [job["name"] for job in validate["jobs"].values()]
    assert "*Require review from Code Owners*" in ADMIN


def test_every_workflow_in_the_table_is_called_so() -> None:
    section = ADMIN.split("### What each workflow may do")[1].split("\n- ")[0]
    named = re.findall(r"^\| `([\w-]+)` \|", section, re.MULTILINE)
    assert named
    assert {*named} <= {workflow(file.name)["name"] for file in WORKFLOWS.glob("*.yml")}


def test_every_job_that_is_named_is_there() -> None:
    (named,) = re.findall("the job `([^`]+)`", ADMIN)
    assert named == workflow("plan.yml")["jobs"]["plan"]["name"]


@pytest.mark.parametrize("text", [SAID, ways.APPLY + " ".join(ways.inputs())], ids=["docs", "what a plan says"])
def test_every_input_that_is_typed_is_one_of_apply(text: str) -> None:
    inputs = workflow("apply.yml")["on"]["workflow_dispatch"]["inputs"]
    typed = re.findall(r"-f ([a-z-]+)=true", text)
    assert typed
    assert {*typed} <= {*inputs}
