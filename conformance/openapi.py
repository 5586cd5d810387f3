"""Zendesk's two OpenAPI files: which operation an exchange belongs to, and what in it does not fit.

The Support file fails strict checking of the file itself, so that is left out (openapi-core, spec_validator_cls).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conformance.exchanges import Exchange

FILES = ("support-openapi.json", "help-center-openapi.json")
METHODS = ("get", "post", "put", "patch", "delete")
_HOST = "https://example.zendesk.com"
_SERVERS = [{"url": _HOST}]


@dataclass(frozen=True, slots=True, order=True)
class Operation:
    """An operation of a file, as its template has it."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing in an exchange that the file does not allow: `side` is request or answer."""

    operation: Operation
    exchange: Exchange
    side: str
    status: int
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.operation} {self.status} {self.side} {self.where or '-'}: {self.message}"


@dataclass(frozen=True)
class Document:
    """One of the files."""

    content: dict[str, Any]

    @classmethod
    def read(cls, file: Path) -> Document:
        """Read a file; the account's host stands in the place of its server."""
        content = json.loads(file.read_text(encoding="utf-8"))
        content["servers"] = _SERVERS
        content.pop("security", None)  # credentials are not recorded
        for item in content["paths"].values():
            for method in METHODS:
                item.get(method, {}).pop("security", None)
        return cls(content)

    @cached_property
    def api(self) -> OpenAPI:
        """openapi-core's view of it."""
        return OpenAPI.from_dict(self.content, config=Config(spec_validator_cls=None))

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation, in the file's order."""
        return tuple(
            Operation(method.upper(), path)
            for path, item in self.content["paths"].items()
            for method in METHODS
            if method in item
        )

    def operation_of(self, method: str, path: str) -> Operation | None:
        """The operation of a request; a literal path goes before one with a parameter."""
        plain = path.removesuffix(".json")
        fitting = [each for each in self.operations if each.method == method and _pattern(each.path).fullmatch(plain)]
        return min(fitting, key=lambda each: each.path.count("{"), default=None)

    def misfits(self, operation: Operation, exchange: Exchange) -> Iterator[Misfit]:
        """What does not fit. Only a request that was accepted has to: tests send wrong ones on purpose."""
        request = _request(exchange)
        if exchange.good:
            for where, message in _errors(self.api.unmarshal_request(request).errors):
                yield Misfit(operation, exchange, "request", exchange.status, where, message)
        response = MockResponse(
            exchange.answer.encode(), status_code=exchange.status, content_type=exchange.answer_type.partition(";")[0]
        )
        for where, message in _errors(self.api.unmarshal_response(request, response).errors):
            yield Misfit(operation, exchange, "answer", exchange.status, where, message)


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]+\}", template)
    return re.compile("[^/]+".join(re.escape(part) for part in parts))


def _request(exchange: Exchange) -> MockRequest:
    query = {name: values if len(values) > 1 else values[0] for name, values in parse_qs(exchange.query).items()}
    return MockRequest(
        _HOST,
        exchange.method.lower(),
        exchange.path.removesuffix(".json"),
        args=query,
        data=exchange.body.encode() or None,
        content_type=exchange.type.partition(";")[0] or "application/json",
    )


def _errors(errors: list[Exception]) -> Iterator[tuple[str, str]]:
    """Each error with the place in the body; array indexes are left out, so that one rule fits all of a list."""
    for error in errors:
        details = getattr(error.__cause__, "schema_errors", None) or ()
        for detail in details:
            where = ".".join(str(part) for part in detail.path if not isinstance(part, int))
            yield where, detail.message[:200]
        if not details:
            yield "", f"{type(error).__name__}: {error}"[:200]
