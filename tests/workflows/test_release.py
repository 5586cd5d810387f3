"""The code itself: what runs before a change lands, the wheel that is built once, the release of that very wheel."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from tests.conftest import ROOT
from tests.workflows.runner import run
from tests.workflows.sources import TAG, commit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflows.desk import Desk
    from tests.workflows.world import Jobs

PYTHONS = ["3.11", "3.12", "3.13"]


def tagged(desk: Desk, sha: str, tag: str = TAG) -> Jobs:
    return run(desk.world, "release.yml", "push", sha=sha, payload={}, ref=f"refs/tags/{tag}")


def test_every_supported_python_runs_what_runs_before_a_change_lands(desk: Desk, repository: Path) -> None:
    sha = commit(desk, repository, merged=True)
    jobs = run(desk.world, "test.yml", "push", sha=sha, payload={}, only=frozenset({"source"}))
    assert jobs["source"].result == "success", jobs["source"].log
    assert jobs["source"].ran(".ci/run") == ["success"] * len(PYTHONS)
    calls = desk.world.called("make")
    assert [call["arguments"] for call in calls] == [["check"], ["demo"], ["test"]] * len(PYTHONS)
    assert not any(call["secrets"] for call in calls)
    assert {call["folder"].rpartition("/")[2] for call in calls} == {"workspace"}
    supported = re.findall(r"Python :: (3\.\d+)\"", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert supported == PYTHONS


def test_a_tag_releases_the_very_wheel_that_was_tried_as_installed(desk: Desk, repository: Path) -> None:
    sha = commit(desk, repository, merged=True)
    jobs = tagged(desk, sha)
    assert {name: job.result for name, job in jobs.items()} == dict.fromkeys(jobs, "success"), jobs
    assert jobs["wheel"].ran("Begin a repository, and bring it to a local Zendesk") == ["success"] * len(PYTHONS)
    (built,) = desk.world.called("hatchling")
    assert (built["arguments"], built["secrets"]) == (["build", "-d", "dist"], [])

    (kept,) = (desk.world.folder / "artifacts").glob("*/wheel/dist")
    names = ["macrosync-0.1.0-py3-none-any.whl", "macrosync-0.1.0.tar.gz"]
    assert jobs["wheel"].log.count(f"wheel/dist/{names[0]}") == len(PYTHONS)
    assert f"attested {' '.join(names)}" in jobs["attest"].log
    (release,) = desk.world.github.releases
    assert release["assets"] == {name: hashlib.sha256((kept / name).read_bytes()).hexdigest() for name in names}
    assert (release["tag_name"], release["name"], release["verified"]) == (TAG, TAG, True)
    assert release["body"].strip()
    assert release["body"] in jobs["notes"].summary
    (published,) = desk.world.called("gh")
    assert published["secrets"] == ["GH_TOKEN"]


def test_a_tag_of_what_main_does_not_have_releases_nothing(desk: Desk, repository: Path) -> None:
    commit(desk, repository, merged=True)
    jobs = tagged(desk, commit(desk, repository, merged=False))
    assert jobs["notes"].result == "failure"
    assert "which is no commit of main: merge it first" in jobs["notes"].log
    assert {job.result for name, job in jobs.items() if name != "notes"} == {"skipped"}
    assert desk.world.github.releases == []


def test_a_tag_that_is_not_the_version_releases_nothing(desk: Desk, repository: Path) -> None:
    jobs = tagged(desk, commit(desk, repository, merged=True), "v9.9.9")
    assert jobs["notes"].result == "failure"
    assert "The tag `v9.9.9` is not v0.1.0" in jobs["notes"].log
    assert desk.world.github.releases == []
