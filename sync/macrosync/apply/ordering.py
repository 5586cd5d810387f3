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
    from macrosync.plan.model import Change
    from macrosync.resources import Id, Remote


def put_in_order(zendesk: Zendesk, change: Change, category: Remote, ids: Mapping[Ref, Id]) -> None:
    """Do the change of an order; triggers of others, and ours that stand elsewhere, are not moved.

    Raises PlanRefused where they stand in another order than the plan saw.
    """
    order = next(field for field in change.fields if field.name == TRIGGER_ORDER)
    keys = {ids[ref]: ref.key for ref in _refs(order.after) if ref in ids}
    inside = [each for each in zendesk.fetch((Kind.TRIGGER,)).of(Kind.TRIGGER) if each.id in keys]
    inside = trigger_order.in_order(each for each in inside if _stands_in(each, category))
    _refuse_if_moved("triggers", [ref.key for ref in _refs(order.before)], [keys[each.id] for each in inside])
    ranks = {ref.key: rank for rank, ref in enumerate(_refs(order.after))}
    ours = sorted(inside, key=lambda each: ranks[keys[each.id]])
    positions = trigger_order.positions(ours)
    if moved := {each.id: positions[each.id] for each in ours if each.payload.get("position") != positions[each.id]}:
        zendesk.order_triggers(change.key, moved)


def refuse_if_options_moved(change: Change, field: Remote) -> None:
    """Raise PlanRefused where a field's options stand in another order than the plan saw; those that it made aside."""
    order = next(each for each in change.fields if each.name == OPTION_ORDER)
    made = {ref.key for ref in change.needs if ref.kind is Kind.FIELD_OPTION}
    listed = order.before if isinstance(order.before, list) else []
    seen = [value for value in listed if f"{change.key}/{value}" not in made]
    _refuse_if_moved("options", seen, [*options.by_value(field.payload)])


def _refs(keys: Json) -> list[Ref]:
    return [Ref(Kind.TRIGGER, str(key)) for key in keys] if isinstance(keys, list) else []


def _stands_in(trigger: Remote, category: Remote) -> bool:
    return canonical(trigger.kind, trigger.payload)["category_id"] == str(category.id)


def _refuse_if_moved(what: str, seen: Sequence[Json], now: Sequence[Json]) -> None:
    """Those that this plan moved here were nowhere before, and those that are gone since say nothing."""
    if [key for key in now if key in seen] != [key for key in seen if key in now]:
        raise PlanRefused(
            f"it was changed meanwhile (its {what} were put in another order); run `macrosync plan` again."
        )
