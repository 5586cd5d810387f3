"""What a scenario can do to a ticket, and what follows."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from tests.scenarios.good_scenarios import GOOD
from tests.scenarios.small import (
    CATEGORY,
    DESIRED,
    FIELDS,
    MACROS,
    RULES,
    WEBHOOK,
    automation,
    condition,
    macro,
    report,
    result,
    trigger,
)

from macrosync.scenarios import Outcome, render


@pytest.mark.parametrize("name", GOOD)
def test_a_scenario_that_passes(name: str) -> None:
    made = result(GOOD[name])
    assert list(render.told(made)) == []
    assert made.outcome is Outcome.PASS


def test_a_file_lends_its_start_and_ticket_to_its_scenarios_key_by_key() -> None:
    made = report("""
start: 2026-11-24T10:00:00+09:00
ticket: {priority: high, tags: [a], fields: {item: 지갑, rides: 1}}
scenarios:
  - name: as it is
    expect: {priority: high, tags: {exactly: [a]}, fields: {item: 지갑, rides: 1}}
  - name: with other tags and fields
    start: 2026-12-24T10:00:00+09:00
    ticket: {tags: [b], fields: {item: 폰}}
    expect: {priority: high, tags: {exactly: [b]}, fields: {item: 폰, rides: null}}
""")
    assert [each.outcome for each in made.results] == [Outcome.PASS, Outcome.PASS]


def test_a_place_in_the_ticket_of_the_file_is_told_as_such() -> None:
    made = report("""start: 2026-11-24T10:00:00+09:00
ticket: {priority: high, fields: {itm: 지갑}}
scenarios:
  - name: a
    ticket: {priority: low}
    expect: {priority: low}
