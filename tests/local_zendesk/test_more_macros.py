"""What macros may be made of, macros made of others and of tickets, and their files (OAS; SALTO)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

FILE = ("안내문.pdf", b"%PDF-1.7", "application/pdf")


def upload(api: Api, path: str = "macros/attachments", **form: Data) -> Data:
    answer = api.call("POST", path, files={"attachment": FILE}, data=form)
    assert answer.status_code == 201, answer.text
    return answer.json()["macro_attachment"]


def test_definitions_list_actions_as_a_live_account_did(api: Api) -> None:  # SALTO definitions
    found = api.get("macros/definitions")["definitions"]["actions"]
    assert [each["subject"] for each in found] == [
        *("subject", "status", "brand_id", "ticket_form_id", "priority", "type", "group_id", "assignee_id"),
        *("set_tags", "current_tags", "remove_tags", "follower", "comment_value", "comment_value_html"),
        "comment_mode_is_public",
    ]
    status = found[1]
    assert [value["value"] for value in status["values"]] == ["open", "pending", "hold", "solved"]
    assert {each["subject"] for each in found if each["repeatable"]} == {"set_tags", "current_tags", "follower"}
    assert {each["subject"] for each in found if each["nullable"]} == {"group_id", "assignee_id"}


def test_definitions_hold_the_accounts_own_fields_and_groups(api: Api) -> None:  # SALTO definitions
    field = api.field(type="multiselect")
    group = api.get("groups")["groups"][0]
    found = {each["subject"]: each for each in api.get("macros/definitions")["definitions"]["actions"]}
    own = found[f"custom_fields_{field['id']}"]
    assert (own["type"], own["repeatable"], own["nullable"]) == ("multiselect_list", True, True)
    assert [value["value"] for value in own["values"]] == ["a_partner", "a_own"]
    assert [value["value"] for value in found["group_id"]["values"]] == ["__NULL__", "current_groups", str(group["id"])]


def test_the_old_form_of_actions_calls_a_follower_a_cc(api: Api) -> None:  # OAS, ListMacrosActions; facts on macros
    found = {each["value"]: each for each in api.get("macros/actions")["actions"]}
    assert "cc" in found
    assert "follower" not in found
    assert found["status"]["operators"] == [{"value": "is", "title": "Is"}]
    assert (found["subject"]["values"], found["subject"]["target"]) == ({"type": "text", "list": []}, None)


def test_a_macro_made_of_another_one_is_not_kept(api: Api) -> None:  # OAS, ShowDerivedMacro
    macro = api.macro("분실물", description="접수")
    derived = api.get("macros/new", macro_id=macro["id"], ticket_id=1)["macro"]
    assert (derived["title"], derived["actions"], derived["description"]) == ("분실물", macro["actions"], "접수")
    assert "id" not in derived
    assert api.get("macros")["count"] == 1


def test_a_macro_made_of_a_ticket_sets_what_is_set_on_it(api: Api) -> None:  # OAS, ShowDerivedMacro (assumed)
    field = api.field()
    ticket = api.ticket(
        status="pending", priority="high", tags=["lost"], custom_fields=[{"id": field["id"], "value": "a_own"}]
    )
    derived = api.get("macros/new", ticket_id=ticket["id"])["macro"]
    assert derived["title"] == ticket["subject"]
    assert {(each["field"], each["value"]) for each in derived["actions"]} == {
        *(("status", "pending"), ("priority", "high"), ("current_tags", "lost a_own")),
        *((f"custom_fields_{field['id']}", "a_own"), ("comment_value", "찾아주세요")),
    }
    assert api.call("POST", "macros", json={"macro": derived}).status_code == 201
    assert api.call("GET", "macros/new").status_code == 400
    assert api.call("GET", "macros/new", params={"macro_id": 5}).status_code == 404


def test_a_file_is_taken_and_shown_by_its_name_type_and_size(api: Api) -> None:  # OAS, CreateMacroAttachment
    api.set_clock("2026-11-24T09:00:00Z")
    made = upload(api)
    assert made == {
        "id": made["id"],
        "filename": "안내문.pdf",
        "content_type": "application/pdf",
        "content_url": f"{api.url}/api/v2/macros/attachments/{made['id']}/content",
        "size": 8,
        "created_at": "2026-11-24T09:00:00Z",
    }
    assert api.get(f"macros/attachments/{made['id']}")["macro_attachment"] == made
    assert api.call("GET", f"macros/attachments/{made['id']}/content").status_code == 501


def test_a_form_may_name_its_file_in_a_field(api: Api) -> None:  # SALTO, macro_attachments
    assert upload(api, filename="다른 이름.txt")["filename"] == "다른 이름.txt"


def test_a_macro_takes_five_files(api: Api) -> None:  # OAS, CreateAssociatedMacroAttachment
    path = f"macros/{api.macro()['id']}/attachments"
    made = [upload(api, path)["id"] for _ in range(5)]
    assert [each["id"] for each in api.get(path)["macro_attachments"]] == made
    answer = api.call("POST", path, files={"attachment": FILE})
    assert (answer.status_code, list(answer.json()["details"])) == (422, ["attachments"])
    assert api.call("GET", "macros/1/attachments").status_code == 404


def test_a_macro_is_given_files_by_their_ids(api: Api) -> None:  # SALTO, macro_attachments
    file, macro = upload(api)["id"], api.macro()
    assert "attachments" not in macro
    after = api.put(f"macros/{macro['id']}", {"macro": {"attachments": [file]}})["macro"]
    assert (after["attachments"], after["actions"]) == ([file], macro["actions"])
    assert api.get(f"macros/{macro['id']}/attachments")["macro_attachments"][0]["id"] == file
    assert "attachments" not in api.put(f"macros/{macro['id']}", {"macro": {"attachments": []}})["macro"]
    assert api.call("PUT", f"macros/{macro['id']}", json={"macro": {"attachments": [5]}}).status_code == 422


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
        (
            b'--x\r\nContent-Disposition: form-data; name="other"\r\n\r\nx\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        (b"{}", "application/json"),
        (b"--\xff", 'multipart/form-data; boundary="\xff"'),
    ],
)
def test_a_form_without_the_file_is_400(api: Api, body: bytes, kind: str) -> None:  # assumed
    answer = api.call("POST", "macros/attachments", data=body, headers={"Content-Type": kind})
    assert answer.status_code == 400
