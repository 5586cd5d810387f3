from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, field
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
import responses
from tests.gateway.service import BASE, BEARER, CLIENT, MACROS, TOKENS, Clock, lines, open_gateway, sent

from macrosync.errors import AuthenticationFailed, Forbidden, ServiceError, UnexpectedAnswer
from macrosync.gateway import ApiToken
from macrosync.resources import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from requests import PreparedRequest

    from macrosync.gateway import Gateway
    from macrosync.resources import Json

ME = f"{BASE}/api/v2/users/me"
EMPTY = '{"macros": [], "meta": {"has_more": false}}'
INVALID_TOKEN: dict[str, Json] = {
    "error": "invalid_token",
    "error_description": "The access token provided is expired, revoked, malformed or invalid for other reasons.",
}


@dataclass
class Door:
    """Lets in the bearers that it knows (all while it knows none), and keeps the headers that it was shown."""

    known: set[str] = field(default_factory=set)
    shown: list[str] = field(default_factory=list)

    def __call__(self, request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        header = request.headers["Authorization"]
        self.shown.append(header)
        if not self.known or header.removeprefix("Bearer ") in self.known:
            return 200, {}, EMPTY
        return 401, {}, '{"error": "invalid_token"}'

    def open(self, edge: responses.RequestsMock, url: str = MACROS) -> None:
        edge.add_callback(responses.GET, url, callback=self)


def minted(edge: responses.RequestsMock, value: str, expires_in: int | None = 1800) -> None:
    edge.post(TOKENS, json={"access_token": value, "expires_in": expires_in, "token_type": "bearer"}, status=201)


def test_a_bearer_given_whole_is_shown_as_it_is(edge: responses.RequestsMock, gateway: Gateway) -> None:
    door = Door()
    door.open(edge)
    gateway.fetch([Kind.MACRO])
    assert door.shown == [f"Bearer {BEARER.token}"]


def test_an_api_token_is_shown_as_basic(edge: responses.RequestsMock, clock: Clock) -> None:
    door = Door()
    door.open(edge)
    open_gateway(clock, ApiToken("admin@example.com", "token-0001")).fetch([Kind.MACRO])
    scheme, _, pair = door.shown[0].partition(" ")
    assert (scheme, b64decode(pair)) == ("Basic", b"admin@example.com/token:token-0001")


def test_a_netrc_file_lets_nobody_in(
    edge: responses.RequestsMock, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine example.zendesk.com login someone password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    shown: list[str | None] = []

    def mint(request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        shown.append(request.headers.get("Authorization"))
        return 201, {}, '{"access_token": "minted-0001", "expires_in": 1800}'

    edge.add_callback(responses.POST, TOKENS, callback=mint)
    door = Door()
    door.open(edge)
    open_gateway(clock, CLIENT).fetch([Kind.MACRO])
    assert [*shown, *door.shown] == [None, "Bearer minted-0001"]


def test_a_client_mints_one_bearer_for_all_its_calls(edge: responses.RequestsMock, clock: Clock) -> None:
    minted(edge, "minted-0001")
    door = Door()
    door.open(edge)
    gateway = open_gateway(clock, CLIENT)
    gateway.fetch([Kind.MACRO])
    gateway.fetch([Kind.MACRO])
    assert lines(edge) == ["POST /oauth/tokens", "GET /api/v2/macros", "GET /api/v2/macros"]
    assert sent(edge, 0) == {
        "grant_type": "client_credentials",
        "client_id": CLIENT.id,
        "client_secret": CLIENT.secret,
        "scope": "read write",
        "expires_in": 3600,
    }
    assert door.shown == ["Bearer minted-0001"] * 2


@pytest.mark.parametrize(("expires_in", "lived"), [(1800, 1741), (300, 241), (None, 241)])
def test_a_bearer_is_renewed_shortly_before_it_lapses(
    edge: responses.RequestsMock, clock: Clock, expires_in: int | None, lived: int
) -> None:
    minted(edge, "minted-0001", expires_in)
    minted(edge, "minted-0002", expires_in)
    door = Door()
    door.open(edge)
    gateway = open_gateway(clock, CLIENT)
    gateway.fetch([Kind.MACRO])
    clock.now += lived - 2
    gateway.fetch([Kind.MACRO])
    clock.now += 2
    gateway.fetch([Kind.MACRO])
    assert door.shown == ["Bearer minted-0001", "Bearer minted-0001", "Bearer minted-0002"]


def test_a_refused_bearer_is_renewed_once_and_the_call_repeated(edge: responses.RequestsMock, clock: Clock) -> None:
    minted(edge, "minted-0001")
    minted(edge, "minted-0002")
    door = Door(known={"minted-0002"})
    door.open(edge)
    gateway = open_gateway(clock, CLIENT)
    gateway.fetch([Kind.MACRO])
    assert door.shown == ["Bearer minted-0001", "Bearer minted-0002"]
    assert gateway.calls.retried == 1
    assert clock.slept == []


def test_a_create_that_was_not_let_in_is_sent_again(edge: responses.RequestsMock, clock: Clock) -> None:
    minted(edge, "minted-0001")
    minted(edge, "minted-0002")
    edge.post(MACROS, json=INVALID_TOKEN, status=401)
    edge.post(MACROS, json={"macro": {"id": 7}}, status=201)
    assert open_gateway(clock, CLIENT).create(Kind.MACRO, "a/b/chat", {"title": "A"}).id == 7


def test_a_renewed_bearer_that_is_refused_too_is_the_end(edge: responses.RequestsMock, clock: Clock) -> None:
    minted(edge, "minted-0001")
    minted(edge, "minted-0002")
    door = Door(known={"another"})
    door.open(edge)
    with pytest.raises(AuthenticationFailed, match="Check ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET"):
        open_gateway(clock, CLIENT).fetch([Kind.MACRO])
    assert len(door.shown) == 2


def test_threads_that_are_refused_together_renew_once(edge: responses.RequestsMock, clock: Clock) -> None:
    minted(edge, "minted-0001")
    minted(edge, "minted-0002")
    together = Barrier(2)

    def refuse(request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        if request.headers["Authorization"] == "Bearer minted-0001":
            together.wait(timeout=10)
            return 401, {}, '{"error": "invalid_token"}'
        return 200, {}, '{"macros": [], "ticket_forms": []}'

    edge.add_callback(responses.GET, MACROS, callback=refuse)
    edge.add_callback(responses.GET, f"{BASE}/api/v2/ticket_forms", callback=refuse)
    open_gateway(clock, CLIENT).fetch([Kind.MACRO, Kind.TICKET_FORM])
    assert lines(edge).count("POST /oauth/tokens") == 2


def test_a_lapsed_bearer_given_whole_says_to_make_a_new_one(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(MACROS, json=INVALID_TOKEN, status=401)
    with pytest.raises(AuthenticationFailed, match="bearer in ZENDESK_OAUTH_TOKEN has lapsed"):
        gateway.fetch([Kind.MACRO])


def test_a_refused_api_token_names_the_day_all_of_them_stop(edge: responses.RequestsMock, clock: Clock) -> None:
    edge.get(MACROS, json={"error": "Couldn't authenticate you"}, status=401)
    with pytest.raises(AuthenticationFailed, match=r"Couldn't authenticate you.*2027-04-30"):
        open_gateway(clock, ApiToken("admin@example.com", "token-0001")).fetch([Kind.MACRO])


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [
        (401, "invalid_client", AuthenticationFailed),
        (400, "invalid_grant", AuthenticationFailed),
        (400, "invalid_scope", Forbidden),
    ],
)
def test_a_client_that_gets_no_bearer_says_what_to_mend(
    edge: responses.RequestsMock, clock: Clock, status: int, error: str, expected: type[ServiceError]
) -> None:
    edge.post(TOKENS, json={"error": error, "error_description": f"Not {CLIENT.secret} here"}, status=status)
    advice = "ZENDESK_CLIENT_SECRET" if expected is AuthenticationFailed else "the scopes read and write"
    with pytest.raises(expected, match=advice) as raised:
        open_gateway(clock, CLIENT).fetch([Kind.MACRO])
    assert raised.value.call.path == "/oauth/tokens"
    assert "Not [hidden] here" in str(raised.value)


def test_a_lost_minting_is_repeated(edge: responses.RequestsMock, clock: Clock) -> None:
    edge.post(TOKENS, status=502)
    minted(edge, "minted-0001")
    door = Door()
    door.open(edge)
    open_gateway(clock, CLIENT).fetch([Kind.MACRO])
    assert door.shown == ["Bearer minted-0001"]


@pytest.mark.parametrize("body", [{}, {"access_token": None}, {"access_token": "two\nlines"}])
def test_an_answer_without_a_bearer_is_unexpected(
    edge: responses.RequestsMock, clock: Clock, body: dict[str, Json]
) -> None:
    edge.post(TOKENS, json=body, status=201)
    with pytest.raises(UnexpectedAnswer, match="it holds no access_token"):
        open_gateway(clock, CLIENT).fetch([Kind.MACRO])


def test_cookies_of_the_service_are_not_kept(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(ME, json={"user": {"id": 1, "role": "admin"}}, headers={"Set-Cookie": "_zendesk_session=abc; path=/"})
    gateway.check_identity()
    gateway.check_identity()
    assert "Cookie" not in edge.calls[1].request.headers
