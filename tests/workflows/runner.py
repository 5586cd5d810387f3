"""Runs the workflow files here: every `run:` step in a shell, the composite action too, GitHub's own as doubles.

What a step gets is what GitHub gives it (docs.github.com, "Workflow syntax", "Contexts", "Workflow commands"): the
event's file, the files for outputs, variables, paths and summaries, the secrets of the job's environment only, and a
token with the job's permissions only.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from tests.conftest import ROOT
from tests.workflows import doubles
from tests.workflows.expressions import Value, fill_in, holds, shown
from tests.workflows.stand_in import REPOSITORY, GitHubStandIn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Data = dict[str, Any]
SHELL = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]


@dataclass
class StepRan:
    name: str
    outcome: str
    log: str
    env: dict[str, str]


@dataclass
class JobRan:
    """A job that was run, skipped, or waits for approval: `success`, `failure`, `skipped`, `waiting`."""

    result: str
    outputs: dict[str, str] = field(default_factory=dict)
    steps: list[StepRan] = field(default_factory=list)
    summary: str = ""

    @property
    def log(self) -> str:
        return "\n".join(step.log for step in self.steps)


@dataclass
class World:
    """The repository as GitHub has it: commits, environments with their secrets, approvals; and the account."""

    folder: Path
    github: GitHubStandIn
    zendesk_url: str
    #: The program that `macrosync` is.
    command: Path
    commits: dict[str, Path] = field(default_factory=dict)
    secrets: dict[str, dict[str, str]] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    #: Environments that wait for a reviewer, and those that one has approved.
    protected: set[str] = field(default_factory=set)
    approved: set[str] = field(default_factory=set)
    #: As soon as this holds while something is applied, that step is killed, as when its machine goes away.
    kill_when: Callable[[], bool] | None = None

    def commit(self, sha: str, files: Path) -> None:
        """Keep the files of a commit."""
        self.commits[sha] = self.folder / "commits" / sha
        shutil.copytree(files, self.commits[sha], ignore=shutil.ignore_patterns(".macrosync"))


@dataclass
class Job:
    """One job on its way: its folders and contexts."""

    world: World
    definition: Data
    contexts: dict[str, Value]
    folder: Path
    sha: str
    run_id: int
    environment: dict[str, str] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    ran: JobRan = field(default_factory=lambda: JobRan("success"))

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    @property
    def temp(self) -> Path:
        return self.folder / "temp"


def read(file: Path) -> Data:
    """A workflow or an action. Every value is a text, as in GitHub's parser `on` is a word."""
    found: Data = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts only
    return found


def run(
    world: World,
    workflow: str,
    event: str,
    *,
    sha: str,
    payload: Data,
    ref: str = "refs/heads/main",
    only: frozenset[str] | None = None,
) -> dict[str, JobRan]:
    """Run a workflow of the commit for an event; with `only`, just these jobs, the others as if skipped."""
    definition = read(world.commits[sha] / ".github" / "workflows" / workflow)
    assert event in definition["on"], f"{workflow} does not run on {event}"
    run_id = world.github.new_id()
    head = payload.get("pull_request", {}).get("head", {}).get("ref") or ref.removeprefix("refs/heads/")
    path = f".github/workflows/{workflow}"
    world.github.runs[run_id] = {"id": run_id, "path": path, "event": event, "head_branch": head}
    github = {
        "event": payload,
        "event_name": event,
        "sha": sha,
        "ref": ref,
        "repository": REPOSITORY,
        "run_id": run_id,
    }
    done: dict[str, JobRan] = {}
    for name, job in definition["jobs"].items():
        needs = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
        contexts: dict[str, Value] = {
            "github": github,
            "needs": {each: {"result": done[each].result, "outputs": done[each].outputs} for each in needs},
            "vars": world.variables,
            "inputs": payload.get("inputs", {}),
            "status()": "success" if all(done[each].result == "success" for each in needs) else "failure",
            "runner": {"os": "Linux", "arch": "X64"},
        }
        if only is not None and name not in only:
            done[name] = JobRan("skipped")
            continue
        done[name] = _job(world, definition, contexts, name=name, sha=sha, run_id=run_id)
    return done


def _job(world: World, workflow: Data, contexts: dict[str, Value], *, name: str, sha: str, run_id: int) -> JobRan:
    definition: Data = workflow["jobs"][name]
    if not holds(definition.get("if"), contexts):
        return JobRan("skipped")
    environment: str = definition.get("environment", "")
    if environment in world.protected - world.approved:
        return JobRan("waiting")
    permissions: dict[str, str] = definition["permissions"]
    token = f"token-{run_id}-{name}"
    world.github.tokens[token] = dict(permissions)
    folder = world.folder / "jobs" / f"{run_id}-{name}"
    for each in ("workspace", "temp", "home"):
        (folder / each).mkdir(parents=True)
    github = contexts["github"]
    assert isinstance(github, dict)
    contexts |= {
        "github": {**github, "token": token},
        "secrets": world.secrets.get(environment, {}),
        "steps": {},
        "status()": "success",
        "env": {},
        "runner": {"os": "Linux", "arch": "X64", "temp": str(folder / "temp")},
    }
    job = Job(world, definition, contexts, folder, sha, run_id)
    for part in (workflow, definition):
        given: dict[str, str] = part.get("env", {})
        job.environment |= {key: fill_in(value, contexts) for key, value in given.items()}
    contexts["env"] = job.environment
    (folder / "event.json").write_text(json.dumps(github["event"]), encoding="utf-8")
    for number, step in enumerate(definition["steps"]):
        _step(job, step, f"{number}", {})
    job.ran.result = str(contexts["status()"])
    job.ran.outputs = {key: fill_in(value, contexts) for key, value in definition.get("outputs", {}).items()}
    return job.ran


