"""Webhooks delivered for real to a receiver on loopback: signature, retries, breaker, what is recorded of them."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import Api
from tests.local_zendesk.receiver import Receiver, Reply
from tests.local_zendesk.test_webhooks import make, secret

from macrosync.local_zendesk import LocalZendesk
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.webhooks.delivery import LARGEST, deliver
from macrosync.local_zendesk.webhooks.records import WEBHOOKS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.local_zendesk.client import Data

    from macrosync.local_zendesk.webhooks.sending import Payload


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


def queue(zendesk: LocalZendesk, webhook: Data, payload: Payload = '{"ticket":{}}') -> Data:
    """Queue an invocation as a trigger's transaction does."""
    account = zendesk.account
    with account.store.writing() as documents:
        body = documents.first(WEBHOOKS, where_field("ulid", webhook["id"]))
        assert body is not None
        return deliver(documents, body, payload, account.clock.now(), account.switches)


def settled(api: Api) -> Data:
    shown = api.control("POST", "webhooks", {"seconds": 10})
    assert shown["due"] == 0, shown
    return shown


def invocations(api: Api, webhook: Data, **query: str) -> list[Data]:
    listed: list[Data] = api.get(f"webhooks/{webhook['id']}/invocations", **query)["invocations"]
    return listed


def attempts(api: Api, webhook: Data) -> list[Data]:
    invocation = invocations(api, webhook)[0]["id"]
    listed: list[Data] = api.get(f"webhooks/{webhook['id']}/invocations/{invocation}/attempts")["attempts"]
    return listed


def test_a_delivery_is_signed_over_timestamp_and_body(zendesk: LocalZendesk, api: Api, receiver: Receiver) -> None:
    webhook = make(api, endpoint=f"{receiver.url}/hook")  # DOC webhooks/verifying, anatomy
    invocation = queue(zendesk, webhook, '{"이름":"분실물"}')
    settled(api)
    (got,) = receiver.received
    timestamp = got.headers["x-zendesk-webhook-signature-timestamp"]
    digest = hmac.new(secret(api, webhook).encode(), (timestamp + got.body).encode(), hashlib.sha256).digest()
    assert got.headers["x-zendesk-webhook-signature"] == base64.b64encode(digest).decode()
    assert got.headers["x-zendesk-webhook-id"] == webhook["id"]
    assert got.headers["x-zendesk-webhook-invocation-id"] == invocation["ulid"]
    assert got.headers["x-zendesk-account-id"].isdecimal()
    assert (got.method, got.path, got.body) == ("POST", "/hook", '{"이름":"분실물"}')
    assert got.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize(
    ("authentication", "header"),
    [
        ({"type": "basic_auth", "data": {"username": "u", "password": "p"}}, ("authorization", "Basic dTpw")),
        ({"type": "bearer_token", "data": {"token": "t"}}, ("authorization", "Bearer t")),
        ({"type": "api_key", "data": {"name": "X-Key", "value": "k"}}, ("x-key", "k")),
    ],
)
def test_a_delivery_authenticates_itself(
    zendesk: LocalZendesk, api: Api, receiver: Receiver, authentication: Data, header: tuple[str, str]
) -> None:  # DOC webhooks/security-and-authentication
    queue(zendesk, make(api, endpoint=receiver.url, authentication=authentication))
    settled(api)
    assert receiver.received[0].headers[header[0]] == header[1]


def test_custom_headers_are_sent(zendesk: LocalZendesk, api: Api, receiver: Receiver) -> None:  # REF, JSON format
    queue(zendesk, make(api, endpoint=receiver.url, custom_headers={"X-Desk": "lost items"}))
    settled(api)
    assert receiver.received[0].headers["x-desk"] == "lost items"


def test_a_form_is_encoded_and_a_get_has_a_query(zendesk: LocalZendesk, api: Api, receiver: Receiver) -> None:
    pairs = [("id", "7"), ("memo", "a b")]  # facts (b): key-value parameters where the body is not JSON
    queue(zendesk, make(api, endpoint=receiver.url, request_format="form_encoded"), pairs)
    queue(zendesk, make(api, endpoint=f"{receiver.url}/?x=1", http_method="GET"), pairs)
    settled(api)
    form, get = receiver.received
    assert (form.body, form.headers["content-type"].split(";")[0]) == (
        "id=7&memo=a+b",
        "application/x-www-form-urlencoded",
    )
    assert (get.method, get.path, get.body) == ("GET", "/?x=1&id=7&memo=a+b", "")


