"""What a run on GitHub Actions says there: a comment, an issue, a summary. Only GitHub's REST API, through requests.

What is written are plans, journals and results that other commands left in files; nothing here talks to Zendesk.
"""

from macrosync.github.api import GitHub, GitHubFailed
from macrosync.github.comments import Reviewed, comment, reviewed
from macrosync.github.guards import asks, newest
from macrosync.github.issues import ABOUT, gone, tell
from macrosync.github.runs import last_applied
from macrosync.github.summaries import applied, planned, scenarios

__all__ = [
    "ABOUT",
    "GitHub",
    "GitHubFailed",
    "Reviewed",
    "applied",
    "asks",
    "comment",
    "gone",
    "last_applied",
    "newest",
    "planned",
    "reviewed",
    "scenarios",
    "tell",
]
