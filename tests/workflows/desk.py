"""A desk's repository on GitHub: pull requests opened, changed and merged, as its people would."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from hashlib import sha1
from typing import TYPE_CHECKING, Any

import pytest
import requests
from tests.conftest import ROOT
from tests.workflows import runner
from tests.workflows.runner import run
from tests.workflows.sources import copy_sources
from tests.workflows.stand_in import REPOSITORY
from tests.workflows.world import World, read

from macrosync.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflows.stand_in import GitHubStandIn
    from tests.workflows.world import Jobs

    from macrosync.local_zendesk import LocalZendesk

LOCAL = ("admin@example.com/token", "local")
_SECRETS = {"ZENDESK_CLIENT_ID": "local", "ZENDESK_CLIENT_SECRET": "local"}
OTHERS = re.compile(r"example/macrosync/\.github/actions/macrosync@0{40}")
QUESTION = "macros/receipts/receipt-place.yaml"


def _with_production(files: Path) -> None:
    toml = files / "macrosync.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace("# [targets.p", "[targets.p").replace("# subdomain", "subdomain"), encoding="utf-8")


@dataclass
class Desk:
    """`files` is the work tree of whoever edits next; main is the last merged commit."""

    world: World
    zendesk: LocalZendesk
    files: Path
    main: str = ""
    pulls: int = 0

    @classmethod
    def begun(cls, folder: Path, github: GitHubStandIn, zendesk: LocalZendesk, command: Path) -> Desk:
        files = folder / "my-desk"
        with pytest.raises(SystemExit) as ended:
            main(["init", str(files), "--action", f"example/macrosync@{'0' * 40}"])
        assert not ended.value.code
        _with_production(files)
        world = World(
            folder,
            github,
            zendesk.url,
            command,
            secrets={"production-plan": _SECRETS, "production": _SECRETS},
            variables={"MACROSYNC_PRODUCTION": "on", "MACROSYNC_FOLLOWUPS": "on"},
        )
        asks = {"type": "required_reviewers", "reviewers": [{"type": "User", "reviewer": {"login": "an-admin"}}]}
        github.environments = {"production-approval": {"protection_rules": [{"type": "branch_policy"}, asks]}}
        desk = cls(world, zendesk, files)
        desk.moved(desk.commit())
        return desk

    def commit(self) -> str:
        """Keep the work tree as a commit; its SHA."""
        sha = sha1(str(len(self.world.commits)).encode(), usedforsecurity=False).hexdigest()
        self.world.commit(sha, self.files)
        return sha

    def reword(self, old: str, new: str, file: str = QUESTION) -> None:
        """Change a text, raise the version, lock."""
        path = self.files / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        raised = re.sub(r"^version: (\d+)", lambda found: f"version: {int(found[1]) + 1}", text, flags=re.MULTILINE)
        path.write_text(raised.replace(old, new), encoding="utf-8")
        self.lock()

    def replies(self, *replies: str) -> None:
        """Make the question one of so many replies, each of which is a macro for chat and one for phone."""
        path = self.files / QUESTION
        text, version = path.read_text(encoding="utf-8"), len(self.world.commits) + 1
        steps = [
            f"  - key: where{number or ''}\n    title: 안내 {number}\n    macro: 영수증 {number}\n    reply: {reply}\n"
            for number, reply in enumerate(replies)
        ]
        head = re.sub(r"^version: \d+", f"version: {version}", text[: text.index("steps:")], flags=re.MULTILINE)
        path.write_text(f"{head}steps:\n{''.join(steps)}", encoding="utf-8")
        self.lock()

    def bring_the_action(self) -> None:
        """Let main hold the composite action too, and its workflows take it from there, as in this repository."""
        copy_sources(self.files)
        for file in (self.files / ".github" / "workflows").iterdir():
            text = file.read_text(encoding="utf-8")
            file.write_text(OTHERS.sub("./.github/actions/macrosync", text), encoding="utf-8")
        self.moved(self.commit())

    def bring_lost_items(self) -> None:
        """Let main define what this repository does, lost items among it."""
        for each in ("macros", "workflows"):
            shutil.rmtree(self.files / each)
            shutil.copytree(ROOT / each, self.files / each)
        shutil.copy(ROOT / "macrosync.toml", self.files)
        _with_production(self.files)
        self.moved(self.commit())

    def lock(self) -> None:
        with pytest.raises(SystemExit) as ended:
            main(["--root", str(self.files), "lock"])
        assert not ended.value.code

    def open(self) -> tuple[int, str]:
        """Open a pull request of the work tree: its number and its head."""
        self.pulls += 1
        return self.pulls, self.commit()

    def on_pull(
        self, workflow: str, pull: int, head: str, *, fork: bool = False, only: frozenset[str] | None = None
    ) -> Jobs:
        """Run a workflow for a pull request."""
        payload = {
            "pull_request": {
                "number": pull,
                "base": {"sha": self.main},
                "head": {
                    "sha": head,
                    "ref": "main" if fork else "reword",
                    "repo": {"full_name": "somebody/scripts" if fork else REPOSITORY},
                },
            }
        }
        if not fork:
            return run(self.world, workflow, "pull_request", sha=head, payload=payload, ref="refs/pull/1", only=only)
        secrets, self.world.secrets = self.world.secrets, {}  # a fork's run gets none
        try:
            return run(self.world, workflow, "pull_request", sha=head, payload=payload, ref="refs/pull/1", only=only)
        finally:
            self.world.secrets = secrets

    def merge(self, pull: int, head: str) -> None:
        """Merge it: main is its head."""
        self.moved(head)
        self.world.github.pulls[head] = [{"number": pull, "merged_at": "2026-11-24T10:00:00Z", "head": {"sha": head}}]

    def moved(self, sha: str) -> None:
        """Main is at another commit."""
        self.main = self.world.github.branches["main"] = sha

    def apply(self, event: str = "push", **inputs: bool) -> Jobs:
        """What a push to main starts, or a person."""
        return run(self.world, "apply.yml", event, sha=self.main, payload={"inputs": inputs} if inputs else {})

    def approve(self, jobs: Jobs) -> Jobs:
        """A reviewer approves a run that waits, and no other."""
        self.world.approved = {"production-approval"}
        try:
            return runner.go_on(self.world, jobs)
        finally:
            self.world.approved = set()

    def merged(self) -> Jobs:
        """Open a pull request of the work tree, review its plan, merge it: what that starts."""
        pull, head = self.open()
        self.planned(pull, head)
        self.merge(pull, head)
        return self.apply()

    def by_hand(self, **inputs: bool) -> Jobs:
        """Somebody starts an apply of what main is, and approves its plan."""
        jobs = self.apply("workflow_dispatch", **{name.replace("_", "-"): value for name, value in inputs.items()})
        return self.approve(jobs) if jobs["approve"].result == "waiting" else jobs

    def timed(self, workflow: str) -> Jobs:
        """What the clock starts."""
        cron = read(self.world.commits[self.main] / ".github" / "workflows" / workflow)["on"]["schedule"][0]["cron"]
        return run(self.world, workflow, "schedule", sha=self.main, payload={"schedule": cron})

    def planned(self, pull: int, head: str) -> Jobs:
        return self.on_pull("plan.yml", pull, head)

    def control(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """Set up the local Zendesk."""
        answer = requests.request(method, f"{self.zendesk.url}/_local/{path}", json=body, timeout=10)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json() if answer.content else {}
        return found

    def write(self, path: str, body: object) -> None:
        """Change the account by hand."""
        requests.put(self.zendesk.url + path, json=body, auth=LOCAL, timeout=10).raise_for_status()

    def read(self, path: str) -> dict[str, Any]:
        """Read the account, as any client would."""
        answer = requests.get(self.zendesk.url + path, auth=LOCAL, timeout=10)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def macros(self) -> dict[str, dict[str, Any]]:
        return {each["title"]: each for each in self.read("/api/v2/macros")["macros"]}
