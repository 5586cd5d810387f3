"""What bears no mark and is on no record is nobody's to delete, to rename or to write over unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.plan.rule_samples import PREFIX, automation, trigger, trigger_category
from tests.plan.samples import FIELD, PROJECT, account, applied, changed, form, macro, ticket_field
from tests.plan.strategies import definitions
from tests.plan.test_drift import edits, find, with_remote
from tests.plan.test_three_way import only, plan, remembered, with_name

from macrosync.plan import mark
from macrosync.plan.drifted import Sort
from macrosync.plan.mark import Mark
from macrosync.plan.model import Action, Origin
from macrosync.resources import Json, Kind, Payload, Ref, Remote, Resource, Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ON_RECORD = "Nothing is on record here of what was last applied (.macrosync/local/applied.json)"


def option(name: str, number: int, called: str = "") -> Json:
    return {"id": number, "name": called or f"대리_기사::{name}", "value": f"driver__{name}"}


def with_options(desired: Sequence[Resource], *options: Json) -> Snapshot:
    return changed(applied(desired), Kind.TICKET_FIELD, FIELD.key, custom_field_options=[*options])


def adopted(there: Snapshot) -> Snapshot:
    """The account where the field was taken over and not applied yet."""
    (field,) = there.of(Kind.TICKET_FIELD)
    taken = Mark(PROJECT, FIELD.key, 1, mark.UNAPPLIED)
    return with_remote(there, Remote(field.kind, field.id, mark.put(field.kind, field.payload, taken)))


def with_automation(there: Snapshot, title: str) -> Snapshot:
    foreign = Remote(Kind.AUTOMATION, 999, {"title": title, "conditions": {}, "actions": []})
    return Snapshot({**there.resources, Kind.AUTOMATION: (*there.of(Kind.AUTOMATION), foreign)})


def test_options_without_a_record_are_neither_deleted_nor_renamed_and_one_that_is_missing_is_made() -> None:
    desired = [ticket_field("own", "vip", "night")]
    there = with_options(desired, option("own", 1), option("vip", 2, "손으로"), option("theirs", 3))
    made = plan(desired, there, {}, prune=True)
    assert {(each.action, each.key.partition("__")[2], each.drift) for each in made.changes} == {
        (Action.CREATE, "night", False),
        (Action.UPDATE, "vip", True),
        (Action.DELETE, "theirs", True),
    }
    assert made.notes[0].startswith(ON_RECORD)
    assert "1 field option is not defined, and made or changed by others" in plan(desired, there, {}).notes[0]
    assert plan(desired, there, {}).left == ()


def test_an_automation_with_our_prefix_is_pruned_only_where_it_is_on_record() -> None:
    defined = [macro(), automation("만료"), automation("종결")]
    there = with_automation(applied(defined), f"{PREFIX} of another team")
    known = remembered(defined)
    made = plan(defined[:2], there, known, prune=True)
    expected = [(f"{PREFIX} of another team", True), (f"{PREFIX} 종결", False)]
    assert sorted((each.title, each.drift) for each in made.changes) == expected
    macros = {ref: payload for ref, payload in known.items() if ref.kind is Kind.MACRO}
    for record in ({}, macros):
        assert [each.drift for each in plan(defined[:2], there, record, prune=True).changes] == [True, True]


def test_what_was_taken_over_is_held_with_all_that_others_made_of_its_options() -> None:
    desired = [ticket_field("own", "vip", "night")]
    others = [option("vip", 2), option("own", 1, "그들의 것"), option("theirs", 3)]
    there = adopted(with_options(desired, *others))
    # What is on record is of a field of that key that was there before.
    before = [ticket_field("own", "vip", "night", "theirs")]
    for known in ({}, remembered(desired), remembered(before)):
        made = plan(desired, there, known, prune=True)
        assert sorted((each.action.value, each.kind.value, each.drift) for each in made.changes) == [
            ("create", "field_option", False),
            ("delete", "field_option", True),
            ("update", "field_option", True),
            ("update", "ticket_field", True),
        ]
        shown = {(each.kind, each.key): each.sort for each in find(desired, there, known).found}
        assert set(shown.values()) == {Sort.ADOPTED}
        held = {(each.kind, each.key) for each in made.changes if each.action is not Action.CREATE}
        assert held == set(shown)


def test_a_field_that_was_taken_over_just_as_the_files_want_it_needs_only_its_mark() -> None:
    desired = [ticket_field("own", "vip")]
    change = only(plan(desired, adopted(applied(desired)), {}, prune=True))
    assert (change.kind, [*change.names], change.drift) == (Kind.TICKET_FIELD, ["mark"], False)
    assert find(desired, adopted(applied(desired)), {}).found == ()


def test_a_new_account_has_nothing_to_know_of() -> None:
    desired = [macro(), automation(), ticket_field("own"), form()]
    made = plan(desired, with_automation(account(), f"{PREFIX} of another team"), {})
    assert [each.drift for each in made.changes] == [False] * 4
    assert not any(note.startswith(ON_RECORD) for note in made.notes)
    assert find(desired, account(), {}).notes == ()


def test_a_plan_that_needs_no_record_says_nothing_of_it() -> None:
    there = applied([macro(), ticket_field("own")])
    assert plan([macro(version=2, active=False), ticket_field("own")], there, {}).notes == ()
    assert plan([macro(), macro("a/b/chat"), ticket_field("own")], there, {}).notes[0].startswith(ON_RECORD)


def test_drift_without_a_record_shows_what_is_not_as_wanted_and_says_what_it_cannot_tell() -> None:
    one, two = trigger("a/one"), trigger("a/two")
    desired = [ticket_field("own", "vip"), form(), trigger_category(), one, two, automation()]
    there = with_options(desired, option("vip", 2, "손으로"), option("own", 1), option("theirs", 3))
    there = with_name(there, Kind.TICKET_FORM, "기사 문의", ticket_field_ids=[1, 2])
    there = with_name(there, Kind.AUTOMATION, str(automation().payload["title"]), active=False)
    there = changed(with_automation(there, f"{PREFIX} 남의 것"), Kind.TRIGGER, "a/one", position=7)
    found = find(desired, there, {})
    assert {(each.sort, each.kind, *(field.name for field in each.fields)) for each in found.found} == {
        (Sort.UNKNOWN, Kind.TICKET_FIELD, "option order"),
        (Sort.UNKNOWN, Kind.FIELD_OPTION, "name"),
        (Sort.UNKNOWN, Kind.FIELD_OPTION),
        (Sort.UNKNOWN, Kind.TICKET_FORM, "ticket_field_ids"),
        (Sort.UNKNOWN, Kind.TRIGGER_CATEGORY, "trigger order"),
        (Sort.UNKNOWN, Kind.AUTOMATION, "active"),
        (Sort.UNKNOWN, Kind.AUTOMATION),
    }
    assert found.open == found.found
    assert {field.origin for each in found.found for field in each.fields} == {Origin.UNKNOWN}
    assert found.notes[0].startswith(ON_RECORD)


def test_what_the_files_add_is_no_drift_without_a_record() -> None:
    before = [ticket_field("own"), trigger_category(), trigger("a/one"), trigger("a/three")]
    after = [ticket_field("new", "own"), form(), trigger_category()]
    after += [trigger(f"a/{key}") for key in ("one", "two", "three")]
    found = find([*after, macro()], applied(before), {})
    assert [each.kind for each in found.found] == [Kind.TICKET_FORM]  # the field is there, and may have been on it
    assert len(found.notes) == 1


@given(definitions(), definitions())
def test_what_the_files_alone_changed_is_never_held_where_it_is_on_record(
    before: tuple[Resource, ...], now: tuple[Resource, ...]
) -> None:
    made = plan(now, applied(before), remembered(before), prune=True)
    assert [str(each) for each in made.drifted] == []


@given(edits(), definitions(), st.data())
def test_all_that_an_apply_holds_is_shown_by_drift(
    edit: tuple[tuple[Resource, ...], Snapshot, Remote, Remote, str], now: tuple[Resource, ...], data: st.DataObject
) -> None:
    desired, there, _, after, _ = edit
    known: Mapping[Ref, Payload] = remembered(desired)
    kept = data.draw(st.sets(st.sampled_from(sorted(known))))
    known = {ref: payload for ref, payload in known.items() if ref in kept}
    by_hand = with_remote(there, after)
    if data.draw(st.booleans()):
        by_hand = adopted(by_hand)
    files = data.draw(st.sampled_from([desired, now]))
    made = plan(files, by_hand, known, prune=True)
    shown = {Ref(each.kind, each.key) for each in find(files, by_hand, known).open}
    assert {each.ref for each in made.drifted} - shown == set()
