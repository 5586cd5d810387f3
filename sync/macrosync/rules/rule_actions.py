"""What the actions of a trigger or an automation do to a ticket, and beside it (DOC actions-reference).

What changes the ticket means the same as in a macro; rules may close a ticket too, and may neither comment nor change
the subject (trigger definitions of a live account). What is not modelled raises NotModelled with its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.rules import NotModelled, liquid, macro_actions
from macrosync.rules.effects import Effect, Notification, WebhookCall

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from macrosync.resources import Json, Payload

    #: What placeholders stand for on a ticket, as placeholder_context gives it.
    Shows = Callable[[Payload], Mapping[str, object]]

_CLOSED = "closed"
#: Actions that show nothing of the ticket, and name nobody.
_PLAIN = macro_actions.TAG_ACTIONS | {"status", "priority", "type", "brand_id", "ticket_form_id"}


@dataclass(frozen=True, slots=True)
class Done:
    """One action: what it was, the ticket after it, and what it did beside; `changes` are (field, before, after)."""

    action: Payload
    ticket: Payload
    changes: tuple[tuple[str, Json, Json], ...]
    effect: Effect | None = None


def act(actions: Sequence[Payload], ticket: Payload, shows: Shows, fields: Sequence[Payload]) -> tuple[Done, ...]:
    """Do the actions in their order. Raises NotModelled, and LiquidInvalid for a text that does not parse."""
    done: list[Done] = []
    for action in actions:
        done.append(_one(action, ticket, shows, fields))
        ticket = done[-1].ticket
    return tuple(done)


def _one(action: Payload, ticket: Payload, shows: Shows, fields: Sequence[Payload]) -> Done:
    match str(action["field"]):
        case "notification_webhook":
            return Done(action, ticket, (), _webhook(action, ticket, shows))
        case "notification_user" | "notification_group":
            return Done(action, ticket, (), _notification(action, ticket, shows))
        case "status" if action.get("value") == _CLOSED:
            return _changed(action, ticket, {**ticket, "status": _CLOSED})
        case name if name in macro_actions.COMMENT_ACTIONS or name == "subject":
            raise _not_modelled(action)
    # What placeholders show takes long to put together, and only people and texts need it.
    name = str(action["field"])
    context = {} if name in _PLAIN or name.startswith("custom_fields_") else shows(ticket)
    after = macro_actions.apply([action], ticket, context, fields=fields).ticket
    return _changed(action, ticket, after)


def _changed(action: Payload, before: Payload, after: Payload) -> Done:
    """Field by field; `fields` is the twin of `custom_fields` and says nothing new."""
    names = sorted((before.keys() | after.keys()) - {"fields"})
    changes = tuple((name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name))
    return Done(action, after, changes)


def _webhook(action: Payload, ticket: Payload, shows: Shows) -> WebhookCall:
    """`[webhook id, body]`; a list of parameters is for webhooks that take no JSON, and is not modelled."""
    match action.get("value"):
        case [str(webhook), str(body)]:
            return WebhookCall(webhook, liquid.render(body, shows(ticket)))
    raise _not_modelled(action)


def _notification(action: Payload, ticket: Payload, shows: Shows) -> Notification:
    match action.get("value"):
        case [str(to) | int(to), str(subject), str(body)]:
            shown = shows(ticket)
            return Notification(str(to), liquid.render(subject, shown), liquid.render(body, shown))
    raise _not_modelled(action)


def _not_modelled(action: Payload) -> NotModelled:
    said = f"{action['field']} with {action.get('value')!r:.80}"
    return NotModelled(f"The rule action {said} is not modelled: take it out, or try the rule in Zendesk.")
