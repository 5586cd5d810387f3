"""How the caller likes their screens: kept and given back, and without effect here (OAS, ShowCurrentUserSettings)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import Family
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.settings_values import merged
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body

#: What was set, under the user's id.
USER_SETTINGS = Family("user_settings", "settings", "/api/v2/users/me/settings")
_DEFAULTS: Body = {
    "lotus": {
        "agent_workspace_theme_preference": "0",
        "agent_workspace_theme_preference_for_conversation_panel": "0",
        "keyboard_shortcuts_enabled": False,
        "macro_shortcuts_enabled": False,
        "show_onboarding_tooltips": True,
        "two_factor_authentication": False,
    },
    "admin_center": {"has_admin_center_side_nav_open": True},
    "shared_views_order": [],
    "agent_home_pinned_views": [],
}


def show(context: Context) -> Answer:
    """The caller's settings, the defaults where nothing was set."""
    return Answer.of({"settings": _current(context)})


def update(context: Context) -> Answer:
    """Set what is given; the rest stays. Raises 400, in the form of OAS, where nothing is given or of another type."""
    given = context.json().get("settings")
    if not isinstance(given, dict) or not given:
        raise api_errors.ApiError(400, {"error": "No settings provided"})
    try:
        after = merged(context, _current(context), given)
    except api_errors.ApiError:
        raise api_errors.ApiError(400, {"error": "Invalid settings provided"}) from None
    context.documents.put(USER_SETTINGS, {"id": context.caller["id"], "settings": after})
    return Answer.of({"settings": after})


def _current(context: Context) -> Body:
    kept = context.documents.get(USER_SETTINGS, int(str(context.caller["id"])))
    found = kept["settings"] if kept else None
    return found if isinstance(found, dict) else _DEFAULTS


ROUTES = (
    Route("GET", "/api/v2/users/me/settings", show, "users"),
    Route("PUT", "/api/v2/users/me/settings", update, "users"),
)
