"""What no scenario exercises: rules, conditions (each true and false), actions, macros."""

from __future__ import annotations

from tests.scenarios.small import CATEGORY, DESIRED, HEAD, condition, macro, report, trigger

from macrosync.scenarios import Account, render, run
from macrosync.scenarios.coverage import Counted

ONE = (
    trigger(
        "only",
        [condition("status", "is", "open")],
        ("priority", "high"),
        ("type", "task"),
        some=[condition("priority", "is", "low"), condition("priority", "is_not", "high")],
    ),
    macro("quiet", ("status", "pending")),
)


def gaps(*scenarios: str) -> list[str]:
    listed = "".join(f"  - {each}\n" for each in scenarios)
    made = report(f"{HEAD}scenarios:\n{listed}", (CATEGORY, *ONE))
    return [f"{gap.key} {gap.what}" for gap in made.coverage.gaps]


def test_nothing_is_covered_where_nothing_runs() -> None:
    coverage = run((), Account.of((CATEGORY, *ONE))).coverage
    assert coverage.counts == {
        "rules": Counted(0, 1),
        "conditions": Counted(0, 3),
        "actions": Counted(0, 2),
        "macros": Counted(0, 1),
    }
    assert len(coverage.gaps) == 7


def test_a_gap_goes_with_the_scenario_that_fills_it() -> None:
    never = "{name: a, expect: {priority: null}}"
    assert gaps(never) == [
        "only never fires",
        "only condition all[1] status is open is never true",
        "only condition any[1] priority is low is never true",
        "only condition any[2] priority is_not high is never false",
        "only action [1] priority high never does anything",
        "only action [2] type task never does anything",
        "quiet is never applied",
    ]
    fires = "{name: b, ticket: {type: task, priority: low}, steps: [{status: open}], expect: {priority: high}}"
    assert gaps(never, fires) == [
        "only condition any[2] priority is_not high is never false",
        "only action [2] type task never does anything",
        "quiet is never applied",
    ]
    rest = "{name: c, ticket: {priority: high}, steps: [{macro: quiet}], expect: {priority: high}}"
    more = "{name: d, steps: [{status: open}], expect: {type: task}}"
    assert gaps(never, fires, rest, more) == []


def test_a_failing_scenario_exercises_too() -> None:
    assert "only never fires" not in gaps("{name: b, ticket: {status: open}, expect: {status: new}}")


def test_the_rule_that_every_account_has_is_not_asked_for() -> None:
    assert "zendesk" not in "".join(gap.key for gap in run((), Account.of(DESIRED)).coverage.gaps)


def test_lines_and_data() -> None:
    made = report(f"{HEAD}scenarios:\n  - {{name: a, expect: {{status: new}}}}\n", (CATEGORY, *ONE))
    lines = list(render.of_coverage(made.coverage))
    assert lines[0] == "  workflows/only.yaml:3:5: trigger only never fires"
    assert lines[-1] == "Coverage: rules 0 of 1, conditions 0 of 3, actions 0 of 2, macros 0 of 1."
    data = render.to_json(made, with_coverage=True)["coverage"]
    assert isinstance(data, dict)
    assert data["rules"] == {"covered": 0, "total": 1}
    assert isinstance(data["gaps"], list)
    assert data["gaps"][0] == {
        "kind": "trigger",
        "key": "only",
        "what": "never fires",
        "path": "workflows/only.yaml",
        "line": 3,
        "column": 5,
    }
