"""Desired against remote: what differs, as a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.errors import PlanRefused
from macrosync.plan import identity, options, order, trigger_order
from macrosync.plan.by_name import name_of
from macrosync.plan.canonical import canonical, digest
from macrosync.plan.model import (
    AUTHENTICATION,
    MARK,
    NOT_CONTENT,
    OPTION_ORDER,
    VERSION,
    Action,
    Change,
    FieldChange,
    Plan,
)
from macrosync.resources import Json, Kind, Payload, Ref, Resource, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from macrosync.plan.identity import Found
    from macrosync.plan.mark import Mark
    from macrosync.resources import Id, Remote, Snapshot

#: Made where they are missing and otherwise left alone: people may describe and move them as they like.
_LEFT_ALONE = frozenset({Kind.CATEGORY, Kind.SECTION})


def make(
    desired: Sequence[Resource],
    snapshot: Snapshot,
    *,
    project: str,
    target: str,
    prune: bool = False,
    automation_prefix: str | None = None,
) -> Plan:
    """The changes that make the account match, in the order to be done in.

    `snapshot` holds every kind of the desired and of what they refer to. Automations whose titles begin with the
    prefix are ours: they bear no mark. Raises MissingReference where the
    account lacks what is only looked up, and PlanRefused for conflicts, copies and circles, all at once.
    """
    found = identity.match(desired, snapshot, project, automation_prefix)
    _refuse_other_types(desired, found)
    triggers = trigger_order.by_category(desired)
    changes = [change for resource in desired for change in _changes(resource, found, triggers)]
    changes = [trigger_order.after_all(trigger_order.moving(each, triggers), changes) for each in changes]
    kept = order.ordered(tuple(change for change in changes if change.action is not Action.DELETE))
    deletes = tuple(change for change in changes if change.action is Action.DELETE)
    deletes += tuple(_delete(ref, marked.remote, marked.mark) for ref, marked in _gone(desired, found).items())
    deletes += tuple(_delete(Ref(each.kind, name_of(each)), each, None) for each in found.named)
    changed = {change.ref for change in changes}
    return Plan(
        project=project,
        target=target,
        changes=(*kept, *order.reversed_kinds(deletes)) if prune else kept,
        ids=dict(sorted(found.ids.items())),
        unchanged=sum(resource.ref not in changed for resource in desired),
        notes=(*_older(desired, found), *(() if prune else _left(deletes))),
    )


def _changes(resource: Resource, found: Found, triggers: Mapping[Ref, Sequence[Resource]]) -> Iterator[Change]:
    """What one desired resource asks for; its options are resources of their own."""
    remote = found.remotes.get(resource.ref)
    if remote is None:
        yield _create(resource, found)
        return
    if resource.kind in _LEFT_ALONE:
        return
    made: tuple[Change, ...] = ()
    if resource.kind is Kind.TICKET_FIELD:
        made = tuple(options.changes(resource, remote))
        yield from made
    fields = tuple(_differences(resource, remote, found))
    if listed := triggers.get(resource.ref):
        fields += tuple(filter(None, [trigger_order.difference(listed, remote, found.remotes)]))
    if fields:
        yield _update(resource, remote, fields, found, made)


def _create(resource: Resource, found: Found) -> Change:
    wanted = canonical(resource.kind, _resolved(resource.payload, found.ids))
    if resource.kind is Kind.TICKET_FIELD:
        wanted["custom_field_options"] = options.listed(resource.payload)
    return Change(
        action=Action.CREATE,
        kind=resource.kind,
        key=resource.key,
        title=_title(resource.payload, resource.key),
        version=resource.version,
        id=None,
        source=resource.source,
        fields=tuple(FieldChange(name, None, value) for name, value in wanted.items()),
        payload=resource.payload,
        seen="",
        drift=False,
        needs=_needs(resource, found),
    )


def _update(
    resource: Resource, remote: Remote, fields: tuple[FieldChange, ...], found: Found, made: Iterable[Change]
) -> Change:
    seen = digest(remote.kind, remote.payload)
    content = any(field.name not in NOT_CONTENT for field in fields)
    marked = found.ours.get(resource.ref)
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
        seen=seen,
        drift=content and marked is not None and marked.mark.digest != seen,
        needs=_needs(resource, found) | (options_made if OPTION_ORDER in {each.name for each in fields} else set()),
    )


def _differences(resource: Resource, remote: Remote, found: Found) -> Iterator[FieldChange]:
    """Field by field, then what only the mark, the order of options or a webhook's authentication shows."""
    payload = _resolved(resource.payload, found.ids)
    if resource.kind is Kind.TICKET_FORM:
        yield from _form(payload, remote)
        return
    wanted, there = canonical(resource.kind, payload), canonical(remote.kind, remote.payload)
    same = wanted == there
    yield from (FieldChange(name, there[name], value) for name, value in wanted.items() if value != there[name])
    if resource.kind is Kind.TICKET_FIELD:
        yield from options.order(resource, remote)
    if resource.kind is Kind.WEBHOOK and not remote.payload.get("authentication"):
        yield FieldChange(AUTHENTICATION, None, "a bearer of its own, minted when this is applied")
    if marked := found.ours.get(resource.ref):
        if marked.mark.version != resource.version:
            yield FieldChange(VERSION, marked.mark.version, resource.version)
        elif same and marked.mark.digest != (renewed := digest(resource.kind, payload)):
            yield FieldChange(MARK, marked.mark.digest, renewed)