def test_a_success_is_recorded_with_its_attempt(zendesk: LocalZendesk, api: Api, receiver: Receiver) -> None:
    webhook = make(api, endpoint=receiver.url)  # REF list-webhook-invocations, -attempts
    queue(zendesk, webhook)
    settled(api)
    (invocation,) = invocations(api, webhook)
    assert set(invocation) == {"id", "latest_completed_at", "status", "status_code"}
    assert (invocation["status"], invocation["status_code"]) == ("success", 200)
    (attempt,) = attempts(api, webhook)
    assert (attempt["invocation_id"], attempt["status"]) == (invocation["id"], "success")
    assert attempt["request"]["payload"] == '{"ticket":{}}'
    assert attempt["response"]["payload"] == "ok"


@pytest.mark.parametrize(
    "reply",
    [Reply(409), Reply(429, {"Retry-After": "30"}), Reply(503, {"Retry-After": "1"})],
    ids=["409", "429", "503"],
)
def test_three_retries_at_most(zendesk: LocalZendesk, api: Api, receiver: Receiver, reply: Reply) -> None:
    api.control("PUT", "webhooks", {"retries": "now"})  # facts (i); DOC creating-and-monitoring-webhooks
    receiver.replies.extend([reply] * 9)
    webhook = make(api, endpoint=receiver.url)
    queue(zendesk, webhook)
    settled(api)
    assert len(receiver.received) == 4
    assert len({got.headers["x-zendesk-webhook-invocation-id"] for got in receiver.received}) == 1
    assert [each["status_code"] for each in attempts(api, webhook)] == [reply.status] * 4
    assert invocations(api, webhook)[0]["status"] != "success"


@pytest.mark.parametrize("reply", [Reply(500), Reply(404), Reply(503), Reply(429, {"Retry-After": "60"}), Reply(302)])
def test_other_answers_are_final(zendesk: LocalZendesk, api: Api, receiver: Receiver, reply: Reply) -> None:
    api.control("PUT", "webhooks", {"retries": "now"})  # DOC creating-and-monitoring-webhooks
    receiver.replies.append(reply)
    webhook = make(api, endpoint=receiver.url)
    queue(zendesk, webhook)
    settled(api)
    assert len(receiver.received) == 1
    assert invocations(api, webhook)[0]["status_code"] == reply.status


def test_no_answer_in_time_is_tried_again(zendesk: LocalZendesk, api: Api, receiver: Receiver) -> None:  # DOC
    api.control("PUT", "webhooks", {"retries": "now", "timeout": 0.05})
    receiver.replies.append(Reply(hangs=True))
    webhook = make(api, endpoint=receiver.url)
    queue(zendesk, webhook)
    settled(api)
    assert [each["status"] for each in attempts(api, webhook)] == ["timeout", "success"]


def test_retries_wait_by_the_servers_own_clock(zendesk: LocalZendesk, api: Api, receiver: Receiver) -> None:
    api.set_clock("2026-11-24T09:00:00Z")  # control setting
    receiver.replies.append(Reply(503, {"Retry-After": "30"}))
    webhook = make(api, endpoint=receiver.url)
    queue(zendesk, webhook)
    assert settled(api)["waiting"] == 1
    api.advance(29)
    assert settled(api)["waiting"] == 1
    api.advance(1)
    assert settled(api)["waiting"] == 0
    assert len(receiver.received) == 2
    assert invocations(api, webhook)[0]["latest_completed_at"] == "2026-11-24T09:00:30Z"


def test_the_breaker_opens_at_seventy_percent_of_errors(zendesk: LocalZendesk, api: Api, receiver: Receiver) -> None:
    api.set_clock("2026-11-24T09:00:00Z")  # facts (i)
    webhook = make(api, endpoint=receiver.url)
    receiver.replies.extend([Reply(200)] * 3 + [Reply(500)] * 7)
    for _ in range(11):
        queue(zendesk, webhook)
    settled(api)
    assert len(receiver.received) == 10
    assert [each["status"] for each in invocations(api, webhook)].count("circuit broken") == 1
    api.advance(6)
    queue(zendesk, webhook)
    settled(api)
    assert len(receiver.received) == 11


def test_a_body_of_256_kb_is_not_sent(zendesk: LocalZendesk, api: Api, receiver: Receiver) -> None:  # facts (i)
    webhook = make(api, endpoint=receiver.url)
    queue(zendesk, webhook, "x" * (LARGEST - 1))
    queue(zendesk, webhook, "x" * LARGEST)
    settled(api)
    assert [len(got.body) for got in receiver.received] == [LARGEST - 1]
    assert sorted(each["status"] for each in invocations(api, webhook)) == ["failed", "success"]


