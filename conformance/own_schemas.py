"""Operations that stand in neither file, held against JSON Schemas of our own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from jsonschema import Draft202012Validator

from conformance.misfits import Misfit, Operation, placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.exchanges import Exchange

Schema: TypeAlias = "dict[str, Any]"


@dataclass(frozen=True)
class Beyond:
    """An operation: `answers` are the schemas of its good answers by status, None for one without a body."""

    source: str
    answers: Mapping[int, Schema | None]
    request: Schema | None = None
    _validators: dict[int, Draft202012Validator] = field(default_factory=dict)

    def misfits(self, operation: Operation, exchange: Exchange) -> Iterator[Misfit]:
        """What does not fit; errors are held against the recorded forms alone."""
        if not exchange.good:
            return
        if self.request is not None and exchange.body and not exchange.drawn:
            for where, message in _errors(self._request, exchange.body):
                yield Misfit(operation, exchange, "request", where, message)
        if exchange.status not in self.answers:
            yield Misfit(operation, exchange, "answer", "", f"status {exchange.status} is not declared")
        elif (schema := self.answers[exchange.status]) is None or exchange.bodiless:
            if exchange.answer:
                yield Misfit(operation, exchange, "answer", "", "there is a body where none is declared")
        else:
            for where, message in _errors(Draft202012Validator(schema), exchange.answer):
                yield Misfit(operation, exchange, "answer", where, message)

    @cached_property
    def _request(self) -> Draft202012Validator:
        return Draft202012Validator(self.request or {})


def _errors(validator: Draft202012Validator, text: str) -> list[tuple[str, str]]:
    try:
        body = json.loads(text)
    except ValueError:
        return [("", "the body is no JSON")]
    return list(dict.fromkeys(pair for error in validator.iter_errors(body) for pair in placed(error)))


def closed(properties: Schema, *optional: str) -> Schema:
    """An object with these keys, all of them but the optional ones, and no other."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
