"""Least rights, held by every workflow file and the action."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import ROOT
from tests.workflows.world import read

from macrosync.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.workflows.desk import Desk

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = ROOT / ".github" / "actions" / "macrosync" / "action.yml"
USES = re.compile(r"uses: (?P<action>\S+?)(@(?P<pin>\S+) # v\d+\.\d+\.\d+)?$", re.MULTILINE)


def steps(file: Path) -> Iterator[dict[str, Any]]:
    held = read(file)
    jobs = held["jobs"].values() if "jobs" in held else [held["runs"]]
    for job in jobs:
        yield from job.get("steps", [])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_workflow_may_nothing_and_each_job_says_what_it_may(file: Path) -> None:
    held = read(file)
    assert held["permissions"] == {}
    for name, job in held["jobs"].items():
        assert isinstance(job["permissions"], dict), name
        assert "timeout-minutes" in job or "uses" in job, name
        assert "secrets" not in job, name
        assert not any("ZENDESK" in key for part in (held, job) for key in part.get("env", {})), name
    assert "pull_request_target" not in held["on"]


@pytest.mark.parametrize("file", [*FILES, ACTION], ids=lambda file: file.name)
def test_no_shell_line_holds_an_expression_and_every_action_is_pinned(file: Path) -> None:
    for step in steps(file):
        assert "${{" not in step.get("run", ""), step
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"
    found = [*USES.finditer(file.read_text(encoding="utf-8"))]
    called = sum("uses" in job for job in read(file).get("jobs", {}).values())
    assert len(found) == called + sum("uses" in step for step in steps(file))
    for each in found:
        assert each["action"].startswith("./") or re.fullmatch(r"[0-9a-f]{40}", each["pin"] or ""), each[0]


def test_what_of_the_workflows_may_write_to_zendesk() -> None:
    """The scope of every step that has credentials, by workflow and environment."""
    found = {
        (file.stem, job["environment"], step["env"].get("ZENDESK_SCOPE", "read write"))
        for file in FILES
        for job in read(file)["jobs"].values()
        for step in job.get("steps", [])
        if "ZENDESK_CLIENT_SECRET" in step.get("env", {})
    }
    assert found == {
        ("plan", "production-plan", "read"),
        ("apply", "production", "read"),
        ("apply", "production", "read write"),
        ("adopt", "production-plan", "read"),
        ("adopt", "production", "read write"),
        ("drift", "production-plan", "read"),
        ("followups", "production", "read write"),
        ("rotate", "production", "read write"),
    }


def test_what_a_desk_keeps_is_kept_for_as_long_as_the_docs_say() -> None:
    kept = [
        step["with"]
        for file in FILES
        for step in steps(file)
        if step.get("with", {}).get("name") in {"macrosync-applied", "macrosync-journal"} and "path" in step["with"]
    ]
    uploads = [each for each in kept if "include-hidden-files" in each]
    assert [each["retention-days"] for each in uploads] == ["90"] * 4


def test_newer_versions_of_the_pinned_actions_are_proposed(desk: Desk) -> None:
    for file in (ROOT / ".github" / "dependabot.yml", desk.files / ".github" / "dependabot.yml"):
        (update,) = read(file)["updates"]
        assert update["package-ecosystem"] == "github-actions"
        for folder in update.get("directories", [update.get("directory")]):
            assert (file.parents[1] / folder.strip("/")).is_dir()


def test_a_client_that_reads_can_plan_and_not_apply(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("ZENDESK_CLIENT_ID", "ZENDESK_CLIENT_SECRET"):
        monkeypatch.setenv(name, "local")
    monkeypatch.setenv("ZENDESK_SCOPE", "read")
    monkeypatch.setenv("MACROSYNC_TARGET", "production")
    monkeypatch.setenv("MACROSYNC_URL", desk.zendesk.url)
    for command, code in ((["plan"], 0), (["apply", "--yes"], 1)):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--root", str(desk.files), *command])
        assert int(ended.value.code or 0) == code
    assert "answered 403" in capsys.readouterr().err
    assert desk.macros() == {}
