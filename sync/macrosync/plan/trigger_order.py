"""The order of our triggers in a category of ours: that of the definitions, whatever else stands between them.

Triggers run in the order of their positions (SUP 4408893545882). A new one stands after the last of its category
(recorded), and so the triggers of a new category are in order by themselves; all others are put in order by one call.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync.plan.model import TRIGGER_ORDER, Action, FieldChange
from macrosync.plan.texts import line
from macrosync.resources import Json, Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from macrosync.plan.model import Change
    from macrosync.resources import Id, Payload, Remote, Resource


def by_category(desired: Iterable[Resource]) -> dict[Ref, list[Resource]]:
    """The triggers of each category that is desired too, in the order of the definitions."""
    found: dict[str, list[Resource]] = defaultdict(list)
    categories = []
    for resource in desired:
        if resource.kind is Kind.TRIGGER:
            found[str(resource.payload.get("category_id"))].append(resource)
        elif resource.kind is Kind.TRIGGER_CATEGORY:
            categories.append(resource.ref)
    return {ref: found[str(ref)] for ref in categories if str(ref) in found}


def difference(triggers: Sequence[Resource], category: Remote, remotes: Mapping[Ref, Remote]) -> FieldChange | None:
    """Whether the triggers of a category stand in another order, by their keys; None where they do not.

    Those that are made come last; one that is moved here is not said to be anywhere before.
    """
    before = standing(triggers, category, remotes)
    before += [each.key for each in triggers if each.ref not in remotes]
    after: list[Json] = [each.key for each in triggers]
    return FieldChange(TRIGGER_ORDER, before, after) if before != after else None


def standing(triggers: Iterable[Resource], category: Remote, remotes: Mapping[Ref, Remote]) -> list[Json]:
    """The keys of those triggers that are in the category, in the order that they run in there."""
    places = {each.key: _place(remotes[each.ref]) for each in triggers if _is_in(each, category, remotes)}
    return [*sorted(places, key=lambda key: places[key])]


def after_all(change: Change, others: Iterable[Change]) -> Change:
    """The change of an order, to be done after every trigger that it puts in order was made or moved."""
    listed = next((each.after for each in change.fields if each.name == TRIGGER_ORDER), None)
    keys = listed if isinstance(listed, list) else []
    made = {each.ref for each in others if each.kind is Kind.TRIGGER and each.key in keys}
    return replace(change, needs=change.needs | made)


def moving(change: Change, triggers: Mapping[Ref, Sequence[Resource]]) -> Change:
    """A trigger that changes its category is told its place there, which in a new category is all it takes."""
    if change.action is not Action.UPDATE or "category_id" not in change.names:
        return change
    for listed in triggers.values():
        for place, trigger in enumerate(listed, 1):
            if trigger.ref == change.ref:
                return replace(change, payload={**change.payload, "position": place})
    return change


def positions(ours: Sequence[Remote]) -> dict[Id, int]:
    """A position for each of these triggers of one category, which are in the order that they shall have.

    They share the positions that they have, so that none of others has to be moved; where two have the same one, the
    next one is taken.
    """
    found: dict[Id, int] = {}
    last = 0
    for trigger, own in zip(ours, sorted(_position(each.payload) for each in ours), strict=True):
        last = max(own, last + 1)
        found[trigger.id] = last
    return found


def in_order(triggers: Iterable[Remote]) -> list[Remote]:
    """Triggers of one category in the order that they run in."""
    return sorted(triggers, key=_place)


def _is_in(trigger: Resource, category: Remote, remotes: Mapping[Ref, Remote]) -> bool:
    remote = remotes.get(trigger.ref)
    return remote is not None and line(remote.payload.get("category_id")) == str(category.id)


def _place(trigger: Remote) -> tuple[int, str, tuple[int, str]]:
    """By position, then title and id (recorded in cursors)."""
    return _position(trigger.payload), str(trigger.payload.get("title")).casefold(), trigger.rank


def _position(payload: Payload) -> int:
    position = payload.get("position")
    return position if isinstance(position, int) else 0
