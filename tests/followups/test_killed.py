"""A sweep that is cut off after any of its calls, and run again, leaves what one that was not leaves."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from tests.followups.office import AGENT, CLIENT, FOUND, MORNING, Office, unlimited
from tests.followups.test_told import eventful
from tests.local_zendesk.client import Api
from tests.soundness.effort import times

from macrosync.followups import sweep
from macrosync.gateway import Account, CallRecord, connect
from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.local_zendesk.client import Data

#: More calls than a sweep of these cases makes.
MOST = 60


class Killed(BaseException):
    """As a kill: nothing tidies up after it."""


class Fuse:
    """Lets so many calls through; the one after them is done, and its answer seen by nobody."""

    def __init__(self, calls: int) -> None:
        self.left = calls

    def __call__(self, record: CallRecord) -> None:
        self.left -= record.method != "" and not record.path.startswith("/oauth")
        if self.left < 0:
            raise Killed


def cut_off(office: Office, calls: int) -> bool:
    """A sweep that is killed after so many calls; whether it was, before it came to its end."""
    gateway = connect(Account(office.api.url), CLIENT, sleep=lambda _: None, on_call=Fuse(calls))
    try:
        sweep(gateway, office.case, FOUND, now=office.now, rest=lambda _: None)
    except Killed:
        return True
    finally:
        with suppress(Killed):
            gateway.close()
    return False


def state(office: Office) -> Data:
    """What can be told apart: every ticket with its state, and how often each note stands on it."""
    tickets = office.api.page("tickets", 100)["tickets"]
    names = ("progress", "consent", "wish", "absences", "lapses_on", "due_on", "told")
    kept = ("status", "due_at", "external_id")
    return sorted(
        (
            [str(ticket[name]) for name in kept],
            [str(office.held(ticket["id"], name)) for name in names],
            sorted(note.splitlines()[0] for note in office.notes(ticket["id"])),
        )
        for ticket in tickets
    )


@pytest.fixture(scope="session")
def in_disorder(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with cases for which all is to be done."""
    database = tmp_path_factory.mktemp("disorder") / "zendesk.db"
    shutil.copy(furnished, database)
    with LocalZendesk(database) as zendesk, Api(zendesk.url) as api, Api(zendesk.url, None, AGENT) as agent:
        unlimited(api)
        api.set_clock(MORNING)
        eventful(Office(api, agent, zendesk))
    return database


def outcome(database: Path, folder: Path, calls: int) -> tuple[bool, Data]:
    """What comes of a sweep that is killed after so many calls, and the one after it."""
    copy = folder / f"{calls}.db"
    shutil.copy(database, copy)
    with LocalZendesk(copy) as zendesk, Api(zendesk.url) as api, Api(zendesk.url, None, AGENT) as agent:
        unlimited(api)
        api.set_clock("2026-11-24T01:12:00Z")
        office = Office(api, agent, zendesk)
        killed = cut_off(office, calls)
        office.settle()
        office.swept()
        return killed, state(office)


def test_a_sweep_that_is_cut_off_anywhere_only_has_to_be_run_again(in_disorder: Path, tmp_path: Path) -> None:
    finished, whole = outcome(in_disorder, tmp_path, 10**6)
    assert not finished
    for calls in range(times(10, 0), MOST, times(9, 1)):
        killed, found = outcome(in_disorder, tmp_path, calls)
        assert found == whole, f"killed after {calls} calls"
        if not killed:
            return
    pytest.fail("the sweep was always cut off, so that its end was never reached")
