"""Each switch of webhooks and their deliveries, both ways; they stand in webhook_behaviours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.receiver import Receiver, Reply
from tests.local_zendesk.test_webhooks import VALUES, make
from tests.local_zendesk.test_webhooks_delivered import attempts, invocations, queue, settled

from macrosync.local_zendesk.webhooks.delivery import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.local_zendesk.client import Api, Data

    from macrosync.local_zendesk import LocalZendesk

either = pytest.mark.parametrize("setting", [True, False])


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


def switch(api: Api, name: str, setting: Data) -> None:
    api.control("PUT", "switches", {name: setting})


def status(api: Api, webhook: Data) -> str:
    return str(invocations(api, webhook)[0]["status"])


@either
def test_webhooks_without_subscriptions(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "webhooks_without_subscriptions", setting)
    given = {name: value for name, value in VALUES.items() if name != "subscriptions"}
    answer = api.call("POST", "webhooks", json={"webhook": given})
    assert answer.status_code == (201 if setting else 400)
    assert not setting or answer.json()["webhook"]["subscriptions"] == []


@either
def test_webhook_errors_are_lists(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "webhook_errors_are_lists", setting)
    for answer in (
        api.call("POST", "webhooks", json={"webhook": {**VALUES, "http_method": "LOOK"}}),
        api.call("GET", "webhooks?sort=age"),
        api.call("GET", f"webhooks/{make(api)['id']}/invocations?sort=age"),
        api.call("POST", "webhooks/test", json={"request": {"payload": 1}}),
    ):
        assert (answer.status_code, "errors" in answer.json()) == ((400, True) if setting else (422, False))
        assert setting or answer.json()["error"] == "RecordInvalid"


@either
def test_webhook_not_found_as_elsewhere(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "webhook_not_found_as_elsewhere", setting)
    answer = api.call("GET", "webhooks/01GONE")
    assert answer.status_code == 404
    assert answer.json().get("error") == ("RecordNotFound" if setting else None)


@pytest.mark.parametrize("most", [5, 10])
def test_most_webhook_headers(api: Api, most: int) -> None:
    switch(api, "most_webhook_headers", most)
    headers = {f"X-{at}": "1" for at in range(6)}
    answer = api.call("POST", "webhooks", json={"webhook": {**VALUES, "custom_headers": headers}})
    assert answer.status_code == (400 if most == 5 else 201)


@either
def test_clones_keep_names(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "clones_keep_names", setting)
    original = make(api)
    clone = api.post(f"webhooks?clone_webhook_id={original['id']}", {"webhook": VALUES})["webhook"]
    assert (clone["name"] == original["name"]) == setting


@either
def test_deleted_webhooks_finish(zendesk: LocalZendesk, api: Api, receiver: Receiver, setting: bool) -> None:  # noqa: FBT001
    api.set_clock("2026-11-24T09:00:00Z")
    switch(api, "deleted_webhooks_finish", setting)
    receiver.replies.append(Reply(409))
    webhook = make(api, endpoint=receiver.url)
    queue(zendesk, webhook)
    settled(api)
    api.delete(f"webhooks/{webhook['id']}")
    assert api.call("GET", f"webhooks/{webhook['id']}").status_code == 404
    api.advance(2)
    settled(api)
    assert len(receiver.received) == (2 if setting else 1)


@either
def test_secret_reset_is_created(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "secret_reset_is_created", setting)
    answer = api.call("POST", f"webhooks/{make(api)['id']}/signing_secret")
    assert answer.status_code == (201 if setting else 200)
    assert answer.json()["signing_secret"]["secret"]


@either
def test_webhooks_oldest_first(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "webhooks_oldest_first", setting)
    first, second = (make(api)["id"] for _ in range(2))
    listed = [each["id"] for each in api.get("webhooks")["webhooks"]]
    assert listed == ([first, second] if setting else [second, first])
    page = api.page("webhooks", 1)
    beyond = api.get("webhooks", **{"page[size]": 1, "page[after]": page["meta"]["after_cursor"]})
    assert [each["id"] for each in (*page["webhooks"], *beyond["webhooks"])] == listed


@either
def test_webhook_filter_folds_case(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "webhook_filter_folds_case", setting)
    make(api, name="Follow-ups")
    for text, count in (("follow", 1 if setting else 0), ("Follow", 1)):
        assert len(api.get("webhooks", **{"filter[name_contains]": text})["webhooks"]) == count


@either
def test_invocation_header_is_a_number(zendesk: LocalZendesk, api: Api, receiver: Receiver, setting: bool) -> None:  # noqa: FBT001
    switch(api, "invocation_header_is_a_number", setting)
    queue(zendesk, make(api, endpoint=receiver.url))
    settled(api)
    assert receiver.received[0].headers["x-zendesk-webhook-invocation-id"].isdecimal() == setting


@either
def test_webhook_types_have_charset(zendesk: LocalZendesk, api: Api, receiver: Receiver, setting: bool) -> None:  # noqa: FBT001
    switch(api, "webhook_types_have_charset", setting)
    queue(zendesk, make(api, endpoint=receiver.url))
    settled(api)
    said = receiver.received[0].headers["content-type"]
    assert said == ("application/json; charset=utf-8" if setting else "application/json")


def test_webhook_timeout(api: Api) -> None:
    assert api.control("GET", "webhooks")["timeout"] == 10
    switch(api, "webhook_timeout", 12)
    assert api.control("GET", "webhooks")["timeout"] == 12
    assert api.control("PUT", "webhooks", {"timeout": 0.5})["timeout"] == 0.5


@pytest.mark.parametrize("retries", [3, 5])
def test_webhook_timeout_retries(zendesk: LocalZendesk, api: Api, receiver: Receiver, retries: int) -> None:
    switch(api, "webhook_timeout_retries", retries)
    api.control("PUT", "webhooks", {"retries": "now", "timeout": 0.05})
    receiver.replies.extend(Reply(hangs=True) for _ in range(9))
    webhook = make(api, endpoint=receiver.url)
    queue(zendesk, webhook)
    settled(api)
    assert [each["status"] for each in attempts(api, webhook)] == ["timeout"] * (retries + 1)


@pytest.mark.parametrize("factor", [5, 1])
def test_webhook_pause_factor(zendesk: LocalZendesk, api: Api, receiver: Receiver, factor: int) -> None:
    api.set_clock("2026-11-24T09:00:00Z")
    switch(api, "webhook_pause_factor", factor)
    receiver.replies.extend(Reply(409) for _ in range(9))
    queue(zendesk, make(api, endpoint=receiver.url))
    for _ in range(3):
        settled(api)
        api.advance(1)
    settled(api)
    assert len(receiver.received) == (2 if factor == 5 else 4)


@either
def test_webhooks_follow_redirects(zendesk: LocalZendesk, api: Api, receiver: Receiver, setting: bool) -> None:  # noqa: FBT001
    switch(api, "webhooks_follow_redirects", setting)
    receiver.replies.append(Reply(307, {"Location": "/there"}))
    webhook = make(api, endpoint=f"{receiver.url}/here")
    queue(zendesk, webhook, "{}")
    settled(api)
    assert [each.path for each in receiver.received] == (["/here", "/there"] if setting else ["/here"])
    assert {(each.method, each.body) for each in receiver.received} == {("POST", "{}")}
    assert status(api, webhook) == ("success" if setting else "failed")


def test_a_redirect_leads_nowhere_but_to_this_machine(zendesk: LocalZendesk, api: Api, receiver: Receiver) -> None:
    switch(api, "webhooks_follow_redirects", setting=True)
    receiver.replies.extend([Reply(302, {"Location": "/next"}), Reply(302, {"Location": "http://192.0.2.1/"})])
    webhook = make(api, endpoint=f"{receiver.url}/here")
    queue(zendesk, webhook, "{}")
    settled(api)
    assert [(each.method, each.path, each.body) for each in receiver.received] == [
        ("POST", "/here", "{}"),
        ("GET", "/next", ""),
    ]
    assert status(api, webhook) == "failed"


@either
def test_sends_large_webhooks(zendesk: LocalZendesk, api: Api, receiver: Receiver, setting: bool) -> None:  # noqa: FBT001
    switch(api, "sends_large_webhooks", setting)
    webhook = make(api, endpoint=receiver.url)
    queue(zendesk, webhook, "x" * LARGEST)
    settled(api)
    assert (len(receiver.received), status(api, webhook)) == ((1, "success") if setting else (0, "failed"))


@pytest.mark.parametrize("fewest", [10, 2])
def test_webhook_breaker_attempts(zendesk: LocalZendesk, api: Api, receiver: Receiver, fewest: int) -> None:
    api.set_clock("2026-11-24T09:00:00Z")
    switch(api, "webhook_breaker_attempts", fewest)
    receiver.replies.extend(Reply(500) for _ in range(3))
    webhook = make(api, endpoint=receiver.url)
    for _ in range(3):
        queue(zendesk, webhook)
        settled(api)
    assert len(receiver.received) == (3 if fewest == 10 else 2)


@pytest.mark.parametrize("rest", [5, 20])
def test_webhook_breaker_rest(zendesk: LocalZendesk, api: Api, receiver: Receiver, rest: int) -> None:
    api.set_clock("2026-11-24T09:00:00Z")
    api.control("PUT", "switches", {"webhook_breaker_attempts": 1, "webhook_breaker_rest": rest})
    receiver.replies.append(Reply(500))
    webhook = make(api, endpoint=receiver.url)
    queue(zendesk, webhook)
    settled(api)
    api.advance(6)
    queue(zendesk, webhook)
    settled(api)
    assert len(receiver.received) == (2 if rest == 5 else 1)


@either
def test_broken_webhooks_wait(zendesk: LocalZendesk, api: Api, receiver: Receiver, setting: bool) -> None:  # noqa: FBT001
    api.set_clock("2026-11-24T09:00:00Z")
    api.control("PUT", "switches", {"webhook_breaker_attempts": 1, "broken_webhooks_wait": setting})
    receiver.replies.append(Reply(500))
    webhook = make(api, endpoint=receiver.url)
    for _ in range(2):
        queue(zendesk, webhook)
        settled(api)
    assert len(receiver.received) == 1
    statuses = {each["status"] for each in invocations(api, webhook)} - {"server error"}
    assert statuses == {"accepted" if setting else "circuit broken"}
    api.advance(6)
    settled(api)
    assert len(receiver.received) == (2 if setting else 1)


@either
def test_webhook_failures_told_apart(zendesk: LocalZendesk, api: Api, receiver: Receiver, setting: bool) -> None:  # noqa: FBT001
    switch(api, "webhook_failures_told_apart", setting)
    for code, family in ((404, "client error"), (500, "server error")):
        receiver.replies.append(Reply(code))
        webhook = make(api, endpoint=receiver.url)
        queue(zendesk, webhook)
        settled(api)
        assert status(api, webhook) == (family if setting else "failed")
        assert attempts(api, webhook)[0]["status_code"] == code


@either
def test_attempts_show_custom_headers(zendesk: LocalZendesk, api: Api, receiver: Receiver, setting: bool) -> None:  # noqa: FBT001
    switch(api, "attempts_show_custom_headers", setting)
    secret = {"type": "bearer_token", "data": {"token": "hidden"}}
    webhook = make(api, endpoint=receiver.url, custom_headers={"X-Desk": "1"}, authentication=secret)
    queue(zendesk, webhook)
    settled(api)
    names = {each["key"] for each in attempts(api, webhook)[0]["request"]["headers"]}
    assert ("X-Desk" in names, "Authorization" in names) == (setting, False)


@either
def test_invokes_inactive_webhooks(zendesk: LocalZendesk, api: Api, receiver: Receiver, setting: bool) -> None:  # noqa: FBT001
    switch(api, "invokes_inactive_webhooks", setting)
    queue(zendesk, make(api, endpoint=receiver.url, status="inactive"))
    settled(api)
    assert len(receiver.received) == (1 if setting else 0)


@either
def test_failed_webhook_tests_are_400(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "failed_webhook_tests_are_400", setting)
    request = {"endpoint": "http://127.0.0.1:1/", "http_method": "POST", "request_format": "json", "payload": "{}"}
    answer = api.call("POST", "webhooks/test", json={"request": request})
    assert answer.status_code == (400 if setting else 200)
    assert setting or answer.json()["response"]["status_code"] == 504
