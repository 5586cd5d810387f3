"""Doubles of GitHub's own actions: what they do to files and contexts, as their READMEs say."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.workflows.world import Job

Acted = tuple[int, str, dict[str, str]]
#: A `python` whose venv has what this one has, and whose pip only notes what it was asked for: no index is reached, no
#: secret is at hand, and the files that it names are there.
_PYTHON = """\
#!/bin/bash
if [ "$1 $2" = "-m venv" ]; then
  mkdir -p "$3/bin"
  ln -s {command} "$3/bin/macrosync"
  cp "$0" "$3/bin/python"
elif [ "$1 $2" = "-m pip" ]; then
  if env | grep --extended-regexp '^(ZENDESK_|GH_TOKEN=|GITHUB_TOKEN=)'; then exit 1; fi
  for each in "$@"; do
    case "$each" in
      */*) [ -e "$each" ] || exit 1 ;;
      hatchling) ln -s {programs}/hatchling "$(dirname "$0")/hatchling" ;;
    esac
  done
  echo "pip $*"
else
  exec {python} "$@"
fi
"""
#: `macrosync` of this tree, as a process of its own.
_MACROSYNC = """\
#!{python} -E
import sys
sys.path.insert(0, {sources!r})
from macrosync.cli import main
main(sys.argv[1:])
"""
SOURCES = str(ROOT / "sync")


def act(job: Job, uses: str, given: dict[str, str]) -> Acted:
    """Do what the action does."""
    name, _, pin = uses.partition("@")
    assert len(pin.split()[0]) == 40, uses
    if job.world.broken & {name, f"{job.known_as[1]}/{name}"}:
        return 1, f"{name} failed", {}
    return _ACTIONS[name](job, given)


def checkout(job: Job, given: dict[str, str]) -> Acted:
    assert given["persist-credentials"] == "false"
    assert job.permissions.get("contents") in {"read", "write"}
    sha = given.get("ref") or job.event.sha
    shutil.copytree(job.world.commits[sha], job.workspace, dirs_exist_ok=True)
    if given.get("fetch-depth") != "0":
        shutil.rmtree(job.workspace / ".git" / "refs" / "remotes", ignore_errors=True)
    return 0, f"checked out {sha}", {}


def setup_python(job: Job, given: dict[str, str]) -> Acted:
    folder = job.folder / "python"
    folder.mkdir(exist_ok=True)
    command = job.world.command
    if job.world.kill_when:  # what shall be killed has to be a process of the step's own
        command = folder / "macrosync"
        command.write_text(_MACROSYNC.format(python=sys.executable, sources=SOURCES), encoding="utf-8")
        command.chmod(0o755)
    file = folder / "python"
    held = _PYTHON.format(command=command, python=sys.executable, programs=job.folder / "programs")
    file.write_text(held, encoding="utf-8")
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
    found = [each for path in named for each in ([path] if path.is_file() else sorted(path.rglob("*")))]
    found = [each for each in found if each.is_file()]
    hidden = [each for each in found if any(part.startswith(".") for part in each.relative_to(job.workspace).parts)]
    found = found if given.get("include-hidden-files") == "true" else [each for each in found if each not in hidden]
    if not found:
        return int(given.get("if-no-files-found") == "error"), "No files were found.", {}
    root = Path(os.path.commonpath([each if each.is_dir() and len(named) == 1 else each.parent for each in named]))
    kept = job.world.folder / "artifacts" / str(job.event.run_id) / given["name"]
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
            "workflow_run": {"id": job.event.run_id},
        }
    )
    return 0, f"kept {given['name']}", {}


def download(job: Job, given: dict[str, str]) -> Acted:
    run = given.get("run-id") or str(job.event.run_id)
    if given.get("run-id"):
        rights = job.world.github.tokens[given["github-token"]]
        assert rights.get("actions") in {"read", "write"}
    kept = job.world.folder / "artifacts" / run / given["name"]
    if not kept.exists():
        return 1, f"Artifact not found for name: {given['name']}", {}
    shutil.copytree(kept, job.workspace / given.get("path", "."), dirs_exist_ok=True)
    return 0, "", {}


def attest(job: Job, given: dict[str, str]) -> Acted:
    assert job.permissions == {"id-token": "write", "attestations": "write"}
    subjects = sorted(each.name for each in job.workspace.glob(given["subject-path"]))
    return int(not subjects), f"attested {' '.join(subjects)}", {}


_ACTIONS = {
    "actions/checkout": checkout,
    "actions/setup-python": setup_python,
    "actions/cache": cache,
    "actions/upload-artifact": upload,
    "actions/download-artifact": download,
    "actions/attest-build-provenance": attest,
}
