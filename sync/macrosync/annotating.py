"""Findings on GitHub Actions: each beside its line, and all of them in the job's summary.

GitHub shows ten errors of a step beside their lines, and counts paths from the repository's folder, which may hold the
project's.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from macrosync.errors import ConfigError
from macrosync.plan.render.literal import code
from macrosync.plan.render.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from macrosync.resources import Finding

#: So many GitHub shows beside the lines; the summary says so.
_SHOWN = 10
#: GitHub takes 1 MiB of a step.
_BYTES = 1_000_000


def prefix(root: Path, environment: Mapping[str, str]) -> str:
    """The project's folder as seen from the repository's: `desk/`, or empty where they are one, or none is known."""
    given = environment.get("GITHUB_WORKSPACE", "").strip()
    if not given:
        return ""
    workspace, here = Path(given).resolve(), root.resolve()
    inside = here.is_relative_to(workspace) and here != workspace
    return f"{here.relative_to(workspace).as_posix()}/" if inside else ""


def annotation(finding: Finding, before: str) -> str:
    """A workflow command of GitHub's, of which nothing in the text can end or start another (toolkit, command.ts)."""
    source = finding.source
    return (
        f"::error file={_property(before + source.path)},line={source.line},col={source.column},"
        f"title={_property(finding.id)}::{_data(visible(finding.message))}"
    )


def summary(found: Sequence[Finding], before: str) -> str:
    """All of them in Markdown, with their number; of very many the end is only counted."""
    if not found:
        return "### ✅ No findings\n"
    lines = [f"### ❌ Findings: {len(found)}", ""]
    if len(found) > _SHOWN:
        lines += [f"GitHub shows {_SHOWN} of them beside their lines. These are all:", ""]
    return "\n".join([*lines, *_listed(found, before), ""])


def keep(found: Sequence[Finding], before: str, environment: Mapping[str, str]) -> None:
    """Add them to the summary of the job, where there is one. Raises ConfigError."""
    file = environment.get("GITHUB_STEP_SUMMARY", "").strip()
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8") as written:
            written.write(summary(found, before) + "\n")
    except OSError as error:
        raise ConfigError(f"GITHUB_STEP_SUMMARY, {file}, cannot be written: {error.strerror}.") from None


def _listed(found: Sequence[Finding], before: str) -> Iterator[str]:
    room = _BYTES
    for number, each in enumerate(found):
        line = f"- {code(f'{before}{each.source}')} {code(each.message)} {code(each.id)}"
        room -= len(line.encode()) + 1
        if room < 0:
            yield f"- … and {len(found) - number} more; `macrosync validate` shows them."
            return
        yield line


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
