"""The steps of `macrosync validate` and `lock`: load, check, and write the version lock. They need no account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync import compiling, wanted
from macrosync.definitions import lock as version_lock
from macrosync.definitions import settings
from macrosync.definitions.load import load
from macrosync.definitions.tree import LOCK
from macrosync.errors import ConfigError, DefinitionsInvalid

if TYPE_CHECKING:
    from macrosync.checks import Report
    from macrosync.pipeline import Options


@dataclass(frozen=True, slots=True)
class Locked:
    """What `lock` did: the definitions that it knows, and the versions that are new in it."""

    definitions: int
    added: tuple[str, ...]


def validate(options: Options) -> Report:
    """Every finding; needs no account. The names of the account are those of the target, or the local ones.

    All is looked at anew, and what it compiles to is remembered for the next plan.
    """
    found = settings.read(options.root)
    target = found.target(options.target or settings.LOCAL)
    key = wanted.key(options.root, target) if options.memory.folder else ""
    report = compiling.check(options.root, target)
    if not report.findings:
        wanted.keep(report.desired, options.root, target, key, options.memory)
    return report


def lock(options: Options, *, renew: bool = False) -> Locked:
    """Write the version lock.

    With `renew` a damaged or missing history is begun anew. Raises DefinitionsInvalid where wording changed
    without a higher version, or where files cannot be read.
    """
    found, findings = load(options.root)
    known, lock_findings = version_lock.read(options.root)
    refused = [finding for finding in version_lock.compare(known, found) if finding.id != "version-not-locked"]
    broken = [] if renew else [finding for finding in lock_findings if finding.id != "lock-missing"]
    if findings or broken or (refused and not renew):
        raise DefinitionsInvalid([*findings, *broken, *refused])
    updated = version_lock.updated({} if renew else known, found)
    try:
        (options.root / LOCK).write_text(version_lock.render(updated), encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{LOCK} cannot be written: {error.strerror}.") from None
    added = (f"{key}@{number}" for key, entry in updated.items() for number in entry.keys() - known.get(key, {}).keys())
    return Locked(len(found.worded), tuple(sorted(added)))
