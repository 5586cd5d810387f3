"""What is written down while a suite runs, and how it is read again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import requests
from tests.local_zendesk.client import ADMIN

from conformance import exchanges
from conformance.record import Recorder

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from conformance.exchanges import Exchange
    from macrosync.local_zendesk import LocalZendesk

FAULT = {"path": "/api/v2/macros", "status": 503}


def recorded(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    around = Recorder(folder / "1.jsonl").around(requests.adapters.HTTPAdapter.send)
    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", around)


def call(zendesk: LocalZendesk, method: str, path: str, body: object = None) -> None:
    requests.request(method, zendesk.url + path, json=body, auth=ADMIN, timeout=10)


def read(folder: Path) -> list[Exchange]:
    return list(exchanges.read(folder))


def test_an_exchange_is_written_down(zendesk: LocalZendesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    recorded(monkeypatch, tmp_path)
    body = {"macro": {"title": "가", "actions": [{"field": "status", "value": "solved"}]}}
    call(zendesk, "POST", "/api/v2/macros.json?x=1", body)
    (found,) = read(tmp_path)
    assert (found.method, found.path, found.query, found.status) == ("POST", "/api/v2/macros.json", "x=1", 201)
    assert json.loads(found.body) == body
    assert "가" in found.answer
    assert (found.good, found.disturbed, found.drawn) == (True, False, False)


def test_equal_ones_are_read_once(zendesk: LocalZendesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    recorded(monkeypatch, tmp_path)
    for _ in range(3):
        call(zendesk, "GET", "/api/v2/macros")
    assert len((tmp_path / "1.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    assert len(read(tmp_path)) == 1


def test_after_a_fault_all_is_disturbed(zendesk: LocalZendesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    recorded(monkeypatch, tmp_path)
    call(zendesk, "GET", "/api/v2/macros")
    call(zendesk, "POST", "/_local/faults", FAULT)
    call(zendesk, "GET", "/api/v2/groups")
    assert [(each.path, each.disturbed) for each in read(tmp_path)] == [
        ("/api/v2/macros", False),
        ("/api/v2/groups", True),
    ]


def test_a_switch_that_is_set_otherwise_is_noted(
    zendesk: LocalZendesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    recorded(monkeypatch, tmp_path)
    for switches in ({"view_takes_conditions": False}, {"view_takes_conditions": True}, {"search_lag": 0}):
        call(zendesk, "PUT", "/_local/switches", switches)
        call(zendesk, "GET", f"/api/v2/groups?x={len(read(tmp_path))}")
    call(zendesk, "PUT", "/_local/switches", {"view_takes_conditions": False})  # only how long something takes is left
    call(zendesk, "GET", "/api/v2/groups?x=3")
    assert [each.switched for each in read(tmp_path)] == [False, True, True, False]


def test_a_fault_disturbs_its_own_test_alone(
    zendesk: LocalZendesk, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    recorder = Recorder(tmp_path / "1.jsonl")
    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", recorder.around(requests.adapters.HTTPAdapter.send))
    call(zendesk, "POST", "/_local/faults", FAULT)
    recorder.pytest_runtest_setup(request.node)
    call(zendesk, "GET", "/api/v2/groups")
    assert [each.disturbed for each in read(tmp_path)] == [False]


def test_what_is_no_local_zendesk_is_not_written_down(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "1.jsonl")
    other = requests.Response()
    other.headers["server"] = "nginx"
    recorder.around(lambda *_: other)(requests.adapters.HTTPAdapter(), requests.Request("GET", "http://x/").prepare())
    assert read(tmp_path) == []
