"""Shapes in which the local Zendesk once differed from the OpenAPI files or from recordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import Api

if TYPE_CHECKING:
    from tests.local_zendesk.client import Data

    from macrosync.local_zendesk import LocalZendesk


def test_user_segments_and_permission_groups_have_no_address(api: Api) -> None:  # REC, REF permission_groups
    made = {
        "help_center/user_segments": {"user_segment": {"name": "상담사", "user_type": "staff"}},
        "guide/permission_groups": {"permission_group": {"name": "편집자", "edit": [], "publish": []}},
    }
    for path, body in made.items():
        answer = api.call("POST", path, json=body)
        (found,) = answer.json().values()
        assert "url" not in found
        assert answer.headers["location"].endswith(f"{path}/{found['id']}.json")
        assert all("url" not in each for each in api.get(path)[path.rpartition("/")[2]])


def test_translations_are_listed_by_the_hundred_and_counted_in_pages(api: Api) -> None:  # public answer
    found = api.get(f"help_center/articles/{api.article()['id']}/translations")
    assert {name: found[name] for name in ("page", "per_page", "page_count", "count")} == {
        "page": 1,
        "per_page": 100,
        "page_count": 1,
        "count": 1,
    }


def test_the_token_that_is_asked_for_is_used_now(zendesk: LocalZendesk, api: Api) -> None:  # OAS, ShowCurrentToken
    api.set_clock("2026-11-24T09:00:00Z")
    grant = {"grant_type": "client_credentials", "client_id": "local", "client_secret": "local", "scope": "read"}
    token = api.call("POST", "/oauth/tokens", json=grant).json()["access_token"]
    with Api(zendesk.url, bearer=token) as own:
        assert own.get("oauth/tokens/current")["token"]["used_at"] == "2026-11-24T09:00:00Z"


@pytest.mark.parametrize(
    "values", [{"locale": []}, {"tags": {}}, {"tags": [1]}, {"verified": "yes"}, {"user_fields": []}, {"notes": True}]
)
def test_a_users_values_have_their_types(api: Api, values: Data) -> None:  # OAS, UserForAdmin; the status is assumed
    answer = api.call("POST", "users", json={"user": {"name": "기사", **values}})
    assert (answer.status_code, answer.json()["error"]["title"]) == (400, "Invalid attribute")


def test_a_users_empty_values_are_taken(api: Api) -> None:
    values = {"name": "기사", "tags": None, "user_fields": None, "notes": None}
    user = api.post("users", {"user": values})["user"]
    assert (user["tags"], user["user_fields"], user["notes"]) == ([], {}, None)


@pytest.mark.parametrize(
    "path",
    [
        "/hc/api/v2/articles/featured",
        "/api/v2/brands/1/agents",
        "/api/v2/tickets/messaging/conversations/1/ticket",
        "/api/v2/zen:user/1/relationship_fields/1/zen:ticket",
    ],
)
def test_operations_of_the_files_are_501_wherever_they_stand(api: Api, path: str) -> None:
    assert api.call("GET", path).status_code == 501
