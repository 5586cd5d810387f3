from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compiler.reading import ROOT, of

from macrosync.compiler import consult_types
from macrosync.compiler.consult_types import Leaf
from macrosync.definitions.load import load
from macrosync.definitions.models import ConsultTypes
from macrosync.resources import Kind

CALL_TYPES = {
    "자사콜(일반)": "own-general",
    "자사콜(VIP)": "own-vip",
    "제휴콜": "partner",
    "위탁콜": "consigned",
    "예약콜": "reserved",
    "탁송콜": "vehicle-delivery",
    "맞춤콜": "custom",
    "기타": "other",
}
A, B, C = Leaf(("가", "나/다", "라"), "a__b__c"), Leaf(("가", "나/다", "마"), "a__b__d"), Leaf(("가", "바"), "a__e")


def test_the_tree_is_one_nested_drop_down_with_eight_options() -> None:
    field = of(Kind.TICKET_FIELD)["consult-type"]
    assert field.payload == {
        "type": "tagger",
        "title": "상담유형",
        "active": True,
        "agent_description": field.payload["agent_description"],
        "custom_field_options": [
            {"name": f"대리_기사::배정/운행::운행정책::{name}", "value": f"driver__dispatch__policy__{slug}"}
            for name, slug in CALL_TYPES.items()
        ],
    }
    assert "workflows/consult-types.yaml" in str(field.payload["agent_description"])


def test_the_field_is_placed_on_the_ticket_forms() -> None:
    (form,) = of(Kind.TICKET_FORM).values()
    assert form.key == "기사 문의"
    listed = form.payload["ticket_field_ids"]
    assert isinstance(listed, list)
    assert listed[0] == "@{ticket_field/consult-type}"
    assert (form.source.path, form.source.line > 1) == ("macrosync.toml", True)


def test_tags_are_small_ascii_and_differ() -> None:
    tree = load(ROOT)[0].one(ConsultTypes)
    tags = [leaf.tag for leaf in consult_types.leaves(tree)]
    assert len(set(tags)) == 8
    assert [tag for tag in tags if not re.fullmatch("[a-z]+(?:(?:__|-)[a-z]+)*", tag)] == []


@pytest.mark.parametrize(
    ("path", "chosen"),
    [
        ("가", (A, B, C)),
        ("가 ▶ 나/다", (A, B)),
        ("가▶나/다▶라", (A,)),
        (" 가 ▶ 바 ", (C,)),
        ("가 ▶ 나", ()),
        ("나/다", ()),
        ("가 ▶ 바 ▶ 라", ()),
        ("", ()),
    ],
)
def test_a_path_means_itself_or_all_below_it(path: str, chosen: tuple[Leaf, ...]) -> None:
    assert consult_types.under(path, (A, B, C)) == chosen


def test_consult_types_are_shown_a_line_for_each_parent() -> None:
    assert consult_types.lines((A, C, B)) == ("가 ▶ 나/다 ▶ 라, 마", "가 ▶ 바")
    assert consult_types.lines(()) == ()


names = st.text(st.sampled_from("가나다/_()"), min_size=1, max_size=4)
leaves = st.lists(st.lists(names, min_size=1, max_size=4).map(tuple), min_size=1, max_size=6, unique=True).map(
    lambda paths: tuple(Leaf(path, f"t{number}") for number, path in enumerate(paths))
)


@given(leaves)
def test_every_leaf_is_found_by_its_own_path(among: tuple[Leaf, ...]) -> None:
    for leaf in among:
        assert leaf in consult_types.under(leaf.path, among)
        assert leaf.option.split("::") == list(leaf.names)
