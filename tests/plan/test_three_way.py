"""Was, is and wanted: who changed which field, and what is held for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.plan.rule_samples import PREFIX, automation, trigger, trigger_category
from tests.plan.samples import FIELD, PROJECT, account, applied, article, changed, form, macro, places, ticket_field

from macrosync.plan import Change, Plan, from_json, held_as, make, orders, refuse_other, settled, to_json
from macrosync.plan.model import Origin
from macrosync.resources import Json, Kind, Payload, Ref, Remote, Resource, Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOST = "after-ride/lost-item/chat"


def remembered(desired: Sequence[Resource]) -> dict[Ref, Payload]:
    """What an apply of these keeps."""
    known = settled(desired, applied(desired), project=PROJECT, target="local", automation_prefix=PREFIX)
    return {ref: {**payload, **orders(desired).get(ref, {})} for ref, payload in known.items()}


def plan(desired: Sequence[Resource], there: Snapshot, known: Mapping[Ref, Payload], *, prune: bool = False) -> Plan:
    made = make(desired, there, project=PROJECT, target="local", prune=prune, automation_prefix=PREFIX, applied=known)
    assert from_json(to_json(made)) == made
    return made


def only(made: Plan) -> Change:
    (change,) = made.changes
    return change


def origins(change: Change) -> dict[str, Origin]:
    return {field.name: field.origin for field in change.fields}


def with_name(there: Snapshot, kind: Kind, called: str, /, **fields: Json) -> Snapshot:
    """The account after a person changed what goes by its name."""
    held = tuple(
        Remote(kind, each.id, {**each.payload, **fields}) if called in each.payload.values() else each
        for each in there.of(kind)
    )
    return Snapshot({**there.resources, kind: held})


def without(there: Snapshot, kind: Kind, title: str) -> Snapshot:
    kept = tuple(each for each in there.of(kind) if each.payload.get("title") != title)
    return Snapshot({**there.resources, kind: kept})


def test_the_files_a_person_and_both() -> None:
    before, after = [macro()], [macro(version=2, description="새 설명", active=False)]
    by_hand = changed(applied(before), Kind.MACRO, LOST, title="손으로")
    change = only(plan(after, by_hand, remembered(before)))
    assert change.drift
    assert origins(change) == {
        "title": Origin.HAND,
        "active": Origin.FILES,
        "description": Origin.FILES,
        "version": Origin.FILES,
    }


def test_both_changed_one_field_and_each_side_is_known() -> None:
    before, after = [macro()], [macro(version=2, title="파일에서")]
    change = only(plan(after, changed(applied(before), Kind.MACRO, LOST, title="손으로"), remembered(before)))
    (title,) = (field for field in change.fields if field.name == "title")
    assert (title.was, title.before, title.after) == (macro().payload["title"], "손으로", "파일에서")
    assert (title.origin, change.drift) == (Origin.BOTH, True)


def test_what_a_person_made_just_so_is_said_and_holds_nothing() -> None:
    before, after = [macro()], [macro(version=2, title="둘 다", active=False)]
    change = only(plan(after, changed(applied(before), Kind.MACRO, LOST, title="둘 다"), remembered(before)))
    assert origins(change) == {"active": Origin.FILES, "version": Origin.FILES}
    assert [(field.name, field.after) for field in change.met] == [("title", "둘 다")]
    assert not change.drift


@pytest.mark.parametrize("known", [{}, {Ref(Kind.MACRO, LOST): {"title": "다른 컴퓨터"}}])
def test_without_a_record_or_with_one_of_another_machine_it_is_only_known_to_be_changed(
    known: dict[Ref, Payload],
) -> None:
    by_hand = changed(applied([macro()]), Kind.MACRO, LOST, title="손으로")
    change = only(plan([macro()], by_hand, known))
    assert (change.drift, origins(change)) == (True, {"title": Origin.UNKNOWN})


def test_only_the_files_changed_without_a_record_is_no_drift() -> None:
    change = only(plan([macro(version=2, active=False)], applied([macro()]), {}))
    assert (change.drift, set(origins(change).values())) == (False, {Origin.FILES})


def test_an_option_that_a_person_renamed_is_held() -> None:
    desired = [ticket_field("own", "vip")]
    options: list[Json] = [
        {"id": 5, "name": "손으로", "value": "driver__own"},
        {"id": 6, "name": "대리_기사::vip", "value": "driver__vip"},
    ]
    by_hand = changed(applied(desired), Kind.TICKET_FIELD, FIELD.key, custom_field_options=options)
    change = only(plan(desired, by_hand, remembered(desired)))
    assert (change.kind, change.drift, origins(change)) == (Kind.FIELD_OPTION, True, {"name": Origin.HAND})


def test_an_option_that_the_files_rename_is_not_held() -> None:
    before = ticket_field("own")
    listed: list[Json] = [{"name": "다른 이름", "value": "driver__own"}]
    after = Resource(before.kind, before.key, 1, {**before.payload, "custom_field_options": listed}, before.source)
    change = only(plan([after], applied([before]), remembered([before])))
    assert (change.kind, change.drift, origins(change)) == (Kind.FIELD_OPTION, False, {"name": Origin.FILES})


def test_an_automation_that_a_person_changed_is_held() -> None:
    desired = [macro(), automation()]
    title = str(desired[1].payload["title"])
    by_hand = with_name(applied(desired), Kind.AUTOMATION, title, active=False)
    change = only(plan(desired, by_hand, remembered(desired)))
    assert (change.drift, origins(change)) == (True, {"active": Origin.HAND})


def test_an_automation_of_our_prefix_that_was_never_applied_is_not_pruned_unasked() -> None:
    desired = [macro(), automation()]
    title = str(desired[1].payload["title"])
    by_hand = with_name(applied(desired), Kind.AUTOMATION, title, title=f"{PREFIX} 손으로")
    made = plan(desired, by_hand, remembered(desired), prune=True)
    assert [(each.action, each.drift) for each in made.changes] == [("create", True), ("delete", True)]


def test_a_field_that_a_person_took_off_a_form_is_held_and_one_that_was_never_on_it_is_not() -> None:
    desired = [ticket_field("own"), form()]
    off = with_name(applied(desired), Kind.TICKET_FORM, "기사 문의", ticket_field_ids=[1, 2])
    change = only(plan(desired, off, remembered(desired)))
    assert (change.drift, origins(change)) == (True, {"ticket_field_ids": Origin.HAND})
    assert not only(plan(desired, off, {})).drift


def test_what_is_gone_is_made_again_only_when_asked() -> None:
    desired = [macro(), macro("a/b/chat")]
    there = without(applied(desired), Kind.MACRO, str(macro().payload["title"]))
    change = only(plan(desired, there, remembered(desired)))
    assert (change.action, change.key, change.drift) == ("create", LOST, True)
    assert not only(plan(desired, there, {})).drift


def test_an_account_with_nothing_of_ours_is_another_one() -> None:
    desired = [macro(), macro("a/b/chat")]
    made = plan(desired, account(), remembered(desired))
    assert [(each.action, each.drift) for each in made.changes] == [("create", False)] * 2


def test_the_order_of_triggers_that_a_person_changed_is_held_and_one_of_the_files_is_not() -> None:
    one, two, three = (trigger(f"a/{key}") for key in ("one", "two", "three"))
    field = ticket_field("own")
    desired = [field, trigger_category(), one, two]
    there = applied(desired)
    moved = changed(there, Kind.TRIGGER, "a/one", position=7)
    change = only(plan(desired, moved, remembered(desired)))
    assert (change.kind, change.drift, origins(change)) == (
        Kind.TRIGGER_CATEGORY,
        True,
        {"trigger order": Origin.HAND},
    )
    assert not only(plan([field, trigger_category(), two, one], there, remembered(desired))).drift
    added = plan([field, trigger_category(), one, three, two], there, remembered(desired))
    assert [each.drift for each in added.changes] == [False, False]


def test_the_order_of_options_that_a_person_changed_is_held() -> None:
    desired = [ticket_field("own", "vip")]
    held = applied(desired).of(Kind.TICKET_FIELD)[0].payload["custom_field_options"]
    assert isinstance(held, list)
    by_hand = changed(applied(desired), Kind.TICKET_FIELD, FIELD.key, custom_field_options=held[::-1])
    change = only(plan(desired, by_hand, remembered(desired)))
    assert (change.drift, origins(change)) == (True, {"option order": Origin.HAND})


def test_a_section_that_a_person_renamed_is_not_made_a_second_time_unasked() -> None:
    desired = [macro(), *places(), article()]
    by_hand = with_name(applied(desired), Kind.SECTION, "기사 상담", name="다른 이름")
    made = plan(desired, by_hand, remembered(desired))
    assert [(each.action, each.kind, each.drift) for each in made.changes if each.kind is Kind.SECTION] == [
        ("create", Kind.SECTION, True)
    ]


def test_what_a_review_saw_as_drift_is_held_where_nothing_is_on_record() -> None:
    desired = [ticket_field("own"), trigger_category(), trigger("a/one"), trigger("a/two")]
    by_hand = changed(applied(desired), Kind.TRIGGER, "a/one", position=7)
    reviewed, now = plan(desired, by_hand, remembered(desired)), plan(desired, by_hand, {})
    refuse_other(reviewed, now)
    assert [each.drift for each in now.changes] == [False]
    assert [each.drift for each in held_as(reviewed, now).changes] == [True]
    assert held_as(now, reviewed) == reviewed
