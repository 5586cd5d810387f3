"""Consent scripts: their blanks and values, and that nothing which the law wants told is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.checks.pieces import without_blanks
from macrosync.compiler import consent, text
from macrosync.definitions.channel import Channel
from macrosync.definitions.models import ConsentScript, Question
from macrosync.definitions.wording import shown
from macrosync.resources import Finding, Source
from macrosync.rules import liquid, particles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.definitions.load import Definitions
    from macrosync.definitions.models import ConsentValues
    from macrosync.definitions.text import Text

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
_BLANK_IN_WORDS = re.compile(r"\{(\S+?)\}")


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
                yield _unknown(part.parameter, script, line.at(part.offset))
        yield from _stray(line)
    for name, parameter in script.parameters.items():
        if name not in used:
            message = f"`{shown(name)}` stands in neither text: use it, or delete it."
            yield Finding(parameter.label.source, "parameter-unused", message)


def _unknown(name: str, script: ConsentScript, place: Source) -> Finding:
    known = shown(", ".join(script.parameters))
    message = f"`{shown(name)}` is no parameter of `{shown(script.key)}`: take one of {known}, or add it there."
    return Finding(place, "parameter-unknown", message)


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
    for told in script.told.values():
        for words in (told.chat, told.phone):
            for match in _BLANK_IN_WORDS.finditer(words):
                if match[1] not in script.parameters:
                    yield _unknown(match[1], script, words.at(match.start()))


def _bound(definitions: Definitions, bound: ConsentValues) -> Iterator[Finding]:
    script = definitions.by_key(ConsentScript, bound.script)
    if script is None:
        return  # a finding of the references
    missing = [name for name in script.parameters if name not in bound.values]
    if missing:
        names = shown(", ".join(missing))
        message = f"`{shown(bound.script)}` also wants a value for {names}: give each one."
        yield Finding(bound.script.source, "consent-value-missing", message)
    for name, value in bound.values.items():
        if name not in script.parameters:
            yield _unknown(name, script, value.source)
    for channel in Channel:
        yield from _particles(script.text(channel), bound.values)
    if not missing:
        for channel in Channel:
            yield from _told(script, channel, bound.values, bound.script.source, "as it is bound here")


def _particles(line: Text, values: Mapping[str, Text]) -> Iterator[Finding]:
    """A hint such as 를(을) whose value does not tell the particle would be sent as it stands."""
    for part in consent.parts(line):
        if isinstance(part, str) or not part.hint or part.parameter not in values:
            continue
        value = values[part.parameter]
        if particles.choose(part.hint, value) == part.hint:
            message = f"`{shown(value)}` does not tell whether {part.hint} follows it: end it with a Korean word."
            yield Finding(value.source, "particle-unclear", message)


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
        if wanted not in said and all(name in values for name in _BLANK_IN_WORDS.findall(words)):
            message = (
                f"The {channel} text of `{shown(script.key)}` {how} does not tell {TOLD[element]} (`{element}`): "
                f"add the words “{shown(wanted)}”, or bind a value that holds them."
            )
            yield Finding(place, "consent-not-told", message)


def _filled(words: str, values: Mapping[str, str]) -> str:
    return _BLANK_IN_WORDS.sub(lambda match: values.get(match[1], match[0]), words)
