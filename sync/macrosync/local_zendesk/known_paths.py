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
        *("autocomplete", "automations", "bookmarks", "brand_agents", "brands", "business_hours", "channels"),
        *("chat_file_redactions", "chat_redactions", "comment_redactions", "community", "countries", "custom_objects"),
        *("custom_roles", "custom_status", "custom_statuses", "deleted_tickets", "deleted_users", "deletion_schedules"),
        *("dynamic_content", "email_notifications", "end_users", "group_slas", "imports", "incremental"),
        *("it_asset_management", "job_statuses", "oauth", "organization_fields", "organization_memberships"),
        *("organization_merges", "organization_subscriptions", "organizations", "problems", "queues"),
        *("push_notification_devices", "recipient_addresses", "relationships", "remote_authentications", "requests"),
        *("resource_collections", "routing", "satisfaction_ratings", "satisfaction_reasons", "saved_searches"),
        *("search", "security_settings", "sessions", "sharing_agreements", "skips", "slas", "suspended_tickets"),
        *("tags", "target_failures", "targets", "task_list_templates", "ticket_audits", "ticket_content_pins"),
        *("ticket_form_statuses", "ticket_metrics", "trigger_categories", "triggers", "uploads", "user_fields"),
        *("views", "webhooks", "workspaces"),
    }
)

#: Operations of resources that are served in part; `#` stands for an id.
_PARTS = (
    "macros/(actions|definitions|new|attachments(/#)?|#/attachments)",
    "ticket_fields/(count|reorder|show_many)",
    "ticket_forms/(reorder|show_many|#/(clone|ticket_form_statuses(/#)?))",
    "tickets/(count|create_many|destroy_many|update_many|recent|mark_many_as_spam)",
    "tickets/#/(collaborators|conversation_log|email_ccs|followers|incidents|mark_as_spam|merge|metrics|related)",
    "tickets/#/(satisfaction_rating|side_conversations.*|skips|task_lists|(audits|comments)/count)",
    "tickets/#/(audits/#/make_private|comments/#/(make_private|redact|attachments/#/redact))",
    "users/(autocomplete|count|create_many|create_or_update(_many)?|destroy_many|logout_many|request_create)",
    "users/(search|update_many|me/.+|#/.+)",
    "groups/(autocomplete|available_agents|count|default|#/users(/count)?|#/memberships.*)",
    "group_memberships/(assignable|create_many|destroy_many)",
    "locales/(agent|current|detect_best_locale|public|#)",
    "help_center/.*(attachments|comments|votes|subscriptions|source_locale|up|down|search|incremental|sessions)(/.*)?",
    "help_center/(deflection|service_catalog|users|votes|community_posts|articles/embeddable_search).*",
    "help_center/user_segments/(applicable|#/(sections|topics))",
    "guide/(content_tags|search|themes|theming|user_images|medias).*",
)
_KNOWN = re.compile("/api/v2/(" + "|".join(_PARTS).replace("#", "[0-9]+") + ")")
_FIRST = re.compile(r"/api/v2/([a-z_]+)(/.*)?")


def known(path: str) -> bool:
    """Whether Zendesk has an operation at a path, written without `.json`."""
    first = _FIRST.fullmatch(path)
    return bool(_KNOWN.fullmatch(path)) or (first is not None and first[1] in RESOURCES)
