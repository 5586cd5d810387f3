"""Ticket fields, their options, and forms (REF ticketing/tickets/ticket_fields, ticket_forms)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import value_of

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def put(api: Api, field: Data, **values: Data) -> Data:
    return api.put(f"ticket_fields/{field['id']}", {"ticket_field": values})["ticket_field"]


def pairs(field: Data) -> list[tuple[int, str]]:
    return [(option["id"], option["value"]) for option in field["custom_field_options"]]


def test_the_system_fields_are_there_and_not_removable(api: Api) -> None:
    fields = api.get("ticket_fields")["ticket_fields"]
    types = ["subject", "description", "status", "tickettype", "priority", "group", "assignee", "custom_status"]
    assert [field["type"] for field in fields] == types
    assert {field["removable"] for field in fields} == {False}
    assert api.call("DELETE", f"ticket_fields/{fields[0]['id']}").status_code == 422


def test_the_list_is_whole_by_position_and_its_pages_go_by_id(api: Api) -> None:
    first = api.field(title="first", position=0)
    whole = api.get("ticket_fields")
    assert (whole["ticket_fields"][0]["id"], whole["count"], whole["next_page"]) == (first["id"], 9, None)
    paged = api.page("ticket_fields", 100)["ticket_fields"]
    assert [field["id"] for field in paged] == sorted(field["id"] for field in paged)


def test_a_new_field_stands_at_9999_and_has_options_with_ids(api: Api) -> None:  # OAS
    field = api.field()
    assert (field["position"], field["removable"], field["active"]) == (9999, True, True)
    assert set(field["custom_field_options"][0]) == {"id", "name", "raw_name", "value", "default"}
    assert field["raw_title"] == field["title_in_portal"] == "상담유형"


@pytest.mark.parametrize(
    "values",
    [
        {"title": ""},
        {"type": "status"},
        {"type": None},
        {"custom_field_options": [{"name": "", "value": "x"}]},
        {"custom_field_options": [{"name": "x"}]},
        {"custom_field_options": [{"name": "x", "value": "two words"}]},
        {"custom_field_options": [{"name": "x", "value": "same"}, {"name": "y", "value": "same"}]},
        {"custom_field_options": [{"name": str(number), "value": f"v{number}"} for number in range(2001)]},
        {"type": "regexp", "regexp_for_validation": "("},
    ],
)
def test_fields_that_are_none(api: Api, values: dict[str, Data]) -> None:
    field = {"type": "tagger", "title": "x", **values}
    answer = api.call("POST", "ticket_fields", json={"ticket_field": field})
    assert (answer.status_code, answer.json()["error"]) == (422, "RecordInvalid")


def test_a_fields_type_never_changes(api: Api) -> None:  # REC
    field = api.field()
    answer = api.call("PUT", f"ticket_fields/{field['id']}", json={"ticket_field": {"type": "text", "title": "New"}})
    assert (answer.json()["ticket_field"]["type"], answer.json()["ticket_field"]["title"]) == ("tagger", "New")
    assert '"ticket_field.type"' in answer.headers["x-zendesk-api-warn"]


def test_a_put_of_the_title_keeps_the_options(api: Api) -> None:
    field = api.field()
    assert pairs(put(api, field, title="New")) == pairs(field)


def test_options_with_their_ids_keep_them(api: Api) -> None:  # SALTO
    field = api.field()
    first = field["custom_field_options"][0]
    changed = put(api, field, custom_field_options=[{"name": "B", "value": "b"}, first])
    assert pairs(changed)[1] == (first["id"], first["value"])
    assert [value for _, value in pairs(changed)] == ["b", "a_partner"]


def test_options_that_a_put_leaves_out_leave_tickets_and_macros(api: Api) -> None:  # REF
    field = api.field()
    ticket = api.ticket(custom_fields=[{"id": field["id"], "value": "a_own"}], tags=["other", "a_own"])
    name = f"custom_fields_{field['id']}"
    macro = api.macro(actions=[{"field": name, "value": "a_own"}, {"field": "status", "value": "open"}])
    put(api, field, custom_field_options=field["custom_field_options"][:1])
    after = api.get(f"tickets/{ticket['id']}")["ticket"]
    assert (after["tags"], value_of(after, field)) == (["other"], None)
    assert api.get(f"macros/{macro['id']}")["macro"]["actions"] == [{"field": "status", "value": "open"}]


def test_options_without_ids_are_made_anew(api: Api) -> None:
    field = api.field()
    ticket = api.ticket(tags=["a_own"])
    anew = put(api, field, custom_field_options=[{"name": "자사", "value": "a_own"}])
    assert pairs(anew)[0][0] not in [number for number, _ in pairs(field)]
    assert value_of(api.get(f"tickets/{ticket['id']}")["ticket"], field) is None


def test_options_by_themselves(api: Api) -> None:  # OAS: 201 without an id, 200 with one
    field = api.field()
    path = f"ticket_fields/{field['id']}/options"
    answer = api.call("POST", path, json={"custom_field_option": {"name": "B", "value": "b"}})
    made = answer.json()["custom_field_option"]
    assert (answer.status_code, made["position"]) == (201, 2)
    assert answer.headers["location"] == made["url"]
    renamed = {"custom_field_option": {"id": made["id"], "name": "Bee", "value": "b"}}
    answer = api.call("POST", path, json=renamed)
    assert (answer.status_code, answer.json()["custom_field_option"]["name"]) == (200, "Bee")
    assert api.get(f"{path}/{made['id']}")["custom_field_option"]["raw_name"] == "Bee"
    assert [option["value"] for option in api.get(path)["custom_field_options"]] == ["a_partner", "a_own", "b"]
    api.delete(f"{path}/{made['id']}")
    assert api.get(path)["count"] == 2
    assert api.call("GET", f"{path}/{made['id']}").status_code == 404


def test_renaming_an_option_keeps_it_on_tickets_and_deleting_does_not(api: Api) -> None:
    field = api.field()
    ticket = api.ticket(tags=["a_own"])
    option = field["custom_field_options"][1]
    path = f"ticket_fields/{field['id']}/options"
    api.put(f"ticket_fields/{field['id']}", {"ticket_field": {"title": "x"}})
    assert api.call("POST", path, json={"custom_field_option": {**option, "name": "N"}}).status_code == 200
    assert value_of(api.get(f"tickets/{ticket['id']}")["ticket"], field) == "a_own"
    api.delete(f"{path}/{option['id']}")
    assert api.get(f"tickets/{ticket['id']}")["ticket"]["tags"] == []


def test_one_tag_may_stand_in_two_fields(api: Api) -> None:  # OAS: not checked across fields
    assert api.field()["id"] != api.field()["id"]


def test_a_deleted_field_leaves_forms_and_tickets(api: Api) -> None:
    field = api.field()
    ticket = api.ticket(tags=["a_own"])
    form = api.get("ticket_forms")["ticket_forms"][0]
    ids = [*form["ticket_field_ids"], field["id"]]
    api.put(f"ticket_forms/{form['id']}", {"ticket_form": {"ticket_field_ids": ids}})
    api.delete(f"ticket_fields/{field['id']}")
    assert api.get(f"ticket_forms/{form['id']}")["ticket_form"]["ticket_field_ids"] == form["ticket_field_ids"]
    after = api.get(f"tickets/{ticket['id']}")["ticket"]
    assert (after["custom_fields"], after["fields"], after["tags"]) == ([], [], ["a_own"])


def test_there_is_a_default_form_with_all_system_fields(api: Api) -> None:
    form = api.get("ticket_forms")["ticket_forms"][0]
    system = [field["id"] for field in api.get("ticket_fields")["ticket_fields"]]
    assert (form["default"], form["ticket_field_ids"]) == (True, system)
    assert api.call("DELETE", f"ticket_forms/{form['id']}").status_code == 422


def test_forms_are_made_changed_and_deleted(api: Api) -> None:
    field = api.field()
    form = api.post("ticket_forms", {"ticket_form": {"name": "기사 문의"}})["ticket_form"]
    assert form["display_name"] == "기사 문의"
    ids = [*form["ticket_field_ids"], field["id"]]
    changed = api.put(f"ticket_forms/{form['id']}", {"ticket_form": {"ticket_field_ids": ids}})["ticket_form"]
    assert (changed["ticket_field_ids"], changed["name"]) == (ids, "기사 문의")
    wrong = {"ticket_form": {"ticket_field_ids": [5]}}
    assert api.call("PUT", f"ticket_forms/{form['id']}", json=wrong).status_code == 422
    api.delete(f"ticket_forms/{form['id']}")
    assert len(api.get("ticket_forms")["ticket_forms"]) == 1


def test_there_is_one_default_form(api: Api) -> None:
    form = api.post("ticket_forms", {"ticket_form": {"name": "Other", "default": True}})["ticket_form"]
    defaults = [each["id"] for each in api.get("ticket_forms")["ticket_forms"] if each["default"]]
    assert defaults == [form["id"]]
