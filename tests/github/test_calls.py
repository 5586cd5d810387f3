from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workflows.stand_in import GitHubStandIn

from macrosync import github
from macrosync.errors import ConfigError
from macrosync.github import GitHub, GitHubFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

BOT = "github-actions[bot]"
ALL = {"issues": "write", "pull-requests": "write", "actions": "read"}


@pytest.fixture
def held() -> Iterator[GitHubStandIn]:
    with GitHubStandIn(tokens={"all": ALL}) as running:
        yield running


@pytest.fixture
def repository(held: GitHubStandIn) -> GitHub:
    return GitHub(held.url, "desk/scripts", "all", wait=0.001)


def tell(repository: GitHub, text: str, *, once: bool = False) -> str:
    return github.tell(repository, "drift", text, target="production", run_url="https://example.com", once=once)


def test_a_read_is_repeated_where_github_fails_and_a_write_never_is(held: GitHubStandIn, repository: GitHub) -> None:
    held.failing = 3
    tell(repository, "first")  # reads four times, writes once
    assert [call.split()[0] for call in held.calls] == ["GET"] * 4 + ["POST"]
    held.calls.clear()
    held.failing = 1
    with pytest.raises(GitHubFailed, match=r"POST .* answered 502"):
        repository.write("POST", "issues", {"title": "x", "body": "x"})
    assert held.calls == ["POST issues"]


def test_a_missing_permission_is_named(held: GitHubStandIn, repository: GitHub) -> None:
    held.tokens["all"] = {}
    with pytest.raises(GitHubFailed, match="answered 403: give the job the permission"):
        tell(repository, "text")


def test_an_issue_is_found_beyond_the_first_page_and_a_persons_is_not_taken(
    held: GitHubStandIn, repository: GitHub
) -> None:
    mark = "<!-- macrosync drift production -->"
    held.issues += [
        {"number": number, "state": "open", "user": {"login": BOT}, "body": "else"} for number in range(1, 151)
    ]
    held.issues.append({"number": 151, "state": "open", "user": {"login": "somebody"}, "body": mark})
    assert tell(repository, "first") == "issue 152 was opened"
    assert tell(repository, "second") == "issue 152 was brought up to date"
    assert "second" in held.issues[-1]["body"]
    assert tell(repository, "third", once=True) == "issue 152 says so already"
    assert "third" not in held.issues[-1]["body"]
    assert github.gone(repository, "drift", target="production") == "closed: 152"
    assert github.gone(repository, "drift", target="production") == "no issue was open"
    assert held.issues[150]["state"] == "open"


def test_a_long_text_is_cut_where_a_line_ends_with_its_fences_closed(held: GitHubStandIn, repository: GitHub) -> None:
    tell(repository, "<details>\n```diff\n" + "+ 안내\n" * 30_000 + "```\n</details>")
    body = held.issues[0]["body"]
    assert len(body) <= 65_000
    assert body.count("```") == 2
    assert body.count("</details>") == 1
    assert "Two ways out" in body


def artifact(run: int, made: str, *, expired: bool = False) -> dict[str, object]:
    return {"name": "macrosync-applied", "expired": expired, "created_at": made, "workflow_run": {"id": run}}


def test_only_the_latest_apply_on_main_counts_whatever_else_bears_its_name(
    held: GitHubStandIn, repository: GitHub
) -> None:
    apply = {"path": ".github/workflows/apply.yml", "event": "push", "head_branch": "main"}
    held.runs = {
        1: apply,
        2: apply,
        3: apply,
        4: {**apply, "event": "pull_request"},  # a fork's branch may be called main too
        5: {**apply, "path": ".github/workflows/other.yml"},
        6: {**apply, "head_branch": "elsewhere"},
    }
    held.artifacts = [artifact(run, f"2026-11-2{run}") for run in (1, 2, 4, 5, 6)]
    held.artifacts.append(artifact(3, "2026-11-23", expired=True))
    asked = {"workflow": "apply.yml", "branch": "main", "artifact": "macrosync-applied"}
    assert github.last_applied(repository, **asked) == 2
    held.artifacts = held.artifacts[2:]
    assert github.last_applied(repository, **asked) is None


def test_outside_of_a_workflow_it_says_what_is_missing() -> None:
    with pytest.raises(ConfigError, match="GITHUB_TOKEN is not set"):
        GitHub.of({"GITHUB_REPOSITORY": "desk/scripts"})
    assert "secret" not in repr(GitHub("https://example.com", "desk/scripts", "secret"))
