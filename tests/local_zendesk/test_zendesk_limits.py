"""Rate limits: the recorded headers, 429 with Retry-After, windows, buckets (REF introduction/rate-limits)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

NOW = "2026-11-24T09:00:00Z"


def limit(api: Api, **limits: dict[str, Data]) -> None:
    api.set_clock(NOW)
    api.control("PUT", "limits", {name.replace("_of_", "-"): values for name, values in limits.items()})


def test_support_answers_count_down_in_the_spelling_of_2024(api: Api) -> None:  # REC 8
    limit(api, support={"calls": 10})
    first, second = api.call("GET", "macros").headers, api.call("GET", "macros").headers
    assert (first["x-rate-limit"], first["x-rate-limit-remaining"]) == ("10", "9")
    assert (second["ratelimit-limit"], second["ratelimit-remaining"], second["ratelimit-reset"]) == ("10", "8", "60")
    assert "rate-limit" not in second


def test_the_spelling_of_2023_behind_a_switch(api: Api) -> None:  # REC 8
    api.control("PUT", "switches", {"rate_limit_headers": "2023"})
    headers = api.call("GET", "tickets").headers
    assert {"x-rate-limit", "rate-limit", "rate-limit-remaining", "rate-limit-reset"} <= set(headers)
    assert headers["zendesk-rate-limit-tickets-index"].startswith("total=")
    assert "ratelimit-limit" not in headers


def test_the_help_center_counts_apart_and_says_no_reset(api: Api) -> None:  # REC 8
    limit(api, support={"calls": 1}, help_center={"calls": 5})
    api.call("GET", "macros")
    headers = api.call("GET", "help_center/ko/articles").headers
    assert (headers["x-rate-limit"], headers["x-rate-limit-remaining"]) == ("5", "4")
    assert not {"ratelimit-limit", "ratelimit-reset"} & set(headers)


def test_a_call_over_the_limit_is_429_with_retry_after(api: Api) -> None:  # zendesk-java-client#319
    limit(api, support={"calls": 2})
    api.call("GET", "macros")
    api.advance(20)
    api.call("GET", "macros")
    answer = api.call("GET", "macros")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "40")
    assert answer.json()["error"] == "APIRateLimitExceeded"
    assert answer.headers["ratelimit-remaining"] == "0"


def test_nothing_is_done_by_a_call_over_the_limit(api: Api) -> None:
    limit(api, support={"calls": 0})
    answer = api.call("POST", "macros", json={"macro": {"title": "x", "actions": []}})
    assert answer.status_code == 429
    assert "macros" not in api.control("GET", "state")["documents"]


def test_a_fixed_window_ends_at_once(api: Api) -> None:
    limit(api, support={"calls": 2, "seconds": 60})
    api.call("GET", "macros")
    api.advance(59)
    assert [api.call("GET", "macros").status_code for _ in range(2)] == [200, 429]
    api.advance(1)
    assert [api.call("GET", "macros").status_code for _ in range(3)] == [200, 200, 429]


def test_a_sliding_window_ends_call_by_call(api: Api) -> None:
    limit(api, support={"calls": 2, "seconds": 60, "window": "sliding"})
    api.call("GET", "macros")
    api.advance(59)
    assert [api.call("GET", "macros").status_code for _ in range(2)] == [200, 429]
    api.advance(1)
    assert [api.call("GET", "macros").status_code for _ in range(2)] == [200, 429]


def test_endpoints_have_limits_of_their_own(api: Api) -> None:  # REC 8, REF
    ticket = api.ticket()
    headers = api.call("PUT", f"tickets/{ticket['id']}", json={"ticket": {"subject": "x"}}).headers
    assert headers["zendesk-ratelimit-tickets-update"] == "total=300; remaining=299; resets=60"
    assert headers["zendesk-ratelimit-per-ticket-updates"] == "total=30; remaining=29; resets=600"
    assert "zendesk-ratelimit-tickets-index" in api.call("GET", "tickets").headers


def test_updates_are_counted_for_each_ticket(api: Api) -> None:  # REF: 30 in 10 minutes
    limit(api, per_of_ticket_of_updates={"calls": 1, "seconds": 600})
    first, second = api.ticket(), api.ticket()
    body = {"ticket": {"subject": "x"}}
    assert api.call("PUT", f"tickets/{first['id']}", json=body).status_code == 200
    over = api.call("PUT", f"tickets/{first['id']}", json=body)
    assert (over.status_code, over.headers["retry-after"]) == (429, "600")
    assert api.call("PUT", f"tickets/{second['id']}", json=body).status_code == 200


def test_options_have_a_hundred_calls_a_minute(api: Api) -> None:  # REF
    field = api.field()
    body = {"custom_field_option": {"name": "B", "value": "b"}}
    headers = api.call("POST", f"ticket_fields/{field['id']}/options", json=body).headers
    assert headers["zendesk-ratelimit-field-options"].startswith("total=100; remaining=99;")


@pytest.mark.parametrize("wrong", [{"nothing": {"calls": 1}}, {"support": {"calls": -1}}, {"support": 5}])
def test_limits_that_are_none(api: Api, wrong: dict[str, Data]) -> None:
    assert api.call("PUT", "/_local/limits", json=wrong).status_code == 400


def test_limits_go_back_to_the_documented_ones(api: Api) -> None:
    limit(api, support={"calls": 1})
    api.control("DELETE", "limits")
    assert api.control("GET", "limits")["support"] == {"calls": 2500, "seconds": 60, "window": "fixed"}
