"""What makes the whole check fail: misfits, what nobody exercised, and what is listed without need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conformance_harness.tiny import CREATE, LIST, SHOW, WHOLE, check, exchange

from conformance.__main__ import report
from conformance.known import Known
from conformance.own_schemas import Beyond, closed

if TYPE_CHECKING:
    from pathlib import Path

WELL = exchange("GET /api/v2/notes", {"notes": [WHOLE]})
BROKEN = exchange("GET /api/v2/notes", {"notes": [WHOLE | {"text": None}]})
KNOWN = Known(r"GET /api/v2/notes", r"notes\.text", r"null where string is declared", "recorded")


def test_all_is_well() -> None:
    assert list(check(WELL).problems()) == []


def test_a_misfit_is_told_with_its_number_and_an_example() -> None:
    (problem,) = check(BROKEN, WELL).problems()
    assert problem.startswith("GET /api/v2/notes | answer | notes.text | null where string is declared  (1 times)")
    assert 'test_notes.py::test_one: GET /api/v2/notes 200 {"notes"' in problem


def test_a_known_one_is_explained() -> None:
    assert list(check(BROKEN, known=[KNOWN]).problems()) == []


@pytest.mark.parametrize(
    "other",
    [
        Known(r"GET /api/v2/note", KNOWN.where, KNOWN.message, "other operation"),
        Known(KNOWN.operation, r"notes", KNOWN.message, "other place"),
        Known(KNOWN.operation, KNOWN.where, r"null", "only a part of the message"),
        Known(KNOWN.operation, KNOWN.where, KNOWN.message, "other side", side="request"),
    ],
    ids=lambda known: known.reason,
)
def test_a_known_one_explains_nothing_else(other: Known) -> None:
    problems = list(check(BROKEN, known=[other]).problems())
    assert problems[0].startswith("GET /api/v2/notes | ")
    assert "nothing is explained by" in problems[1]


def test_an_idle_known_one_fails() -> None:
    (problem,) = check(WELL, known=[KNOWN]).problems()
    assert problem == f"conformance/known*.py: nothing is explained by {KNOWN}; take it out."


def test_under_a_switch_an_operation_is_exercised_and_not_held_against_the_file() -> None:
    switched = exchange("GET /api/v2/notes/1", {"note": {"text": None}}, switched=True)
    (problem,) = check(WELL, switched, served=[LIST, "GET /api/v2/notes/{note_id}"]).problems()
    assert problem.startswith("GET /api/v2/notes/{note_id} | note: no answer held it")


def test_an_operation_that_nobody_exercised_fails() -> None:
    refused = exchange("POST /api/v2/notes", {"error": "RecordInvalid"}, 422)
    known = [Known(r".*", r"", r"status 4.. is not declared", "hardly any error is")]
    (problem,) = check(WELL, refused, served=[LIST, CREATE], known=known).problems()
    assert problem == f"{CREATE}: it is served and no test has it answered well; write one."


def test_what_stands_in_no_file_needs_a_schema_of_our_own() -> None:
    call = "GET /api/v2/hooks"
    good = exchange(call, {"hooks": 1})
    described = {call: Beyond("REF", {200: closed({"hooks": {"type": "integer"}})})}
    assert list(check(WELL, good, served=[LIST, call], beyond=described).problems()) == []
    problems = list(check(WELL, good, served=[LIST, call]).problems())
    assert any("describe it in conformance/beyond.py" in problem for problem in problems)
    (problem,) = check(WELL, beyond=described).problems()
    assert problem == f"conformance/beyond.py: {call} is not served, or stands in a file; take it out."


def test_a_schema_of_our_own_is_held_against_request_and_answer() -> None:
    call = "PUT /api/v2/hooks"
    hook = closed({"hook": closed({"name": {"type": "string"}})})
    described = {call: Beyond("REF", {204: None, 200: hook}, hook)}
    found = check(
        exchange(call, {"hook": {"colour": 1}}, body={"hook": 1}),
        exchange(call, {"hook": {}}, 204),
        exchange(call, None, 204, body="{"),
        exchange(call, {}, 201),
        exchange(call, {"hook": {"name": "x"}}, body={"hook": {"name": 1}}, drawn=True),
        served=[call],
        beyond=described,
    )
    assert sorted(each.partition(" | ")[2] for each in found.unexplained) == [
        "answer | - | status 201 is not declared",
        "answer | - | there is a body where none is declared",
        "answer | hook | colour is not a declared key",
        "answer | hook | name is missing",
        "request | - | the body is no JSON",
        "request | hook | integer where object is declared",
    ]


def test_a_stale_page_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, counts = tmp_path / "coverage.md", tmp_path / "operations.tsv"
    for code, told in ((1, "was stale and is written"), (0, "problems: 0")):
        assert report(check(WELL, WELL), page, counts) == code
        assert told in capsys.readouterr().out
    assert counts.read_text(encoding="utf-8") == f"2\t{LIST}\n"


def test_the_page_tells_served_501_and_absent_apart(tmp_path: Path) -> None:
    page = tmp_path / "coverage.md"
    own = "GET /api/v2/guide/notes"
    report(check(WELL, served=[LIST, SHOW, own]), page, tmp_path / "operations.tsv")
    text = page.read_text(encoding="utf-8")
    assert "2 are served" in text
    assert "| `notes` | GET | POST |  |" in text  # what is served by another method is 501
    assert "| `notes/{note_id}` | GET | PUT DELETE |  |" in text
    assert "| `notes/search` |  |  | GET |" in text
    assert "- `guide/notes`: GET" in text
    assert "| Macros |  | 1 |" in text
