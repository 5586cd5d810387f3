"""What is looked at before a plan is applied: that somebody is asked, and that main has not moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.workflows.stand_in import GitHubStandIn

from macrosync import github
from macrosync.errors import PlanRefused
from macrosync.github import GitHub, GitHubFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "production-approval"
REVIEWERS = {"type": "required_reviewers", "reviewers": [{"type": "Team", "reviewer": {"slug": "desk"}}]}


@pytest.fixture
def held() -> Iterator[GitHubStandIn]:
    with GitHubStandIn(tokens={"all": {"actions": "read", "contents": "read"}}) as running:
        yield running


@pytest.fixture
def repository(held: GitHubStandIn) -> GitHub:
    return GitHub(held.url, "desk/scripts", "all", wait=0.001)


def test_an_environment_that_asks_somebody_is_let_through(held: GitHubStandIn, repository: GitHub) -> None:
    held.environments[NAME] = {"protection_rules": [{"type": "branch_policy"}, REVIEWERS]}
    assert github.asks(repository, NAME) == 1


@pytest.mark.parametrize(
    "environment",
    [
        None,
        {},
        {"protection_rules": []},
        {"protection_rules": None},
        {"protection_rules": [{"type": "branch_policy"}, {"type": "wait_timer", "wait_timer": 30}]},
        {"protection_rules": [{"type": "required_reviewers", "reviewers": []}]},
        {"protection_rules": [{"type": "required_reviewers"}]},
    ],
)
def test_one_that_asks_nobody_is_refused(
    held: GitHubStandIn, repository: GitHub, environment: dict[str, Any] | None
) -> None:
    if environment is not None:
        held.environments[NAME] = environment
    with pytest.raises(PlanRefused, match=rf"{NAME} has no required reviewers.*GitHub Enterprise.*pull request"):
        github.asks(repository, NAME)


def test_where_it_cannot_be_known_nothing_goes_on(held: GitHubStandIn, repository: GitHub) -> None:
    held.environments[NAME] = {"protection_rules": [REVIEWERS]}
    held.tokens["all"] = {}
    with pytest.raises(GitHubFailed, match="answered 403: give the job the permission"):
        github.asks(repository, NAME)
    held.failing = 9
    with pytest.raises(GitHubFailed, match="answered 502"):
        github.newest(repository, commit="a" * 40, branch="main")


def test_a_branch_that_moved_on_is_refused(held: GitHubStandIn, repository: GitHub) -> None:
    held.branches["main"] = "b" * 40
    github.newest(repository, commit="b" * 40, branch="main")
    with pytest.raises(PlanRefused, match=r"^main is at bbbbbbbbbbbb by now.*The run for bbbbbbbbbbbb plans all of it"):
        github.newest(repository, commit="a" * 40, branch="main")
