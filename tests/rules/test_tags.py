from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync.rules import NotModelled, tags
from macrosync.rules.tags import Tagging

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload

CALL_TYPE: Payload = {
    "id": 11,
    "type": "tagger",
    "custom_field_options": [
        {"name": "운행정책::제휴콜", "value": "policy__partner"},
        {"name": "운행정책::예약콜", "value": "policy__booked"},
        {"name": "운행정책::기타", "value": "policy__other"},
    ],
}
ITEMS: Payload = {
    "id": 12,
    "type": "multiselect",
    "custom_field_options": [{"name": "지갑", "value": "wallet"}, {"name": "우산", "value": "umbrella"}],
}
URGENT: Payload = {"id": 13, "type": "checkbox", "tag": "urgent_call"}
PLACE: Payload = {"id": 14, "type": "text"}
FIELDS = (CALL_TYPE, ITEMS, URGENT, PLACE)
EMPTY = Tagging((), {11: None, 12: [], 13: False, 14: "back seat"})

some_tags = st.lists(
    st.sampled_from(["policy__partner", "policy__booked", "policy__other", "wallet", "umbrella", "urgent_call", "vip"]),
    max_size=6,
)


@pytest.mark.parametrize("tag", ["분실물", "lost-item", "consent__key__v1", "a:b/c", "é", "2주"])
def test_valid_tags(tag: str) -> None:
    assert tags.valid_tag(tag)


@pytest.mark.parametrize("tag", ["", "a b", "a#b", "a,b", "{{x}}", "①", "♥", "a.b", "콜(일반)"])
def test_invalid_tags(tag: str) -> None:
    assert not tags.valid_tag(tag)


def test_a_forbidden_character_vanishes_and_space_separates() -> None:
    assert tags.normalise_tags("  lost,item #! 분실물\n vip! vip") == ("lostitem", "분실물", "vip")


@given(st.text())
def test_normalised_tags_are_valid_and_stay_as_they_are(text: str) -> None:
    once = tags.normalise_tags(text)
    assert all(tags.valid_tag(tag) for tag in once)
    assert tags.normalise_tags(" ".join(once)) == once


def test_a_tag_selects_its_option_and_replaces_the_other_options_tag() -> None:
    first = tags.add(EMPTY, ["vip", "policy__partner"], FIELDS)
    assert (first.tags, first.values[11]) == (("vip", "policy__partner"), "policy__partner")
    second = tags.add(first, ["policy__booked"], FIELDS)
    assert (second.tags, second.values[11]) == (("vip", "policy__booked"), "policy__booked")


def test_tags_select_every_option_of_a_multi_select_and_check_a_checkbox() -> None:
    after = tags.add(EMPTY, ["wallet", "umbrella", "wallet", "urgent_call"], FIELDS)
    assert after.tags == ("wallet", "umbrella", "urgent_call")
    assert (after.values[12], after.values[13]) == (["wallet", "umbrella"], True)


def test_removing_a_tag_unselects_its_option() -> None:
    before = tags.add(EMPTY, ["policy__partner", "wallet", "umbrella", "urgent_call", "vip"], FIELDS)
    after = tags.remove(before, ["policy__partner", "wallet", "urgent_call", "unknown"], FIELDS)
    assert after == Tagging(("umbrella", "vip"), {11: None, 12: ["umbrella"], 13: False, 14: "back seat"})


def test_replacing_all_tags_unselects_what_is_not_among_them() -> None:
    before = tags.add(EMPTY, ["policy__partner", "urgent_call", "vip"], FIELDS)
    after = tags.replace_all(before, ["urgent_call", "new"], FIELDS)
    assert after == Tagging(("urgent_call", "new"), {11: None, 12: [], 13: True, 14: "back seat"})


def test_a_drop_down_sets_its_tag_and_nothing_clears_it() -> None:
    before = tags.add(EMPTY, ["vip", "policy__partner"], FIELDS)
    after = tags.set_field(before, CALL_TYPE, "policy__other")
    assert (after.tags, after.values[11]) == (("vip", "policy__other"), "policy__other")
    for nothing in tags.NOTHING:
        cleared = tags.set_field(after, CALL_TYPE, nothing)
        assert (cleared.tags, cleared.values[11]) == (("vip",), None)


@pytest.mark.parametrize(
    ("value", "expected"), [(True, True), ("true", True), (False, False), ("false", False), (None, False)]
)
def test_a_checkbox_sets_its_tag(value: Json, expected: bool) -> None:  # noqa: FBT001 - the value under test
    for before in (EMPTY, tags.add(EMPTY, ["urgent_call"], FIELDS)):
        after = tags.set_field(before, URGENT, value)
        assert after.values[13] is expected
        assert ("urgent_call" in after.tags) is expected


def test_a_checkbox_without_a_tag_is_set_alone() -> None:
    after = tags.set_field(EMPTY, {"id": 15, "type": "checkbox", "tag": None}, "true")
    assert (after.tags, after.values[15]) == ((), True)


@pytest.mark.parametrize(
    ("field", "value"), [(CALL_TYPE, "unknown"), (CALL_TYPE, ["policy__other"]), (ITEMS, "wallet"), (PLACE, "trunk")]
)
def test_what_no_macro_is_known_to_set_is_refused(field: Payload, value: Json) -> None:
    with pytest.raises(NotModelled, match=f"Ticket field {field['id']} "):
        tags.set_field(EMPTY, field, value)


@given(some_tags, some_tags)
def test_adding_and_replacing_twice_is_as_once(before: list[str], added: list[str]) -> None:
    start = tags.add(EMPTY, before, FIELDS)
    for change in (tags.add, tags.remove, tags.replace_all):
        once = change(start, added, FIELDS)
        assert change(once, added, FIELDS) == once


@given(some_tags, some_tags, some_tags)
def test_fields_and_tags_never_disagree(first: list[str], second: list[str], gone: list[str]) -> None:
    after = tags.remove(tags.replace_all(tags.add(EMPTY, first, FIELDS), second, FIELDS), gone, FIELDS)
    held = set(after.tags)
    assert held & tags.option_tags(CALL_TYPE) == {after.values[11]} - {None}
    chosen = after.values[12]
    assert isinstance(chosen, list)
    assert held & tags.option_tags(ITEMS) == set(map(str, chosen))
    assert ("urgent_call" in held) is after.values[13]


def test_a_ticket_keeps_its_tags_and_fields_through_a_round_trip() -> None:
    ticket: Payload = {
        "id": 1,
        "tags": ["vip"],
        "custom_fields": [{"id": 11, "value": None}],
        "fields": [{"id": 11, "value": None}],
    }
    assert tags.with_tagging(ticket, tags.tagging_of(ticket)) == ticket
    changed = tags.with_tagging(ticket, tags.add(tags.tagging_of(ticket), ["policy__other"], FIELDS))
    assert changed["custom_fields"] == changed["fields"] == [{"id": 11, "value": "policy__other"}]
