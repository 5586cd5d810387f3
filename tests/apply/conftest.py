from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.apply.waiting import desk_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.apply.waiting import Desk

    from macrosync.local_zendesk import LocalZendesk


@pytest.fixture
def desk(zendesk: LocalZendesk, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(zendesk, tmp_path / "state") as opened:
        yield opened
