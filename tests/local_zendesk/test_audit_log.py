"""The audit log: who made, changed or deleted a rule (OAS, AuditLogObject)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

CONDITIONS = {"all": [{"field": "status", "operator": "is", "value": "open"}], "any": []}
ACTIONS = [{"field": "priority", "value": "high"}]
RULE = {"title": "가", "actions": ACTIONS}
HOURS = {"all": [*CONDITIONS["all"], {"field": "OPEN", "operator": "greater_than", "value": "24"}], "any": []}
RULES = {
    "macro": RULE,
    "trigger": {**RULE, "conditions": CONDITIONS},
    "automation": {**RULE, "conditions": HOURS, "actions": [{"field": "status", "value": "solved"}]},
    "view": {"title": "가", "all": CONDITIONS["all"], "output": {"columns": ["subject"]}},
}


def logs(api: Api, **query: Data) -> list[Data]:
    return list(api.get("audit_logs", **query)["audit_logs"])


@pytest.mark.parametrize("one", RULES)
def test_a_rule_is_made_changed_and_deleted(api: Api, one: str) -> None:
    made = api.post(f"{one}s", {one: RULES[one]})[one]
    api.put(f"{one}s/{made['id']}", {one: {"title": "나"}})
    assert api.call("DELETE", f"{one}s/{made['id']}").status_code == 204
    found = logs(api, **{"filter[source_type]": "rule", "filter[source_id]": made["id"]})
    assert [(each["action"], each["source_label"]) for each in found] == [
        ("destroy", "나"),
        ("update", "나"),
        ("create", "가"),
    ]
    assert found[1]["change_description"] == "Title changed from 가 to 나"
    assert {each["actor_id"] for each in found} == {api.get("users/me")["user"]["id"]}
    assert api.get(f"audit_logs/{found[0]['id']}")["audit_log"] == found[0]


def test_what_changes_nothing_or_is_refused_is_not_noted(api: Api) -> None:
    made = api.post("macros", {"macro": RULE})["macro"]
    api.put(f"macros/{made['id']}", {"macro": {"title": "가"}})
    assert api.call("PUT", f"macros/{made['id']}", json={"macro": {"title": ""}}).status_code == 422
    assert api.call("DELETE", "macros/1").status_code == 404
    assert [each["action"] for each in logs(api)] == ["create"]


def test_it_goes_by_time_and_in_pages(api: Api) -> None:
    for title in ("가", "나", "다"):
        api.post("macros", {"macro": {**RULE, "title": title}})
    assert [each["source_label"] for each in logs(api)] == ["다", "나", "가"]
    assert [each["source_label"] for each in logs(api, sort_order="asc")] == ["가", "나", "다"]
    first = api.page("audit_logs", 2)
    rest = api.page("audit_logs", 2, **{"page[after]": first["meta"]["after_cursor"]})
    assert [each["source_label"] for page in (first, rest) for each in page["audit_logs"]] == ["다", "나", "가"]
    assert api.call("GET", "audit_logs", params={"page[size]": 2, "sort": "x"}).status_code == 400


def test_filters(api: Api) -> None:
    made = api.post("macros", {"macro": RULE})["macro"]
    api.put(f"macros/{made['id']}", {"macro": {"active": False}})
    assert [each["action"] for each in logs(api, **{"filter[action]": "update"})] == ["update"]
    assert logs(api, **{"filter[source_type]": "user"}) == []
    assert logs(api, **{"filter[actor_id]": 1}) == []
    assert api.call("GET", "audit_logs", params={"filter[source_id]": 1}).status_code == 400


@pytest.mark.parametrize("setting", [True, False])
def test_an_enterprise_plan_alone_has_it(api: Api, *, setting: bool) -> None:
    api.switch("enterprise_plan", setting)
    assert api.call("GET", "audit_logs").status_code == (200 if setting else 403)
    assert api.call("GET", "audit_logs/1").status_code == (404 if setting else 403)
