"""Text that remembers where in its file it stands, so that a later check can point at the very character."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic_core import core_schema

from macrosync.resources import Source

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


class Text(str):
    """A YAML string with its place.

    `source` is its first character's place. In a literal block (`|`) every line of the file is a line of the
    text, so `at` is exact; in a folded or multi-line plain text it can only give the start.
    """

    __slots__ = ("exact", "indent", "source")

    source: Source
    indent: int
    exact: bool

    @classmethod
    def make(cls, value: str, source: Source, *, indent: int = 0, exact: bool = True) -> Self:
        """A text at a place; `indent` is the column before each further line, `exact` whether lines map."""
        text = cls(value)
        text.source = source
        text.indent = indent
        text.exact = exact
        return text

    def at(self, offset: int) -> Source:
        """The place of the character at a 0-based offset; the start where the YAML style hides it."""
        if not self.exact:
            return self.source
        before = self[:offset]
        line = before.count("\n")
        if line == 0:
            return Source(self.source.path, self.source.line, self.source.column + offset)
        column = self.indent + offset - before.rfind("\n")
        return Source(self.source.path, self.source.line + line, column)

    def trimmed(self) -> Self:
        """The text without white space around it, in its place."""
        start = len(self) - len(self.lstrip())
        return self.make(self.strip(), self.at(start), indent=self.indent, exact=self.exact)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Accept a Text as it is: pydantic's own string schema would drop the place."""
        return core_schema.is_instance_schema(cls, serialization=core_schema.plain_serializer_function_ser_schema(str))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """To an editor it is a string."""
        return {"type": "string"}
