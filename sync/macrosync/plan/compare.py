"""Desired against remote: what differs, as a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync.errors import PlanRefused
from macrosync.plan import fingerprinting, identity, limits, mark, notes, options, order, three_way, trigger_order
from macrosync.plan.by_name import name_of
from macrosync.plan.model import (
    AUTHENTICATION,
    MARK,
    OPTION_ORDER,
    VERSION,
    Action,
    Change,
    FieldChange,
    Plan,
)
from macrosync.resources import Kind, Payload, Ref, Resource, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from macrosync.plan.defined import Defined
    from macrosync.plan.identity import Found
    from macrosync.plan.mark import Mark
    from macrosync.resources import Remote, Snapshot


def make(
    desired: Sequence[Resource],
    snapshot: Snapshot,
    *,
    project: str,
    target: str,
    prune: bool = False,
    automation_prefix: str | None = None,
    applied: Mapping[Ref, Payload] = three_way.NOTHING,
    known: Mapping[Ref, Defined] = identity.NOTHING_KNOWN,
) -> Plan:
    """The changes that make the account match, in the order to be done in.

    `snapshot` holds every kind of the desired and of what they refer to. Automations whose titles begin with the
    prefix are ours: they bear no mark. `applied` is what was last applied, in canonical form; `known` are forms of the
    desired that need not be made again. Raises MissingReference where the account lacks what is only looked up, and
    PlanRefused for conflicts, copies and circles, all at once.
    """
    found = identity.match(desired, snapshot, project, target, automation_prefix, known=known)
    found = replace(found, applied=three_way.of_account(applied, found))
    _refuse_other_types(desired, found)
    triggers = trigger_order.by_category(desired)
    changes = [change for resource in desired for change in _changes(resource, found, triggers)]
    changes = [trigger_order.after_all(trigger_order.moving(each, triggers), changes) for each in changes]
    kept = order.ordered(tuple(change for change in changes if change.action is not Action.DELETE))
    deletes = tuple(change for change in changes if change.action is Action.DELETE)
    deletes += tuple(_delete(ref, marked.remote, marked.mark, found) for ref, marked in gone(desired, found).items())
    deletes += tuple(_delete(Ref(each.kind, name_of(each)), each, None, found) for each in found.named)
    changed = {change.ref for change in changes}
    left = () if prune else tuple(each for each in deletes if not each.drift or each.kind in mark.CARRIERS)
    fingerprint = fingerprinting.of(desired, found, triggers, prune=prune)
    done = (*kept, *order.reversed_kinds(deletes)) if prune else kept
    return Plan(
        project=project,
        target=target,
        changes=done,
        ids={ref: found.ids[ref] for ref in in_order(found.ids)},
        unchanged=sum(resource.ref not in changed for resource in desired),
        notes=(
            *notes.older(desired, found),
            *notes.met(desired, found, changed),
            *(() if prune else notes.left(deletes)),
            *(three_way.unrecorded(found, target) if any(map(notes.takes_record, (*changes, *deletes))) else ()),
            *limits.notes(done, fingerprint.managed),
        ),
        fingerprint=fingerprint,
        left=tuple(f"{each.kind.label} {each.title}" for each in left),
    )


def _changes(resource: Resource, found: Found, triggers: Mapping[Ref, Sequence[Resource]]) -> Iterator[Change]:
    """What one desired resource asks for; its options are resources of their own."""
    remote = found.remotes.get(resource.ref)
    if remote is None:
        yield _create(resource, found)
        return
    if resource.kind in three_way.LEFT_ALONE:
        return
    made: tuple[Change, ...] = ()
    if resource.kind is Kind.TICKET_FIELD:
        made = tuple(options.changes(resource, remote, found.applied, adopted=found.is_adopted(resource.ref)))
        yield from made
    fields = tuple(_differences(resource, remote, found))
    if listed := triggers.get(resource.ref):
        fields += tuple(_trigger_order(listed, resource.ref, remote, found))
    if fields:
        yield _update(resource, remote, fields, found, made)


def _create(resource: Resource, found: Found) -> Change:
    wanted = dict(found.forms.wanted(resource))
    if resource.kind is Kind.TICKET_FIELD:
        wanted["custom_field_options"] = options.listed(resource.payload)
    was = found.applied.get(resource.ref)
    return Change(
        action=Action.CREATE,
        kind=resource.kind,
        key=resource.key,
        title=_title(resource.payload, resource.key),
        version=resource.version,
        id=None,
        source=resource.source,
        fields=three_way.made(wanted, was),
        payload=resource.payload,
        seen="",
        drift=was is not None,
        needs=_needs(resource, found),
    )


def _update(
    resource: Resource, remote: Remote, fields: tuple[FieldChange, ...], found: Found, made: Iterable[Change]
) -> Change:
    known = found.base(resource.ref)
    # What was taken over stays so until all that others made otherwise was written over.
    written = [change for change in made if found.is_adopted(resource.ref) and change.action is Action.UPDATE]
    options_made = {change.ref for change in made if change.action is Action.CREATE}
    return Change(
        action=Action.UPDATE,
        kind=resource.kind,
        key=resource.key,
        title=_title(resource.payload, resource.key),
        version=resource.version,
        id=remote.id,
        source=resource.source,
        fields=fields,
        payload=resource.payload,
        seen=found.forms.seen(remote),
        drift=three_way.is_drift(fields, known) or any(each.drift for each in written),
        needs=_needs(resource, found) | (options_made if OPTION_ORDER in {each.name for each in fields} else set()),
        met=notes.met_fields(resource, found),
    )


def _differences(resource: Resource, remote: Remote, found: Found) -> Iterator[FieldChange]:
    """Field by field, then what only the mark, the order of options or a webhook's authentication shows."""
    wanted, there = found.forms.wanted(resource), found.forms.there(remote)
    same = wanted == there
    known = None if same and resource.kind is not Kind.TICKET_FIELD else found.base(resource.ref)
    if resource.kind is Kind.TICKET_FORM:
        yield from (three_way.told(each, known) for each in _form(wanted, there))
        return
    differing = (FieldChange(name, there[name], value) for name, value in wanted.items() if value != there[name])
    yield from (three_way.told(each, known) for each in differing)
    if resource.kind is Kind.TICKET_FIELD:
        yield from _option_order(resource, remote, known, found)
    if resource.kind is Kind.WEBHOOK and not remote.payload.get("authentication"):
        yield FieldChange(AUTHENTICATION, None, "a bearer of its own, minted when this is applied")
    if marked := found.ours.get(resource.ref):
        if marked.mark.version != resource.version:
            yield FieldChange(VERSION, marked.mark.version, resource.version)
        elif same and marked.mark.digest != (renewed := found.forms.seen(remote)):
            yield FieldChange(MARK, marked.mark.digest, renewed)


