"""Whatever a scenario file holds, it has findings, or it runs: never a traceback, always the same."""

from __future__ import annotations

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.scenarios.broken_files import MEANING, SHAPE
from tests.scenarios.small import DESIRED, read

from macrosync.checks import catalogue
from macrosync.definitions.load import Definitions
from macrosync.scenarios import Account, cases, junit, render, run

ACCOUNT = Account.of(DESIRED)
WORDS = st.sampled_from(
    [
        *("open", "new", "solved", "closed", "pending", "high", "task", "chat", "phone", "agent", "driver", "api"),
        *("greet", "lost", "odd", "분실물 담당", "lost/route", "escalate", "분실 ▶ 폰", "분실", "fare", "lost__phone"),
        *("+1h", "+30m", "+2d", "+", "2026-11-24T11:00:00+09:00", "ticket", "task", "task-2", "fail", "twice", ""),
        *("status", "tags", "fields.kind", "{{ticket.id}}", "가", "21:40", "2026-11-24"),
    ]
)
VALUES = st.none() | st.booleans() | st.integers(-2, 9) | WORDS | st.text(max_size=4)
NAMES = st.sampled_from(
    [
        *(
            "name",
            "start",
            "ticket",
            "steps",
            "expect",
            "at",
            "by",
            "on",
            "macro",
            "channel",
            "comment",
            "fields",
            "tags",
        ),
        *("status", "priority", "type", "group", "assignee", "webhooks", "text", "public", "set", "add", "remove"),
        *("exactly", "includes", "excludes", "contains", "lacks", "comments", "comment_count", "changed", "fired"),
        *("not_fired", "webhook_count", "tasks", "body", "delivered", "parent", "due", "kind", "urgent", "item", "day"),
        *("rides", "ended", "places", "subject", "requester", "external_id"),
    ]
)
ANYTHING = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)
FIELDS = st.dictionaries(
    st.sampled_from(["kind", "urgent", "item", "day", "rides", "ended", "places", "x"]),
    VALUES | st.lists(WORDS, max_size=2),
    max_size=2,
)
TAGS = st.lists(WORDS, max_size=2)
STEP = st.fixed_dictionaries(
    {},
    optional={
        "at": st.sampled_from(["+0s", "+1h", "+25h", "+30d"]),
        "by": st.sampled_from(["agent", "api", "driver"]),
        "on": st.sampled_from(["ticket", "task", "task-2"]),
        "macro": st.sampled_from(["lost", "greet", "odd"]),
        "channel": st.sampled_from(["chat", "phone"]),
        "comment": st.fixed_dictionaries({"text": st.just("말")}, optional={"public": st.booleans()}),
        "fields": FIELDS,
        "tags": st.fixed_dictionaries({}, optional={"set": TAGS, "add": TAGS, "remove": TAGS}),
        "status": st.sampled_from(["open", "new", "pending", "hold", "solved", "closed"]),
        "priority": st.sampled_from(["high", "low", None]),
        "assignee": st.sampled_from(["agent", None]),
        "group": st.sampled_from(["분실물 담당", None, "x"]),
        "webhooks": st.sampled_from(["fail", "twice", "succeed"]),
        "expect": st.just({"status": "open"}) | ANYTHING,
    },
)


def runs(content: str | bytes) -> None:
    found = read(content)
    if not isinstance(found, Definitions):
        assert found
        for finding in found:
            assert catalogue.explain(finding.id)
            assert finding.message.endswith((".", "?"))
            assert finding.message.isprintable()
        return
    first, second = (run(tuple(cases(found)), ACCOUNT) for _ in range(2))
    assert render.to_json(first, with_coverage=True) == render.to_json(second, with_coverage=True)
    assert junit.to_junit(first) == junit.to_junit(second)
    for result in first.results:
        assert all(fault.message.endswith((".", "?")) for fault in result.faults)
        assert all(line.isprintable() for line in render.told(result))


@settings(max_examples=60)
@given(content=st.binary(max_size=60))
def test_any_bytes(content: bytes) -> None:
    runs(content)


@settings(max_examples=150)
@given(content=ANYTHING)
@example(
    content={
        "start": "2026-11-24T10:00:00+09:00",
        "scenarios": [{"name": "a", "expect": {"due": "9999-12-31T23:59:59-12:00"}}],
    }
)
@example(content={"start": "2026-11-24T10:00:00+23:59", "scenarios": [{"name": "a", "expect": {"status": "new"}}]})
def test_any_data(content: object) -> None:
    runs(json.dumps(content, ensure_ascii=False))


@settings(max_examples=150)
@given(content=ANYTHING)
def test_any_scenario(content: object) -> None:
    runs(
        json.dumps(
            {
                "start": "2026-11-24T10:00:00+09:00",
                "scenarios": [{"name": "a", "expect": {"status": "new"}, "ticket": content}],
            }
        )
    )


@settings(max_examples=120)
@given(steps=st.lists(STEP, max_size=5))
def test_any_steps(steps: list[object]) -> None:
    scenario = {"name": "a", "steps": steps, "expect": {"status": "new", "tasks": []}}
    runs(json.dumps({"start": "2026-11-24T10:00:00+09:00", "scenarios": [scenario]}, ensure_ascii=False))


def test_what_is_known_to_break() -> None:
    for each in (*SHAPE, *MEANING):
        runs(each.content)
