"""Tags, and the ticket fields that follow them.

A drop-down, multi-select or checkbox field and its options' tags are one thing seen from two sides (SUP
4408881943194): selecting an option adds its tag, adding a tag selects its option, and another option's tag
replaces the first one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from macrosync.rules import NotModelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from macrosync.resources import Json, Payload

_PUNCTUATION = frozenset("-_:/")

#: How an action or a field says "nothing": the API's null, the UI's symbol, the documented empty string.
NOTHING: tuple[Json, ...] = (None, "", "__NULL__")


def valid_tag(tag: str) -> bool:
    """Whether Zendesk keeps a tag as it is: letters and digits of any language, `-`, `_`, `:`, `/`."""
    return bool(tag) and all(_allowed(character) for character in tag)


@lru_cache(1 << 12)  # the same few texts stand in thousands of conditions that are judged
def normalise_tags(text: str) -> tuple[str, ...]:
    """The tags that Zendesk makes of a text, in order, each once.

    White space separates; a character that is not allowed vanishes (SUP 4408835059482). Case is kept: that
    Zendesk folds it is found in no official text.
    """
    kept = ("".join(filter(_allowed, word)) for word in text.split())
    return tuple(dict.fromkeys(tag for tag in kept if tag))


@dataclass(frozen=True, slots=True)
class Tagging:
    """A ticket's tags, in order, and the values of its custom fields by the field's id."""

    tags: tuple[str, ...]
    values: Mapping[int, Json]


def tagging_of(ticket: Payload) -> Tagging:
    """The tags and the custom fields of a ticket as the API gives it."""
    tags, entries = ticket.get("tags"), ticket.get("custom_fields")
    return Tagging(
        tags=tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
        values={
            int(str(entry["id"])): entry.get("value")
            for entry in (entries if isinstance(entries, list) else [])
            if isinstance(entry, dict)
        },
    )


def with_tagging(ticket: Payload, tagging: Tagging) -> dict[str, Json]:
    """The ticket with these tags and values, in `custom_fields` and in its twin `fields` (recorded)."""
    entries: list[Json] = [{"id": field, "value": value} for field, value in tagging.values.items()]
    changed: dict[str, Json] = {**ticket, "tags": list(tagging.tags), "custom_fields": entries}
    if "fields" in ticket:
        changed["fields"] = list(entries)
    return changed


def add(tagging: Tagging, tags: Iterable[str], fields: Sequence[Payload]) -> Tagging:
    """Add tags; each selects its option, and takes the place of the tag that the field had.

    Of several tags of one drop-down the last one counts.
    """
    listed = list(dict.fromkeys(tags))
    for tag in (tag for at, tag in enumerate(listed) if not _superseded(tag, listed[at + 1 :], fields)):
        for field in fields:
            if tag in option_tags(field):
                tagging = _select(tagging, field, tag)
        if tag not in tagging.tags:
            tagging = replace(tagging, tags=(*tagging.tags, tag))
    return tagging


def remove(tagging: Tagging, tags: Iterable[str], fields: Sequence[Payload]) -> Tagging:
    """Remove tags; an option whose tag goes is no longer selected."""
    gone = frozenset(tags)
    values = dict(tagging.values)
    for field in fields:
        # What has no value loses none; of a checkbox it is false.
        at = _id(field)
        chosen = at in values and (values[at] is not None or field.get("type") == "checkbox")
        if chosen and gone & option_tags(field):
            values[at] = _without(field, values[at], gone)
    return Tagging(tuple(tag for tag in tagging.tags if tag not in gone), values)


def replace_all(tagging: Tagging, tags: Sequence[str], fields: Sequence[Payload]) -> Tagging:
    """Put these tags in the place of all that there were."""
    return add(remove(tagging, [tag for tag in tagging.tags if tag not in tags], fields), tags, fields)


def set_field(tagging: Tagging, field: Payload, value: Json) -> Tagging:
    """Set a drop-down to an option's tag, or a checkbox to true or false; nothing unselects.

    Raises NotModelled for another type of field (macros can set only those that set tags, SUP 4408832783642),
    for a multi-select (whether a macro adds or replaces is documented nowhere), and for an unknown option.
    """
    tags = option_tags(field)
    cleared = remove(tagging, tags, [field])
    cleared = replace(cleared, values={**cleared.values, _id(field): _unselected(field)})
    match field.get("type"):
        case "tagger" if value in NOTHING:
            return cleared
        case "tagger" if isinstance(value, str) and value in tags:
            return add(cleared, [value], [field])
        case "checkbox" if value in (*NOTHING, False, "false"):
            return cleared
        case "checkbox" if value in (True, "true"):
            checked = replace(cleared, values={**cleared.values, _id(field): True})
            return add(checked, tags, [field])
    raise NotModelled(
        f"Ticket field {field.get('id')} ({field.get('type')}) cannot be set to {value!r} by a macro here: "
        "use an option's tag of a drop-down, or true or false of a checkbox."
    )


def option_tags(field: Payload) -> frozenset[str]:
    """The tags that stand for a field's options, or a checkbox's one tag; empty for other fields."""
    if field.get("type") == "checkbox":
        return frozenset([str(field["tag"])]) if field.get("tag") else frozenset()
    return frozenset(str(option["value"]) for option in options(field))


def options(field: Payload) -> Iterator[Mapping[str, Json]]:
    """The options of a drop-down or multi-select, in order."""
    listed = field.get("custom_field_options")
    for option in listed if isinstance(listed, list) else []:
        if isinstance(option, dict):
            yield option


def _allowed(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd" or character in _PUNCTUATION


def _superseded(tag: str, later: Sequence[str], fields: Sequence[Payload]) -> bool:
    taggers = (option_tags(field) for field in fields if field.get("type") == "tagger")
    return any(tag in own and not own.isdisjoint(later) for own in taggers)


def _id(field: Payload) -> int:
    return int(str(field["id"]))


def _unselected(field: Payload) -> Json:
    match field.get("type"):
        case "checkbox":
            return False
        case "multiselect":
            return []
    return None


def _select(tagging: Tagging, field: Payload, tag: str) -> Tagging:
    before = tagging.values.get(_id(field))
    match field.get("type"):
        case "checkbox":
            value: Json = True
        case "multiselect":
            value = [*(before if isinstance(before, list) else []), tag]
            value = list(dict.fromkeys(str(each) for each in value))
        case _:
            tagging = remove(tagging, option_tags(field) - {tag}, [field])
            value = tag
    return replace(tagging, values={**tagging.values, _id(field): value})


def _without(field: Payload, value: Json, gone: frozenset[str]) -> Json:
    if isinstance(value, list):
        return [each for each in value if each not in gone]
    return _unselected(field) if value in gone or field.get("type") == "checkbox" else value
