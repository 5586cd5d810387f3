"""Which earlier run has what was last applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.github.api import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.github.api import GitHub
    from macrosync.resources import Json

#: A pull request of a fork can come from a branch that is called main there; these two events cannot come from a fork.
_OURS = frozenset({"push", "workflow_dispatch"})


def last_applied(github: GitHub, *, workflow: str, branch: str, artifact: str) -> int | None:
    """The id of the latest run of the workflow, on the branch, that left the artifact; None where there is none.

    An artifact's name says nothing of who made it, so the run that it belongs to is looked at. Raises GitHubFailed.
    """
    for kept in _kept(github, artifact):
        run = github.get(f"actions/runs/{kept}")
        if (
            isinstance(run, dict)
            and text(run, "path").partition("@")[0] == f".github/workflows/{workflow}"
            and text(run, "head_branch") == branch
            and text(run, "event") in _OURS
        ):
            return kept
    return None


def _kept(github: GitHub, artifact: str) -> Iterator[int]:
    """The runs that left such an artifact, the latest first, as far as it is still kept."""
    read = github.get("actions/artifacts", name=artifact, per_page=100)
    found = read.get("artifacts") if isinstance(read, dict) else None
    listed = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    for each in sorted(listed, key=_made, reverse=True):
        run = each.get("workflow_run")
        number = run.get("id") if isinstance(run, dict) else None
        if isinstance(number, int) and not each.get("expired"):
            yield number


def _made(artifact: dict[str, Json]) -> str:
    return text(artifact, "created_at")
