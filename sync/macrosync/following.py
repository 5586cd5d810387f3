"""The steps of `macrosync followups`, strung together: load, connect, sweep or rotate.

Lost items have to be readable; other findings do not hold up the safety net, and no apply does: a sweep writes tickets
alone, each as it was read, a second bearer is as good as the first, and waiting for somebody's answer could let both
come too late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync import compiler, followups
from macrosync.definitions.load import load
from macrosync.definitions.target import FILE
from macrosync.errors import ConfigError, DefinitionsInvalid
from macrosync.followups import seen
from macrosync.pipeline import STATE, account, choose_target

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from macrosync.followups import Report, Rotated
    from macrosync.pipeline import Options


def sweep(options: Options, *, dry_run: bool, now: Callable[[], datetime], rest: Callable[[float], None]) -> Report:
    """Sweep the target's cases. Raises DefinitionsInvalid, ConfigError, MissingReference and ServiceError."""
    target = choose_target(options)
    found, findings = load(options.root)
    if findings:
        raise DefinitionsInvalid(findings)
    case = compiler.lost_item_case(found, target)
    if case is None:
        raise ConfigError("The project has no workflows/lost-item.yaml, so there is nothing to sweep.")
    if not target.lost_item_groups:
        raise ConfigError(f"{FILE} names no group for lost items: add `lost_items` to its groups.")
    known = seen.Seen.read(options.root / STATE / target.name / seen.FILE)
    with account(options, target) as gateway:
        return followups.sweep(gateway, case, found, now=now, rest=rest, seen=known, dry_run=dry_run)


def rotate(options: Options, *, dry_run: bool) -> Rotated:
    """Renew the bearers of the target's webhooks. Raises ConfigError and ServiceError."""
    target = choose_target(options)
    with account(options, target) as gateway:
        return followups.rotate(gateway, target.project, dry_run=dry_run)
