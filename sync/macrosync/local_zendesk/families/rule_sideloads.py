"""What `include` adds to every rule of a list (OAS, Sideloads). Nothing runs here, so that usage is always 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.exchange import compact

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.context import Context
    from macrosync.resources import Json

#: The shapes of the first two are assumed.
SIDELOADS: dict[str, Json] = {
    "app_installation": None,
    "permissions": {"can_edit": True},
    **dict.fromkeys(("usage_1h", "usage_24h", "usage_7d", "usage_30d"), 0),
}


def shown(context: Context) -> Callable[[str], str] | None:
    """Puts what was asked for at the end of a rule's text."""
    asked = [each.strip() for each in context.request.query.get("include", "").split(",")]
    added = {name: SIDELOADS[name] for name in asked if name in SIDELOADS}
    if not added or not context.switches.rules_have_sideloads:
        return None
    return lambda body: f"{body[:-1]},{compact(added)[1:]}"
