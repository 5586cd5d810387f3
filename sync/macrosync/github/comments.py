"""The one comment of a pull request: the plan, and by its first line which plan was reviewed.

That line is a comment of HTML, which nobody sees: `<!-- macrosync plan TARGET FINGERPRINT HEAD -->`. Only what the
run's own token wrote counts, so that no person's comment can pass for a plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.github.api import BOT, number, text
from macrosync.github.summaries import planned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.github.api import GitHub
    from macrosync.plan import Plan
    from macrosync.resources import Json

_MARK = re.compile(r"<!-- macrosync plan (?P<target>[a-z0-9-]+) (?P<plan>[0-9a-f]+) (?P<head>[0-9a-f]+) -->")
#: GitHub takes 65,536 characters in a comment.
LIMIT = 65_000


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Whether a plan is the one that was reviewed, and why not."""

    same: bool
    why: str


def comment(github: GitHub, plan: Plan, *, pull: int, head: str, run_url: str) -> str:
    """Write the comment, or bring the one that is there up to date; its address. Raises GitHubFailed."""
    mark = f"<!-- macrosync plan {plan.target} {plan.fingerprint.whole} {head} -->\n"
    body = mark + planned(plan, run_url=run_url, limit=LIMIT - len(mark))
    there = next(_of_target(github, pull, plan.target), None)
    if there is None:
        made = github.write("POST", f"issues/{pull}/comments", {"body": body})
    else:
        made = github.write("PATCH", f"issues/comments/{number(there[0], 'id')}", {"body": body})
    return text(made, "html_url") if isinstance(made, dict) else ""


def reviewed(github: GitHub, plan: Plan, *, commit: str) -> Reviewed:
    """Compare a plan on main with that of the pull request which the commit came by. Raises GitHubFailed.

    The comment counts only where it is about the last commit of that pull request.
    """
    pulls = [each for each in github.every(f"commits/{commit}/pulls") if text(each, "merged_at")]
    if not pulls:
        return Reviewed(same=False, why=f"commit {commit} came by no merged pull request")
    why = ""
    for pull in pulls:
        name = f"pull request {number(pull, 'number')}"
        found = next(_of_target(github, number(pull, "number"), plan.target), None)
        if found is None:
            why = f"{name} has no plan for {plan.target}"
        elif found[1]["head"] != text(pull, "head", "sha"):
            why = f"the plan of {name} is not about its last commit"
        elif found[1]["plan"] != plan.fingerprint.whole:
            why = f"{name} was reviewed with another plan: the account or main moved since"
        else:
            return Reviewed(same=True, why=f"it is the plan of {name}")
    return Reviewed(same=False, why=why)


def _of_target(github: GitHub, pull: int, target: str) -> Iterator[tuple[Mapping[str, Json], re.Match[str]]]:
    """Our comments on a pull request that are about the target, with what their first lines say."""
    for each in github.every(f"issues/{pull}/comments"):
        found = _MARK.match(text(each, "body"))
        if found and found["target"] == target and text(each, "user", "login") == BOT:
            yield each, found
