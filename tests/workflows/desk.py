"""A desk's repository on GitHub: pull requests opened, changed and merged, as its people would."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha1
from typing import TYPE_CHECKING, Any

import pytest
import requests
from tests.workflows.runner import JobRan, World, run
from tests.workflows.stand_in import REPOSITORY

from macrosync.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflows.stand_in import GitHubStandIn

    from macrosync.local_zendesk import LocalZendesk

LOCAL = ("admin@example.com/token", "local")
_SECRETS = {"ZENDESK_CLIENT_ID": "local", "ZENDESK_CLIENT_SECRET": "local"}
QUESTION = "macros/receipts/receipt-place.yaml"


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
        toml = files / "macrosync.toml"
        toml.write_text(
            toml.read_text(encoding="utf-8").replace("# [targets.p", "[targets.p").replace("# subdomain", "subdomain"),
            encoding="utf-8",
        )
        world = World(
            folder,
            github,
            zendesk.url,
            command,
            secrets={"production-plan": _SECRETS, "production": _SECRETS},
            variables={"MACROSYNC_PRODUCTION": "on", "MACROSYNC_FOLLOWUPS": "on"},
            protected={"production-approval"},
        )
        desk = cls(world, zendesk, files)
        desk.main = desk.commit()
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
        with pytest.raises(SystemExit) as ended:
            main(["--root", str(self.files), "lock"])
        assert not ended.value.code

    def open(self) -> tuple[int, str]:
        """Open a pull request of the work tree: its number and its head."""
        self.pulls += 1
        return self.pulls, self.commit()

    def on_pull(
        self, workflow: str, pull: int, head: str, *, fork: bool = False, only: frozenset[str] | None = None
    ) -> dict[str, JobRan]:
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
        self.main = head
        self.world.github.pulls[head] = [{"number": pull, "merged_at": "2026-11-24T10:00:00Z", "head": {"sha": head}}]

    def apply(self, event: str = "push", **inputs: bool) -> dict[str, JobRan]:
        """What a push to main starts, or a person."""
        return run(self.world, "apply.yml", event, sha=self.main, payload={"inputs": inputs} if inputs else {})

    def timed(self, workflow: str, cron: str = "") -> dict[str, JobRan]:
        """What the clock starts."""
        return run(self.world, workflow, "schedule", sha=self.main, payload={"schedule": cron})

    def planned(self, pull: int, head: str) -> dict[str, JobRan]:
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
