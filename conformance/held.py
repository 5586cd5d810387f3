"""Keys that a file declares of what the local Zendesk answers, and that no answer ever held.

OpenAPI marks hardly any key of an answer as required, so a key that the service has and its double leaves out breaks no
schema. What the whole suite was answered tells: a declared key that none of its answers held is told, place by place,
since an object may be whole where it is answered by itself and less where it is part of another one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from conformance.keys import COMPOSED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conformance.exchanges import Exchange
    from conformance.misfits import Operation
    from conformance.openapi import Document


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an object stands: the key that holds it, and the name of the schema that declares it, "" for none."""

    key: str
    type: str

    def below(self, key: str) -> str:
        """The key of an object that stands in this one, beginning at the nearest schema with a name."""
        return f"{self.type or self.key}.{key}"

    def __str__(self) -> str:
        return " ".join(part for part in (self.key, self.type) if part)


@dataclass(frozen=True, slots=True, order=True)
class DeclaredKey:
    """A key that is declared of the objects at a place."""

    place: Place
    key: str

    def __str__(self) -> str:
        return f"{self.place} | {self.key}"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the schemas that a value is held against at once."""

    place: Place
    schema: Mapping[str, Any]


@dataclass
class Held:
    """What is declared of the answers of served operations, with one that declares it, and what answers held."""

    declared: dict[DeclaredKey, Operation] = field(default_factory=dict)
    seen: set[DeclaredKey] = field(default_factory=set)
    _reached: dict[str, set[DeclaredKey]] = field(default_factory=dict)

    def declare(self, document: Document, operation: Operation) -> None:
        """Note the keys of an operation's good answers."""
        for schema in document.answers(operation).values():
            self._walk(document.components, _answered(document, schema, operation), operation)

    def note(self, document: Document, operation: Operation, exchange: Exchange) -> None:
        """Note what a good answer held; one of a status that the file has not is held against what it has."""
        schemas = document.answers(operation)
        schema = schemas.get(exchange.status, next(iter(schemas.values()), None))
        if schema is not None and exchange.answer:
            self._hold(document.components, _answered(document, schema, operation), exchange.json)

    def never(self) -> dict[DeclaredKey, Operation]:
        """The keys that no answer held. Those of an object below such a key go with it, and are not told."""
        told = sorted(set(self.declared) - self.seen)
        return {key: self.declared[key] for key in told if self._is_reached(key.place)}

    def _is_reached(self, place: Place) -> bool:
        """Whether an answer held a key that leads there; to a whole answer none has to."""
        above = self._reached.get(place.key)
        return above is None or not above.isdisjoint(self.seen)

    def _walk(self, components: Mapping[str, Any], parts: Sequence[Part], operation: Operation) -> None:
        for key, below in _keys(parts):
            if key not in self.declared and not below.get("writeOnly"):
                self.declared[key] = operation
                self._reached.setdefault(key.place.below(key.key), set()).add(key)
                self._walk(components, _parts(components, below, key.place.below(key.key)), operation)
        if items := _items(components, parts):
            self._walk(components, items, operation)

    def _hold(self, components: Mapping[str, Any], parts: Sequence[Part], body: object) -> None:
        if isinstance(body, list):
            items = _items(components, parts)
            for each in body if items else ():
                self._hold(components, items, each)
        if isinstance(body, dict):
            for key, below in _keys(parts):
                if key.key in body:
                    self.seen.add(key)
                    self._hold(components, _parts(components, below, key.place.below(key.key)), body[key.key])


def _answered(document: Document, schema: Mapping[str, Any], operation: Operation) -> list[Part]:
    """The parts of a whole answer: one whose schema has a name is the same for every operation."""
    return _parts(document.components, schema, "" if "$ref" in schema else str(operation))


def _keys(parts: Sequence[Part]) -> Iterator[tuple[DeclaredKey, Mapping[str, Any]]]:
    for part in parts:
        for name, below in part.schema.get("properties", {}).items():
            yield DeclaredKey(part.place, name), below


def _items(components: Mapping[str, Any], parts: Sequence[Part]) -> list[Part]:
    return [
        each
        for part in parts
        if "items" in part.schema
        for each in _parts(components, part.schema["items"], part.place.key, part.place.type)
    ]


def _parts(components: Mapping[str, Any], schema: Mapping[str, Any], key: str, type_: str = "") -> list[Part]:
    """A schema and all that it is composed of, with references followed; each with its own name."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _parts(components, components["schemas"][name], key, name)
    composed = (each for name in COMPOSED for each in schema.get(name, ()))
    return [
        Part(Place(key, type_), schema),
        *(part for each in composed for part in _parts(components, each, key, type_)),
    ]
