from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.faults import project, sweeps

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> project.Desk:
    """The account and project that each trial takes a copy of."""
    return project.prepare(tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="session")
def cases(prepared: project.Desk, tmp_path_factory: pytest.TempPathFactory) -> sweeps.Cases:
    """Lost-item cases in disorder."""
    folder: Path = tmp_path_factory.mktemp("cases")
    return sweeps.prepare(folder, prepared.before)
