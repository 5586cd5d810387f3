"""Business rules: macros, triggers, their categories, automations, views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zenpy.lib.api_objects import Automation, Macro, Trigger, View

from clients.with_zenpy.objects import kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clients.exercise import Kind
    from clients.plain import Plain


def kinds(client: Any, plain: Plain) -> Iterator[Kind | tuple[str, str]]:
    """What zenpy does with rules."""
    ticket = plain.make("tickets", "ticket", {"subject": "분실물", "comment": {"body": "찾아주세요"}})
    yield kind(
        "macros",
        client.macros,
        lambda number: Macro(title=f"매크로::{number:03}", actions=[{"field": "status", "value": "solved"}]),
        many=150,
        more={
            "apply": lambda macro: ("solved", client.macros.apply(macro).ticket.status),
            "apply to ticket": lambda macro: ("solved", client.tickets.show_macro_effect(ticket, macro).ticket.status),
        },
    )
    status_changes = {"all": [{"field": "status", "operator": "is", "value": "new"}], "any": []}
    yield kind(
        "triggers",
        client.triggers,
        lambda number: Trigger(
            title=f"트리거 {number:03}", conditions=status_changes, actions=[{"field": "priority", "value": "high"}]
        ),
    )
    yield "trigger categories", "zenpy has no trigger categories"
    yield kind(
        "automations",
        client.automations,
        lambda number: Automation(
            title=f"자동화 {number:03}",
            conditions={
                "all": [
                    {"field": "status", "operator": "is", "value": "pending"},
                    {"field": "PENDING", "operator": "greater_than", "value": str(number + 24)},
                ],
                "any": [],
            },
            actions=[{"field": "status", "value": "solved"}],
        ),
    )
    yield kind(
        "views",
        client.views,
        lambda number: View(
            title=f"보기 {number:03}",
            all=[{"field": "status", "operator": "less_than", "value": "solved"}],
            output={"columns": ["status", "requester"]},
        ),
        more={
            "tickets": lambda view: ([ticket], [each.id for each in client.views.tickets(view)]),
            "count": lambda view: (1, client.views.count(view).value),
        },
    )
