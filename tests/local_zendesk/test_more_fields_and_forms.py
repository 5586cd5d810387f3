"""Ticket fields and forms: counts, orders, copies, and which statuses a form offers (OAS)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

ULID = re.compile("[0-9A-HJKMNP-TV-Z]{26}")


def form(api: Api, name: str = "분실물", **values: Data) -> Data:
    return api.post("ticket_forms", {"ticket_form": {"name": name, **values}})["ticket_form"]


def status(api: Api, label: str = "고객 확인 중") -> int:
    wanted = {"status_category": "pending", "agent_label": label}
    return int(api.post("custom_statuses", {"custom_status": wanted})["custom_status"]["id"])


def associated(api: Api, number: int, *statuses: int) -> Data:
    body = {"ticket_form_status": [{"custom_status_id": each} for each in statuses]}
    answer = api.call("POST", f"ticket_forms/{number}/ticket_form_statuses", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()["ticket_form_statuses"]


def test_fields_are_counted_with_the_systems(api: Api) -> None:  # OAS, CountTicketFields
    before = api.get("ticket_fields/count")["count"]["value"]
    api.field()
    assert api.get("ticket_fields/count")["count"]["value"] == before + 1


def test_fields_are_put_first_and_the_others_follow(api: Api) -> None:  # OAS, ReorderTicketFields
    first, second = api.field(title="1")["id"], api.field(title="2")["id"]
    before = [field["id"] for field in api.get("ticket_fields")["ticket_fields"]]
    answer = api.call("PUT", "ticket_fields/reorder", json={"ticket_field_ids": [second, first]})
    assert (answer.status_code, answer.content) == (200, b"")
    after = api.get("ticket_fields")["ticket_fields"]
    assert [field["id"] for field in after] == [second, first, *before[:-2]]
    assert [field["position"] for field in after] == list(range(1, len(after) + 1))
    assert api.call("PUT", "ticket_fields/reorder", json={"ticket_field_ids": [5]}).status_code == 404


def test_fields_are_shown_by_ids_or_by_keys(api: Api) -> None:  # OAS, ShowManyTicketFields
    own = api.field()["id"]
    found = api.get("ticket_fields/show_many", ids=f"{own},5", exclude_sub_selection_options="true")
    assert [field["id"] for field in found["ticket_fields"]] == [own]
    assert "custom_field_options" not in found["ticket_fields"][0]
    by_key = api.get("ticket_fields/show_many", keys="priority,status,nothing")["ticket_fields"]
    assert [field["type"] for field in by_key] == ["priority", "status"]
    for query in ({}, {"ids": "1", "keys": "status"}):
        assert api.call("GET", "ticket_fields/show_many", params=query).status_code == 400


def test_who_made_a_field_is_shown_where_asked(api: Api) -> None:  # OAS, ListTicketFields, creator
    own = api.field()["id"]
    me = api.get("users/me")["user"]["id"]
    assert "creator_user_id" not in api.get(f"ticket_fields/{own}")["ticket_field"]
    for path in (f"ticket_fields/show_many?ids={own}&creator=true", "ticket_fields?creator=true"):
        shown = next(field for field in api.get(path)["ticket_fields"] if field["id"] == own)
        assert (shown["creator_user_id"], shown["creator_app_name"]) == (me, None)


def test_a_field_without_a_type_is_of_text(api: Api) -> None:  # OAS, CreateTicketField
    made = api.post("ticket_fields", {"ticket_field": {"title": "차량 번호"}})["ticket_field"]
    assert made["type"] == "text"


def test_forms_are_put_in_an_order_and_all_are_answered(api: Api) -> None:  # OAS, ReorderTicketForms
    default = api.get("ticket_forms")["ticket_forms"][0]["id"]
    first, second = form(api, "a")["id"], form(api, "b")["id"]
    answer = api.put("ticket_forms/reorder", {"ticket_form_ids": [second, default]})["ticket_forms"]
    assert [each["id"] for each in answer] == [second, default, first]
    assert api.get("ticket_forms")["ticket_forms"] == answer


def test_forms_are_shown_by_ids_and_states(api: Api) -> None:  # OAS, ShowManyTicketForms
    default = api.get("ticket_forms")["ticket_forms"][0]["id"]
    hidden = form(api, end_user_visible=False, in_all_brands=False, restricted_brand_ids=[])["id"]

    def shown(**query: Data) -> list[int]:
        found = api.get("ticket_forms/show_many", ids=f"{hidden},5", **query)
        return [each["id"] for each in found["ticket_forms"]]

    assert shown() == [hidden]
    assert shown(end_user_visible="true") == []
    assert shown(fallback_to_default="true") == [default]
    assert shown(associated_to_brand="true") == []


def test_a_copy_of_a_form_is_never_the_default(api: Api) -> None:  # OAS, CloneTicketForm
    default = api.get("ticket_forms")["ticket_forms"][0]
    associated(api, default["id"], status(api))
    answer = api.call("POST", f"ticket_forms/{default['id']}/clone")
    copy = answer.json()["ticket_form"]
    assert (answer.status_code, copy["default"], copy["ticket_field_ids"]) == (200, False, default["ticket_field_ids"])
    assert copy["id"] != default["id"]
    assert [each["id"] for each in api.get("ticket_forms")["ticket_forms"]] == [default["id"], copy["id"]]
    assert len(api.get(f"ticket_forms/{copy['id']}/ticket_form_statuses")["ticket_form_statuses"]) == 1


def test_a_form_is_associated_with_statuses_by_ulids(api: Api) -> None:  # OAS, CreateTicketFormStatuses
    number, one, other = form(api)["id"], status(api, "a"), status(api, "b")
    made = associated(api, number, one, other, one)
    assert [(each["ticket_form_id"], each["custom_status_id"]) for each in made] == [(number, one), (number, other)]
    assert all(ULID.fullmatch(each["id"]) for each in made)
    path = f"ticket_forms/{number}/ticket_form_statuses"
    assert api.get(path)["ticket_form_statuses"] == made
    answer = api.call("POST", path, json={"ticket_form_status": [{"custom_status_id": 5}]})
    assert answer.status_code == 422


def test_a_status_is_associated_with_forms(api: Api) -> None:  # OAS, CreateTicketFormStatusesForCustomStatus
    number, one = form(api)["id"], status(api)
    body = {"ticket_form_status": [{"ticket_form_id": number}]}
    made = api.call("POST", f"custom_statuses/{one}/ticket_form_statuses", json=body).json()["ticket_form_statuses"]
    assert [(each["ticket_form_id"], each["custom_status_id"]) for each in made] == [(number, one)]


def test_associations_are_listed_by_form_status_and_id(api: Api) -> None:  # OAS, ListTicketFormStatuses
    number, one, other = form(api)["id"], status(api, "a"), status(api, "b")
    made = associated(api, number, one, other)
    path = "ticket_form_statuses"
    assert api.get(path)["ticket_form_statuses"] == made
    assert api.get(path, ticket_form_id=f"{number},5")["ticket_form_statuses"] == made
    assert api.get(path, **{"filter[custom_status_id]": other})["ticket_form_statuses"] == made[1:]
    assert api.get(path, **{"filter[id]": made[0]["id"]})["ticket_form_statuses"] == made[:1]
    assert api.get(f"{path}/show_many", ids=f"{made[1]['id']},x")["ticket_form_statuses"] == made[1:]
    assert api.call("GET", f"{path}/show_many").status_code == 400


def test_associations_are_added_and_taken_away_in_one_call(api: Api) -> None:  # OAS, UpdateTicketFormStatuses
    number, one, other = form(api)["id"], status(api, "a"), status(api, "b")
    (first,) = associated(api, number, one)
    path = f"ticket_forms/{number}/ticket_form_statuses"
    body = {"ticket_form_status": [{"id": first["id"], "_destroy": "true"}, {"custom_status_id": other}]}
    (left,) = api.put(path, body)["ticket_form_statuses"]
    assert left["custom_status_id"] == other
    body = {"ticket_form_status": [{"custom_status_id": one}]}
    assert api.put(f"{path}/{left['id']}", body)["ticket_form_statuses"] == [left | {"custom_status_id": one}]
    api.delete(f"{path}/{left['id']}")
    assert api.call("DELETE", f"{path}/{left['id']}").status_code == 404
    (again,) = associated(api, number, one)
    assert api.call("DELETE", path, json={"id": [again["id"]]}).status_code == 204
    assert api.get(path)["ticket_form_statuses"] == []
