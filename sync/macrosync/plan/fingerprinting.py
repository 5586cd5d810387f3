"""Taking the fingerprint of a plan: what counts of each resource, as the files want it and as the account has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.plan import options, trigger_order
from macrosync.plan.by_name import name_of
from macrosync.plan.canonical import canonical
from macrosync.plan.fingerprint import Fingerprint, digest, digest_of_words
from macrosync.resources import LOOKED_UP, Json, Kind, Payload, Ref, in_order, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from macrosync.plan.identity import Found
    from macrosync.resources import Remote, Resource

#: Of these a plan looks at more than their fields.
_MORE_THAN_FIELDS = frozenset({Kind.TICKET_FORM, Kind.TICKET_FIELD, Kind.WEBHOOK})
#: Made where they are missing and otherwise left alone: which one it is, is all that a plan looks at.
_ONLY_THERE = frozenset({Kind.CATEGORY, Kind.SECTION, *LOOKED_UP})


def of(
    desired: Sequence[Resource], found: Found, triggers: Mapping[Ref, Sequence[Resource]], *, prune: bool
) -> Fingerprint:
    """The fingerprint of a plan; `triggers` are those of each category, in the order of the definitions."""
    there = dict(_there(desired, found, triggers))
    wanted = {each.ref: _wanted(each, triggers, found) for each in desired}
    return Fingerprint(_in_order(wanted), _in_order(there), prune)


def _in_order(digests: Mapping[Ref, str]) -> dict[Ref, str]:
    return {ref: digests[ref] for ref in in_order(digests)}


def _wanted(resource: Resource, triggers: Mapping[Ref, Sequence[Resource]], found: Found) -> str:
    """A form lists our fields in no order; a field's options and a category's triggers stand in theirs."""
    defined = found.forms.defined[resource.ref]
    fields = defined.digest
    if resource.kind is Kind.TICKET_FORM:
        fields = digest(_field_ids(defined.form))
    if resource.kind is Kind.TICKET_FIELD:
        fields = digest([fields, *options.listed(resource.payload)])
    return digest_of_words(str(resource.version), fields, *(each.key for each in triggers.get(resource.ref, ())))


def _there(
    desired: Sequence[Resource], found: Found, triggers: Mapping[Ref, Sequence[Resource]]
) -> Iterator[tuple[Ref, str]]:
    payloads = {each.ref: each.payload for each in desired}
    for ref, number in found.ids.items():
        if ref not in found.remotes:  # what is only looked up
            yield ref, digest([number])
    known = {**found.remotes, **{ref: marked.remote for ref, marked in found.ours.items()}}
    known |= {Ref(each.kind, name_of(each)): each for each in found.named}
    for ref, remote in known.items():
        order = trigger_order.standing(triggers[ref], remote, found.remotes) if ref in triggers else []
        seen = _seen(remote, payloads.get(ref, {}), found)
        yield ref, digest_of_words(str(remote.id), _mark(ref, found), seen, *map(str, order))
        if ref.kind is Kind.TICKET_FIELD:
            yield from _options(ref, remote)


def _mark(ref: Ref, found: Found) -> str:
    mark = found.mark(ref)
    return str(mark) if mark else "unmarked"


def _seen(remote: Remote, wanted: Payload, found: Found) -> str:
    """What a plan looks at: of a form, which of our fields it has; of a webhook, whether it authenticates itself."""
    if remote.kind in _ONLY_THERE:
        return "there"
    if remote.kind not in _MORE_THAN_FIELDS:
        return found.forms.seen(remote)
    fields = dict(found.forms.there(remote))
    if remote.kind is Kind.TICKET_FORM:
        ours = _field_ids(canonical(remote.kind, _resolved(wanted, found)))
        return digest([each for each in _field_ids(fields) if each in ours])
    if remote.kind is Kind.TICKET_FIELD:
        fields["option order"] = options.standing(wanted, remote)
    if remote.kind is Kind.WEBHOOK:
        fields["authentication"] = bool(remote.payload.get("authentication"))
    return digest(fields)


def _field_ids(form: Payload) -> list[Json]:
    listed = form["ticket_field_ids"]
    return [*sorted(str(each) for each in listed)] if isinstance(listed, list) else []


def _resolved(payload: Payload, found: Found) -> dict[str, Json]:
    return {name: resolve(value, found.ids) for name, value in payload.items()}


def _options(field_: Ref, remote: Remote) -> Iterator[tuple[Ref, str]]:
    for value, option in options.by_value(remote.payload).items():
        seen = [option.get("id"), canonical(Kind.FIELD_OPTION, option)]
        yield Ref(Kind.FIELD_OPTION, f"{field_.key}/{value}"), digest(seen)
