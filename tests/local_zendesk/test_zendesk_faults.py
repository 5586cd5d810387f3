"""What goes wrong on purpose."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
import requests
from tests.local_zendesk.client import Api

from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.local_zendesk.client import Data

MACRO = {"macro": {"title": "x", "actions": [{"field": "status", "value": "solved"}]}}


def fault(api: Api, **values: Data) -> Data:
    return api.control("POST", "faults", values)


def titles(api: Api) -> list[str]:
    return [macro["title"] for macro in api.get("macros")["macros"]]


def test_a_status_in_the_place_of_every_answer(api: Api) -> None:
    fault(api, path="/api/v2/macros", status=503, headers={"Retry-After": "7"}, body={"error": "down"})
    for _ in range(2):
        answer = api.call("GET", "macros.json")
        assert (answer.status_code, answer.headers["retry-after"], answer.json()) == (503, "7", {"error": "down"})
    assert api.call("GET", "macros/1").status_code == 404


def test_a_status_without_the_write(api: Api) -> None:
    fault(api, method="POST", path="/api/v2/macros", status=500, count=1)
    assert api.call("POST", "macros", json=MACRO).status_code == 500
    assert titles(api) == []


def test_a_status_after_the_write(api: Api) -> None:
    fault(api, method="POST", path="/api/v2/macros", status=504, written=True, count=1)
    assert api.call("POST", "macros", json=MACRO).status_code == 504
    assert titles(api) == ["x"]


def test_an_answer_lost_after_the_write(api: Api) -> None:
    fault(api, method="POST", path="/api/v2/macros", fate="lost", count=1)
    with pytest.raises(requests.ConnectionError):
        api.call("POST", "macros", json=MACRO)
    assert titles(api) == ["x"]
    assert api.control("GET", "calls")["calls"][0]["status"] is None


def test_an_answer_lost_before_the_write(api: Api) -> None:
    fault(api, method="POST", path="/api/v2/macros", fate="lost", written=False, count=1)
    with pytest.raises(requests.ConnectionError):
        api.call("POST", "macros", json=MACRO)
    assert titles(api) == []


def test_a_connection_cut_in_the_middle_of_the_body(api: Api) -> None:
    fault(api, path="/api/v2/macros", fate="cut", count=1)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        api.call("GET", "macros")


def test_json_that_ends_too_early(api: Api) -> None:
    fault(api, path="/api/v2/macros", fate="truncated", count=1)
    answer = api.call("GET", "macros")
    assert answer.status_code == 200
    with pytest.raises(requests.JSONDecodeError):
        answer.json()


def test_a_delay_alone_changes_nothing_else(api: Api) -> None:
    fault(api, path="/api/v2/macros", delay=0.01)
    assert titles(api) == []


def test_the_nth_call_alone(api: Api) -> None:
    fault(api, path="/api/v2/macros", status=500, nth=2)
    assert [api.call("GET", "macros").status_code for _ in range(4)] == [200, 500, 200, 200]


def test_from_the_nth_call_on_so_many(api: Api) -> None:
    fault(api, path="/api/v2/macros", status=500, nth=2, count=2)
    assert [api.call("GET", "macros").status_code for _ in range(4)] == [200, 500, 500, 200]


def test_by_chance_that_repeats(api: Api) -> None:
    seen = []
    for _ in range(2):
        fault(api, path="/api/v2/macros", status=500, probability=0.5, seed=3)
        seen.append([api.call("GET", "macros").status_code for _ in range(12)])
        api.control("DELETE", "faults")
    assert seen[0] == seen[1]
    assert set(seen[0]) == {200, 500}


@pytest.mark.parametrize(
    ("pattern", "path", "met"),
    [
        ("/api/v2/macros/*", "macros/1", True),
        ("/api/v2/macros/*", "macros", False),
        ("/api/v2/macros/*", "macros/1/apply", False),
        ("/api/v2/**", "macros/1/apply", True),
        ("/api/v2/macros.json", "macros", True),
    ],
)
def test_paths_with_stars(api: Api, pattern: str, path: str, *, met: bool) -> None:
    fault(api, path=pattern, status=418)
    assert (api.call("GET", path).status_code == 418) is met


def test_a_fault_comes_before_authentication(api: Api) -> None:
    fault(api, path="/api/v2/macros", status=502)
    assert requests.get(f"{api.url}/api/v2/macros", timeout=10).status_code == 502


def test_faults_are_listed_and_taken_away(api: Api) -> None:
    kept, gone = fault(api, path="/api/v2/macros", status=500), fault(api, path="/api/v2/groups", status=500)
    api.call("GET", "macros")
    api.control("DELETE", f"faults/{gone['id']}")
    assert [(each["id"], each["met"]) for each in api.control("GET", "faults")["faults"]] == [(kept["id"], 1)]
    api.control("DELETE", "faults")
    assert api.call("GET", "macros").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [{"path": "/x", "stat": 1}, {"fate": "burnt"}, {"written": False}, {"status": "500"}, {"delay": -1}],
)
def test_faults_that_are_none(api: Api, wrong: dict[str, Data]) -> None:
    answer = api.call("POST", "/_local/faults", json=wrong)
    assert answer.status_code == 400
    assert answer.json()["error"]


def until_held(api: Api) -> None:
    while not api.control("GET", "faults")["faults"][0]["held"]:
        pass


@pytest.mark.parametrize(("hold", "there"), [("before", []), ("after", ["x"])])
def test_a_call_is_held_until_its_fault_is_taken_away(api: Api, hold: str, there: list[str]) -> None:
    number = fault(api, method="POST", path="/api/v2/macros", nth=1, hold=hold)["id"]
    with Api(api.url) as another, ThreadPoolExecutor() as pool:
        made = pool.submit(another.call, "POST", "macros", json=MACRO)
        until_held(api)
        assert (titles(api), made.done()) == (there, False)
        api.control("DELETE", f"faults/{number}")
        assert made.result().status_code == 201
    assert titles(api) == ["x"]


def test_a_call_that_is_held_does_not_keep_the_server_from_stopping(tmp_path: Path) -> None:
    with Api("") as another, ThreadPoolExecutor() as pool:
        with LocalZendesk(tmp_path / "zendesk.db") as zendesk, Api(zendesk.url) as api:
            fault(api, path="/api/v2/macros", hold="before")
            another.url = zendesk.url
            held = pool.submit(another.call, "GET", "macros")
            until_held(api)
        assert held.result().status_code == 200


def test_a_fault_that_one_program_meets_alone(api: Api) -> None:
    fault(api, path="/api/v2/macros", agent="backup/", status=503)
    assert titles(api) == []
    assert api.call("GET", "macros", headers={"User-Agent": "backup/2.1"}).status_code == 503
