"""The local Zendesk of a target, with what the target names in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import LocalZendesk, Seed
from macrosync.local_zendesk import seed_files as seeds

if TYPE_CHECKING:
    from pathlib import Path

    from macrosync.definitions.target import Target


def serve(target: Target, database: Path, *, port: int = 0, seed: Path | None = None) -> LocalZendesk:
    """The local Zendesk, not yet started, with what the target and the seed file name already in it.

    Raises ConfigError for a seed that cannot be taken.
    """
    named = _named(target)
    return LocalZendesk(database, port=port, seed=seeds.read(seed).beside(named) if seed else named)


def _named(target: Target) -> Seed:
    """A local account has what its target names: who tries macrosync out need not click it together first."""
    groups = dict.fromkeys([*(name for names in target.groups.values() for name in names), *target.lost_item_groups])
    return Seed(groups=tuple(groups), ticket_forms=target.ticket_forms, permission_groups=(target.permission_group,))
