"""The outcome as lines, JSON and JUnit XML."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from tests.scenarios.small import HEAD, report

from macrosync.scenarios import Report, junit, render

THREE = f"""{HEAD}scenarios:
  - {{name: 통과, expect: {{status: new}}}}
  - {{name: '<실패> & "따옴표"', expect: {{status: open}}}}
  - {{name: 고장, steps: [{{macro: x}}], expect: {{status: new}}}}
"""


@pytest.fixture(scope="module")
def three() -> Report:
    return report(THREE)


def test_the_three_outcomes_are_kept_apart(three: Report) -> None:
    assert [render.head(each) for each in three.results] == [
        ("PASS", "workflows/scenarios/small.yaml:3:12: 통과"),
        ("FAIL", 'workflows/scenarios/small.yaml:4:12: <실패> & "따옴표"'),
        ("ERROR", "workflows/scenarios/small.yaml:5:12: 고장"),
    ]
    assert str(three) == "3 scenarios: 1 passed, 1 failed, 1 broken."


@pytest.mark.parametrize(("lines", "code"), [((3,), 0), ((3, 4), 1), ((3, 5), 2), ((3, 4, 5), 2)])
def test_the_exit_code_is_that_of_the_worst(lines: tuple[int, ...], code: int) -> None:
    kept = [line for at, line in enumerate(THREE.splitlines(), 1) if at < 3 or at in lines]
    assert report("\n".join(kept) + "\n").exit_code == code


def test_one_is_not_many() -> None:
    assert str(report(f"{HEAD}scenarios: [{{name: a, expect: {{status: new}}}}]")) == (
        "1 scenario: 1 passed, 0 failed, 0 broken."
    )


def test_json(three: Report) -> None:
    data = json.loads(json.dumps(render.to_json(three, with_coverage=False)))
    assert (data["passed"], data["failed"], data["broken"]) == (1, 1, 1)
    passed, failed, broken = data["scenarios"]
    assert passed == {
        "name": "통과",
        "outcome": "pass",
        "path": "workflows/scenarios/small.yaml",
        "line": 3,
        "column": 12,
    }
    assert failed["failures"][0]["expected"] == "status “open”"
    assert failed["failures"][0]["line"] == 4
    assert failed["trace"][0].endswith("the ticket comes in")
    assert broken["faults"][0]["message"].startswith("There is no macro `x`")
    assert "coverage" not in data


def test_junit(three: Report) -> None:
    root = ET.fromstring(junit.to_junit(three))  # noqa: S314 - what is parsed was made here
    assert root.tag == "testsuites"
    assert dict(root.attrib) == {"name": "macrosync", "tests": "3", "failures": "1", "errors": "1", "skipped": "0"}
    (suite,) = root
    assert suite.get("name") == "workflows/scenarios/small.yaml"
    properties, passed, failed, broken = suite
    told = [(each.get("name"), each.get("value")) for each in properties]
    assert [name for name, _ in told][:4] == [f"coverage.{name}" for name in three.coverage.counts]
    assert [name for name, _ in told][4:] == ["coverage gap"] * len(three.coverage.gaps)
    assert (passed.get("name"), list(passed)) == ("통과", [])
    assert failed.get("name") == '<실패> & "따옴표"'
    assert [child.tag for child in failed] == ["failure"]
    assert str(failed[0].get("message")).endswith("expected status “open”")
    assert "the ticket comes in" in str(failed[0].text)
    assert [child.tag for child in broken] == ["error"]
    assert "There is no macro `x`" in str(broken[0].get("message"))


def test_the_same_files_give_the_same_report_to_the_letter(three: Report) -> None:
    again = report(THREE)
    assert junit.to_junit(again) == junit.to_junit(three)
    assert render.to_json(again, with_coverage=True) == render.to_json(three, with_coverage=True)
