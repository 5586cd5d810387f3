"""What the sweep knows of an account: the definition of lost items, and which number stands for which of its names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from macrosync.compiler.lost_items import moments
from macrosync.compiler.lost_items.case import CHOICES
from macrosync.errors import ConfigError, MissingReference
from macrosync.plan import mark
from macrosync.resources import Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from macrosync.compiler.lost_items import Case
    from macrosync.definitions.load import Definitions
    from macrosync.definitions.lost_items import LostItems
    from macrosync.resources import Id, Payload, Snapshot

#: The fields that are drop-downs, the one that no form shows included.
DROP_DOWNS = (*CHOICES, "told")
#: What has to be read of an account for it.
KINDS = (Kind.TICKET_FIELD, Kind.TICKET_FORM, Kind.GROUP)


@dataclass(frozen=True)
class Desk:
    """Lost items in one account. `caller` is the number of the user that the sweep and the webhooks act as."""

    case: Case
    definitions: Definitions
    ids: Mapping[Ref, Id]
    fields: Mapping[int, Payload]
    caller: int

    @property
    def items(self) -> LostItems:
        """The definition."""
        return self.case.items

    def number(self, name: str) -> int:
        """The number of a field, by its name in the definition."""
        return int(self.ids[self.case.field(name)])

    @cached_property
    def names(self) -> dict[int, str]:
        """The fields' names by their numbers."""
        return {self.number(name): name for name in type(self.items.fields).model_fields}

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The options' slugs by their tags."""
        return {self.case.option(name, slug): slug for name in DROP_DOWNS for slug in self.case.options(name)}

    def title(self, name: str, slug: str | None) -> str:
        """What people read for an option; a dash for none."""
        return str(self.case.options(name)[slug]) if slug else "-"

    def day(self, moment: datetime) -> date:
        """The day at the desk."""
        return moment.astimezone(moments.zone(self.items.times)).date()

    def clock(self, moment: datetime) -> str:
        """A time to the second, as it stands at the desk."""
        return f"{moment.astimezone(moments.zone(self.items.times)):%Y-%m-%d %H:%M:%S}"


def desk(case: Case, definitions: Definitions, snapshot: Snapshot, caller: int) -> Desk:
    """The desk of an account. Raises ConfigError and MissingReference for what is not there."""
    ids: dict[Ref, Id] = {}
    fields: dict[int, Payload] = {}
    for remote in snapshot.of(Kind.TICKET_FIELD):
        found = mark.find(Kind.TICKET_FIELD, remote.payload)
        if found is not None and found.project == case.target.project:
            ids[Ref(Kind.TICKET_FIELD, found.key)] = remote.id
            fields[int(remote.id)] = remote.payload
    wanted = [case.field(name) for name in type(case.items.fields).model_fields]
    if missing := [ref.key for ref in wanted if ref not in ids]:
        raise ConfigError(f"The account lacks the ticket field {missing[0]}: run `macrosync apply` first.")
    for ref, name in ((case.group, "name"), (Ref(Kind.TICKET_FORM, case.target.ticket_forms[0]), "name")):
        known = [remote.id for remote in snapshot.of(ref.kind) if remote.payload.get(name) == ref.key]
        if len(known) != 1:
            raise MissingReference(
                f"The account has {len(known) or 'no'} {ref.kind.label} {ref.key}: mend its name in macrosync.toml."
            )
        ids[ref] = known[0]
    return Desk(case, definitions, ids, fields, caller)
