"""What was last applied, beside what the account has and what the files want: who changed which field.

What was last applied is kept by whoever applies (`.macrosync/TARGET/applied.json`), in canonical form by resource; the
order of a field's options and of a category's triggers is kept with them. Of what bears a mark it is believed only
where the mark's digest is that of what is kept: another machine may have applied since.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.plan.canonical import canonical, digest_of
from macrosync.plan.model import AUTHENTICATION, MARK, ORDERS, VERSION, FieldChange, Origin
from macrosync.resources import Json, Kind, Payload, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from macrosync.plan.forms import Forms
    from macrosync.plan.identity import Found
    from macrosync.plan.mark import Mark
    from macrosync.resources import Remote

#: Where nothing is on record.
NOTHING: Mapping[Ref, Payload] = MappingProxyType({})
#: Made where they are missing and otherwise left alone: people may describe and move them as they like.
LEFT_ALONE = frozenset({Kind.CATEGORY, Kind.SECTION})
#: Of what bears no mark, the kinds that an apply writes over.
_TOLD_BY_RECORD = frozenset({Kind.TRIGGER_CATEGORY, Kind.AUTOMATION})
#: What is only ever added to, so that nothing of anybody's is lost.
_ADDED_TO = frozenset({"ticket_field_ids"})
#: What macrosync alone writes.
_OWN = frozenset({VERSION, MARK, AUTHENTICATION})


def of_account(applied: Mapping[Ref, Payload], found: Found) -> Mapping[Ref, Payload]:
    """What was applied to this account: nothing where it has nothing of ours, for then it is a new one."""
    is_ours = found.ours or any(ref.kind is not Kind.TICKET_FORM for ref in found.remotes)
    return applied if is_ours else NOTHING


def unrecorded(found: Found, target: str) -> tuple[str, ...]:
    """A sentence where something of ours is there and nothing is on record: what cannot be told then."""
    if found.applied or not (found.ours or any(ref.kind in _TOLD_BY_RECORD for ref in found.remotes)):
        return ()
    told = (
        f"Nothing is on record here of what was last applied (.macrosync/{target}/applied.json): of options, "
        "automations, forms and orders it cannot be told who changed or added them, nor of what is missing whether "
        "somebody deleted it."
    )
    return (told,)


def base(ref: Ref, remote: Remote, mark: Mark | None, applied: Mapping[Ref, Payload], forms: Forms) -> Payload | None:
    """What was last applied to a resource of the account, or None where that is not known."""
    kept = applied.get(ref)
    if mark is None:
        return kept
    orders = {name: value for name, value in (kept or {}).items() if name in ORDERS}
    if mark.digest == forms.seen(remote):
        return {**forms.there(remote), **orders}
    fields = {name: value for name, value in (kept or {}).items() if name not in ORDERS}
    return kept if kept is not None and digest_of(fields) == mark.digest else None


def told(field: FieldChange, known: Payload | None, there: Iterable[Json] = ()) -> FieldChange:
    """The field with what it was, and who changed it.

    `there` is, of an order, what really stands in the account: the field's own `before` also has what is to be made.
    """
    if field.name in _OWN:
        return field
    if field.name in ORDERS:
        return _order(field, known, list(there))
    if known is None or field.name not in known:
        return replace(field, origin=Origin.UNKNOWN)
    was = known[field.name]
    if field.name == "ticket_field_ids":
        return replace(field, was=was, origin=_of_form(field, was))
    return replace(field, was=was, origin=origin(was, field.before, field.after))


def made(wanted: Payload, was: Payload | None) -> tuple[FieldChange, ...]:
    """The fields of what is to be made: for the first time, or again since it is gone."""
    if was is None:
        return tuple(FieldChange(name, None, value) for name, value in wanted.items())
    return tuple(
        FieldChange(name, None, value, was.get(name), Origin.HAND if was.get(name, value) == value else Origin.BOTH)
        for name, value in wanted.items()
    )


def deleted(remote: Remote, known: Payload | None) -> tuple[FieldChange, ...]:
    """The fields of what is no longer defined."""
    fields = (FieldChange(name, value, None) for name, value in canonical(remote.kind, remote.payload).items())
    return tuple(told(each, known) for each in fields)


def is_foreign(remote: Remote, applied: Mapping[Ref, Payload]) -> bool:
    """Whether nothing on record says that what is ours by its name alone was ever applied just so."""
    ours = (payload for ref, payload in applied.items() if ref.kind is remote.kind)
    return canonical(remote.kind, remote.payload) not in ours


def origin(was: Json, before: Json, after: Json) -> Origin:
    """Who changed a value that is not what it shall be."""
    if before == was:
        return Origin.FILES
    return Origin.HAND if after == was else Origin.BOTH


def changed(there: Payload, wanted: Payload, known: Payload) -> tuple[FieldChange, ...]:
    """Every field that is not as it was last applied, whatever the files want."""
    return tuple(
        FieldChange(name, value, wanted.get(name), known[name], origin(known[name], value, wanted.get(name)))
        for name, value in there.items()
        if name in known and known[name] != value
    )


def met(wanted: Payload, there: Payload, known: Payload | None) -> tuple[FieldChange, ...]:
    """What a person changed to just what the files want now."""
    return tuple(each for each in changed(there, wanted, known or {}) if each.before == each.after)


def is_drift(fields: Iterable[FieldChange], known: Payload | None) -> bool:
    """Whether writing the fields loses what a person did, or may have done where nothing is on record."""
    origins = {field.origin for field in fields if field.name not in _ADDED_TO or known is not None}
    return bool({Origin.HAND, Origin.BOTH} & origins) or (Origin.UNKNOWN in origins and known is None)


def unproven(order: FieldChange, there: list[Json]) -> FieldChange:
    """An order of which nothing is on record: where what is there stands in another one, anybody may have moved it."""
    wanted = order.after if isinstance(order.after, list) else []
    return replace(order, origin=Origin.UNKNOWN) if _among(wanted, there) != there else order


def _order(field: FieldChange, known: Payload | None, there: list[Json]) -> FieldChange:
    """A person moved something where what was there before no longer stands in its order; what came is no move."""
    was = known.get(field.name) if known is not None else None
    if not isinstance(was, list) or not isinstance(field.after, list):
        return field
    wanted = field.after
    moved = _among(there, was) != _among(was, there)
    redefined = _among(wanted, was) != _among(was, wanted)
    who = (Origin.BOTH if redefined else Origin.HAND) if moved else Origin.FILES
    return replace(field, was=was, origin=who)


def _of_form(field: FieldChange, was: Json) -> Origin:
    """A form holds at least our fields: those that were put on it and are missing, a person took off."""
    put, there, wanted = (each if isinstance(each, list) else [] for each in (was, field.before, field.after))
    missing = _without(wanted, there)
    if not _among(missing, put):
        return Origin.FILES
    return Origin.BOTH if _without(missing, put) else Origin.HAND


def _among(values: list[Json], others: list[Json]) -> list[Json]:
    return [each for each in values if each in others]


def _without(values: list[Json], others: list[Json]) -> list[Json]:
    return [each for each in values if each not in others]
