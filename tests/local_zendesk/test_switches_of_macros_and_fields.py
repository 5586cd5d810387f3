"""Switches of macros, fields and forms: each does what it says, either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import value_of

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

either = pytest.mark.parametrize("setting", [True, False])
FILE = ("a.txt", b"a", "text/plain")


def options(field: Data) -> list[Data]:
    return [{name: each[name] for name in ("id", "name", "value")} for each in field["custom_field_options"]]


@either
def test_macro_limit_is_invalid(api: Api, monkeypatch: pytest.MonkeyPatch, *, setting: bool) -> None:
    monkeypatch.setattr("macrosync.local_zendesk.families.macros.MOST_SHARED", 1)  # SUP 4408844187034: 5,000
    api.switch("macro_limit_is_invalid", setting)
    api.macro()
    actions = [{"field": "status", "value": "open"}]
    answer = api.call("POST", "macros", json={"macro": {"title": "x", "actions": actions}})
    assert answer.status_code == (422 if setting else 403)


@either
def test_macro_size_is_of_actions(api: Api, *, setting: bool) -> None:
    api.switch("macro_size_is_of_actions", setting)
    macro = {"title": "x", "actions": [{"field": "status", "value": "open"}], "description": "x" * 66_000}
    assert api.call("POST", "macros", json={"macro": macro}).status_code == (201 if setting else 422)


@either
def test_checks_macro_actions(api: Api, *, setting: bool) -> None:
    api.switch("checks_macro_actions", setting)
    for action in ({"field": "nothing", "value": "x"}, {"field": "status", "value": "lost"}):
        answer = api.call("POST", "macros", json={"macro": {"title": "x", "actions": [action]}})
        assert answer.status_code == (422 if setting else 201)
        assert setting or answer.json()["macro"]["actions"] == [action]
    assert api.call("POST", "macros", json={"macro": {"title": "x", "actions": "x"}}).status_code == 400


@either
def test_applied_fields_are_a_list(api: Api, *, setting: bool) -> None:
    api.switch("applied_fields_are_a_list", setting)
    field = api.field()["id"]
    macro = api.macro(actions=[{"field": f"custom_fields_{field}", "value": "a_own"}])
    shown = api.get(f"macros/{macro['id']}/apply")["result"]["ticket"]
    one = {"id": field, "value": "a_own"}
    assert shown == {"tags": ["a_own"]} | ({"custom_fields": [one], "fields": [one]} if setting else {"fields": one})


@either
def test_macros_offer_hold(api: Api, *, setting: bool) -> None:
    api.switch("macros_offer_hold", setting)
    listed = api.get("macros/definitions")["definitions"]["actions"]
    status = next(each for each in listed if each["subject"] == "status")
    assert ("hold" in [each["value"] for each in status["values"]]) is setting


@either
def test_derived_macro_says_comment(api: Api, *, setting: bool) -> None:
    api.switch("derived_macro_says_comment", setting)
    made = api.get("macros/new", ticket_id=api.ticket()["id"])["macro"]
    assert ("comment_value" in [each["field"] for each in made["actions"]]) is setting


@either
def test_sixth_macro_file_is_422(api: Api, *, setting: bool) -> None:
    api.switch("sixth_macro_file_is_422", setting)
    path = f"macros/{api.macro()['id']}/attachments"
    found = [api.call("POST", path, files={"attachment": FILE}).status_code for _ in range(6)]
    assert found == [201] * 5 + [422 if setting else 400]
    assert api.call("POST", path, files={"other": FILE}).status_code == (400 if setting else 422)


@either
def test_options_without_id_are_new(api: Api, *, setting: bool) -> None:
    api.switch("options_without_id_are_new", setting)
    field = api.field()
    ticket = api.ticket(tags=["a_own"])
    renamed = [{"name": "Own", "value": "a_own"}]
    after = api.put(f"ticket_fields/{field['id']}", {"ticket_field": {"custom_field_options": renamed}})["ticket_field"]
    old, new = (each["custom_field_options"][-1]["id"] for each in (field, after))
    assert (new != old) is setting
    assert api.get(f"tickets/{ticket['id']}")["ticket"]["tags"] == ([] if setting else ["a_own"])


@either
def test_retagged_option_leaves_tickets(api: Api, *, setting: bool) -> None:
    api.switch("retagged_option_leaves_tickets", setting)
    field = api.field()
    ticket = api.ticket(tags=["a_own"])
    first, second = options(field)
    api.put(
        f"ticket_fields/{field['id']}",
        {"ticket_field": {"custom_field_options": [first, second | {"value": "a_other"}]}},
    )
    assert api.get(f"tickets/{ticket['id']}")["ticket"]["tags"] == ([] if setting else ["a_own"])


@either
def test_forms_have_system_fields(api: Api, *, setting: bool) -> None:
    api.switch("forms_have_system_fields", setting)
    field = api.field()["id"]
    form = api.post("ticket_forms", {"ticket_form": {"name": "x", "ticket_field_ids": [field]}})["ticket_form"]
    assert (len(form["ticket_field_ids"]) > 1) is setting


@either
def test_tags_outlive_field(api: Api, *, setting: bool) -> None:
    api.switch("tags_outlive_field", setting)
    field, ticket = api.field(), api.ticket(tags=["a_own", "other"])
    api.delete(f"ticket_fields/{field['id']}")
    after = api.get(f"tickets/{ticket['id']}")["ticket"]
    assert after["tags"] == (["a_own", "other"] if setting else ["other"])
    assert after["custom_fields"] == []


@either
def test_refuses_field_values(api: Api, *, setting: bool) -> None:
    api.switch("refuses_field_values", setting)
    field, ticket = api.field(), api.ticket(tags=["a_own"])
    values = [{"id": field["id"], "value": "nothing"}]
    answer = api.call("PUT", f"tickets/{ticket['id']}", json={"ticket": {"custom_fields": values, "priority": "low"}})
    assert answer.status_code == (422 if setting else 200)
    after = api.get(f"tickets/{ticket['id']}")["ticket"]
    assert (value_of(after, field), after["priority"]) == ("a_own", None if setting else "low")


@either
def test_nobody_made_system_fields(api: Api, *, setting: bool) -> None:
    api.switch("nobody_made_system_fields", setting)
    expected = -1 if setting else api.get("users/me")["user"]["id"]
    fields = api.get("ticket_fields", creator="true")["ticket_fields"]
    assert {each["creator_user_id"] for each in fields} == {expected}
    shown = api.get("ticket_fields/show_many", ids=fields[0]["id"], creator="true")["ticket_fields"]
    assert shown[0]["creator_user_id"] == expected


@either
def test_reorder_moves_other_forms(api: Api, *, setting: bool) -> None:
    api.switch("reorder_moves_other_forms", setting)
    form = api.post("ticket_forms", {"ticket_form": {"name": "x"}})["ticket_form"]
    answered = api.put("ticket_forms/reorder", {"ticket_form_ids": [form["id"]]})["ticket_forms"]
    assert answered[0]["id"] == form["id"]
    assert len(answered) == (2 if setting else 1)
    places = {each["id"]: each["position"] for each in api.get("ticket_forms")["ticket_forms"]}
    assert sorted(places.values()) == ([1, 2] if setting else [1, 1])


@either
def test_copied_forms_are_renamed(api: Api, *, setting: bool) -> None:
    api.switch("copied_forms_are_renamed", setting)
    form = api.get("ticket_forms")["ticket_forms"][0]
    answer = api.call("POST", f"ticket_forms/{form['id']}/clone")
    assert answer.status_code == 200
    assert answer.json()["ticket_form"]["name"] == (f"Copy of {form['name']}" if setting else form["name"])


@either
def test_forms_allow_every_status(api: Api, *, setting: bool) -> None:
    api.switch("forms_allow_every_status", setting)
    ticket = api.ticket()
    form, statuses = ticket["ticket_form_id"], api.get("custom_statuses")["custom_statuses"]
    offered = [{"custom_status_id": each["id"]} for each in statuses if each["status_category"] == "new"]
    path = f"ticket_forms/{form}/ticket_form_statuses"
    assert api.call("POST", path, json={"ticket_form_status": offered}).status_code == 200
    answer = api.call("PUT", f"tickets/{ticket['id']}", json={"ticket": {"status": "pending"}})
    assert answer.status_code == (200 if setting else 422)
    api.put(f"tickets/{ticket['id']}", {"ticket": {"priority": "low", "status": "new"}})


@either
def test_form_statuses_answer_all(api: Api, *, setting: bool) -> None:
    api.switch("form_statuses_answer_all", setting)
    form = api.get("ticket_forms")["ticket_forms"][0]["id"]
    statuses = [each["id"] for each in api.get("custom_statuses")["custom_statuses"]]
    path = f"ticket_forms/{form}/ticket_form_statuses"
    told = [
        api.call("POST", path, json={"ticket_form_status": [{"custom_status_id": each}]}).json()["ticket_form_statuses"]
        for each in statuses[:2]
    ]
    assert [len(each) for each in told] == ([1, 2] if setting else [1, 1])
    told = api.call(
        "POST",
        f"custom_statuses/{statuses[0]}/ticket_form_statuses",
        json={"ticket_form_status": [{"ticket_form_id": form}]},
    ).json()["ticket_form_statuses"]
    assert [each["ticket_form_id"] for each in told] == [form]
