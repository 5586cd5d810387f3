"""What is looked at before a plan is applied: that somebody is asked, and that main has not moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.errors import PlanRefused
from macrosync.github.api import GitHubMissing, text

if TYPE_CHECKING:
    from macrosync.github.api import GitHub
    from macrosync.resources import Json


def asks(github: GitHub, environment: str) -> int:
    """How many reviewers the environment asks. Raises PlanRefused where it asks nobody, and GitHubFailed.

    GitHub makes an environment that a job names and that is not there, without protection: a job that should wait
    would go on. So this is looked at before there is such a job.
    """
    try:
        found = github.get(f"environments/{environment}")
    except GitHubMissing:
        found = None
    reviewers = [each for rule in _rules(found) for each in _list(rule.get("reviewers"))]
    if not reviewers:
        raise PlanRefused(
            f"Nobody reviewed this, and the environment {environment} has no required reviewers, so nobody would be "
            "asked: nothing was applied. Give it required reviewers in the repository's settings (in a private "
            "repository that takes GitHub Enterprise), or open a pull request with the next change, whose comment "
            "shows all of it, and merge that."
        )
    return len(reviewers)


def newest(github: GitHub, *, commit: str, branch: str) -> None:
    """Raise PlanRefused where the branch has moved on from the commit, and GitHubFailed."""
    found = github.get(f"commits/{branch}")
    head = text(found, "sha") if isinstance(found, dict) else ""
    if head != commit:
        raise PlanRefused(
            f"{branch} is at {head[:12]} by now, and this plan was made on {commit[:12]}: nothing was applied. The "
            f"run for {head[:12]} plans all of it anew."
        )


def _rules(environment: Json) -> list[dict[str, Json]]:
    """The rules by which somebody is asked (docs.github.com/rest/deployments/environments)."""
    listed = _list(environment.get("protection_rules")) if isinstance(environment, dict) else []
    return [each for each in listed if isinstance(each, dict) and each.get("type") == "required_reviewers"]


def _list(found: Json) -> list[Json]:
    return found if isinstance(found, list) else []
