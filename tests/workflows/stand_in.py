"""A local stand-in for the few calls of GitHub's REST API that the workflows make; each needs the job's permission.

Shapes and permissions as docs.github.com/rest has them (2022-11-28).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

Record = dict[str, Any]
BOT = {"login": "github-actions[bot]", "type": "Bot"}
REPOSITORY = "desk/scripts"


@dataclass
class GitHubStandIn:
    """What the repository holds on GitHub. `tokens` says what each job's token may do."""

    tokens: dict[str, dict[str, str]] = field(default_factory=dict)
    comments: dict[int, list[Record]] = field(default_factory=dict)
    issues: list[Record] = field(default_factory=list)
    pulls: dict[str, list[Record]] = field(default_factory=dict)
    runs: dict[int, Record] = field(default_factory=dict)
    artifacts: list[Record] = field(default_factory=list)
    environments: dict[str, Record] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)
    releases: list[Record] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    #: So many of the next calls fail, as GitHub does now and then.
    failing: int = 0
    url: str = ""
    _ids: int = 1000

    def __enter__(self) -> Self:
        handler = type("Bound", (Handler,), {"held": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def new_id(self) -> int:
        self._ids += 1
        return self._ids

    def comment(self, pull: int, body: str, user: Record) -> Record:
        number = self.new_id()
        made = {"id": number, "body": body, "user": user, "html_url": f"{self.url}/desk/scripts/pull/{pull}#{number}"}
        self.comments.setdefault(pull, []).append(made)
        return made


class Handler(BaseHTTPRequestHandler):
    held: ClassVar[GitHubStandIn]

    def do_GET(self) -> None:
        self._serve("read")

    def do_POST(self) -> None:
        self._serve("write")

    def do_PATCH(self) -> None:
        self._serve("write")

    def log_message(self, *_: object) -> None:
        pass

    def _serve(self, right: str) -> None:
        split = urlsplit(self.path)
        path = split.path.removeprefix(f"/repos/{REPOSITORY}/")
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length) or b"null")
        self.held.calls.append(f"{self.command} {path}")
        if self.held.failing:
            self.held.failing -= 1
            self._answer(502, {"message": "Bad gateway"})
            return
        for method, pattern, permission, handle in CALLS:
            found = re.fullmatch(pattern, path)
            if found and method == self.command:
                rights = self.held.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "), {})
                if rights.get(permission) not in {right, "write"}:
                    self._answer(403, {"message": "Resource not accessible by integration"})
                else:
                    query = {name: values[0] for name, values in parse_qs(split.query).items()}
                    self._answer(*handle(self.held, found.groups(), query, body))
                return
        self._answer(404, {"message": "Not Found"})

    def _answer(self, status: int, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


Groups = tuple[str, ...]
Answer = tuple[int, object]


def list_comments(held: GitHubStandIn, groups: Groups, query: Record, _: Record) -> Answer:
    return 200, page(held.comments.get(int(groups[0]), []), query)


def make_comment(held: GitHubStandIn, groups: Groups, _: Record, body: Record) -> Answer:
    if len(body["body"]) > 65_536:
        return 422, {"message": "Body is too long"}
    return 201, held.comment(int(groups[0]), body["body"], BOT)


def change_comment(held: GitHubStandIn, groups: Groups, _: Record, body: Record) -> Answer:
    for each in (each for listed in held.comments.values() for each in listed):
        if each["id"] == int(groups[0]):
            each.update(body)
            return 200, each
    return 404, {"message": "Not Found"}


def list_issues(held: GitHubStandIn, _: Groups, query: Record, __: Record) -> Answer:
    found = [each for each in held.issues if each["state"] == query.get("state", "open")]
    return 200, page([each for each in found if query.get("creator") in {None, each["user"]["login"]}], query)


def make_issue(held: GitHubStandIn, _: Groups, __: Record, body: Record) -> Answer:
    held.issues.append({"number": len(held.issues) + 1, "state": "open", "user": BOT, **body})
    return 201, held.issues[-1]


def change_issue(held: GitHubStandIn, groups: Groups, _: Record, body: Record) -> Answer:
    issue = held.issues[int(groups[0]) - 1]
    issue.update(body)
    return 200, issue


def pulls_of(held: GitHubStandIn, groups: Groups, query: Record, _: Record) -> Answer:
    return 200, page(held.pulls.get(groups[0], []), query)


def list_artifacts(held: GitHubStandIn, _: Groups, query: Record, __: Record) -> Answer:
    found = [each for each in held.artifacts if each["name"] == query["name"]]
    return 200, {"total_count": len(found), "artifacts": page(found, query)}


def one_run(held: GitHubStandIn, groups: Groups, _: Record, __: Record) -> Answer:
    return 200, held.runs[int(groups[0])]


def one_environment(held: GitHubStandIn, groups: Groups, _: Record, __: Record) -> Answer:
    found = held.environments.get(groups[0])
    return (200, {"name": groups[0], **found}) if found is not None else (404, {"message": "Not Found"})


def one_commit(held: GitHubStandIn, groups: Groups, _: Record, __: Record) -> Answer:
    sha = held.branches.get(groups[0])
    return (200, {"sha": sha}) if sha else (422, {"message": f"No commit found for SHA: {groups[0]}"})


def make_release(held: GitHubStandIn, _: Groups, __: Record, body: Record) -> Answer:
    held.releases.append(body)
    return 201, body


def page(listed: list[Record], query: Record) -> list[Record]:
    size, number = int(query.get("per_page", 30)), int(query.get("page", 1))
    return listed[size * (number - 1) : size * number]


CALLS: list[tuple[str, str, str, Callable[[GitHubStandIn, Groups, Record, Record], Answer]]] = [
    ("GET", r"issues/(\d+)/comments", "pull-requests", list_comments),
    ("POST", r"issues/(\d+)/comments", "pull-requests", make_comment),
    ("PATCH", r"issues/comments/(\d+)", "pull-requests", change_comment),
    ("GET", "issues", "issues", list_issues),
    ("POST", "issues", "issues", make_issue),
    ("PATCH", r"issues/(\d+)", "issues", change_issue),
    ("GET", r"commits/(\w+)/pulls", "pull-requests", pulls_of),
    ("GET", "actions/artifacts", "actions", list_artifacts),
    ("GET", r"actions/runs/(\d+)", "actions", one_run),
    ("GET", r"environments/([\w-]+)", "actions", one_environment),
    ("GET", r"commits/(\w+)", "contents", one_commit),
    ("POST", "releases", "contents", make_release),
]
