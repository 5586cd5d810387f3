"""zenpy, a client that knows nothing of ours, against the local Zendesk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from zenpy import Zenpy
from zenpy.lib.api_objects import Comment, Group, Macro, Ticket, User
from zenpy.lib.api_objects.help_centre_objects import Category
from zenpy.lib.exception import APIException, RecordNotFoundException

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

    from macrosync.local_zendesk import LocalZendesk


@pytest.fixture
def zenpy(zendesk: LocalZendesk, monkeypatch: pytest.MonkeyPatch) -> Data:
    monkeypatch.setenv("ZENPY_FORCE_NETLOC", zendesk.url.removeprefix("http://"))
    monkeypatch.setenv("ZENPY_FORCE_SCHEME", "http")
    client = Zenpy(subdomain="local", email="admin@example.com", token="local", disable_cache=True)
    yield client
    client.users.session.close()


def test_it_knows_who_it_is(zenpy: Data) -> None:
    assert zenpy.users.me().role == "admin"


def test_it_lists_and_reads_macros(zenpy: Data, api: Api) -> None:
    made = [api.macro(f"Macro {number:03}")["id"] for number in range(105)]
    assert [macro.id for macro in zenpy.macros()] == made
    assert zenpy.macros(id=made[3]).title == "Macro 003"


def test_it_makes_changes_and_deletes_a_macro(zenpy: Data) -> None:
    macro = zenpy.macros.create(Macro(title="x", actions=[{"field": "status", "value": "solved"}]))
    macro.title = "y"
    assert zenpy.macros.update(macro).title == "y"
    zenpy.macros.delete(macro)
    with pytest.raises(RecordNotFoundException):
        zenpy.macros(id=macro.id)


def test_it_makes_a_ticket_and_reads_what_belongs_to_it(zenpy: Data) -> None:
    requester = User(name="김기사", email="driver@example.com")
    audit = zenpy.tickets.create(Ticket(subject="분실물", comment=Comment(body="찾아주세요"), requester=requester))
    ticket = zenpy.tickets(id=audit.ticket.id)
    assert (ticket.subject, ticket.requester.name, ticket.status) == ("분실물", "김기사", "new")
    assert [comment.body for comment in zenpy.tickets.comments(ticket)] == ["찾아주세요"]
    assert [ticket.id for ticket in zenpy.tickets()] == [audit.ticket.id]
    assert {event["type"] for event in next(iter(zenpy.tickets.audits(ticket))).events} == {"Create", "Comment"}


def test_it_applies_a_macro_to_a_ticket(zenpy: Data, api: Api) -> None:
    actions = [{"field": "status", "value": "pending"}, {"field": "comment_value", "value": "{{ticket.id}}번"}]
    macro, ticket = api.macro(actions=actions), api.ticket()
    result = zenpy.tickets.show_macro_effect(ticket["id"], macro["id"])
    changed = result.ticket
    audit = zenpy.tickets.update(
        Ticket(id=ticket["id"], status=changed.status, comment=Comment(body=changed.comment.body))
    )
    assert audit.ticket.status == "pending"
    assert api.get("tickets/1/comments")["comments"][-1]["body"] == "1번"


def test_it_tags_a_ticket(zenpy: Data, api: Api) -> None:
    ticket = api.ticket()
    zenpy.tickets.add_tags(ticket["id"], ["a", "b"])
    zenpy.tickets.delete_tags(ticket["id"], ["a"])
    assert api.get("tickets/1")["ticket"]["tags"] == ["b"]


def test_it_lists_groups_fields_and_forms(zenpy: Data, api: Api) -> None:
    zenpy.groups.create(Group(name="채팅 상담"))
    field = api.field()
    assert [group.name for group in zenpy.groups()] == ["Support", "채팅 상담"]
    assert field["id"] in [each.id for each in zenpy.ticket_fields()]
    assert [form.name for form in zenpy.ticket_forms()] == ["Default Ticket Form"]


def test_it_reads_the_help_center(zenpy: Data, api: Api) -> None:
    article = api.article()
    zenpy.help_center.categories.create(Category(name="둘째", locale="ko"))
    assert len(list(zenpy.help_center.categories())) == 2
    assert [section.name for section in zenpy.help_center.sections()] == ["기사 상담"]
    assert [each.id for each in zenpy.help_center.articles()] == [article["id"]]
    assert [each.locale for each in zenpy.help_center.articles.translations(article["id"])] == ["ko"]


def test_it_understands_what_is_refused(zenpy: Data) -> None:
    with pytest.raises(APIException, match="cannot be blank"):
        zenpy.macros.create(Macro(title="", actions=[{"field": "status", "value": "solved"}]))
