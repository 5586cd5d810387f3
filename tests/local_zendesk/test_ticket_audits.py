"""Audits, redaction and private comments (two published samples of audits; OAS; SUP 4408846470170)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def created(api: Api, **values: Data) -> Data:
    body = {"ticket": {"subject": "분실물", "comment": {"body": "찾아주세요"}, **values}}
    return api.post("tickets", body)["audit"]


def updated(api: Api, number: int, **values: Data) -> Data:
    return api.put(f"tickets/{number}", {"ticket": values})["audit"]


def last_audit(api: Api, number: int) -> Data:
    return api.get(f"tickets/{number}/audits")["audits"][-1]


def comment(api: Api, number: int) -> Data:
    return api.get(f"tickets/{number}/comments")["comments"][-1]


def test_a_new_tickets_audit_names_what_is_set_in_the_recorded_order(api: Api) -> None:  # samples of 2022, 2024
    me = api.get("users/me")["user"]["id"]
    events = [event for event in created(api, tags=["lost"])["events"] if event["type"] == "Create"]
    assert [event["field_name"] for event in events] == [
        *("subject", "requester_id", "tags", "priority", "type", "status", "brand_id", "ticket_form_id"),
    ]
    by_name = {event["field_name"]: event["value"] for event in events}
    assert by_name["requester_id"] == str(me)  # ids are texts
    assert (by_name["priority"], by_name["type"], by_name["status"]) == (None, None, "new")
    assert by_name["tags"] == ["lost"]


def test_the_comment_comes_first_with_the_recorded_keys(api: Api) -> None:  # samples of 2022, 2024
    audit = created(api)
    first = audit["events"][0]
    assert list(first) == [
        *("id", "type", "author_id", "body", "html_body", "plain_body", "public", "attachments", "audit_id"),
    ]
    assert (first["type"], first["audit_id"]) == ("Comment", audit["id"])
    assert audit["via"] == {"channel": "api", "source": {"from": {}, "to": {}, "rel": None}}
    assert audit["metadata"]["system"]["client"].startswith("python-requests/")


def test_a_change_has_both_values(api: Api) -> None:  # OAS, TicketAuditsForTicketResponseExample
    number = created(api)["ticket_id"]
    agent = api.get("users/me")["user"]["id"]
    events = updated(api, number, assignee_id=agent, tags=["a"])["events"]
    changes = {event["field_name"]: (event["previous_value"], event["value"]) for event in events}
    assert changes["assignee_id"] == (None, str(agent))
    assert changes["tags"] == ([], ["a"])
    assert changes["status"] == ("new", "open")
    assert set(changes["custom_status_id"]) == {
        str(status["id"])
        for status in api.get("custom_statuses")["custom_statuses"]
        if status["status_category"] in {"new", "open"}
    }


def test_metadata_of_a_write_stands_in_its_audit(api: Api) -> None:  # OAS, TicketAuditObject example
    audit = created(api, metadata={"time_spent": "3m22s"})
    assert audit["metadata"]["custom"] == {"time_spent": "3m22s"}


def test_people_are_audited_by_their_addresses(api: Api) -> None:  # DOC ticket-audit-events-reference (assumed keys)
    number = created(api)["ticket_id"]
    (event,) = updated(api, number, email_ccs=[{"user_email": "c@example.com"}])["events"]
    assert (event["type"], event["previous_email_ccs"], event["current_email_ccs"]) == (
        "EmailCcChange",
        [],
        ["c@example.com"],
    )


def test_a_macro_is_named_in_the_audit(api: Api) -> None:  # DOC ticket-audit-events-reference
    macro, number = api.macro("채팅::분실물"), created(api)["ticket_id"]
    (event,) = updated(api, number, macro_ids=[macro["id"]])["events"]
    assert (event["type"], event["macro_title"], event["macro_deleted"]) == (
        "AgentMacroReference",
        "채팅::분실물",
        False,
    )


def test_every_tickets_audits_are_listed_in_time(api: Api) -> None:  # OAS, ListTicketAudits
    made = [created(api)["id"], created(api)["id"]]
    assert [audit["id"] for audit in api.get("ticket_audits")["audits"]] == made
    page = api.page("ticket_audits", 1)
    assert (len(page["audits"]), page["meta"]["has_more"]) == (1, True)


def test_a_word_is_redacted_character_by_character(api: Api) -> None:  # OAS, RedactStringInComment
    number = created(api, comment={"body": "제 번호는 010-1234-5678 입니다"})["ticket_id"]
    path = f"tickets/{number}/comments/{comment(api, number)['id']}/redact"
    after = api.put(path, {"text": "010-1234-5678"})["comment"]
    assert after["body"] == after["plain_body"] == f"제 번호는 {'▇' * 13} 입니다"
    assert "1234" not in str(api.get(f"tickets/{number}/comments"))


def test_a_redaction_adds_its_tag_and_takes_the_word_out_of_audit_and_description(api: Api) -> None:  # SUP, n
    number = created(api, comment={"body": "secret 있음"})["ticket_id"]
    path = f"tickets/{number}/comments/{comment(api, number)['id']}/redact"
    api.put(path, {"text": "secret"})
    ticket = api.get(f"tickets/{number}")["ticket"]
    assert (ticket["tags"], ticket["description"]) == (["redacted_content"], f"{'▇' * 6} 있음")
    audits = api.get(f"tickets/{number}/audits")
    assert "secret" not in str(audits)
    assert "CommentRedactionEvent" in {event["type"] for audit in audits["audits"] for event in audit["events"]}


def test_marked_html_is_redacted_on_closed_tickets_too(api: Api) -> None:  # OAS, comment_redactions
    number = created(api, comment={"html_body": "<p>번호 <b>847564</b> 입니다</p>"})["ticket_id"]
    updated(api, number, status="closed")
    said = comment(api, number)
    marked = said["html_body"].replace("847564", "<redact>847564</redact>")
    after = api.put(f"comment_redactions/{said['id']}", {"ticket_id": number, "html_body": marked})["comment"]
    assert after["plain_body"] == "번호 ▇▇▇▇▇▇ 입니다"
    assert "<b>▇▇▇▇▇▇</b>" in after["html_body"]
    assert "redact>" not in after["html_body"]


def test_the_older_redaction_does_not_take_closed_tickets(api: Api) -> None:  # OAS, RedactStringInComment
    number = created(api)["ticket_id"]
    updated(api, number, status="closed")
    path = f"tickets/{number}/comments/{comment(api, number)['id']}/redact"
    assert api.call("PUT", path, json={"text": "찾아"}).status_code == 422


def test_html_that_is_not_the_comments_is_not_redacted(api: Api) -> None:  # assumed
    number = created(api)["ticket_id"]
    body = {"ticket_id": number, "html_body": "<p><redact>다른 글</redact></p>"}
    answer = api.call("PUT", f"comment_redactions/{comment(api, number)['id']}", json=body)
    assert (answer.status_code, list(answer.json()["details"])) == (422, ["html_body"])


def test_a_redacted_element_and_attachments_are_not_built(api: Api) -> None:
    number = created(api)["ticket_id"]
    path = f"comment_redactions/{comment(api, number)['id']}"
    for more in ({"html_body": '<a href="x" redact>y</a>'}, {"external_attachment_urls": ["http://x"]}):
        answer = api.call("PUT", path, json={"ticket_id": number, **more})
        assert answer.status_code == 501


def test_a_comment_is_made_private_for_good(api: Api) -> None:  # OAS, MakeTicketCommentPrivate
    number = created(api)["ticket_id"]
    said = comment(api, number)
    answer = api.call("PUT", f"tickets/{number}/comments/{said['id']}/make_private")
    assert (answer.status_code, answer.content) == (200, b"")
    assert comment(api, number)["public"] is False
    (event,) = last_audit(api, number)["events"]
    assert (event["type"], event["comment_id"], event["public"]) == ("CommentPrivacyChange", said["id"], False)


def test_an_audits_comment_is_made_private(api: Api) -> None:  # OAS, MakeTicketCommentPrivateFromAudits
    audit = created(api)
    number = audit["ticket_id"]
    assert api.call("PUT", f"tickets/{number}/audits/{audit['id']}/make_private").status_code == 200
    assert comment(api, number)["public"] is False
    without = updated(api, number, priority="low")
    assert api.call("PUT", f"tickets/{number}/audits/{without['id']}/make_private").status_code == 404
