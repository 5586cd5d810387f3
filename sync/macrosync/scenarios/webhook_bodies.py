"""Mistakes in the body of a webhook: a key less, another value, a placeholder less, another number in a comparison.

A body is JSON only once it is rendered. Its keys are found in the text as it stands, with Liquid passed over; what is
left of it is text that Liquid still takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.definitions.scenario_values import PRIORITIES, STATUSES, TYPES
from macrosync.rules import liquid
from macrosync.scenarios import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.scenarios.account import Account

#: Takes the place of Liquid while JSON is looked for; it can stand in no text.
_MASK = "\x00"
_STRING = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(rf"(?P<text>{_STRING})(?P<colon>\s*:\s*)?|[{{}}\[\]]", re.DOTALL)
_BARE = re.compile(r"[^\s,}\]]+")
_COMPARED = re.compile(r"(?P<sign>[<>]=?|[=!]=)\s*(?P<number>\d+)\b")
_CHOICES: Mapping[str, tuple[str, ...]] = {"status": STATUSES[1:-1], "priority": PRIORITIES, "type": TYPES}
#: Seconds of an hour and of a minute.
_UNITS = (3600, 60)
_CLOSING = {"{": "}", "[": "]"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with its value, as offsets in the body."""

    path: str
    start: int
    value: int
    end: int


def mutated(body: str, account: Account) -> Iterator[tuple[str, str]]:
    """What is wrong, in words, and the body with it; one thing at a time, in the order of the text."""
    masked = _masked(body)
    for entry in _entries(masked):
        yield from _taken(f"`{entry.path}` dropped", _dropped(body, masked, entry))
        for what, value in _values(body[entry.value : entry.end], entry.path, account):
            yield from _taken(f"`{entry.path}` {what}", f"{body[: entry.value]}{value}{body[entry.end :]}")
    for start, end in liquid.spans(body):
        yield from _numbers(body, start, end)


def _taken(what: str, body: str) -> Iterator[tuple[str, str]]:
    """The mistake, where Liquid takes the text."""
    try:
        liquid.placeholders(body)
    except liquid.LiquidInvalid:
        return
    yield what, body


def _masked(body: str) -> str:
    parts, at = [], 0
    for start, end in liquid.spans(body):
        parts += [body[at:start], _MASK * (end - start)]
        at = end
    return "".join([*parts, body[at:]])


def _entries(masked: str) -> Iterator[_Entry]:
    """Every key of every object, the outer before the inner."""
    within: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(masked):
        while within and token.start() >= within[-1][1]:
            within.pop()
        if token["colon"] is None:
            continue
        path = ".".join([*(name for name, _ in within), token["text"][1:-1]])
        end = _end(masked, token.end())
        yield _Entry(path, token.start(), token.end(), end)
        within.append((token["text"][1:-1], end))


def _end(masked: str, start: int) -> int:
    """Where the value ends that starts here."""
    token = _TOKEN.match(masked, start)
    if token is None:
        bare = _BARE.match(masked, start)
        return bare.end() if bare else start
    if token["text"] is not None:
        return start + len(token["text"])
    depth = 0
    for each in _TOKEN.finditer(masked, start):
        if each["text"] is None:
            depth += 1 if each[0] in _CLOSING else -1
        if depth == 0:
            return each.end()
    return len(masked)


def _dropped(body: str, masked: str, entry: _Entry) -> str:
    """The body without a key: with the comma behind it, or else with the one before it."""
    behind = re.compile(r"\s*,\s*").match(masked, entry.end)
    if behind:
        return body[: entry.start] + body[behind.end() :]
    before = re.search(r",\s*$", masked[: entry.start])
    return body[: before.start() if before else entry.start] + body[entry.end :]


def _values(value: str, path: str, account: Account) -> Iterator[tuple[str, str]]:
    """Other values of a key, each with what is wrong."""
    key = path.rpartition(".")[2]
    if value in {"true", "false"}:
        other = "false" if value == "true" else "true"
        yield f"{value} → {other}", other
    elif value.isdecimal() or (key == "group_id" and value.startswith('"')):
        yield from _number(value, key, account)
    elif value.startswith('"'):
        yield from _text(value, key, account)
    elif value.startswith("[") and key == "tags":
        for found in re.finditer(_STRING, value):
            tag = found[0][1:-1]
            other = neighbours.other_tag(tag)
            yield f"{tag} → {other}", f'{value[: found.start()]}"{other}"{value[found.end() :]}'


def _number(value: str, key: str, account: Account) -> Iterator[tuple[str, str]]:
    digits = value.strip('"')
    if key == "group_id":
        other = neighbours.other_group(digits, account)
        if other is not None:
            yield f"{digits} → {other}", value.replace(digits, str(other))
    elif not key.endswith("id"):
        yield f"{digits} → {int(digits) + 1}", str(int(digits) + 1)


def _text(value: str, key: str, account: Account) -> Iterator[tuple[str, str]]:
    """A choice or an option by the next one; any other text by a word that stands nowhere, and its placeholders."""
    text = value[1:-1]
    known = neighbours.after(text, _CHOICES[key]) if key in _CHOICES else neighbours.other_option(text, account)
    if known is not None:
        yield f"{text} → {known}", f'"{known}"'
        return
    outputs = [value[start:end] for start, end in liquid.spans(value) if value.startswith("{{", start)]
    if not key.endswith("_id") and outputs != [text]:
        yield "is another text", '"돌연변이"'
    for start, end in liquid.spans(value):
        if value.startswith("{{", start):
            yield f"without {value[start:end]}", value[:start] + value[end:]


def _numbers(body: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """A number that Liquid compares with, one less and one more: of seconds that are whole hours, an hour."""
    if not body.startswith("{%", start):
        return
    for found in _COMPARED.finditer(body, start, end):
        number = int(found["number"])
        step = next((unit for unit in _UNITS if number and number % unit == 0), 1)
        for other in (number - step, number + step):
            changed = f"{body[: found.start('number')]}{other}{body[found.end('number') :]}"
            yield from _taken(f"{found[0]} → {found['sign']} {other} in {body[start:end]}", changed)
