"""Triggers of which it makes no difference which one runs first: neither touches what the other asks for or sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.resources import Kind
from macrosync.rules import liquid, tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.resources import Payload
    from macrosync.scenarios.account import Account, Rule

_TAGS = frozenset({"current_tags", "remove_tags"})
_WEBHOOK = "notification_webhook"
_NOTIFICATIONS = frozenset({"notification_user", "notification_group"})
#: Placeholders that no rule changes, and those of fields.
_FIXED = frozenset({"ticket.id"})
_FIELD = re.compile(r"ticket\.ticket_field_(?:option_title_)?(\d+)")
#: Stands for whatever it may be.
_ANY = "*"


def commute(first: Rule, second: Rule, account: Account) -> bool:
    """Whether two rules come to the same in either order; of automations, whose hours move, that is not said."""
    if first.kind is not Kind.TRIGGER:
        return False
    writes = [frozenset(_written(rule, account)) for rule in (first, second)]
    reads = [frozenset(_read(rule, account)) for rule in (first, second)]
    return _apart(writes[0], reads[1] | writes[1]) and _apart(writes[1], reads[0])


def _apart(written: frozenset[str], other: frozenset[str]) -> bool:
    return not written or (_ANY not in written | other and written.isdisjoint(other))


def _written(rule: Rule, account: Account) -> Iterator[str]:
    for action in rule.actions:
        name = str(action["field"])
        if name in _TAGS:
            yield from _of_tags(str(action.get("value") or ""), account)
        elif name == "set_tags":
            yield _ANY
        elif name not in _NOTIFICATIONS:  # calls of webhooks arrive in their order
            yield name
            yield from (f"tag:{tag}" for tag in _option_tags(name, account))


def _read(rule: Rule, account: Account) -> Iterator[str]:
    for condition in (*rule.conditions("all"), *rule.conditions("any")):
        name = str(condition["field"])
        if name == "current_tags":
            yield from _of_tags(str(condition.get("value") or ""), account)
        else:
            yield name
    for action in rule.actions:
        if action["field"] == _WEBHOOK or action["field"] in _NOTIFICATIONS:
            yield from _shown(action)


def _shown(action: Payload) -> Iterator[str]:
    """What the texts of an action show of the ticket."""
    value = action.get("value")
    for text in value[1:] if isinstance(value, list) else []:
        for placeholder in liquid.placeholders(str(text)):
            field = _FIELD.fullmatch(placeholder.name)
            if field is not None:
                yield f"custom_fields_{field[1]}"
            elif placeholder.name not in _FIXED:
                yield _ANY


def _of_tags(written: str, account: Account) -> Iterator[str]:
    """Tags, and the fields that they are options of: the two follow each other (SUP 4408881943194)."""
    for tag in tags.normalise_tags(written):
        yield f"tag:{tag}"
        for field in account.every_field:
            if tag in tags.option_tags(field):
                yield f"custom_fields_{field['id']}"


def _option_tags(name: str, account: Account) -> frozenset[str]:
    fields = (field for field in account.every_field if name == f"custom_fields_{field['id']}")
    return next((tags.option_tags(field) for field in fields), frozenset())
