"""What an account's settings begin with, by group: the keys are those of the published file (OAS, AccountSettings)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.families.ticket_records import BRAND

if TYPE_CHECKING:
    from macrosync.local_zendesk.documents import Body


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
#: No mail is sent from here: the templates are as short as they can be.
_EMAIL: Body = {
    **_flags(
        "modern_email_template no_mail_delimiter personalized_replies rich_content_in_emails",
        "accept_wildcard_emails custom_dkim_domain email_sender_authentication email_status email_template_photos "
        "email_template_selection gmail_actions multi_recipient_email_tickets send_gmail_messages_via_gmail",
    ),
    "email_sender_authentication_profile": "default",
    "html_mail_template": "<html><body>{{content}}{{footer}}{{quoted_content}}</body></html>",
    "mail_delimiter": "{{txt.email.delimiter}}",
    "text_mail_template": "{{content}}\r\n{{footer}}\r\n{{quoted_content}}",
}
_KNOWLEDGE: Body = {
    **_flags("search_articles", "generative_answers require_article_templates"),
    **_flags("", "search_community_posts search_external_content"),
    **dict.fromkeys(("default_search_filters_brands", "default_search_filters_locales"), "_TICKET"),
    **dict.fromkeys(
        (
            "default_search_filters_categories",
            "default_search_filters_external_content_sources",
            "default_search_filters_sections",
        ),
        "",
    ),
}
#: There is no messaging: no conversation lapses. The status is the one of solved tickets where none is set.
_INACTIVITY: Body = {
    **_flags("", "enabled end_session"),
    "default_localized_messages": {
        "pre_solved_message_1": "We are waiting for your answer.",
        "pre_solved_message_2": "This conversation ends soon without an answer.",
        "solved_message": "This conversation has ended, since there was no answer.",
    },
    "reminders": [],
    "ticket_status_id": None,
    "timeout": 5,
}
SETTINGS: Body = {
    "active_features": _FEATURES,
    "agents": _flags(
        "agent_workspace",
        "agent_home aw_self_serve_migration_enabled focus_mode idle_timeout_enabled unified_agent_statuses",
    ),
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
    "cdn": {
        "cdn_provider": "default",
        "fallback_cdn_provider": "secondary",
        "hosts": [
            {"name": "default", "url": "https://static.example.com"},
            {"name": "secondary", "url": "https://static-fallback.example.com"},
        ],
    },
    "chat": {
        "available": False,
        "enabled": False,
        "integrated": False,
        "maximum_request_count": 1,
        "welcome_message": "",
    },
    "cross_sell": {"show_chat_tooltip": False, "xsell_source": None},
    "device_metadata": _flags("", "enabled hide_ip hide_location"),
    "email": _EMAIL,
    "google_apps": {"has_google_apps": False, "has_google_apps_admin": False},
    "groups": {"check_group_name_uniqueness": False},
    "knowledge": _KNOWLEDGE,
    "limits": {"attachment_size": 52_428_800},
    "lotus": {"pod_id": 0, "prefer_lotus": True, "reporting": False},
    "messaging_inactivity": _INACTIVITY,
    "metrics": {"account_size": "1-9"},
    "onboarding": {"checklist_onboarding_version": 2, "onboarding_segments": None, "product_sign_up": None},
    "routing": {
        **_flags("", "enabled reassignment_messaging_enabled"),
        "autorouting_tag": "",
        **dict.fromkeys(("max_email_capacity", "max_messaging_capacity"), 0),
        **dict.fromkeys(("reassignment_messaging_timeout", "reassignment_talk_timeout"), 30),
    },
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
