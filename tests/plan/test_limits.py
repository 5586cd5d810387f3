from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.samples import PROJECT, SOURCE, applied, changed, form, macro, ticket_field

from macrosync.errors import PlanRefused
from macrosync.plan import Plan, limits, make
from macrosync.plan.limits import Share
from macrosync.resources import Json, Kind, Resource, Snapshot


def plan(desired: list[Resource], snapshot: Snapshot, *, prune: bool = False) -> Plan:
    return make(desired, snapshot, project=PROJECT, target="local", prune=prune)


def is_refused(made: Plan, *, overwrite_drift: bool = False) -> bool:
    try:
        limits.refuse_too_much(made, overwrite_drift=overwrite_drift)
    except PlanRefused:
        return True
    return False


def macros(count: int, **more: int | str) -> list[Resource]:
    return [macro(f"a/b{number}/chat", **more) for number in range(count)]  # type: ignore[arg-type]


@given(st.integers(1, 25), st.data())
def test_more_than_three_in_ten_of_ten_or_more_is_refused_and_nothing_less(there: int, data: st.DataObject) -> None:
    updated = data.draw(st.integers(0, there))
    deleted = data.draw(st.integers(0, there - updated))
    made = data.draw(st.integers(0, 5))
    desired = macros(there)[deleted:]
    desired = [*macros(there, text="새 말")[deleted : deleted + updated], *desired[updated:]]
    desired += [macro(f"c/d{number}/chat") for number in range(made)]
    planned = plan(desired, applied(macros(there)), prune=True)
    over = there >= 10 and (updated + deleted) / there > 0.3
    assert is_refused(planned) == over
    assert any("--force" in note for note in planned.notes) == over


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_share_is_over_by_whole_numbers(first: int, second: int) -> None:
    changed_, managed = sorted((first, second))
    share = Share(Kind.MACRO, changed_, managed)
    assert share.is_over == (managed >= 10 and 10 * changed_ > 3 * managed)


def test_the_refusal_says_how_many_of_which_kind() -> None:
    planned = plan(macros(12, text="새 말"), applied(macros(12)))
    with pytest.raises(PlanRefused, match=r"^12 of 12 macros \(100 %\) would be updated or deleted: .* --force\.$"):
        limits.refuse_too_much(planned, overwrite_drift=False)


def test_what_only_renews_the_mark_counts_for_nothing() -> None:
    assert not is_refused(plan(macros(12, version=2), applied(macros(12))))


def test_what_is_held_back_counts_for_nothing_until_it_is_not() -> None:
    snapshot = applied(macros(12))
    for each in macros(12):
        snapshot = changed(snapshot, Kind.MACRO, each.key, title="손으로 고침")
    planned = plan(macros(12), snapshot)
    assert not is_refused(planned)
    assert is_refused(planned, overwrite_drift=True)


def test_deletes_count_only_where_they_are_planned() -> None:
    snapshot = applied(macros(12))
    assert not is_refused(plan(macros(4), snapshot))
    assert is_refused(plan(macros(4), snapshot, prune=True))


def test_removed_options_are_those_of_deleted_fields_too() -> None:
    desired = [ticket_field("own", "partner"), form(), ticket_field("x/y", title="다른", key="lost-item/progress")]
    snapshot = applied(desired)
    planned = plan([ticket_field("own"), form()], snapshot, prune=True)
    found = limits.removals(planned.changes, snapshot)
    assert {(each.field, each.name, each.tag) for each in found} == {
        ("consult-type", "대리_기사::partner", "driver__partner"),
        ("lost-item/progress", "대리_기사::x/y", "driver__x/y"),
    }
    assert {each.query for each in found} == {'tags:"driver__partner"', 'tags:"driver__x/y"'}
    (note,) = limits.loss_notes(planned.changes, snapshot)
    assert note.startswith("Tickets that have `대리_기사::")
    assert "(driver__x/y) were counted by Zendesk's search, which lags by minutes, and among" in note


@pytest.mark.parametrize(
    ("payload", "removed", "noted"),
    [
        ({"type": "text"}, [], ["The ticket field a is deleted with its values on tickets, which cannot be counted."]),
        ({"type": "checkbox", "tag": None}, [], ["The ticket field a is deleted with its values"]),
        ({"type": "checkbox", "tag": "a__yes"}, ["a__yes"], ["Tickets that have `checked` (a__yes) were counted by "]),
        ({"type": "tagger", "custom_field_options": []}, [], []),
    ],
)
def test_what_a_deleted_field_takes_with_it_is_counted_where_tags_tell(
    payload: dict[str, Json], removed: list[str], noted: list[str]
) -> None:
    own = Resource(Kind.TICKET_FIELD, "a", 1, {"title": "가", "active": True, **payload}, SOURCE)
    snapshot = applied([own])
    planned = plan([], snapshot, prune=True)
    assert [each.tag for each in limits.removals(planned.changes, snapshot)] == removed
    notes = [*limits.loss_notes(planned.changes, snapshot)]
    assert len(notes) == len(noted)
    assert all(note.startswith(begin) for note, begin in zip(notes, noted, strict=True))


def test_a_note_names_some_of_many_options() -> None:
    snapshot = applied([ticket_field(*"abcdefg"), form()])
    planned = plan([ticket_field("a"), form()], snapshot, prune=True)
    (note,) = limits.loss_notes(planned.changes, snapshot)
    assert note.count("driver__") == 5
    assert " and 1 more were counted by " in note


def test_the_refusal_says_how_many_tickets_lose_which_option() -> None:
    snapshot = applied([ticket_field("own", "partner", "vip"), form()])
    planned = plan([ticket_field("own"), form()], snapshot, prune=True)
    one, other = limits.removals(planned.changes, snapshot)
    limits.refuse_used({one: 0, other: 0})
    with pytest.raises(PlanRefused, match=r"^1,234 tickets lose the option `대리_기사::vip` \(driver__vip\) of the "):
        limits.refuse_used({one: 0, other: 1234})
    (note,) = limits.used_notes({one: 1, other: 0})
    assert note.startswith("1 ticket loses the option `대리_기사::partner` (driver__partner) of the ticket field ")
    assert note.endswith("; apply does that only with --remove-used-options.")
