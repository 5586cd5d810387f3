from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests
from tests.gateway.service import ARTICLES, BASE, MACROS, Clock, lines, macro, open_gateway, page

from macrosync.errors import (
    AnswerLost,
    Conflict,
    NotFound,
    RateLimited,
    ServiceError,
    Unavailable,
    UnexpectedAnswer,
)
from macrosync.resources import Kind

if TYPE_CHECKING:
    import responses

    from macrosync.gateway import CallRecord, Gateway

ONE = f"{MACROS}/1"
LIMITED = {"error": "APIRateLimitExceeded", "description": "Number of allowed API requests per minute exceeded"}
LOST = requests.ConnectionError("Connection aborted.")


def test_a_429_is_waited_out_as_asked(edge: responses.RequestsMock, gateway: Gateway, clock: Clock) -> None:
    edge.get(MACROS, json=LIMITED, status=429, headers={"Retry-After": "7"})
    edge.get(MACROS, json=page("macros", macro()))
    assert len(gateway.fetch([Kind.MACRO]).of(Kind.MACRO)) == 1
    assert clock.slept == [7.0]
    assert (gateway.calls.total, gateway.calls.retried, gateway.calls.throttled) == (2, 1, 1)


def test_a_date_to_come_back_at_is_counted_from_the_answer(
    edge: responses.RequestsMock, gateway: Gateway, clock: Clock
) -> None:
    dates = {"Retry-After": "Tue, 24 Nov 2026 01:00:20 GMT", "Date": "Tue, 24 Nov 2026 01:00:00 GMT"}
    edge.get(MACROS, json=LIMITED, status=429, headers=dates)
    edge.get(MACROS, json=page("macros"))
    gateway.fetch([Kind.MACRO])
    assert clock.slept == [20.0]


