"""Consent scripts: their blanks and values, and that nothing which the law wants told is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.checks.texts import without_blanks
from macrosync.compiler import consent, text
from macrosync.definitions import Channel, ConsentScript, Question
from macrosync.resources import Finding, Source
from macrosync.rules import liquid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.definitions import Definitions, Text
    from macrosync.definitions.models import ConsentValues

#: What the Personal Information Protection Act, Art. 17(2), wants told, in words for a finding.
TOLD = {
    "recipient": "who receives the data",
    "purpose": "what the recipient uses it for",
    "items": "which items are handed on",
    "period": "how long they are kept and used",
    "refusal": "that consent may be refused",
    "consequence": "what a refusal costs",
}
_BRACE = re.compile(r"[{}]")


def check(definitions: Definitions) -> Iterator[Finding]:
    """Every finding on consent scripts, and on the steps that bind them."""
    for _, script in definitions.all(ConsentScript):
        yield from _parameters(script)
        yield from _declared(script)
        generic = consent.fill_ins(script)
        for channel in Channel:
            yield from _told(script, channel, generic, script.text(channel).source, "with nothing bound")
    for _, question in definitions.all(Question):
        for step in question.steps:
            if step.consent:
                yield from _bound(definitions, step.consent)


def _parameters(script: ConsentScript) -> Iterator[Finding]:
    used: set[str] = set()
    for channel in Channel:
        line = script.text(channel)
        for part in consent.parts(line):
            if isinstance(part, str):
                continue
            used.add(part.parameter)
            if part.parameter not in script.parameters:
                known = ", ".join(script.parameters)
                message = f"`{part.parameter}` is none of the script's parameters: {known}."
                yield Finding(line.at(part.offset), "parameter-unknown", message)
        yield from _stray(line)
    for name, parameter in script.parameters.items():
        if name not in used:
            message = f"`{name}` stands in neither text: use it, or delete it."
            yield Finding(parameter.label.source, "parameter-unused", message)


def _stray(line: Text) -> Iterator[Finding]:
    """Braces that are neither a blank nor Liquid."""
    rest = str(without_blanks(line))
    try:
        for start, end in liquid.spans(rest):
            rest = rest[:start] + " " * (end - start) + rest[end:]
    except liquid.LiquidInvalid:
        return  # a finding of the texts
    brace = _BRACE.search(rest)
    if brace:
        message = "This brace starts or ends no blank: a blank is written {parameter: as the source has it}."
        yield Finding(line.at(brace.start()), "parameter-syntax", message)


def _declared(script: ConsentScript) -> Iterator[Finding]:
    for element, what in TOLD.items():
        if element not in script.told:
            message = f"`told` does not say by which words the script tells {what} (`{element}`): add it."
            yield Finding(script.key.source, "consent-not-told", message)


def _bound(definitions: Definitions, bound: ConsentValues) -> Iterator[Finding]:
    script = definitions.by_key(ConsentScript, bound.script)
    if script is None:
        return  # a finding of the references
    missing = [name for name in script.parameters if name not in bound.values]
    if missing:
        names = ", ".join(f"`{name}`" for name in missing)
        message = f"`{bound.script}` also wants {names}: give each a value."
        yield Finding(bound.script.source, "consent-value-missing", message)
    for name, value in bound.values.items():
        if name not in script.parameters:
            known = ", ".join(script.parameters)
            message = f"`{name}` is none of the parameters of `{bound.script}`: {known}."
            yield Finding(value.source, "parameter-unknown", message)
    if not missing:
        for channel in Channel:
            yield from _told(script, channel, bound.values, bound.script.source, "as it is bound here")


def _told(
    script: ConsentScript, channel: Channel, values: Mapping[str, str], place: Source, how: str
) -> Iterator[Finding]:
    """Look for the words that tell each thing in what a driver would really read or hear."""
    try:
        said = text.render(*consent.bind(script.text(channel), values)).plain
    except (KeyError, liquid.LiquidInvalid):
        return  # a finding of the parameters or of the texts
    for element, told in script.told.items():
        words = told.chat if channel is Channel.CHAT else told.phone
        wanted = _filled(words, values)
        if wanted not in said:
            what = TOLD[element]
            message = (
                f"The {channel} text of `{script.key}` {how} does not tell {what} (`{element}`): "
                f"it lacks the words “{wanted}”."
            )
            yield Finding(place, "consent-not-told", message)


def _filled(words: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{(\S+?)\}", lambda match: values.get(match[1], match[0]), words)
