"""What a plan says beside its changes, a sentence each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from macrosync.plan import mark, three_way
from macrosync.plan.model import ORDERS, OVERWRITES, PRUNES, Action
from macrosync.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from macrosync.plan.identity import Found
    from macrosync.plan.model import Change, FieldChange
    from macrosync.resources import Ref, Resource


def met_fields(resource: Resource, found: Found) -> tuple[FieldChange, ...]:
    """What of a resource a person changed to just what the files want."""
    remote = found.remotes.get(resource.ref)
    if remote is None or resource.kind is Kind.TICKET_FORM:
        return ()
    if (ours := found.mark(resource.ref)) and ours.digest == found.forms.seen(remote):
        return ()  # nobody changed anything
    return three_way.met(found.forms.wanted(resource), found.forms.there(remote), found.base(resource.ref))


def met(desired: Sequence[Resource], found: Found, changed: Collection[Ref]) -> Iterator[str]:
    """A sentence for each that a person made just so and that needs no change, since it bears no mark to renew."""
    for resource in desired:
        if resource.ref not in changed and (fields := met_fields(resource, found)):
            names = ", ".join(each.name for each in fields)
            yield (
                f"The {resource.kind.label} {resource.key} was changed by hand to what the files want now ({names}); "
                "nothing is to be done."
            )


def left(deletes: Iterable[Change]) -> Iterator[str]:
    """A sentence for each kind of what is not defined and stays, since nobody asked to delete it."""
    counts = Counter((change.kind, change.drift) for change in deletes)
    for (kind, held), count in sorted(counts.items()):
        what = f"{count} {kind.label}s are" if count > 1 else f"1 {kind.label} is"
        pronoun = "them" if count > 1 else "it"
        tickets = ", and tickets that have it lose the value" if kind is Kind.FIELD_OPTION else ""
        if held:
            by_others = f"not defined, and made or changed by others as far as is known here; {OVERWRITES} {pronoun}"
            yield f"{what} {by_others}{tickets}."
        else:
            yield f"{what} no longer defined; {PRUNES} {pronoun}{tickets}."


def takes_record(change: Change) -> bool:
    """Whether only a record tells if a person had a hand in it: of what is missing, or bears no mark."""
    return change.action is Action.CREATE or change.kind not in mark.CARRIERS or bool(change.names & ORDERS)


def older(desired: Sequence[Resource], found: Found) -> Iterator[str]:
    """A sentence for each that the account has in a newer version."""
    for resource in desired:
        marked = found.ours.get(resource.ref)
        if marked and marked.mark.version > resource.version:
            yield (
                f"{resource.source}: the account has version {marked.mark.version} of the {resource.kind.label} "
                f"{resource.key}, newer than version {resource.version} here; are these files up to date?"
            )
