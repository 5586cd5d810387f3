"""Lost items: what they refer to, what they need of macrosync.toml, and the names in braces of their texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.compiler.lost_items.case import TOLD
from macrosync.definitions.lost_items import LostItems
from macrosync.definitions.models import Question
from macrosync.definitions.target import FILE
from macrosync.definitions.wording import shown
from macrosync.resources import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from macrosync.definitions.load import Definitions
    from macrosync.definitions.models import Step
    from macrosync.definitions.target import Target
    from macrosync.definitions.text import Text

_NAME = re.compile(r"\{([^{}:]*)(?::[^{}]*)?\}")
_TICKET = frozenset({"ticket"})
#: What the consent record tells.
RECORDED = frozenset(
    {
        *("answer", "driver", "agent", "channel", "time", "script", "version", "values"),
        *("ticket", "comment", "lapses", "text"),
    }
)


def check(definitions: Definitions, target: Target, *, questions_read: bool) -> Iterator[Finding]:
    """Everything; whether steps are there is not asked where a question could not be read."""
    for _, items in definitions.all(LostItems):
        yield from _settings(items, target)
        if questions_read:
            yield from _steps(items, definitions)
        for text, known in _texts(items):
            yield from _names(text, known)


def _settings(items: LostItems, target: Target) -> Iterator[Finding]:
    """What has to be ours, or there, by its name in the account."""
    needed = {
        "trigger_category": ("the category that the triggers stand in", target.trigger_category),
        "automation_prefix": ("what the titles of our automations begin with", target.automation_prefix),
        "groups.lost_items": ("the group that asks customers", target.lost_item_groups),
    }
    for name, (what, value) in needed.items():
        if not value:
            message = f"{FILE} names no `{name}`, {what}: add it to [defaults], or delete this file."
            yield Finding(items.key.source, "lost-item-setting", message)


def _steps(items: LostItems, definitions: Definitions) -> Iterator[Finding]:
    steps: dict[str, Step] = {
        f"{question.key}/{step.key}": step for _, question in definitions.all(Question) for step in question.steps
    }
    for key in (items.opened_by, items.consent_asked_by):
        if key not in steps:
            yield Finding(
                key.source, "unknown-step", f"There is no step `{shown(key)}`: mend its question or its name."
            )
    asked = steps.get(items.consent_asked_by)
    if asked is not None and asked.consent is None:
        message = f"The step `{shown(items.consent_asked_by)}` asks for no consent: name one with `consent`."
        yield Finding(items.consent_asked_by.source, "unknown-step", message)


def _texts(items: LostItems) -> Iterator[tuple[Text, Collection[str]]]:
    """Each text that is filled, and the names that it may hold."""
    task, sweep = items.task, items.sweep
    yield task.subject, _TICKET
    yield task.note, {*_TICKET, *TOLD, "safe_number_minutes"}
    yield task.consent_note, {*_TICKET, "consent"}
    yield items.escalation.subject, _TICKET
    yield items.escalation.body, _TICKET
    yield sweep.mirror, {*_TICKET, "progress", "consent"}
    yield sweep.duplicate, _TICKET
    yield sweep.record, RECORDED


def _names(text: Text, known: Collection[str]) -> Iterator[Finding]:
    for match in _NAME.finditer(text):
        if match[1] not in known:
            listed = ", ".join(f"{{{name}}}" for name in sorted(known))
            message = f"`{{{shown(match[1])}}}` is nothing that can be filled in here: take one of {listed}."
            yield Finding(text.at(match.start()), "unknown-name", message)
