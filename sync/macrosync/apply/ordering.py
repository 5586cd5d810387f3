"""Put our triggers of one category in the order of the definitions, by one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.errors import PlanRefused
from macrosync.plan import options, trigger_order
from macrosync.plan.canonical import canonical
from macrosync.plan.model import OPTION_ORDER, TRIGGER_ORDER
from macrosync.resources import Json, Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from macrosync.apply.zendesk import Zendesk
    from macrosync.plan.model import Change, FieldChange
    from macrosync.resources import Id, Remote


def put_in_order(zendesk: Zendesk, change: Change, category: Remote, ids: Mapping[Ref, Id]) -> None:
    """Do the change of an order; triggers of others, and ours that stand elsewhere, are not moved.

    Raises PlanRefused where they stand in another order than the plan saw.
    """
    order = next(field for field in change.fields if field.name == TRIGGER_ORDER)
    keys = {ids[ref]: ref.key for ref in _refs(order.after) if ref in ids}

    def standing() -> list[Remote]:
        found = [each for each in zendesk.fetch((Kind.TRIGGER,)).of(Kind.TRIGGER) if each.id in keys]
        return trigger_order.in_order(each for each in found if _stands_in(each, category))

    def still() -> bool:
        """An order of before with other positions, as another trigger was given one of ours, would come out wrong."""
        now = standing()
        left = _moves(now, keys, order)
        if left:
            _refuse_if_moved("triggers", _keys(order.before), [keys[each.id] for each in now])
        if left not in ({}, moved):
            raise _moved("triggers")
        return bool(left)

    now = standing()
    _refuse_if_moved("triggers", _keys(order.before), [keys[each.id] for each in now])
    if moved := _moves(now, keys, order):
        zendesk.order_triggers(change.key, moved, still)


def _moves(inside: Sequence[Remote], keys: Mapping[Id, str], order: FieldChange) -> dict[Id, int]:
    """The positions of those that do not stand where the order wants them."""
    ranks = {key: rank for rank, key in enumerate(_keys(order.after))}
    ours = sorted(inside, key=lambda each: ranks[keys[each.id]])
    positions = trigger_order.positions(ours)
    return {each.id: positions[each.id] for each in ours if each.payload.get("position") != positions[each.id]}


def refuse_if_options_moved(change: Change, field: Remote) -> None:
    """Raise PlanRefused where a field's options stand in another order than the plan saw; those that it made aside."""
    order = next(each for each in change.fields if each.name == OPTION_ORDER)
    made = {ref.key for ref in change.needs if ref.kind is Kind.FIELD_OPTION}
    listed = order.before if isinstance(order.before, list) else []
    seen = [value for value in listed if f"{change.key}/{value}" not in made]
    _refuse_if_moved("options", seen, [*options.by_value(field.payload)])


def _refs(keys: Json) -> list[Ref]:
    return [Ref(Kind.TRIGGER, str(key)) for key in keys] if isinstance(keys, list) else []


def _keys(keys: Json) -> list[str]:
    return [ref.key for ref in _refs(keys)]


def _stands_in(trigger: Remote, category: Remote) -> bool:
    return canonical(trigger.kind, trigger.payload)["category_id"] == str(category.id)


def _refuse_if_moved(what: str, seen: Sequence[Json], now: Sequence[Json]) -> None:
    """Those that this plan moved here were nowhere before, and those that are gone since say nothing."""
    if [key for key in now if key in seen] != [key for key in seen if key in now]:
        raise _moved(what)


def _moved(what: str) -> PlanRefused:
    return PlanRefused(f"it was changed meanwhile (its {what} were put in another order); run `macrosync plan` again.")