def _option_order(resource: Resource, remote: Remote, known: Payload | None, found: Found) -> Iterator[FieldChange]:
    standing = options.standing(resource.payload, remote)
    for each in options.order(resource, remote):
        adopted = found.is_adopted(resource.ref)
        yield three_way.unproven(each, standing) if adopted else three_way.told(each, known, standing)


def _form(ours: Payload, held: Payload) -> Iterator[FieldChange]:
    """A form holds at least our fields; all others, and their order, are the desk's own."""
    wanted, there = ours["ticket_field_ids"], held["ticket_field_ids"]
    if (
        isinstance(there, list)
        and isinstance(wanted, list)
        and (missing := [each for each in wanted if each not in there])
    ):
        yield FieldChange("ticket_field_ids", list(there), [*there, *missing])


def _trigger_order(listed: Sequence[Resource], category: Ref, remote: Remote, found: Found) -> Iterator[FieldChange]:
    if order := trigger_order.difference(listed, remote, found.remotes):
        standing = trigger_order.standing(listed, remote, found.remotes)
        yield three_way.told(order, found.base(category), standing)


def gone(desired: Sequence[Resource], found: Found) -> dict[Ref, identity.Marked]:
    """What bears our mark and is no longer defined."""
    wanted = {resource.ref for resource in desired}
    return {ref: found.ours[ref] for ref in in_order(found.ours) if ref not in wanted}


def _delete(ref: Ref, remote: Remote, mark: Mark | None, found: Found) -> Change:
    seen = found.forms.seen(remote)
    fields = three_way.deleted(remote, three_way.base(ref, remote, mark, found.applied, found.forms))
    return Change(
        action=Action.DELETE,
        kind=ref.kind,
        key=ref.key,
        title=name_of(remote),
        version=mark.version if mark else 0,
        id=remote.id,
        source=None,
        fields=fields,
        payload={},
        seen=seen,
        drift=mark.digest != seen if mark else three_way.is_foreign(remote, found.applied),
        needs=frozenset(),
    )


def _refuse_other_types(desired: Sequence[Resource], found: Found) -> None:
    """The type of a ticket field cannot be changed (REC: ignored with a warning)."""
    problems = []
    for resource in desired:
        remote = found.remotes.get(resource.ref)
        if resource.kind is Kind.TICKET_FIELD and remote:
            there, wanted = remote.payload.get("type"), resource.payload.get("type")
            if there != wanted:
                problems.append(
                    f"{resource.source}: the ticket field {resource.key} is of type {there} in the account, and "
                    f"Zendesk changes no type to {wanted}: give the definition another key."
                )
    if problems:
        raise PlanRefused(" ".join(problems))


def _needs(resource: Resource, found: Found) -> frozenset[Ref]:
    return frozenset(ref for ref in found.forms.defined[resource.ref].refs if ref not in found.ids)


def _title(payload: Payload, key: str) -> str:
    return str(payload.get("title") or payload.get("name") or key)
