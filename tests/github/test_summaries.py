from __future__ import annotations

import json
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync import github
from macrosync.errors import ConfigError
from macrosync.plan import Plan
from macrosync.plan.model import Action, Change, FieldChange
from macrosync.resources import Kind

GO_ON = "gh workflow run apply.yml --ref main"


def change(key: str, text: str = "안내", *, drift: bool = False) -> Change:
    return Change(
        action=Action.CREATE,
        kind=Kind.MACRO,
        key=key,
        title=f"채팅::{key}",
        version=1,
        id=None,
        source=None,
        fields=(FieldChange("description", None, text),),
        payload={},
        seen="",
        drift=drift,
        needs=frozenset(),
    )


def plan(*changes: Change) -> Plan:
    return Plan("desk", "production", changes, {}, 3)


def outcome(**troubles: list[tuple[str, str]]) -> str:
    told = {
        name: [{"kind": "macro", "key": key, "title": key, "reason": reason} for key, reason in troubles.get(name, [])]
        for name in ("held", "failed", "skipped")
    }
    return json.dumps(told)


def line(event: str, key: str, **more: str) -> str:
    return json.dumps({"event": event, "action": "create", "kind": "macro", "key": key, **more})


@given(st.lists(st.text(max_size=4000), max_size=60), st.integers(min_value=2000, max_value=65_000))
def test_a_plan_is_never_longer_than_allowed(texts: list[str], limit: int) -> None:
    made = plan(*(change(f"q{number}", text) for number, text in enumerate(texts)))
    shown = github.planned(made, run_url="https://github.com/desk/scripts/actions/runs/1", limit=limit)
    assert len(shown) <= limit
    assert f"{len(texts)} to create" in shown
    assert "actions/runs/1" in shown


def test_however_long_the_whole_is_whole() -> None:
    made = plan(*(change(f"q{number}", "가" * 1000) for number in range(100)))
    assert len(github.planned(made)) <= 65_000
    assert github.planned(made, limit=None).count("가" * 1000) == 100


def test_what_was_done_and_what_was_not_and_how_to_go_on() -> None:
    made = plan(change("one"), change("two"), change("three"))
    told = github.applied(
        made, outcome(failed=[("two", "answered 422")], skipped=[("three", "not reached")]), [], go_on=GO_ON
    )
    assert told.startswith("### ❌ Not complete: 1 of 3 changes")
    assert "<code>failed: answered 422</code>" in unescape(told)
    assert "<code>not tried: not reached</code>" in unescape(told)
    assert told.count(GO_ON) == 1


def test_the_command_that_goes_on_has_the_inputs_of_the_run_and_what_a_limit_asks_for() -> None:
    made, refused = plan(change("one")), "Error: 4 of 10 macros …: more than 30 % …, and give --force."
    told = github.applied(made, "", [], go_on=GO_ON, inputs=("prune", "force"), errors=refused)
    assert f"\n{GO_ON} -f prune=true -f force=true\n" in told
    assert "where each of these changes is meant" in told
    assert refused in told
    told = github.applied(made, "", [], go_on=GO_ON, inputs=("prune",), errors="Error: answered 422\n```\n# x")
    assert f"\n{GO_ON} -f prune=true\n" in told
    assert "````text\nError: answered 422\n```\n# x\n````" in told  # a longer fence, which nothing in it ends


def test_a_long_reason_is_cut() -> None:
    told = github.applied(plan(change("one")), "", [], go_on=GO_ON, errors="x" * 100_000)
    assert len(told) < 10_000
    assert "… the log has the rest." in told


def test_what_is_left_alone_is_no_failure_and_is_told_with_the_command_that_overwrites_it() -> None:
    told = github.applied(
        plan(change("one"), change("two")), outcome(held=[("two", "changed by hand")]), [], go_on=GO_ON
    )
    assert told.startswith("### ⚠️ Applied, some left alone: 1 of 2 changes")
    assert "To go on" not in told
    assert f"```\n{GO_ON} -f overwrite-drift=true\n```" in told


def test_what_is_no_longer_defined_is_not_passed_over_in_silence() -> None:
    left = replace(plan(change("one")), left=("macro 채팅::둘", "field option 대리_기사"))
    told = github.applied(left, outcome(), [], go_on=GO_ON)
    assert told.startswith("### ✅ Applied: 1 of 1 changes")
    assert "**2 are no longer defined and stay in Zendesk**" in told
    assert f"```\n{GO_ON} -f prune=true\n```" in told
    assert "Tickets that have a consult type that is deleted lose it." in told


def test_a_killed_apply_is_told_by_its_journal_down_to_a_torn_line() -> None:
    journal = [
        line("intent", "one"),
        line("outcome", "one", outcome="created"),
        line("intent", "two"),
        '{"event": "outc',
    ]
    told = github.applied(plan(change("one"), change("two"), change("three")), "", journal, go_on=GO_ON)
    assert "1 of 3 changes" in told
    assert told.count("cut off") == 1
    assert told.count("not reached") == 1


def test_texts_of_an_account_stay_texts() -> None:
    made = plan(change("one"))
    told = github.applied(made, outcome(failed=[("one", "<img src=x> @everyone [a](http://b)")]), [], go_on=GO_ON)
    assert "<img" not in told
    assert "@everyone" not in told
    assert "](http" not in told


def test_scenarios_that_failed_are_shown_and_end_no_fence() -> None:
    junit = b"""<testsuites><testsuite name="a.yaml" tests="2" failures="1" errors="0">
      <testcase name="one" file="a.yaml" line="3"/><testcase name="two" file="a.yaml" line="9">
      <failure message="m">expected\n```\nfound</failure></testcase></testsuite></testsuites>"""
    told = github.scenarios(junit)
    assert told.startswith("### ❌ Scenarios: 1 of 2 passed")
    assert "\n````text\nexpected\n```\nfound\n````\n" in told


def test_what_the_scenarios_exercise_is_told_with_each_gap() -> None:
    junit = b"""<testsuites><testsuite name="a.yaml" tests="1" failures="0" errors="0"><properties>
      <property name="coverage.rules" value="3 of 4"/><property name="coverage gap" value="a.yaml:3: x never"/>
      </properties><testcase name="one" file="a.yaml" line="3"/></testsuite></testsuites>"""
    told = unescape(github.scenarios(junit))
    assert "| rules | <code>3 of 4</code> |" in told
    assert "1 that no scenario exercises" in told
    assert "- <code>a.yaml:3: x never</code>" in told


def test_what_is_no_junit_file_is_refused() -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        github.scenarios(b"<testsuites>")
