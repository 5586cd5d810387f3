"""What a macro does to a ticket, and what it puts into the comment.

Actions are those of SUP 4408832783642 and REF ticketing/business-rules/macros. One that is not modelled
raises NotModelled with its name. Two conditions are the caller's to know: Zendesk applies an action on a
field only where the ticket's form has that field (SUP 4408887656602), and a status action moves the custom
status, which is not touched here, to its category's default.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.rules import NotModelled, liquid, tags
from macrosync.rules.placeholder_context import AGENT, Shown
from macrosync.rules.tags import NOTHING, Tagging, normalise_tags, valid_tag

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload

__all__ = ["MacroComment", "MacroOutcome", "apply", "normalise_tags", "valid_tag"]

#: What an enumerated action takes; macros take neither new nor closed (DOC actions-reference).
CHOICES: Mapping[str, frozenset[str]] = {
    "status": frozenset({"open", "pending", "hold", "solved"}),
    "priority": frozenset({"low", "normal", "high", "urgent"}),
    "type": frozenset({"question", "incident", "problem", "task"}),
}
COMMENT_ACTIONS = frozenset({"comment_value", "comment_value_html", "comment_mode_is_public"})
TAG_ACTIONS = frozenset({"set_tags", "current_tags", "remove_tags"})
EVERY_CHANNEL = "channel:all"

_CUSTOM_FIELD = re.compile(r"custom_fields_(\d+)")
_BLOCK_END = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6])>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class MacroComment:
    """What stands in the composer after a macro, placeholders filled.

    `body` is the plain text for every channel (else for the first one named); `html_body` the rich text, if the
    macro has one; `scoped_body` the plain texts as (channel, text). `public` is the macro's mode, or else the
    ticket's own (is_public, REF ticketing/tickets/tickets).
    """

    body: str
    html_body: str | None
    public: bool
    scoped_body: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MacroOutcome:
    """The whole ticket afterwards, unsaved, and the comment, if the macro has one."""

    ticket: Payload
    comment: MacroComment | None


def apply(
    actions: Sequence[Payload], ticket: Payload, context: Mapping[str, object], *, fields: Sequence[Payload] = ()
) -> MacroOutcome:
    """Apply a macro's actions in their order to a ticket as the API gives it.

    `context` comes from `placeholder_context` and says what is saved on the ticket before the macro: an
    action's own change does not show in the macro's text (SUP 4408887218330). `fields` are the account's ticket
    fields, by which tags and drop-downs follow each other. Raises NotModelled, and LiquidInvalid for a text
    that does not parse.
    """
    # Without a placeholder nothing of the context is shown.
    shown = _on_one_line(context) if any("{" in str(action.get("value")) for action in actions) else context
    after: dict[str, Json] = dict(ticket)
    before = tagging = tags.tagging_of(ticket)
    for action in actions:
        name, value = str(action["field"]), action.get("value")
        if name in TAG_ACTIONS:
            tagging = _tag(tagging, name, value, fields)
        elif custom := _CUSTOM_FIELD.fullmatch(name):
            tagging = tags.set_field(tagging, _field(int(custom[1]), fields), value)
        elif name not in COMMENT_ACTIONS:
            after |= _change(name, value, after, shown)
    if tagging != before:
        after = tags.with_tagging(after, tagging)
    return MacroOutcome(after, _comment(actions, ticket, shown))


def _change(name: str, value: Json, ticket: Payload, context: Mapping[str, object]) -> dict[str, Json]:
    match name:
        case "status" | "priority" | "type" if isinstance(value, str) and value in CHOICES[name]:
            return {name: value}
        case "subject" if isinstance(value, str):
            return {"subject": _render(value, context)}
        case "group_id":
            return {name: _group(value, ticket, context)}
        case "assignee_id":
            return {name: _assignee(value, ticket, context)}
        case "brand_id" | "ticket_form_id":
            return {name: _number(name, value)}
        case "follower" | "cc":
            return {"follower_ids": _followers(_user(name, value, context), ticket.get("follower_ids"))}
    raise _not_modelled(name, value)


def _tag(tagging: Tagging, name: str, value: Json, fields: Sequence[Payload]) -> Tagging:
    if not isinstance(value, str) or "{{" in value or "{%" in value:
        raise _not_modelled(name, value)
    listed = normalise_tags(value)
    match name:
        case "set_tags":
            return tags.replace_all(tagging, listed, fields)
        case "current_tags":
            return tags.add(tagging, listed, fields)
        case _:
            return tags.remove(tagging, listed, fields)


def _field(wanted: int, fields: Sequence[Payload]) -> Payload:
    for field in fields:
        if field.get("id") == wanted:
            return field
    raise NotModelled(f"The macro sets ticket field {wanted}, which is not there: take out custom_fields_{wanted}.")


def _group(value: Json, ticket: Payload, context: Mapping[str, object]) -> Json:
    """A group's id; `current_groups` is chosen as SUP 4408832783642 says, by the agent's `group_ids`."""
    if value in NOTHING:
        return None
    if value != "current_groups":
        return _number("group_id", value)
    agent = context.get(AGENT)
    own = agent.get("group_ids") if isinstance(agent, Mapping) else None
    if not isinstance(agent, Mapping) or not isinstance(own, list) or not own:
        raise _not_modelled("group_id", value)
    candidates: list[Json] = [ticket.get("group_id"), agent.get("default_group_id"), own[0]]
    return next(group for group in candidates if group in own)


def _assignee(value: Json, ticket: Payload, context: Mapping[str, object]) -> Json:
    if value in NOTHING:
        return None
    return ticket.get("requester_id") if value == "requester_id" else _user("assignee_id", value, context)


def _user(name: str, value: Json, context: Mapping[str, object]) -> int:
    agent = context.get(AGENT)
    if value == "current_user" and isinstance(agent, Mapping):
        return _number(name, agent.get("id"))
    return _number(name, value)


def _followers(added: int, before: Json) -> list[Json]:
    kept = list(before) if isinstance(before, list) else []
    return kept if added in kept else [*kept, added]


def _number(name: str, value: Json) -> int:
    if isinstance(value, int | str) and not isinstance(value, bool) and str(value).isdecimal():
        return int(value)
    raise _not_modelled(name, value)


def _comment(actions: Sequence[Payload], ticket: Payload, context: Mapping[str, object]) -> MacroComment | None:
    said = [(str(action["field"]), action.get("value")) for action in actions if action["field"] in COMMENT_ACTIONS]
    if not said:
        return None
    public = ticket.get("is_public") is not False
    rich: str | None = None
    scoped: list[tuple[str, str]] = []
    for name, value in said:
        match name, value:
            case "comment_value", str(text):
                scoped.append((EVERY_CHANNEL, _render(text, context)))
            case "comment_value", [str(channel), str(text)]:
                scoped.append((channel, _render(text, context)))
            case "comment_value_html", str(text):
                rich = _render(text, context, escape=True)
            case "comment_mode_is_public", True | False | "true" | "false":
                public = value in (True, "true")
            case _:
                raise _not_modelled(name, value)
    plain = dict(reversed(scoped)) or {EVERY_CHANNEL: _plain(rich or "")}
    body = plain.get(EVERY_CHANNEL, next(iter(plain.values())))
    return MacroComment(body, rich, public, tuple(scoped) or tuple(plain.items()))


def _render(text: str, context: Mapping[str, object], *, escape: bool = False) -> str:
    """A text with its placeholders filled.

    A backslash before a placeholder puts it off until the ticket is saved (SUP 4408887218330), which is not
    modelled.
    """
    if "\\{{" in text:
        raise NotModelled("A placeholder after a backslash is filled when the ticket is saved: take out the backslash.")
    return liquid.render(text, context, escape=escape)


def _plain(rich: str) -> str:
    """The text of a comment that has rich text only (assumed: the API derives it)."""
    return html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", rich))).strip()


def _on_one_line(context: Mapping[str, object]) -> dict[str, object]:
    """The context with no line break in any value: a macro drops those (SUP 4408844187034)."""
    return {name: value if name == AGENT else _flattened(value) for name, value in context.items()}


def _flattened(value: object) -> object:
    match value:
        case str():
            return " ".join(value.splitlines())
        case Shown():
            return Shown(_on_one_line(value), " ".join(value.text.splitlines()))
        case Mapping():
            return _on_one_line(value)
        case list():
            return [_flattened(each) for each in value]
    return value


def _not_modelled(name: str, value: Json) -> NotModelled:
    return NotModelled(f"The macro action {name} with {value!r} is not modelled: take it out, or apply it in Zendesk.")
