from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest
import requests
import urllib3
from tests.gateway.service import ARTICLES, BASE, BEARER, MACROS, open_gateway

from macrosync.errors import (
    AuthenticationFailed,
    Call,
    Conflict,
    Forbidden,
    NotFound,
    RateLimited,
    Rejected,
    ServiceError,
    Unavailable,
    UnexpectedAnswer,
    Unreachable,
)
from macrosync.gateway.detail import describe
from macrosync.gateway.failures import Failed, from_answer, from_exception
from macrosync.resources import Kind

if TYPE_CHECKING:
    import responses

    from macrosync.gateway import Gateway
    from macrosync.resources import Json

BLANK: Json = {
    "error": "RecordInvalid",
    "description": "Record validation errors",
    "details": {"title": [{"description": "Title: cannot be blank", "error": "BlankValue"}]},
}


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ({"error": "RecordNotFound", "description": "Not found"}, "RecordNotFound: Not found"),
        ({"error": "Couldn't authenticate you"}, "Couldn't authenticate you"),
        ({"error": "invalid_token", "error_description": "It is expired."}, "invalid_token: It is expired."),
        ({"error": {"title": "Forbidden", "message": "Not in your plan"}}, "Forbidden: Not in your plan"),
        (BLANK, "RecordInvalid: Title: cannot be blank"),
        (
            {"error": "RecordInvalid", "details": {"base": [{"description": "No"}, {"description": "Neither"}]}},
            "RecordInvalid: No; Neither",
        ),
        (
            {"error": "RecordInvalid", "details": {"value": [{"description": "has already been taken"}]}},
            "RecordInvalid: value: has already been taken",
        ),
        ({"errors": [{"code": "InvalidPaginationDepth", "title": "Too deep"}]}, "InvalidPaginationDepth: Too deep"),
        ({"errors": [{"title": "One"}, {"title": "Two", "detail": "more"}]}, "One; Two: more"),
        ({"errors": {"title": ["can't be blank"], "locale": ["is wrong"]}}, "title: can't be blank; locale: is wrong"),
        ({"errors": ["Plain words"]}, "Plain words"),
        ({"description": "Only words"}, "Only words"),
        ({"error": "Same", "description": "Same"}, "Same"),
        ({"error": "Two\n  lines"}, "Two lines"),
        ({}, "{}"),
        ([], "[]"),
    ],
)
def test_every_shape_of_an_error_is_one_line(body: Json, line: str) -> None:
    assert describe(json.dumps(body)) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<html><head><title>No help desk\n here</title></head></html>", "a web page titled “No help desk here”"),
        ("upstream connect error", "upstream connect error"),
        ("", "an empty answer"),
        ("x" * 5000, "x" * 299 + "…"),
    ],
)
def test_an_error_without_json_is_one_line_too(text: str, line: str) -> None:
    assert describe(text).startswith(line)


@pytest.mark.parametrize(
    ("status", "type_"),
    [
        (302, UnexpectedAnswer),
        (400, Rejected),
        (401, AuthenticationFailed),
        (402, Rejected),
        (403, Forbidden),
        (404, NotFound),
        (405, Rejected),
        (409, Conflict),
        (413, Rejected),
        (415, Rejected),
        (422, Rejected),
        (429, RateLimited),
        (500, Unavailable),
        (501, UnexpectedAnswer),
        (502, Unavailable),
        (503, Unavailable),
        (504, Unavailable),
        (520, Unavailable),
    ],
)
def test_every_status_has_its_error(status: int, type_: type[ServiceError]) -> None:
    assert type(from_answer(Call("GET", "/api/v2/macros", status=status), "{}", {}, ()).error) is type_


def every_subclass(base: type[Exception]) -> list[type[Exception]]:
    return [base, *(found for each in base.__subclasses__() for found in every_subclass(each))]


@pytest.mark.parametrize("problem", every_subclass(requests.RequestException), ids=lambda each: each.__name__)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_problem_of_requests_has_its_error(problem: type[Exception], method: str) -> None:
    raised = problem.__new__(problem)
    assert isinstance(from_exception(Call(method, "/api/v2/macros"), raised).error, ServiceError)


def test_a_problem_with_a_circle_of_causes_ends() -> None:
    first, second = requests.ConnectionError(), urllib3.exceptions.ProtocolError()
    first.args, second.args = (second,), (first,)
    assert isinstance(from_exception(Call("GET", "/"), first), Failed)