def _step(job: Job, step: Data, number: str, inherited: Mapping[str, str]) -> None:
    """One step; what it gives is in the contexts afterwards."""
    steps = job.contexts["steps"]
    assert isinstance(steps, dict)
    if not holds(step.get("if"), job.contexts):
        steps[step.get("id", number)] = {"outcome": "skipped", "outputs": {}}
        return
    own = {**inherited, **{key: fill_in(value, job.contexts) for key, value in step.get("env", {}).items()}}
    given = {key: fill_in(value, job.contexts) for key, value in step.get("with", {}).items()}
    name = step.get("name") or step.get("uses") or step["run"]
    if "uses" not in step:
        code, log, outputs = shell(job, step["run"], own, number)
    elif ".github/actions/macrosync" in step["uses"]:
        code, log, outputs = _composite(job, given, own, number)
    else:
        code, log, outputs = doubles.act(job, step["uses"], given)
    outcome = "failure" if code else "success"
    job.ran.steps.append(StepRan(name, outcome, log, own))
    steps[step.get("id", number)] = {"outcome": outcome, "outputs": outputs}
    if code:
        job.contexts["status()"] = "failure"


def _composite(job: Job, given: dict[str, str], own: dict[str, str], number: str) -> tuple[int, str, dict[str, str]]:
    """The composite action: that of the files which are checked out, where the job takes it from there."""
    here = ROOT / ".github" / "actions" / "macrosync"
    definition = read(here / "action.yml")
    unknown = given.keys() - definition["inputs"].keys()
    assert not unknown, f"the action has no inputs {unknown}"
    inputs = {key: given.get(key, each.get("default", "")) for key, each in definition["inputs"].items()}
    outer, logs = job.contexts, len(job.ran.steps)
    job.contexts = {**outer, "inputs": inputs, "steps": {}, "status()": "success"}
    for inner, step in enumerate(definition["runs"]["steps"]):
        _step(job, step, f"{number}-{inner}", {**own, "GITHUB_ACTION_PATH": str(here)})
    code = 0 if job.contexts["status()"] == "success" else 1
    outputs = {key: fill_in(each["value"], job.contexts) for key, each in definition["outputs"].items()}
    job.contexts = outer
    return code, "\n".join(step.log for step in job.ran.steps[logs:]), outputs


def shell(job: Job, script: str, own: Mapping[str, str], number: str) -> tuple[int, str, dict[str, str]]:
    """A `run:` step: its exit code, its log and its outputs."""
    files = {name: job.folder / f"{number}.{name}" for name in ("output", "env", "path", "summary")}
    for file in files.values():
        file.touch()
    event = job.contexts["github"]
    assert isinstance(event, dict)
    environment = {
        "PATH": os.pathsep.join([*reversed(job.path), "/usr/local/bin", "/usr/bin", "/bin"]),
        "HOME": str(job.folder / "home"),
        "LANG": "C.UTF-8",
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_API_URL": job.world.github.url,
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_RUN_ID": str(job.run_id),
        "GITHUB_SHA": job.sha,
        "GITHUB_REF": shown(event["ref"]),
        "GITHUB_EVENT_NAME": shown(event["event_name"]),
        "GITHUB_EVENT_PATH": str(job.folder / "event.json"),
        "GITHUB_WORKSPACE": str(job.workspace),
        "GITHUB_OUTPUT": str(files["output"]),
        "GITHUB_ENV": str(files["env"]),
        "GITHUB_PATH": str(files["path"]),
        "GITHUB_STEP_SUMMARY": str(files["summary"]),
        "RUNNER_TEMP": str(job.temp),
        "MACROSYNC_URL": job.world.zendesk_url,
        **job.environment,
        **own,
    }
    file = job.folder / f"{number}.sh"
    file.write_text(script, encoding="utf-8")
    log = job.folder / f"{number}.log"
    with log.open("wb") as out:
        started = subprocess.Popen(  # noqa: S603 - a step of our own workflow
            [*SHELL, str(file)],
            cwd=job.workspace,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        if job.world.kill_when and "macrosync apply" in script:
            _kill(started, job.world.kill_when)
        code = started.wait(timeout=120)
    job.ran.summary += files["summary"].read_text(encoding="utf-8")
    job.environment.update(_pairs(files["env"]))
    job.path += files["path"].read_text(encoding="utf-8").split("\n")[:-1]
    return code, log.read_text(encoding="utf-8"), _pairs(files["output"])


def _kill(started: subprocess.Popen[bytes], when: Callable[[], bool]) -> None:
    """Kill the step with all that it started, at a moment that something else holds it at."""
    while started.poll() is None and not when():
        time.sleep(0.01)
    os.killpg(started.pid, signal.SIGKILL)


def _pairs(file: Path) -> dict[str, str]:
    """Lines NAME=VALUE; the form for more lines than one is not used."""
    lines = file.read_text(encoding="utf-8").splitlines()
    assert all("=" in line for line in lines), lines
    return dict(line.split("=", 1) for line in lines)
