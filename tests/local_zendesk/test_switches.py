"""Each switch does what it says, and its other setting is what the local Zendesk takes to be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

either = pytest.mark.parametrize("setting", [True, False])


def switch(api: Api, name: str, setting: Data) -> None:
    api.control("PUT", "switches", {name: setting})


@either
def test_answers_not_modified(api: Api, setting: bool) -> None:  # noqa: FBT001 - assumed: not-modified
    switch(api, "answers_not_modified", setting)
    path = f"macros/{api.macro()['id']}"
    etag = api.call("GET", path).headers["etag"]
    assert api.call("GET", path, headers={"If-None-Match": etag}).status_code == (304 if setting else 200)


@either
def test_refuses_large_pages(api: Api, setting: bool) -> None:  # noqa: FBT001 - assumed: page-size
    switch(api, "refuses_large_pages", setting)
    answer = api.call("GET", "macros?page[size]=101")
    assert answer.status_code == (400 if setting else 200)
    assert api.call("GET", "macros?page[size]=0").status_code == 400


@either
def test_assigned_is_open(api: Api, setting: bool) -> None:  # noqa: FBT001 - assumed: assigned-is-open
    switch(api, "assigned_is_open", setting)
    ticket = api.ticket(assignee_id=api.get("users/me")["user"]["id"])
    assert ticket["status"] == ("open" if setting else "new")


@either
def test_same_translation_is_no_change(api: Api, setting: bool) -> None:  # noqa: FBT001 - assumed: same-translation
    api.set_clock("2026-11-24T09:00:00Z")
    switch(api, "same_translation_is_no_change", setting)
    article = api.article()
    path = f"help_center/articles/{article['id']}/translations/ko"
    api.advance(60)
    after = api.put(path, {"translation": {"title": article["title"], "body": article["body"]}})["translation"]
    assert after["updated_at"] == ("2026-11-24T09:00:00Z" if setting else "2026-11-24T09:01:00Z")