""")
    assert str(made.results[0].faults[0].source) == "workflows/scenarios/small.yaml:2:35"


ASKS_LATER = (
    trigger("first", [condition("priority", "is", "high")], ("type", "task")),
    trigger("second", [condition("status", "is", "new")], ("priority", "high")),
)


def test_what_depends_on_an_assumption_fails_and_says_under_which() -> None:
    made = result("expect: {type: task}", (CATEGORY, *ASKS_LATER))
    (failure,) = made.failures
    assert failure.expected == "type “task”"
    others = product(("true", "false"), repeat=2)
    assert failure.under == tuple(
        f"restarts=false, rules_count_as_change={one}, within_days_counts_last={other}" for one, other in others
    )
    assert any("only under restarts=false" in line for line in render.told(made))
    assert result("expect: {type: task}", (CATEGORY, *reversed(ASKS_LATER))).outcome is Outcome.PASS


def test_what_fails_under_every_setting_is_told_once_and_without_them() -> None:
    (failure,) = result("expect: {type: problem}", (CATEGORY, *ASKS_LATER)).failures[:1]
    assert result("expect: {status: closed}", (CATEGORY, *ASKS_LATER)).failures[0].under == ()
    assert failure.expected == "type “problem”"


def test_rules_that_are_not_active_do_not_run() -> None:
    off = replace(ASKS_LATER[1], payload={**ASKS_LATER[1].payload, "active": False})
    assert result("expect: {priority: null, type: null}", (CATEGORY, off)).outcome is Outcome.PASS


def test_rules_stand_in_the_order_of_the_definitions() -> None:
    high = trigger("z", [condition("status", "is", "new")], ("priority", "high"))
    low = trigger("a", [condition("status", "is", "new")], ("priority", "low"))
    assert result("expect: {priority: low}", (CATEGORY, high, low)).outcome is Outcome.PASS
    assert result("expect: {priority: high}", (CATEGORY, low, high)).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('{"ticket": {"subject": "{{ticket.title}}"}}', "the body is no JSON"),
        ('{"tickets": []}', "the body holds no `ticket`"),
        ("[1]", "the body holds no `ticket`"),
        ('{"ticket": {"subject": "a"}}', "description cannot be blank"),
        ('{"ticket": {"comment": {"body": "a"}, "due_at": "soon"}}', "due_at 'soon' is not a valid date"),
        ('{"ticket": {"comment": {"body": "a"}, "status": "offen"}}', "status 'offen' is not included in the list"),
        ('{"ticket": {"comment": {"body": "a"}, "group_id": "desk"}}', "group_id 'desk' is no id"),
        (
            '{"ticket": {"comment": {"body": "a"}, "custom_fields": [{"id": @{ticket_field/kind}, "value": "x"}]}}',
            "'x' is not valid for kind",
        ),
    ],
)
def test_what_the_tickets_api_would_refuse_makes_no_ticket(body: str, why: str) -> None:
    calls = trigger("call", [condition("status", "is", "new")], ("notification_webhook", ["@{webhook/tasks}", body]))
    desired = (*FIELDS, CATEGORY, WEBHOOK, calls)
    made = result("ticket: {subject: '\"quoted\"'}\nexpect: {tasks: [{type: task}]}", desired)
    assert made.outcome is Outcome.FAIL
    assert [line for line in made.trace if f"not delivered: {why}" in line]
    again = result("ticket: {subject: '\"quoted\"'}\nexpect: {tasks: [], webhooks: [{delivered: false}]}", desired)
    assert again.outcome is Outcome.PASS


def test_a_webhook_to_elsewhere_makes_no_ticket() -> None:
    elsewhere = replace(WEBHOOK, payload={**WEBHOOK.payload, "endpoint": "https://example.com/api/v2/users"})
    made = result(
        "steps: [{macro: lost}]\nexpect: {tasks: [], webhooks: [{delivered: true}]}",
        (*FIELDS, CATEGORY, elsewhere, *RULES, *MACROS),
    )
    assert made.outcome is Outcome.PASS


def test_a_task_that_does_not_name_its_ticket_has_no_parent() -> None:
    body = '{"ticket": {"type": "task", "comment": {"body": "not 11001"}}}'
    calls = trigger("call", [condition("via_id", "is", "0")], ("notification_webhook", ["@{webhook/tasks}", body]))
    made = result("expect: {tasks: [{parent: ticket}]}", (CATEGORY, WEBHOOK, calls))
    assert [each.found for each in made.failures] == ["it is nowhere in the webhook's body"]


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ((trigger("a", [condition("in_business_hours", "is", "true")], ("priority", "high")),), "in_business_hours"),
        ((trigger("a", [], ("satisfaction_score", "offered")),), "satisfaction_score"),
        (
            (
                automation(
                    "a", [condition("NEW", "is", "1"), condition("group_stations", "is", "1")], ("priority", "low")
                ),
            ),
            "group_stations",
        ),
        ((trigger("a", [], ("notification_user", ["requester_id", "a", "{{ticket"])),), "not closed"),
        (
            (
                trigger(
                    "a", [], ("notification_webhook", ["@{webhook/tasks}", '{"ticket": {"comment": {"body": "a"}}}'])
                ),
            ),
            "in a circle",
        ),
        (
            (trigger("a", [], ("notification_webhook", ["@{webhook/tasks}", '{"ticket": {"followers": []}}'])),),
            "`followers` is not modelled",
        ),
        (
            (
                automation(
                    "a",
                    [condition("NEW", "greater_than", "0")],
                    ("notification_webhook", ["@{webhook/tasks}", '{"ticket": {"comment": {"body": "a"}}}']),
                ),
            ),
            "does not stop",
        ),
    ],
)
def test_rules_that_cannot_be_run_are_errors_and_never_quietly_passed(rules: tuple[object, ...], says: str) -> None:
    made = result("steps: [{at: +2d, expect: {status: new}}]", (CATEGORY, WEBHOOK, *rules))  # type: ignore[arg-type]
    assert made.outcome is Outcome.ERROR
    assert says in made.faults[0].message


def test_ids_do_not_change_with_what_else_there_is() -> None:
    more = macro("another", ("status", "open"))
    failing = "steps: [{macro: lost, expect: {group: null}}]"
    assert result(failing, DESIRED).trace == result(failing, (more, *DESIRED)).trace
