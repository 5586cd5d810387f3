from __future__ import annotations

from tests.plan.samples import PROJECT, applied, changed, ticket_field

from macrosync.plan import Action, Plan, make
from macrosync.resources import Json, Kind, Resource, Snapshot


def plan(wanted: Resource, there: Snapshot, *, prune: bool = False) -> Plan:
    return make([wanted], there, project=PROJECT, target="local", prune=prune)


def options(*values: str) -> list[Json]:
    return [
        {"id": at, "name": f"대리_기사::{value}", "value": f"driver__{value}"} for at, value in enumerate(values, 1)
    ]


def with_options(*values: str) -> Snapshot:
    there = applied([ticket_field("own", "partner")])
    return changed(there, Kind.TICKET_FIELD, "consult-type", custom_field_options=options(*values))


def test_a_new_option_is_added_alone() -> None:
    (change,) = plan(ticket_field("own", "partner", "vip"), applied([ticket_field("own", "partner")])).changes
    assert (change.action, change.kind, change.key) == (Action.CREATE, Kind.FIELD_OPTION, "consult-type/driver__vip")
    assert change.payload == {
        "ticket_field_id": "@{ticket_field/consult-type}",
        "name": "대리_기사::vip",
        "value": "driver__vip",
    }


def test_a_renamed_option_keeps_its_value_and_id() -> None:
    there = applied([ticket_field("own")])
    by_hand: list[Json] = [{"id": 5, "name": "다른 이름", "value": "driver__own"}]
    renamed = changed(there, Kind.TICKET_FIELD, "consult-type", custom_field_options=by_hand)
    (change,) = plan(ticket_field("own"), renamed).changes
    assert (change.action, change.id) == (Action.UPDATE, 5)
    assert [(each.name, each.before, each.after) for each in change.fields] == [("name", "다른 이름", "대리_기사::own")]


def test_an_option_that_is_not_defined_is_deleted_only_when_pruning() -> None:
    there = with_options("own", "partner", "foreign")
    kept = plan(ticket_field("own", "partner"), there)
    assert kept.changes == ()
    held = "only --prune together with --overwrite-drift deletes it, and tickets that have it lose the value."
    assert held in kept.notes[0]
    (change,) = plan(ticket_field("own", "partner"), there, prune=True).changes
    assert (change.action, change.id, change.drift) == (Action.DELETE, 3, True)
    assert change.payload == {"ticket_field_id": "@{ticket_field/consult-type}"}


def test_another_order_of_our_options_is_an_update_of_the_field() -> None:
    (change,) = plan(ticket_field("own", "partner"), with_options("partner", "foreign", "own")).changes
    assert (change.kind, sorted(change.names)) == (Kind.TICKET_FIELD, ["option order"])
    assert not change.drift


def test_options_of_others_between_ours_change_no_order() -> None:
    assert plan(ticket_field("own", "partner"), with_options("x", "own", "y", "partner", "z")).changes == ()


def test_an_option_in_the_middle_is_made_first_and_ordered_then() -> None:
    made = plan(ticket_field("own", "vip", "partner"), applied([ticket_field("own", "partner")]))
    assert [(each.action, each.kind) for each in made.changes] == [
        (Action.CREATE, Kind.FIELD_OPTION),
        (Action.UPDATE, Kind.TICKET_FIELD),
    ]
    assert made.changes[1].needs == {made.changes[0].ref}


def test_a_new_field_is_made_with_all_its_options_at_once() -> None:
    made = make([ticket_field("own", "partner")], Snapshot(), project=PROJECT, target="local")
    assert [(each.action, each.kind) for each in made.changes] == [(Action.CREATE, Kind.TICKET_FIELD)]
    assert "custom_field_options" in made.changes[0].names
