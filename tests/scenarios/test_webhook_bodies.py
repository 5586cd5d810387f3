"""Mistakes in the body of a webhook, which is JSON only once Liquid has filled it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scenarios.small import DESIRED, TASK

from macrosync.rules import liquid
from macrosync.scenarios import Account
from macrosync.scenarios.webhook_bodies import mutated

if TYPE_CHECKING:
    from macrosync.resources import Json

ACCOUNT = Account.of(DESIRED)
KEYS = (
    "ticket",
    "type",
    "subject",
    "due_at",
    "group_id",
    "priority",
    "external_id",
    "tags",
    "comment",
    "body",
    "public",
)


def made(body: str) -> dict[str, str]:
    return dict(mutated(body, ACCOUNT))


def test_every_key_is_dropped_and_what_is_left_is_json() -> None:
    (task,) = (
        action["value"]
        for rule in ACCOUNT.rules()
        for action in rule.actions
        if action["field"] == "notification_webhook"
    )
    assert isinstance(task, list)
    found = made(str(task[1]))
    dropped = {what.split("`")[1].rpartition(".")[2]: body for what, body in found.items() if what.endswith("dropped")}
    assert tuple(dropped) == KEYS
    for name, body in dropped.items():
        assert f'"{name}"' not in json.dumps(json.loads(body))


def test_values_by_what_they_are() -> None:
    found = made(TASK.replace("@{group/분실물 담당}", "7").replace("@{ticket_field/kind}", "8"))
    assert {what.partition(" ")[2] for what in found if not what.endswith("dropped")} == {
        "task → question",
        "is another text",
        "high → urgent",
        "without {{ticket.id}}",
        "without {{ticket.ticket_field_option_title_8}}",
        "lost_task → lost_task-mutant",
        "false → true",
        f"7 → {next(iter(ACCOUNT.groups.values()))}",
    }


@pytest.mark.parametrize(
    ("body", "whats"),
    [
        ('{"a": 3}', ["`a` dropped", "`a` 3 → 4"]),
        ('{"id": 3}', ["`id` dropped"]),
        ('{"a": {{ticket.id}}}', ["`a` dropped"]),
        ('{"value": "fare"}', ["`value` dropped", "`value` fare → lost__phone"]),
        ('{"a": "b, }", "c": true}', ["`a` dropped", "`a` is another text", "`c` dropped", "`c` true → false"]),
        ('{"a": [{"b": true}]}', ["`a` dropped", "`a.b` dropped", "`a.b` true → false"]),
        ('{% if x %}{"a": null}{% else %}{}{% endif %}', ["`a` dropped"]),
        (
            '{"a": "{% if hour < 9 %}x{% endif %}"}',
            ["`a` dropped", "`a` is another text", "< 9 → < 8 in {% if hour < 9 %}", "< 9 → < 10 in {% if hour < 9 %}"],
        ),
        (
            "{% if day < 32400 %}{% endif %}{}",
            [f"< 32400 → < {other} in {{% if day < 32400 %}}" for other in (28800, 36000)],
        ),
        ("no JSON at all", []),
    ],
)
def test_what_is_made_of_a_body(body: str, whats: list[str]) -> None:
    assert [what for what, _ in mutated(body, ACCOUNT)] == whats


TEXTS = st.text('ab"\\,:[] 분\n', max_size=6)
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(0, 99) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=3))
def test_of_any_json_something_else_is_made_that_is_json_too(value: dict[str, Json]) -> None:
    body = json.dumps(value, ensure_ascii=False)
    try:
        liquid.placeholders(body)
    except liquid.LiquidInvalid:
        return
    found = list(mutated(body, ACCOUNT))
    assert len([what for what, _ in found if what.endswith("dropped")]) == _keys(value)
    for _, other in found:
        assert json.loads(other) != value


def _keys(value: Json) -> int:
    if isinstance(value, dict):
        return len(value) + sum(_keys(each) for each in value.values())
    return sum(_keys(each) for each in value) if isinstance(value, list) else 0
