"""What pydantic says of a file, as findings in the words of an author."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from macrosync.resources import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from macrosync.definitions.strict_yaml import Document

_WANTED = {
    "is_instance_of": "text",
    "model_type": "a mapping of keys and values",
    "dict_type": "a mapping of keys and values",
    "tuple_type": "a list",
    "list_type": "a list",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
}


def findings(error: ValidationError, document: Document, model: type[BaseModel]) -> Iterator[Finding]:
    """One finding for each thing that pydantic found, at the place of the key or value that it is about."""
    for detail in error.errors():
        yield _finding(detail, document, model)


def _finding(detail: ErrorDetails, document: Document, model: type[BaseModel]) -> Finding:
    path = tuple(detail["loc"])
    if path and path[-1] == "[key]":
        return _unknown(path[:-1], document, _expected_keys(detail))
    if detail["type"] == "missing":
        message = f"`{path[-1]}` is missing from {_subject(path[:-1])}: add it."
        return Finding(document.place(path[:-1]), "missing-key", message)
    if detail["type"] == "extra_forbidden":
        return _unknown(path, document, _keys_at(model, path[:-1]))
    return Finding(document.place(path), *_about_value(path, detail))


def _about_value(path: tuple[str | int, ...], detail: ErrorDetails) -> tuple[str, str]:
    """The id and the sentence of a finding on a value."""
    name = _name(path)
    match detail["type"]:
        case "too_short":
            return "empty-list", f"{name} is empty: give at least one."
        case "greater_than_equal":
            return "bad-version", f"{name} is a whole number from 1 on."
        case kind if kind in _WANTED:
            return "wrong-type", _wrong_type(name, _WANTED[kind], detail["input"])
        case own:
            return own, f"{name} {detail['msg'].rstrip('.')}."


def _wrong_type(name: str, wanted: str, value: object) -> str:
    quote = " Put it in quotes." if wanted == "text" and isinstance(value, int | float) else ""
    return f"{name} is {_described(value)} where {wanted} is expected.{quote}"


def _described(value: object) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return "a yes-or-no value"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _unknown(path: tuple[str | int, ...], document: Document, known: tuple[str, ...]) -> Finding:
    close = get_close_matches(str(path[-1]), known, n=1)
    advice = f"did you mean `{close[0]}`?" if close else f"known here: {', '.join(known)}."
    return Finding(
        document.place(path, key=True),
        "unknown-key",
        f"`{path[-1]}` is no key of {_subject(path[:-1])}; {advice}",
    )


def _expected_keys(detail: ErrorDetails) -> tuple[str, ...]:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    return tuple(word.strip(" '") for word in expected.replace(" or ", ",").split(",") if word.strip())


def _keys_at(model: type[BaseModel], path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys of the model at a path, found through the JSON Schema that editors use."""
    schema = model.model_json_schema()
    node = schema
    for part in path:
        node = _resolved(node, schema)
        if isinstance(part, int):
            node = node.get("items", {})
        else:
            node = node.get("properties", {}).get(part) or node.get("additionalProperties") or {}
    return tuple(_resolved(node, schema).get("properties", {}))


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follow `$ref`, and the side of an optional value that is not null."""
    for option in node.get("anyOf", ()):
        if option.get("type") != "null":
            node = option
    reference = node.get("$ref")
    return schema["$defs"][reference.rpartition("/")[2]] if reference else node


def _subject(path: tuple[str | int, ...]) -> str:
    return _name(path) if path else "this file"


def _name(path: tuple[str | int, ...]) -> str:
    if not path:
        return "This file"
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return f"`{words}`"
