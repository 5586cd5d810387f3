"""Revisions of triggers, and views as files (OAS)."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from tests.local_zendesk.rule_samples import NEW, OPEN_IT, new

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

HIGH = {"field": "priority", "value": "high"}


def revisions(api: Api, trigger: Data, **query: Data) -> Data:
    return api.get(f"triggers/{trigger['id']}/revisions", **query)


def changed(api: Api, trigger: Data, **values: Data) -> None:
    api.advance(60)
    api.put(f"triggers/{trigger['id']}", {"trigger": values})


def test_each_change_of_a_trigger_is_a_revision_the_latest_first(api: Api) -> None:  # OAS, ListTriggerRevisions
    api.set_clock("2026-11-24T09:00:00Z")
    trigger = new(api, "trigger", title="a")
    changed(api, trigger, title="b")
    latest, first = revisions(api, trigger)["trigger_revisions"]
    assert (latest["snapshot"]["title"], first["snapshot"]["title"]) == ("b", "a")
    assert set(latest) == {"id", "url", "author_id", "created_at", "snapshot", "diff"}
    assert set(latest["snapshot"]) == {"title", "description", "active", "conditions", "actions"}
    assert (first["created_at"], latest["created_at"]) == ("2026-11-24T09:00:00Z", "2026-11-24T09:01:00Z")
    assert latest["author_id"] == api.get("users/me")["user"]["id"]


def test_a_revision_tells_what_changed(api: Api) -> None:  # OAS, TriggerChangeObject
    trigger = new(api, "trigger", title="a")
    changed(api, trigger, conditions={"all": [NEW]}, actions=[HIGH])
    changed(api, trigger, title="b", active=False)
    latest, middle, first = (each["diff"] for each in revisions(api, trigger)["trigger_revisions"])
    assert latest["title"] == [{"change": "-", "content": "a"}, {"change": "+", "content": "b"}]
    assert latest["active"] == [{"change": "-", "content": True}, {"change": "+", "content": False}]
    assert latest["description"] == []
    assert latest["source_id"] == middle["target_id"]
    assert middle["title"] == [{"change": "=", "content": "a"}]
    assert middle["conditions"]["all"] == [
        {name: [{"change": "=", "content": NEW[name]}] for name in ("field", "operator", "value")}
    ]
    assert middle["actions"][0]["field"] == [
        {"change": "-", "content": OPEN_IT["field"]},
        {"change": "+", "content": "priority"},
    ]
    assert first["title"] == [{"change": "+", "content": "a"}]
    assert "source_id" not in first


def test_what_leaves_a_trigger_as_it_is_makes_no_revision(api: Api) -> None:  # assumed
    trigger = new(api, "trigger", title="a")
    changed(api, trigger, title="a", position=7)
    assert len(revisions(api, trigger)["trigger_revisions"]) == 1
    api.put("triggers/update_many", {"triggers": [{"id": trigger["id"], "active": False}]})
    place = {"id": str(trigger["id"]), "position": 1, "active": True, "category_id": trigger["category_id"]}
    job = {"action": "patch", "items": {"trigger_categories": [], "triggers": [place]}}
    assert api.call("POST", "trigger_categories/jobs", json={"job": job}).status_code == 200
    active = [each["snapshot"]["active"] for each in revisions(api, trigger)["trigger_revisions"]]
    assert active == [True, False, True]


def test_pages_of_revisions_go_to_older_and_newer_ones(api: Api) -> None:  # OAS, ListTriggerRevisions
    trigger = new(api, "trigger", title="0")
    for each in "123":
        changed(api, trigger, title=each)
    page = revisions(api, trigger, limit=2)
    assert [each["snapshot"]["title"] for each in page["trigger_revisions"]] == ["3", "2"]
    assert (page["count"], page["after_cursor"], page["after_url"]) == (2, None, None)
    older = api.call("GET", page["before_url"].removeprefix(api.url)).json()
    assert [each["snapshot"]["title"] for each in older["trigger_revisions"]] == ["1", "0"]
    assert (older["before_cursor"], older["before_url"]) == (None, None)
    assert b64decode(older["after_cursor"]).decode().endswith(f"||{older['trigger_revisions'][0]['id']}|")
    newer = revisions(api, trigger, cursor=older["after_cursor"], limit=1)
    assert [each["snapshot"]["title"] for each in newer["trigger_revisions"]] == ["2"]
    assert newer["trigger_revisions"][0]["diff"]["source_id"] == older["trigger_revisions"][0]["id"]
    for query in ({"cursor": "x"}, {"limit": 0}, {"limit": "x"}):
        assert api.call("GET", f"triggers/{trigger['id']}/revisions", params=query).status_code == 400


def test_one_revision_is_shown_with_its_author(api: Api) -> None:  # OAS, TriggerRevision
    trigger, other = new(api, "trigger"), new(api, "trigger")
    revision = revisions(api, trigger, include="users")
    assert [user["name"] for user in revision["users"]] == ["Local Admin"]
    number = revision["trigger_revisions"][0]["id"]
    shown = api.get(f"triggers/{trigger['id']}/revisions/{number}")["trigger_revision"]
    assert (shown["id"], shown["snapshot"]["conditions"]) == (number, trigger["conditions"])
    assert "diff" not in shown
    assert api.call("GET", f"triggers/{other['id']}/revisions/{number}").status_code == 404
    assert api.call("GET", "triggers/5/revisions").status_code == 404


def test_revisions_are_refused_without_an_enterprise_plan(api: Api) -> None:  # OAS; REC's 403 of a plan's limit
    trigger = new(api, "trigger")
    api.control("PUT", "switches", {"enterprise_plan": False})
    answer = api.call("GET", f"triggers/{trigger['id']}/revisions")
    assert (answer.status_code, answer.json()["error"]["title"]) == (403, "Forbidden")


def test_a_view_is_exported_by_a_job_that_begins(api: Api) -> None:  # OAS, ExportView
    view = new(api, "view")["id"]
    assert api.get(f"views/{view}/export") == {"export": {"view_id": view, "status": "starting"}}
    assert api.call("GET", "views/5/export").status_code == 404
