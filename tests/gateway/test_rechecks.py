"""Whoever changes what is there is asked again before a call that comes late, and before each repeat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
import requests
from tests.gateway.service import ARTICLES, BASE, CLIENT, MACROS, TOKENS, Clock, lines, macro, open_gateway, page

from macrosync.errors import AnswerLost, PlanRefused, ServiceError, Unavailable
from macrosync.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import responses

    from macrosync.gateway import Gateway
    from macrosync.resources import Json

ONE = f"{MACROS}/1"
LIMITED = {"error": "APIRateLimitExceeded"}
LOST = requests.ConnectionError("Connection aborted.")
TEXT = f"{BASE}/api/v2/help_center/articles/5/translations/ko"


@dataclass
class Asked:
    """What was asked, and what is answered: yes, unless something else is."""

    answers: list[Callable[[], bool]] = field(default_factory=list)
    about: list[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)

    def __call__(self, names: Collection[str] = (), done: Collection[str] = ()) -> bool:
        self.about.append(((*names,), (*done,)))
        return self.answers.pop(0)() if self.answers else True


def refuse() -> bool:
    raise PlanRefused("it was changed meanwhile (title)")


def test_a_call_that_is_sent_at_once_and_answered_asks_nobody(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(ONE, json={"macro": macro()})
    edge.delete(ONE, status=204)
    asked = Asked()
    gateway.update(Kind.MACRO, "a", 1, {"title": "A"}, asked)
    gateway.delete(Kind.MACRO, "a", 1, recheck=asked)
    assert asked.about == []


@pytest.mark.parametrize("status", [429, 500, 503])
def test_each_repeat_asks_first(edge: responses.RequestsMock, gateway: Gateway, status: int) -> None:
    for _ in range(3):
        edge.put(ONE, json=LIMITED, status=status, headers={"Retry-After": "1"})
    edge.put(ONE, json={"macro": macro()})
    asked = Asked()
    gateway.update(Kind.MACRO, "a", 1, {"title": "A"}, asked)
    assert asked.about == [(("title",), ())] * 3


def test_where_it_is_done_already_it_is_not_sent_again_and_read(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(ONE, body=LOST)
    edge.get(ONE, json={"macro": macro(title="A")})
    assert gateway.update(Kind.MACRO, "a", 1, {"title": "A"}, Asked([lambda: False])).payload["title"] == "A"
    edge.delete(ONE, body=LOST)
    gateway.delete(Kind.MACRO, "a", 1, recheck=Asked([lambda: False]))
    assert lines(edge) == ["PUT /api/v2/macros/1", "GET /api/v2/macros/1", "DELETE /api/v2/macros/1"]


def test_an_option_and_an_order_that_are_there_already_are_not_sent_again(
    edge: responses.RequestsMock, gateway: Gateway
) -> None:
    options, jobs = f"{BASE}/api/v2/ticket_fields/3/options", f"{BASE}/api/v2/trigger_categories/jobs"
    edge.post(options, json=LIMITED, status=429)
    edge.post(jobs, body=LOST)
    payload: dict[str, Json] = {"ticket_field_id": 3, "name": "A", "value": "a"}
    assert gateway.update(Kind.FIELD_OPTION, "a", 31, payload, Asked([lambda: False])).payload == payload
    gateway.order_triggers("ours", {1: 2}, Asked([lambda: False]))
    assert lines(edge) == ["POST /api/v2/ticket_fields/3/options", "POST /api/v2/trigger_categories/jobs"]


def test_where_it_must_not_be_done_the_call_ends(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(ONE, json=LIMITED, status=429, headers={"Retry-After": "5"})
    with pytest.raises(PlanRefused, match="changed meanwhile"):
        gateway.update(Kind.MACRO, "a", 1, {"title": "A"}, Asked([refuse]))
    assert gateway.calls.total == 1


@pytest.mark.parametrize(("reset", "asks"), [("1", 0), ("2", 1)])
def test_a_wait_before_the_first_attempt_asks_where_it_is_long(
    edge: responses.RequestsMock, gateway: Gateway, reset: str, asks: int
) -> None:
    edge.get(MACROS, json=page("macros"), headers={"ratelimit-remaining": "0", "ratelimit-reset": reset})
    edge.put(ONE, json={"macro": macro()})
    gateway.fetch([Kind.MACRO])
    asked = Asked()
    gateway.update(Kind.MACRO, "a", 1, {"title": "A"}, asked)
    assert len(asked.about) == asks


def test_what_is_asked_may_call_and_where_that_uses_up_the_limit_it_is_asked_again(
    edge: responses.RequestsMock, gateway: Gateway, clock: Clock
) -> None:
    used_up = {"ratelimit-remaining": "0", "ratelimit-reset": "60"}
    edge.put(ONE, json=LIMITED, status=429, headers={"Retry-After": "5"})
    edge.get(ONE, json={"macro": macro()}, headers=used_up)
    edge.get(ONE, json={"macro": macro()})
    edge.put(ONE, json={"macro": macro()})

    def read() -> bool:
        return gateway.read(Kind.MACRO, 1) is not None

    asked = Asked([read, read])
    gateway.update(Kind.MACRO, "a", 1, {"title": "A"}, asked)
    assert [each.split()[0] for each in lines(edge)] == ["PUT", "GET", "GET", "PUT"]
    assert clock.slept == [5.0, 60.0]


@pytest.mark.parametrize(("first", "told"), [(LOST, AnswerLost), (None, Unavailable)])
def test_where_what_is_asked_cannot_be_read_the_doubt_is_told_before_all(
    edge: responses.RequestsMock, gateway: Gateway, first: Exception | None, told: type[ServiceError]
) -> None:
    if first:
        edge.put(ONE, body=first)
    else:
        edge.put(ONE, json=LIMITED, status=429)
    edge.get(ONE, status=500)
    with pytest.raises(told) as caught:
        gateway.update(Kind.MACRO, "a", 1, {"title": "A"}, Asked([lambda: gateway.read(Kind.MACRO, 1) is not None]))
    assert caught.value.call.method == ("PUT" if first else "GET")
    assert [each.split()[0] for each in lines(edge)] == ["PUT"] + ["GET"] * 5


def test_a_bearer_that_is_minted_on_the_way_asks_nobody(edge: responses.RequestsMock, clock: Clock) -> None:
    gateway = open_gateway(clock, CLIENT)
    edge.post(TOKENS, body=requests.ConnectTimeout("slow"))
    edge.post(TOKENS, json={"access_token": "bearer-one-0001", "expires_in": 172800})
    edge.put(ONE, json={"macro": macro()})
    asked = Asked()
    gateway.update(Kind.MACRO, "a", 1, {"title": "A"}, asked)
    gateway.close()
    assert asked.about == []  # the half second was no wait to speak of


def test_an_articles_text_and_the_rest_are_asked_about_apart(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(TEXT, json=LIMITED, status=429)
    edge.put(TEXT, json={"translation": {"id": 1}})
    edge.put(f"{ARTICLES}/5", json={"error": "Conflict"}, status=409)
    edge.put(f"{ARTICLES}/5", json={"article": {"id": 5}})
    asked = Asked()
    gateway.update(Kind.ARTICLE, "a", 5, {"title": "A", "body": "", "promoted": True, "label_names": []}, asked)
    text, rest = ("title", "body"), ("promoted", "label_names")
    assert asked.about == [(text, ()), (rest, text)]
