from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from macrosync.rules import liquid
from macrosync.rules.placeholder_context import first_and_last, placeholder_context

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload

SEOUL = timezone(timedelta(hours=9))
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=SEOUL)
TICKET: Payload = {
    "id": 35,
    "url": "https://desk.example.com/api/v2/tickets/35.json",
    "subject": "Lost item",
    "description": "First comment",
    "status": "hold",
    "priority": "normal",
    "type": None,
    "tags": ["vip", "policy__partner"],
    "via": {"channel": "web"},
    "created_at": "2025-12-31T15:30:00Z",
    "updated_at": "2026-11-23T15:05:00Z",
    "due_at": "2026-05-18T03:00:00Z",
    "custom_fields": [
        {"id": 11, "value": "policy__partner"},
        {"id": 12, "value": ["wallet", "umbrella"]},
        {"id": 13, "value": True},
        {"id": 14, "value": None},
        {"id": 15, "value": False},
        {"id": 16, "value": "back seat"},
    ],
}
FIELDS: tuple[Payload, ...] = (
    {
        "id": 11,
        "type": "tagger",
        "custom_field_options": [{"name": "대리_기사::배정/운행::운행정책::제휴콜", "value": "policy__partner"}],
    },
    {
        "id": 12,
        "type": "multiselect",
        "custom_field_options": [{"name": "지갑", "value": "wallet"}, {"name": "우산", "value": "umbrella"}],
    },
    {"id": 14, "type": "tagger", "custom_field_options": [{"name": "있음", "value": "yes"}]},
)
REQUESTER: Payload = {
    "id": 7,
    "name": "Driver One",
    "email": "driver.one@example.com",
    "role": "end-user",
    "tags": ["a", "b"],
    "user_fields": {"grade": "gold", "calls": 12, "checked": True, "none": None},
}
ASSIGNEE: Payload = {"id": 8, "name": "Agent One", "alias": "Helper", "role": "agent"}
AGENT: Payload = {"id": 9, "name": "Two, Agent", "role": "admin"}
ORGANIZATION: Payload = {
    "id": 3,
    "name": "Drivers",
    "shared_tickets": True,
    "shared_comments": False,
    "tags": ["x"],
    "organization_fields": {"region": "seoul"},
}


def shown(name: str, *, comments: tuple[Payload, ...] = ()) -> str:
    context = placeholder_context(
        TICKET,
        requester=REQUESTER,
        assignee=ASSIGNEE,
        group={"id": 5, "name": "채팅 상담"},
        current_user=AGENT,
        organization=ORGANIZATION,
        fields=FIELDS,
        now=NOW,
        comments=comments,
        dynamic_content={"greeting": "안녕하세요"},
    )
    return liquid.render(f"{{{{{name}}}}}", context)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ticket.id", "35"),
        ("ticket.title", "Lost item"),
        ("ticket.verbatim_description", "First comment"),
        ("ticket.status", "On-hold"),
        ("ticket.priority", "Normal"),
        ("ticket.ticket_type", "Ticket"),
        ("ticket.tags", "vip policy__partner"),
        ("ticket.via", "Web form"),
        ("ticket.url", "desk.example.com/agent/tickets/35"),
        ("ticket.link", "https://desk.example.com/agent/tickets/35"),
        ("ticket.group.name", "채팅 상담"),
        ("ticket.external_id", ""),
        ("dc.greeting", "안녕하세요"),
    ],
)
def test_ticket(name: str, expected: str) -> None:
    assert shown(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ticket.created_at", "January 1"),
        ("ticket.created_at_with_time", "January 01, 00:30"),
        ("ticket.created_at_with_timestamp", "2025-12-31T15:30Z"),
        ("ticket.updated_at", "November 24"),
        ("ticket.due_date", "May-18"),
    ],
)
def test_dates_stand_in_the_accounts_zone(name: str, expected: str) -> None:
    assert shown(name) == expected