def test_an_error_names_resource_call_request_and_advice(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(f"{MACROS}/1", json=BLANK, status=422, headers={"X-Request-Id": "request-1"})
    with pytest.raises(Rejected) as raised:
        gateway.update(Kind.MACRO, "contact-after-ride/lost-item/chat", 1, {"title": ""})
    assert str(raised.value) == (
        "macro contact-after-ride/lost-item/chat: PUT /api/v2/macros/1 answered 422 (request id request-1): "
        "RecordInvalid: Title: cannot be blank. Mend the definition that the sentence names, or report it as a bug "
        "of macrosync."
    )
    assert raised.value.call == Call(
        "PUT", "/api/v2/macros/1", "macro", "contact-after-ride/lost-item/chat", 422, "request-1"
    )


def test_korean_in_an_error_is_readable_without_a_charset(edge: responses.RequestsMock, gateway: Gateway) -> None:
    body = json.dumps({"error": "제목이 비어 있음"}, ensure_ascii=False).encode()
    edge.put(f"{MACROS}/1", body=body, status=422, content_type="text/plain")
    with pytest.raises(Rejected, match="제목이 비어 있음"):
        gateway.update(Kind.MACRO, "a/b/chat", 1, {"title": ""})


def test_an_account_without_a_help_center_says_so(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(ARTICLES, json={"error": "InvalidEndpoint", "description": "Not found"}, status=404)
    with pytest.raises(NotFound, match="has no Help Center, it is not activated, or it lacks the locale ko"):
        gateway.fetch([Kind.ARTICLE])


def test_a_missing_list_of_support_is_no_matter_of_the_help_center(
    edge: responses.RequestsMock, gateway: Gateway
) -> None:
    edge.get(MACROS, json={"error": "InvalidEndpoint", "description": "Not found"}, status=404)
    with pytest.raises(NotFound) as raised:
        gateway.fetch([Kind.MACRO])
    assert "Help Center" not in str(raised.value)


@pytest.mark.parametrize("status", [200, 404])
def test_a_web_page_means_the_wrong_address(edge: responses.RequestsMock, gateway: Gateway, status: int) -> None:
    edge.get(MACROS, body="<html><title>Welcome</title></html>", status=status)
    with pytest.raises(ServiceError, match=r"titled “Welcome”.*check the subdomain in macrosync.toml"):
        gateway.fetch([Kind.MACRO])


def test_a_redirect_is_not_followed(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(MACROS, status=301, headers={"Location": "https://example.com/api/v2/macros"})
    with pytest.raises(UnexpectedAnswer, match="check the subdomain"):
        gateway.fetch([Kind.MACRO])
    assert gateway.calls.total == 1


@pytest.mark.parametrize("body", ["[]", '"words"', "null", "7", "[" * 100_000])
def test_json_that_is_no_object_is_unexpected(edge: responses.RequestsMock, gateway: Gateway, body: str) -> None:
    edge.get(MACROS, body=body)
    with pytest.raises(UnexpectedAnswer):
        gateway.fetch([Kind.MACRO])


def test_a_secret_that_the_service_repeats_is_blotted_out(edge: responses.RequestsMock) -> None:
    said = f"No macro for {BEARER.token}, nor for Authorization: Bearer another-0002"
    edge.get(MACROS, json={"error": "Odd", "description": said}, status=403)
    with pytest.raises(Forbidden) as raised:
        open_gateway().fetch([Kind.MACRO])
    assert "Odd: No macro for [hidden], nor for Authorization: Bearer [hidden]" in str(raised.value)
    assert BEARER.token not in f"{raised.value!r} {raised.value.__cause__!r} {raised.value.args}"


def test_no_header_is_left_on_the_call_that_an_error_keeps(edge: responses.RequestsMock) -> None:
    edge.get(f"{BASE}/api/v2/users/me", body=requests.ConnectionError("gone"))
    with pytest.raises(Unavailable) as raised:
        open_gateway().check_identity()
    assert "Authorization" not in edge.calls[0].request.headers
    assert BEARER.token not in f"{raised.value.__cause__!r}"


def test_a_host_that_no_name_server_knows_is_told_apart_from_one_that_refuses() -> None:
    pool = urllib3.HTTPSConnectionPool("example.zendesk.com")
    connection = urllib3.connection.HTTPSConnection("example.zendesk.com")
    unknown = urllib3.exceptions.NameResolutionError("example.zendesk.com", connection, socket.gaierror(-2, "unknown"))
    problem = requests.ConnectionError(urllib3.exceptions.MaxRetryError(pool, "/", unknown))
    failed = from_exception(Call("POST", "/api/v2/macros"), problem)
    assert isinstance(failed.error, Unreachable)
    assert failed.error.detail == "there is no host of that name"
    assert failed.repeatable
