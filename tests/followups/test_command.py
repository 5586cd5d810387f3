"""`macrosync followups` as a person or a timer runs it."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.followups.office import AGENT, NAME, PHONE, SUBJECT, Office, unlimited
from tests.local_zendesk.client import Api

from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Run


@pytest.fixture
def running(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    """The account by the system's clock, a case without its task in it since a quarter of an hour."""
    shutil.copy(furnished, tmp_path / "zendesk.db")
    with (
        LocalZendesk(tmp_path / "zendesk.db") as zendesk,
        Api(zendesk.url) as api,
        Api(zendesk.url, None, AGENT) as agent,
    ):
        unlimited(api)
        office = Office(api, agent, zendesk)
        api.control("PUT", "clock", {"now": None})
        office.rotate()
        office.fault("POST", "/api/v2/tickets", nth=2, status=500)
        api.set_clock((office.now() - timedelta(minutes=15)).isoformat())
        office.begin()
        office.mend()
        api.control("PUT", "clock", {"now": None})
        yield office


def test_a_sweep_makes_what_is_missing_says_so_and_then_finds_nothing_to_do(running: Office, run: Run) -> None:
    url = running.api.url
    tried = run("--url", url, "followups", "sweep", "--dry-run")
    assert (tried.code, tried.err) == (0, "")
    assert "1 task would be made" in tried.out
    assert running.tasks(1) == []
    done = run("--url", url, "followups", "sweep")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0].startswith("1 case; 1 task made, ")
    task = running.task(1)
    assert f"Ticket 1: the missing task of ticket 1 is made; ticket 1 is linked to task {task}." in done.out
    again = json.loads(run("--url", url, "followups", "sweep", "--json").out)
    assert (again["complete"], again["cases"], again["told"]) == (True, 1, [])
    assert not [word for word in (NAME, PHONE, SUBJECT) if word in tried.out + done.out]


def test_a_case_that_fails_is_told_with_what_was_done(running: Office, run: Run) -> None:
    running.fault("PUT", "/api/v2/tickets/1", status=422)
    done = run("--url", running.api.url, "followups", "sweep")
    assert done.code == 1
    assert "Ticket 1: the missing task of ticket 1 is made." in done.out
    assert done.err.count("Error: Ticket 1 is not in order: PUT /api/v2/tickets/1 answered 422") == 1


def test_a_search_that_fails_is_told(running: Office, run: Run) -> None:
    running.fault("GET", "/api/v2/search/export", status=422)
    done = run("--url", running.api.url, "followups", "sweep")
    assert done.code == 1
    assert "Error: The sweep did not come to its end: GET /api/v2/search/export answered 422" in done.err


def test_an_account_without_our_fields_is_told_what_to_do(run: Run) -> None:
    done = run("followups", "sweep")
    assert (done.code, done.out) == (1, "")
    assert "run `macrosync apply` first" in done.err
    assert "run `macrosync apply` first" in run("followups", "rotate").out


def test_bearers_are_renewed_and_never_shown(running: Office, run: Run) -> None:
    url = running.api.url
    running.api.control("DELETE", "calls")
    tried = run("--url", url, "followups", "rotate", "--dry-run")
    assert [call["method"] for call in running.api.control("GET", "calls")["calls"] if call["method"] == "PATCH"] == []
    done = run("--url", url, "followups", "rotate")
    assert (tried.code, done.code, done.err) == (0, 0, "")
    assert done.out.splitlines() == [
        "webhook lost-item/task has a new bearer.",
        "webhook lost-item/update has a new bearer.",
    ]
    running.fault("PATCH", "/api/v2/webhooks/*", status=422, nth=1)
    failed = run("--url", url, "followups", "rotate", "--json")
    assert failed.code == 1
    assert len(json.loads(failed.out)["webhooks"]) == 1
