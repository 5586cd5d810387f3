"""Values of ticket fields as a scenario writes them: by key, a consult type by its path or its tag."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync.rules import tags
from macrosync.rules.tags import NOTHING, Tagging
from macrosync.scenarios.broken import Broken, unknown

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload, Source
    from macrosync.scenarios.account import Account

_ARROW, _NESTED = "▶", "::"
_NUMBERS = {"integer": re.compile(r"[+-]?\d+"), "decimal": re.compile(r"[+-]?\d+([.,]\d+)?")}
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def field_of(account: Account, key: str, source: Source) -> Payload:
    """The field of a key. Raises Broken."""
    if key not in account.fields:
        raise unknown("ticket field", key, account.fields, source)
    return account.fields[key]


def value_of(field: Payload, written: object, source: Source | None) -> Json:
    """A value as the ticket holds it. Raises Broken where the field cannot have it."""
    kind = str(field.get("type"))
    if kind == "multiselect":
        chosen = [] if written in NOTHING else written if isinstance(written, list) else [written]
        return [_option(field, each, source) for each in chosen]
    if kind == "checkbox":
        if written not in (*NOTHING, True, False):
            raise Broken("A checkbox is true or false: write one of the two.", source)
        return written is True
    if written in NOTHING:
        return None
    if kind == "tagger":
        return _option(field, written, source)
    if isinstance(written, list | bool):
        raise Broken(f"A field of type {kind} takes one text or number: write that.", source)
    return _plain(kind, field, str(written), source)


def assign(tagging: Tagging, field: Payload, value: Json) -> Tagging:
    """Set a field to a value of `value_of`; tags follow (SUP 4408881943194)."""
    match field.get("type"):
        case "tagger" | "checkbox":
            return tags.set_field(tagging, field, value)
        case "multiselect":
            cleared = tags.remove(tagging, tags.option_tags(field), [field])
            cleared = replace(cleared, values={**cleared.values, int(str(field["id"])): []})
            return tags.add(cleared, [str(each) for each in value] if isinstance(value, list) else [], [field])
    return replace(tagging, values={**tagging.values, int(str(field["id"])): value})


def held_by(ticket: Payload, field: Payload) -> Json:
    """What a ticket has in a field."""
    return tags.tagging_of(ticket).values.get(int(str(field["id"])))


def _option(field: Payload, written: object, source: Source | None) -> str:
    """An option's tag, by the tag itself or by its name with ▶ between the levels."""
    paths = {_path(str(option["name"])): str(option["value"]) for option in tags.options(field)}
    text = str(written)
    if text in paths.values():
        return text
    path = _path(text.replace(_ARROW, _NESTED))
    if path in paths:
        return paths[path]
    if any(known.startswith(f"{path} {_ARROW} ") for known in paths):
        raise Broken(f"`{path}` is a level, and a ticket has one of the types below it: name that.", source)
    raise unknown("option", text, [*paths, *paths.values()], source)


def _path(name: str) -> str:
    return f" {_ARROW} ".join(part.strip() for part in name.split(_NESTED))


def _plain(kind: str, field: Payload, text: str, source: Source | None) -> str:
    pattern = field.get("regexp_for_validation")
    fits = {
        "date": _DAY,
        "regexp": _compiled(pattern),
        **_NUMBERS,
    }.get(kind)
    if fits is not None and not fits.fullmatch(text):
        wanted = "a day such as 2026-11-24" if kind == "date" else f"text like {fits.pattern}"
        raise Broken(f"The field takes {wanted}: an agent could not save this.", source)
    return text


def _compiled(pattern: Json) -> re.Pattern[str] | None:
    """A field's pattern; Zendesk's dialect knows more than Python's, and what is not read here is not checked."""
    try:
        return re.compile(str(pattern)) if pattern else None
    except re.error:
        return None
