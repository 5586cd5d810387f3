"""Webhooks over HTTP: what they are, what they may be, and what is never told (REF webhooks-api/webhooks)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

VALUES = {
    "name": "Follow-ups",
    "endpoint": "https://example.com/hooks",
    "http_method": "POST",
    "request_format": "json",
    "status": "active",
    "subscriptions": ["conditional_ticket_events"],
}
BASIC = {"type": "basic_auth", "data": {"username": "u", "password": "p"}, "add_position": "header"}
EVENT = "zen:event-type:user.created"


def make(api: Api, **values: Data) -> Data:
    return api.post("webhooks", {"webhook": {**VALUES, **values}})["webhook"]


def refused(api: Api, method: str, path: str, **values: Data) -> str:
    answer = api.call(method, path, json={"webhook": values})
    assert answer.status_code == 400, answer.text
    return str(answer.json()["errors"][0]["title"])


def test_a_create_answers_201_with_a_ulid_and_a_location(api: Api) -> None:  # REC, facts (i)
    answer = api.call("POST", "webhooks", json={"webhook": VALUES})
    webhook = answer.json()["webhook"]
    assert answer.status_code == 201
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{26}", webhook["id"])
    assert answer.headers["location"] == f"{api.url}/api/v2/webhooks/{webhook['id']}"
    assert webhook.items() >= VALUES.items()


def test_who_made_it_stands_there_as_a_text(api: Api) -> None:  # REF, JSON format
    webhook, me = make(api), api.get("users/me")["user"]
    assert webhook["created_by"] == webhook["updated_by"] == str(me["id"])


def test_keys_without_a_value_are_left_out(api: Api) -> None:  # REF, examples
    assert {"description", "authentication", "custom_headers", "signing_secret"} & set(make(api)) == set()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("basic_auth", {"username": "u", "password": "hidden"}),
        ("bearer_token", {"token": "hidden"}),
        ("api_key", {"name": "X-Key", "value": "hidden"}),
    ],
)
def test_secrets_are_not_echoed(api: Api, kind: str, data: dict[str, str]) -> None:  # facts (i)
    webhook = make(api, authentication={"type": kind, "data": data, "add_position": "header"})
    assert webhook["authentication"] == {"type": kind, "add_position": "header"}
    for path in ("/api/v2/webhooks", f"/api/v2/webhooks/{webhook['id']}", "/_local/state"):
        assert "hidden" not in api.call("GET", path).text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, "name"),
        ({"endpoint": None}, "endpoint"),
        ({"http_method": "HEAD"}, "http_method"),
        ({"request_format": "yaml"}, "request_format"),
        ({"status": "on"}, "status"),
        ({"status": ["active"]}, "status"),
        ({"description": 5}, "description"),
        ({"subscriptions": "conditional_ticket_events"}, "subscriptions"),
        ({"subscriptions": ["ticket.created"]}, "subscriptions"),
        ({"authentication": {"type": "digest", "data": {}}}, "authentication"),
        ({"authentication": {"type": ["x"], "data": {}}}, "authentication"),
        ({"authentication": {"type": "bearer_token", "data": {"username": "u"}}}, "authentication"),
        ({"authentication": BASIC | {"add_position": "body"}}, "authentication"),
        ({"custom_headers": {"bad name": "x"}}, "custom_headers"),
        ({"custom_headers": {"X-A": "line\nbreak"}}, "custom_headers"),
    ],
)
def test_what_a_webhook_cannot_be_is_400(api: Api, values: dict[str, Data], said: str) -> None:  # REF, allowed values
    assert said in refused(api, "POST", "webhooks", **{**VALUES, **values})


@pytest.mark.parametrize("missing", ["name", "endpoint", "http_method", "request_format", "status"])
def test_what_is_mandatory_must_be_there(api: Api, missing: str) -> None:  # REF, JSON format
    values = {name: value for name, value in VALUES.items() if name != missing}
    assert missing in refused(api, "POST", "webhooks", **values)


def test_triggers_and_events_do_not_mix(api: Api) -> None:  # DOC creating-and-monitoring-webhooks
    assert "mix" in refused(api, "POST", "webhooks", **VALUES | {"subscriptions": ["conditional_ticket_events", EVENT]})


def test_the_connection_method_never_changes(api: Api) -> None:  # DOC creating-and-monitoring-webhooks
    webhook = make(api)
    assert "connection" in refused(api, "PATCH", f"webhooks/{webhook['id']}", subscriptions=[EVENT])


def test_events_need_post_and_json(api: Api) -> None:  # REF, JSON format
    assert "POST" in refused(api, "POST", "webhooks", **VALUES | {"subscriptions": [EVENT], "http_method": "PUT"})


def test_put_patch_and_delete_answer_204_without_a_body(api: Api) -> None:  # REC 4
    path = f"webhooks/{make(api)['id']}"
    for method, values in (("PUT", VALUES | {"name": "New"}), ("PATCH", {"status": "inactive"})):
        answer = api.call(method, path, json={"webhook": values})
        assert (answer.status_code, answer.content) == (204, b"")
    webhook = api.get(path)["webhook"]
    assert (webhook["name"], webhook["status"]) == ("New", "inactive")
    api.delete(path)
    assert api.call("GET", path).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_change_leaves_what_it_does_not_name(api: Api, method: str) -> None:  # REC, zenpy's PUT of some keys
    webhook = make(api, authentication=BASIC, description="keeps")
    path = f"webhooks/{webhook['id']}"
    assert api.call(method, path, json={"webhook": {"name": "New"}}).status_code == 204
    kept = api.get(path)["webhook"]
    assert (kept["authentication"]["type"], kept["description"]) == ("basic_auth", "keeps")
    assert "endpoint" in refused(api, method, path, endpoint="")
    api.call(method, path, json={"webhook": {"authentication": None}})
    assert "authentication" not in api.get(path)["webhook"]


def test_keys_that_may_not_be_written_are_warned_of(api: Api) -> None:  # REC 3
    answer = api.call("POST", "webhooks", json={"webhook": {**VALUES, "id": "x", "signing_secret": {}}})
    assert '["webhook.id", "webhook.signing_secret"]' in answer.headers["x-zendesk-api-warn"]


def test_a_clone_is_another_webhook_of_the_same_values(api: Api) -> None:  # REF create-or-clone-webhook
    webhook = make(api, authentication=BASIC)
    answer = api.call("POST", "webhooks", params={"clone_webhook_id": webhook["id"]})
    clone = answer.json()["webhook"]
    assert answer.status_code == 201
    assert clone["id"] != webhook["id"]
    assert clone["authentication"] == webhook["authentication"]
    assert secret(api, clone) != secret(api, webhook)
    assert api.call("POST", "webhooks", params={"clone_webhook_id": "none"}).status_code == 404


def secret(api: Api, webhook: Data) -> str:
    shown = api.get(f"webhooks/{webhook['id']}/signing_secret")["signing_secret"]
    assert shown["algorithm"] == "SHA256"
    return str(shown["secret"])


def test_the_signing_secret_can_be_shown_and_reset(api: Api) -> None:  # REF show, reset signing secret
    webhook = make(api)
    before = secret(api, webhook)
    after = api.post(f"webhooks/{webhook['id']}/signing_secret", None)["signing_secret"]["secret"]
    assert before != after == secret(api, webhook)


def test_a_list_has_meta_without_links(api: Api) -> None:  # REC 1
    webhook = make(api)
    assert api.get("webhooks") == {"webhooks": [webhook], "meta": {"has_more": False}}


def test_a_list_is_paged_by_cursor_both_ways(api: Api) -> None:  # REF list-webhooks
    ids = [make(api, name=name)["id"] for name in "abc"]
    first = api.page("webhooks", 2)
    assert ([each["id"] for each in first["webhooks"]], first["meta"]["has_more"]) == (ids[:2], True)
    assert "before_cursor" not in first["meta"]
    last = api.page("webhooks", 2, **{"page[after]": first["meta"]["after_cursor"]})
    assert ([each["id"] for each in last["webhooks"]], last["meta"]["has_more"]) == (ids[2:], False)
    back = api.page("webhooks", 2, **{"page[before]": last["meta"]["before_cursor"]})
    assert [each["id"] for each in back["webhooks"]] == ids[:2]


def test_a_list_is_filtered_and_sorted(api: Api) -> None:  # REF list-webhooks
    for name, status in (("Beta", "active"), ("alpha", "inactive"), ("Gamma", "active")):
        make(api, name=name, status=status)

    def names(**query: str) -> list[str]:
        return [each["name"] for each in api.get("webhooks", **query)["webhooks"]]

    assert names(sort="name") == ["alpha", "Beta", "Gamma"]
    assert names(sort="status") == ["Beta", "Gamma", "alpha"]
    assert names(**{"filter[name_contains]": "A", "filter[status]": "active"}) == ["Beta", "Gamma"]
    assert api.call("GET", "webhooks", params={"sort": "endpoint"}).status_code == 400
    assert api.call("GET", "webhooks", params={"filter[status]": "off"}).status_code == 400


def test_webhooks_count_in_a_bucket_of_their_own(api: Api) -> None:  # REC 8
    answer = api.call("GET", "webhooks")
    assert (answer.headers["x-rate-limit"], answer.headers["x-rate-limit-remaining"]) == ("100", "99")
    assert "ratelimit-limit" not in answer.headers
    tested = api.call("POST", "webhooks/test", json={"request": {}})
    assert tested.headers["x-rate-limit"] == "20"
    assert api.call("GET", "macros").headers["x-rate-limit-remaining"] == "2499"
