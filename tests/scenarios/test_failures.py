"""A failure says what was expected and found, where the expectation stands, and what happened before."""

from __future__ import annotations

import pytest
from tests.scenarios.small import CATEGORY, result, trigger

from macrosync.scenarios import Outcome, render

#: An expectation that is not met after `macro: lost` and `greet` on a chat ticket, its column, and both sentences.
FAILING = [
    ("{status: open}", 18, "status “open”", "“new”"),
    ("{priority: null}", 20, "priority (none)", "“high”"),
    ("{group: null}", 17, "group (none)", "분실물 담당"),
    ("{assignee: agent}", 20, "assignee agent", "(none)"),
    ("{due: +1h}", 15, "due “2026-11-24T11:00:00+09:00”", "(none)"),
    ("{subject: 지갑}", 19, "subject “지갑”", "“문의”"),
    ("{public: false}", 18, "public false", "true"),
    ("{fields: {kind: 요금}}", 25, "field kind “fare”", "“lost__phone”"),
    ("{tags: {exactly: [a]}}", 26, "exactly the tags a", "tags lost, lost__phone, lost_asked"),
    ("{tags: {includes: [lost, b]}}", 34, "the tag b", "tags lost, lost__phone, lost_asked"),
    ("{tags: {excludes: [lost]}}", 28, "no tag lost", "tags lost, lost__phone, lost_asked"),
    ("{comment: {contains: [잘 가요]}}", 31, "a comment whose text holds “잘 가요”", "“안녕하세요, 기사님.”"),
    ("{comment: {lacks: [기사님]}}", 28, "a comment whose text lacks “기사님”", "“안녕하세요, 기사님.”"),
    ("{comment: {public: false}}", 28, "a comment that is internal", "public"),
    ("{comment: {by: driver}}", 24, "a comment by the driver", "by the agent"),
    (
        "{comments: [{contains: [잘 가요], public: true, by: agent}]}",
        21,
        "a comment with the text “잘 가요”; public; by the agent",
        "public “문의드립니다.” · public “안녕하세요, 기사님.”",
    ),
    ("{comment_count: 9}", 25, "9 comments", "2"),
    ("{changed: []}", 19, "no change", "nothing changed"),
    ("{fired: [escalate]}", 18, "the rule escalate to fire", "lost/route, lost/task"),
    ("{not_fired: [lost/task]}", 22, "the rule lost/task not to fire", "lost/route, lost/task"),
    ("{webhook_count: 0}", 25, "0 webhook calls", "tasks: {"),
    (
        "{webhooks: [{body: {ticket: {type: x}}}]}",
        21,
        'a webhook call with the body {"ticket": {"type": "x"}}',
        "tasks: {",
    ),
    ("{webhooks: [{delivered: false}]}", 21, "a webhook call with no success", "tasks: {"),
    ("{webhooks: [{lacks: [task]}]}", 21, "a webhook call with no task in it", "tasks: {"),
    ("{tasks: []}", 17, "0 tasks", "1"),
    ("{tasks: [{type: question}]}", 25, "type “question”", "“task”"),
    ("{tasks: [{due: +2h}]}", 24, "due “2026-11-24T12:00:00+09:00”", "“2026-11-24T11:00:00+09:00”"),
]


@pytest.mark.parametrize(("expect", "column", "expected", "found"), FAILING, ids=[each[0] for each in FAILING])
def test_an_expectation_that_is_not_met(expect: str, column: int, expected: str, found: str) -> None:
    made = result(f"ticket: {{channel: chat}}\nsteps: [{{macro: lost}}, {{macro: greet}}]\nexpect: {expect}")
    if expect == "{changed: []}":
        assert "tags (none) → lost, lost__phone, lost_asked" in made.failures[0].found
        return
    assert made.outcome is Outcome.FAIL
    failure = made.failures[0]
    assert (failure.source.line, failure.source.column) == (6, column + 4)
    assert failure.expected == expected
    assert failure.found.startswith(found)


def test_all_that_is_not_met_is_told() -> None:
    made = result("steps: [{status: open, expect: {status: new, priority: low}}]\nexpect: {type: task}")
    assert [each.expected for each in made.failures] == ["status “new”", "priority “low”", "type “task”"]


TRACE = """\
+0h00m ticket 1001: the ticket comes in
  public comment: “문의드립니다.”
  trigger lost/route fired (workflows/lost.yaml:3:5)
    all true  current_tags includes lost — is lost
    all true  group_id is_not 분실물 담당 — is (none)
    do  group_id 분실물 담당
      group_id: (none) → 분실물 담당
    do  priority high
      priority: (none) → “high”
  trigger lost/task fired, pass 2 (workflows/lost.yaml:3:5)
    all true  current_tags includes lost — is lost
    all true  current_tags not_includes lost_asked lost_task — is lost
    do  notification_webhook tasks {"ticket": {"type": "task", "subject": "분실물 확인", "due_at": "2026-…
    do  current_tags lost_asked
      tags: lost → lost, lost_asked
  trigger tell did not fire, pass 3 (workflows/tell.yaml:3:5)
    all false status value solved — (none) → “new”
    any true  priority is high — is “high”
    any false priority is urgent — is “high”
"""


def test_the_trace_tells_every_condition_and_action_in_order() -> None:
    made = result("ticket: {tags: [lost]}\nsteps: [{expect: {status: open}}, {at: +2h, status: open}]")
    assert "\n".join(made.trace).startswith(TRACE)
    assert "+0h00m ticket 1001: webhook tasks called, delivered, made ticket 1002" in made.trace
    assert not [line for line in made.trace if line.startswith("+2h")]  # what came after the failure explains nothing


def test_a_trace_of_hours_tells_what_fired_and_the_last_look_at_the_rest() -> None:
    made = result("steps: [{at: +25h, expect: {status: open}}]")
    heads = [line for line in made.trace if line.startswith("+")]
    assert heads == [
        "+0h00m ticket 1001: the ticket comes in",
        "+24h00m ticket 1001: automation escalate",
        "+25h00m ticket 1001: hours passed, last looked at",
        "+25h00m ticket 1001: hours passed, last looked at",
    ]
    assert "    all true  NEW greater_than 23 — is 24" in made.trace
    assert "    all false priority is_not urgent — is “urgent”" in made.trace


def test_a_notification_and_a_change_are_told() -> None:
    made = result("steps: [{priority: high}, {at: +1m, status: solved, expect: {status: open}}]")
    assert "+0h01m ticket 1001: notification to requester_id: 문의 — 해결되었습니다." in made.trace
    assert "    all true  status value solved — “new” → “solved”" in made.trace
    assert "    all false status value solved — still “new”" in made.trace


def test_what_others_wrote_can_neither_steer_nor_hide_and_is_cut() -> None:
    evil = trigger("evil", [], ("subject_is_not_set_by_rules", None))
    assert result("expect: {status: new}", (CATEGORY, evil)).outcome is Outcome.ERROR
    tells = trigger("tells", [], ("notification_user", ["requester_id", "\x1b[31m\u202e", "줄\n바꿈" * 500]))
    made = result("expect: {status: open}", (CATEGORY, tells))
    for line in render.told(made):
        assert line.isprintable()
        assert len(line) < 600
