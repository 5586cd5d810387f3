"""The transport that every call goes through, zenpy's included: it lets in, paces, repeats, counts and judges.

It stands below requests' Session, so that whoever holds the session (zenpy does) gets an answer that is good or an
error of ours, and nothing in between: never a 429, never a cut body, never an anonymous call.
"""

from __future__ import annotations

from dataclasses import replace
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError

from macrosync import __version__, errors
from macrosync.errors import Call, ConfigError
from macrosync.gateway import detail, failures
from macrosync.gateway.budget import Route, said_by
from macrosync.gateway.calls import CallRecord
from macrosync.gateway.exchange import Exchange, taken
from macrosync.gateway.failures import TOKEN_PATH, Failed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from threading import Event

    from requests import PreparedRequest, Response

    from macrosync.gateway.account import Account
    from macrosync.gateway.authorization import Authorization
    from macrosync.gateway.calls import Tally
    from macrosync.gateway.pacing import Pacer
    from macrosync.gateway.repeating import Patience

#: Seconds to connect in, and to wait for the next bytes of an answer.
TIMEOUT = (5.0, 30.0)
_UNAUTHORISED, _NOT_FOUND, _NO_CONTENT = 401, 404, 204
#: What may be answered without a body, as a webhook's change is (REF webhooks); a read or a create may not.
_EMPTY = frozenset({("PUT", _NO_CONTENT), ("PATCH", _NO_CONTENT)})
_FIRST_ERROR = 300


class _OwnAuth(AuthBase):
    """Keeps requests from reading ~/.netrc: the transport sets the one header that there is."""

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        return request


def open_session(account: Account) -> requests.Session:
    """A session without cookies, so that a credential is all that lets in, and on loopback without proxies."""
    session = requests.Session()
    session.trust_env = not account.loopback
    session.auth = _OwnAuth()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = f"macrosync/{__version__}"
    session.headers["Accept"] = "application/json"
    return session


