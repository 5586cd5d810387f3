"""How what was made here goes again: what names others first, many at once where the API has it, tickets for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from live.sandbox import Sandbox

#: These name other records and are named by none, so that they go first.
RULES = ("triggers", "automations", "views", "macros")
#: A ticket is deleted by both of these, the second one being for good.
_TICKETS = ("tickets", "deleted_tickets")
_AT_ONCE = 100
_GONE = frozenset({200, 202, 204, 404})


def remove(sandbox: Sandbox, paths: Sequence[str]) -> list[str]:
    """Delete what is at these paths, the newest first; gives those that could not be deleted.

    A ticket and a user are deleted for good, since a deleted one could still be found.
    """
    newest = list(dict.fromkeys(reversed(paths)))
    rest = [path for path in newest if path.partition("/")[0] not in {*RULES, *_TICKETS}]
    left: list[str] = []
    for kind in RULES:
        left += _rules(sandbox, kind, [path for path in newest if path.startswith(f"{kind}/")])
    for step, kind in enumerate(_TICKETS):
        left += _tickets(sandbox, [path for path in newest if path.startswith(f"{kind}/")], _TICKETS[step:])
    left += [path for path in rest if not _deleted(sandbox, path)]
    return left + [path for path in rest if path.startswith("users/") and not _deleted(sandbox, f"deleted_{path}")]


def completed(sandbox: Sandbox, job: dict[str, Any], seconds: int = 60) -> dict[str, Any]:
    """A job once it is done, or as it is after so many seconds."""
    for wait in (0, 1, 2, 3, 5, 10, 20, 20):
        if wait:
            sandbox.pause(wait)
        job = sandbox.get(f"job_statuses/{job['id']}")["job_status"]
        seconds -= wait
        if job["status"] in {"completed", "failed", "killed"} or seconds < 0:
            break
    return job


def _rules(sandbox: Sandbox, kind: str, paths: list[str]) -> list[str]:
    left: list[str] = []
    for chunk in _chunks(paths):
        if not _deleted(sandbox, f"{kind}/destroy_many?ids={_ids(chunk)}"):  # perhaps one that is gone spoils the rest
            left += [path for path in chunk if not _deleted(sandbox, path)]
    return left


def _tickets(sandbox: Sandbox, paths: list[str], steps: Sequence[str]) -> list[str]:
    left: list[str] = []
    for chunk in _chunks(paths):
        try:
            for many in steps:
                answer = sandbox.call("DELETE", f"{many}/destroy_many?ids={_ids(chunk)}")
                answer.raise_for_status()
                completed(sandbox, answer.json()["job_status"])
        except (requests.RequestException, ValueError, KeyError):
            left += [path for path in chunk if not _deleted(sandbox, path)]
    return left


def _deleted(sandbox: Sandbox, path: str) -> bool:
    try:
        return sandbox.call("DELETE", path).status_code in _GONE
    except requests.RequestException:
        return False


def _chunks(paths: list[str]) -> Iterator[list[str]]:
    for begin in range(0, len(paths), _AT_ONCE):
        yield paths[begin : begin + _AT_ONCE]


def _ids(paths: Iterable[str]) -> str:
    return ",".join(path.rpartition("/")[2] for path in paths)
