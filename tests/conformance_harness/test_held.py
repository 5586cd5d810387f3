"""Keys that a file declares of answers, and that no answer held."""

from __future__ import annotations

import json

import pytest
from tests.conformance_harness.tiny import CREATE, LIST, WHOLE, Data, check, document, exchange

from conformance import coverage
from conformance.absent import ABSENT, Absent
from conformance.held import DeclaredKey, Held, Place
from conformance.openapi import Document


def never(*answers: Data, components: Data, answered: Data) -> list[str]:
    """The keys that no answer held, where GET /api/v2/notes is declared to be answered like that."""
    content = json.loads(json.dumps(document().content))
    content["components"]["schemas"] |= components
    responses = content["paths"]["/api/v2/notes"]["get"]["responses"]
    responses["200"]["content"]["application/json"]["schema"] = answered
    file, held = Document.of(content), Held()
    operation = next(each for each in file.operations if str(each) == LIST)
    held.declare(file, operation)
    for answer in answers:
        held.note(file, operation, exchange(LIST, answer))
    return [str(key) for key in held.never()]


def a(**properties: Data) -> Data:
    return {"type": "object", "properties": properties}


def many(schema: Data) -> Data:
    return {"type": "array", "items": schema}


def named(name: str) -> Data:
    return {"$ref": f"#/components/schemas/{name}"}


TEXT = {"type": "string"}


def test_a_key_that_no_answer_held_is_told_with_its_place() -> None:
    half = exchange(LIST, {"notes": [{"id": 1, "text": "x"}, {"id": 2, "text": "x", "tone": 3}]})
    problems = list(check(half).problems())
    assert problems == [
        f"GET /api/v2/notes.notes Note | {key}: no answer held it, and GET /api/v2/notes declares it; "
        "serve it, or say in conformance/absent.py why it is not there."
        for key in ("due_at", "kind")
    ]


def test_one_answer_that_held_it_is_enough_and_null_is_held() -> None:
    given = {"due_at": None, "kind": "plain", "tone": 3}
    answers = [exchange(LIST, {"notes": [{"id": 1, "text": "x", key: value}]}) for key, value in given.items()]
    assert list(check(*answers).problems()) == []


def test_a_key_is_held_place_by_place() -> None:
    halves = exchange(LIST, {"notes": [{"id": 1, "text": "x"}]})
    problems = list(
        check(
            halves, exchange("GET /api/v2/notes/1", {"note": WHOLE}), served=[LIST, "GET /api/v2/notes/{note_id}"]
        ).problems()
    )
    assert [each.partition(" | ")[0] for each in problems] == ["GET /api/v2/notes.notes Note"] * 3


@pytest.mark.parametrize(
    "call",
    [
        exchange(LIST, {"notes": [WHOLE]}, disturbed=True),
        exchange(LIST, {"notes": [WHOLE]}, 500),
        exchange("GET /api/v2/notes/search", {"notes": [WHOLE]}),
    ],
    ids=["disturbed", "refused", "another operation"],
)
def test_what_is_no_answer_of_the_service_counts_for_nothing(call: Data) -> None:
    found = check(exchange(LIST, {"notes": [{"id": 1, "text": "x"}]}), call).keys.never()
    assert {key.key for key in found} == {"due_at", "tone", "kind"}


def test_a_reason_explains_its_place_and_keys_alone() -> None:
    half = exchange(LIST, {"notes": [{"id": 1, "text": "x", "tone": 2}]})
    reason = Absent(r".* Note", r"due_at|kind", "recorded")
    assert list(check(half, absent=[reason]).problems()) == []
    for other in (Absent(r"Note", r"due_at|kind", "place"), Absent(r".* Note", r"due", "key")):
        problems = list(check(half, absent=[other]).problems())
        assert len(problems) == 3
        assert problems[2] == f"conformance/absent.py: nothing is explained by {other}; take it out."


def test_a_reason_for_what_is_held_fails() -> None:
    reason = Absent(r".* Note", r"id", "recorded")
    (problem,) = check(exchange(LIST, {"notes": [WHOLE]}), absent=[reason]).problems()
    assert problem == "conformance/absent.py: nothing is explained by .* Note | id; take it out."


def test_what_stands_below_a_key_that_is_not_there_goes_with_it() -> None:
    components = {"Place": a(street=TEXT), "Case": a(place=named("Place"), car=a(colour=TEXT))}
    answered = a(cases=many(named("Case")))
    assert never({"cases": [{}]}, components=components, answered=answered) == [
        f"{LIST}.cases Case | {key}" for key in ("car", "place")
    ]
    assert never({"cases": [{"place": None, "car": {}}]}, components=components, answered=answered) == [
        "Case.car | colour",
        "Case.place Place | street",
    ]
    assert never({}, components=components, answered=answered) == [f"{LIST} | cases"]


def test_a_list_that_is_always_empty_tells_all_keys_of_its_items() -> None:
    answered = a(cases=many(a(number=TEXT, what=TEXT)))
    assert never({"cases": []}, components={}, answered=answered) == [
        f"{LIST}.cases | {key}" for key in ("number", "what")
    ]


def test_composed_schemas_count_together_each_with_its_name() -> None:
    components = {"Base": a(id=TEXT), "Case": {"allOf": [named("Base"), a(number=TEXT)]}}
    answered = a(case={"oneOf": [named("Case"), named("Base")]})
    assert never({"case": {"number": "1"}}, components=components, answered=answered) == [f"{LIST}.case Base | id"]
    assert never({"case": {"number": "1", "id": "2"}}, components=components, answered=answered) == []


def test_a_schema_that_holds_itself_ends() -> None:
    components = {"Tree": a(leaf=TEXT, branches=many(named("Tree")))}
    found = never({"tree": {"branches": [{"branches": []}]}}, components=components, answered=a(tree=named("Tree")))
    assert found == [f"{LIST}.tree Tree | leaf", "Tree.branches Tree | leaf"]


def test_what_is_only_written_is_not_asked_for() -> None:
    assert never({}, components={}, answered=a(secret=TEXT | {"writeOnly": True})) == []


def test_keys_of_an_operation_that_nobody_exercised_are_not_told() -> None:
    (problem,) = check(exchange(LIST, {"notes": [WHOLE]}), served=[LIST, CREATE]).problems()
    assert problem.startswith(f"{CREATE}: it is served and no test")


def test_an_answer_of_another_status_is_held_against_what_is_declared() -> None:
    held, file = Held(), document()
    operation = next(each for each in file.operations if str(each) == LIST)
    held.declare(file, operation)
    held.note(file, operation, exchange(LIST, {"notes": [WHOLE]}, 201))
    held.note(file, operation, exchange(LIST, status=204))
    assert held.never() == {}


def test_every_reason_says_one_and_no_two_are_of_the_same_keys() -> None:
    assert all(each.reason.endswith(".") for each in ABSENT)
    assert len({(each.place, each.keys) for each in ABSENT}) == len(ABSENT)


def test_the_reasons_stand_on_the_page() -> None:
    key = DeclaredKey(Place("GET /x.note", "Note"), "due_at")
    reason = Absent(r".* Note", r"due_at|kind", "No recorded note has them.")
    assert reason.explains(key)
    text = coverage.page((), (), [reason])
    assert "| `.* Note` | `due_at\\|kind` | No recorded note has them. |" in text
