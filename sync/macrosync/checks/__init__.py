"""Every finding, over the definitions and what they compile to, in one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.checks import compiled, consents, identity, references, texts
from macrosync.compiler import compile as compile_definitions
from macrosync.definitions import lock as version_lock
from macrosync.definitions.tree import LOCK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.definitions.load import Definitions
    from macrosync.definitions.lock import Lock
    from macrosync.definitions.target import Target
    from macrosync.resources import Finding, Resource


@dataclass(frozen=True, slots=True)
class Report:
    """All findings in the order of files and lines, and what the definitions compile to when there are none."""

    findings: tuple[Finding, ...]
    desired: tuple[Resource, ...] = ()


def run(definitions: Definitions, found: Sequence[Finding], lock: Lock, target: Target) -> Report:
    """Check everything that can be checked.

    `found` are the findings of reading the files. What refers to a file that could not be read is not
    reported again.
    """
    # What is wrong with the lock or a version keeps no definition from being read, checked and compiled.
    of_versions = [*(each for each in found if each.source.path == LOCK), *version_lock.compare(lock, definitions)]
    of_files = [each for each in found if each.source.path != LOCK]
    findings = [
        *of_files,
        *identity.check(definitions),
        *references.check(definitions, {each.source.path for each in of_files}, target),
        *texts.check(definitions),
        *consents.check(definitions),
    ]
    desired = () if findings else compile_definitions(definitions, target)
    findings += [*of_versions, *compiled.check(desired, target)]
    return Report(tuple(sorted(set(findings))), () if findings else desired)
