"""What pydantic says of a file, in the words of an author."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from macrosync.definitions.wording import shown
from macrosync.resources import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from macrosync.definitions.strict_yaml import Document, Path

_WANTED = {
    "is_instance_of": "text",
    "string_type": "text",
    "model_type": "a mapping of keys and values",
    "dict_type": "a mapping of keys and values",
    "tuple_type": "a list",
    "int_type": "a whole number",
    "bool_type": "true or false",
}
#: A sentence lists no more keys than a person reads.
_MOST_KEYS = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that pydantic found: the path of the value (or of its key), the finding's id, the sentence."""

    path: Path
    id: str
    message: str
    key: bool = False


def findings(error: ValidationError, document: Document, model: type[BaseModel]) -> Iterator[Finding]:
    """One finding for each fault, at the place of the key or value that it is about."""
    for fault in faults(error, model):
        yield Finding(document.place(fault.path, key=fault.key), fault.id, fault.message)


def faults(error: ValidationError, model: type[BaseModel]) -> Iterator[Fault]:
    """Everything that keeps data from being a model."""
    for detail in error.errors(include_url=False):
        # A list whose every item is at fault is called too short besides: pydantic counts what is left of it.
        if detail["type"] != "too_short" or not detail["input"]:
            yield _fault(detail, model)


def _fault(detail: ErrorDetails, model: type[BaseModel]) -> Fault:
    path = tuple(detail["loc"])
    match detail["type"]:
        case "missing":
            return Fault(path[:-1], "missing-key", f"`{path[-1]}` is missing from {_subject(path[:-1])}: add it.")
        case "extra_forbidden":
            return _unknown(path, _keys_at(model, path[:-1]))
        case "literal_error" if path[-1:] == ("[key]",):  # a key of a mapping whose keys are given
            return _unknown(path[:-1], _expected_keys(detail))
    if path and path[-1] == "[key]":
        return Fault(path[:-1], *_about_value(path[:-1], detail), key=True)
    return Fault(path, *_about_value(path, detail))


def _about_value(path: Path, detail: ErrorDetails) -> tuple[str, str]:
    """The id and the sentence of a finding on a value."""
    name = _name(path)
    match detail["type"]:
        case "too_short":
            return "empty-list", f"{name} is empty: give at least one."
        case "greater_than_equal" if path[-1:] == ("version",):
            return "bad-version", f"{name} is below 1: versions are counted from 1 on, so write 1 or more."
        case "greater_than_equal" | "less_than_equal":
            limit = detail.get("ctx", {})
            least, most = limit.get("ge"), limit.get("le")
            return "bad-number", f"{name} is {'below' if most is None else 'over'} {least or most}: mend the number."
        case "literal_error":
            return "bad-choice", f"{name} is none of {', '.join(_expected_keys(detail))}: write one of them."
        case kind if kind in _WANTED:
            return "wrong-type", _wrong_type(name, _WANTED[kind], detail["input"])
        case own:
            return own, f"{name} {detail['msg'].rstrip('.')}."


def _wrong_type(name: str, wanted: str, value: object) -> str:
    if value is None:
        return f"{name} is empty: write {wanted}, or delete the key."
    quote = "put it in quotes" if wanted == "text" and isinstance(value, int | float) else "write that"
    return f"{name} is {_described(value)} where {wanted} is expected: {quote}."


def _described(value: object) -> str:
    match value:
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


def _unknown(path: Path, known: tuple[str, ...]) -> Fault:
    close = get_close_matches(str(path[-1]), known, n=1)
    advice = f"did you mean `{close[0]}`?" if close else f"take one of {', '.join(known[:_MOST_KEYS])}."
    message = f"`{shown(str(path[-1]))}` is no key of {_subject(path[:-1])}; {advice}"
    return Fault(path, "unknown-key", message, key=True)


def _expected_keys(detail: ErrorDetails) -> tuple[str, ...]:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    return tuple(word.strip(" '") for word in expected.replace(" or ", ",").split(",") if word.strip())


def _keys_at(model: type[BaseModel], path: Path) -> tuple[str, ...]:
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


def _subject(path: Path) -> str:
    return _name(path) if path else "this file"


def _name(path: Path) -> str:
    if not path:
        return "This file"
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return f"`{shown(words)}`"
