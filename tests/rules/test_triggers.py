"""A cycle of triggers: order, restart, what counts as a change, what they do beside. Facts (c) are cited by letter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync.rules import NotModelled
from macrosync.rules.effects import Notification, WebhookCall
from macrosync.rules.ticket_conditions import Scene
from macrosync.rules.triggers import Outcome, in_order, run
from macrosync.rules.updates import Assumptions, Update

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Json, Payload

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TICKET: dict[str, Json] = {
    "id": 7,
    "status": "new",
    "priority": None,
    "type": None,
    "subject": "고객 연락 문의",
    "group_id": None,
    "assignee_id": None,
    "requester_id": 3,
    "is_public": True,
    "tags": [],
    "custom_fields": [],
    "due_at": None,
    "via": {"channel": "web"},
}
AGENT: Payload = {"id": 1, "role": "admin"}
DRIVER: Payload = {"id": 3, "role": "end-user", "locale_id": 69}


def condition(name: str, operator: str, value: Json = None) -> dict[str, Json]:
    return {"field": name, "operator": operator, "value": value}


def trigger(
    number: int, every: list[dict[str, Json]], *actions: tuple[str, Json], some: list[dict[str, Json]] | None = None
) -> Payload:
    return {
        "id": number,
        "title": f"T{number}",
        "active": True,
        "position": number,
        "category_id": "1",
        "conditions": {"all": [*every], "any": [*(some or [])]},
        "actions": [{"field": name, "value": value} for name, value in actions],
    }


def shows(ticket: Payload) -> Mapping[str, object]:
    return {"ticket": {"id": ticket["id"], "status": ticket["status"]}}


@dataclass(frozen=True)
class Given:
    """An update: the ticket before it (None where it makes it) and after it."""

    ticket: dict[str, Json] = field(default_factory=lambda: dict(TICKET))
    before: dict[str, Json] | None = None
    comment: Payload | None = None
    by: Payload | None = field(default_factory=lambda: AGENT)
    via_id: int | None = 0
    assumptions: Assumptions = field(default_factory=Assumptions)

    def run(self, *triggers: Payload) -> Outcome:
        update = Update(self.before, self.comment, self.by, DRIVER, self.via_id)
        return run(triggers, self.ticket, update, scene=Scene(NOW), shows=shows, assumptions=self.assumptions)

    def holds(self, *conditions: dict[str, Json]) -> bool:
        return bool(self.run(trigger(1, [*conditions], ("priority", "high"))).fired)


def changed(**fields: Json) -> Given:
    """An update that changes fields of the ticket."""
    return Given({**TICKET, **fields}, dict(TICKET))


CREATED = Given()


def ids(outcome: Outcome) -> list[Json]:
    return [rule["id"] for rule in outcome.fired]


def test_they_run_in_the_order_of_categories_then_positions() -> None:
    """SUP 4408893545882."""
    categories: list[Payload] = [{"id": "9", "position": 2}, {"id": "10", "position": 1}]
    listed: list[Payload] = [
        {"id": 1, "title": "b", "position": 1, "category_id": "9"},
        {"id": 2, "title": "a", "position": 2, "category_id": "10"},
        {"id": 3, "title": "c", "position": 1, "category_id": "10"},
        {"id": 4, "title": "d", "position": 0, "category_id": "10", "active": False},
    ]
    assert [each["id"] for each in in_order(listed, categories)] == [3, 2, 1]


def test_a_later_one_sees_what_an_earlier_one_did() -> None:
    """SUP 4408886797466: actions applied by one trigger can affect other triggers."""
    outcome = CREATED.run(
        trigger(1, [condition("status", "is", "new")], ("priority", "high")),
        trigger(2, [condition("priority", "is", "high")], ("type", "task")),
    )
    assert (outcome.ticket["priority"], outcome.ticket["type"]) == ("high", "task")


def test_an_earlier_one_sees_what_a_later_one_did_when_the_list_restarts() -> None:
    """Facts (c): the restart is assumed, a single pass is its other setting."""
    rules = (
        trigger(1, [condition("priority", "is", "high")], ("type", "task")),
        trigger(2, [condition("status", "is", "new")], ("priority", "high")),
    )
    assert ids(CREATED.run(*rules)) == [2, 1]
    assert ids(Given(assumptions=Assumptions(restarts=False)).run(*rules)) == [2]


def test_each_fires_at_most_once_in_a_cycle() -> None:
    """Facts (c)."""
    outcome = CREATED.run(
        trigger(1, [condition("priority", "is_not", "high")], ("priority", "high")),
        trigger(2, [condition("priority", "is", "high")], ("priority", "low")),
    )
    assert ids(outcome) == [1, 2]
    assert outcome.ticket["priority"] == "low"


def test_one_that_fires_without_a_change_does_not_restart_the_list() -> None:
    """Facts (c): the list is run again where a trigger changed the ticket."""
    outcome = CREATED.run(trigger(1, [condition("status", "is", "new")], ("current_tags", "")))
    assert [step.round for step in outcome.trace] == [1]


def test_they_never_run_on_a_closed_ticket_and_do_on_the_update_that_closes_it() -> None:
    """SUP 4408822236058."""
    rule = trigger(1, [condition("status", "is", "closed")], ("current_tags", "done"))
    closed: dict[str, Json] = {**TICKET, "status": "closed"}
    assert ids(Given(closed, dict(closed)).run(rule)) == []
    assert ids(Given(closed, dict(TICKET)).run(rule)) == [1]


def test_inactive_ones_are_not_in_the_order() -> None:
    """REF triggers, active."""
    assert in_order([{**trigger(1, []), "active": False}], []) == ()


def test_all_of_all_and_one_of_any_must_hold() -> None:
    """SUP 4408893545882."""
    new, high = condition("status", "is", "new"), condition("priority", "is", "high")
    held = [
        bool(CREATED.run(trigger(1, every, ("type", "task"), some=some)).fired)
        for every, some in (([new], []), ([new, high], []), ([new], [high]), ([new], [high, new]), ([], [new]))
    ]
    assert held == [True, False, False, True, True]


@pytest.mark.parametrize(
    ("given", "asked", "holds"),
    [
        (CREATED, condition("status", "changed"), True),  # set when it was made (SUP 4408893545882)
        (CREATED, condition("priority", "changed"), False),
        (CREATED, condition("status", "value", "new"), True),
        (CREATED, condition("status", "value_previous", "new"), False),
        (CREATED, condition("group_id", "not_changed"), True),
        (changed(status="open"), condition("status", "changed"), True),
        (changed(status="open"), condition("status", "not_changed"), False),
        (changed(status="open"), condition("status", "value", "open"), True),
        (changed(status="open"), condition("status", "value", "pending"), False),
        (changed(status="open"), condition("status", "not_value", "pending"), True),
        (changed(status="open"), condition("status", "value_previous", "new"), True),
        (changed(status="open"), condition("status", "not_value_previous", "new"), False),
        (changed(), condition("status", "value", "new"), False),  # it has the value, and did not change to it
        (changed(priority="high"), condition("priority", "value_previous", "__NULL__"), True),
        (changed(group_id=5), condition("group_id", "value", "5"), True),
        (changed(group_id=5), condition("group_id", "value_previous", ""), True),
        (changed(assignee_id=3), condition("assignee_id", "value", "requester_id"), True),
        (CREATED, condition("update_type", "is", "Create"), True),
        (changed(), condition("update_type", "is", "Change"), True),
        (changed(), condition("update_type", "is", "Create"), False),
    ],
)
def test_what_changed(given: Given, asked: dict[str, Json], holds: bool) -> None:  # noqa: FBT001 - a case
    """DOC conditions-reference, operators changed, value and value_previous with their negations."""
    assert given.holds(asked) is holds


def said(body: str = "분실물이 있어요", *, public: bool = True) -> Given:
    return Given(before=dict(TICKET), comment={"body": body, "public": public})


@pytest.mark.parametrize(
    ("given", "asked", "holds"),
    [
        (said(), condition("comment_is_public", "is", "true"), True),
        (said(public=False), condition("comment_is_public", "is", "true"), False),
        (said(public=False), condition("comment_is_public", "is", "false"), True),
        (said(public=False), condition("comment_is_public", "is", "not_relevant"), True),
        (said(public=False), condition("comment_is_public", "is", "requester_can_see_comment"), False),
        (changed(), condition("comment_is_public", "is", "false"), False),
        (changed(), condition("comment_is_public", "is", "not_relevant"), False),
        (said(), condition("comment_includes_word", "includes", "분실물이 지갑"), True),
        (said(), condition("comment_includes_word", "includes", "분실물"), False),  # a whole word (assumed)
        (said(), condition("comment_includes_word", "is", "분실물"), True),  # the text as it stands
        (said(), condition("comment_includes_word", "not_includes", "지갑"), True),
        (said("Lost PHONE"), condition("comment_includes_word", "includes", "phone"), True),
        (changed(), condition("comment_includes_word", "includes", "분실물이"), False),
        (CREATED, condition("subject_includes_word", "includes", "고객"), True),
        (CREATED, condition("subject_includes_word", "is_not", "고객 연락"), False),
        (CREATED, condition("role", "is", "agent"), True),
        (CREATED, condition("role", "is", "end_user"), False),
        (Given(by=DRIVER), condition("role", "is", "end_user"), True),
        (Given(by=None), condition("role", "is_not", "agent"), True),
        (CREATED, condition("role", "is", "1"), True),
        (CREATED, condition("requester_role", "is", "0"), True),
        (CREATED, condition("requester_role", "is_not", "2"), True),
        (CREATED, condition("locale_id", "is", "69"), True),
        (CREATED, condition("current_via_id", "is", "0"), True),
        (Given(via_id=5), condition("current_via_id", "is_not", "0"), True),
        (CREATED, condition("ticket_is_public", "is", "public"), True),
        (changed(is_public=False), condition("ticket_is_public", "is", "private"), True),
        (CREATED, condition("ticket_due_date", "is", "false"), True),
        (changed(due_at="2026-11-25T00:00:00Z"), condition("ticket_due_date", "is", "true"), True),
        (CREATED, condition("via_id", "is", "0"), True),
    ],
)
def test_what_was_said_by_whom_and_how(given: Given, asked: dict[str, Json], holds: bool) -> None:  # noqa: FBT001
    """DOC conditions-reference."""
    assert given.holds(asked) is holds


@pytest.mark.parametrize(
    "asked",
    [
        condition("in_business_hours", "is", "true"),
        condition("reopens", "greater_than", "1"),
        condition("requester_time_zone", "is", "Seoul"),
        condition("requester.custom_fields.grade", "is", "gold"),
        condition("update_type", "is_not", "Create"),
        condition("comment_is_public", "is", "maybe"),
        condition("role", "is", "light_agent"),
        condition("subject_includes_word", "includes", " "),
        condition("status", "within", "new"),
    ],
)
def test_a_condition_that_is_not_modelled_is_named_and_never_quietly_false(asked: dict[str, Json]) -> None:
    with pytest.raises(NotModelled, match=str(asked["field"])):
        CREATED.holds(asked)


def test_what_rules_changed_counts_as_a_change_or_not() -> None:
    """Facts (c), second open point: the baseline of `changed` is assumed, and to be set."""
    rules = (
        trigger(1, [condition("status", "is", "new")], ("status", "open")),
        trigger(2, [condition("status", "value", "open")], ("priority", "high")),
    )
    assert ids(changed(type="task").run(*rules)) == [1, 2]
    given = Given({**TICKET, "type": "task"}, dict(TICKET), assumptions=Assumptions(rules_count_as_change=False))
    assert ids(given.run(*rules)) == [1]


def test_a_webhook_is_called_with_placeholders_filled_from_the_ticket_of_that_moment() -> None:
    """DOC event-connectors/webhooks; actions are applied in their order."""
    body = '{"ticket":{{ticket.id}},"status":"{{ticket.status}}"}'
    outcome = CREATED.run(trigger(1, [], ("status", "open"), ("notification_webhook", ["01ABC", body])))
    assert outcome.effects == (WebhookCall("01ABC", '{"ticket":7,"status":"open"}'),)


def test_notifications_name_whom_as_the_action_does() -> None:
    """DOC actions-reference."""
    mail: Json = ["requester_id", "{{ticket.id}}번", "안녕하세요"]
    group: Json = ["group_id", "새 문의", "{{ticket.status}}"]
    outcome = CREATED.run(trigger(1, [], ("notification_user", mail), ("notification_group", group)))
    assert outcome.effects == (
        Notification("requester_id", "7번", "안녕하세요"),
        Notification("group_id", "새 문의", "new"),
    )


@pytest.mark.parametrize(
    "action",
    [
        ("comment_value", "x"),
        ("comment_mode_is_public", "true"),
        ("subject", "x"),
        ("notification_target", ["1", "x"]),
        ("notification_webhook", ["1", [["a", "b"]]]),
        ("set_schedule", "1"),
        ("satisfaction_score", "offered"),
        ("due_at", "2026-11-25"),
    ],
)
def test_an_action_that_is_not_modelled_is_named(action: tuple[str, Json]) -> None:
    """Triggers of a live account cannot comment or set a subject; due_at is in no definition (facts (b), (f))."""
    with pytest.raises(NotModelled, match=action[0]):
        CREATED.run(trigger(1, [], action))


def test_a_rule_can_close_a_ticket() -> None:
    """Trigger definitions of a live account list closed."""
    assert CREATED.run(trigger(1, [], ("status", "closed"))).ticket["status"] == "closed"


def test_the_trace_says_what_each_condition_found_and_what_each_action_did() -> None:
    outcome = CREATED.run(trigger(1, [condition("status", "is", "new")], ("priority", "high"), ("type", "task")))
    (step,) = [step for step in outcome.trace if step.fired]
    (verdict,) = step.judgement.every
    assert (verdict.holds, verdict.actual) == (True, "new")
    assert [done.changes for done in step.done] == [(("priority", None, "high"),), (("type", None, "task"),)]


FIELDS = st.sampled_from(["status", "priority", "type"])
VALUES = {"status": ["open", "pending", "solved"], "priority": ["low", "high"], "type": ["task", "question"]}


@st.composite
def rule(draw: st.DrawFn, number: int) -> Payload:
    def one(operators: list[str]) -> dict[str, Json]:
        name = draw(FIELDS)
        return condition(name, draw(st.sampled_from(operators)), draw(st.sampled_from(VALUES[name])))

    conditions = [one(["is", "is_not", "value", "value_previous"]) for _ in range(draw(st.integers(0, 3)))]
    name = draw(FIELDS)
    return trigger(number, conditions, (name, draw(st.sampled_from(VALUES[name]))))


@st.composite
def rules(draw: st.DrawFn) -> list[Payload]:
    return [draw(rule(number)) for number in range(1, draw(st.integers(1, 6)) + 1)]


@given(rules(), st.booleans())
def test_every_cycle_ends_and_none_fires_twice(triggers: list[Payload], restarts: bool) -> None:  # noqa: FBT001
    outcome = Given(assumptions=Assumptions(restarts=restarts)).run(*triggers)
    assert len(ids(outcome)) == len(set(map(str, ids(outcome))))
    assert max(step.round for step in outcome.trace) <= len(triggers) + 1


@given(rules(), st.randoms(use_true_random=False))
def test_the_order_of_conditions_does_not_matter(triggers: list[Payload], random: st.DataObject) -> None:
    def shuffled(each: Payload) -> Payload:
        conditions = each["conditions"]
        assert isinstance(conditions, dict)
        every = conditions["all"]
        assert isinstance(every, list)
        mixed = [*every]
        random.shuffle(mixed)  # type: ignore[attr-defined]
        return {**each, "conditions": {"all": mixed, "any": []}}

    assert CREATED.run(*map(shuffled, triggers)).ticket == CREATED.run(*triggers).ticket