def test_a_create_that_a_limit_refused_is_sent_again(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.post(MACROS, json=LIMITED, status=429, headers={"Retry-After": "1"})
    edge.post(MACROS, status=503, headers={"Retry-After": "1"})
    edge.post(MACROS, json={"macro": macro(7)}, status=201)
    assert gateway.create(Kind.MACRO, "a/b/chat", {"title": "A"}).id == 7


def test_a_limit_that_stays_used_up_is_given_up_in_the_end(
    edge: responses.RequestsMock, gateway: Gateway, clock: Clock
) -> None:
    edge.get(MACROS, json=LIMITED, status=429, headers={"Retry-After": "60"})
    with pytest.raises(RateLimited, match=r"APIRateLimitExceeded.*asks to wait 60 s.*Another client uses up"):
        gateway.fetch([Kind.MACRO])
    assert clock.slept == [60.0] * 5


def test_zero_seconds_to_wait_are_not_taken_at_their_word(
    edge: responses.RequestsMock, gateway: Gateway, clock: Clock
) -> None:
    edge.get(MACROS, json=LIMITED, status=429, headers={"Retry-After": "0"})
    with pytest.raises(RateLimited):
        gateway.fetch([Kind.MACRO])
    assert 10 < len(clock.slept) < 40


@pytest.mark.parametrize("said", [{}, {"zendesk-ratelimit-macros-index": "total=20; remaining=0"}])
def test_a_limit_that_does_not_say_when_to_come_back_is_given_up_too(
    edge: responses.RequestsMock, gateway: Gateway, clock: Clock, said: dict[str, str]
) -> None:
    edge.get(MACROS, json=LIMITED, status=429, headers=said)
    with pytest.raises(RateLimited, match="Another client uses up"):
        gateway.fetch([Kind.MACRO])
    assert gateway.calls.total == 6
    assert sum(clock.slept) < 360


def test_a_wait_of_an_hour_is_not_begun(edge: responses.RequestsMock, gateway: Gateway, clock: Clock) -> None:
    edge.get(MACROS, json=LIMITED, status=429, headers={"Retry-After": "3600"})
    with pytest.raises(RateLimited, match="asks to wait 3600 s"):
        gateway.fetch([Kind.MACRO])
    assert clock.slept == []


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_read_outlasts_server_errors_with_growing_pauses(
    edge: responses.RequestsMock, gateway: Gateway, clock: Clock, status: int
) -> None:
    for _ in range(4):
        edge.get(MACROS, body="<html><title>Oops</title></html>", status=status)
    edge.get(MACROS, json=page("macros", macro()))
    assert len(gateway.fetch([Kind.MACRO]).of(Kind.MACRO)) == 1
    assert clock.slept == [0.5, 1.0, 2.0, 4.0]


def test_a_service_that_stays_away_is_given_up(edge: responses.RequestsMock, gateway: Gateway, clock: Clock) -> None:
    edge.get(MACROS, json={"error": "ServiceUnavailable"}, status=503)
    with pytest.raises(Unavailable, match=r"status\.zendesk\.com"):
        gateway.fetch([Kind.MACRO])
    assert (gateway.calls.total, len(clock.slept)) == (5, 4)


def test_what_is_not_built_is_not_asked_for_again(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(MACROS, json={"error": "NotBuilt", "description": "not served yet"}, status=501)
    with pytest.raises(UnexpectedAnswer, match="not served yet"):
        gateway.fetch([Kind.MACRO])
    assert gateway.calls.total == 1


def test_an_update_whose_answer_was_lost_is_repeated(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(ONE, body=LOST)
    edge.put(ONE, json={"macro": macro()})
    assert gateway.update(Kind.MACRO, "a/b/chat", 1, {"title": "A"}).id == 1


def test_an_update_whose_answers_are_all_lost_may_have_been_done(
    edge: responses.RequestsMock, gateway: Gateway
) -> None:
    edge.put(ONE, body=LOST)
    with pytest.raises(AnswerLost):
        gateway.update(Kind.MACRO, "a/b/chat", 1, {"title": "A"})
    assert gateway.calls.total == 5


@pytest.mark.parametrize("problem", [LOST, requests.ReadTimeout("slow"), requests.exceptions.ChunkedEncodingError()])
def test_a_create_whose_answer_was_lost_is_never_repeated(
    edge: responses.RequestsMock, gateway: Gateway, problem: Exception
) -> None:
    edge.post(MACROS, body=problem)
    with pytest.raises(AnswerLost, match=r"^macro a/b/chat: POST /api/v2/macros: .*never blindly repeated"):
        gateway.create(Kind.MACRO, "a/b/chat", {"title": "A"})
    assert gateway.calls.total == 1


@pytest.mark.parametrize(
    ("status", "expected"), [(500, Unavailable), (503, Unavailable), (502, AnswerLost), (504, AnswerLost)]
)
def test_a_create_that_met_a_server_error_is_never_repeated(
    edge: responses.RequestsMock, gateway: Gateway, status: int, expected: type[ServiceError]
) -> None:
    edge.post(MACROS, status=status)
    with pytest.raises(expected):
        gateway.create(Kind.MACRO, "a/b/chat", {"title": "A"})
    assert gateway.calls.total == 1


def test_a_create_that_is_answered_with_nothing_may_have_been_done(
    edge: responses.RequestsMock, gateway: Gateway
) -> None:
    edge.post(MACROS, status=204)
    with pytest.raises(AnswerLost, match="cannot be read"):
        gateway.create(Kind.MACRO, "a/b/chat", {"title": "A"})


@pytest.mark.parametrize("body", ['{"macro": {"id": 7, "ti', ""])
def test_a_create_whose_answer_cannot_be_read_may_have_been_done(
    edge: responses.RequestsMock, gateway: Gateway, body: str
) -> None:
    edge.post(MACROS, body=body, status=201)
    with pytest.raises(AnswerLost, match="the answer came and cannot be read"):
        gateway.create(Kind.MACRO, "a/b/chat", {"title": "A"})


def test_a_connection_that_was_never_made_is_tried_again_even_for_a_create(
    edge: responses.RequestsMock, gateway: Gateway
) -> None:
    edge.post(MACROS, body=requests.ConnectTimeout("slow"))
    edge.post(MACROS, json={"macro": macro(7)}, status=201)
    assert gateway.create(Kind.MACRO, "a/b/chat", {"title": "A"}).id == 7


def test_a_read_that_was_cut_short_is_repeated(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(MACROS, body='{"macros": [{"id": 1')
    edge.get(MACROS, json=page("macros", macro()))
    assert len(gateway.fetch([Kind.MACRO]).of(Kind.MACRO)) == 1


def test_an_answer_that_stays_cut_is_unexpected(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(MACROS, body='{"macros": [{"id": 1')
    with pytest.raises(UnexpectedAnswer, match="its JSON is cut short"):
        gateway.fetch([Kind.MACRO])


def test_a_delete_that_was_lost_and_then_finds_nothing_was_done(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.delete(ONE, body=LOST)
    edge.delete(ONE, json={"error": "RecordNotFound", "description": "Not found"}, status=404)
    gateway.delete(Kind.MACRO, "a/b/chat", 1)
    assert lines(edge) == ["DELETE /api/v2/macros/1"] * 2


def test_a_delete_that_finds_nothing_at_once_says_so(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.delete(ONE, json=LIMITED, status=429, headers={"Retry-After": "1"})
    edge.delete(ONE, json={"error": "RecordNotFound", "description": "Not found"}, status=404)
    with pytest.raises(NotFound):
        gateway.delete(Kind.MACRO, "a/b/chat", 1)


def test_a_conflict_in_the_help_center_passes(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(f"{ARTICLES}/5", json={"error": "Conflict"}, status=409)
    edge.put(f"{ARTICLES}/5", json={"article": {"id": 5}})
    assert gateway.update(Kind.ARTICLE, "a", 5, {"promoted": True}).id == 5


def test_a_conflict_elsewhere_is_told(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(ONE, json={"error": "UpdateConflict", "description": "Someone was faster"}, status=409)
    with pytest.raises(Conflict, match="UpdateConflict: Someone was faster"):
        gateway.update(Kind.MACRO, "a/b/chat", 1, {"title": "A"})
    assert gateway.calls.total == 1


def test_every_attempt_is_told_of_and_counted(edge: responses.RequestsMock, clock: Clock) -> None:
    told: list[CallRecord] = []
    gateway = open_gateway(clock, on_call=told.append)
    edge.get(MACROS, body=LOST)
    edge.get(MACROS, json=LIMITED, status=429, headers={"Retry-After": "3"})
    edge.get(MACROS, json=page("macros"))
    edge.delete(f"{BASE}/api/v2/macros/1", status=204)
    gateway.fetch([Kind.MACRO])
    gateway.delete(Kind.MACRO, "a/b/chat", 1)
    assert [(each.method, each.path, each.status, each.attempt) for each in told] == [
        ("GET", "/api/v2/macros", None, 1),
        ("GET", "/api/v2/macros", 429, 2),
        ("GET", "/api/v2/macros", 200, 3),
        ("DELETE", "/api/v2/macros/1", 204, 1),
    ]
    assert {each.duration for each in told} == {0.0}
    counts = gateway.calls
    assert (counts.total, dict(counts.by_method)) == (4, {"GET": 3, "DELETE": 1})
    assert (counts.retried, counts.throttled) == (2, 1)
