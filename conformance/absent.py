"""Keys that the files declare and the local Zendesk never answers, each with why; "recorded" as in known.py.

What is not here is served: `make conformance` fails for a declared key that no answer held, and for an entry here whose
key some answer held after all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.held import DeclaredKey


@dataclass(frozen=True, slots=True)
class Absent:
    """Keys at a place that are not served: patterns that the whole place (its key and schema) and key have to match."""

    place: str
    keys: str
    reason: str

    def explains(self, key: DeclaredKey) -> bool:
        """Whether it is one of these."""
        return re.fullmatch(self.place, str(key.place)) is not None and re.fullmatch(self.keys, key.key) is not None

    def __str__(self) -> str:
        return f"{self.place} | {self.keys}"


_SEPARATION = "Only there where an account separates its brands (the file's own description), a product it has not."
_SIDE_LOADED = "Side-loaded in lists alone (REF macros, sideloads); recorded macros have none of these."
_NO_MAIL = "Of a ticket that came by mail or by a channel that is not served; those of the API have {} (recorded)."

OF_RULES = (
    Absent(
        r"(MacroResponse|(POST|PUT) /api/v2/macros.*)\.macro MacroObject",
        r"app_installation|categories|permissions|usage_.*",
        _SIDE_LOADED,
    ),
    Absent(
        r".* TriggerObject",
        r"all|any",
        "Deprecated: taken on a write and answered as `conditions` (recorded).",
    ),
    Absent(r".* TriggerObject", r"brand_id|restriction", "No recorded trigger has them."),
    Absent(
        r"MacroApplyTicketResponse\.result\.ticket\.fields",
        r"id|value",
        "It is a list, as on every ticket (known_of_rules.py); the file has one object.",
    ),
    Absent(
        r"TriggerRevisionsResponse\.trigger_revisions\.diff\.conditions TriggerConditionDiffObject",
        r"field|operator|value",
        "The changes stand below `all` and `any` (known_of_rules.py).",
    ),
    Absent(r"BatchJobResponse", r"errors", "Of a job that failed, which is answered 400 (the file's own example)."),
)
OF_TICKETS = (
    Absent(
        r".* TicketObject",
        r"comment",
        "What is sent; no recorded ticket has it, and its comments have an endpoint of their own.",
    ),
    Absent(
        r".* TicketObject",
        r"satisfaction_probability",
        "Of satisfaction prediction, which the account has not (its settings say so); recorded where one has it.",
    ),
    Absent(
        r".* TicketCommentObject",
        r"uploads|channel_back|channel_source_id|add_short_url|translate_to",
        "What is sent, or internal (the file's own descriptions); no recorded comment has them.",
    ),
    Absent(
        r"TicketCommentObject\.attachments .*",
        r".*",
        "No file can be sent for a comment: POST /uploads is answered 501, and `attachments` is empty.",
    ),
    Absent(r"ViaObject\.source\.(from|to)", r"address|id|name|title", _NO_MAIL),
    Absent(
        r"ExportIncrementalTicketEventsResponse\.ticket_events TicketMetricEventBaseObject",
        r"deleted|instance_id|metric|time|type",
        "The file has a metric's event here; what is exported are changes (known_of_tickets.py).",
    ),
    Absent(
        r"TicketMetricsByTicketMetricIdResponse\.ticket_metric TicketMetricObject",
        r".*",
        "It is one object, as its name says (known_of_tickets.py); the file has a list.",
    ),
    Absent(
        r"TicketAuditsResponse",
        r"(after|before)_(cursor|url)",
        "Pages have `meta` and `links` (recorded); these are of the older cursors, which no client here asks for.",
    ),
)
OF_FIELDS = (
    Absent(
        r"TicketFieldObject\.custom_field_options CustomFieldOptionObject",
        r"allow_solving|position|url",
        "Within their field options have id, name, raw_name, value and default alone (public answer of a field list).",
    ),
    Absent(
        r"TicketFieldResponse\.ticket_field TicketFieldObject",
        r"creator_(app_name|user_id)",
        "Where a list is asked for them with `creator` (OAS, ListTicketFields); a recorded field has none.",
    ),
    Absent(
        r".* TicketFormObject",
        r"deleted_at",
        "Of a deleted form, which is not shown any more (assumed: forms that are there do not have it).",
    ),
)
OF_THE_ACCOUNT = (
    Absent(r".* UserForAdmin", r"chat_only", "Read-only, and in no recorded user since 2022."),
    Absent(
        r".* UserForAdmin",
        r"agent_brand_ids|remote_photo_url",
        "What is sent (the file's own description of the first); no recorded user has them.",
    ),
    Absent(r".* (UserForAdmin|DeletedUserObject)", r"separation", _SEPARATION),
    Absent(r".* UserIdentityObject", r"brand_id", _SEPARATION),
    Absent(r".* BrandObject", r"user_separation", f"{_SEPARATION} It stands in the example of such a brand alone."),
    Absent(
        r"AttachmentThumbnails\.thumbnails AttachmentBaseObject",
        r".*",
        "No smaller images are made of a logo, whose bytes are not kept: `thumbnails` is empty.",
    ),
    Absent(
        r"UserForAdmin\.suspension_details",
        r"channels",
        "Nobody is suspended from a channel here: it is null, as its description says of such users.",
    ),
    Absent(
        r"AccountSettingsMessageInactivityObject\.reminders",
        r".*",
        "The account has no messaging, and sends no reminders.",
    ),
    Absent(
        r"AccountSettingsObject\.brands AccountSettingsBrandsObject",
        r"end_user_upgrade_brand_association_behavior|new_agent_brand_association_behavior",
        "In no example of the file, and nothing says which texts they may be.",
    ),
    Absent(
        r".* OAuthClientObject",
        r"secret",
        "Told once, by the creation of a client (the file's own description), which is not served.",
    ),
    Absent(r".* OAuthClientObject", r"logo_url", "No client has a logo; the file's own example has none either."),
    Absent(
        r"(.* OauthTokenObject)|OAuthTokenForGrantTypesObject",
        r"refresh_token(_expires_(at|in))?",
        "The client_credentials grant gives none (DOC oauth-migration), and no other is served.",
    ),
)
OF_HELP_CENTER = (
    Absent(
        r"ArticleSearchResponse",
        r"result_type|snippet",
        "They stand in each result (known_of_help_center.py); the file has them beside the list.",
    ),
)
ABSENT: tuple[Absent, ...] = (*OF_RULES, *OF_TICKETS, *OF_FIELDS, *OF_THE_ACCOUNT, *OF_HELP_CENTER)
