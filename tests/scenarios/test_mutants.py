"""The catalogue of mistakes: what is made of each sort of condition and action, and what is not."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest
from tests.scenarios.small import CATEGORY, DESIRED, FIELDS, GROUP, WEBHOOK, automation, condition, macro, trigger

from macrosync.resources import Kind, Ref
from macrosync.scenarios import Account
from macrosync.scenarios.mutants import Category, Mutant, mutants

if TYPE_CHECKING:
    from macrosync.resources import Json, Resource

OTHER_GROUP = Ref(Kind.GROUP, "채팅 상담")
KIND, URGENT, RIDES, DAY, ITEM = (
    f"custom_fields_{Ref(Kind.TICKET_FIELD, key)}" for key in ("kind", "urgent", "rides", "day", "item")
)
DO = ("priority", "high")


def account(*rules: Resource) -> Account:
    elsewhere = macro("elsewhere", ("group_id", str(OTHER_GROUP)))
    return Account.of((*FIELDS, CATEGORY, WEBHOOK, *rules, elsewhere))


def made(*rules: Resource, key: str = "one", category: Category | None = None) -> list[str]:
    return [
        each.what
        for each in mutants(account(*rules))
        if each.key == key and (category is None or each.category is category)
    ]


def of_condition(name: str, operator: str, value: Json = None) -> list[str]:
    """What the condition is made to, by operator and by value."""
    rule = trigger("one", [condition(name, operator, value)], DO)
    wanted = (Category.OPERATOR, Category.VALUE, Category.TAG)
    listed = [each for category in wanted for each in made(rule, category=category)]
    return [
        each.rpartition(" → ")[2].removeprefix(f"{name.replace('@{ticket_field/', '').rstrip('}')} ") for each in listed
    ]


@pytest.mark.parametrize(
    ("name", "operator", "value", "others"),
    [
        ("status", "is", "open", ["is_not open", "value open", "is pending"]),
        ("status", "less_than", "solved", ["greater_than solved", "less_than hold", "less_than closed"]),
        ("status", "greater_than", "new", ["less_than new", "greater_than open"]),
        ("status", "value", "solved", ["not_value solved", "is solved", "value_previous solved", "value closed"]),
        ("status", "changed", None, ["not_changed"]),
        ("status", "not_changed", None, ["changed"]),
        ("status", "value_previous", "new", ["not_value_previous new", "value new", "value_previous open"]),
        ("priority", "is_not", "urgent", ["is urgent", "not_value urgent", "is_not low"]),
        ("type", "is", "task", ["is_not task", "value task", "is question"]),
        ("current_tags", "includes", "a b", ["not_includes a b", "a-mutant", "b-mutant"]),
        ("current_tags", "not_includes", "a", ["includes a", "a-mutant"]),
        ("update_type", "is", "Create", ["is Change"]),
        ("comment_is_public", "is", "true", ["is not_relevant"]),
        ("role", "is", "agent", ["is_not agent", "is end_user"]),
        ("requester_role", "is", "0", ["is_not 0", "is 2"]),
        ("via_id", "is", "29", ["is_not 29", "is 5"]),
        ("current_via_id", "is_not", "0", ["is 0", "is_not 4"]),
        ("ticket_is_public", "is", "private", ["is public"]),
        ("assignee_id", "is", "", ["is_not", "value", "is requester_id"]),
        ("comment_includes_word", "includes", "분실", ["not_includes 분실", "includes 분실돌연변이"]),
        (KIND, "includes", "lost__phone", ["not_includes lost__phone", "includes lost__wallet"]),
        (KIND, "present", None, ["not_present"]),
        (URGENT, "is", "true", ["is_not true", "is false"]),
        (RIDES, "less_than", "3", ["greater_than 3", "less_than_equal 3", "less_than 2", "less_than 4"]),
        (RIDES, "greater_than_equal", "3", ["less_than_equal 3", "greater_than 3"]),
        (DAY, "less_than", "2026-11-30", ["greater_than 2026-11-30", "less_than_equal 2026-11-30"]),
        (DAY, "within_next_n_days", "1", ["within_previous_n_days 1", "within_next_n_days 0"]),
        (ITEM, "is", "지갑", ["is_not 지갑", "is 지갑x"]),
    ],
)
def test_a_condition_of_a_trigger(name: str, operator: str, value: Json, others: list[str]) -> None:
    found = of_condition(name, operator, value)
    assert [each for each in others if each not in [one.strip() for one in found]] == []
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("name", "operator", "value", "others"),
    [
        ("NEW", "greater_than", "23", ["NEW less_than 23", "NEW greater_than 22", "NEW greater_than 24"]),
        ("SOLVED", "is", "0", ["SOLVED greater_than 0", "SOLVED less_than 0", "SOLVED is 1"]),
        ("status", "is", "open", ["status is_not open", "status is pending"]),
    ],
)
def test_a_condition_of_an_automation_is_never_one_on_an_update(
    name: str, operator: str, value: str, others: list[str]
) -> None:
    rule = automation("one", [condition(name, operator, value)], DO)
    found = [*made(rule, category=Category.OPERATOR), *made(rule, category=Category.VALUE)]
    assert [each.rpartition(" → ")[2] for each in found if each.startswith("condition")] == others


def test_a_group_is_another_one_or_none() -> None:
    rule = trigger("one", [condition("group_id", "is", str(GROUP))], ("group_id", str(GROUP)))
    assert made(rule, category=Category.VALUE) == [
        "condition all[1] group_id is 분실물 담당 → group_id is 채팅 상담",
        "action [1] group_id 분실물 담당 → group_id 채팅 상담",
    ]
    (only,) = (
        each
        for each in mutants(Account.of((CATEGORY, rule)))
        if each.category is Category.VALUE and each.changed.actions != each.rule.actions
    )
    assert only.changed.actions == [{"field": "group_id", "value": ""}]


@pytest.mark.parametrize(
    ("action", "others"),
    [
        (("status", "solved"), ["action [1] status solved → status closed"]),
        (("status", "closed"), ["action [1] status closed → status open"]),
        (("priority", "urgent"), ["action [1] priority urgent → priority low"]),
        (("type", "task"), ["action [1] type task → type question"]),
        (("assignee_id", ""), ["action [1] assignee_id → assignee_id requester_id"]),
        ((KIND, "fare"), ["action [1] custom_fields_kind fare → custom_fields_kind lost__phone"]),
        ((URGENT, "true"), ["action [1] custom_fields_urgent true → custom_fields_urgent false"]),
        (
            ("current_tags", "a b"),
            ["action [1] current_tags a b: a → a-mutant", "action [1] current_tags a b: b → b-mutant"],
        ),
        (("remove_tags", "a"), ["action [1] remove_tags a: a → a-mutant"]),
        (("notification_user", ["requester_id", "제목", "본문"]), []),
    ],
)
def test_an_action(action: tuple[str, Json], others: list[str]) -> None:
    found = made(trigger("one", [condition("status", "is", "open")], action))
    acts = [each for each in found if each.startswith("action")]
    assert acts[:-1] == others
    assert acts[-1].endswith("dropped")


def test_a_macro_neither_closes_nor_loses_its_texts() -> None:
    rule = macro(
        "one",
        ("status", "solved"),
        ("comment_value", "안녕하세요."),
        ("comment_mode_is_public", "false"),
        ("subject", "제목"),
    )
    assert made(rule) == [
        "action [1] status solved → status open",
        "action [1] status solved dropped",
        "action [3] comment_mode_is_public false → comment_mode_is_public true",
    ]


def test_each_condition_and_each_action_is_dropped() -> None:
    rule = trigger(
        "one", [condition("status", "is", "open")], DO, ("type", "task"), some=[condition("type", "is", "task")]
    )
    assert made(rule, category=Category.DROPPED_CONDITION) == [
        "condition all[1] status is open dropped",
        "condition any[1] type is task dropped",
    ]
    assert made(rule, category=Category.DROPPED_ACTION) == [
        "action [1] priority high dropped",
        "action [2] type task dropped",
    ]


def lists(every: int, some: int) -> list[str]:
    """What is made of so many conditions in `all` and `any`."""
    both = [condition("priority", "is_not", value) for value in ("low", "normal", "high", "urgent")]
    return made(trigger("one", both[:every], DO, some=both[every : every + some]), category=Category.ALL_ANY)


def test_a_condition_goes_to_the_other_list_only_where_that_means_something_else() -> None:
    assert lists(1, 0) == lists(0, 1) == []
    assert lists(2, 0) == ["every condition of `all` in `any`"]
    assert lists(1, 1) == ["condition all[1] priority is_not low in `any`"]
    assert lists(0, 2) == [
        "every condition of `any` in `all`",
        "condition any[1] priority is_not low in `all`",
        "condition any[2] priority is_not normal in `all`",
    ]
    assert len(lists(2, 2)) == 4


def test_neighbours_change_places_and_the_rule_of_every_account_stays() -> None:
    rules = (
        *(trigger(key, [condition("status", "is", "open")], DO) for key in ("one", "two", "three")),
        *(automation(key, [condition("NEW", "is", "3")], DO) for key in ("early", "late")),
    )
    swaps = [each for each in mutants(account(*rules)) if each.category is Category.ORDER]
    assert [(each.key, each.what) for each in swaps] == [
        ("one", "runs behind two"),
        ("two", "runs behind three"),
        ("early", "runs behind late"),
    ]
    assert [rule.key for rule in swaps[1].account.triggers] == ["one", "three", "two"]
    assert [rule.key for rule in swaps[2].account.automations] == ["late", "early", "zendesk/close-solved"]


def changes(mutant: Mutant, whole: Account) -> int:
    """How many of the account's rules are others, each by its place."""
    pairs = (
        (whole.triggers, mutant.account.triggers),
        (whole.automations, mutant.account.automations),
        (tuple(whole.macros.values()), tuple(mutant.account.macros.values())),
    )
    return sum(one != other for before, after in pairs for one, other in zip(before, after, strict=True))


def test_each_changes_one_rule_and_says_which_in_words() -> None:
    whole = Account.of(DESIRED)
    for each in mutants(whole):
        assert changes(each, whole) == (2 if each.category is Category.ORDER else 1)
        assert not any(number in each.what for number in whole.names)
        assert str(each.source).startswith("workflows/")
    assert {each.category for each in mutants(whole)} == set(Category)


def test_they_are_always_the_same_and_made_only_when_asked_for() -> None:
    whole = Account.of(DESIRED)
    assert [each.what for each in mutants(whole)] == [each.what for each in mutants(Account.of(DESIRED))]
    assert len(list(islice(mutants(whole), 3))) == 3


def test_the_rule_of_every_account_is_not_ours_to_break() -> None:
    assert list(mutants(Account())) == []
