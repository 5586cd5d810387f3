"""What rules mean, case by case, each with the fact that it stands on; the sources are those of semantic_cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.rules.semantic_cases import AGENT, BLANK, CASES, DRIVER, FIELDS, HOURS, NOW, Case, value

from macrosync.rules import NotModelled, automations, rule_actions, triggers
from macrosync.rules.ticket_conditions import Scene
from macrosync.rules.updates import Update

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Json, Payload


def rule(*, every: list[Json], some: list[Json] | None = None, actions: list[Json] | None = None) -> Payload:
    return {
        "id": 1,
        "title": "T",
        "active": True,
        "conditions": {"all": every, "any": some or []},
        "actions": actions or [{"field": "current_tags", "value": "fired"}],
    }


def fires(case: Case, trigger: Payload) -> bool:
    before = None if case.before is None else {**BLANK, **case.before}
    update: dict[str, object] = {"comment": None, "by": AGENT, "requester": DRIVER, "via_id": 0, **case.update}
    outcome = triggers.run(
        [trigger],
        {**BLANK, **case.ticket},
        Update(before, **update),  # type: ignore[arg-type]
        scene=Scene(NOW, FIELDS),
        shows=lambda _: {},
    )
    return bool(outcome.fired)


def condition(case: Case) -> Json:
    name, operator, wanted = case.condition
    return {"field": name, "operator": operator, "value": wanted}


@pytest.mark.parametrize("case", CASES, ids=[case.fact for case in CASES])
def test_a_condition_of_a_trigger(case: Case) -> None:
    assert fires(case, rule(every=[condition(case)])) is case.holds


@pytest.mark.parametrize("case", CASES, ids=[case.fact for case in CASES])
def test_a_single_condition_in_any_is_as_one_in_all(case: Case) -> None:
    """SUP 4408893545882."""
    assert fires(case, rule(every=[], some=[condition(case)])) is case.holds


@pytest.mark.parametrize("case", HOURS, ids=[case.fact for case in HOURS])
def test_hours_of_an_automation(case: Case) -> None:
    automation = rule(every=[condition(case)])
    turn = automations.turn(automation, {**BLANK, **case.ticket}, Scene(NOW, FIELDS), lambda _: {})
    assert turn.fired is case.holds


#: What an action leaves, on a blank ticket that bears tag a.
ACTIONS: tuple[tuple[str, tuple[str, Json], Mapping[str, Json]], ...] = (
    ("DOC actions-reference: status", ("status", "solved"), {"status": "solved"}),
    ("DOC actions-reference: a trigger may close", ("status", "closed"), {"status": "closed"}),
    ("DOC actions-reference: priority", ("priority", "urgent"), {"priority": "urgent"}),
    ("DOC actions-reference: type", ("type", "task"), {"type": "task"}),
    ("REC: ids in actions are texts", ("group_id", "5"), {"group_id": 5}),
    ("REC, definitions: __NULL__ takes away", ("assignee_id", "__NULL__"), {"assignee_id": None}),
    ("DOC actions-reference: the requester", ("assignee_id", "requester_id"), {"assignee_id": 3}),
    ("DOC actions-reference: add tags", ("current_tags", "b vip"), {"tags": ["a", "b", "vip"]}),
    ("DOC actions-reference: remove tags", ("remove_tags", "a"), {"tags": []}),
    ("DOC actions-reference: set tags", ("set_tags", "vip"), {"tags": ["vip"]}),
    ("DOC actions-reference: form", ("ticket_form_id", "4"), {"ticket_form_id": 4}),
    ("DOC actions-reference: brand", ("brand_id", "2"), {"brand_id": 2}),
)


@pytest.mark.parametrize(("fact", "action", "leaves"), ACTIONS, ids=[fact for fact, _, _ in ACTIONS])
def test_an_action(fact: str, action: tuple[str, Json], leaves: Mapping[str, Json]) -> None:
    assert fact
    ticket: Payload = {**BLANK, "tags": ["a"], "assignee_id": 1}
    shows = lambda _: {"ticket": {"requester": {"id": "3"}}}  # noqa: E731
    (done,) = rule_actions.act([{"field": action[0], "value": action[1]}], ticket, shows, ())
    assert {name: done.ticket[name] for name in leaves} == leaves


def test_an_option_sets_its_tag_and_takes_the_other_ones_away() -> None:
    """SUP 4408881943194: a drop-down and its option's tag are one thing."""
    ticket: Payload = {**BLANK, **value(11, "a")}
    (done,) = rule_actions.act([{"field": "custom_fields_11", "value": "b"}], ticket, lambda _: {}, FIELDS)
    assert done.ticket["tags"] == ["b"]
    (done,) = rule_actions.act([{"field": "remove_tags", "value": "a"}], ticket, lambda _: {}, FIELDS)
    assert {"id": 11, "value": None} in done.ticket["custom_fields"]  # type: ignore[operator]


@pytest.mark.parametrize(
    "unknown",
    [
        ("in_business_hours", "is", "true"),
        ("satisfaction_score", "is", "good"),
        ("custom_fields_11", "changed", None),
        ("current_tags", "changed", None),
        ("custom_fields_99", "includes", "a"),
        ("status", "contains", "open"),
        ("via_id", "is", "web"),
    ],
)
def test_what_is_not_modelled_is_named_and_never_quietly_false(unknown: tuple[str, str, Json]) -> None:
    case = Case("", unknown, {}, holds=False, before={})
    with pytest.raises(NotModelled, match=unknown[0]):
        fires(case, rule(every=[condition(case)]))


@pytest.mark.parametrize(
    "action", [("comment_value", "안녕"), ("subject", "제목"), ("set_schedule", "1"), ("status", "gone")]
)
def test_actions_that_rules_have_not_are_named(action: tuple[str, str]) -> None:
    """REC, definitions: triggers write no comments and no subjects."""
    with pytest.raises(NotModelled, match=action[0]):
        rule_actions.act([{"field": action[0], "value": action[1]}], BLANK, lambda _: {}, ())


def test_there_are_enough_of_them() -> None:
    facts = [case.fact for case in (*CASES, *HOURS)] + [fact for fact, _, _ in ACTIONS]
    assert len(set(facts)) == len(facts) >= 60
