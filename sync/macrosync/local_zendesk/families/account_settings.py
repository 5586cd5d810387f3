"""The account's settings (REF ticketing/account-configuration/account_settings).

The keys are those of the published file; what an account here can do is what the values say. What is set is kept and
given back; but for the default brand nothing goes by it (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import Family
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import brand_writes
from macrosync.local_zendesk.families.brands import default_brand
from macrosync.local_zendesk.families.locales import LOCALES
from macrosync.local_zendesk.families.settings_values import merged
from macrosync.local_zendesk.families.ticket_records import BRAND
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: What was set; there is one record of it.
ACCOUNT_SETTINGS = Family("account_settings", "settings", "/api/v2/account/settings")


def _flags(on: str, off: str) -> Body:
    return {**dict.fromkeys(on.split(), True), **dict.fromkeys(off.split(), False)}


_FEATURES = _flags(
    "allow_ccs dynamic_contents markdown on_hold_status organization_access_enabled rich_content_in_emails "
    "ticket_forms ticket_tagging user_org_fields user_tagging",
    "agent_forwarding allow_email_template_customization automatic_answers bcc_archiving benchmark_opt_out "
    "business_hours chat chat_about_my_ticket csat_reason_code custom_dkim_domain customer_context_as_default "
    "customer_satisfaction customer_satisfaction_survey explore explore_on_support_ent_plan "
    "explore_on_support_pro_plan facebook facebook_login fallback_composer forum_analytics good_data_and_explore "
    "google_login is_abusive light_agents sandbox satisfaction_prediction suspended_ticket_notification "
    "topic_suggestion twitter twitter_login voice",
)
_TICKETS = _flags(
    "agent_collision agent_ticket_deletion assign_tickets_upon_solve collaboration comments_public_by_default "
    "emoji_autocompletion follower_and_email_cc_collaborations is_first_comment_private_enabled list_empty_views "
    "rich_text_comments status_hold tagging accepted_new_collaboration_tos allow_group_reset",
    "agent_invitation_enabled assign_default_organization auto_translation_enabled auto_updated_ccs_followers_rules "
    "chat_sla_enablement default_to_draft_mode email_attachments "
    "email_redact_attachments_when_placeholders_disallow has_color_text light_agent_email_ccs_allowed "
    "list_newest_comments_first markdown_ticket_comments modern_ticket_reassignment private_attachments "
    "show_modern_ticket_reassignment using_skill_based_routing",
)
_SETTINGS: Body = {
    "active_features": _FEATURES,
    "agents": _flags("agent_workspace", "agent_home focus_mode idle_timeout_enabled unified_agent_statuses"),
    # A string, as the published example has it.
    "api": {"accepted_api_agreement": True, "api_password_access_end_users": False, "api_token_access": "true"},
    "apps": {"create_private": True, "create_public": False, "use": True},
    "billing": {"backend": "internal"},
    "branding": {
        "favicon_url": None,
        "header_color": "03363D",
        "header_logo_url": None,
        "page_background_color": "333333",
        "tab_background_color": "7FA239",
        "text_color": "FFFFFF",
    },
    "brands": {
        "default_brand_id": BRAND,
        "end_user_across_brand_requests": False,
        "require_brand_on_new_tickets": False,
    },
    "chat": {
        "available": False,
        "enabled": False,
        "integrated": False,
        "maximum_request_count": 1,
        "welcome_message": "",
    },
    "google_apps": {"has_google_apps": False, "has_google_apps_admin": False},
    "groups": {"check_group_name_uniqueness": False},
    "limits": {"attachment_size": 52_428_800},
    "lotus": {"pod_id": 0, "prefer_lotus": True, "reporting": False},
    "metrics": {"account_size": "1-9"},
    "rule": {
        "macro_most_used": True,
        "macro_order": "alphabetical",
        "skill_based_filtered_views": [],
        "using_skill_based_routing": False,
    },
    "side_conversations": _flags(
        "", "email_channel msteams_channel show_in_context_panel slack_channel tickets_channel"
    ),
    "statistics": {"forum": False, "rule_usage": False, "search": False},
    "ticket_form": {
        "raw_ticket_forms_instructions": "Please choose your issue below",
        "ticket_forms_instructions": "Please choose your issue below",
    },
    "tickets": {
        **_TICKETS,
        "default_solved_ticket_reassignment_strategy": "",
        "maximum_personal_views_to_list": 8,
    },
    "twitter": {"shorten_url": "optional"},
    "user": _flags(
        "language_selection multiple_organizations tagging time_zone_selection",
        "agent_created_welcome_emails end_user_phone_number_validation have_gravatars_enabled",
    ),
    "voice": {
        **_flags("", "agent_confirmation_when_forwarding agent_wrap_up_after_calls enabled logging outbound_enabled"),
        **_flags("", "only_during_business_hours recordings_public uk_mobile_forwarding"),
        "maximum_queue_size": 0,
        "maximum_queue_wait_time": 0,
    },
}


def show(context: Context) -> Answer:
    """All of them, the locales and the default brand as they are."""
    return Answer.of({"settings": _shown(context, _kept(context))})


def update(context: Context) -> Answer:
    """Set what is given; the rest stays. All are answered (OAS). Locales are not set here (assumed)."""
    after = merged(context, _kept(context), context.payload("settings"))
    brands = after["brands"]
    wanted = brands.get("default_brand_id") if isinstance(brands, dict) else None
    if isinstance(wanted, int) and wanted != default_brand(context.documents):
        brand_writes.make_default(context, wanted)
    context.documents.put(ACCOUNT_SETTINGS, {"id": 1, "settings": after})
    return Answer.of({"settings": _shown(context, after)})


def _kept(context: Context) -> Body:
    """What was set, over what an account begins with."""
    kept = context.documents.get(ACCOUNT_SETTINGS, 1)
    found = kept["settings"] if kept else None
    settings = found if isinstance(found, dict) else _SETTINGS
    brands = settings["brands"]
    named: Body = {"default_brand_id": default_brand(context.documents)}
    return settings | {"brands": (brands if isinstance(brands, dict) else {}) | named}


def _shown(context: Context, settings: Body) -> Body:
    locales: list[Json] = [locale["id"] for locale in context.documents.all(LOCALES)]
    return settings | {"localization": {"locale_ids": locales}}


ROUTES = (
    Route("GET", "/api/v2/account/settings", show),
    Route("PUT", "/api/v2/account/settings", update),
)
