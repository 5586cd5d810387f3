from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.followups.office import AGENT, MORNING, Office, furnish, unlimited
from tests.local_zendesk.client import Api

from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the account, which tests take a copy of."""
    folder = tmp_path_factory.mktemp("furnished")
    furnish(folder / "zendesk.db", folder / "journal")
    return folder / "zendesk.db"


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    """The account at ten in the morning."""
    shutil.copy(furnished, tmp_path / "zendesk.db")
    with (
        LocalZendesk(tmp_path / "zendesk.db") as zendesk,
        Api(zendesk.url) as api,
        Api(zendesk.url, None, AGENT) as agent,
    ):
        unlimited(api)
        api.set_clock(MORNING)
        yield Office(api, agent, zendesk)
