"""One step of a job: a shell's, the composite action's, or a double of one of GitHub's own actions."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

from tests.conftest import ROOT
from tests.workflows import doubles
from tests.workflows.expressions import fill_in, holds, shown
from tests.workflows.stand_in import REPOSITORY
from tests.workflows.world import StepRan, read

from macrosync import memory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.workflows.world import Data, Job

SHELL = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]
MASK = "::add-mask::"
Number = tuple[int, ...]
Acted = tuple[int, str, dict[str, str]]


def step(job: Job, definition: Data, number: Number, inherited: Mapping[str, str]) -> None:
    """Do it; what it gives is in the contexts afterwards. A number of two is a step of the composite action."""
    steps = job.contexts["steps"]
    assert isinstance(steps, dict)
    known = definition.get("id", shown(number))
    if not holds(definition.get("if"), job.contexts):
        steps[known] = {"outcome": "skipped", "outputs": {}}
        return
    own = {**inherited, **{key: fill_in(value, job.contexts) for key, value in definition.get("env", {}).items()}}
    given = {key: fill_in(value, job.contexts) for key, value in definition.get("with", {}).items()}
    name = definition.get("name") or definition.get("uses") or definition["run"]
    if "uses" not in definition:
        code, raw, outputs = _shell(job, definition["run"], own, "-".join(map(str, number)))
        job.world.executed.add((*(job.known_as if len(number) == 1 else ("action", "")), number[-1]))
    elif ".github/actions/" in definition["uses"]:
        code, raw, outputs = _composite(job, definition["uses"], given, own, number)
    else:
        code, raw, outputs = doubles.act(job, definition["uses"], given)
    outcome = "failure" if code else "success"
    job.ran.steps.append(StepRan(name, outcome, _shown(job, raw), own, raw))
    steps[known] = {"outcome": outcome, "outputs": outputs}
    if code:
        job.contexts["status()"] = "failure"


def _shown(job: Job, raw: str) -> str:
    """The log: from the line on that masks something, it is hidden."""
    lines = []
    for line in raw.splitlines():
        if line.startswith(MASK):
            job.masks.add(line.removeprefix(MASK))
        lines.append(job.hidden(line))
    return "\n".join(lines)


def _composite(job: Job, uses: str, given: dict[str, str], own: dict[str, str], number: Number) -> Acted:
    """The composite action: that of the files which are checked out, where the job takes it from there."""
    here = job.workspace / uses if uses.startswith("./") else ROOT / ".github" / "actions" / "macrosync"
    definition = read(here / "action.yml")
    unknown = given.keys() - definition["inputs"].keys()
    assert not unknown, f"the action has no inputs {unknown}"
    inputs = {key: given.get(key, each.get("default", "")) for key, each in definition["inputs"].items()}
    outer, logs = job.contexts, len(job.ran.steps)
    job.contexts = {**outer, "inputs": inputs, "steps": {}, "status()": "success"}
    for inner, each in enumerate(definition["runs"]["steps"]):
        step(job, each, (*number, inner), {**own, "GITHUB_ACTION_PATH": str(here)})
    code = 0 if job.contexts["status()"] == "success" else 1
    outputs = {key: fill_in(each["value"], job.contexts) for key, each in definition["outputs"].items()}
    job.contexts = outer
    return code, "\n".join(ran.raw for ran in job.ran.steps[logs:]), outputs


def _shell(job: Job, script: str, own: Mapping[str, str], number: str) -> Acted:
    """A `run:` step: its exit code, what it printed and its outputs."""
    files = {name: job.folder / f"{number}.{name}" for name in ("output", "env", "path", "summary")}
    for file in files.values():
        file.touch()
    file, log = job.folder / f"{number}.sh", job.folder / f"{number}.log"
    file.write_text(script, encoding="utf-8")
    with log.open("wb") as out:
        started = subprocess.Popen(  # noqa: S603 - a step of our own workflow
            [*SHELL, str(file)],
            cwd=job.workspace,
            env=_environment(job, own, files),
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


def _environment(job: Job, own: Mapping[str, str], files: Mapping[str, Path]) -> dict[str, str]:
    event = job.event
    found = {
        "PATH": os.pathsep.join([*reversed(job.path), "/usr/local/bin", "/usr/bin", "/bin"]),
        "HOME": str(job.folder / "home"),
        "LANG": "C.UTF-8",
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_API_URL": job.world.github.url,
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_RUN_ID": str(event.run_id),
        "GITHUB_SHA": event.sha,
        "GITHUB_REF": event.ref,
        "GITHUB_REF_NAME": event.ref.split("/", 2)[-1],
        "GITHUB_EVENT_NAME": event.name,
        "GITHUB_EVENT_PATH": str(job.folder / "event.json"),
        "GITHUB_WORKSPACE": str(job.workspace),
        "GITHUB_OUTPUT": str(files["output"]),
        "GITHUB_ENV": str(files["env"]),
        "GITHUB_PATH": str(files["path"]),
        "GITHUB_STEP_SUMMARY": str(files["summary"]),
        "RUNNER_TEMP": str(job.temp),
        # Our own: what the same files compile to is known from other tests, which is quicker and otherwise the same.
        memory.VARIABLE: os.environ[memory.VARIABLE],
        **job.environment,
        **own,
    }
    # Our own: which account stands for the one of the credentials.
    return {**found, "MACROSYNC_URL": job.world.zendesk_url} if "ZENDESK_CLIENT_ID" in own else found


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
