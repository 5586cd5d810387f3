"""Switches of access, HTTP, rate limits and pages: each does what it says, either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests
from tests.local_zendesk.client import Api

if TYPE_CHECKING:
    from macrosync.local_zendesk import LocalZendesk

either = pytest.mark.parametrize("setting", [True, False])
GRANT = {"grant_type": "client_credentials", "client_id": "local", "client_secret": "local"}


@either
def test_every_resource_has_scopes(zendesk: LocalZendesk, api: Api, *, setting: bool) -> None:
    api.switch("every_resource_has_scopes", setting)
    answer = api.call("POST", "/oauth/tokens", json=GRANT | {"scope": "groups:read macros:read"})
    assert answer.status_code == (201 if setting else 400)
    if setting:
        with Api(zendesk.url, bearer=answer.json()["access_token"]) as limited:
            assert limited.call("GET", "groups").status_code == 200
            assert limited.call("POST", "groups", json={"group": {"name": "x"}}).status_code == 403
            assert limited.call("GET", "ticket_forms").status_code == 403


@either
def test_help_center_needs_credentials(zendesk: LocalZendesk, api: Api, *, setting: bool) -> None:
    api.switch("help_center_needs_credentials", setting)
    staff = api.get("help_center/user_segments")["user_segments"][1]["id"]
    seen, section = api.article(), api.section()
    hidden, draft = api.article(section, user_segment_id=staff), api.article(section, draft=True)
    with Api(zendesk.url, auth=None) as nobody:
        answer = nobody.call("GET", "help_center/ko/articles")
        assert answer.status_code == (401 if setting else 200)
        shown = [
            nobody.call("GET", f"help_center/ko/articles/{each['id']}").status_code for each in (seen, hidden, draft)
        ]
        assert shown == ([401] * 3 if setting else [200, 404, 404])
        if not setting:
            assert [each["id"] for each in answer.json()["articles"]] == [seen["id"]]
        path = f"help_center/ko/sections/{section['id']}/articles"
        assert nobody.call("POST", path, json={"article": {}}).status_code == 401
        assert nobody.call("GET", "help_center/articles").status_code == 401  # HCOAS: they have to say a locale
    with Api(zendesk.url, auth=("admin@example.com/token", "wrong")) as wrong:
        assert wrong.call("GET", "help_center/ko/articles").status_code == 401


@either
def test_broken_json_is_unprocessable(api: Api, *, setting: bool) -> None:
    api.switch("broken_json_is_unprocessable", setting)
    headers, section = {"Content-Type": "application/json"}, api.section()["id"]
    paths = ("macros", f"help_center/ko/sections/{section}/articles")
    found = [api.call("POST", path, data=b"{", headers=headers).status_code for path in paths]
    assert found == ([422, 400] if setting else [400, 422])


@either
def test_refuses_other_content_types(api: Api, *, setting: bool) -> None:
    api.switch("refuses_other_content_types", setting)
    answer = api.call("POST", "groups", data=b'{"group": {"name": "x"}}', headers={"Content-Type": "text/plain"})
    assert answer.status_code == (415 if setting else 400)


@either
def test_wrong_types_are_400(api: Api, *, setting: bool) -> None:
    api.switch("wrong_types_are_400", setting)
    answer = api.call("POST", "groups", json={"group": {"name": 1}})
    error = answer.json()["error"]
    assert answer.status_code == (400 if setting else 422)
    assert error == "RecordInvalid" if not setting else error["title"] == "Invalid attribute"


@either
def test_windows_begin_with_first_call(api: Api, *, setting: bool) -> None:
    api.set_clock("2026-11-24T09:00:00Z")
    api.switch("windows_begin_with_first_call", setting)
    api.control("PUT", "limits", {"support": {"calls": 2, "seconds": 60}})
    statuses = []
    for seconds in (0, 50, 11, 0):  # two calls, and two more after the first has left its window
        api.advance(seconds)
        statuses.append(api.call("GET", "macros").status_code)
    assert statuses == [200, 200, 200, 200 if setting else 429]


@either
def test_every_ticket_list_counts(api: Api, *, setting: bool) -> None:
    api.switch("every_ticket_list_counts", setting)
    name = "zendesk-ratelimit-tickets-index"
    assert (name in api.call("GET", "tickets").headers) is setting
    assert name in api.call("GET", "tickets?page=500&per_page=1").headers


@either
def test_titles_ignore_case(api: Api, *, setting: bool) -> None:
    api.switch("titles_ignore_case", setting)
    for title in ("b", "C", "a"):
        api.macro(title)
    order = ["a", "b", "C"] if setting else ["C", "a", "b"]
    assert [each["title"] for each in api.get("macros")["macros"]] == order
    first = api.page("macros", 2)
    rest = requests.get(first["links"]["next"], auth=api.session.auth, timeout=10).json()
    assert [each["title"] for each in first["macros"] + rest["macros"]] == order


@either
def test_help_center_pages_by_position(api: Api, *, setting: bool) -> None:
    api.switch("help_center_pages_by_position", setting)
    section = api.section()
    last, first = api.article(section, position=2), api.article(section, position=1)
    order = [first["id"], last["id"]] if setting else [last["id"], first["id"]]
    assert [each["id"] for each in api.page("help_center/articles", 5)["articles"]] == order


@either
def test_lapsed_tokens_are_listed(api: Api, *, setting: bool) -> None:
    api.set_clock("2026-11-24T09:00:00Z")
    api.switch("lapsed_tokens_are_listed", setting)
    api.post("/oauth/tokens", GRANT | {"scope": "read", "expires_in": 300})
    assert len(api.get("oauth/tokens")["tokens"]) == 1
    api.advance(301)
    assert len(api.get("oauth/tokens")["tokens"]) == (1 if setting else 0)


@either
def test_refused_grants_are_400(api: Api, *, setting: bool) -> None:
    api.switch("refused_grants_are_400", setting)
    answer = api.call("POST", "/oauth/tokens", json=GRANT | {"grant_type": "refresh_token", "refresh_token": "x"})
    assert (answer.status_code, answer.json()["error"]) == (400 if setting else 401, "invalid_grant")


@either
def test_no_current_token_is_404(api: Api, *, setting: bool) -> None:
    api.switch("no_current_token_is_404", setting)
    assert api.call("GET", "oauth/tokens/current").status_code == (404 if setting else 401)


@either
def test_answers_not_modified(api: Api, *, setting: bool) -> None:
    api.switch("answers_not_modified", setting)
    path = f"macros/{api.macro()['id']}"
    etag = api.call("GET", path).headers["etag"]
    assert api.call("GET", path, headers={"If-None-Match": etag}).status_code == (304 if setting else 200)


@either
def test_refuses_large_pages(api: Api, *, setting: bool) -> None:
    api.switch("refuses_large_pages", setting)
    assert api.call("GET", "macros?page[size]=101").status_code == (400 if setting else 200)
    assert api.call("GET", "macros?page[size]=0").status_code == 400
