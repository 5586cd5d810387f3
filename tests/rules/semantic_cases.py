"""Conditions, case by case, each with the fact that it stands on.

Sources are those of the docs: SUP n is an article on support.zendesk.com, DOC and REF are developer.zendesk.com's
documentation and reference, OAS the OpenAPI file, REC recorded traffic and definitions of a live account.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Json, Payload

NOW = datetime.fromisoformat("2026-11-24T12:00:00+09:00")
FIELDS: tuple[Payload, ...] = (
    {"id": 11, "type": "tagger", "custom_field_options": [{"name": "가", "value": "a"}, {"name": "나", "value": "b"}]},
    {"id": 12, "type": "checkbox", "tag": "checked"},
    {
        "id": 13,
        "type": "multiselect",
        "custom_field_options": [{"name": "다", "value": "c"}, {"name": "라", "value": "d"}],
    },
    {"id": 14, "type": "date"},
    {"id": 15, "type": "integer"},
    {"id": 16, "type": "regexp", "regexp_for_validation": "[0-9]+"},
    {"id": 17, "type": "text"},
)


def blank(field: Payload) -> Json:
    return False if field["type"] == "checkbox" else [] if field["type"] == "multiselect" else None


BLANK: dict[str, Json] = {
    **dict.fromkeys(
        ("priority", "type", "group_id", "assignee_id", "organization_id", "brand_id", "due_at", "recipient")
    ),
    **dict.fromkeys(("ticket_form_id", "custom_status_id", "problem_id", "external_id")),
    "id": 7,
    "status": "open",
    "subject": "고객 연락 문의",
    "requester_id": 3,
    "is_public": True,
    "tags": [],
    "custom_fields": [{"id": field["id"], "value": blank(field)} for field in FIELDS],
    "via": {"channel": "web"},
    "created_at": "2026-11-24T00:30:00Z",
    "updated_at": "2026-11-24T01:00:00Z",
    "metric_set": {
        "status_updated_at": "2026-11-23T21:00:00Z",
        "assigned_at": None,
        "assignee_updated_at": None,
        "requester_updated_at": "2026-11-24T01:59:00Z",
    },
}
AGENT: Payload = {"id": 1, "role": "agent"}
DRIVER: Payload = {"id": 3, "role": "end-user", "locale_id": 69}


class Case(NamedTuple):
    """A condition, the ticket (what differs from a blank one), the one before, and whether it holds."""

    fact: str
    condition: tuple[str, str, Json]
    ticket: Mapping[str, Json]
    holds: bool
    before: Mapping[str, Json] | None = None
    update: Mapping[str, object] = {}


def value(number: int, held: Json) -> dict[str, Json]:
    """A ticket with a field; a drop-down's tag is on it too (SUP 4408881943194)."""
    tags: list[Json] = [held] if number == 11 else list(held) if isinstance(held, list) else []
    return {"custom_fields": [{"id": number, "value": held}], "tags": tags}


