"""Keys of an answer that its schema does not name: OpenAPI allows them, a true double has none without a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COMPOSED = ("allOf", "oneOf", "anyOf")


def undeclared(
    components: Mapping[str, Any], schema: Mapping[str, Any], value: object, where: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Each such key with its place; below a key that may hold anything, nothing is looked for."""
    schemas = [*_parts(components, schema)]
    if isinstance(value, list):
        items = [each["items"] for each in schemas if "items" in each]
        for each in value if items else ():
            yield from undeclared(components, {"anyOf": items}, each, where)
        return
    if not isinstance(value, dict) or not any(each.get("properties") for each in schemas):
        return
    free = any(each.get("additionalProperties") for each in schemas)
    for key, held in value.items():
        named = [each["properties"][key] for each in schemas if key in each.get("properties", {})]
        if named:
            yield from undeclared(components, {"anyOf": named}, held, (*where, key))
        elif not free:
            yield ".".join(where), f"{key} is not a declared key"


def _parts(components: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A schema and all that it is composed of, with references followed."""
    if "$ref" in schema:
        yield from _parts(components, components["schemas"][schema["$ref"].rpartition("/")[2]])
        return
    yield schema
    for name in COMPOSED:
        for each in schema.get(name, ()):
            yield from _parts(components, each)
