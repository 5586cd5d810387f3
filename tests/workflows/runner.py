"""Runs the workflow files here: every `run:` step in a shell, the composite action too, GitHub's own as doubles.

What a step gets is what GitHub gives it (docs.github.com, "Workflow syntax", "Contexts", "Workflow commands"): the
event's file, the files for outputs, variables, paths and summaries, the secrets of the job's environment only, and a
token with the job's permissions only.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.workflows import programs
from tests.workflows.expressions import Value, fill_in, holds
from tests.workflows.stand_in import REPOSITORY
from tests.workflows.steps import step
from tests.workflows.world import Event, Job, JobRan, Jobs, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.workflows.world import Data, World

_RUNNER = {"os": "Linux", "arch": "X64"}


@dataclass(frozen=True)
class Run:
    """A workflow on its way; one that another calls has that one's permissions at most, and stands in its folder."""

    world: World
    event: Event
    workflow: str
    definition: Data
    within: str = ""
    most: dict[str, str] | None = None
    done: Jobs = field(default_factory=Jobs)


def run(
    world: World,
    workflow: str,
    event: str,
    *,
    sha: str,
    payload: Data,
    ref: str = "refs/heads/main",
    only: frozenset[str] | None = None,
) -> Jobs:
    """Run a workflow of the commit for an event; with `only`, just these jobs, the others as if skipped."""
    definition = read(world.commits[sha] / ".github" / "workflows" / workflow)
    assert event in definition["on"], f"{workflow} does not run on {event}"
    run_id = world.github.new_id()
    head = payload.get("pull_request", {}).get("head", {}).get("ref") or ref.removeprefix("refs/heads/")
    path = f".github/workflows/{workflow}"
    world.github.runs[run_id] = {"id": run_id, "path": path, "event": event, "head_branch": head}
    begun = Run(world, Event(workflow, event, sha, payload, ref, run_id), workflow, definition)
    return _in_its_lane(begun, only)


def go_on(world: World, jobs: Jobs) -> Jobs:
    """Go on with a run that waited, now that somebody approved it: what was done is not done again."""
    event = jobs.event
    definition = read(world.commits[event.sha] / ".github" / "workflows" / event.workflow)
    kept = Jobs({name: job for name, job in jobs.items() if job.result not in {"waiting", "skipped"}})
    return _in_its_lane(Run(world, event, event.workflow, definition, done=kept), None)


def run_again(world: World, jobs: Jobs) -> Jobs:
    """Run all jobs of a run again: another attempt, of the same commit."""
    event = replace(jobs.event, attempt=jobs.event.attempt + 1)
    definition = read(world.commits[event.sha] / ".github" / "workflows" / event.workflow)
    return _in_its_lane(Run(world, event, event.workflow, definition), None)


def _in_its_lane(run: Run, only: frozenset[str] | None) -> Jobs:
    """Run it; one whose workflow has a concurrency group does not begin while another of the group waits."""
    contexts: dict[str, Value] = {"github": _github(run.event), "inputs": run.event.payload.get("inputs", {})}
    group = fill_in(run.definition.get("concurrency", {}).get("group", ""), contexts)
    if group in run.world.lanes and not run.done:
        jobs = Jobs({name: JobRan("pending") for name in run.definition["jobs"]})
    else:
        jobs = _jobs(run, only)
        held = bool(group) and any(job.result == "waiting" for job in jobs.values())
        (run.world.lanes.add if held else run.world.lanes.discard)(group)
    jobs.event = run.event
    return jobs


