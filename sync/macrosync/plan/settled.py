"""What needs no change, and so can be remembered as if it had been applied just now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.plan import identity, options, three_way, trigger_order
from macrosync.plan.by_name import name_of
from macrosync.plan.canonical import canonical
from macrosync.plan.model import OPTION_ORDER, TRIGGER_ORDER
from macrosync.resources import Json, Kind, Payload, Ref, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from macrosync.plan.defined import Defined
    from macrosync.plan.identity import Found
    from macrosync.resources import Remote, Snapshot


def settled(
    desired: Sequence[Resource],
    snapshot: Snapshot,
    *,
    project: str,
    target: str,
    automation_prefix: str | None,
    known: Mapping[Ref, Defined] = identity.NOTHING_KNOWN,
) -> dict[Ref, Payload]:
    """The desired resources that the account holds just as they are wanted, in canonical form, with their options.

    So an apply on a machine that applied nothing yet begins its own record. Raises what a plan raises.
    """
    found = identity.match(desired, snapshot, project, target, automation_prefix, known=known)
    triggers = trigger_order.by_category(desired)
    return {ref: payload for each in desired for ref, payload in _of(each, found, triggers)}


def of_record(
    desired: Sequence[Resource],
    snapshot: Snapshot,
    *,
    project: str,
    target: str,
    automation_prefix: str | None,
    known: Mapping[Ref, Defined] = identity.NOTHING_KNOWN,
) -> frozenset[Ref]:
    """What a record of applies may speak of: all that is defined, and all of ours that is there.

    What is neither was deleted by an apply that did not live to say so. Raises what a plan raises.
    """
    found = identity.match(desired, snapshot, project, target, automation_prefix, known=known)
    refs = {each.ref for each in desired} | set(found.ours)
    refs |= {Ref(each.kind, name_of(each)) for each in found.named}
    for each in desired:
        if each.kind is Kind.TICKET_FIELD:
            refs |= {options.ref(each.ref, value) for value in options.by_value(each.payload)}
    for ref, marked in found.ours.items():
        if ref.kind is Kind.TICKET_FIELD:
            refs |= {options.ref(ref, value) for value in options.by_value(marked.remote.payload)}
    return frozenset(refs)


def orders(desired: Sequence[Resource]) -> dict[Ref, Payload]:
    """The order of options and of triggers that is there when everything was applied."""
    found: dict[Ref, Payload] = {
        each.ref: {OPTION_ORDER: [*options.by_value(each.payload)]}
        for each in desired
        if each.kind is Kind.TICKET_FIELD
    }
    for ref, listed in trigger_order.by_category(desired).items():
        found[ref] = {TRIGGER_ORDER: [each.key for each in listed]}
    return found


def _of(
    resource: Resource, found: Found, triggers: Mapping[Ref, Sequence[Resource]]
) -> Iterator[tuple[Ref, dict[str, Json]]]:
    remote = found.remotes.get(resource.ref)
    if remote is None:
        return
    wanted, there = found.forms.wanted(resource), found.forms.there(remote)
    if resource.kind is Kind.TICKET_FORM:
        if set(_list(wanted["ticket_field_ids"])) <= set(_list(there["ticket_field_ids"])):
            yield resource.ref, dict(wanted)
    elif wanted == there or resource.kind in three_way.LEFT_ALONE:
        yield resource.ref, dict(there) | _order(resource, remote, found, triggers)
    if resource.kind is Kind.TICKET_FIELD:
        yield from _options(resource, remote)


def _options(field: Resource, remote: Remote) -> Iterator[tuple[Ref, dict[str, Json]]]:
    there = options.by_value(remote.payload)
    for value, option in options.by_value(field.payload).items():
        wanted = canonical(Kind.FIELD_OPTION, option)
        if value in there and canonical(Kind.FIELD_OPTION, there[value]) == wanted:
            yield options.ref(field.ref, value), wanted


def _order(
    resource: Resource, remote: Remote, found: Found, triggers: Mapping[Ref, Sequence[Resource]]
) -> dict[str, Json]:
    """The order of what belongs to the resource, where it is the wanted one."""
    standing: list[Json] = []
    wanted: list[Json] = []
    name = OPTION_ORDER if resource.kind is Kind.TICKET_FIELD else TRIGGER_ORDER
    if resource.kind is Kind.TICKET_FIELD:
        standing, wanted = options.standing(resource.payload, remote), [*options.by_value(resource.payload)]
    elif listed := triggers.get(resource.ref):
        standing, wanted = trigger_order.standing(listed, remote, found.remotes), [each.key for each in listed]
    return {name: wanted} if wanted and standing == wanted else {}


def _list(value: Json) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