class Transport(HTTPAdapter):
    """requests' way out, for one account.

    Raises a ServiceError for every call that fails, and ConfigError for one that is not this account's.
    """

    def __init__(
        self,
        account: Account,
        authorization: Authorization,
        pacer: Pacer,
        tally: Tally,
        *,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
        patience: Patience,
        halted: Event,
    ) -> None:
        super().__init__(max_retries=0)
        self._account = account
        self._authorization = authorization
        self._pacer = pacer
        self._tally = tally
        self._sleep = sleep
        self._clock = clock
        self._patience = patience
        self._halted = halted

    def send(  # noqa: PLR0917 - requests' own signature
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: ARG002, FBT001, FBT002 - answers are always read whole
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,  # noqa: ARG002 - one for all calls
        verify: bool | str = True,  # noqa: FBT001, FBT002
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,  # noqa: ARG002 - not used by Zendesk
        proxies: Mapping[str, str] | None = None,
    ) -> Response:
        """Send a call until it is answered or given up; raises DoneAlready where it proves to be so already."""
        recheck = taken()
        url = str(request.url)
        if not self._account.holds(url):
            raise ConfigError(
                f"A call was meant for {urlsplit(url).netloc}, which is not the account {self._account.host}: unset "
                "ZENPY_FORCE_NETLOC and ZENPY_FORCE_SCHEME where they are set."
            )
        # Nothing but a certificate file may stand in the place of verification.
        certificates = verify if isinstance(verify, str) else True

        def once() -> Response:
            return super(Transport, self).send(
                request, stream=True, timeout=TIMEOUT, verify=certificates, proxies=proxies
            )

        path = urlsplit(url).path
        call = Call(str(request.method), path)
        exchange = Exchange(call, Route.of(call.method, path), self._clock(), recheck)
        try:
            return self._patience.retrying(self._sleep)(self._attempt, exchange, request, once)
        except Failed as failed:
            raise failed.error from failed.__cause__
        finally:
            request.headers.pop("Authorization", None)  # answers and exceptions keep the request

    def _attempt(self, exchange: Exchange, request: PreparedRequest, once: Callable[[], Response]) -> Response:
        """One attempt; a bearer that was refused is renewed and the call sent once more, as it was not done."""
        authorised = exchange.call.path != TOKEN_PATH
        header = self._authorise(request) if authorised else ""
        answer = self._timed(exchange, once)
        if authorised and answer.status_code == _UNAUTHORISED and self._authorization.renewed(header):
            self._authorise(request)
            answer = self._timed(exchange, once)
        return self._judged(exchange, answer)

    def _authorise(self, request: PreparedRequest) -> str:
        header = self._authorization.header()
        request.headers["Authorization"] = header
        return header

    def _timed(self, exchange: Exchange, once: Callable[[], Response]) -> Response:
        """Send the call, read the whole answer, and take note of both."""
        self._pace(exchange)
        exchange.begin()
        began = self._clock()
        answer: Response | None = None
        try:
            answer = once()
            _ = answer.content
        except (requests.RequestException, HTTPError) as problem:
            raise exchange.failed(failures.from_exception(exchange.call, problem)) from problem
        except OSError as problem:
            raise ConfigError(
                "The certificate file that REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names cannot be read: mend or unset it."
            ) from problem
        finally:
            self._note(exchange, answer, began)
        return answer

    def _pace(self, exchange: Exchange) -> None:
        """Wait for the call's turn, and look again where that, or an attempt before it, took its time."""
        self._take_turn(exchange)
        while exchange.is_late(self._clock()):
            self._pacer.end(exchange.route, {})  # given back, since what looks again takes turns too
            exchange.look_again(self._clock)
            self._take_turn(exchange)

    def _take_turn(self, exchange: Exchange) -> None:
        longest = self._patience.longest - exchange.waited
        wait = self._pacer.begin(exchange.route, longest)
        if wait > longest:
            said = f"the {exchange.route.limit} limit is used up for another {wait:.0f} s"
            raise Failed(errors.RateLimited(exchange.call, said), repeatable=False)
        exchange.waited += wait
        if self._halted.is_set():
            self._pacer.end(exchange.route, {})
            raise Failed(errors.Unavailable(exchange.call, "it was interrupted"), repeatable=False)

    def _note(self, exchange: Exchange, answer: Response | None, began: float) -> None:
        call, status = exchange.call, answer.status_code if answer is not None else None
        said = {}
        if answer is not None:
            after = failures.retry_after(answer.headers)
            said = said_by(exchange.route, answer.status_code, answer.headers, after)
        self._pacer.end(exchange.route, said)
        self._tally.add(CallRecord(call.method, call.path, status, self._clock() - began, exchange.attempt))

    def _judged(self, exchange: Exchange, answer: Response) -> Response:
        """The answer, where it is good; raises Failed where it is not."""
        call = replace(
            exchange.call, status=answer.status_code, request_id=answer.headers.get("X-Request-Id", "")[:100]
        )
        if call.method == "DELETE" and call.status == _NOT_FOUND and exchange.doubt:
            return _emptied(answer)
        failed = self._failure(call, answer)
        if failed is None:
            return answer
        raise exchange.failed(failed)

    def _failure(self, call: Call, answer: Response) -> Failed | None:
        answer.encoding = "utf-8"  # JSON is; requests would guess from the header
        secrets = self._authorization.secrets
        if answer.status_code >= _FIRST_ERROR:
            failed = failures.from_answer(call, answer.text, answer.headers, secrets)
            if answer.status_code == _UNAUTHORISED and call.path != TOKEN_PATH and self._authorization.advice:
                failed.error = errors.AuthenticationFailed(call, failed.error.detail, self._authorization.advice)
            return failed
        empty = not answer.content and (call.method == "DELETE" or (call.method, answer.status_code) in _EMPTY)
        document = None if empty else detail.document(answer.text)
        if document is not None:
            # A page of a list is large: what it was judged by is not parsed again by whoever asks for it.
            answer.json = lambda **_: document  # type: ignore[method-assign]
        if empty or document is not None:
            return None
        return failures.unreadable(call, answer.text, secrets)


def _emptied(answer: Response) -> Response:
    """A DELETE that was lost, repeated, and found nothing left to delete: it was done."""
    answer.status_code = _NO_CONTENT
    return answer
