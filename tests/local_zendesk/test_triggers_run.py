"""Triggers run on every write of a ticket, in the same transaction, and their webhooks are delivered for real."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.receiver import Receiver
from tests.local_zendesk.rule_samples import NEW, new

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.local_zendesk.client import Api, Data

HIGH = {"field": "priority", "value": "high"}


def rule(api: Api, every: list[Data], *actions: Data, **more: Data) -> Data:
    return new(api, "trigger", conditions={"all": every, "any": []}, actions=list(actions), **more)


def events(api: Api, ticket: Data) -> list[Data]:
    return [event for audit in api.get(f"tickets/{ticket['id']}/audits")["audits"] for event in audit["events"]]


def test_the_answer_to_a_create_shows_what_triggers_did(api: Api) -> None:  # assumed: trigger-first
    rule(api, [NEW], HIGH, {"field": "current_tags", "value": "seen"})
    ticket = api.ticket()
    assert (ticket["priority"], ticket["tags"]) == ("high", ["seen"])
    assert api.get(f"tickets/{ticket['id']}")["ticket"]["priority"] == "high"


def test_an_update_runs_them_too(api: Api) -> None:  # SUP 4408822236058
    rule(api, [{"field": "status", "operator": "value", "value": "solved"}], {"field": "current_tags", "value": "done"})
    ticket = api.ticket()
    assert api.put(f"tickets/{ticket['id']}", {"ticket": {"status": "pending"}})["ticket"]["tags"] == []
    assert api.put(f"tickets/{ticket['id']}", {"ticket": {"status": "solved"}})["ticket"]["tags"] == ["done"]


def test_their_changes_stand_in_the_same_audit_and_name_the_rule(api: Api) -> None:  # REC
    trigger = rule(api, [NEW], HIGH, title="급한 문의")
    ticket = api.ticket()
    (event,) = [event for event in events(api, ticket) if event["type"] == "Change"]
    assert (event["field_name"], event["previous_value"], event["value"]) == ("priority", None, "high")
    assert event["via"]["channel"] == "rule"
    origin = event["via"]["source"]["from"]
    assert (origin["id"], origin["title"], origin["deleted"]) == (trigger["id"], "급한 문의", False)
    assert event["via"]["source"]["rel"] == "trigger"
    revision = api.get(f"triggers/{trigger['id']}/revisions")["trigger_revisions"][0]["id"]
    assert origin["revision_id"] == revision  # DOC via-object-reference
    assert len(api.get(f"tickets/{ticket['id']}/audits")["audits"]) == 1


def test_one_that_changed_nothing_leaves_no_event(api: Api) -> None:  # SUP 4408822236058: net changes
    rule(api, [NEW], {"field": "status", "value": "open"}, HIGH)
    ticket = api.ticket(priority="high", status="new")
    changes = [event["field_name"] for event in events(api, ticket) if event["type"] == "Change"]
    assert changes == ["status"]


def test_they_run_in_the_order_of_categories_and_positions(api: Api) -> None:  # SUP 4408893545882
    rule(api, [], {"field": "priority", "value": "low"}, position=2)
    rule(api, [], HIGH, position=1)
    assert api.ticket()["priority"] == "low"


@pytest.mark.parametrize("restarts", [True, False])
def test_the_list_restarts_or_not_as_the_switch_says(api: Api, restarts: bool) -> None:  # noqa: FBT001 - assumed
    api.control("PUT", "switches", {"triggers_restart": restarts})
    rule(
        api, [{"field": "priority", "operator": "is", "value": "high"}], {"field": "type", "value": "task"}, position=1
    )
    rule(api, [NEW], HIGH, position=2)
    assert api.ticket()["type"] == ("task" if restarts else None)


def test_fields_and_tags_follow_what_a_trigger_did(api: Api) -> None:  # SUP 4408881943194
    field = api.field()
    rule(api, [NEW], {"field": f"custom_fields_{field['id']}", "value": "a_own"})
    ticket = api.ticket()
    assert ticket["tags"] == ["a_own"]
    assert {entry["id"]: entry["value"] for entry in ticket["custom_fields"]}[field["id"]] == "a_own"


def test_a_custom_status_follows_the_status_of_a_trigger(api: Api) -> None:  # REF custom_statuses
    rule(api, [NEW], {"field": "status", "value": "pending"})
    ticket = api.ticket()
    status = api.get(f"custom_statuses/{ticket['custom_status_id']}")["custom_status"]
    assert status["status_category"] == "pending"


def test_comments_can_be_asked_for(api: Api) -> None:  # DOC conditions-reference
    rule(api, [{"field": "comment_is_public", "operator": "is", "value": "false"}], HIGH)
    ticket = api.ticket()
    assert ticket["priority"] is None
    note = {"ticket": {"comment": {"body": "메모", "public": False}}}
    assert api.put(f"tickets/{ticket['id']}", note)["ticket"]["priority"] == "high"


def test_bulk_updates_run_them_for_each_ticket(api: Api) -> None:  # facts (c): an update is an update
    first, second = api.ticket(), api.ticket()
    rule(api, [{"field": "status", "operator": "changed"}], HIGH)
    job = api.put(f"tickets/update_many?ids={first['id']},{second['id']}", {"ticket": {"status": "open"}})["job_status"]
    assert api.get(f"job_statuses/{job['id']}")["job_status"]["status"] == "completed"
    shown = api.get("tickets/show_many", ids=f"{first['id']},{second['id']}")["tickets"]
    assert [ticket["priority"] for ticket in shown] == ["high", "high"]


def test_an_inactive_one_does_not_run(api: Api) -> None:  # REF triggers
    rule(api, [NEW], HIGH, active=False)
    assert api.ticket()["priority"] is None


def test_a_notification_stands_in_the_audit(api: Api) -> None:  # REC: Notification events via a rule
    mail = {"field": "notification_user", "value": ["requester_id", "{{ticket.title}}", "접수했습니다."]}
    rule(api, [NEW], mail)
    ticket = api.ticket()
    (event,) = [event for event in events(api, ticket) if event["type"] == "Notification"]
    assert (event["subject"], event["body"]) == (ticket["subject"], "접수했습니다.")


def test_what_is_not_modelled_stops_the_write_and_is_named(api: Api) -> None:  # assumed: trigger-501
    rule(api, [{"field": "in_business_hours", "operator": "is", "value": "true"}], HIGH)
    before = api.get("tickets/count")["count"]["value"]
    answer = api.call("POST", "tickets", json={"ticket": {"comment": {"body": "-"}}})
    assert answer.status_code == 501
    assert "in_business_hours" in answer.json()["description"]
    assert api.get("tickets/count")["count"]["value"] == before


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


def test_a_webhook_is_called_with_the_ticket_as_it_then_is(api: Api, receiver: Receiver) -> None:  # DOC webhooks
    values = {"name": "후속", "endpoint": receiver.url, "http_method": "POST", "request_format": "json"}
    hook = api.post(
        "webhooks",
        {"webhook": {**values, "status": "active", "subscriptions": ["conditional_ticket_events"]}},
    )["webhook"]
    body = '{"parent":{{ticket.id}},"said":"{{ticket.latest_comment.value}}","priority":"{{ticket.priority}}"}'
    rule(api, [NEW], HIGH, {"field": "notification_webhook", "value": [hook["id"], body]})
    ticket = api.ticket(comment={"body": "지갑을 두고 내리셨어요"})
    assert api.control("POST", "webhooks", {"seconds": 10})["due"] == 0
    (call,) = receiver.received
    said = "지갑을 두고 내리셨어요"
    assert json.loads(call.body) == {"parent": ticket["id"], "said": said, "priority": "High"}


def test_the_webhook_of_a_write_that_failed_is_not_called(api: Api, receiver: Receiver) -> None:
    values = {"name": "후속", "endpoint": receiver.url, "http_method": "POST", "request_format": "json"}
    hook = api.post(
        "webhooks",
        {"webhook": {**values, "status": "active", "subscriptions": ["conditional_ticket_events"]}},
    )["webhook"]
    rule(api, [NEW], {"field": "notification_webhook", "value": [hook["id"], "{}"]}, position=1)
    rule(api, [{"field": "on_holiday", "operator": "is", "value": "true"}], HIGH, position=2)
    assert api.call("POST", "tickets", json={"ticket": {"comment": {"body": "-"}}}).status_code == 501
    assert api.control("POST", "webhooks", {"seconds": 10})["due"] == 0
    assert receiver.received == []


@pytest.mark.parametrize(("method", "tags"), [("POST", ["a", "seen"]), ("PUT", ["old", "a", "seen"])])
def test_a_change_of_the_tags_alone_is_an_update(api: Api, method: str, tags: list[str]) -> None:  # facts (c)
    rule(
        api,
        [{"field": "current_tags", "operator": "includes", "value": "a"}],
        {"field": "current_tags", "value": "seen"},
    )
    ticket = api.ticket(tags=["old"])
    assert api.call(method, f"tickets/{ticket['id']}/tags", json={"tags": ["a"]}).json()["tags"] == tags
