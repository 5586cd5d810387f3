"""Whether an automation undoes one of its own conditions (SUP 4408832701850)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync.rules.nullifying import nullifies, once, undone
from macrosync.rules.ticket_conditions import STATUSES

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload

FIELDS: list[Payload] = [{"id": 1, "type": "tagger"}, {"id": 3, "type": "checkbox"}]


def condition(field: str, operator: str, value: Json = None) -> Payload:
    return {"field": field, "operator": operator, "value": value}


def action(field: str, value: Json) -> Payload:
    return {"field": field, "value": value}


@pytest.mark.parametrize(
    ("done", "asked"),
    [
        (action("status", "closed"), condition("status", "is", "solved")),
        (action("status", "solved"), condition("status", "less_than", "solved")),
        (action("status", "pending"), condition("OPEN", "greater_than", "24")),
        (action("priority", "high"), condition("priority", "less_than", "high")),
        (action("group_id", "5"), condition("group_id", "is_not", "5")),
        (action("assignee_id", "7"), condition("assignee_id", "is", "")),
        (action("current_tags", "a b"), condition("current_tags", "not_includes", "b c")),
        (action("set_tags", "b"), condition("current_tags", "includes", "a")),
        (action("remove_tags", "a b"), condition("current_tags", "includes", "a")),
        (action("custom_fields_1", "x"), condition("custom_fields_1", "not_present")),
        (action("custom_fields_3", "true"), condition("custom_fields_3", "is", "false")),
    ],
)
def test_an_action_undoes_a_condition(done: Payload, asked: Payload) -> None:
    assert nullifies(done, asked, FIELDS)
    assert undone([asked], [done], FIELDS)


@pytest.mark.parametrize(
    ("done", "asked"),
    [
        (action("status", "open"), condition("status", "less_than", "solved")),
        (action("status", "open"), condition("OPEN", "greater_than", "24")),
        (action("priority", "high"), condition("status", "is", "open")),
        (action("current_tags", "a"), condition("current_tags", "includes", "a")),
        (action("remove_tags", "a"), condition("current_tags", "includes", "a b")),
        (action("set_tags", "a"), condition("current_tags", "includes", "a")),
        (action("assignee_id", "current_user"), condition("assignee_id", "is", "")),
        (action("notification_user", "requester_id"), condition("NEW", "greater_than", "24")),
        (action("custom_fields_9", "x"), condition("custom_fields_9", "not_present")),
    ],
)
def test_an_action_leaves_a_condition_or_cannot_be_told(done: Payload, asked: Payload) -> None:
    assert not nullifies(done, asked, FIELDS)
    assert not undone([asked], [done], FIELDS)


def test_one_very_hour_is_true_once() -> None:  # SUP 4408832701850: true only once
    assert once(condition("NEW", "is", "24"))
    assert once(condition("SOLVED", "is_business_hours", "24"))
    assert not once(condition("NEW", "greater_than", "24"))
    assert not once(condition("status", "is", "open"))


@given(before=st.sampled_from(STATUSES), after=st.sampled_from(STATUSES))
def test_another_status_undoes_a_status(before: str, after: str) -> None:
    assert nullifies(action("status", after), condition("status", "is", before)) == (before != after)
