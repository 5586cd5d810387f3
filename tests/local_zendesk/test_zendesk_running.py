"""Starting, stopping, and what outlives both; many clients at once; the control prefix."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING

import pytest
import requests
from tests.local_zendesk.client import ADMIN, Api

from macrosync.errors import ConfigError
from macrosync.local_zendesk import LocalZendesk, Seed
from macrosync.local_zendesk.assumptions import BEHAVIOURS
from macrosync.local_zendesk.switches import Switches

if TYPE_CHECKING:
    from pathlib import Path

    from tests.local_zendesk.client import Data

SERVE = """
import sys
from pathlib import Path
from macrosync.local_zendesk import LocalZendesk
with LocalZendesk(Path(sys.argv[1])) as zendesk:
    print(zendesk.url, flush=True)
    zendesk.wait()
"""


def test_it_listens_on_loopback_and_a_free_port(zendesk: LocalZendesk) -> None:
    assert zendesk.url.startswith("http://127.0.0.1:")
    assert zendesk.database.is_file()


def test_it_has_no_address_before_it_is_started(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="with block"):
        _ = LocalZendesk(tmp_path / "db").url


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=f"Port {port} cannot be listened on .*: give another one"):
            LocalZendesk(tmp_path / "db", port=port).__enter__()


def test_a_port_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Port 70000 cannot be listened on"):
        LocalZendesk(tmp_path / "db", port=70_000).__enter__()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "db"
    file.write_text("not a database, but long enough to be taken for one" * 50, encoding="utf-8")
    with pytest.raises(ConfigError, match="is no database of a local Zendesk: give another file"):
        LocalZendesk(file).__enter__()


def test_a_database_of_something_else(tmp_path: Path) -> None:
    file = tmp_path / "db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE other (x)")
    connection.close()
    with pytest.raises(ConfigError, match="something else than a local Zendesk"):
        LocalZendesk(file).__enter__()


def test_a_database_of_another_format(tmp_path: Path) -> None:
    file = tmp_path / "db"
    with LocalZendesk(file):
        pass
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ConfigError, match="has format 99"):
        LocalZendesk(file).__enter__()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be used for a local Zendesk"):
        LocalZendesk(tmp_path).__enter__()


def test_everything_outlives_a_restart_but_the_address(tmp_path: Path) -> None:
    with LocalZendesk(tmp_path / "db") as zendesk, Api(zendesk.url) as api:
        first = zendesk.url
        macro, ticket = api.macro(description=f"{first}/x"), api.ticket()
    with (
        socket.create_server(("127.0.0.1", int(first.rpartition(":")[2]))),  # so that the port is another one
        LocalZendesk(tmp_path / "db") as zendesk,
        Api(zendesk.url) as api,
    ):
        moved = {"url": macro["url"].replace(first, zendesk.url), "description": f"{zendesk.url}/x"}
        assert api.get(f"macros/{macro['id']}")["macro"] == macro | moved
        assert api.macro()["id"] > macro["id"]
        assert api.ticket()["id"] == ticket["id"] + 1
        assert len(api.get("users")["users"]) == 1


def test_what_was_answered_outlives_a_killed_process(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SERVE, str(tmp_path / "db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ourselves
        assert process.stdout is not None
        with Api(process.stdout.readline().strip()) as api:
            ids = {api.macro(str(number))["id"] for number in range(20)}
        process.send_signal(signal.SIGKILL)
    with LocalZendesk(tmp_path / "db") as zendesk, Api(zendesk.url) as api:
        assert {macro["id"] for macro in api.get("macros")["macros"]} == ids


def test_serving_ends_quietly_with_ctrl_c(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", SERVE, str(tmp_path / "db")]
    with subprocess.Popen(  # noqa: S603 - ourselves
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONDEVMODE": "1"}
    ) as process:
        assert process.stdout is not None
        with Api(process.stdout.readline().strip()) as api:
            api.macro()
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")


def test_waiting_ends_when_it_is_stopped(tmp_path: Path) -> None:
    zendesk = LocalZendesk(tmp_path / "db")
    zendesk.wait()  # not started: nothing to wait for
    with zendesk:
        waiting = Thread(target=zendesk.wait)
        waiting.start()
    waiting.join(10)
    assert not waiting.is_alive()


def test_the_seed_is_planted_once(tmp_path: Path) -> None:
    seed = Seed(groups=("채팅", "Support"), ticket_forms=("기사 문의",), permission_groups=("관리자",))
    for _ in range(2):
        with LocalZendesk(tmp_path / "db", seed=seed) as zendesk, Api(zendesk.url) as api:
            assert [group["name"] for group in api.get("groups")["groups"]] == ["Support", "채팅"]
            assert [form["name"] for form in api.get("ticket_forms")["ticket_forms"]][1:] == ["기사 문의"]
            groups = api.get("guide/permission_groups")["permission_groups"]
            assert [group["name"] for group in groups] == ["Administrators", "관리자"]


def test_a_seed_may_choose_the_locales(tmp_path: Path) -> None:
    with LocalZendesk(tmp_path / "db", seed=Seed(locales=("ja",))) as zendesk, Api(zendesk.url) as api:
        assert api.get("help_center/locales") == {"locales": ["ja"], "default_locale": "ja"}
        assert api.get("help_center/ja/articles")["articles"] == []


def test_many_clients_make_many_records_and_none_is_lost(zendesk: LocalZendesk, api: Api) -> None:
    def make(client: int) -> list[int]:
        with Api(zendesk.url) as own:
            return [own.macro(f"{client}-{number}")["id"] for number in range(12)]

    with ThreadPoolExecutor(8) as pool:
        made = [number for ids in pool.map(make, range(8)) for number in ids]
    assert len(set(made)) == 96
    assert {macro["id"] for macro in api.get("macros")["macros"]} == set(made)


def test_many_clients_add_tags_to_one_ticket_and_none_is_lost(zendesk: LocalZendesk, api: Api) -> None:
    api.ticket()

    def add(number: int) -> None:
        with Api(zendesk.url) as own:
            own.put("tickets/1/tags", {"tags": [f"tag_{number}"]})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(40)))
    assert set(api.get("tickets/1/tags")["tags"]) == {f"tag_{number}" for number in range(40)}


def test_one_idempotency_key_from_many_clients_makes_one_ticket(zendesk: LocalZendesk, api: Api) -> None:
    body = {"ticket": {"comment": {"body": "x"}}}

    def make(_: int) -> int:
        answer = requests.post(
            f"{zendesk.url}/api/v2/tickets", json=body, auth=ADMIN, headers={"Idempotency-Key": "k"}, timeout=10
        )
        return int(answer.json()["ticket"]["id"])

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(make, range(16))) == {1}
    assert api.get("tickets")["count"] == 1


def test_two_servers_over_one_file_see_the_same(tmp_path: Path) -> None:
    file = tmp_path / "db"
    with LocalZendesk(file) as one, LocalZendesk(file) as two, Api(one.url) as first, Api(two.url) as second:
        macro = first.macro()
        assert second.get(f"macros/{macro['id']}")["macro"]["url"].startswith(two.url)
        assert second.macro()["id"] != macro["id"]


def test_stopping_ends_open_connections(tmp_path: Path) -> None:
    with LocalZendesk(tmp_path / "db") as zendesk:
        api = Api(zendesk.url)
        api.get("macros")
    with pytest.raises(requests.ConnectionError):
        api.get("macros")
    api.session.close()


def test_the_clock_shows_the_systems_time_until_it_is_set(api: Api) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    assert before <= datetime.fromisoformat(api.control("GET", "clock")["now"]) <= datetime.now(UTC)
    assert api.control("GET", "clock")["fixed"] is False


def test_a_clock_that_is_set_stands_still_until_it_is_moved(api: Api) -> None:
    api.set_clock("2026-11-24T18:00:00+09:00")
    assert api.macro()["created_at"] == "2026-11-24T09:00:00Z"
    api.advance(90)
    assert api.control("GET", "clock") == {"now": "2026-11-24T09:01:30Z", "fixed": True}
    assert api.control("PUT", "clock", {"now": None})["fixed"] is False


@pytest.mark.parametrize("wrong", [{}, {"now": "noon"}, {"now": "2026-11-24T09:00:00"}, {"advance": "1"}, {"to": 1}])
def test_clocks_that_are_none(api: Api, wrong: dict[str, Data]) -> None:
    answer = api.call("PUT", "/_local/clock", json=wrong)
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


def test_calls_are_logged_with_what_was_answered(api: Api) -> None:
    api.get("macros", active="true")
    api.call("POST", "macros", json={"macro": {}})
    assert api.control("GET", "calls")["calls"] == [
        {"method": "GET", "path": "/api/v2/macros", "query": "active=true", "status": 200},
        {"method": "POST", "path": "/api/v2/macros", "query": "", "status": 422},
    ]
    api.control("DELETE", "calls")
    assert api.control("GET", "calls") == {"calls": []}


def test_the_state_can_be_exported_and_forgotten(api: Api) -> None:
    macro = api.macro()
    api.set_clock("2030-01-01T00:00:00Z")
    api.control("PUT", "limits", {"support": {"calls": 0}})
    state = api.control("GET", "state")
    assert [each["id"] for each in state["documents"]["macros"]] == [macro["id"]]
    api.control("DELETE", "state")
    assert api.get("macros")["macros"] == []
    assert api.control("GET", "clock")["fixed"] is False
    assert api.macro()["id"] == macro["id"]


@pytest.mark.parametrize("wrong", [{"nothing": 1}, {"fold_tag_case": 1}, {"rate_limit_headers": "2022"}])
def test_switches_that_are_none(api: Api, wrong: dict[str, Data]) -> None:
    assert api.call("PUT", "/_local/switches", json=wrong).status_code == 400


def test_the_control_prefix_names_what_it_has(api: Api) -> None:
    answer = api.call("GET", "/_local/nothing")
    assert answer.status_code == 404
    assert "GET /_local/clock" in answer.json()["error"]
    assert api.call("PUT", "/_local/clock", data="[]").status_code == 400


def test_every_switch_belongs_to_something_assumed() -> None:
    named = {each.switch for each in BEHAVIOURS if each.switch}
    assert named == set(Switches.__dataclass_fields__)
    assert len({each.id for each in BEHAVIOURS}) == len(BEHAVIOURS)
    assert all(each.behaviour.endswith(".") for each in BEHAVIOURS)


def test_bodies_in_pieces_and_bodies_too_large_are_refused(api: Api) -> None:
    assert api.call("POST", "macros", data=iter([b"{}"])).status_code == 411
    headers = {"Content-Length": "60000000", "Content-Type": "application/json"}
    assert api.call("POST", "macros", headers=headers).status_code == 413
