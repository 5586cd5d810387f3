"""What the harness finds in an exchange, and says without the values at hand."""

from __future__ import annotations

import pytest
from tests.conformance_harness.tiny import Data, exchange, said

NOTE = {"id": 1, "text": "분실물"}


def test_what_fits_is_not_told() -> None:
    assert said(exchange("GET /api/v2/notes/1", {"note": NOTE | {"due_at": None, "tone": 3}})) == []


@pytest.mark.parametrize(
    ("values", "where", "message"),
    [
        ({"text": 1}, "note.text", "integer where string is declared"),
        ({"text": None}, "note.text", "null where string is declared"),
        ({"tone": None}, "note.tone", "null where string or integer is declared"),
        ({"kind": None}, "note.kind", "null that is none of the declared values"),
        ({"kind": "loud"}, "note.kind", "string that is none of the declared values"),
        ({"due_at": "tomorrow"}, "note.due_at", "string that is no date-time"),
        ({"colour": "red"}, "note", "colour is not a declared key"),
    ],
)
def test_an_answer_that_does_not_fit(values: Data, where: str, message: str) -> None:
    found = said(exchange("GET /api/v2/notes/1", {"note": NOTE | values}))
    assert found == [f"GET /api/v2/notes/{{note_id}} | answer | {where} | {message}"]


def test_a_missing_key() -> None:
    assert said(exchange("GET /api/v2/notes/1", {"note": {"id": 1}})) == [
        "GET /api/v2/notes/{note_id} | answer | note | text is missing"
    ]


def test_one_rule_broken_many_times_is_one() -> None:
    broken = [exchange("GET /api/v2/notes", {"notes": [NOTE | {"text": n}, NOTE | {"text": -n}]}) for n in range(5)]
    assert said(*broken) == ["GET /api/v2/notes | answer | notes.text | integer where string is declared"]


@pytest.mark.parametrize("query", ["", "?page[size]=5", "?page%5Bsize%5D=5", "?page=2"])
def test_deep_objects_in_the_query(query: str) -> None:
    assert said(exchange(f"GET /api/v2/notes{query}", {"notes": []})) == []


@pytest.mark.parametrize("name", ["page[size]", "page"])
def test_a_query_that_does_not_fit(name: str) -> None:
    assert said(exchange(f"GET /api/v2/notes?{name}=many", {"notes": []})) == [
        f"GET /api/v2/notes | request | ?{name} | text that is no integer"
    ]


def test_a_request_that_was_accepted_has_to_fit() -> None:
    sent = {"note": {"id": 7, "due_at": 5}}
    assert said(exchange("PUT /api/v2/notes/1", {"note": NOTE}, body=sent)) == [
        "PUT /api/v2/notes/{note_id} | request | note | text is missing",
        "PUT /api/v2/notes/{note_id} | request | note.due_at | integer where string is declared",
        "PUT /api/v2/notes/{note_id} | request | note.id | a read-only key is sent",
    ]


def test_a_request_that_was_refused_or_drawn_by_chance_need_not_fit() -> None:
    assert said(exchange("PUT /api/v2/notes/1", {"note": NOTE}, body={"note": 1}, drawn=True)) == []
    refused = said(exchange("PUT /api/v2/notes/1", {"error": "RecordInvalid"}, 422, body={"note": 1}))
    assert refused == ["PUT /api/v2/notes/{note_id} | answer | - | status 422 is not declared"]


def test_what_a_fault_may_have_made_is_passed_over() -> None:
    assert said(exchange("GET /api/v2/notes", "{", disturbed=True)) == []


def test_form_bodies() -> None:
    form = "application/x-www-form-urlencoded"
    call = exchange("POST /oauth/tokens", {"note": NOTE}, body="note=1", type=form)
    assert [each for each in said(call) if "MediaType" in each] == []
    other = exchange("POST /oauth/tokens", {"note": NOTE}, body="{}", type="application/json")
    assert said(other) == ["POST /oauth/tokens | request | - | MediaTypeNotFound"]


@pytest.mark.parametrize("call", ["GET /api/v2/notes.json", "GET /api/v2/notes/", "HEAD /api/v2/notes"])
def test_other_ways_to_call(call: str) -> None:
    body: Data = None if call.startswith("HEAD") else {"notes": []}
    assert said(exchange(call, body)) == []


def test_answers_without_a_body() -> None:
    assert said(exchange("DELETE /api/v2/notes/1", status=204), exchange("GET /api/v2/notes", status=304)) == []
    for call, status in (("DELETE /api/v2/notes/1", 204), ("GET /api/v2/notes", 304), ("HEAD /api/v2/notes", 200)):
        assert "there is a body where HTTP allows none" in said(exchange(call, {}, status))[0]
    assert said(exchange("GET /api/v2/notes", status=200)) == ["GET /api/v2/notes | answer | - | MissingData"]


def test_an_answer_that_is_no_json() -> None:
    assert said(exchange("GET /api/v2/notes", "{"))[0].startswith("GET /api/v2/notes | answer | - | ")
    page = exchange("GET /api/v2/notes", "<html>", answer_type="text/html")
    assert said(page) == ["GET /api/v2/notes | answer | - | MediaTypeNotFound"]


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/api/v2/notes/search", "GET /api/v2/notes/search"),
        ("/api/v2/notes/17", "GET /api/v2/notes/{note_id}"),
        ("/api/v2/en-us/notes", "GET /api/v2/{locale}/notes"),
    ],
)
def test_a_word_goes_before_a_parameter(path: str, operation: str) -> None:
    assert said(exchange(f"GET {path}", {"x": 1})) == [f"{operation} | answer | - | x is not a declared key"]


@pytest.mark.parametrize("path", ["/api/v2/notes/seventeen", "/api/v2/articles/notes"])
def test_an_answer_to_what_stands_nowhere(path: str) -> None:
    assert said(exchange(f"GET {path}", {})) == [f"GET {path} | answer | - | it is answered, and stands nowhere"]


def test_a_route_may_be_one_case_of_an_operation() -> None:
    assert said(exchange("GET /api/v2/ko/notes", {"notes": []}), served=["GET /api/v2/ko/notes"]) == []


def test_an_operation_that_is_served_as_another_one() -> None:
    served = ["GET /api/v2/notes/{name}"]
    assert said(exchange("GET /api/v2/notes/search", {"notes": []}), served=served) == [
        "GET /api/v2/notes/search | request | - | it is served as GET /api/v2/notes/{name}"
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"error": "RecordNotFound", "description": "Not found"},
        {"error": {"title": "Forbidden", "message": "No"}},
        {"errors": [{"code": "X", "title": "Y"}]},
        {"errors": {"name": ["can't be blank"]}},
    ],
)
def test_errors_have_the_recorded_forms(body: Data) -> None:
    assert said(exchange("GET /api/v2/elsewhere", body, 404)) == []


@pytest.mark.parametrize("body", [{"message": "no"}, {"errors": []}, {"error": ""}, [], "oops"])
def test_an_error_of_another_form(body: Data) -> None:
    assert " | error | - | " in said(exchange("GET /api/v2/elsewhere", body, 404))[0]
