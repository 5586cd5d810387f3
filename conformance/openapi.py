"""Zendesk's two OpenAPI files: which operation an exchange belongs to, and what in it does not fit.

The Support file fails strict checking of the file itself, so that is left out (openapi-core, spec_validator_cls).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from conformance.keys import undeclared
from conformance.misfits import Misfit, Operation, told
from macrosync.local_zendesk.routing import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from conformance.exchanges import Exchange

FILES = ("support-openapi.json", "help-center-openapi.json")
METHODS = ("get", "post", "put", "patch", "delete")
_HOST = "https://example.zendesk.com"
_PARAMETER = re.compile(r"\{([^}]+)\}")
#: What a parameter of a path may be: a Help Center's locale, by which it is told from `articles`, or an id.
_LOCALE = "[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*"
_ANY = {"integer": "[0-9]+"}


@dataclass(frozen=True)
class Document:
    """One of the files."""

    content: dict[str, Any]
    _apis: dict[str, OpenAPI] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> Document:
        """Read a file. It has the type null in places, which OpenAPI 3.0 does not know."""
        return cls.of(json.loads(file.read_text(encoding="utf-8"), object_hook=_without_null_type))

    @classmethod
    def of(cls, content: dict[str, Any]) -> Document:
        """A file's content; the account's host stands in the place of its server, and credentials are left out."""
        content["servers"] = [{"url": _HOST}]
        content.pop("security", None)
        for item in content["paths"].values():
            for part in (item, *(item[method] for method in METHODS if method in item)):
                part.pop("security", None)
                part["parameters"] = [*_flat(content, part.get("parameters", ()))]
        return cls(content)

    @cached_property
    def operations(self) -> dict[Operation, str]:
        """Every operation with its family, in the file's order."""
        return {
            Operation(method.upper(), path): (item[method].get("tags") or ["Other"])[0]
            for path, item in self.content["paths"].items()
            for method in METHODS
            if method in item
        }

    @cached_property
    def _patterns(self) -> dict[Operation, re.Pattern[str]]:
        return {each: self._pattern(each.path) for each in self.operations}

    def operation_of(self, method: str, path: str) -> Operation | None:
        """The operation of a request; at the first difference, a word goes before a parameter."""
        wanted, bare = "GET" if method == "HEAD" else method, plain(path)
        fitting = [
            each for each, pattern in self._patterns.items() if each.method == wanted and pattern.fullmatch(bare)
        ]
        return min(fitting, key=lambda each: [part.startswith("{") for part in each.path.split("/")], default=None)

    def misfits(self, operation: Operation, exchange: Exchange) -> Iterator[Misfit]:
        """What does not fit. Only a request that was meant and accepted has to: tests send wrong ones on purpose."""
        api, request = self._api(operation.path), _request(exchange, operation)
        if exchange.good and not exchange.drawn:
            for where, message in told(api.iter_request_errors(request)):
                yield Misfit(operation, exchange, "request", where, message)
        if exchange.bodiless:
            if exchange.answer:
                yield Misfit(operation, exchange, "answer", "", "there is a body where HTTP allows none")
            if exchange.method == "HEAD" or exchange.status not in _DECLARED:
                return
        answer = MockResponse(
            exchange.answer.encode(), status_code=exchange.status, content_type=exchange.answer_type or "none"
        )
        found = (*told(api.iter_response_errors(request, answer)), *self._more(operation, exchange))
        for where, message in dict.fromkeys(found):
            yield Misfit(operation, exchange, "answer", where, message)

    def answers(self, operation: Operation) -> dict[int, Mapping[str, Any]]:
        """The schemas of an operation's good answers, by their status; those without a body have none."""
        declared = self.content["paths"][operation.path][operation.method.lower()]["responses"]
        found = {status: each.get("content", {}).get("application/json", {}) for status, each in declared.items()}
        return {int(status): each["schema"] for status, each in found.items() if status[0] == "2" and "schema" in each}

    @property
    def components(self) -> Mapping[str, Any]:
        """What the file's references point to."""
        found: Mapping[str, Any] = self.content.get("components", {})
        return found

    def _more(self, operation: Operation, exchange: Exchange) -> Iterator[tuple[str, str]]:
        """Keys that the file does not name."""
        schema = self.answers(operation).get(exchange.status)
        if schema is not None and exchange.json is not None:
            yield from undeclared(self.components, schema, exchange.json)

    def _api(self, path: str) -> OpenAPI:
        """openapi-core's view of one path: it would choose among all by rules of its own, and slowly."""
        if path not in self._apis:
            one = {**self.content, "paths": {path: self.content["paths"][path]}}
            self._apis[path] = OpenAPI.from_dict(one, config=Config(spec_validator_cls=None))
        return self._apis[path]

    def _pattern(self, template: str) -> re.Pattern[str]:
        item = self.content["paths"][template]
        listed = [each for part in (item, *map(item.get, METHODS)) if part for each in part["parameters"]]
        types = {each["name"]: each.get("schema", {}).get("type") for each in listed if each.get("in") == "path"}
        parts = _PARAMETER.split(plain(template))
        return re.compile("".join(_matching(part, types) if n % 2 else re.escape(part) for n, part in enumerate(parts)))


#: Of the answers without a body, the one that a file has to declare; 304 is HTTP's own.
_DECLARED = frozenset({204})


def _matching(name: str, types: Mapping[str, str]) -> str:
    return _LOCALE if name == "locale" else _ANY.get(types.get(name, ""), "[^/]+")


def _without_null_type(found: dict[str, Any]) -> dict[str, Any]:
    return {"enum": [None]} if found.get("type") == "null" else found


def _flat(content: Mapping[str, Any], parameters: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Parameters with their references followed, and each key of a deep object as a parameter of its own.

    openapi-core cannot read `page`, which is a number or a deep object; `page[size]` by itself it can.
    """
    for each in parameters:
        found = content["components"]["parameters"][each["$ref"].rpartition("/")[2]] if "$ref" in each else each
        if found.get("style") != "deepObject":
            yield found
            continue
        for kind in found["schema"].get("oneOf", [found["schema"]]):
            if kind.get("type") != "object":
                yield {"name": found["name"], "in": "query", "schema": kind}
            for key, schema in kind.get("properties", {}).items():
                yield {"name": f"{found['name']}[{key}]", "in": "query", "schema": schema}


def _request(exchange: Exchange, operation: Operation) -> MockRequest:
    return MockRequest(
        _HOST,
        operation.method.lower(),
        plain(exchange.path) + (".json" if operation.path.endswith(".json") else ""),
        args=parse_qs(exchange.query, keep_blank_values=True),
        data=exchange.body.encode() or None,
        content_type=exchange.type or "none",
    )