def _form(payload: Payload, remote: Remote) -> Iterator[FieldChange]:
    """A form holds at least our fields; all others, and their order, are the desk's own."""
    there = canonical(remote.kind, remote.payload)["ticket_field_ids"]
    wanted = canonical(remote.kind, payload)["ticket_field_ids"]
    if (
        isinstance(there, list)
        and isinstance(wanted, list)
        and (missing := [each for each in wanted if each not in there])
    ):
        yield FieldChange("ticket_field_ids", list(there), [*there, *missing])


def _gone(desired: Sequence[Resource], found: Found) -> dict[Ref, identity.Marked]:
    wanted = {resource.ref for resource in desired}
    return {ref: marked for ref, marked in sorted(found.ours.items()) if ref not in wanted}


def _delete(ref: Ref, remote: Remote, mark: Mark | None) -> Change:
    seen = digest(remote.kind, remote.payload)
    return Change(
        action=Action.DELETE,
        kind=ref.kind,
        key=ref.key,
        title=name_of(remote),
        version=mark.version if mark else 0,
        id=remote.id,
        source=None,
        fields=tuple(FieldChange(name, value, None) for name, value in canonical(ref.kind, remote.payload).items()),
        payload={},
        seen=seen,
        drift=mark is not None and mark.digest != seen,
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


def _left(deletes: Iterable[Change]) -> Iterator[str]:
    counts: dict[Kind, int] = {}
    for change in deletes:
        counts[change.kind] = counts.get(change.kind, 0) + 1
    for kind, count in sorted(counts.items()):
        what = f"{count} {kind.label}s are" if count > 1 else f"1 {kind.label} is"
        pronoun = "them" if count > 1 else "it"
        tickets = ", and tickets that have it lose the value" if kind is Kind.FIELD_OPTION else ""
        yield f"{what} no longer defined; --prune deletes {pronoun}{tickets}."


def _older(desired: Sequence[Resource], found: Found) -> Iterator[str]:
    for resource in desired:
        marked = found.ours.get(resource.ref)
        if marked and marked.mark.version > resource.version:
            yield (
                f"{resource.source}: the account has version {marked.mark.version} of the {resource.kind.label} "
                f"{resource.key}, newer than version {resource.version} here; are these files up to date?"
            )


def _needs(resource: Resource, found: Found) -> frozenset[Ref]:
    return frozenset(ref for ref in resource.refs if ref not in found.ids)


def _resolved(payload: Payload, ids: Mapping[Ref, Id]) -> dict[str, Json]:
    return {name: resolve(value, ids) for name, value in payload.items()}


def _title(payload: Payload, key: str) -> str:
    return str(payload.get("title") or payload.get("name") or key)
