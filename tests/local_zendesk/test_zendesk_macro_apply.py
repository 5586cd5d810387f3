"""What a macro would do, and a ticket that a client then saves (OAS; SUP 4408887218330)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.local_zendesk.client import value_of

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def result(api: Api, macro: Data, ticket: Data = None) -> Data:
    start = f"tickets/{ticket['id']}/" if ticket else ""
    return api.get(f"{start}macros/{macro['id']}/apply")["result"]["ticket"]


def with_actions(api: Api, *actions: tuple[str, Data]) -> Data:
    return api.macro(actions=[{"field": field, "value": value} for field, value in actions])


def test_applying_to_a_ticket_shows_the_whole_ticket_and_saves_nothing(api: Api) -> None:
    ticket = api.ticket()
    macro = with_actions(api, ("status", "pending"), ("comment_value", "{{ticket.id}}번 티켓"))
    shown = result(api, macro, ticket)
    assert shown["comment"] == {"body": "1번 티켓", "public": True, "scoped_body": [["channel:all", "1번 티켓"]]}
    assert {name: value for name, value in shown.items() if name != "comment"} == ticket | {"status": "pending"}
    assert api.get("tickets/1")["ticket"] == ticket
    assert len(api.get("tickets/1/comments")["comments"]) == 1


def test_applying_to_no_ticket_shows_only_what_changes(api: Api) -> None:
    field = api.field()
    macro = with_actions(
        api,
        ("priority", "high"),
        (f"custom_fields_{field['id']}", "a_own"),
        ("comment_value", "안녕하세요{{ticket.id}}"),
        ("comment_mode_is_public", "false"),
    )
    shown = result(api, macro)
    assert set(shown) == {"priority", "tags", "custom_fields", "fields", "comment"}
    assert shown["fields"] == [{"id": field["id"], "value": "a_own"}]
    assert (shown["comment"]["body"], shown["comment"]["public"]) == ("안녕하세요", False)


def test_a_macro_applied_and_saved_as_the_agent_workspace_does(api: Api) -> None:
    field, group = api.field(), api.get("groups")["groups"][0]["id"]
    macro = with_actions(
        api,
        ("comment_value", "기사님 안녕하세요.\n확인하겠습니다."),
        ("comment_value_html", "<p>기사님 안녕하세요.</p>"),
        ("comment_mode_is_public", "true"),
        ("status", "pending"),
        ("group_id", str(group)),
        ("assignee_id", "current_user"),
        ("current_tags", "consent_v1"),
        (f"custom_fields_{field['id']}", "a_partner"),
    )
    ticket = api.ticket(tags=["old"])
    shown = result(api, macro, ticket)
    saved = api.put(f"tickets/{ticket['id']}", {"ticket": shown | {"macro_ids": [macro["id"]]}})
    after, me = saved["ticket"], api.get("users/me")["user"]["id"]
    assert (after["status"], after["group_id"], after["assignee_id"]) == ("pending", group, me)
    assert after["tags"] == ["old", "consent_v1", "a_partner"]
    assert value_of(after, field) == "a_partner"
    comment = api.get(f"tickets/{ticket['id']}/comments")["comments"][-1]
    assert comment["html_body"] == '<div class="zd-comment" dir="auto"><p>기사님 안녕하세요.</p></div>'
    assert comment["plain_body"] == "기사님 안녕하세요."
    events = saved["audit"]["events"]
    assert {"type": "AgentMacroReference", "macro_id": macro["id"]}.items() <= events[-1].items()


def test_placeholders_show_what_is_saved(api: Api) -> None:
    field = api.field()
    ticket = api.ticket(requester={"name": "김 기사", "email": "driver@example.com"}, tags=["a_own"])
    number = field["id"]
    text = (
        f"{{{{ticket.ticket_field_{number}}}}} {{{{ticket.ticket_field_option_title_{number}}}}} "
        "{{ticket.requester.name}} {{current_user.email}} {{ticket.nothing}}|{{ticket.latest_comment}}"
    )
    macro = with_actions(api, (f"custom_fields_{number}", "a_partner"), ("comment_value", text))
    shown = result(api, macro, ticket)
    assert shown["comment"]["body"] == "a_own A::자사 김 기사 admin@example.com |찾아주세요"
    assert value_of(shown, field) == "a_partner"


def test_liquid_decides_by_the_tickets_field(api: Api) -> None:
    field = api.field()
    text = f"{{% case ticket.ticket_field_{field['id']} %}}{{% when 'a_own' %}}첫째{{% else %}}모두{{% endcase %}}"
    macro = with_actions(api, ("comment_value", text))
    assert result(api, macro, api.ticket(tags=["a_own"]))["comment"]["body"] == "첫째"
    assert result(api, macro, api.ticket())["comment"]["body"] == "모두"


def test_the_agents_own_group_is_chosen(api: Api) -> None:  # SUP 4408832783642
    macro = with_actions(api, ("group_id", "current_groups"))
    assert result(api, macro, api.ticket())["group_id"] == api.get("users/me")["user"]["default_group_id"]


def test_a_note_macro_is_not_public(api: Api) -> None:
    macro = with_actions(api, ("comment_value", "메모"), ("comment_mode_is_public", "false"))
    ticket = api.ticket()
    api.put("tickets/1", {"ticket": result(api, macro, ticket)})
    assert api.get("tickets/1/comments")["comments"][-1]["public"] is False


def test_what_is_not_modelled_is_501_and_named(api: Api) -> None:
    macro = with_actions(api, ("side_conversation", ["a", "b", "c"]))
    answer = api.call("GET", f"macros/{macro['id']}/apply")
    assert answer.status_code == 501
    assert "side_conversation" in answer.json()["description"]


def test_the_links_of_placeholders_are_the_servers_own(api: Api) -> None:
    api.ticket()
    macro = with_actions(api, ("comment_value", "{{ticket.url}}"))
    assert result(api, macro, {"id": 1})["comment"]["body"] == f"{api.url.removeprefix('http://')}/agent/tickets/1"
