"""Whether a ticket meets a condition (DOC conditions-reference; operators of SALTO definitions)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync.rules import NotModelled
from macrosync.rules.ticket_conditions import PRIORITIES, STATUSES, Scene, evaluate, judge

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload

SEOUL = timezone(timedelta(hours=9), "KST")
NOW = datetime(2026, 11, 24, 21, 0, tzinfo=SEOUL)
FIELDS: list[Payload] = [
    {"id": 1, "type": "tagger"},
    {"id": 2, "type": "multiselect"},
    {"id": 3, "type": "checkbox"},
    {"id": 4, "type": "date"},
    {"id": 5, "type": "integer"},
    {"id": 6, "type": "text"},
    {"id": 7, "type": "lookup"},
]
SCENE = Scene(NOW, FIELDS, 7, frozenset({30, 31}))
TICKET: dict[str, Json] = {
    "status": "open",
    "priority": "normal",
    "type": "task",
    "group_id": 30,
    "assignee_id": 7,
    "requester_id": 8,
    "organization_id": None,
    "brand_id": 1,
    "ticket_form_id": 2,
    "custom_status_id": 5,
    "tags": ["분실물", "vip"],
    "via": {"channel": "api"},
    "recipient": None,
    "created_at": "2026-11-24T10:30:00Z",
    "updated_at": "2026-11-24T11:59:59Z",
    "due_at": "2026-11-24T04:00:00Z",
}


def condition(field: str, operator: str, value: Json = None) -> Payload:
    return {"field": field, "operator": operator, "value": value}


def holds(field: str, operator: str, value: Json = None, **ticket: Json) -> bool:
    return evaluate(condition(field, operator, value), TICKET | ticket, SCENE).holds


def own(number: int, operator: str, value: Json, actual: Json) -> bool:
    entry: Json = {"id": number, "value": actual}
    return holds(f"custom_fields_{number}", operator, value, custom_fields=[entry])


@given(actual=st.sampled_from(STATUSES), wanted=st.sampled_from(STATUSES))
def test_statuses_are_in_order(actual: str, wanted: str) -> None:  # DOC: new to closed
    less, more, same = (
        holds("status", operator, wanted, status=actual) for operator in ("less_than", "greater_than", "is")
    )
    assert [less, more, same].count(True) == 1
    assert holds("status", "is_not", wanted, status=actual) is not same
    assert less == (STATUSES.index(actual) < STATUSES.index(wanted))


@given(actual=st.sampled_from(PRIORITIES), wanted=st.sampled_from(PRIORITIES))
def test_priorities_are_in_order_with_none_below_low(actual: str | None, wanted: str | None) -> None:  # assumed
    less = holds("priority", "less_than", wanted or "", priority=actual)
    assert less == (PRIORITIES.index(actual) < PRIORITIES.index(wanted))
    assert holds("priority", "is", wanted or "__NULL__", priority=actual) == (actual == wanted)


@pytest.mark.parametrize("nothing", ["", "__NULL__", None])
def test_nothing_is_said_in_three_ways(nothing: str | None) -> None:  # facts on triggers
    assert holds("organization_id", "is", nothing)
    assert not holds("group_id", "is", nothing)
    assert holds("type", "is", nothing, type=None)


def test_ids_are_texts_in_conditions_and_numbers_on_tickets() -> None:  # DOC
    assert holds("group_id", "is", "30")
    assert holds("brand_id", "is_not", "2")
    assert not holds("ticket_form_id", "is", "20")


def test_people_are_named_by_their_part() -> None:  # SALTO definitions
    assert holds("assignee_id", "is", "current_user")
    assert not holds("requester_id", "is", "current_user")
    assert holds("requester_id", "is_not", "assignee_id")
    assert holds("assignee_id", "is", "requester_id", requester_id=7)
    assert holds("group_id", "is", "current_groups")
    assert not holds("group_id", "is", "current_groups", group_id=99)


def test_two_who_are_nobody_are_not_one() -> None:
    assert not holds("requester_id", "is", "assignee_id", requester_id=None, assignee_id=None)


def test_tags_are_any_of_or_none_of() -> None:  # facts on triggers; to the letter: SUP 4408835059482
    assert holds("current_tags", "includes", "없음 vip")
    assert not holds("current_tags", "includes", "VIP")
    assert holds("current_tags", "not_includes", "없음 다른")
    assert not holds("current_tags", "not_includes", "없음 분실물")


@pytest.mark.parametrize(("channel", "number"), [("web", "0"), ("email", "4"), ("api", "5"), ("chat", "29")])
def test_channels_go_by_their_via_ids(channel: str, number: str) -> None:  # DOC via-types
    assert holds("via_id", "is", number, via={"channel": channel})
    assert not holds("via_id", "is_not", number, via={"channel": channel})


def test_hours_are_whole_ones_since_then() -> None:  # SUP 4408832701850: created at 19:30, now 21:00
    assert holds("NEW", "is", "1")
    assert not holds("NEW", "greater_than", "1")
    assert holds("NEW", "less_than", "2")
    assert holds("updated_at", "is", "0")
    assert holds("NEW", "is", "1.5")  # taken for 1 (SUP 4408885654298)


def test_a_due_date_is_noon_of_its_day_in_the_accounts_zone() -> None:  # SUP 4408885654298
    assert holds("due_date", "is", "9")
    assert not holds("until_due_date", "less_than", "100")
    assert holds("until_due_date", "is", "15", due_at="2026-11-25T14:00:00Z")
    assert not holds("due_date", "less_than", "100", due_at=None)


def test_a_drop_downs_tag_is_its_value() -> None:  # facts on tags
    assert own(1, "includes", "a", "a")
    assert own(1, "is_not", "b", "a")
    assert own(1, "not_includes", "a", None)
    assert own(1, "is", "", None)
    assert own(1, "present", None, "a")
    assert own(1, "not_present", None, None)


def test_a_multi_select_holds_several() -> None:  # SALTO definitions
    assert own(2, "includes", "b", ["a", "b"])
    assert not own(2, "not_includes", "b", ["a", "b"])
    assert own(2, "not_present", None, [])


def test_a_checkbox_is_false_where_it_is_not_checked() -> None:  # SALTO definitions
    assert own(3, "is", "true", actual=True)
    assert own(3, "is", "false", None)
    assert not own(3, "present", None, actual=False)


def test_a_text_is_the_same_or_not() -> None:  # DOC
    assert own(6, "is", "서울", "서울")
    assert own(6, "is_not", "서울", None)


@given(actual=st.none() | st.integers(-9, 9), wanted=st.integers(-9, 9))
def test_numbers_are_compared_and_none_is_neither_less_nor_more(actual: int | None, wanted: int) -> None:
    results = [own(5, operator, str(wanted), actual) for operator in ("less_than", "is", "greater_than")]
    assert results.count(True) == (actual is not None)
    assert own(5, "less_than_equal", str(wanted), actual) == (results[0] or results[1])
    assert own(5, "greater_than_equal", str(wanted), actual) == (results[1] or results[2])
    assert own(5, "is_not", str(wanted), actual) is not results[1]


@pytest.mark.parametrize(
    ("operator", "value", "actual", "expected"),
    [
        ("is", "2026-11-24", "2026-11-24", True),
        ("less_than", "2026-11-24", "2026-11-23", True),
        ("within_next_n_days", "2", "2026-11-26", True),
        ("within_next_n_days", "2", "2026-11-27", False),
        ("within_next_n_days", "2", "2026-11-23", False),
        ("within_previous_n_days", "2", "2026-11-22", True),
        ("within_previous_n_days", "2", None, False),
    ],
)
def test_days(operator: str, value: str, actual: Json, expected: bool) -> None:  # noqa: FBT001 - SALTO definitions
    assert own(4, operator, value, actual) is expected


def test_today_is_the_accounts_day() -> None:
    entry: Json = {"id": 4, "value": "2026-11-24"}
    late = Scene(datetime(2026, 11, 23, 16, tzinfo=UTC).astimezone(SEOUL), FIELDS)
    assert evaluate(condition("custom_fields_4", "within_next_n_days", "0"), {"custom_fields": [entry]}, late).holds


def test_a_verdict_says_what_the_ticket_has() -> None:  # design: a failure prints each condition with its actual value
    assert evaluate(condition("status", "is", "new"), TICKET, SCENE).actual == "open"
    assert evaluate(condition("current_tags", "includes", "x"), TICKET, SCENE).actual == ["분실물", "vip"]
    assert evaluate(condition("NEW", "is", "0"), TICKET, SCENE).actual == 1
    entry: Json = {"id": 1, "value": "a"}
    ticket: Payload = {"custom_fields": [entry]}
    assert evaluate(condition("custom_fields_1", "includes", "b"), ticket, SCENE).actual == "a"


@pytest.mark.parametrize(
    ("field", "operator", "value"),
    [
        ("status", "changed", None),
        ("status", "value_previous", "new"),
        ("update_type", "is", "Create"),
        ("NEW", "is_business_hours", "4"),
        ("comment_includes_word", "includes", "x"),
        ("custom_fields_9", "present", None),
        ("custom_fields_7", "is", "1"),
        ("custom_fields_1", "less_than", "a"),
        ("current_tags", "includes", "  "),
        ("group_id", "is", "모두"),
        ("group_id", "less_than", "1"),
        ("status", "is", "lost"),
    ],
)
def test_what_is_not_modelled_is_named(field: str, operator: str, value: Json) -> None:  # design, rules
    with pytest.raises(NotModelled, match=field.rpartition("_")[2]):
        holds(field, operator, value)


@pytest.mark.parametrize("channel", ["voice", "native_messaging", None])
def test_a_channel_whose_id_is_not_known_is_named(channel: str | None) -> None:
    with pytest.raises(NotModelled, match="via_id is '0'"):
        holds("via_id", "is", "0", via={"channel": channel})


_TRUE, _FALSE = condition("status", "is", "open"), condition("status", "is", "new")
_MIXED = st.lists(st.sampled_from([_TRUE, _FALSE]), max_size=4)


@given(every=_MIXED, some=_MIXED)
def test_all_of_all_and_one_of_any(every: list[Payload], some: list[Payload]) -> None:  # SUP 4408893545882
    conditions: Payload = {"all": [dict(each) for each in every], "any": [dict(each) for each in some]}
    judgement = judge(conditions, TICKET, SCENE)
    assert judgement.holds == (all(each == _TRUE for each in every) and (not some or _TRUE in some))
    assert [verdict.condition for verdict in (*judgement.every, *judgement.some)] == [*every, *some]


def test_no_conditions_hold() -> None:
    assert judge({}, TICKET, SCENE).holds