def _jobs(run: Run, only: frozenset[str] | None) -> Jobs:
    done = run.done
    for name, definition in run.definition["jobs"].items():
        if name in done:
            continue
        needs = [definition["needs"]] if isinstance(definition.get("needs"), str) else definition.get("needs", [])
        contexts: dict[str, Value] = {
            "github": _github(run.event),
            "needs": {each: {"result": done[each].result, "outputs": done[each].outputs} for each in needs},
            "vars": run.world.variables,
            "inputs": run.event.payload.get("inputs", {}),
            "status()": "success" if all(done[each].result == "success" for each in needs) else "failure",
            "runner": _RUNNER,
        }
        if (only is not None and name not in only) or not holds(definition.get("if"), contexts):
            done[name] = JobRan("skipped")
        elif run.world.waits(definition.get("environment", "")):
            done[name] = JobRan("waiting")
        elif "uses" in definition:
            done[name] = _called(run, name, definition)
        else:
            matrix = [*_matrix(definition)][: 1 if run.world.one_of_each else None]
            done[name] = _together([_job(run, name, {**contexts, "matrix": each}) for each in matrix])
    return done


def _called(run: Run, name: str, definition: Data) -> JobRan:
    """A job that is another workflow of the same commit."""
    file = run.world.commits[run.event.sha] / definition["uses"]
    held = read(file)
    assert "workflow_call" in held["on"], f"{file.name} cannot be called"
    jobs = _jobs(
        Run(run.world, run.event, file.name, held, f"{run.within}{name}-", definition["permissions"]),
        None,
    )
    return _together([*jobs.values()])


def _matrix(definition: Data) -> Iterator[dict[str, str]]:
    matrix: dict[str, list[str]] = definition.get("strategy", {}).get("matrix", {})
    for values in itertools.product(*matrix.values()):
        yield dict(zip(matrix, values, strict=True))


def _together(jobs: list[JobRan]) -> JobRan:
    if len(jobs) == 1:
        return jobs[0]
    return JobRan(
        "success" if all(job.result == "success" for job in jobs) else "failure",
        steps=[step for job in jobs for step in job.steps],
        summary="".join(job.summary for job in jobs),
    )


def _github(event: Event) -> Data:
    return {
        "event": event.payload,
        "event_name": event.name,
        "sha": event.sha,
        "ref": event.ref,
        "repository": REPOSITORY,
        "run_id": event.run_id,
        "run_attempt": str(event.attempt),
    }


def _job(run: Run, name: str, contexts: dict[str, Value]) -> JobRan:
    world, definition = run.world, run.definition["jobs"][name]
    if name in world.cut_off:
        return JobRan("cancelled")
    permissions: dict[str, str] = definition["permissions"]
    assert run.most is None or permissions.items() <= run.most.items(), f"{name} may more than what calls it"
    folder = world.folder / "jobs" / f"{run.event.run_id}-{run.within}{name}"
    while folder.exists():  # another of its matrix, or an earlier attempt
        folder = folder.with_name(f"{folder.name}-")
    for each in ("workspace", "temp", "home"):
        (folder / each).mkdir(parents=True)
    token = f"token-{folder.name}"
    world.github.tokens[token] = dict(permissions)
    secrets = world.secrets.get(definition.get("environment", ""), {})
    contexts |= {
        "github": {**_github(run.event), "token": token},
        "secrets": secrets,
        "steps": {},
        "status()": "success",
        "env": {},
        "runner": {**_RUNNER, "temp": str(folder / "temp")},
    }
    known_as = (run.workflow, name)
    job = Job(world, definition, contexts, folder, run.event, known_as, permissions, masks={token, *secrets.values()})
    for part in (run.definition, definition):
        given: dict[str, str] = part.get("env", {})
        job.environment |= {key: fill_in(value, contexts) for key, value in given.items()}
    contexts["env"] = job.environment
    (folder / "event.json").write_text(json.dumps(run.event.payload), encoding="utf-8")
    job.path.append(str(programs.installed(folder / "programs", world.folder / "programs.jsonl")))
    for number, each in enumerate(definition["steps"]):
        step(job, each, (number,), {})
    job.ran.result = str(contexts["status()"])
    job.ran.summary = job.hidden(job.ran.summary)
    outputs = {key: fill_in(value, contexts) for key, value in definition.get("outputs", {}).items()}
    # GitHub leaves out an output that may hold a secret.
    job.ran.outputs = {key: value for key, value in outputs.items() if job.hidden(value) == value}
    return job.ran
