"""The managed fields of a resource in one form, for what we send and for what Zendesk gives back alike."""

from __future__ import annotations

import hashlib
import json
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.plan import canonical_rules, html, mark
from macrosync.plan.texts import clean, line, text
from macrosync.resources import Json, Kind, Payload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: A comment that goes to every channel is the same as one that names none.
_ALL_CHANNELS = "channel:all"


_SORTED = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def canonical(kind: Kind, payload: Payload) -> dict[str, Json]:
    """The managed fields, without the mark; a field that is missing is as if it were null or empty.

    A ticket field's options are not among them: each is a resource of its own. Neither is a trigger's position, which
    only counts beside the others', nor a webhook's authentication, which is a secret. The looked-up kinds have none.
    """
    bare = canonical_rules.shaped(kind, mark.without(kind, payload))
    return {name: normalise(bare.get(name)) for name, normalise in _FIELDS.get(kind, {}).items()} | _titled(kind, bare)


def some(kind: Kind, payload: Payload, names: Iterable[str]) -> dict[str, Json]:
    """Of the canonical form of what is desired, which bears no mark, these fields."""
    bare, fields = canonical_rules.shaped(kind, payload), _FIELDS.get(kind, {})
    return {name: fields[name](bare.get(name)) for name in names if name in fields}


def beside(kind: Kind, payload: Payload, sent: Payload, form: Payload) -> dict[str, Json]:
    """The canonical form of what Zendesk gives back, beside what we send and its form.

    A field that is given back just as it is sent has the same form, which is not made again: of an account that is
    as it shall be, that is nearly every field.
    """
    bare = canonical_rules.shaped(kind, mark.without(kind, payload))
    fields = {
        name: form[name] if _is_same(value := bare.get(name), sent.get(name)) else normalise(value)
        for name, normalise in _FIELDS.get(kind, {}).items()
    }
    return fields | _titled(kind, bare)


def digest(kind: Kind, payload: Payload) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of the canonical form, references resolved by the caller."""
    return digest_of(canonical(kind, payload))


def digest_of(fields: Payload) -> str:
    """The digest of what is in canonical form already."""
    written = _SORTED.encode(dict(fields))
    return hashlib.sha256(written.encode("ascii")).hexdigest()[: mark.DIGITS]


def _titled(kind: Kind, payload: Payload) -> dict[str, Json]:
    """A title that holds dynamic content is compared as it is written, not as it is shown (REC: raw_title)."""
    for name, raw in (("title", payload.get("raw_title")), ("name", payload.get("raw_name"))):
        if raw is not None and name in _FIELDS.get(kind, {}) and isinstance(raw, str) and "{{" in raw:
            return {name: line(raw)}
    return {}


def _is_same(given: Json, sent: Json) -> bool:
    """Whether two values are the same; true and 1 are not."""
    return type(given) is type(sent) and given == sent


def _flag(value: Json) -> bool:
    return value is True or value == "true"


def _id(value: Json) -> Json:
    """An id as a number; Zendesk gives some as digits. A reference that is not resolved stays as it is."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


def _ids(value: Json) -> list[Json]:
    return [_id(each) for each in value] if isinstance(value, list) else []


def _words(value: Json) -> list[Json]:
    return sorted({line(each) for each in value}) if isinstance(value, list) else []  # type: ignore[return-value]


def _html(value: Json) -> str:
    """Not by way of `text`, which takes a no-break space off the end of a line and leaves `&nbsp;` there."""
    return html.normal(clean(value))


def _restriction(value: Json) -> Json:
    """Who may use a macro: {"type", "ids"}, or null for everyone; Zendesk gives `id`, `ids` or both."""
    if not isinstance(value, dict) or not value.get("type"):
        return None
    listed = value.get("ids")
    ids = listed if isinstance(listed, list) and listed else [value.get("id")]
    return {"type": value["type"], "ids": sorted((_id(each) for each in ids), key=str)}


def _actions(value: Json) -> list[Json]:
    actions = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    pairs = sorted((line(each.get("field")), _action_value(each)) for each in actions)
    return [{"field": field, "value": written} for field, written in pairs]


def _action_value(action: dict[str, Json]) -> str:
    field, value = action.get("field"), action.get("value")
    if isinstance(value, list) and len(value) == 2 and value[0] == _ALL_CHANNELS:  # noqa: PLR2004 - a pair
        value = value[1]
    if isinstance(value, bool):
        return "true" if value else "false"
    if field == "comment_value_html":
        return _html(value)
    if field in canonical_rules.TAGS:
        return " ".join(sorted(set(text(value).split())))
    return text(value)


#: What triggers and automations have in common.
_RULE: dict[str, Callable[[Json], Json]] = {
    "title": line,
    "active": _flag,
    "conditions": canonical_rules.conditions,
    "actions": canonical_rules.actions,
}
_FIELDS: MappingProxyType[Kind, dict[str, Callable[[Json], Json]]] = MappingProxyType(
    {
        Kind.TICKET_FIELD: {
            "type": line,
            "title": line,
            "active": _flag,
            "agent_description": text,
            "regexp_for_validation": text,
            "tag": line,
        },
        Kind.FIELD_OPTION: {"name": line, "value": line},
        Kind.TICKET_FORM: {"ticket_field_ids": _ids},
        Kind.WEBHOOK: {
            "name": line,
            "description": text,
            "status": line,
            "endpoint": line,
            "http_method": line,
            "request_format": line,
            "subscriptions": _words,
        },
        Kind.TRIGGER_CATEGORY: {"name": line},
        Kind.TRIGGER: {**_RULE, "description": text, "category_id": line},
        Kind.AUTOMATION: _RULE,
        Kind.VIEW: {
            "title": line,
            "active": _flag,
            "description": text,
            "conditions": canonical_rules.conditions,
            "output": canonical_rules.output,
            "restriction": _restriction,
        },
        Kind.MACRO: {
            "title": line,
            "active": _flag,
            "description": text,
            "actions": _actions,
            "restriction": _restriction,
        },
        Kind.CATEGORY: {"name": line, "locale": line, "description": text},
        Kind.SECTION: {"name": line, "locale": line, "description": text, "category_id": _id},
        Kind.ARTICLE: {
            "title": line,
            "body": _html,
            "locale": line,
            "section_id": _id,
            "user_segment_id": _id,
            "permission_group_id": _id,
            "label_names": _words,
            "draft": _flag,
            "promoted": _flag,
            "comments_disabled": _flag,
        },
    }
)
