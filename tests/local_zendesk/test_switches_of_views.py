"""Each switch of views, both ways; they stand in rule_behaviours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.rule_samples import new, sample

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

either = pytest.mark.parametrize("setting", [True, False])


def switch(api: Api, name: str, setting: Data) -> None:
    api.control("PUT", "switches", {name: setting})


def columns(view: Data) -> list[Data]:
    return [each["id"] for each in view["execution"]["columns"]]


@pytest.mark.parametrize("output", [{"columns": ["status", "mood"]}, {"columns": ["status"], "sort_by": "mood"}])
@either
def test_refuses_unknown_columns(api: Api, setting: bool, output: Data) -> None:  # noqa: FBT001
    switch(api, "refuses_unknown_columns", setting)
    body = {"view": {"title": "분실물", **sample("view"), "output": output}}
    answer = api.call("POST", "views", json=body)
    assert answer.status_code == (422 if setting else 201)
    assert setting or columns(answer.json()["view"]) == ["status"]
    assert setting or answer.json()["view"]["execution"]["sort_by"] == "nice_id"


@either
def test_a_view_cannot_go_by_some_columns(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "refuses_unknown_columns", setting)
    body = {"view": {"title": "분실물", **sample("view"), "output": {"group_by": "description", "sort_order": "up"}}}
    assert api.call("POST", "views", json=body).status_code == (422 if setting else 201)


@either
def test_views_have_defaults(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "views_have_defaults", setting)
    view = new(api, "view")
    assert (len(columns(view)), view["execution"]["sort_by"]) == ((5, "nice_id") if setting else (0, None))
    assert api.get(f"views/{view['id']}/execute")["rows"] == []


@either
def test_view_output_is_partial(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "view_output_is_partial", setting)
    view = new(api, "view", output={"columns": ["status"], "sort_by": "created"})
    changed = api.put(f"views/{view['id']}", {"view": {"output": {"sort_by": "updated"}}})["view"]
    assert changed["execution"]["sort_by"] == "updated"
    assert (columns(changed) == ["status"]) == setting
    assert columns(api.put(f"views/{view['id']}", {"view": {"title": "새"}})["view"]) == columns(changed)


@either
def test_view_rows_by_id(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "view_rows_by_id", setting)
    view = new(api, "view", output={"columns": ["requester", "status"]})
    ticket = api.ticket(requester={"name": "기사", "email": "driver@example.com"})
    (row,) = api.get(f"views/{view['id']}/execute")["rows"]
    assert row["status"] == "new"
    assert row.get("requester_id") == (ticket["requester_id"] if setting else None)
    assert row.get("requester") == (None if setting else "기사")


@either
def test_view_counts_are_fresh(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "view_counts_are_fresh", setting)
    view = new(api, "view")
    api.ticket()
    count = api.get(f"views/{view['id']}/count")["view_count"]
    assert (count["fresh"], count["value"]) == ((True, 1) if setting else (False, None))


@either
def test_compact_views_are_whole(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "compact_views_are_whole", setting)
    new(api, "view")
    (view,) = api.get("views/compact")["views"]
    assert ("conditions" in view, "execution" in view) == (setting, setting)


@either
def test_admins_see_every_group(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "admins_see_every_group", setting)
    group = api.post("groups", {"group": {"name": "분실물"}})["group"]["id"]
    view = new(api, "view", restriction={"type": "Group", "id": group, "ids": [group]})
    me = api.get("users/me")["user"]["id"]
    mine = [each["group_id"] for each in api.get(f"users/{me}/group_memberships")["group_memberships"]]
    assert group not in mine
    assert [each["id"] for each in api.get("views")["views"]] == ([view["id"]] if setting else [])
