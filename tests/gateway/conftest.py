from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import responses
from tests.gateway.service import Clock, open_gateway

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.gateway import Gateway


@pytest.fixture
def edge() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(clock: Clock) -> Iterator[Gateway]:
    opened = open_gateway(clock)
    yield opened
    opened.close()
