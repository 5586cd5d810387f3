from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.rule_samples import condition
from tests.plan.strategies import conditions

from macrosync.plan.canonical import canonical, digest
from macrosync.resources import Json, Kind

if TYPE_CHECKING:
    from random import Random

SOLVED = condition("status", "is", "solved")
TAGGED = condition("current_tags", "includes", "b a")


def asking(*every: Json, some: tuple[Json, ...] = ()) -> dict[str, Json]:
    return {"conditions": {"all": [*every], "any": [*some]}}


def doing(*actions: tuple[str, Json]) -> dict[str, Json]:
    return {"actions": [{"field": field, "value": value} for field, value in actions]}


@pytest.mark.parametrize(
    ("kind", "sent", "given_back"),
    [
        (Kind.TRIGGER, asking(SOLVED, TAGGED), asking(TAGGED, SOLVED)),
        (Kind.TRIGGER, asking(SOLVED, SOLVED), asking(SOLVED)),
        (Kind.TRIGGER, asking(SOLVED, some=(TAGGED,)), {"all": [SOLVED], "any": [TAGGED]}),
        (Kind.AUTOMATION, asking(SOLVED), {"conditions": {"all": [SOLVED]}}),
        (Kind.VIEW, asking(SOLVED), {"all": [SOLVED], "any": None}),
        (Kind.TRIGGER, asking(), {}),
        (Kind.TRIGGER, asking(), {"conditions": None}),
        *(
            (Kind.TRIGGER, asking(condition("group_id", "is", nothing)), asking(condition("group_id", "is", "")))
            for nothing in (None, "__NULL__")
        ),
        (Kind.TRIGGER, asking(condition("priority", "changed")), asking({"field": "priority", "operator": "changed"})),
        (Kind.TRIGGER, asking(condition("group_id", "is", 12)), asking(condition("group_id", "is", "12"))),
        (Kind.TRIGGER, asking(condition("x", "is", [1, True])), asking(condition("x", "is", ["1", "true"]))),
        (Kind.TRIGGER, asking({"field": "recipient", "value": "a"}), asking(condition("recipient", "is", "a"))),
        (Kind.TRIGGER, asking(TAGGED), asking(condition("current_tags", "includes", "a  b"))),
        (Kind.TRIGGER, doing(("current_tags", "b a")), doing(("current_tags", "a b"))),
        (Kind.TRIGGER, doing(("group_id", 12)), doing(("group_id", "12"))),
        (Kind.TRIGGER, doing(("assignee_id", "__NULL__")), doing(("assignee_id", ""))),
        (
            Kind.AUTOMATION,
            doing(("notification_webhook", ["01K", "{\r\n}  \n"])),
            doing(("notification_webhook", ["01K", "{\n}"])),
        ),
        (Kind.TRIGGER, {"category_id": "77"}, {"category_id": 77}),
        (Kind.TRIGGER, {"title": "가"}, {"title": "가", "position": 7, "raw_title": "가", "default": False}),
        (
            Kind.VIEW,
            {"output": {"columns": ["description", "nice_id", 7], "sort_by": "nice_id", "sort_order": "desc"}},
            {
                "execution": {
                    "columns": [{"id": "subject"}, {"id": "ticket_id", "title": "ID"}, {"id": 7, "type": "tagger"}],
                    "fields": [],
                    "group_by": None,
                    "group_order": "desc",
                    "sort_by": "nice_id",
                    "sort_order": "desc",
                }
            },
        ),
        (
            Kind.VIEW,
            {"restriction": {"type": "Group", "ids": [1]}},
            {"restriction": {"type": "Group", "id": 1, "ids": [1]}},
        ),
        (
            Kind.WEBHOOK,
            {"name": "가", "subscriptions": ["b", "a"]},
            {"name": "가", "subscriptions": ["a", "b"], "authentication": {"type": "bearer_token"}, "created_by": "1"},
        ),
        (Kind.TRIGGER_CATEGORY, {"name": "가"}, {"name": "가 ", "position": 3}),
    ],
)
def test_what_means_the_same_is_the_same(kind: Kind, sent: dict[str, Json], given_back: dict[str, Json]) -> None:
    assert canonical(kind, sent) == canonical(kind, given_back)
    assert digest(kind, sent) == digest(kind, given_back)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (
            Kind.TRIGGER,
            doing(("status", "open"), ("status", "solved")),
            doing(("status", "solved"), ("status", "open")),
        ),
        (Kind.TRIGGER, asking(SOLVED), asking(some=(SOLVED,))),
        (Kind.TRIGGER, asking(SOLVED), asking(condition("status", "is_not", "solved"))),
        (Kind.TRIGGER, asking(condition("x", "is", ["a", "b"])), asking(condition("x", "is", ["b", "a"]))),
        (Kind.VIEW, {"output": {"columns": ["status", "type"]}}, {"output": {"columns": ["type", "status"]}}),
        (Kind.VIEW, {"output": {"group_by": "status", "group_order": "asc"}}, {"output": {"group_by": "status"}}),
        (Kind.WEBHOOK, {"endpoint": "@{account}/a"}, {"endpoint": "https://example.com/a"}),
    ],
)
def test_what_means_something_else_differs(kind: Kind, one: dict[str, Json], other: dict[str, Json]) -> None:
    assert canonical(kind, one) != canonical(kind, other)


@given(st.lists(conditions, max_size=4), st.randoms())
def test_the_order_of_conditions_never_counts(listed: list[dict[str, Json]], random: Random) -> None:
    shuffled = random.sample(listed, len(listed))
    for kind in (Kind.TRIGGER, Kind.AUTOMATION, Kind.VIEW):
        assert digest(kind, asking(*listed)) == digest(kind, asking(*shuffled, *listed))


scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
anything = st.recursive(scalars, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(
    st.sampled_from(["field", "operator", "value", "all", "any", "columns", "id", "group_by"]), inner, max_size=3
), max_leaves=8)  # fmt: skip


@given(
    st.sampled_from([Kind.TRIGGER, Kind.AUTOMATION, Kind.VIEW, Kind.WEBHOOK, Kind.TRIGGER_CATEGORY]),
    st.dictionaries(
        st.sampled_from(["title", "conditions", "all", "actions", "output", "execution", "subscriptions", "name"]),
        anything,
        max_size=4,
    ),
)
def test_whatever_an_account_gives_has_a_form_and_that_is_its_own_form(kind: Kind, payload: dict[str, Json]) -> None:
    form = canonical(kind, payload)
    assert canonical(kind, form) == form
