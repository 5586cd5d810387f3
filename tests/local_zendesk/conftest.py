from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import Api

from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def zendesk(tmp_path: Path) -> Iterator[LocalZendesk]:
    """An account as it is when new."""
    with LocalZendesk(tmp_path / "zendesk.db") as running:
        yield running


@pytest.fixture
def api(zendesk: LocalZendesk) -> Iterator[Api]:
    """Its admin's client."""
    with Api(zendesk.url) as client:
        yield client
