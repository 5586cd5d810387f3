"""The one issue for each thing that a person has to see to: drift, a sweep or a rotation that fails.

It is known by its first line, a comment of HTML, and by who wrote it: the run's own token.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.github.api import BOT, number, text
from macrosync.plan.render import ways
from macrosync.plan.render.literal import fenced
from macrosync.plan.render.visible import visible_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from macrosync.github.api import GitHub
    from macrosync.resources import Json

#: GitHub takes 65,536 characters.
_LIMIT = 65_000
#: What is kept free for ends of what is cut open.
_ENDS = 200
_FENCE = re.compile(r" {0,3}(`{3,})(.*)")
_DRIFT = f"""\
### Two ways out

1. **Keep what was changed by hand.** Write it into the definition that each line names, raise its `version`, run
   `macrosync lock` and open a pull request. Once it is merged, files and account agree and this issue is closed.
2. **Write over it.** `{ways.APPLY} -f overwrite-drift=true` plans, waits for approval, and then makes the account what
   the files say.

What is no longer defined stays until it is deleted: `{ways.APPLY} -f prune=true`, with `-f overwrite-drift=true` where
somebody changed it.
"""
_SWEEP = """\
Lost-item cases may be without their task until a sweep succeeds again. Mend what the sentence says; the next run goes
on by itself, or `gh workflow run followups.yml --ref main` does so now. Further failures are not told
here; this issue is closed by the first sweep that succeeds.
"""
_ROTATE = """\
A webhook's bearer lapses 48 hours after it was last renewed; then rules make no more tasks, and only the sweep does.
Mend what the sentence says, then `gh workflow run rotate.yml --ref main`. Further failures are not
told here; this issue is closed by the first rotation that succeeds.
"""
#: What is told as Markdown.
_MARKDOWN = "drift"
#: What an issue can be about: its title, and what to do.
ABOUT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        _MARKDOWN: ("Changed by hand in Zendesk", _DRIFT),
        "sweep": ("The lost-item sweep fails", _SWEEP),
        "rotate": ("The webhooks' bearers cannot be renewed", _ROTATE),
    }
)


def tell(github: GitHub, about: str, told: str, *, target: str, run_url: str, once: bool) -> str:
    """Open the issue, or bring it up to date; with `once` one that is open stays as it is. Raises GitHubFailed.

    Drift is told as Markdown of our own; everything else is text of others, and stands as code. Gives what was done,
    in a few words.
    """
    title, advice = ABOUT[about]
    found = next(_open(github, about, target), None)
    if found is not None and once:
        return f"issue {number(found, 'number')} says so already"
    end = f"\n\n{advice}\n[The run that says so]({run_url})\n"
    head = f"{_mark(about, target)}\n"
    lines = [*visible_lines(told.strip())]
    body = head + _cut(lines if about == _MARKDOWN else fenced(lines, "text"), _LIMIT - len(head) - len(end)) + end
    if found is None:
        made = github.write("POST", "issues", {"title": f"{title} ({target})", "body": body})
        return f"issue {number(made, 'number') if isinstance(made, dict) else ''} was opened"
    if text(found, "body") != body:
        github.write("PATCH", f"issues/{number(found, 'number')}", {"body": body})
    return f"issue {number(found, 'number')} was brought up to date"


def gone(github: GitHub, about: str, *, target: str) -> str:
    """Close the issue, where one is open. Raises GitHubFailed. Gives what was done, in a few words."""
    closed = [number(each, "number") for each in _open(github, about, target)]
    for each in closed:
        github.write("PATCH", f"issues/{each}", {"state": "closed", "state_reason": "completed"})
    return f"closed: {', '.join(map(str, closed))}" if closed else "no issue was open"


def _open(github: GitHub, about: str, target: str) -> Iterator[dict[str, Json]]:
    mark = _mark(about, target)
    for each in list(github.every("issues", state="open", creator=BOT)):
        if text(each, "body").startswith(mark) and text(each, "user", "login") == BOT and "pull_request" not in each:
            yield each


def _mark(about: str, target: str) -> str:
    return f"<!-- macrosync {about} {target} -->"


def _cut(told: list[str], room: int) -> str:
    """At most so many characters, whole lines; an open fence or fold would swallow what follows."""
    if sum(len(line) + 1 for line in told) <= room + 1:
        return "\n".join(told)
    lines: list[str] = []
    room -= _ENDS
    for line in told:
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    folded = sum(line.count("<details>") - line.count("</details>") for line in lines)
    ends = [*_open_fence(lines), *["", "</details>"] * max(0, folded)]
    return "\n".join([*lines, *ends, "", "… shortened; the run has the whole."])


def _open_fence(lines: Iterable[str]) -> list[str]:
    """What ends the fence that is open after these lines, which may hold shorter ones; nothing where none is."""
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and len(found[1]) >= len(fence) and not found[2].strip():
            fence = ""
    return [fence] if fence else []
