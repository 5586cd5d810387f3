from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from macrosync.gateway.budget import Budget, Route, Said, said_by

MACROS = Route.of("GET", "/api/v2/macros")
ARTICLES = Route.of("GET", "/api/v2/help_center/ko/articles")


def after(budget: Budget, route: Route, said: dict[str, Said], now: float) -> Budget:
    """The budget after one call that was sent and answered at that moment."""
    return budget.take(route, now)[0].end(route, said, now)


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"ratelimit-remaining": "7", "ratelimit-reset": "30"}, Said(7, 30)),
        ({"x-rate-limit-remaining": "7", "rate-limit-remaining": "7", "rate-limit-reset": "30"}, Said(7, 30)),
        ({"X-Rate-Limit-Remaining": "7"}, Said(7)),
        ({"X-Rate-Limit": "700"}, None),
        ({"ratelimit-remaining": "many"}, None),
    ],
)
def test_both_spellings_of_the_headers_are_read(headers: dict[str, str], said: Said | None) -> None:
    assert said_by(MACROS, 200, headers).get("support") == said


@pytest.mark.parametrize("name", ["zendesk-ratelimit-field-options", "Zendesk-Rate-Limit-Field-Options"])
def test_the_headers_of_an_endpoint_are_read(name: str) -> None:
    headers = {name: "total=100; remaining=99; resets=59", "ratelimit-remaining": "7"}
    assert said_by(MACROS, 200, headers) == {"field-options": Said(99, 59), "support": Said(7)}


@pytest.mark.parametrize("value", ["", "total=100", "remaining=; resets=3", "remaining=x"])
def test_a_header_that_cannot_be_read_says_nothing(value: str) -> None:
    assert said_by(MACROS, 200, {"zendesk-ratelimit-tags-index": value}) == {}


def test_a_429_uses_up_the_endpoint_where_it_says_so_else_the_account() -> None:
    spent = {"zendesk-ratelimit-tags-index": "total=20; remaining=0; resets=9", "ratelimit-remaining": "500"}
    assert said_by(MACROS, 429, spent, 9) == {"tags-index": Said(0, 9), "support": Said(500)}
    assert said_by(MACROS, 429, {"ratelimit-remaining": "500"}, 9) == {"support": Said(0, 9)}


def test_ids_and_endings_make_no_route_of_their_own() -> None:
    assert Route.of("GET", "/api/v2/macros/12.json") == Route.of("GET", "/api/v2/macros/7")


def test_nothing_is_waited_for_while_nothing_is_known() -> None:
    assert Budget().take(MACROS, 0)[1] == 0


def test_a_used_up_budget_is_waited_for_until_its_window_ends() -> None:
    budget = after(Budget(), MACROS, {"support": Said(0, 30)}, now=100)
    assert budget.take(MACROS, 110)[1] == 20
    assert budget.take(MACROS, 130)[1] == 0


def test_the_help_center_has_a_budget_of_its_own() -> None:
    budget = after(Budget(), MACROS, {"support": Said(0, 30)}, now=100)
    assert budget.take(ARTICLES, 100)[1] == 0
    assert budget.take(Route.of("GET", "/api/v2/guide/permission_groups"), 100)[1] == 0


def test_an_endpoint_with_a_limit_of_its_own_holds_up_no_other() -> None:
    options = Route.of("POST", "/api/v2/ticket_fields/1/options")
    budget = after(Budget(), options, {"field-options": Said(0, 30), "support": Said(500, 30)}, now=100)
    assert budget.take(Route.of("POST", "/api/v2/ticket_fields/2/options"), 100)[1] == 30
    assert budget.take(MACROS, 100)[1] == 0


def test_calls_under_way_count_against_what_is_left() -> None:
    budget = after(Budget(), MACROS, {"support": Said(2, 30)}, now=100)
    budget, first = budget.take(MACROS, 100)
    budget, second = budget.take(MACROS, 100)
    assert (first, second, budget.take(MACROS, 100)[1]) == (0, 0, 30)


def test_a_call_that_was_never_answered_is_under_way_no_longer() -> None:
    budget = after(Budget(), MACROS, {"support": Said(1, 30)}, now=100)
    assert after(budget, MACROS, {}, now=100).take(MACROS, 100)[1] == 0


def test_an_answer_that_was_overtaken_adds_nothing() -> None:
    budget = after(Budget(), MACROS, {"support": Said(0, 30)}, now=100)
    assert after(budget, MACROS, {"support": Said(1, 30)}, now=100).take(MACROS, 100)[1] == 30


def test_a_window_without_an_end_ends_a_minute_after_its_first_answer() -> None:
    budget = after(Budget(), ARTICLES, {"help center": Said(2)}, now=100)
    budget = after(budget, ARTICLES, {"help center": Said(0)}, now=140)
    assert budget.take(ARTICLES, 140)[1] == 20


def test_more_left_than_before_is_a_new_window() -> None:
    budget = after(Budget(), ARTICLES, {"help center": Said(2)}, now=100)
    budget = after(budget, ARTICLES, {"help center": Said(5)}, now=150)
    budget = after(budget, ARTICLES, {"help center": Said(0)}, now=155)
    assert budget.take(ARTICLES, 155)[1] == 55


@given(
    limit=st.integers(1, 20),
    gaps=st.lists(st.floats(0, 7, allow_nan=False), min_size=1, max_size=120),
    reset_is_told=st.booleans(),
)
@example(limit=1, gaps=[1.745701613410811, 1.9296922885104464, 0.0], reset_is_told=False)
def test_one_caller_who_waits_as_told_is_never_over_the_limit(
    limit: int,
    gaps: list[float],
    reset_is_told: bool,  # noqa: FBT001
) -> None:
    budget, now, used, ends = Budget(), 0.0, 0, 60.0
    for gap in gaps:
        now += gap
        budget, wait = budget.take(MACROS, now)
        now += wait
        while now >= ends:
            used, ends = 0, ends + 60
        used += 1
        assert used <= limit
        budget = budget.end(MACROS, {"support": Said(limit - used, ends - now if reset_is_told else None)}, now)


def test_a_limit_that_gives_nothing_again_and_again_is_asked_less_and_less_often() -> None:
    budget, now, waits = Budget(), 0.0, []
    for _ in range(7):  # of a window that slides, another client takes what comes free
        budget, wait = budget.take(MACROS, now)
        waits.append(wait)
        now += wait
        budget = budget.end(MACROS, {"support": Said(0, 1)}, now)
    assert waits == [0, 1, 1, 2, 3, 5, 5]
    budget = budget.take(MACROS, now + 5)[0].end(MACROS, {"support": Said(40, 9)}, now + 5)
    assert after(budget, MACROS, {"support": Said(0, 1)}, now + 6).take(MACROS, now + 6)[1] == 1


def test_a_limit_that_asks_for_a_long_wait_is_taken_at_its_word() -> None:
    budget, now = Budget(), 0.0
    for _ in range(5):
        budget, wait = budget.take(MACROS, now)
        now += wait
        budget = budget.end(MACROS, {"support": Said(0, 60)}, now)
    assert now == 240
