"""One account that a project is kept in, with the names that it uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.resources import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.definitions.channel import Channel

#: Where they are written.
FILE = "macrosync.toml"
#: The one that every project has.
LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Target:
    """One Zendesk account, with the names that it uses; `subdomain` is None for the local Zendesk.

    `sandbox` says that the account holds nothing real, so that checks may write to it. `trigger_category` is the name
    of the category that our triggers stand in; automations whose titles begin with `automation_prefix` are ours; the
    first of `lost_item_groups` is given the cases.
    """

    name: str
    project: str
    locale: str
    subdomain: str | None
    sandbox: bool
    ticket_forms: tuple[str, ...]
    category: str
    section: str
    permission_group: str
    user_segment: str
    groups: Mapping[Channel, tuple[str, ...]]
    places: Mapping[str, Source]
    trigger_category: str | None = None
    automation_prefix: str | None = None
    lost_item_groups: tuple[str, ...] = ()
    outside_tags: tuple[str, ...] = ()
    report_tags: tuple[str, ...] = ()

    def place(self, key: str) -> Source:
        """The line of macrosync.toml that gives a name."""
        return self.places.get(key, Source(FILE))
