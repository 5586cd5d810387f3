"""What was changed by hand since the last apply, whatever the files say now: field by field, was, is and wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync.plan import identity, option_drift, options, three_way, trigger_order
from macrosync.plan.by_name import name_of
from macrosync.plan.compare import gone
from macrosync.plan.drifted import Drift, Drifted, Sort, at
from macrosync.plan.model import ORDERS, Action, FieldChange, Origin
from macrosync.resources import Json, Kind, Ref, Resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from macrosync.plan.defined import Defined
    from macrosync.plan.identity import Found
    from macrosync.plan.mark import Mark
    from macrosync.resources import Payload, Remote, Snapshot


def find(
    desired: Sequence[Resource],
    snapshot: Snapshot,
    *,
    project: str,
    target: str,
    automation_prefix: str | None = None,
    applied: Mapping[Ref, Payload] = three_way.NOTHING,
    known: Mapping[Ref, Defined] = identity.NOTHING_KNOWN,
) -> Drift:
    """What was changed by hand. Raises MissingReference where the account lacks what is only looked up."""
    found, problems = identity.examine(desired, snapshot, project, target, automation_prefix, known=known)
    found = replace(found, applied=three_way.of_account(applied, found))
    triggers = trigger_order.by_category(desired)
    triggers = {ref: [each for each in of if each.ref not in found.unclear] for ref, of in triggers.items()}
    clear = [resource for resource in desired if resource.ref not in found.unclear]
    drifted = [each for resource in clear for each in _of(resource, found, triggers)]
    drifted += [each for ref, marked in gone(desired, found).items() for each in _orphan(ref, marked, found)]
    drifted += [each for remote in found.named for each in _added(remote, found)]
    in_order = sorted(drifted, key=lambda each: [*Kind].index(each.kind))
    left, notes = tuple(_left(desired, found)), three_way.unrecorded(found, target)
    return Drift(project, target, tuple(in_order), problems, found.ids, left, notes)


def _left(desired: Sequence[Resource], found: Found) -> Iterator[str]:
    """What is ours and no longer defined, by name; what nothing on record says is ours aside."""
    fields = ((each, found.remotes.get(each.ref)) for each in desired if each.kind is Kind.TICKET_FIELD)
    for field, remote in fields:
        adopted = found.is_adopted(field.ref)
        made = options.changes(field, remote, found.applied, adopted=adopted) if remote else ()
        gone_ones = (each for each in made if each.action is Action.DELETE and not each.drift)
        yield from (f"{each.kind.label} {each.title}" for each in gone_ones)
    yield from (f"{ref.kind.label} {name_of(marked.remote)}" for ref, marked in gone(desired, found).items())
    named = (each for each in found.named if not three_way.is_foreign(each, found.applied))
    yield from (f"{each.kind.label} {name_of(each)}" for each in named)


def _of(resource: Resource, found: Found, triggers: Mapping[Ref, Sequence[Resource]]) -> Iterator[Drifted]:
    remote = found.remotes.get(resource.ref)
    if remote is None:
        if resource.ref in found.applied:
            yield _drifted(Sort.GONE, resource, None, ())
        return
    mark, known = found.mark(resource.ref), found.base(resource.ref)
    adopted = found.is_adopted(resource.ref)
    fields = (*_fields(resource, remote, mark, found), *_orders(resource, remote, known, found, triggers))
    if fields or (adopted and _has_other_options(resource, remote)):
        yield _drifted(Sort.ADOPTED if adopted else _sort(fields, mark), resource, remote, fields)
    if resource.kind is Kind.TICKET_FIELD:
        yield from option_drift.find(resource, remote, found.applied, adopted=adopted)


def _sort(fields: Iterable[FieldChange], mark: Mark | None) -> Sort:
    """A mark says that the fields of a resource were changed; of all else a record does, where there is one."""
    told = (field.origin is not Origin.UNKNOWN or (mark is not None and field.name not in ORDERS) for field in fields)
    return Sort.CHANGED if any(told) else Sort.UNKNOWN


def _has_other_options(resource: Resource, remote: Remote) -> bool:
    made = options.changes(resource, remote, adopted=True) if resource.kind is Kind.TICKET_FIELD else ()
    return any(change.action is Action.UPDATE for change in made)


def _fields(resource: Resource, remote: Remote, mark: Mark | None, found: Found) -> Iterator[FieldChange]:
    """What is not as it was last applied; where that is not known, what a person may have changed."""
    there, known, wanted = found.forms.there(remote), found.base(resource.ref), found.forms.wanted(resource)
    if resource.kind is Kind.TICKET_FORM:
        yield from _form(there["ticket_field_ids"], wanted["ticket_field_ids"], known, found)
        return
    if known is None:
        if resource.kind in three_way.LEFT_ALONE or (mark and mark.digest == found.forms.seen(remote)):
            return
        for name, value in there.items():
            if value != wanted[name]:
                yield FieldChange(name, value, wanted[name], None, Origin.UNKNOWN)
        return
    yield from three_way.changed(there, wanted, known)


def _form(there: Json, wanted: Json, known: Payload | None, found: Found) -> Iterator[FieldChange]:
    """Whether a person took a field of ours off a form; what else stands on it is the desk's own.

    Where nothing is on record at all, any field of ours that is there and was applied may have been on it.
    """
    fields = (ref for ref in found.ids if ref.kind is Kind.TICKET_FIELD and not found.is_adopted(ref))
    perhaps = [found.ids[ref] for ref in fields if not found.applied]
    was = (known or {}).get("ticket_field_ids", perhaps)
    put, now, want = (each if isinstance(each, list) else [] for each in (was, there, wanted))
    if [each for each in put if each in want and each not in now]:
        after: list[Json] = [*now, *(each for each in want if each not in now)]
        yield three_way.told(FieldChange("ticket_field_ids", there, after), known)


def _orders(
    resource: Resource,
    remote: Remote,
    known: Payload | None,
    found: Found,
    triggers: Mapping[Ref, Sequence[Resource]],
) -> Iterator[FieldChange]:
    """Whether a person moved options or triggers of ours."""
    told: list[FieldChange] = []
    recorded = bool(found.applied) and not found.is_adopted(resource.ref)
    if resource.kind is Kind.TICKET_FIELD:
        told = option_drift.order(resource, remote, known, recorded=recorded)
    elif listed := triggers.get(resource.ref):
        standing = trigger_order.standing(listed, remote, found.remotes)
        difference = trigger_order.difference(listed, remote, found.remotes)
        told = [
            three_way.told(each, known, standing) if recorded else three_way.unproven(each, standing)
            for each in [difference]
            if each
        ]
    yield from (each for each in told if each.by_hand)


def _orphan(ref: Ref, marked: identity.Marked, found: Found) -> Iterator[Drifted]:
    """What is no longer defined, and that --prune would delete with what a person did to it."""
    remote, mark = marked.remote, marked.mark
    if ref in found.unclear or mark.digest == found.forms.seen(remote):
        return
    known, there = three_way.base(ref, remote, mark, found.applied, found.forms), found.forms.there(remote)
    fields: Iterable[FieldChange] = (
        (FieldChange(name, value, None, None, Origin.UNKNOWN) for name, value in there.items())
        if known is None
        else three_way.changed(there, {}, known)
    )
    yield Drifted(Sort.CHANGED, ref.kind, ref.key, name_of(remote), remote.id, None, tuple(fields), at(remote.payload))


def _added(remote: Remote, found: Found) -> Iterator[Drifted]:
    """An automation with our prefix that was never applied, as far as is known: --prune would delete it as ours."""
    name = name_of(remote)
    if Ref(remote.kind, name) not in found.unclear and three_way.is_foreign(remote, found.applied):
        sort = Sort.ADDED if found.applied else Sort.UNKNOWN
        yield Drifted(sort, remote.kind, name, name, remote.id, None, (), at(remote.payload))


def _drifted(sort: Sort, resource: Resource, remote: Remote | None, fields: tuple[FieldChange, ...]) -> Drifted:
    title = str(resource.payload.get("title") or resource.payload.get("name") or resource.key)
    number, when = (remote.id, at(remote.payload)) if remote else (None, "")
    return Drifted(sort, resource.kind, resource.key, title, number, resource.source, fields, when)
