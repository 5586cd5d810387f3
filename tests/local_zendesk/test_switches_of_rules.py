"""Each switch of triggers, automations and their conditions, both ways; the named ones stand in rule_behaviours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.receiver import Receiver
from tests.local_zendesk.rule_samples import DAY_OLD, OPEN_IT, SOLVE, UNSOLVED, new, refused, sample, titles
from tests.local_zendesk.test_webhooks import make

from macrosync.local_zendesk.families import automation_checks, triggers

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

either = pytest.mark.parametrize("setting", [True, False])
HIGH = {"field": "priority", "value": "high"}


def switch(api: Api, name: str, setting: Data) -> None:
    api.control("PUT", "switches", {name: setting})


def tried(api: Api, one: str, **values: Data) -> int:
    return api.call("POST", f"{one}s", json={one: {"title": "분실물", **sample(one), **values}}).status_code


def fires(api: Api, *conditions: Data, **ticket: Data) -> bool:
    """Whether a trigger with these conditions fires on a new ticket."""
    tag = {"field": "current_tags", "value": "fired"}
    new(api, "trigger", conditions={"all": [*conditions], "any": []}, actions=[tag])
    return "fired" in api.ticket(**ticket)["tags"]


@either
def test_rule_size_is_of_the_whole(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "rule_size_is_of_the_whole", setting)
    assert tried(api, "trigger", description="가" * 30_000) == (422 if setting else 201)


@pytest.mark.parametrize(
    "values",
    [
        {"conditions": {"all": [{"field": "mood", "operator": "is", "value": "good"}]}},
        {"conditions": {"all": [{"field": "status", "operator": "sounds_like", "value": "new"}]}},
        {"actions": [{"field": "mood", "value": "good"}]},
    ],
)
@either
def test_refuses_unknown_rules(api: Api, setting: bool, values: Data) -> None:  # noqa: FBT001
    switch(api, "refuses_unknown_rules", setting)
    assert tried(api, "trigger", **values) == (422 if setting else 201)


def test_what_was_recorded_is_refused_all_the_same(api: Api) -> None:
    switch(api, "refuses_unknown_rules", setting=False)
    assert tried(api, "trigger", conditions={"all": [{"field": "status", "operator": "is", "value": "old"}]}) == 422
    assert tried(api, "trigger", actions=[{"field": "group_id", "value": "1"}]) == 422


@either
def test_operators_of_custom_fields(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "refuses_unknown_rules", setting)
    condition = {"field": f"custom_fields_{api.field()['id']}", "operator": "greater_than", "value": "a_own"}
    assert tried(api, "trigger", conditions={"all": [condition]}) == (422 if setting else 201)


@either
def test_tells_every_refusal(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "tells_every_refusal", setting)
    wrong = [{"field": name, "operator": "is", "value": "1"} for name in ("mood", "weather")]
    assert len(refused(api, "trigger", conditions={"all": wrong})) == (2 if setting else 1)
    assert len(refused(api, "automation", conditions={"all": []})) == (3 if setting else 1)


@either
def test_terminal_operators_have_null(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "terminal_operators_have_null", setting)
    rule = new(api, "trigger", conditions={"all": [{"field": "status", "operator": "changed"}], "any": []})
    (condition,) = rule["conditions"]["all"]
    expected = {"field": "status", "operator": "changed"}
    assert condition == (expected | {"value": None} if setting else expected)


@pytest.mark.parametrize(
    "condition",
    [
        {"field": "requester.custom_fields.tier", "operator": "is", "value": "gold"},
        {"field": "schedule_id", "operator": "is", "value": "1"},
    ],
)
@either
def test_takes_what_is_not_here(api: Api, setting: bool, condition: Data) -> None:  # noqa: FBT001
    switch(api, "takes_what_is_not_here", setting)
    assert tried(api, "trigger", conditions={"all": [condition]}) == (201 if setting else 422)


@either
def test_rules_have_sideloads(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "rules_have_sideloads", setting)
    new(api, "trigger")
    (rule,) = api.get("triggers", include="usage_1h,permissions")["triggers"]
    assert ("usage_1h" in rule, "permissions" in rule) == (setting, setting)


@either
def test_rule_search_by_position(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "rule_search_by_position", setting)
    for title in ("나 분실물", "가 분실물"):
        new(api, "trigger", title=title)
    expected = ["나 분실물", "가 분실물"]
    assert titles(api, "triggers/search", query="분실물") == (expected if setting else expected[::-1])
    assert titles(api, "triggers") == expected


@either
def test_first_category_is_chosen(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "first_category_is_chosen", setting)
    api.post("trigger_categories", {"trigger_category": {"name": "나중"}})
    first, last = api.get("trigger_categories")["trigger_categories"]
    assert new(api, "trigger")["category_id"] == (first if setting else last)["id"]


@pytest.mark.parametrize("one", ["trigger", "automation"])
@either
def test_rule_limit_is_422(api: Api, setting: bool, one: str, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    monkeypatch.setattr(triggers, "MOST_ACTIVE", 0)
    monkeypatch.setattr(automation_checks, "MOST_ACTIVE", 0)
    switch(api, "rule_limit_is_422", setting)
    assert tried(api, one) == (422 if setting else 403)


@either
def test_reorder_is_400_and_404(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "reorder_is_400_and_404", setting)
    new(api, "trigger")
    assert api.call("PUT", "triggers/reorder", json={"trigger_ids": []}).status_code == (404 if setting else 403)
    api.post("trigger_categories", {"trigger_category": {"name": "나중"}})
    answer = api.call("PUT", "triggers/reorder", json={"trigger_ids": []})
    assert answer.status_code == (400 if setting else 422)
    assert answer.json()["errors"][0]["code"] == "LimitOneCategory"


@either
def test_trigger_filter_is_whole(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "trigger_filter_is_whole", setting)
    new(api, "trigger", description="분실물 안내")
    assert len(titles(api, "triggers/search", filter='{"json":{"description":"분실물"}}')) == (0 if setting else 1)
    assert len(titles(api, "triggers/search", filter='{"json":{"description":"분실물 안내"}}')) == 1


@either
def test_creating_categories_is_201(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "creating_categories_is_201", setting)
    answer = api.call("POST", "trigger_categories", json={"trigger_category": {"name": "분실물"}})
    assert (answer.status_code, "location" in answer.headers) == ((201, True) if setting else (200, False))
    assert answer.json()["trigger_category"]["name"] == "분실물"


@either
def test_categories_are_always_paged(api: Api, setting: bool) -> None:  # noqa: FBT001
    for at in range(101):
        api.post("trigger_categories", {"trigger_category": {"name": f"분류 {at}"}})
    switch(api, "categories_are_always_paged", setting)
    page = api.get("trigger_categories")
    assert len(page["trigger_categories"]) == (100 if setting else 102)
    assert page["meta"]["has_more"] == setting
    assert len(api.page("trigger_categories", 2)["trigger_categories"]) == 2


@either
def test_trigger_jobs_are_whole(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "trigger_jobs_are_whole", setting)
    rule = new(api, "trigger")
    items = {"triggers": [{"id": str(rule["id"]), "position": 7}, {"id": "1", "position": 8}]}
    answer = api.call("POST", "trigger_categories/jobs", json={"job": {"action": "patch", "items": items}})
    assert (answer.status_code, answer.json()["status"]) == (400, "failed")
    assert api.get(f"triggers/{rule['id']}")["trigger"]["position"] == (rule["position"] if setting else 7)


def test_has_stock_rules(api: Api) -> None:
    assert titles(api, "triggers") == titles(api, "views") == []
    for _ in range(2):
        switch(api, "has_stock_rules", setting=True)
        assert titles(api, "triggers") == ["Notify requester of received request", "Notify assignee of assignment"]
        assert titles(api, "views") == ["Your unsolved tickets"]
    ticket = api.ticket(assignee_id=api.get("users/me")["user"]["id"])
    (view,) = api.get("views")["views"]
    assert [each["id"] for each in api.get(f"views/{view['id']}/tickets")["tickets"]] == [ticket["id"]]
    switch(api, "has_stock_rules", setting=False)
    assert titles(api, "triggers") == titles(api, "views") == []


@either
def test_custom_status_is_a_property(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "custom_status_is_a_property", setting)
    status = api.get("custom_statuses")["custom_statuses"][0]["id"]
    asked = {"field": "custom_status_id", "operator": "includes", "value": str(status)}
    assert tried(api, "view", all=[asked]) == (201 if setting else 422)
    exact = {"field": "NEW", "operator": "is", "value": "24"}
    assert tried(api, "automation", conditions={"all": [asked, exact]}) == (201 if setting else 422)


@either
def test_nullifying_by_value(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "nullifying_by_value", setting)
    open_ = {"field": "status", "operator": "is", "value": "open"}
    assert tried(api, "automation", conditions={"all": [open_, DAY_OLD]}, actions=[OPEN_IT]) == (
        422 if setting else 201
    )
    exact = {"field": "NEW", "operator": "is", "value": "24"}
    assert tried(api, "automation", conditions={"all": [open_, exact]}, actions=[HIGH]) == (201 if setting else 422)
    solved = {"field": "SOLVED", "operator": "greater_than", "value": "24"}
    assert tried(api, "automation", conditions={"all": [UNSOLVED, solved]}, actions=[SOLVE]) == 201


@either
def test_stock_automation_is_403(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "stock_automation_is_403", setting)
    (stock,) = api.get("automations")["automations"]
    assert api.call("DELETE", f"automations/{stock['id']}").status_code == (403 if setting else 422)


@either
def test_new_rules_stand_last(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "new_rules_stand_last", setting)
    places = [new(api, "view", title=title)["position"] for title in ("가", "나")]
    assert places == ([1, 2] if setting else [0, 0])
    assert new(api, "automation")["position"] == (1 if setting else 0)


@either
def test_no_priority_is_lowest(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "no_priority_is_lowest", setting)
    assert fires(api, {"field": "priority", "operator": "less_than", "value": "high"}) == setting
    assert fires(api, {"field": "priority", "operator": "less_than", "value": "high"}, priority="low")


@pytest.mark.parametrize("name", ["priority", "type", "group_id", "custom", "role"])
@either
def test_is_not_holds_of_nothing(api: Api, setting: bool, name: str) -> None:  # noqa: FBT001
    switch(api, "is_not_holds_of_nothing", setting)
    field = f"custom_fields_{api.field()['id']}" if name == "custom" else name
    group = api.get("groups")["groups"][0]["id"]
    value = {"priority": "low", "type": "task", "group_id": str(group), "custom": "a_own", "role": "agent"}[name]
    assert fires(api, {"field": field, "operator": "is_not", "value": value}) == (setting if name != "role" else False)


@either
def test_negations_of_a_value_hold_either_way(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "is_not_holds_of_nothing", setting)
    assert not fires(api, {"field": "type", "operator": "is_not", "value": ""})
    assert fires(api, {"field": "type", "operator": "is_not", "value": ""}, type="task")
    field = api.field()
    asked = {"field": f"custom_fields_{field['id']}", "operator": "is_not", "value": "a_own"}
    assert fires(api, asked, custom_fields=[{"id": field["id"], "value": "a_partner"}])


@pytest.mark.parametrize(("operator", "day"), [("within_previous_n_days", "22"), ("within_next_n_days", "26")])
@either
def test_within_days_counts_last(api: Api, setting: bool, operator: str, day: str) -> None:  # noqa: FBT001
    api.set_clock("2026-11-24T09:00:00Z")
    switch(api, "within_days_counts_last", setting)
    field = api.field(type="date", custom_field_options=[])
    asked = {"field": f"custom_fields_{field['id']}", "operator": operator, "value": "2"}
    assert fires(api, asked, custom_fields=[{"id": field["id"], "value": f"2026-11-{day}"}]) == setting
    assert fires(api, asked, custom_fields=[{"id": field["id"], "value": "2026-11-24"}])


@either
def test_condition_words_are_whole(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "condition_words_are_whole", setting)
    asked = {"field": "subject_includes_word", "operator": "includes", "value": "key"}
    assert fires(api, asked, subject="The keys") == (not setting)
    assert fires(api, asked, subject="The key")


@either
def test_condition_words_fold_case(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "condition_words_fold_case", setting)
    asked = {"field": "comment_includes_word", "operator": "includes", "value": "key"}
    assert fires(api, asked, comment={"body": "KEY"}) == setting


@either
def test_answers_after_triggers(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "answers_after_triggers", setting)
    new(api, "trigger", actions=[HIGH])
    ticket = api.ticket()
    assert ticket["priority"] == ("high" if setting else None)
    assert api.get(f"tickets/{ticket['id']}")["ticket"]["priority"] == "high"


@either
def test_audits_show_webhooks(api: Api, setting: bool) -> None:  # noqa: FBT001
    switch(api, "audits_show_webhooks", setting)
    with Receiver() as receiver:
        webhook = make(api, endpoint=receiver.url)
        new(api, "trigger", actions=[{"field": "notification_webhook", "value": [webhook["id"], "{}"]}])
        audits = api.get(f"tickets/{api.ticket()['id']}/audits")["audits"]
        assert api.control("POST", "webhooks", {})["due"] == 0
    events = [event for audit in audits for event in audit["events"] if event["type"] == "External"]
    assert [event["resource"] for event in events] == ([webhook["id"]] if setting else [])
    assert len(receiver.received) == 1


@pytest.mark.parametrize("minute", [0, 30])
def test_automation_minute(api: Api, minute: int) -> None:
    api.set_clock("2026-11-24T09:00:00Z")
    switch(api, "automation_minute", minute)
    new(api, "automation", conditions={"all": [UNSOLVED, {**DAY_OLD, "operator": "less_than"}]}, actions=[SOLVE])
    ticket = api.ticket()["id"]
    api.set_clock("2026-11-24T09:31:00Z")
    assert (api.get(f"tickets/{ticket}")["ticket"]["status"] == "solved") == (minute == 30)
    api.set_clock("2026-11-24T10:01:00Z")
    assert api.get(f"tickets/{ticket}")["ticket"]["status"] == "solved"


@either
def test_automation_audits_name_it(api: Api, setting: bool) -> None:  # noqa: FBT001
    api.set_clock("2026-11-24T09:00:00Z")
    switch(api, "automation_audits_name_it", setting)
    rule = new(api, "automation", conditions={"all": [UNSOLVED, {**DAY_OLD, "operator": "less_than"}]}, actions=[SOLVE])
    ticket = api.ticket()["id"]
    api.advance(3600)
    audit = api.get(f"tickets/{ticket}/audits")["audits"][-1]
    assert audit["events"][0]["via"]["source"]["from"]["id"] == rule["id"]
    assert (audit["via"]["channel"] == "rule") == setting
