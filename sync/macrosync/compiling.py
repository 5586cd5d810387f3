"""From the files of a project to what they want and every finding: load, check, compile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync import checks
from macrosync.definitions import lock
from macrosync.definitions.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from macrosync.checks import Report
    from macrosync.definitions.target import Target


def check(root: Path, target: Target) -> Report:
    """What the definitions in a folder compile to for a target, and every finding."""
    found, findings = load(root)
    known, lock_findings = lock.read(root)
    if lock_findings:  # then nothing is known of versions, and one finding says so
        known = lock.updated({}, found)
    return checks.run(found, [*findings, *lock_findings], known, target)
