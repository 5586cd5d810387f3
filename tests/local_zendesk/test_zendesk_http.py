"""What all answers have in common: headers, error shapes, what is not there and what is not built."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api

    from macrosync.local_zendesk import LocalZendesk


def test_every_answer_has_a_request_id_and_says_that_it_is_json(api: Api) -> None:  # REC
    ids = set()
    for path in ("macros", "nothing", "macros/1"):
        answer = api.call("GET", path)
        ids.add(answer.headers["x-request-id"])
        assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert len(ids) == 3


def test_what_is_read_has_a_weak_etag_and_is_304_for_it(api: Api) -> None:  # REC
    etag = api.call("GET", "macros").headers["etag"]
    assert re.fullmatch(r'W/"[0-9a-f]{32}"', etag)
    again = api.call("GET", "macros", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    api.macro()
    assert api.call("GET", "macros", headers={"If-None-Match": etag}).status_code == 200


def test_connections_are_kept_open(zendesk: LocalZendesk) -> None:
    connection = HTTPConnection(zendesk.url.removeprefix("http://"), timeout=10)
    sockets = set()
    for _ in range(3):
        connection.request("GET", "/api/v2/users/me")
        assert connection.getresponse().read()
        sockets.add(connection.sock.getsockname())
    connection.close()
    assert len(sockets) == 1


@pytest.mark.parametrize("path", ["macros", "macros.json", "macros/", "ticket_fields.json"])
def test_json_at_the_end_of_a_path_is_optional(api: Api, path: str) -> None:
    assert api.call("GET", path).status_code == 200


def test_head_is_a_get_without_its_body(api: Api) -> None:
    answer = api.call("HEAD", "macros")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


def test_a_missing_record_has_the_recorded_body(api: Api) -> None:  # REC, 30 times
    for method, path in (("GET", "macros/5"), ("PUT", "macros/5"), ("DELETE", "tickets/5"), ("GET", "groups/5")):
        answer = api.call(method, path, json={"macro": {}} if method == "PUT" else None)
        assert answer.status_code == 404
        assert answer.json() == {"error": "RecordNotFound", "description": "Not found"}


@pytest.mark.parametrize("path", ["nothing", "macros/abc", "macros/1/nothing", "help_center/ko/nothing", "/other"])
def test_an_unknown_path_is_an_invalid_endpoint(api: Api, path: str) -> None:  # public issues
    answer = api.call("GET", path)
    assert answer.status_code == 404
    assert answer.json() == {"error": "InvalidEndpoint", "description": "Not found"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "views/my"),
        ("GET", "macros/attachments/1/content"),
        ("POST", "users/1/password"),
        ("POST", "tickets/1/satisfaction_rating"),
        ("GET", "saved_searches?x=y"),
        ("PATCH", "macros/1"),
        ("GET", "sessions"),
        ("GET", "help_center/ko/articles/1/comments"),
        ("PUT", "chat_redactions/1"),
    ],
)
def test_what_is_not_built_is_501_and_named(api: Api, method: str, path: str) -> None:
    answer = api.call(method, path)
    assert answer.status_code == 501
    assert f"{method} /api/v2/{path.partition('?')[0]}" in answer.json()["description"]


def test_broken_json_is_422_in_support_and_400_in_the_help_center(api: Api) -> None:
    for path, status in (("macros", 422), ("help_center/ko/categories", 400)):
        for body in (b'{"macro":', b"[1]", b'{"macro":NaN}', b'{"macro":1e999}', b"\xff"):
            answer = api.call("POST", path, data=body, headers={"Content-Type": "application/json"})
            assert answer.status_code == status, body


def test_a_body_that_does_not_say_json_is_415(api: Api) -> None:
    answer = api.call("POST", "macros", data=b'{"macro":{}}', headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415


def test_an_unwrapped_macro_is_500(api: Api) -> None:  # fprimex/zdesk#42
    assert api.call("POST", "macros", json={"title": "x", "actions": []}).status_code == 500


def test_an_error_can_be_an_object(api: Api) -> None:  # OAS, error examples
    answer = api.call("POST", "macros", json={"macro": {"title": 5, "actions": []}})
    assert answer.status_code == 400
    assert answer.json()["error"]["title"] == "Invalid attribute"


def test_an_error_can_be_a_list(api: Api) -> None:
    answer = api.call("GET", "macros", params={"page": 101})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "InvalidPaginationDepth"


def test_keys_that_may_not_be_written_are_named_in_a_ruby_hash(api: Api) -> None:  # REC
    macro = api.macro()
    body = {"macro": {"id": 1, "title": "New", "url": "x"}}
    answer = api.call("PUT", f"macros/{macro['id']}", json=body)
    assert answer.status_code == 200
    assert answer.headers["x-zendesk-api-warn"] == (
        '{:allowed_parameters=>{:controller=>"macros", :action=>"update", '
        ':unpermitted_keys=>["macro.id", "macro.url"], :invalid_values=>[]}}'
    )
    assert answer.json()["macro"]["id"] == macro["id"]


def test_a_create_has_a_location_and_a_delete_no_body(api: Api) -> None:  # REC
    body = {"macro": {"title": "x", "actions": [{"field": "status", "value": "solved"}]}}
    answer = api.call("POST", "macros", json=body)
    macro = answer.json()["macro"]
    assert (answer.status_code, answer.headers["location"]) == (201, macro["url"])
    assert macro["url"] == f"{api.url}/api/v2/macros/{macro['id']}.json"
    assert api.call("GET", macro["url"].removeprefix(api.url)).json()["macro"] == macro
    api.delete(f"macros/{macro['id']}")


def test_ids_are_as_large_as_the_services(api: Api) -> None:
    assert len(str(api.macro()["id"])) == 14


def test_lone_surrogates_and_nulls_are_kept_out_of_harms_way(api: Api) -> None:
    answer = api.call(
        "POST",
        "macros",
        data=b'{"macro":{"title":"a\\ud800b\\u0000","actions":[{"field":"subject","value":"\\ud83d\\ude00"}]}}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 201
    assert answer.json()["macro"]["title"] == "a?b\x00"
    assert answer.json()["macro"]["actions"][0]["value"] == "😀"


def test_the_accounts_own_address_in_a_text_stays_its_own(api: Api, zendesk: LocalZendesk) -> None:
    macro = api.macro(description=f"see {zendesk.url}/hc/ko/articles/1")
    assert api.get(f"macros/{macro['id']}")["macro"]["description"] == f"see {zendesk.url}/hc/ko/articles/1"