HOLDS, NOT = True, False
CASES = (
    # Attributes
    Case("SUP 4408893545882: is", ("status", "is", "open"), {}, HOLDS),
    Case("SUP 4408893545882: is not", ("status", "is_not", "open"), {}, NOT),
    Case(
        "DOC conditions-reference: statuses have an order",
        ("status", "less_than", "solved"),
        {"status": "pending"},
        HOLDS,
    ),
    Case(
        "DOC conditions-reference: hold is less than solved",
        ("status", "less_than", "solved"),
        {"status": "hold"},
        HOLDS,
    ),
    Case(
        "DOC conditions-reference: less than excludes the value",
        ("status", "less_than", "solved"),
        {"status": "solved"},
        NOT,
    ),
    Case("DOC conditions-reference: greater than", ("status", "greater_than", "pending"), {"status": "solved"}, HOLDS),
    Case(
        "DOC conditions-reference: priorities have an order",
        ("priority", "greater_than", "normal"),
        {"priority": "high"},
        HOLDS,
    ),
    Case(
        "DOC conditions-reference: urgent is the highest",
        ("priority", "greater_than", "urgent"),
        {"priority": "urgent"},
        NOT,
    ),
    Case("DOC conditions-reference: type", ("type", "is", "task"), {"type": "task"}, HOLDS),
    Case("REC, definitions: __NULL__ is no value", ("group_id", "is", "__NULL__"), {}, HOLDS),
    Case("REC, definitions: an empty text is no value too", ("assignee_id", "is", ""), {}, HOLDS),
    Case("REC: ids in conditions are texts", ("group_id", "is", "5"), {"group_id": 5}, HOLDS),
    Case(
        "DOC conditions-reference: the requester as assignee",
        ("assignee_id", "is", "requester_id"),
        {"assignee_id": 3},
        HOLDS,
    ),
    Case("DOC conditions-reference: organization", ("organization_id", "is", "8"), {"organization_id": 9}, NOT),
    Case("DOC conditions-reference: form", ("ticket_form_id", "is_not", "4"), {"ticket_form_id": 5}, HOLDS),
    Case("DOC conditions-reference: brand", ("brand_id", "is", "2"), {"brand_id": 2}, HOLDS),
    Case("DOC via-types: 29 is chat", ("via_id", "is", "29"), {"via": {"channel": "chat"}}, HOLDS),
    Case(
        "DOC via-types: 34 is an incoming call",
        ("via_id", "is", "34"),
        {"via": {"channel": "voice", "source": {"rel": "inbound"}}},
        HOLDS,
    ),
    Case(
        "DOC via-types: 33 is voicemail",
        ("via_id", "is", "33"),
        {"via": {"channel": "voice", "source": {"rel": "voicemail"}}},
        HOLDS,
    ),
    Case(
        "DOC via-types: 27 is a closed ticket's follow-up",
        ("via_id", "is", "27"),
        {"via": {"channel": "web", "source": {"rel": "follow_up"}}},
        HOLDS,
    ),
    # Tags
    Case("DOC conditions-reference: any of the tags", ("current_tags", "includes", "a b"), {"tags": ["b"]}, HOLDS),
    Case("DOC conditions-reference: none of the tags", ("current_tags", "not_includes", "a b"), {"tags": ["b"]}, NOT),
    Case(
        "SUP 4408835059482: a tag is matched as a whole",
        ("current_tags", "includes", "lost"),
        {"tags": ["lost-item"]},
        NOT,
    ),
    Case("SUP 4408835059482: Korean tags", ("current_tags", "includes", "분실물"), {"tags": ["분실물"]}, HOLDS),
    # Custom fields
    Case(
        "REC, definitions: a drop-down includes its option",
        ("custom_fields_11", "includes", "a"),
        value(11, "a"),
        HOLDS,
    ),
    Case("REC, definitions: a drop-down includes no other", ("custom_fields_11", "includes", "a"), value(11, "b"), NOT),
    Case(
        "REC, definitions: not includes of nothing (OAS: none of the following)",
        ("custom_fields_11", "not_includes", "a"),
        {},
        HOLDS,
    ),
    Case("REC, definitions: present", ("custom_fields_11", "present", None), value(11, "a"), HOLDS),
    Case("REC, definitions: not present", ("custom_fields_11", "not_present", None), {}, HOLDS),
    Case("SALTO, definitions: a checkbox is true", ("custom_fields_12", "is", "true"), value(12, held=True), HOLDS),
    Case("SALTO, definitions: a checkbox is false", ("custom_fields_12", "is", "false"), {}, HOLDS),
    Case(
        "REC, definitions: a multi-select includes any",
        ("custom_fields_13", "includes", "d"),
        value(13, ["c", "d"]),
        HOLDS,
    ),
    Case("REC, definitions: a pattern field is present", ("custom_fields_16", "present", None), value(16, "12"), HOLDS),
    Case(
        "REC, definitions: a text is not present where it is blank",
        ("custom_fields_17", "not_present", None),
        value(17, ""),
        HOLDS,
    ),
    Case(
        "SALTO, definitions: a date within the next days",
        ("custom_fields_14", "within_next_n_days", "2"),
        value(14, "2026-11-25"),
        HOLDS,
    ),
    Case(
        "SALTO, definitions: a date that is past is not in the next days",
        ("custom_fields_14", "within_next_n_days", "2"),
        value(14, "2026-11-23"),
        NOT,
    ),
    Case(
        "SALTO, definitions: a date within the previous days",
        ("custom_fields_14", "within_previous_n_days", "3"),
        value(14, "2026-11-22"),
        HOLDS,
    ),
    Case(
        "SALTO, definitions: today is in the previous days (assumed)",
        ("custom_fields_14", "within_previous_n_days", "3"),
        value(14, "2026-11-24"),
        HOLDS,
    ),
    Case("SALTO, definitions: no date is in no days", ("custom_fields_14", "within_previous_n_days", "3"), {}, NOT),
    Case(
        "SALTO, definitions: a date before another",
        ("custom_fields_14", "less_than", "2026-12-01"),
        value(14, "2026-11-24"),
        HOLDS,
    ),
    Case(
        "SALTO, definitions: a number by its size",
        ("custom_fields_15", "greater_than_equal", "10"),
        value(15, "10"),
        HOLDS,
    ),
    # What an update says
    Case(
        "SUP 4408893545882: a value that is set at creation is a change",
        ("priority", "changed", None),
        {"priority": "high"},
        HOLDS,
    ),
    Case("SUP 4408893545882: nothing set at creation is none", ("priority", "changed", None), {}, NOT),
    Case("SUP 4408893545882: changed", ("status", "changed", None), {"status": "solved"}, HOLDS, {"status": "open"}),
    Case("SUP 4408893545882: not changed", ("status", "not_changed", None), {}, HOLDS, {}),
    Case(
        "SUP 4408893545882: changed to", ("status", "value", "solved"), {"status": "solved"}, HOLDS, {"status": "open"}
    ),
    Case("SUP 4408893545882: not changed to what it was already", ("status", "value", "open"), {}, NOT, {}),
    Case(
        "SUP 4408893545882: changed from",
        ("status", "value_previous", "open"),
        {"status": "solved"},
        HOLDS,
        {"status": "open"},
    ),
    Case(
        "SUP 4408893545882: not changed from",
        ("status", "not_value_previous", "pending"),
        {"status": "solved"},
        HOLDS,
        {"status": "open"},
    ),
    Case("DOC conditions-reference: a ticket is created", ("update_type", "is", "Create"), {}, HOLDS),
    Case("DOC conditions-reference: a ticket is updated", ("update_type", "is", "Change"), {}, HOLDS, {}),
    Case(
        "DOC conditions-reference: a public comment",
        ("comment_is_public", "is", "true"),
        {},
        HOLDS,
        {},
        {"comment": {"body": "예", "public": True}},
    ),
    Case(
        "DOC conditions-reference: an internal note",
        ("comment_is_public", "is", "false"),
        {},
        HOLDS,
        {},
        {"comment": {"body": "예", "public": False}},
    ),
    Case("DOC conditions-reference: any comment", ("comment_is_public", "is", "not_relevant"), {}, NOT, {}),
    Case(
        "DOC conditions-reference: any of the words",
        ("comment_includes_word", "includes", "장갑 지갑"),
        {},
        HOLDS,
        {},
        {"comment": {"body": "검은 지갑 입니다", "public": True}},
    ),
    Case(
        "DOC conditions-reference: none of the words",
        ("comment_includes_word", "not_includes", "장갑"),
        {},
        HOLDS,
        {},
        {"comment": {"body": "지갑", "public": True}},
    ),
    Case(
        "DOC conditions-reference: the very text",
        ("comment_includes_word", "is", "두고 내렸"),
        {},
        HOLDS,
        {},
        {"comment": {"body": "차에 두고 내렸어요", "public": True}},
    ),
    Case("DOC conditions-reference: words of the subject", ("subject_includes_word", "includes", "연락"), {}, HOLDS),
    Case("DOC conditions-reference: an agent updates", ("role", "is", "agent"), {}, HOLDS, {}),
    Case("DOC conditions-reference: the requester updates", ("role", "is", "end_user"), {}, HOLDS, {}, {"by": DRIVER}),
    Case("DOC conditions-reference: the requester's role", ("requester_role", "is", "0"), {}, HOLDS),
    Case("DOC conditions-reference: the requester's language", ("locale_id", "is", "69"), {}, HOLDS),
    Case("REC, definitions: update via the API", ("current_via_id", "is", "5"), {}, HOLDS, {}, {"via_id": 5}),
    Case("REC, definitions: a private ticket", ("ticket_is_public", "is", "private"), {"is_public": False}, HOLDS),
    Case(
        "REC, definitions: a ticket with a due date",
        ("ticket_due_date", "is", "true"),
        {"due_at": "2026-11-25T03:00:00Z"},
        HOLDS,
    ),
)
#: Conditions of automations, at noon on 2026-11-24 in Korea, which is 03:00 UTC.
HOURS = (
    Case("SUP 4408832701850: hours since creation", ("NEW", "is", "2"), {}, HOLDS),
    Case("SUP 4408832701850: whole hours only", ("NEW", "greater_than", "2"), {}, NOT),
    Case("SUP 4408885654298: hours count while the ticket has the status", ("OPEN", "greater_than", "5"), {}, HOLDS),
    Case("SUP 4408885654298: not for another status", ("PENDING", "greater_than", "5"), {}, NOT),
    Case("SUP 4408885654298: 1.5 is taken as 1", ("NEW", "greater_than", "1.5"), {}, HOLDS),
    Case("DOC conditions-reference: hours since the update", ("updated_at", "less_than", "3"), {}, HOLDS),
    Case(
        "DOC conditions-reference: hours since the requester's update", ("requester_updated_at", "is", "1"), {}, HOLDS
    ),
    Case("DOC conditions-reference: nobody was assigned", ("assigned_at", "greater_than", "0"), {}, NOT),
    Case(
        "SUP 4408885654298: a due date is noon of its day",
        ("due_date", "is", "0"),
        {"due_at": "2026-11-24T13:00:00Z"},
        HOLDS,
    ),
    Case(
        "SUP 4408885654298: until noon of the next day",
        ("until_due_date", "is", "24"),
        {"due_at": "2026-11-24T23:00:00Z"},
        HOLDS,
    ),
    Case(
        "SUP 4408885654298: what is due is not ahead",
        ("until_due_date", "less_than", "99"),
        {"due_at": "2026-11-22T23:00:00Z"},
        NOT,
    ),
)
