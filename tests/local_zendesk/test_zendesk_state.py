"""The account as a file: exported over HTTP, begun from with `macrosync serve --seed`, or written by hand."""

from __future__ import annotations

import json
import tracemalloc
from typing import TYPE_CHECKING

import requests
from tests.local_zendesk.client import Api
from tests.local_zendesk.raw import sent
from tests.soundness.serving import served

from macrosync.local_zendesk import LocalZendesk, seed_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.local_zendesk.client import Data

LISTS = (
    "macros",
    "ticket_fields",
    "ticket_forms",
    "tickets",
    "groups",
    "group_memberships",
    "users",
    "triggers",
    "trigger_categories",
    "automations",
    "views",
    "webhooks",
    "tickets/1/comments",
    "tickets/1/audits",
    "help_center/categories",
    "help_center/sections",
    "help_center/articles",
    "help_center/articles/labels",
    "guide/permission_groups",
    "brands",
    "deleted_users",
    "ticket_form_statuses",
    "account/settings",
)


def furnish(api: Api) -> None:
    """Something of everything."""
    field = api.field()
    api.macro("채팅::고객연락", actions=[{"field": f"custom_fields_{field['id']}", "value": "a_own"}])
    api.ticket(tags=["a_partner", "vip"], external_id="x")
    api.put("tickets/1", {"ticket": {"comment": {"body": "둘", "public": False}}})
    api.delete(f"tickets/{api.ticket()['id']}")
    api.article(label_names=["l"], body=f"<p>{api.url}/hc</p>")
    api.delete(f"help_center/articles/{api.article()['id']}")
    conditions = {"all": [{"field": "status", "operator": "is", "value": "open"}]}
    actions = [{"field": "priority", "value": "high"}]
    api.post("triggers", {"trigger": {"title": "t", "conditions": conditions, "actions": actions}})
    brand = api.post("brands", {"brand": {"name": "프라임", "subdomain": "prime"}})["brand"]["id"]
    api.put("account/settings", {"settings": {"brands": {"default_brand_id": brand}}})
    gone = api.post("users", {"user": {"name": "x", "email": "x@example.com"}})["user"]["id"]
    api.call("DELETE", f"users/{gone}")
    statuses = [{"custom_status_id": each["id"]} for each in api.get("custom_statuses")["custom_statuses"]]
    form = api.get("ticket_forms")["ticket_forms"][0]["id"]
    api.call("POST", f"ticket_forms/{form}/ticket_form_statuses", json={"ticket_form_status": statuses})
    webhook = {"name": "w", "status": "active", "http_method": "POST", "request_format": "json"}
    api.post("webhooks", {"webhook": webhook | {"endpoint": f"{api.url}/x", "subscriptions": []}})


def lists(api: Api) -> dict[str, Data]:
    """Every list of an account, its address taken out."""
    found = {}
    for path in LISTS:
        answer = api.call("GET", path)
        assert answer.status_code == 200, path
        found[path] = json.loads(answer.text.replace(api.url, "http://ADDRESS"))
    return found


def test_an_export_begins_an_account_with_the_same_lists(tmp_path: Path, zendesk: LocalZendesk, api: Api) -> None:
    furnish(api)
    export = tmp_path / "state.json"
    export.write_bytes(api.call("GET", "/_local/state").content)
    seed = seed_files.read(export)
    with LocalZendesk(tmp_path / "other.db", seed=seed) as other, Api(other.url) as second:
        assert other.is_new
        assert lists(second) == lists(api)
        again = second.call("GET", "/_local/state").text.replace(other.url[7:], zendesk.url[7:])
        assert without_time(again) == without_time(export.read_text(encoding="utf-8"))
        # What is made from now on is new, in both.
        assert second.macro()["id"] == api.macro()["id"]
        assert second.ticket()["id"] == api.ticket()["id"] == 3
        second.control("DELETE", "state")
        assert len(second.get("macros")["macros"]) == 1


def without_time(state: str) -> Data:
    """An export but for its time."""
    return json.loads(state) | {"now": None}


def test_an_export_is_read_with_the_eyes(api: Api) -> None:
    """A record is a line; what belongs to a record says to which."""
    api.ticket()
    lines = api.call("GET", "/_local/state").text.splitlines()
    assert lines[1] == '"documents":{'
    comment = lines[lines.index('"comments":[') + 1]
    assert comment.startswith('{"_parent":1,')
    assert '"plain_body":"찾아주세요"' in comment


