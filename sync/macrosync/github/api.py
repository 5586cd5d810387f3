"""GitHub's REST API, as far as it is needed: a repository's comments, issues, runs, artifacts and environments.

The address, the repository and the token come from the environment that GitHub gives every step (GITHUB_API_URL,
GITHUB_REPOSITORY, and GITHUB_TOKEN where the workflow says so).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import requests
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from macrosync.errors import ConfigError, MacrosyncError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.resources import Json

_SECONDS = 20
_PAGE = 100
_PUBLIC = "https://api.github.com"
#: Who writes with the token of a run (docs.github.com, automatic token authentication).
BOT = "github-actions[bot]"
_NOT_FOUND, _BAD_GATEWAY = 404, 500


class GitHubFailed(MacrosyncError):
    """GitHub answered with an error, or not at all: names the call and what to do."""


class GitHubMissing(GitHubFailed):
    """GitHub has no such thing, or the token may not see it."""


class _Passing(Exception):
    """What may be otherwise in a moment: no connection, or an error of GitHub's own."""


@dataclass(frozen=True, slots=True)
class GitHub:
    """One repository. Reads are repeated where GitHub itself fails; writes never are."""

    url: str
    repository: str
    token: str = field(repr=False)
    wait: float = 1.0

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> GitHub:
        """The repository that the run belongs to. Raises ConfigError where this is no step of a workflow."""
        names = ("GITHUB_REPOSITORY", "GITHUB_TOKEN")
        missing = [name for name in names if not environment.get(name, "").strip()]
        if missing:
            raise ConfigError(
                f"{' and '.join(missing)} is not set: run this in a step of GitHub Actions, with "
                "`GITHUB_TOKEN: ${{ github.token }}` in its env."
            )
        url = environment.get("GITHUB_API_URL", "").strip() or _PUBLIC
        return cls(url.rstrip("/"), environment["GITHUB_REPOSITORY"].strip(), environment["GITHUB_TOKEN"].strip())

    def get(self, path: str, **parameters: str | int) -> Json:
        """Read one thing. Raises GitHubFailed."""
        tries = Retrying(
            retry=retry_if_exception_type(_Passing),
            stop=stop_after_attempt(4),
            wait=wait_exponential(self.wait),
            reraise=True,
        )
        try:
            return tries(self._send, "GET", path, parameters, None)
        except _Passing as problem:
            raise GitHubFailed(str(problem)) from None

    def every(self, path: str, **parameters: str | int) -> Iterator[dict[str, Json]]:
        """Read a list to its end, page by page. Raises GitHubFailed."""
        page = 1
        while True:
            read = self.get(path, per_page=_PAGE, page=page, **parameters)
            found = [each for each in read if isinstance(each, dict)] if isinstance(read, list) else []
            yield from found
            if len(found) < _PAGE:
                return
            page += 1

    def write(self, method: str, path: str, body: dict[str, Json]) -> Json:
        """Make or change one thing, once. Raises GitHubFailed."""
        try:
            return self._send(method, path, {}, body)
        except _Passing as problem:
            raise GitHubFailed(str(problem)) from None

    def _send(self, method: str, path: str, parameters: Mapping[str, str | int], body: Json) -> Json:
        call = f"{method} /repos/{self.repository}/{path}"
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.token}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        address = f"{self.url}/repos/{self.repository}/{path}"
        try:
            answer = requests.request(
                method, address, params=dict(parameters), json=body, headers=headers, timeout=_SECONDS
            )
        except requests.RequestException as problem:
            raise _Passing(f"{call}: GitHub does not answer ({type(problem).__name__}). Run the job again.") from None
        if answer.status_code >= _BAD_GATEWAY:
            raise _Passing(f"{call} answered {answer.status_code}. Run the job again.")
        if not answer.ok:
            kind = GitHubMissing if answer.status_code == _NOT_FOUND else GitHubFailed
            raise kind(
                f"{call} answered {answer.status_code}: give the job the permission that this call takes, and check "
                "that what it names is there."
            )
        try:
            read: Json = answer.json()
        except ValueError:
            raise GitHubFailed(f"{call} answered something that is no JSON: check GITHUB_API_URL.") from None
        return read


def text(found: Mapping[str, Json], *path: str) -> str:
    """A text inside of an answer; empty where it is not there."""
    value: Json = dict(found)
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def number(found: Mapping[str, Json], name: str) -> int:
    """A number of an answer. Raises GitHubFailed where it is not there."""
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise GitHubFailed(f"An answer of GitHub's has no `{name}`: check GITHUB_API_URL.")
    return value
