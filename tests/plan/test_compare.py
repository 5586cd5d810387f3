from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from tests.plan.samples import (
    FIELD,
    PROJECT,
    SOURCE,
    account,
    applied,
    article,
    changed,
    everything,
    form,
    macro,
    places,
    ticket_field,
)

from macrosync.errors import MissingReference, PlanRefused
from macrosync.plan import Action, Plan, make, mark
from macrosync.resources import Kind, Ref, Remote, Resource, Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

LOST = "after-ride/lost-item/chat"


def plan(desired: Sequence[Resource], snapshot: Snapshot, *, prune: bool = False) -> Plan:
    return make(desired, snapshot, project=PROJECT, target="local", prune=prune)


def done(made: Plan) -> list[str]:
    return [f"{change.action} {change.kind} {change.key}" for change in made.changes]


def remote_macro(snapshot: Snapshot, key: str = LOST) -> Remote:
    return next(each for each in snapshot.of(Kind.MACRO) if (m := mark.find(each.kind, each.payload)) and m.key == key)


def test_an_empty_account_gets_everything_in_the_order_of_need() -> None:
    made = plan(everything(), account())
    assert done(made) == [
        "create ticket_field consult-type",
        "update ticket_form 기사 문의",
        "create macro after-ride/lost-item/chat",
        "create macro before-ride/how/chat",
        "create category 상담 스크립트",
        "create section 기사 상담",
        "create article consent",
        "create article call-contact",
    ]
    assert made.unchanged == 0
    assert made.notes == ()
    assert made.changes[-1].needs == {Ref(Kind.SECTION, "기사 상담"), Ref(Kind.ARTICLE, "consent")}


def test_what_was_applied_needs_nothing() -> None:
    made = plan(everything(), applied(everything()))
    assert done(made) == []
    assert made.unchanged == 8


def test_new_wording_is_an_update_of_its_fields_and_no_drift() -> None:
    made = plan([macro(text="반갑습니다", version=2)], applied([macro()]))
    (change,) = made.changes
    assert (change.action, sorted(change.names), change.drift) == (Action.UPDATE, ["actions", "version"], False)
    assert change.source == SOURCE
    assert change.id == remote_macro(applied([macro()])).id


def test_a_higher_version_of_equal_wording_renews_the_mark() -> None:
    (change,) = plan([macro(version=2)], applied([macro()])).changes
    assert [(field.name, field.before, field.after) for field in change.fields] == [("version", 1, 2)]
    assert not change.drift


def test_a_lower_version_is_noted() -> None:
    made = plan([macro(version=2)], applied([macro(version=3)]))
    assert "newer than version 2" in made.notes[0]


def test_a_change_by_hand_is_drift() -> None:
    by_hand = changed(applied([macro()]), Kind.MACRO, LOST, active=False)
    (change,) = plan([macro()], by_hand).changes
    assert change.drift
    assert [(field.name, field.before, field.after) for field in change.fields] == [("active", False, True)]


def test_a_change_by_hand_to_what_is_wanted_renews_only_the_mark() -> None:
    by_hand = changed(applied([macro(title="옛 제목")]), Kind.MACRO, LOST, title="새 제목")
    (change,) = plan([macro(title="새 제목")], by_hand).changes
    assert (sorted(change.names), change.drift) == (["mark"], False)


def test_a_description_that_a_person_extended_still_is_ours() -> None:
    snapshot = applied([macro()])
    description = remote_macro(snapshot).payload["description"]
    by_hand = changed(snapshot, Kind.MACRO, LOST, description=f"{description}\r\n월요일에 확인함\r\n")
    (change,) = plan([macro()], by_hand).changes
    assert (change.action, sorted(change.names), change.drift) == (Action.UPDATE, ["description"], True)


@pytest.mark.parametrize("prune", [False, True])
def test_other_projects_and_unmarked_resources_are_never_touched(prune: bool) -> None:  # noqa: FBT001 - a case
    foreign = remote_macro(applied([macro("theirs/a/chat")], project="other-desk"), "theirs/a/chat")
    unmarked = Remote(Kind.MACRO, 7, {"id": 7, "title": "손으로 만든 것", "active": True, "actions": []})
    made = plan([macro()], applied([macro()], replace(foreign, id=8), unmarked), prune=prune)
    assert made.changes == ()
    assert made.notes == ()


def test_what_is_no_longer_defined_is_deleted_only_when_pruning() -> None:
    before = applied([macro(), macro("a/b/chat"), macro("a/c/chat")])
    kept = plan([macro()], before)
    assert kept.changes == ()
    assert kept.notes == ("2 macros are no longer defined; --prune deletes them.",)
    pruned = plan([macro()], before, prune=True)
    assert done(pruned) == ["delete macro a/b/chat", "delete macro a/c/chat"]
    assert pruned.notes == ()
    assert not any(change.drift for change in pruned.changes)


