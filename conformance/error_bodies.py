"""The forms that errors were recorded in: what the OpenAPI files leave out is held against these."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from conformance.exchanges import Exchange

_TEXT = {"type": "string", "minLength": 1}
#: `error` as a string, `error` as an object, `errors` as a list, and the Help Center's `errors` as an object of lists.
SCHEMA: dict[str, Any] = {
    "oneOf": [
        {
            "type": "object",
            "required": ["error"],
            "properties": {
                "error": _TEXT,
                "description": _TEXT,
                "error_description": _TEXT,
                "message": _TEXT,
                "details": {"type": "object", "additionalProperties": {"type": "array", "minItems": 1}},
            },
            "not": {"required": ["errors"]},
        },
        {
            "type": "object",
            "required": ["error"],
            "properties": {
                "error": {"type": "object", "required": ["title", "message"], "properties": {"title": _TEXT}}
            },
        },
        {
            "type": "object",
            "required": ["errors"],
            "properties": {
                "errors": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "object", "required": ["code", "title"], "properties": {"code": _TEXT}},
                }
            },
        },
        {
            "type": "object",
            "required": ["errors"],
            "properties": {
                "errors": {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": {"type": "array", "minItems": 1},
                }
            },
        },
    ]
}
_VALIDATOR = Draft202012Validator(SCHEMA)


def misfit(exchange: Exchange) -> str:
    """What is wrong with the body of an error; nothing where it has a recorded form."""
    try:
        body = json.loads(exchange.answer)
    except ValueError:
        return "the body of the error is no JSON"
    problem = next(iter(_VALIDATOR.iter_errors(body)), None)
    return f"the error has none of the recorded forms: {exchange.answer[:160]}" if problem else ""
