from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from tests.end_to_end.lost_items.office import Office
from tests.followups.office import AGENT, let_in
from tests.local_zendesk.client import Api

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Run

    from macrosync.local_zendesk import LocalZendesk

#: A Tuesday.
MORNING = datetime.fromisoformat("2026-11-24T10:00:00+09:00")


@pytest.fixture
def office(zendesk: LocalZendesk, run: Run, project: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Office]:
    """An account that the project was applied to, on a Tuesday morning."""
    caplog.set_level("DEBUG")
    with time_machine.travel(MORNING, tick=True) as clock, Api(zendesk.url) as api:
        api.control("PUT", "limits", {name: {"calls": 10**6} for name in api.control("GET", "limits")})
        agent = api.post("users", {"user": {"name": "상담사", "email": "agent@example.com", "role": "agent"}})["user"]
        let_in(zendesk, agent["id"])
        with Api(zendesk.url, auth=None, bearer=AGENT) as desk:
            office = Office(api, desk, run, clock, project / ".macrosync", caplog)
            office.admin("apply", "--yes")
            yield office
