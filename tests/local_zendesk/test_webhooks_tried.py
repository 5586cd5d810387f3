"""POST /webhooks/test: a request that is really sent, and its answer given back (REF webhooks, test webhook)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.receiver import Receiver, Reply
from tests.local_zendesk.test_webhooks import BASIC, make, secret

from macrosync.local_zendesk.webhooks import trial
from macrosync.local_zendesk.webhooks.sending import signature

if TYPE_CHECKING:
    from collections.abc import Iterator

    import requests
    from tests.local_zendesk.client import Api, Data
    from tests.local_zendesk.receiver import Received

    from macrosync.local_zendesk import LocalZendesk


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


def tried(api: Api, webhook: Data = None, **request: Data) -> requests.Response:
    query = {} if webhook is None else {"webhook_id": webhook["id"]}
    return api.call("POST", "webhooks/test", params=query, json={"request": request})


def signed_with(got: Received) -> tuple[str, str]:
    return got.headers["x-zendesk-webhook-signature"], got.headers["x-zendesk-webhook-signature-timestamp"]


def test_it_gives_back_status_headers_and_payload(api: Api, receiver: Receiver) -> None:  # facts (i)
    receiver.replies.append(Reply(418, {"X-Pot": "tea"}, b"short and stout"))
    answer = tried(api, endpoint=receiver.url, http_method="POST", request_format="json", payload='{"a":1}')
    assert answer.status_code == 200
    response = answer.json()["response"]
    assert (response["status_code"], response["payload"]) == (418, "short and stout")
    assert {"key": "X-Pot", "value": "tea"} in response["headers"]
    assert receiver.received[0].body == '{"a":1}'


def test_a_webhook_not_yet_made_is_signed_with_a_known_secret(api: Api, receiver: Receiver) -> None:
    tried(api, endpoint=receiver.url, payload="{}")  # DOC webhooks/verifying
    got, timestamp = signed_with(receiver.received[0])
    assert got == signature(trial.SECRET, timestamp, "{}")


def test_an_existing_webhook_gives_what_is_not_said(api: Api, receiver: Receiver) -> None:  # REF test-webhook
    webhook = make(api, endpoint=f"{receiver.url}/own", http_method="PUT")
    tried(api, webhook, payload="{}")
    tried(api, webhook, endpoint=f"{receiver.url}/other", payload="{}")
    assert [(got.method, got.path) for got in receiver.received] == [("PUT", "/own"), ("PUT", "/other")]
    got, timestamp = signed_with(receiver.received[0])
    assert got == signature(secret(api, webhook), timestamp, "{}")


def test_its_credentials_are_used_where_type_and_place_are_the_same(api: Api, receiver: Receiver) -> None:  # REF
    webhook = make(api, endpoint=receiver.url, authentication=BASIC)
    tried(api, webhook, authentication={"type": "basic_auth", "add_position": "header"})
    tried(api, webhook)
    assert [got.headers.get("authorization") for got in receiver.received] == ["Basic dTpw", None]


def test_what_is_not_this_machine_is_refused_with_a_sentence(api: Api) -> None:
    answer = tried(api, endpoint="https://example.com/")
    assert answer.status_code == 501
    assert "this machine only" in answer.json()["description"]


def test_an_endpoint_that_does_not_answer_is_400(api: Api) -> None:  # REF names 400; the body is assumed
    with Receiver() as gone:
        endpoint = gone.url
    answer = tried(api, endpoint=endpoint)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "WebhookTestFailed"


@pytest.mark.parametrize(
    "request_", [{}, {"endpoint": ""}, {"endpoint": "x", "payload": {}}, {"endpoint": "x", "http_method": "HEAD"}]
)
def test_what_a_test_cannot_be_is_400(api: Api, request_: Data) -> None:
    assert tried(api, **request_).status_code == 400


def test_the_account_can_be_tested_from_within(zendesk: LocalZendesk, api: Api) -> None:
    token = {"type": "basic_auth", "data": {"username": "admin@example.com/token", "password": "local"}}
    payload = '{"group":{"name":"made by a webhook"}}'
    answer = tried(api, endpoint=f"{zendesk.url}/api/v2/groups.json", payload=payload, authentication=token)
    assert answer.json()["response"]["status_code"] == 201
    assert "made by a webhook" in [group["name"] for group in api.get("groups")["groups"]]


def test_a_test_is_no_invocation(api: Api, receiver: Receiver) -> None:  # assumed
    webhook = make(api, endpoint=receiver.url)
    tried(api, webhook)
    assert api.get(f"webhooks/{webhook['id']}/invocations")["invocations"] == []
