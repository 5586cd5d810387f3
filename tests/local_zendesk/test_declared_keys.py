"""Keys that the service has where nothing is said, and in records that were written before there was such a key."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import requests
from tests.local_zendesk.client import ADMIN, Api

from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.local_zendesk.client import Data


def system_field(api: Api, kind: str) -> Data:
    return next(each for each in api.get("ticket_fields")["ticket_fields"] if each["type"] == kind)


def test_the_field_of_the_statuses_shows_them_by_category(api: Api) -> None:  # OAS; public answer
    own = {"agent_label": "보관 중", "status_category": "pending"}
    made = api.post("custom_statuses", {"custom_status": own})["custom_status"]
    field = system_field(api, "custom_status")
    assert (field["position"], field["removable"], field["visible_in_portal"]) == (8, False, False)
    found = field["custom_statuses"]
    assert [each["status_category"] for each in found] == ["new", "open", "pending", "pending", "hold", "solved"]
    assert [each["id"] for each in found if not each["default"]] == [made["id"]]
    assert set(found[0]) == {
        *("url", "id", "status_category", "agent_label", "end_user_label", "description", "end_user_description"),
        *("active", "default", "created_at", "updated_at"),
    }
    address = f"ticket_fields/{field['id']}"
    assert api.get(address)["ticket_field"] == field
    assert api.get("ticket_fields/show_many", ids=str(field["id"]))["ticket_fields"] == [field]
    assert api.put(address, {"ticket_field": {"title": field["title"]}})["ticket_field"] == field
    asked = api.get("ticket_fields", creator="true")["ticket_fields"]
    assert next(each for each in asked if each["id"] == field["id"]) == field | {
        "creator_user_id": -1,
        "creator_app_name": None,
    }


def test_one_system_field_is_shown_as_in_the_list(api: Api) -> None:
    for kind in ("priority", "status", "tickettype"):
        field = system_field(api, kind)
        assert api.get(f"ticket_fields/{field['id']}")["ticket_field"] == field
        assert field["system_field_options"]
    assert system_field(api, "priority")["sub_type_id"] == 0


def test_a_lookup_field_says_what_it_looks_up(api: Api) -> None:  # public answer
    choice = {"all": [{"field": "role", "operator": "is", "value": "Agent"}], "any": []}
    said = {"relationship_target_type": "zen:user", "relationship_filter": choice}
    made = api.field(type="lookup", **said)
    assert {name: made[name] for name in said} == said
    assert api.get("ticket_fields")["ticket_fields"][-1] == made
    assert api.get("ticket_fields/show_many", ids=str(made["id"]))["ticket_fields"] == [made]
    assert "relationship_target_type" not in api.field(type="text")


def test_options_within_their_field_are_short(api: Api) -> None:  # public answer
    made = api.field(type="tagger", custom_field_options=[{"name": "가", "value": "ga"}])
    (option,) = made["custom_field_options"]
    assert set(option) == {"id", "name", "raw_name", "value", "default"}
    (listed,) = api.get(f"ticket_fields/{made['id']}/options")["custom_field_options"]
    assert {name: listed[name] for name in ("position", "allow_solving")} == {"position": 0, "allow_solving": True}


def test_nobody_is_suspended_from_a_channel(api: Api) -> None:  # OAS
    assert api.get("users/me")["user"]["suspension_details"] is None
    assert api.post("users", {"user": {"name": "기사"}})["user"]["suspension_details"] is None


def test_an_identity_is_the_users_own_and_never_fully_verified(api: Api) -> None:  # OAS
    user = api.post("users", {"user": {"name": "기사", "email": "driver@example.com", "verified": True}})["user"]
    (first,) = api.get(f"users/{user['id']}/identities")["identities"]
    assert (first["ownership"], first["verified"], first["verified_at"]) == ("owned", True, None)


def test_a_logo_has_its_scan(api: Api) -> None:  # public answer of an attachment
    brand = api.get("brands")["brands"][0]
    answer = requests.put(
        f"{api.url}/api/v2/brands/{brand['id']}/logo",
        files={"brand[logo][uploaded_data]": ("logo.png", b"png", "image/png")},
        auth=ADMIN,
        timeout=10,
    )
    logo = answer.json()["brand"]["logo"]
    names = ("width", "height", "malware_access_override", "malware_scan_result")
    assert [logo[name] for name in names] == [None, None, False, "not_scanned"]


def test_a_count_says_whether_its_view_is_active(api: Api) -> None:  # OAS
    conditions = {"all": [{"field": "status", "operator": "less_than", "value": "solved"}]}
    view = api.post("views", {"view": {"title": "쉼", "active": False, **conditions}})["view"]
    assert api.get(f"views/{view['id']}/count")["view_count"]["active"] is False
    counted = api.call("POST", "views/preview/count", json={"view": conditions}).json()["view_count"]
    assert counted["active"] is True


def test_lists_of_macros_side_load(api: Api) -> None:  # OAS, MacroInclude
    action = {"field": "priority", "value": "high"}
    made = api.post("macros", {"macro": {"title": "채팅::가", "actions": [action]}})["macro"]
    asked: Data = dict.fromkeys(("usage_1h", "usage_24h", "usage_7d", "usage_30d"), 0)
    asked |= {"app_installation": None, "permissions": {"can_edit": True}, "categories": "채팅"}
    for path, more in (("macros", {}), ("macros/active", {}), ("macros/search", {"query": "가"})):
        (listed,) = api.get(path, include=",".join(asked), **more)["macros"]
        assert listed == made | asked
    assert api.get("macros")["macros"] == [made]
    api.put(f"macros/{made['id']}", {"macro": {"title": "가"}})
    assert api.get("macros", include="categories")["macros"][0]["categories"] is None


def test_an_export_of_groups_holds_them_whole(api: Api) -> None:  # OAS, SearchResultObject
    api.control("PUT", "switches", {"search_lag": 0})
    made = api.post("groups", {"group": {"name": "분실물"}})["group"]
    (found,) = api.get("search/export", **{"query": "분실물", "filter[type]": "group"})["results"]
    assert found == made | {"result_type": "group"}


def test_an_automation_shows_what_any_of_its_conditions_are(api: Api) -> None:  # OAS, ConditionsObject
    status, old = (
        {"field": "status", "operator": "is", "value": "open"},
        {"field": "OPEN", "operator": "is", "value": "4"},
    )
    either = [{"field": "priority", "operator": "is", "value": each} for each in ("high", "urgent")]
    solve = {"field": "status", "value": "solved"}
    conditions = {"all": [status, old], "any": either}
    made = api.post("automations", {"automation": {"title": "가", "conditions": conditions, "actions": [solve]}})
    assert made["automation"]["conditions"] == conditions
    assert api.get(f"automations/{made['automation']['id']}") == made


def test_a_revision_tells_of_a_description(api: Api) -> None:  # OAS, TriggerChangeObject
    condition = {"field": "status", "operator": "is", "value": "open"}
    tag = {"field": "current_tags", "value": "가"}
    conditions = {"all": [condition], "any": []}
    trigger = {"title": "가", "description": "옛", "conditions": conditions, "actions": [tag]}
    made = api.post("triggers", {"trigger": trigger})["trigger"]
    api.put(f"triggers/{made['id']}", {"trigger": {"description": "새"}})
    latest, first = api.get(f"triggers/{made['id']}/revisions")["trigger_revisions"]
    assert latest["diff"]["description"] == [{"change": "-", "content": "옛"}, {"change": "+", "content": "새"}]
    assert first["diff"]["description"] == [{"change": "+", "content": "옛"}]


def test_settings_of_what_the_account_has_not(api: Api) -> None:  # OAS, AccountSettingsObject
    settings = api.get("account/settings")["settings"]
    solved = api.get("custom_statuses", status_categories="solved")["custom_statuses"][0]
    assert settings["messaging_inactivity"]["enabled"] is False
    assert settings["messaging_inactivity"]["ticket_status_id"] == solved["id"]
    changed = {"email": {"personalized_replies": False}, "routing": {"autorouting_tag": "길찾기"}}
    after = api.put("account/settings", {"settings": changed})["settings"]
    assert after["email"] == settings["email"] | {"personalized_replies": False}
    assert after["routing"] == settings["routing"] | {"autorouting_tag": "길찾기"}
    assert api.get("account/settings")["settings"] == after


def test_a_file_of_before_gets_what_came_later(tmp_path: Path) -> None:
    file = tmp_path / "zendesk.db"
    with LocalZendesk(file) as zendesk:
        api = Api(zendesk.url)
        admin = api.get("users/me")["user"]
        api.post(f"users/{admin['id']}/identities", {"identity": {"type": "email", "value": "too@example.com"}})
        identities = api.get(f"users/{admin['id']}/identities")["identities"]
        fields = api.get("ticket_fields")["ticket_fields"]
        settings = api.put("account/settings", {"settings": {"tickets": {"tagging": False}}})["settings"]
    with sqlite3.connect(file) as old:
        old.execute("UPDATE documents SET body = json_remove(body, '$.suspension_details') WHERE family = 'users'")
        keys = "'$.verified_at', '$.ownership'"
        old.execute(f"UPDATE documents SET body = json_remove(body, {keys}) WHERE family = 'identities'")  # noqa: S608
        old.execute("DELETE FROM documents WHERE json_extract(body, '$.type') = 'custom_status'")
        old.execute(
            "UPDATE documents SET body = json_remove(body, '$.settings.email') WHERE family = 'account_settings'"
        )
    with LocalZendesk(file) as zendesk:
        api = Api(zendesk.url)
        assert {**api.get("users/me")["user"], "url": admin["url"]} == admin
        again = api.get(f"users/{admin['id']}/identities")["identities"]
        assert [{**each, "url": ""} for each in again] == [{**each, "url": ""} for each in identities]
        statuses = api.get("ticket_fields")["ticket_fields"]
        assert [each["type"] for each in statuses] == [each["type"] for each in fields]
        assert api.get("account/settings")["settings"] == settings
