"""A plan as data: the ordered changes, and what is known of the account that they are for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from macrosync.plan.fingerprint import Fingerprint
from macrosync.resources import Ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Id, Json, Kind, Payload, Source

#: Names of field changes that are no field of a payload: the mark's version, the mark itself, and the order
#: of our options and of our triggers among themselves.
VERSION, MARK, OPTION_ORDER, TRIGGER_ORDER = "version", "mark", "option order", "trigger order"
#: Whether a webhook authenticates itself. Only that: what it does so with is a secret, and in no plan.
AUTHENTICATION = "authentication"
#: What is no field of a payload, so that it is in no digest.
NOT_CONTENT = frozenset({VERSION, MARK, OPTION_ORDER, TRIGGER_ORDER, AUTHENTICATION})
#: Which of our options, and of our triggers, comes before which.
ORDERS = frozenset({OPTION_ORDER, TRIGGER_ORDER})
#: What a note on what is no longer defined says is to be done.
PRUNES = "--prune deletes"
#: And where it is held.
OVERWRITES = "only --prune together with --overwrite-drift deletes"
#: Of a plan that was made from nothing.
_NO_FINGERPRINT = Fingerprint()


class Origin(StrEnum):
    """Who made a field differ from what was last applied.

    `unknown`: it was changed by hand or was never ours, and what was last applied is on no record.
    """

    FILES = "files"
    HAND = "hand"
    BOTH = "both"
    UNKNOWN = "unknown"


class Action(StrEnum):
    """What a change does."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One managed field, in canonical form: what the account has, and what it shall have.

    `before` is None for a create, `after` for a delete. `name` is a field of the payload, or one of NOT_CONTENT. `was`
    is what was last applied, where `origin` says that it is known.
    """

    name: str
    before: Json
    after: Json
    was: Json = None
    origin: Origin = Origin.FILES

    @property
    def by_hand(self) -> bool:
        """Whether writing it loses what a person did."""
        return self.origin is not Origin.FILES


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to do.

    `payload` is the whole desired payload, with references; of it an update writes what `fields` names. For a
    delete it is empty, but for a field option's `ticket_field_id`. A trigger that changes its category has its
    `position` there too. `seen` is the digest of what the account
    held when the plan was made, empty for a create. `drift` says that a person changed it since we last wrote
    it; of a create, that a person deleted or renamed it. `needs` are the resources of this plan that have to be made
    before. `met` are the fields that a person changed to what we want: nothing of them is written.
    """

    action: Action
    kind: Kind
    key: str
    title: str
    version: int
    id: Id | None
    source: Source | None
    fields: tuple[FieldChange, ...]
    payload: Payload
    seen: str
    drift: bool
    needs: frozenset[Ref]
    met: tuple[FieldChange, ...] = ()

    @property
    def ref(self) -> Ref:
        """How other changes refer to the resource."""
        return Ref(self.kind, self.key)

    @property
    def names(self) -> frozenset[str]:
        """The names of the fields that change."""
        return frozenset(field.name for field in self.fields)

    def __str__(self) -> str:
        return f"{self.action} {self.kind.label} {self.title}"


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes in the order to be done in, and the ids of all that is there already.

    `unchanged` counts the desired resources that need nothing; `notes` are sentences for the reader. `left` names what
    is ours and no longer defined, and stays since it was not planned to delete it. The fingerprint tells what it was
    made from.
    """

    project: str
    target: str
    changes: tuple[Change, ...]
    ids: Mapping[Ref, Id]
    unchanged: int
    notes: tuple[str, ...] = ()
    fingerprint: Fingerprint = _NO_FINGERPRINT
    left: tuple[str, ...] = ()

    def count(self, action: Action) -> int:
        """How many changes do this."""
        return sum(change.action is action for change in self.changes)

    @property
    def drifted(self) -> tuple[Change, ...]:
        """The changes that would overwrite what a person did by hand."""
        return tuple(change for change in self.changes if change.drift)