@pytest.mark.parametrize(
    "endpoint",
    ["http://example.com/", "http://10.0.0.1/", "ftp://127.0.0.1/", "noop://noop", "http://example.com\\@127.0.0.1/"],
)
def test_nothing_leaves_this_machine(zendesk: LocalZendesk, api: Api, endpoint: str) -> None:
    webhook = make(api, endpoint=endpoint)
    queue(zendesk, webhook)
    settled(api)
    (attempt,) = attempts(api, webhook)
    assert (attempt["status"], attempt["status_code"]) == ("failed", None)


def test_an_inactive_webhook_is_not_invoked(zendesk: LocalZendesk, api: Api) -> None:  # assumed
    webhook = make(api, status="inactive")
    assert queue(zendesk, webhook) is None
    assert invocations(api, webhook) == []


def test_a_webhook_can_call_the_account_itself(zendesk: LocalZendesk, api: Api) -> None:  # facts (i), task pattern
    token = {"type": "basic_auth", "data": {"username": "admin@example.com/token", "password": "local"}}
    webhook = make(api, endpoint=f"{zendesk.url}/api/v2/tickets.json", authentication=token)
    queue(zendesk, webhook, '{"ticket":{"subject":"task","type":"task","comment":{"body":"x"}}}')
    settled(api)
    assert [ticket["subject"] for ticket in api.get("tickets")["tickets"]] == ["task"]
    assert invocations(api, webhook)[0]["status_code"] == 201


def test_what_is_queued_outlives_the_server(tmp_path: Path, receiver: Receiver) -> None:  # facts (i): at least once
    with LocalZendesk(tmp_path / "zendesk.db") as zendesk, Api(zendesk.url) as api:
        api.set_clock("2026-11-24T09:00:00Z")
        receiver.replies.append(Reply(409))
        webhook = make(api, endpoint=receiver.url)
        queue(zendesk, webhook)
        assert settled(api)["waiting"] == 1
    with LocalZendesk(tmp_path / "zendesk.db") as zendesk, Api(zendesk.url) as api:
        api.control("PUT", "webhooks", {"retries": "now"})
        settled(api)
        assert [each["status"] for each in attempts(api, webhook)] == ["client error", "success"]


def test_invocations_are_filtered_sorted_and_kept_seven_days(
    zendesk: LocalZendesk, api: Api, receiver: Receiver
) -> None:  # REF list-webhook-invocations
    api.set_clock("2026-11-01T09:00:00Z")
    webhook = make(api, endpoint=receiver.url)
    receiver.replies.extend([Reply(200), Reply(500)])
    for _ in range(2):
        queue(zendesk, webhook)
        settled(api)
        api.advance(86_400)
    statuses = [each["status"] for each in invocations(api, webhook)]
    assert statuses == ["server error", "success"]
    assert [each["status"] for each in invocations(api, webhook, sort="latest_completed_at")] == statuses[::-1]
    assert len(invocations(api, webhook, **{"filter[status]": "success"})) == 1
    assert len(invocations(api, webhook, **{"filter[from_ts]": "2026-11-02T00:00:00Z"})) == 1
    assert len(invocations(api, webhook, **{"filter[to_ts]": "2026-11-02T00:00:00Z"})) == 1
    api.advance(5.5 * 86_400)
    assert len(invocations(api, webhook)) == 1
    answer = api.call("GET", f"webhooks/{webhook['id']}/invocations", params={"filter[status]": "lost"})
    assert answer.status_code == 400


def test_a_deleted_webhook_delivers_nothing_more(zendesk: LocalZendesk, api: Api, receiver: Receiver) -> None:
    api.set_clock("2026-11-24T09:00:00Z")  # assumed
    receiver.replies.append(Reply(409))
    webhook = make(api, endpoint=receiver.url)
    queue(zendesk, webhook)
    settled(api)
    api.delete(f"webhooks/{webhook['id']}")
    api.advance(60)
    assert settled(api)["waiting"] == 0
    assert len(receiver.received) == 1


@pytest.mark.parametrize("body", [{}, {"retries": "never"}, {"timeout": 0}, {"timeout": True}, {"other": 1}])
def test_what_the_control_prefix_refuses(api: Api, body: Data) -> None:
    assert api.call("PUT", "/_local/webhooks", json=body).status_code == 400
