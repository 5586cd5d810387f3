"""The steps of `macrosync drift`, strung together: compile, fetch, compare with what was last applied, ask who it was.

Findings in the files hold it up, as they do a plan: what the files want has to be known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync.gateway import RULES
from macrosync.pipeline import account, desired, remembered, seen
from macrosync.plan import drift as comparing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.gateway import Entry
    from macrosync.pipeline import Options
    from macrosync.plan.drifted import Drift, Drifted
    from macrosync.resources import Id


def drift(options: Options) -> Drift:
    """What was changed by hand in the target's account, and where its audit log says so, by whom.

    Raises DefinitionsInvalid, ConfigError, MissingReference and ServiceError.
    """
    target, files = desired(options)
    applied = remembered(options, target)
    with account(options, target) as gateway:
        found = comparing.find(
            files.desired,
            seen(gateway, target, files),
            project=target.project,
            target=target.name,
            automation_prefix=target.automation_prefix,
            applied=applied.payloads,
            known=files.defined,
        )
        by = gateway.last_changes(each.id for each in found.found if each.id is not None and each.kind in RULES)
    return replace(found, found=tuple(_known(each, by or {}) for each in found.found))


def _known(each: Drifted, by: Mapping[Id, Entry]) -> Drifted:
    entry = by.get(each.id) if each.id is not None and each.kind in RULES else None
    return replace(each, changed_by=entry.actor, changed_at=entry.at or each.changed_at) if entry else each
