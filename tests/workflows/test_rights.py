"""Least rights, held by every workflow file and the action."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import ROOT
from tests.workflows.runner import read

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
        yield from job["steps"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_workflow_may_nothing_and_each_job_says_what_it_may(file: Path) -> None:
    held = read(file)
    assert held["permissions"] == {}
    for name, job in held["jobs"].items():
        assert isinstance(job["permissions"], dict), name
        assert "timeout-minutes" in job, name
        assert not any("ZENDESK" in key for part in (held, job) for key in part.get("env", {})), name
    assert "pull_request_target" not in held["on"]


@pytest.mark.parametrize("file", [*FILES, ACTION], ids=lambda file: file.name)
def test_no_shell_line_holds_an_expression_and_every_action_is_pinned(file: Path) -> None:
    for step in steps(file):
        assert "${{" not in step.get("run", ""), step
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"
    found = [*USES.finditer(file.read_text(encoding="utf-8"))]
    assert len(found) == sum("uses" in step for step in steps(file))
    for each in found:
        assert each["action"].startswith("./") or re.fullmatch(r"[0-9a-f]{40}", each["pin"] or ""), each[0]


def test_only_apply_and_followups_may_write_to_zendesk() -> None:
    """The scope of every step that has credentials, by workflow and environment."""
    found = {
        (file.stem, job["environment"], step["env"].get("ZENDESK_SCOPE", "read write"))
        for file in FILES
        for job in read(file)["jobs"].values()
        for step in job["steps"]
        if "ZENDESK_CLIENT_SECRET" in step.get("env", {})
    }
    assert found == {
        ("plan", "production-plan", "read"),
        ("apply", "production-plan", "read"),
        ("apply", "production", "read write"),
        ("drift", "production-plan", "read"),
        ("followups", "production", "read write"),
    }


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
