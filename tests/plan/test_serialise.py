from __future__ import annotations

import json

import pytest
from tests.plan.samples import PROJECT, account, applied, changed, everything, macro, ticket_field

from macrosync.plan import from_json, make, to_json
from macrosync.resources import Kind


def test_a_plan_is_read_back_as_it_was() -> None:
    new = make(everything(), account(), project=PROJECT, target="local")
    assert from_json(to_json(new)) == new
    before = applied([macro(), macro("a/b/chat"), ticket_field("own", "partner")])
    mixed = make([macro(text="새"), ticket_field("vip")], before, project=PROJECT, target="local", prune=True)
    assert {change.action.value for change in mixed.changes} == {"create", "update", "delete"}
    assert from_json(to_json(mixed)) == mixed


def test_a_title_that_no_file_can_hold_is_mended() -> None:
    by_hand = changed(applied([macro()]), Kind.MACRO, "after-ride/lost-item/chat", title="제목 \ud800")
    made = make([], by_hand, project=PROJECT, target="local", prune=True)
    assert to_json(made).encode()
    assert made.changes[0].title == "제목 ?"


def test_equal_plans_have_equal_texts() -> None:
    first = make(everything(), account(), project=PROJECT, target="local")
    assert to_json(first) == to_json(from_json(to_json(first)))
    assert to_json(first) == to_json(make(everything(), account(), project=PROJECT, target="local"))


@pytest.mark.parametrize(
    "broken",
    ["", "[]", "{}", "nonsense", '{"format": 2}', '{"format": 1}', '{"format": 1, "project": 5}'],
)
def test_what_is_no_plan_is_refused(broken: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_json(broken)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("action", "destroy"),
        ("kind", "trigger_job"),
        ("id", "7"),
        ("version", True),
        ("payload", []),
        ("needs", ["macro"]),
        ("fields", [1]),
    ],
)
def test_a_change_that_is_none_is_refused(name: str, value: object) -> None:
    written = json.loads(to_json(make([macro()], account(), project=PROJECT, target="local")))
    written["changes"][0][name] = value
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_json(json.dumps(written))
