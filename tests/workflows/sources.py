"""This repository itself, as far as its own workflows and its action need it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflows.desk import Desk

#: A tag of the version that pyproject.toml has.
TAG = "v0.1.0"
#: What the composite action is built from, and what the workflows of this repository itself run.
_SOURCES = (".github/actions", ".ci", "scripts", "constraints.txt", "pyproject.toml", "Makefile", "CHANGELOG.md")


def copy_sources(folder: Path) -> None:
    """Put what this repository has beside its definitions into a folder."""
    for each in _SOURCES:
        (folder / each).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / each).is_dir() else shutil.copy
        copy(ROOT / each, folder / each)


def begun(folder: Path) -> Path:
    """A copy of what they need, with Git's record of it, and a changelog that has the version."""
    (folder / "sync" / "macrosync").mkdir(parents=True)
    copy_sources(folder)
    shutil.copytree(ROOT / ".github" / "workflows", folder / ".github" / "workflows")
    changes = re.sub(
        r"^## \[[^]]*\]", "## [0.1.0]", (ROOT / "CHANGELOG.md").read_text("utf-8"), count=1, flags=re.MULTILINE
    )
    (folder / "CHANGELOG.md").write_text(changes, encoding="utf-8")
    git(folder, "init", "--quiet")
    return folder


def git(folder: Path, *arguments: str) -> str:
    named = {f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    alone = {"HOME": str(folder), "PATH": os.environ["PATH"], **named}
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=alone)  # noqa: S603
    return done.stdout.strip()


def commit(desk: Desk, repository: Path, *, merged: bool) -> str:
    """A commit of the work tree, which main has or not."""
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "Change")
    sha = git(repository, "rev-parse", "HEAD")
    if merged:
        git(repository, "update-ref", "refs/remotes/origin/main", sha)
    desk.world.commit(sha, repository)
    return sha
