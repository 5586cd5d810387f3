"""Doubles of GitHub's own actions: what they do to files and contexts, as their READMEs say."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.workflows.runner import Job

Acted = tuple[int, str, dict[str, str]]
#: A `python` whose venv has what this one has, and whose pip only notes what it was asked for: no index is reached.
_PYTHON = """\
#!/bin/bash
if [ "$1 $2" = "-m venv" ]; then
  mkdir -p "$3/bin"
  ln -s {command} "$3/bin/macrosync"
  cp "$0" "$3/bin/python"
elif [ "$1 $2" = "-m pip" ]; then
  for each in "$@"; do case "$each" in /*) [ -e "$each" ] || exit 1 ;; esac; done
  echo "pip $*"
else
  exec {python} "$@"
fi
"""


def act(job: Job, uses: str, given: dict[str, str]) -> Acted:
    """Do what the action does."""
    name, _, pin = uses.partition("@")
    assert len(pin.split()[0]) == 40, uses
    return _ACTIONS[name](job, given)


def checkout(job: Job, given: dict[str, str]) -> Acted:
    assert given["persist-credentials"] == "false"
    sha = given.get("ref") or job.sha
    shutil.copytree(job.world.commits[sha], job.workspace, dirs_exist_ok=True)
    return 0, f"checked out {sha}", {}


def setup_python(job: Job, given: dict[str, str]) -> Acted:
    folder = job.folder / "python"
    folder.mkdir(exist_ok=True)
    file = folder / "python"
    # What shall be killed has to be a process of the step's own.
    command = Path(sys.executable).with_name("macrosync") if job.world.kill_when else job.world.command
    file.write_text(_PYTHON.format(command=command, python=sys.executable), encoding="utf-8")
    file.chmod(0o755)
    job.path.append(str(folder))
    return 0, "", {"python-version": given["python-version"]}


def cache(job: Job, given: dict[str, str]) -> Acted:
    assert given["key"]
    assert job.workspace
    return 0, "", {"cache-hit": ""}


def upload(job: Job, given: dict[str, str]) -> Acted:
    """Keep files by name; the root is the folder that all named paths share, hidden files only where asked for."""
    named = [job.workspace / line.strip() for line in given["path"].splitlines() if line.strip()]
    found = [each for each in named if each.exists()]
    hidden = [each for each in found if any(part.startswith(".") for part in each.relative_to(job.workspace).parts)]
    found = found if given.get("include-hidden-files") == "true" else [each for each in found if each not in hidden]
    if not found:
        return int(given.get("if-no-files-found") == "error"), "No files were found.", {}
    root = Path(os.path.commonpath([each.parent if each.is_file() else each for each in named]))
    kept = job.world.folder / "artifacts" / str(job.run_id) / given["name"]
    assert given.get("overwrite") == "true" or not kept.exists(), f"{given['name']} is there already"
    for each in found:
        target = kept / each.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(each, target)
    github = job.world.github
    github.artifacts.append(
        {
            "name": given["name"],
            "expired": False,
            "created_at": f"2026-11-24T{len(github.artifacts):06d}Z",
            "workflow_run": {"id": job.run_id},
        }
    )
    return 0, f"kept {given['name']}", {}


def download(job: Job, given: dict[str, str]) -> Acted:
    run = given.get("run-id") or str(job.run_id)
    if given.get("run-id"):
        rights = job.world.github.tokens[given["github-token"]]
        assert rights.get("actions") in {"read", "write"}
    kept = job.world.folder / "artifacts" / run / given["name"]
    if not kept.exists():
        return 1, f"Artifact not found for name: {given['name']}", {}
    shutil.copytree(kept, job.workspace / given["path"], dirs_exist_ok=True)
    return 0, "", {}


_ACTIONS = {
    "actions/checkout": checkout,
    "actions/setup-python": setup_python,
    "actions/cache": cache,
    "actions/upload-artifact": upload,
    "actions/download-artifact": download,
}
