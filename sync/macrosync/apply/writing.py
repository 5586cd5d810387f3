"""What is sent for a change: ids in the place of references, the mark, and of an update only what changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.errors import PlanRefused
from macrosync.plan import mark
from macrosync.plan.canonical import canonical, digest
from macrosync.plan.mark import Mark
from macrosync.plan.model import NOT_CONTENT, OPTION_ORDER, TRIGGER_ORDER, Change
from macrosync.resources import Json, Kind, Payload, Ref, Remote, refs_in, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from macrosync.resources import Id

#: All options of a ticket field; a change of it is one that makes the field.
OPTIONS = "custom_field_options"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a resource shall hold, references resolved; `mark` is None for the kinds that bear none."""

    kind: Kind
    payload: Mapping[str, Json]
    mark: Mark | None

    @property
    def digest(self) -> str:
        """The digest of what shall be there."""
        return digest(self.kind, self.payload)

    @property
    def marked(self) -> dict[str, Json]:
        """The whole payload with its mark."""
        return mark.put(self.kind, self.payload, self.mark) if self.mark else dict(self.payload)


def wanted(change: Change, project: str, ids: Mapping[Ref, Id]) -> Wanted:
    """What the change wants to be there. Raises PlanRefused where an id is not known."""
    payload = {name: resolve(value, ids) for name, value in change.payload.items()}
    if unknown := sorted(set(refs_in(payload))):
        names = ", ".join(f"{ref.kind.label} {ref.key}" for ref in unknown)
        raise PlanRefused(f"the id of {names} is not known; run `macrosync plan` again.")
    if change.kind not in mark.CARRIERS:
        return Wanted(change.kind, payload, None)
    made = Mark(project, change.key, change.version, digest(change.kind, payload))
    return Wanted(change.kind, payload, made)


def parts(change: Change, want: Wanted, fresh: Remote) -> tuple[dict[str, Json], ...]:
    """The payloads of an update, in the order to be written in, given what the account holds right now.

    An article is given as a whole, and whoever writes it writes its text before its labels.
    """
    if change.kind is Kind.TICKET_FORM:
        return ({"ticket_field_ids": _with_ours(fresh.payload, want.payload)},)
    if change.kind is Kind.FIELD_OPTION:
        return (dict(want.payload),)
    if change.names == {TRIGGER_ORDER}:
        return ()
    written = {name: value for name, value in want.marked.items() if name in _names(change)}
    if OPTION_ORDER in change.names:
        written[OPTIONS] = _reordered(fresh.payload, want.payload)
    return (written,)


def kept_differently(change: Change, want: Wanted, remote: Remote) -> tuple[str, ...]:
    """The names of the fields that are not as they were written; empty where all is well."""
    if want.kind is Kind.TICKET_FORM:
        there = canonical(remote.kind, remote.payload)["ticket_field_ids"]
        return () if set(_list(want.payload["ticket_field_ids"])) <= set(_list(there)) else ("ticket_field_ids",)
    sent, got = canonical(want.kind, want.payload), canonical(remote.kind, remote.payload)
    names = [name for name, value in sent.items() if got[name] != value]
    if {OPTIONS, OPTION_ORDER} & change.names and _values(want.payload) != _values(
        remote.payload, among=_values(want.payload)
    ):
        names.append(OPTIONS)
    if want.mark and mark.find(remote.kind, remote.payload) != want.mark:
        names.append(mark.CARRIERS[want.kind])
    return tuple(dict.fromkeys(names))


def _names(change: Change) -> set[str]:
    """The fields that an update writes.

    Conditions and actions go together: Zendesk empties the one that is left out (REF triggers#update, automations). A
    trigger's position goes with its category, in which it stands.
    """
    names = set(change.names - NOT_CONTENT)
    names |= {mark.CARRIERS[change.kind]} if change.kind in mark.CARRIERS else set()
    names |= {"conditions", "actions"} if change.kind in {Kind.TRIGGER, Kind.AUTOMATION} else set()
    return names | ({"position"} if "category_id" in names and change.kind is Kind.TRIGGER else set())


def _with_ours(there: Payload, ours: Payload) -> list[Json]:
    """A form's fields, and those of ours that it lacks; the list that is sent replaces the whole."""
    listed = _list(there.get("ticket_field_ids"))
    return [*listed, *(each for each in _list(ours["ticket_field_ids"]) if each not in listed)]


def _reordered(there: Payload, ours: Payload) -> list[Json]:
    """The whole list with ids: ours in their order in the places that ours have, all others where they are.

    A list that lacks an option deletes it, and one without ids makes options anew (OAS, ticket fields).
    """
    options = [option for option in _list(there.get(OPTIONS)) if isinstance(option, dict)]
    by_value = {option.get("value"): option for option in options}
    places = set(_values(ours)) & set(by_value)
    in_order = iter([value for value in _values(ours) if value in places])
    moved = (by_value[next(in_order)] if option.get("value") in places else option for option in options)
    return [_sent(option) for option in moved]


def _sent(option: dict[str, Json]) -> dict[str, Json]:
    """An option as it is sent back; dynamic content in its name is written, not what it shows (OAS: raw_name)."""
    raw = option.get("raw_name")
    name = raw if isinstance(raw, str) and "{{" in raw else option.get("name")
    kept: dict[str, Json] = {field: option[field] for field in ("id", "value", "default") if field in option}
    return kept | {"name": name}


def _values(payload: Payload, among: Sequence[Json] | None = None) -> list[Json]:
    """The values of a field's options in order, of those among the given ones."""
    options = [option for option in _list(payload.get(OPTIONS)) if isinstance(option, dict)]
    return [option.get("value") for option in options if among is None or option.get("value") in among]


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
