"""What a person did to resources of ours, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.plan.model import FieldChange
    from macrosync.resources import Id, Kind, Payload, Ref, Source


class Sort(StrEnum):
    """What a person did: changed it, deleted or renamed it, added it, or made it before it was taken over.

    `unknown`: it is not as the files want it, bears no mark, and nothing on record says who did that.
    """

    CHANGED = "changed"
    GONE = "gone"
    ADDED = "added"
    ADOPTED = "adopted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Drifted:
    """One resource that is not what was last applied.

    `fields` are the ones that a person changed; of one, `before` is what it is now and `after` what the files want.
    `changed_at` is a time as Zendesk writes it, empty where it is not known, and `changed_by` a name where the
    account has an audit log. `source` is None for what is no longer defined.
    """

    sort: Sort
    kind: Kind
    key: str
    title: str
    id: Id | None
    source: Source | None
    fields: tuple[FieldChange, ...]
    changed_at: str = ""
    changed_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the files want something else; where a person did just what they want, nothing is left to decide."""
        is_wanted = self.source is not None and all(field.before == field.after for field in self.fields)
        return self.sort is not Sort.CHANGED or not is_wanted


@dataclass(frozen=True, slots=True)
class Drift:
    """All of it, by kind and as defined; `problems` are sentences on what cannot be told apart.

    `left` names what is ours and no longer defined, changed by hand or not; `notes` are sentences on what is not
    known here.
    """

    project: str
    target: str
    found: tuple[Drifted, ...]
    problems: tuple[str, ...]
    ids: Mapping[Ref, Id]
    left: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Drifted, ...]:
        """Those that somebody has to decide on."""
        return tuple(each for each in self.found if each.is_open)


def at(payload: Payload) -> str:
    """When it was last written, as Zendesk says it; empty where it says nothing."""
    found = payload.get("updated_at")
    return found if isinstance(found, str) else ""
