"""A service as small as can be: its OpenAPI file, its routes, and what it was asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from conformance.checking import Check
from conformance.exchanges import Exchange
from conformance.openapi import Document
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conformance.absent import Absent
    from conformance.known import Known
    from conformance.own_schemas import Beyond
    from macrosync.local_zendesk.context import Context

#: JSON, written as it comes.
Data: TypeAlias = Any
NOTE = {
    "type": "object",
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "text": {"type": "string"},
        "due_at": {"type": "string", "format": "date-time", "nullable": True},
        "tone": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        "kind": {"type": "string", "enum": ["plain", "rich"], "nullable": True},
    },
    "required": ["text"],
}
#: A note with every key.
WHOLE: Data = {"id": 1, "text": "분실물", "due_at": None, "tone": 1, "kind": "plain"}
_ONE = {"type": "object", "properties": {"note": {"$ref": "#/components/schemas/Note"}}}
_MANY = {"type": "object", "properties": {"notes": {"type": "array", "items": {"$ref": "#/components/schemas/Note"}}}}
_PAGE = {
    "name": "page",
    "in": "query",
    "style": "deepObject",
    "explode": True,
    "schema": {"oneOf": [{"type": "integer"}, {"type": "object", "properties": {"size": {"type": "integer"}}}]},
}
_ID = {"name": "note_id", "in": "path", "required": True, "schema": {"type": "integer"}}
_LOCALE = {"name": "locale", "in": "path", "required": True, "schema": {"type": "string"}}
LIST, SHOW, CREATE = "GET /api/v2/notes", "GET /api/v2/notes/{id}", "POST /api/v2/notes"


def _answers(schema: Data, status: str = "200", **more: Data) -> Data:
    content = {"application/json": {"schema": schema}}
    return {"tags": ["Notes"], "responses": {status: {"description": "", "content": content}}, **more}


def _body(*types: str) -> Data:
    return {"content": {each: {"schema": _ONE} for each in types}}


def document() -> Document:
    """The file."""
    empty = {"tags": ["Notes"], "responses": {"204": {"description": ""}}}
    paths = {
        "/api/v2/notes": {
            "get": _answers(_MANY, parameters=[{"$ref": "#/components/parameters/Page"}]),
            "post": _answers(_ONE, "201", requestBody=_body("application/json")),
        },
        "/api/v2/notes/{note_id}": {
            "parameters": [_ID],
            "get": _answers(_ONE),
            "put": _answers(_ONE, requestBody=_body("application/json")),
            "delete": empty,
        },
        "/api/v2/notes/search": {"get": _answers(_MANY)},
        "/api/v2/macros": {"get": _answers(_MANY) | {"tags": ["Macros"]}},
        "/api/v2/{locale}/notes": {"parameters": [_LOCALE], "get": _answers(_MANY)},
        "/oauth/tokens": {"post": _answers(_ONE, requestBody=_body("application/x-www-form-urlencoded"))},
    }
    content = {
        "openapi": "3.0.3",
        "info": {"title": "Notes", "version": "1"},
        "paths": paths,
        "components": {"schemas": {"Note": NOTE}, "parameters": {"Page": _PAGE}},
    }
    return Document.of(json.loads(json.dumps(content)))


def _unused(_: Context) -> Answer:
    return Answer.empty()


def routes(*served: str) -> tuple[Route, ...]:
    """Routes of these operations."""
    return tuple(Route(method, path, _unused) for method, path in (each.split(" ") for each in served))


def exchange(call: str, answer: Data = None, status: int = 200, body: Data = None, **more: Data) -> Exchange:
    """One exchange, such as of "GET /api/v2/notes?page=1"."""
    method, _, address = call.partition(" ")
    path, _, query = address.partition("?")
    values: Data = {
        "test": "test_notes.py::test_one (call)",
        "type": "application/json" if body is not None else "",
        "body": body if isinstance(body, str) else json.dumps(body) if body is not None else "",
        "answer_type": "application/json; charset=utf-8" if answer is not None else "",
        "answer": answer if isinstance(answer, str) else json.dumps(answer) if answer is not None else "",
    }
    return Exchange(method=method, path=path, query=query, status=status, **(values | more))


def check(
    *exchanges: Exchange,
    served: Sequence[str] = (LIST,),
    known: Sequence[Known] = (),
    beyond: Mapping[str, Beyond] | None = None,
    absent: Sequence[Absent] = (),
) -> Check:
    """What comes of holding exchanges against the file."""
    made = Check([document()], routes(*served), known, beyond or {}, absent)
    made.hold(exchanges)
    return made


def said(*exchanges: Exchange, **more: Data) -> list[str]:
    """The misfits, each as its operation, side, place and message."""
    return sorted(check(*exchanges, **more).unexplained)
