from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.gateway.service import ARTICLES, MACROS, Clock, macro, page

from macrosync.errors import RateLimited
from macrosync.resources import Kind

if TYPE_CHECKING:
    import responses

    from macrosync.gateway import Gateway


@pytest.mark.parametrize(
    "headers",
    [
        {"ratelimit-remaining": "0", "ratelimit-reset": "12"},
        {"X-Rate-Limit-Remaining": "0", "rate-limit-remaining": "0", "rate-limit-reset": "12"},
        {"zendesk-ratelimit-macros-index": "total=20; remaining=0; resets=12", "ratelimit-remaining": "600"},
    ],
)
def test_a_call_waits_when_the_last_answer_said_that_none_is_left(
    edge: responses.RequestsMock, gateway: Gateway, clock: Clock, headers: dict[str, str]
) -> None:
    edge.get(MACROS, json=page("macros", macro()), headers=headers)
    gateway.fetch([Kind.MACRO])
    assert clock.slept == []
    gateway.fetch([Kind.MACRO])
    assert clock.slept == [12.0]
    assert gateway.calls.throttled == 0


def test_the_help_center_waits_for_its_own_limit_alone(
    edge: responses.RequestsMock, gateway: Gateway, clock: Clock
) -> None:
    edge.get(ARTICLES, json={"articles": []}, headers={"X-Rate-Limit-Remaining": "0"})
    edge.get(MACROS, json=page("macros"), headers={"ratelimit-remaining": "5", "ratelimit-reset": "9"})
    gateway.fetch([Kind.ARTICLE])
    gateway.fetch([Kind.MACRO])
    assert clock.slept == []
    gateway.fetch([Kind.ARTICLE])
    assert clock.slept == [60.0]


def test_a_wait_that_is_too_long_is_not_begun(edge: responses.RequestsMock, gateway: Gateway, clock: Clock) -> None:
    edge.get(MACROS, json=page("macros"), headers={"ratelimit-remaining": "0", "ratelimit-reset": "3600"})
    gateway.fetch([Kind.MACRO])
    with pytest.raises(RateLimited, match="the support limit is used up for another 3600 s"):
        gateway.fetch([Kind.MACRO])
    assert clock.slept == []
    clock.now += 3600
    gateway.fetch([Kind.MACRO])
    assert gateway.calls.total == 2
