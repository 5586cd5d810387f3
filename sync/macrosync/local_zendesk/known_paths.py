"""What Zendesk's API has beside what is served here, so that a call to it is told apart from a typing mistake.

Whole resources by the first word of their path, and single operations of resources that are served in part (OAS,
HCOAS, REF; as published on 2026-08-02). Not the shapes: only that they are there.
"""

from __future__ import annotations

import re

#: First words after /api/v2/ of which nothing, or not everything, is served.
RESOURCES = frozenset(
    {
        *("account", "accounts", "activities", "any_channel", "approval_requests", "attachments", "audit_logs"),
        *("autocomplete", "bookmarks", "brand_agents", "business_hours", "channels"),
        *("chat_file_redactions", "chat_redactions", "community", "countries", "custom_objects"),
        *("custom_roles", "deletion_schedules"),
        *("email_notifications", "end_users", "group_slas", "imports", "incremental"),
        *("it_asset_management", "organization_fields", "organization_memberships"),
        *("organization_merges", "organization_subscriptions", "organizations", "queues"),
        *("push_notification_devices", "recipient_addresses", "relationships", "remote_authentications", "requests"),
        *("resource_collections", "routing", "satisfaction_ratings", "satisfaction_reasons", "saved_searches"),
        *("security_settings", "sessions", "sharing_agreements", "skips", "slas", "suspended_tickets"),
        *("target_failures", "targets", "task_list_templates", "ticket_content_pins"),
        *("uploads", "user_fields"),
        *("workspaces",),
    }
)

#: Operations of resources that are served in part; `#` stands for an id.
_PARTS = (
    "macros/attachments/#/content",
    "tickets/messaging/.+",
    "[^/]+/[^/]+/relationship_fields/.+",
    "brands/#/agents",
    "tickets/#/conversation_log",
    "tickets/#/(satisfaction_rating|side_conversations.*|skips|task_lists)",
    "tickets/#/comments/#/attachments/#/redact",
    "users/(me/.+|#/.+)",
    "oauth/(global_clients.*|clients/#/generate_secret)",
    "views/(incoming|my|my_groups)(/.*)?",
    "help_center/.*(attachments|comments|votes|subscriptions|up|down|sessions)(/.*)?",
    "help_center/(deflection|service_catalog|users|votes|community_posts|articles/embeddable_search).*",
    "help_center/user_segments/#/topics",
    "guide/(search|themes|theming|user_images|medias).*",
)
_KNOWN = re.compile("/api/v2/(" + "|".join(_PARTS).replace("#", "[0-9]+") + ")|/hc/api/v2/articles/featured")
_FIRST = re.compile(r"/api/v2/([a-z_]+)(/.*)?")


def known(path: str) -> bool:
    """Whether Zendesk has an operation at a path, written without `.json`."""
    first = _FIRST.fullmatch(path)
    return bool(_KNOWN.fullmatch(path)) or (first is not None and first[1] in RESOURCES)