def test_pruning_what_was_changed_by_hand_is_drift() -> None:
    by_hand = changed(applied([macro()]), Kind.MACRO, LOST, title="고친 제목")
    (change,) = plan([], by_hand, prune=True).changes
    assert (change.action, change.drift, change.title) == (Action.DELETE, True, "고친 제목")


def test_deletes_come_last_and_the_dependent_first() -> None:
    before = applied([ticket_field("own"), macro("a/b/chat"), *places(), article("old")])
    made = plan([macro()], before, prune=True)
    assert done(made) == [
        "create macro after-ride/lost-item/chat",
        "delete article old",
        "delete macro a/b/chat",
        "delete ticket_field consult-type",
    ]


def test_all_that_the_account_lacks_is_said_at_once() -> None:
    lacking = Snapshot({Kind.GROUP: (Remote(Kind.GROUP, 5, {"name": "전화 상담"}),)})
    with pytest.raises(MissingReference) as caught:
        plan(everything(), lacking)
    sentence = str(caught.value)
    for missing in (
        "group `채팅 상담`",
        "ticket form `기사 문의`",
        "user segment `staff`",
        "permission group `관리자`",
    ):
        assert missing in sentence
    assert f"{SOURCE} and 1 more" in sentence
    assert "which has 전화 상담" in sentence
    assert "which has none" in sentence


def test_two_groups_of_one_name_are_not_guessed_between() -> None:
    with pytest.raises(MissingReference, match=r"2 times \(ids 11, 13\)"):
        plan([macro()], account(Remote(Kind.GROUP, 13, {"name": "채팅 상담"})))


def test_a_deleted_group_counts_for_nothing() -> None:
    assert plan([macro()], account(Remote(Kind.GROUP, 13, {"name": "채팅 상담", "deleted": True}))).changes


def test_a_reference_to_what_nothing_defines_is_missing() -> None:
    with pytest.raises(MissingReference, match="ticket field `consult-type` is defined nowhere"):
        plan([form()], account())


def test_what_looks_like_a_reference_and_names_no_kind_is_text() -> None:
    desired = [macro(text="메일은 @{driver/email} 로")]
    assert done(plan(desired, account())) == [f"create macro {LOST}"]
    assert plan(desired, applied(desired)).changes == ()


def test_a_segment_of_the_same_type_is_not_the_built_in_one() -> None:
    other = Remote(Kind.USER_SEGMENT, 22, {"name": "VIP", "user_type": "staff", "built_in": False})
    assert plan([*places(), article()], account(other)).ids[Ref(Kind.USER_SEGMENT, "staff")] == 21


def test_one_key_defined_twice_is_refused() -> None:
    with pytest.raises(PlanRefused, match="also defined at"):
        plan([macro(), macro(title="Ein anderer")], account())


def test_a_field_of_another_type_is_refused() -> None:
    text_field = changed(applied([ticket_field("own")]), Kind.TICKET_FIELD, "consult-type", type="text")
    with pytest.raises(PlanRefused, match="of type text"):
        plan([ticket_field("own")], text_field)


def test_articles_that_link_to_each_other_are_refused_when_both_are_new() -> None:
    pair = [article("a", "@{article/b}"), article("b", "@{article/a}")]
    with pytest.raises(PlanRefused, match=r"article . needs article . needs article \w;"):
        plan([*places(), *pair], account())
    assert done(plan([*places(), *pair], applied([*places(), *pair]))) == []


def test_a_category_and_section_are_found_by_name_and_left_alone() -> None:
    before = applied(places())
    there = [
        replace(each, payload=dict(each.payload) | {"description": "사람이 씀"}) for each in before.of(Kind.SECTION)
    ]
    assert plan(places(), Snapshot({**before.resources, Kind.SECTION: tuple(there)})).changes == ()


def test_a_section_of_the_name_in_another_category_is_another_section() -> None:
    elsewhere = Remote(Kind.SECTION, 5, {"name": "기사 상담", "category_id": 999})
    assert "create section 기사 상담" in done(plan(places(), account(elsewhere)))


def test_a_form_keeps_its_fields_and_gets_ours() -> None:
    made = plan([ticket_field("own"), form()], applied([ticket_field("own")]))
    (change,) = made.changes
    number = made.ids[FIELD]
    assert [(each.before, each.after) for each in change.fields] == [([1, 2], [1, 2, number])]
    assert change.needs == frozenset()


def test_orders_of_snapshot_and_definitions_make_no_difference() -> None:
    desired = [macro("a/b/chat", text="새"), macro(), ticket_field("own", title="새"), article(version=2), *places()]
    before = applied([macro("a/b/chat"), macro("c/d/chat"), ticket_field("own"), article(), *places()])
    backwards = Snapshot({kind: tuple(reversed(each)) for kind, each in before.resources.items()})
    expected = set(done(plan(desired, before, prune=True)))
    assert len(expected) == 5
    for order in list(permutations(desired))[::60]:
        assert set(done(plan(order, backwards, prune=True))) == expected
