"""Lost items as resources: fields, webhooks, triggers, an automation, views and macros."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.compiler.lost_items import fields, macros, tasks, triggers, views
from macrosync.compiler.lost_items.case import Case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.compiler.macros import Context
    from macrosync.resources import Resource

__all__ = ["Case", "resources"]


def resources(case: Case, context: Context) -> Iterator[Resource]:
    """All but the ticket forms, which hold other fields too, and the category of triggers, which others share."""
    yield from fields.resources(case)
    yield from tasks.resources(case)
    yield from triggers.resources(case)
    yield from views.resources(case)
    yield from macros.resources(case, context)
