"""What a run of a workflow is made of: the repository as GitHub has it, a job on its way, and what became of it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.workflows.expressions import Value
    from tests.workflows.stand_in import GitHubStandIn

Data = dict[str, Any]


@dataclass
class StepRan:
    """`log` is as GitHub shows it, with what is masked hidden; `raw` is what the step really printed."""

    name: str
    outcome: str
    log: str
    env: dict[str, str]
    raw: str = field(default="", repr=False)


@dataclass
class JobRan:
    """A job that was run, skipped, or waits for approval: `success`, `failure`, `cancelled`, `skipped`, `waiting`."""

    result: str
    outputs: dict[str, str] = field(default_factory=dict)
    steps: list[StepRan] = field(default_factory=list)
    summary: str = ""

    @property
    def log(self) -> str:
        return "\n".join(step.log for step in self.steps)

    @property
    def raw(self) -> str:
        return "\n".join(step.raw for step in self.steps)

    def ran(self, name: str) -> list[str]:
        """The outcomes of the steps of that name; none where it was skipped."""
        return [step.outcome for step in self.steps if step.name == name]


@dataclass
class Event:
    """What started a run, and the run's number."""

    workflow: str
    name: str
    sha: str
    payload: Data
    ref: str
    run_id: int
    attempt: int = 1


class Jobs(dict[str, JobRan]):
    """The jobs of a run by name, and what started it."""

    event: Event


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
    #: Environments that a reviewer has approved, of those that ask one.
    approved: set[str] = field(default_factory=set)
    #: As soon as this holds while something is applied, that step is killed, as when its machine goes away.
    kill_when: Callable[[], bool] | None = None
    #: Actions of GitHub's that fail (of one job: `plan/actions/cache`), and jobs that run out of their time.
    broken: set[str] = field(default_factory=set)
    cut_off: set[str] = field(default_factory=set)
    #: Only the first of each matrix is run.
    one_of_each: bool = False
    #: Concurrency groups of whole workflows that a run holds while it waits for approval.
    lanes: set[str] = field(default_factory=set)
    #: Every `run:` step that was executed, as (workflow, job, number of the step); of the action, as ("action", "", …).
    executed: set[tuple[str, str, int]] = field(default_factory=set)

    def commit(self, sha: str, files: Path) -> None:
        """Keep the files of a commit."""
        self.commits[sha] = self.folder / "commits" / sha
        shutil.copytree(files, self.commits[sha], ignore=shutil.ignore_patterns(".macrosync"))

    def waits(self, environment: str) -> bool:
        """Whether a job of that environment waits: only where it asks somebody, who has not approved."""
        rules = self.github.environments.get(environment, {}).get("protection_rules", [])
        return any(each["type"] == "required_reviewers" for each in rules) and environment not in self.approved

    def called(self, program: str) -> list[Data]:
        """The calls of a double of a program: its arguments, its folder, the names in its environment."""
        file = self.folder / "programs.jsonl"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [call for line in lines if (call := json.loads(line))["program"] == program]


@dataclass
class Job:
    """One job on its way: its folders and contexts."""

    world: World
    definition: Data
    contexts: dict[str, Value]
    folder: Path
    event: Event
    #: (workflow, job), by which its steps are known.
    known_as: tuple[str, str]
    permissions: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    masks: set[str] = field(default_factory=set)
    ran: JobRan = field(default_factory=lambda: JobRan("success"))

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    @property
    def temp(self) -> Path:
        return self.folder / "temp"

    def hidden(self, said: str) -> str:
        """A text as GitHub shows it: secrets and what was masked are three stars (workflow command `add-mask`)."""
        for each in sorted(self.masks, key=len, reverse=True):
            said = said.replace(each, "***")
        return said


def read(file: Path) -> Data:
    """A workflow or an action. Every value is a text, as in GitHub's parser `on` is a word."""
    found: Data = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts only
    return found