def test_no_bearer_and_no_credentials_are_exported(tmp_path: Path, api: Api) -> None:
    grant = {"grant_type": "client_credentials", "client_id": "local", "client_secret": "local", "scope": "read"}
    bearer = api.call("POST", "/oauth/tokens", json=grant).json()["access_token"]
    authentication = {"type": "bearer_token", "data": {"token": "hidden"}, "add_position": "header"}
    webhook: Data = {"name": "w", "status": "active", "http_method": "POST", "request_format": "json"}
    webhook |= {"endpoint": "http://127.0.0.1:9/", "authentication": authentication, "subscriptions": []}
    made = api.post("webhooks", {"webhook": webhook})["webhook"]["id"]
    state = api.call("GET", "/_local/state")
    assert bearer[:10] not in state.text
    assert "hidden" not in state.text
    export = tmp_path / "state.json"
    export.write_bytes(state.content)
    with LocalZendesk(tmp_path / "other.db", seed=seed_files.read(export)) as other, Api(other.url) as second:
        assert second.get(f"webhooks/{made}/signing_secret")["signing_secret"]["secret"]


def test_ten_thousand_macros_are_exported_and_begun_from_piece_by_piece(tmp_path: Path) -> None:
    with LocalZendesk(tmp_path / "db") as zendesk:
        state = requests.get(f"{zendesk.url}/_local/state", timeout=20).json()
        first = state["counters"]["id"]
        macro = {"title": "t", "active": True, "actions": [{"field": "comment_value", "value": "안" * 300}]}
        macros = [{"id": first + 37 * each, **macro, "restriction": None} for each in range(1, 10_001)]
        state["documents"]["macros"] = macros
        state["counters"]["id"] = macros[-1]["id"]
    file = tmp_path / "state.json"
    file.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
    with LocalZendesk(tmp_path / "large.db", seed=seed_files.read(file)) as zendesk, Api(zendesk.url) as api:
        assert api.get("macros")["count"] == 10_000
        group = api.post("groups", {"group": {"name": "g"}})["group"]
        assert group["id"] == first + 37 * 10_001
        tracemalloc.start()
        with requests.get(f"{zendesk.url}/_local/state", stream=True, timeout=20) as answer:
            assert answer.headers["transfer-encoding"] == "chunked"
            size = sum(len(piece) for piece in answer.iter_content(1 << 16))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert size > 10_000_000
    assert most < size / 5  # it is never held as a whole


def test_the_export_is_of_one_moment(zendesk: LocalZendesk, api: Api) -> None:
    """What is written while it is on its way is not in it."""
    for each in range(300):
        api.macro(f"{each}", actions=[{"field": "comment_value", "value": "x" * 10_000}])
    with requests.get(f"{zendesk.url}/_local/state", stream=True, timeout=20) as answer:
        pieces = answer.iter_content(1 << 12)
        begun = next(pieces)
        api.macro("later")
        rest = b"".join(pieces)
    assert len(json.loads(begun + rest)["documents"]["macros"]) == 300


def test_an_older_client_gets_the_export_too(zendesk: LocalZendesk) -> None:
    """HTTP/1.0 has no pieces: the end of the connection is the end of it."""
    head, _, body = sent(zendesk, b"GET /_local/state HTTP/1.0").partition(b"\r\n\r\n")
    assert b"chunked" not in head
    assert json.loads(body)["format"] == 1
    answer = requests.head(f"{zendesk.url}/_local/state", timeout=20)
    assert (answer.status_code, answer.content) == (200, b"")


def test_serve_begins_from_an_export_and_keeps_what_is_there(tmp_path: Path) -> None:
    export = tmp_path / "state.json"
    with LocalZendesk(tmp_path / "one.db") as zendesk, Api(zendesk.url) as api:
        macro = api.macro()["id"]
        export.write_bytes(api.call("GET", "/_local/state").content)
    with served(tmp_path / "two.db", "--seed", str(export)) as two, Api(two.url) as api:
        assert api.get(f"macros/{macro}")
        api.delete(f"macros/{macro}")
    with served(tmp_path / "two.db", "--seed", str(export)) as two, Api(two.url) as api:
        assert api.get("macros")["macros"] == []
        assert [each["name"] for each in api.get("groups")["groups"]] == [
            "Support",
            "분실물 담당",
            "전화 상담",
            "채팅 상담",
        ]
