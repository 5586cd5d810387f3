"""GitHub's expressions, as far as the workflows use them: contexts, comparisons, && || !, and a few functions.

Written from docs.github.com, "Evaluate expressions in workflows and actions". What is not known here is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = object
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>\d+)|(?P<sign>&&|\|\||==|!=|[!().,])|(?P<name>[A-Za-z_][\w-]*))"
)
_INSIDE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
#: Where an `if` names none of these, it means: and all before succeeded.
_STATUS = re.compile(r"\b(always|success|failure|cancelled)\(\)")


@dataclass
class Parser:
    tokens: list[str]
    contexts: Mapping[str, Value]
    at: int = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, sign: str = "") -> str:
        token = self.peek()
        assert token, "the expression ends too early"
        assert not sign or token == sign, f"{sign} is expected where {token} stands"
        self.at += 1
        return token

    def either(self) -> Value:
        value = self.both()
        while self.peek() == "||":
            self.take()
            other = self.both()
            value = value if truthy(value) else other
        return value

    def both(self) -> Value:
        value = self.compared()
        while self.peek() == "&&":
            self.take()
            other = self.compared()
            value = other if truthy(value) else value
        return value

    def compared(self) -> Value:
        value = self.single()
        while self.peek() in {"==", "!="}:
            equal = self.take() == "=="
            value = (loose(value) == loose(self.single())) is equal
        return value

    def single(self) -> Value:
        token = self.take()
        if token == "!":
            return not truthy(self.single())
        if token == "(":
            value = self.either()
            self.take(")")
            return value
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if token.isdigit():
            return int(token)
        if token in {"true", "false", "null"}:
            return {"true": True, "false": False, "null": None}[token]
        return self.named(token)

    def named(self, token: str) -> Value:
        if self.peek() == "(":
            self.take()
            self.take(")")
            status = self.contexts["status()"]
            assert isinstance(status, str)
            return {"always": True, "cancelled": False}.get(token, status == token)
        assert token in self.contexts, f"the context {token} is not there"
        value = self.contexts[token]
        while self.peek() == ".":
            self.take()
            name = self.take()
            value = value.get(name) if isinstance(value, dict) else None
        return value


def evaluate(expression: str, contexts: Mapping[str, Value]) -> Value:
    tokens, at = [], 0
    expression = expression.strip()
    while at < len(expression):
        found = _TOKEN.match(expression, at)
        assert found, f"not known: {expression[at:]}"
        tokens.append(found[0].strip())
        at = found.end()
    parser = Parser(tokens, contexts)
    value = parser.either()
    assert not parser.peek(), f"too much: {parser.peek()}"
    return value


def fill_in(text: Value, contexts: Mapping[str, Value]) -> str:
    """A text with its `${{ }}` filled in."""
    return _INSIDE.sub(lambda found: shown(evaluate(found[1], contexts)), shown(text))


def holds(condition: Value, contexts: Mapping[str, Value]) -> bool:
    """Whether an `if` holds; without one, or without a status function, only while nothing failed."""
    text = str(condition or "success()").strip().removeprefix("${{").removesuffix("}}")
    asked = truthy(evaluate(text, contexts))
    return asked and (bool(_STATUS.search(text)) or contexts["status()"] == "success")


def truthy(value: Value) -> bool:
    return value not in (None, False, 0, "")


def loose(value: Value) -> Value:
    """Texts are compared without regard to case."""
    return value.lower() if isinstance(value, str) else "" if value is None else value


def shown(value: Value) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
