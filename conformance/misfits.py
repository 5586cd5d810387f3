"""What does not fit, said without the values at hand: so one rule of a file that is broken a hundred times is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openapi_core.casting.schemas.exceptions import CastError
from openapi_core.templating.responses.exceptions import ResponseNotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jsonschema.exceptions import ValidationError

    from conformance.exchanges import Exchange

_NAMES = {type(None): "null", bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}


@dataclass(frozen=True, slots=True, order=True)
class Operation:
    """An operation, as the template of a file or a route has it."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing in an exchange that the file does not allow: `side` is request, answer or error.

    `where` is the place in the body, without the indexes of arrays, or `?name` for a query parameter.
    """

    operation: Operation
    exchange: Exchange
    side: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.operation} | {self.side} | {self.where or '-'} | {self.message}"


def told(errors: Iterable[Exception]) -> list[tuple[str, str]]:
    """Each different error of openapi-core's, as a place and a message."""
    return list(dict.fromkeys(pair for error in errors for pair in _told(error)))


def placed(error: ValidationError) -> Iterator[tuple[str, str]]:
    """An error of a JSON Schema, or what is behind it, each with its place."""
    branches = _branches(error)
    if not branches:
        yield _place(error), _message(error)
    elif types := _types(error, branches):
        yield _place(error), f"{_name(error.instance)} where {' or '.join(types)} is declared"
    else:  # what is meant is the alternative that fits best
        for behind in min(branches, key=len):
            yield from placed(behind)


def _told(error: Exception) -> Iterator[tuple[str, str]]:
    cause = error.__cause__
    parameter = getattr(error, "name", None)
    if isinstance(error, ResponseNotFound):
        yield "", f"status {error.http_status} is not declared"
    elif isinstance(cause, CastError):
        yield f"?{parameter}", f"text that is no {cause.type}"
    elif details := getattr(cause, "schema_errors", None):
        for detail in details:
            for where, message in placed(detail):
                yield (f"?{parameter}" if parameter else where), message
    else:
        yield (f"?{parameter}" if parameter else ""), type(cause or error).__name__


def _branches(error: ValidationError) -> list[list[ValidationError]]:
    """The errors of every alternative of a oneOf or anyOf that none of fits."""
    found: dict[Any, list[ValidationError]] = {}
    for behind in error.context or ():
        found.setdefault(behind.schema_path[0], []).append(behind)
    return list(found.values())


def _types(error: ValidationError, branches: list[list[ValidationError]]) -> list[str]:
    """The types that the alternatives want, where every one of them fails for its type already."""
    here = len(error.absolute_path)
    wanted = [next((str(each.validator_value) for each in branch if _typed(each, here)), None) for branch in branches]
    return [] if None in wanted else [*dict.fromkeys(str(each) for each in wanted)]


def _typed(error: ValidationError, depth: int) -> bool:
    return error.validator == "type" and len(error.absolute_path) == depth


def _place(error: ValidationError) -> str:
    return ".".join(str(part) for part in error.absolute_path if not isinstance(part, int))


def _message(error: ValidationError) -> str:
    name, wanted = _name(error.instance), error.validator_value
    match error.validator:
        case "type":
            said = f"{name} where {wanted} is declared"
        case "enum":
            said = f"{'empty ' if error.instance == '' else ''}{name} that is none of the declared values"
        case "format":
            said = f"{name} that is no {wanted}"
        case "required":  # jsonschema says the name in its message alone
            said = f"{error.message.split(chr(39))[1]} is missing"
        case "additionalProperties":
            said = f"{error.message.split(chr(39))[1]} is not a declared key"
        case "readOnly":
            said = "a read-only key is sent"
        case "writeOnly":
            said = "a write-only key is answered"
        case "oneOf" | "anyOf":
            said = "it fits more than one of the alternatives"
        case _:
            said = f"it breaks {error.validator} {wanted}"
    return said


def _name(value: object) -> str:
    return _NAMES.get(type(value), "object")
