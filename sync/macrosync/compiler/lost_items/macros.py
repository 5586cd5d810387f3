"""Macros that take a case further: internal notes for whoever works it, and what the driver is told at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.compiler.lost_items.case import Case, action, adds
from macrosync.compiler.macros import MENU, Context, Script, of_channel
from macrosync.compiler.text import render
from macrosync.definitions.channel import Channel
from macrosync.resources import Json, Kind, Payload, Ref, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.definitions.lost_items import CaseMacro, LostItems


def of_step(case: Case, key: str) -> tuple[Json, ...]:
    """What a script's macros do beside their reply, where they begin a case or ask for consent."""
    if key == case.items.opened_by:
        return case.chooses("progress", "received"), adds(case.case)
    return (case.chooses("consent", "asked"),) if key == case.items.consent_asked_by else ()


def resources(case: Case, context: Context) -> Iterator[Resource]:
    """All of them."""
    for macro in case.items.macros:
        yield _of_case(case, context, macro)
    yield from _replies(case.items, context)


def _of_case(case: Case, context: Context, macro: CaseMacro) -> Resource:
    actions: list[Json] = [action("comment_value", _note(case, macro)), action("comment_mode_is_public", "false")]
    chosen = macro.sets.model_dump(exclude_none=True)
    actions += [case.chooses(name, slug) for name, slug in chosen.items()]
    if macro.takes_over:
        actions.append(action("assignee_id", "current_user"))
    if macro.counts_absence:
        actions.append(adds(case.tag("absent")))
    groups = (*case.target.lost_item_groups, *(name for names in context.target.groups.values() for name in names))
    ids: list[Json] = [str(Ref(Kind.GROUP, name)) for name in dict.fromkeys(groups)]
    payload: Payload = {
        "title": MENU.join((case.items.menu, macro.menu, macro.name)),
        "active": True,
        "description": case.made,
        "actions": actions,
        "restriction": {"type": "Group", "ids": ids},
    }
    return Resource(Kind.MACRO, f"{case.items.key}/{macro.key}", case.items.version, payload, macro.key.source)


def _note(case: Case, macro: CaseMacro) -> str:
    """The note; where consent is needed, the other one while it is lacking on the saved ticket (SUP 4408887218330).

    Days are compared as numbers. A day that cannot be read is 0, so that nothing is handed on.
    """
    note = render(macro.note).plain
    if macro.without_consent is None:
        return note
    consent, wish, lapses = (f"ticket.ticket_field_{case.field(name)}" for name in ("consent", "wish", "lapses_on"))
    return (
        "{% assign today = 'now' | date: '%Y%m%d' | plus: 0 %}"
        f"{{% assign lapses = {lapses} | date: '%Y%m%d' | plus: 0 %}}"
        f"{{% if {consent} == '{case.option('consent', 'given')}' and {wish} == '{case.option('wish', 'wanted')}' "
        f"and lapses > today %}}{note}{{% else %}}{render(macro.without_consent).plain}{{% endif %}}"
    )


def _replies(items: LostItems, context: Context) -> Iterator[Resource]:
    for reply in items.replies:
        script = Script(
            key=f"{items.key}/{reply.key}",
            version=items.version,
            menu=items.menu,
            name=reply.name,
            file=items.key.source.path,
            source=reply.key.source,
        )
        for channel in Channel:
            yield of_channel(context, channel, script, render(reply.reply))
