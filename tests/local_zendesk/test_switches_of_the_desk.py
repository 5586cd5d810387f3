"""Each switch of jobs, search, exports, tickets and people, both ways; the named ones stand in desk_behaviours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from tests.local_zendesk.client import Api, Data

    Set: TypeAlias = Callable[[str, Data], None]

either = pytest.mark.parametrize("setting", [True, False])
NOW = "2026-11-24T09:00:00Z"


def found(api: Api, query: str) -> list[int]:
    return [each["id"] for each in api.get("search", query=query)["results"]]


def job(api: Api, *ids: int) -> Data:
    """A job that deletes tickets, looked at."""
    queued = api.call("DELETE", "tickets/destroy_many", params={"ids": ",".join(map(str, ids))}).json()["job_status"]
    return api.get(f"job_statuses/{queued['id']}")["job_status"]


@pytest.fixture
def set_to(api: Api) -> Set:
    """Sets a switch, on a clock that stands still."""
    api.set_clock(NOW)

    def setting(name: str, value: Data) -> None:
        api.control("PUT", "switches", {name: value})

    return setting


@either
def test_jobs_tell_their_type(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("jobs_tell_their_type", setting)
    assert ("job_type" in job(api, api.ticket()["id"])) == setting


@either
def test_jobs_fail_with_an_item(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("jobs_fail_with_an_item", setting)
    ticket = api.ticket()
    done = job(api, ticket["id"], 999)
    assert done["status"] == ("failed" if setting else "completed")
    assert api.call("GET", f"tickets/{ticket['id']}").status_code == 404  # the other item is done either way


@either
def test_queued_jobs_first(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("queued_jobs_first", setting)
    api.control("PUT", "switches", {"job_seconds": 60})
    first, second = (api.ticket()["id"] for _ in range(2))
    api.call("DELETE", "tickets/destroy_many", params={"ids": str(first)})
    api.advance(30)
    api.call("DELETE", "tickets/destroy_many", params={"ids": str(second)})
    api.advance(40)
    listed = api.page("job_statuses", 10)["job_statuses"]
    assert [each["status"] for each in listed] == (["queued", "completed"] if setting else ["completed", "queued"])
    assert len(api.page("job_statuses", 1)["job_statuses"]) == 1


@either
def test_search_forgets_at_once(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("search_forgets_at_once", setting)
    ticket = api.ticket(subject="열쇠")
    api.advance(120)
    api.delete(f"tickets/{ticket['id']}")
    assert found(api, "type:ticket 열쇠") == ([] if setting else [ticket["id"]])
    assert api.get("search/count", query="type:ticket 열쇠")["count"] == (0 if setting else 1)
    api.advance(61)
    assert found(api, "type:ticket 열쇠") == []


@either
def test_redacted_words_are_forgotten_at_once(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("search_forgets_at_once", setting)
    ticket = api.ticket(comment={"body": "비밀번호 열쇠"}, subject="문의")
    api.advance(120)
    comment = api.get(f"tickets/{ticket['id']}/comments")["comments"][0]
    api.put(f"tickets/{ticket['id']}/comments/{comment['id']}/redact", {"text": "열쇠"})
    texts = [each["description"] for each in api.get("search", query="type:ticket 비밀번호")["results"]]
    assert texts == ([] if setting else ["비밀번호 열쇠"])


@either
def test_search_newest_first(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("search_newest_first", setting)
    older = api.ticket()["id"]
    api.advance(10)
    newer = api.ticket()["id"]
    api.advance(120)
    assert found(api, "type:ticket") == ([newer, older] if setting else [older, newer])


@either
def test_search_joins_equal_properties(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("search_joins_equal_properties", setting)
    api.ticket(tags=["a"])
    both = api.ticket(tags=["a", "b"])["id"]
    api.advance(120)
    assert len(found(api, "tags:a tags:b")) == (2 if setting else 1)
    assert both in found(api, "tags:a tags:b")


@either
def test_search_finds_parts(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("search_finds_parts", setting)
    api.ticket(subject="분실물 접수", comment={"body": "우산꽂이"})
    api.advance(120)
    assert len(found(api, "type:ticket 실물")) == (1 if setting else 0)
    assert len(found(api, "type:ticket 우산")) == (1 if setting else 0)
    assert len(found(api, "type:ticket 접수")) == len(found(api, "type:ticket 우산꽂이")) == 1


@either
def test_search_days_are_local(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("search_days_are_local", setting)
    api.set_clock("2026-11-24T16:00:00Z")  # 01:00 of the 25th in Seoul
    api.ticket()
    api.advance(120)
    assert len(found(api, "type:ticket created:2026-11-25")) == (1 if setting else 0)
    assert len(found(api, "type:ticket created:2026-11-24")) == (0 if setting else 1)


@either
def test_empty_exports_have_cursors(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("empty_exports_have_cursors", setting)
    page = api.get("incremental/tickets/cursor", start_time="0")
    assert (page["tickets"], page["end_of_stream"]) == ([], True)
    assert (page["after_cursor"] is not None, page["after_url"] is not None) == (setting, setting)


@either
def test_export_pages_hold_seconds(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("export_pages_hold_seconds", setting)
    for _ in range(3):
        api.ticket()
    api.advance(120)
    assert len(api.get("incremental/tickets", start_time="0", per_page="2")["tickets"]) == (3 if setting else 2)


@either
def test_audits_name_addresses(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("audits_name_addresses", setting)
    ticket = api.ticket(email_ccs=[{"user_email": "cc@example.com"}])
    (event,) = [
        event
        for audit in api.get(f"tickets/{ticket['id']}/audits")["audits"]
        for event in audit["events"]
        if event["type"] == "EmailCcChange"
    ]
    ids = [str(each) for each in ticket["email_cc_ids"]]
    assert event["current_email_ccs"] == (["cc@example.com"] if setting else ids)


@either
def test_audits_tell_the_client(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("audits_tell_the_client", setting)
    (audit,) = api.get(f"tickets/{api.ticket()['id']}/audits")["audits"]
    assert ("client" in audit["metadata"]["system"]) == setting


@either
def test_problems_are_checked(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("problems_are_checked", setting)
    body = {"ticket": {"type": "incident", "problem_id": api.ticket()["id"], "comment": {"body": "또"}}}
    assert api.call("POST", "tickets", json=body).status_code == (422 if setting else 201)


@either
def test_refuses_too_many_ccs(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("refuses_too_many_ccs", setting)
    ccs = [{"user_email": f"cc{at}@example.com"} for at in range(49)]
    answer = api.call("POST", "tickets", json={"ticket": {"comment": {"body": "다"}, "email_ccs": ccs}})
    assert answer.status_code == (422 if setting else 201)
    assert setting or len(answer.json()["ticket"]["email_cc_ids"]) == 48


@either
def test_restoring_moves_updated_at(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("restoring_moves_updated_at", setting)
    ticket = api.ticket()
    api.advance(60)
    api.delete(f"tickets/{ticket['id']}")
    deleted_at = api.get("deleted_tickets")["deleted_tickets"][0]["deleted_at"]
    api.advance(60)
    api.call("PUT", f"deleted_tickets/{ticket['id']}/restore")
    after = api.get(f"tickets/{ticket['id']}")["ticket"]["updated_at"]
    assert after == ("2026-11-24T09:02:00Z" if setting else deleted_at)


@either
def test_recent_tickets_by_api(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("recent_tickets_by_api", setting)
    api.ticket()
    assert api.get("tickets/recent")["count"] == (1 if setting else 0)


@either
def test_metrics_as_in_oas(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("metrics_as_in_oas", setting)
    metric = api.get(f"tickets/{api.ticket()['id']}/metrics")["ticket_metric"]
    assert isinstance(metric, list) == setting
    one = metric[0] if setting else metric
    assert one["reply_time_in_minutes"]["calendar"] == (0 if setting else None)


@either
def test_redaction_html_is_checked(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("redaction_html_is_checked", setting)
    ticket = api.ticket(comment={"body": "번호 1234 입니다"})
    comment = api.get(f"tickets/{ticket['id']}/comments")["comments"][0]
    body = {"ticket_id": ticket["id"], "html_body": "<redact>1234</redact>"}
    answer = api.call("PUT", f"comment_redactions/{comment['id']}", json=body)
    assert answer.status_code == (422 if setting else 200)
    shown = api.get(f"tickets/{ticket['id']}/comments")["comments"][0]
    assert shown["body"] == ("번호 1234 입니다" if setting else "번호 ▇▇▇▇ 입니다")
    assert ("1234" in shown["html_body"]) == setting


@either
def test_redaction_reaches_copies(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("redaction_reaches_copies", setting)
    ticket = api.ticket(comment={"body": "번호 1234"})
    comment = api.get(f"tickets/{ticket['id']}/comments")["comments"][0]
    api.put(f"tickets/{ticket['id']}/comments/{comment['id']}/redact", {"text": "1234"})
    assert ("1234" not in api.call("GET", f"tickets/{ticket['id']}/audits").text) == setting
    assert ("1234" not in api.get(f"tickets/{ticket['id']}")["ticket"]["description"]) == setting


@either
def test_statuses_bring_custom_ones(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("statuses_bring_custom_ones", setting)
    ticket = api.ticket()
    after = api.put(f"tickets/{ticket['id']}", {"ticket": {"status": "pending"}})["ticket"]
    assert after["status"] == "pending"
    assert (after["custom_status_id"] != ticket["custom_status_id"]) == setting


@either
def test_requester_deletion_is_422(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("requester_deletion_is_422", setting)
    ticket = api.ticket(requester={"name": "기사", "email": "driver@example.com"})
    assert api.call("DELETE", f"users/{ticket['requester_id']}").status_code == (422 if setting else 403)


@either
def test_deleted_addresses_are_free(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("deleted_addresses_are_free", setting)
    user = {"user": {"name": "기사", "email": "driver@example.com"}}
    first = api.post("users", user)["user"]
    assert api.call("DELETE", f"users/{first['id']}").status_code == 200
    assert api.call("POST", "users", json=user).status_code == (201 if setting else 422)


@either
def test_deleted_groups_stay(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("deleted_groups_stay", setting)
    group = api.post("groups", {"group": {"name": "분실물"}})["group"]
    ticket = api.ticket(group_id=group["id"])
    api.delete(f"groups/{group['id']}")
    assert api.get(f"tickets/{ticket['id']}")["ticket"]["group_id"] == (group["id"] if setting else None)


@either
def test_default_group_is_kept(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("default_group_is_kept", setting)
    group = next(each for each in api.get("groups")["groups"] if each["default"])
    assert api.call("DELETE", f"groups/{group['id']}").status_code == (422 if setting else 204)


@either
def test_organization_names_fold_case(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("organization_names_fold_case", setting)
    api.post("organizations", {"organization": {"name": "Acme"}})
    for name, status in (("ACME", 422 if setting else 201), ("Acme ", 422)):
        assert api.call("POST", "organizations", json={"organization": {"name": name}}).status_code == status


@either
def test_users_leave_deleted_organizations(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("users_leave_deleted_organizations", setting)
    organization = api.post("organizations", {"organization": {"name": "Acme"}})["organization"]
    user = api.post("users", {"user": {"name": "기사", "organization_id": organization["id"]}})["user"]
    api.delete(f"organizations/{organization['id']}")
    after = api.get(f"users/{user['id']}")["user"]["organization_id"]
    assert after == (None if setting else organization["id"])


@either
def test_names_every_limit(api: Api, set_to: Set, setting: bool) -> None:  # noqa: FBT001
    set_to("names_every_limit", setting)
    exported = api.call("GET", "incremental/tickets?start_time=0").headers
    assert ("zendesk-ratelimit-incremental-exports" in exported) == setting
    assert "zendesk-ratelimit-tickets-index" in api.call("GET", "tickets").headers  # recorded