def test_another_year_is_said() -> None:
    ticket = {**TICKET, "created_at": "2014-05-18T03:00:00Z"}
    context = placeholder_context(
        ticket,
        requester=None,
        assignee=None,
        group=None,
        current_user=None,
        organization=None,
        fields=(),
        now=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert liquid.render("{{ticket.created_at}}", context) == "May 18, 2014"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ticket.ticket_field_11", "policy__partner"),
        ("ticket.ticket_field_option_title_11", "대리_기사::배정/운행::운행정책::제휴콜"),
        ("ticket.ticket_field_12", "wallet umbrella"),
        ("ticket.ticket_field_option_title_12", "지갑, 우산"),
        ("ticket.ticket_field_13", "1"),
        ("ticket.ticket_field_14", ""),
        ("ticket.ticket_field_option_title_14", ""),
        ("ticket.ticket_field_15", "0"),
        ("ticket.ticket_field_16", "back seat"),
        ("ticket.ticket_field_99", ""),
    ],
)
def test_custom_fields(name: str, expected: str) -> None:
    assert shown(name) == expected


def test_a_checkbox_is_asked_for_as_zendesk_documents() -> None:
    template = "{% if ticket.ticket_field_N contains 1 %}checked{% else %}unchecked{% endif %}"
    context = placeholder_context(
        TICKET, requester=None, assignee=None, group=None, current_user=None, organization=None, fields=(), now=NOW
    )
    assert [liquid.render(template.replace("N", field), context) for field in ("13", "15", "14")] == [
        "checked",
        "unchecked",
        "unchecked",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ticket.requester.name", "Driver One"),
        ("ticket.requester.first_name", "Driver"),
        ("ticket.requester.last_name", "One"),
        ("ticket.requester.role", "End user"),
        ("ticket.requester.tags", "a b"),
        ("ticket.requester.custom_fields.grade", "gold"),
        ("ticket.requester.custom_fields.calls", "12"),
        ("ticket.requester.custom_fields.none", ""),
        ("ticket.requester.organization.name", "Drivers"),
        ("ticket.organization.name", "Drivers"),
        ("ticket.organization.is_shared", "true"),
        ("ticket.organization.custom_fields.region", "seoul"),
        ("ticket.assignee.name", "Helper"),
        ("current_user.name", "Two, Agent"),
        ("current_user.first_name", "Agent"),
        ("current_user.role", "Admin"),
        ("ticket.submitter.name", ""),
    ],
)
def test_people(name: str, expected: str) -> None:
    assert shown(name) == expected


@pytest.mark.parametrize("name", ["ticket", "ticket.requester", "ticket.organization", "current_user"])
def test_an_object_shows_nothing_of_its_inside(name: str) -> None:
    assert shown(name) == ""


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Dutch van der Linde", "Dutch", "Linde"),
        ("van der Linde, Dutch", "Dutch", "van der Linde"),
        ("홍길동", "홍길동", ""),
        ("", "", ""),
    ],
)
def test_first_and_last_names(name: str, first: str, last: str) -> None:
    assert first_and_last(name) == (first, last)


def test_comments_stand_most_recent_first() -> None:
    comments: tuple[dict[str, Json], ...] = (
        {"id": 1, "body": "one", "html_body": "<p>one</p>", "public": True, "created_at": "2026-11-24T00:00:00Z"},
        {"id": 2, "body": "two", "html_body": "<p>two</p>", "public": False, "author": {"name": "Agent One"}},
    )
    assert shown("ticket.latest_comment", comments=comments) == "two"
    assert shown("ticket.latest_comment.author.name", comments=comments) == "Agent One"
    assert shown("ticket.latest_public_comment.value", comments=comments) == "one"
    assert shown("ticket.latest_public_comment.created_at_with_time", comments=comments) == "November 24, 09:00"
    assert shown("ticket.latest_public_comment_html", comments=comments) == "<p>one</p>"
    assert shown("ticket.comments[1].value", comments=comments) == "one"
    assert shown("ticket.public_comments.size", comments=comments) == "1"
    assert shown("ticket.latest_comment") == ""


def test_no_template_can_read_what_is_not_a_placeholder() -> None:
    context = placeholder_context(
        TICKET, requester=None, assignee=None, group=None, current_user=AGENT, organization=None, fields=(), now=NOW
    )
    assert liquid.render("{{macrosync}}{{current_user.user_fields}}{{ticket.custom_fields}}", context) == ""
    assert liquid.render("{{ 'now' | date: '%H' }}", context) == "10"
