"""The one place where what goes wrong between here and Zendesk becomes an error of ours.

Two kinds of thing go wrong: an answer that is an error, and no answer. Each becomes a `Failed`, which says beside the
error whether the call may be sent again, and after how many seconds at least.
"""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from ssl import SSLCertVerificationError
from typing import TYPE_CHECKING

import requests
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError

from macrosync import errors
from macrosync.gateway import detail
from macrosync.gateway.account import is_help_center
from macrosync.gateway.endpoints import TRIGGER_JOBS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.errors import Call, ServiceError

#: Where a bearer is minted (OAS).
TOKEN_PATH = "/oauth/tokens"  # noqa: S105 - a path
#: What may be sent twice and does the same as once; a PATCH of ours says what shall be, as a PUT does.
IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "PATCH", "DELETE"})
#: So does a job that says positions, and a bearer that is minted twice does no harm.
_HARMLESS = frozenset({TOKEN_PATH, TRIGGER_JOBS})

_UNAUTHORISED, _FORBIDDEN, _NOT_FOUND, _CONFLICT, _THROTTLED = 401, 403, 404, 409, 429
_NOT_BUILT, _BAD_GATEWAY, _BUSY, _GATEWAY_TIMEOUT = 501, 502, 503, 504
_REDIRECT, _CLIENT_ERROR, _SERVER_ERROR = 300, 400, 500
_TYPES: Mapping[int, type[ServiceError]] = {
    _UNAUTHORISED: errors.AuthenticationFailed,
    _FORBIDDEN: errors.Forbidden,
    _NOT_FOUND: errors.NotFound,
    _CONFLICT: errors.Conflict,
    _THROTTLED: errors.RateLimited,
    _NOT_BUILT: errors.UnexpectedAnswer,
}
_UNKNOWN_CLIENT = frozenset({"invalid_client", "invalid_grant", "unauthorized_client"})
_ADDRESS_ADVICE = "That is no answer of Zendesk's API: check the subdomain in macrosync.toml, or the --url."
_SCOPE_ADVICE = "Allow the OAuth client the scopes read and write in the Admin Center."
_CERTIFICATE_ADVICE = (
    "If a proxy of your network re-signs traffic, set REQUESTS_CA_BUNDLE to the file with its certificate; "
    "verification cannot be switched off."
)


class Failed(Exception):
    """A call that failed: with which error, and whether and when it may be sent again.

    `after` is what Zendesk asks to wait, in seconds; `maybe_done` says that the call may have taken effect.
    """

    def __init__(
        self, error: ServiceError, *, repeatable: bool, after: float | None = None, maybe_done: bool = False
    ) -> None:
        super().__init__(str(error))
        self.error = error
        self.repeatable = repeatable
        self.after = after
        self.maybe_done = maybe_done

    @property
    def throttled(self) -> bool:
        """Whether a rate limit refused it."""
        return isinstance(self.error, errors.RateLimited)


def repeats_safely(call: Call) -> bool:
    """Whether the call may be sent again when it may have been done already."""
    return call.method in IDEMPOTENT or call.path in _HARMLESS


def from_answer(call: Call, text: str, headers: Mapping[str, str], secrets: tuple[str, ...]) -> Failed:
    """The failure that an answer with a status from 300 up is; `call` carries the status and the request id."""
    status = call.status or 0
    said = detail.describe(text, secrets)
    after = retry_after(headers)
    if status == _THROTTLED:
        asked = f" (it asks to wait {after:g} s)" if after else ""
        return Failed(errors.RateLimited(call, said + asked), repeatable=True, after=after)
    if status >= _SERVER_ERROR and status != _NOT_BUILT:
        return _server_error(call, said, after)
    contended = status == _CONFLICT and is_help_center(call.path)
    return Failed(_type(call, text)(call, said, _advice(call, text)), repeatable=contended and repeats_safely(call))


def _server_error(call: Call, said: str, after: float | None) -> Failed:
    """503 with Retry-After refuses a call undone; what answers 502 or 504 does not know what became of it."""
    refused = call.status == _BUSY and after is not None
    if refused or repeats_safely(call):
        return Failed(errors.Unavailable(call, said), repeatable=True, after=after, maybe_done=not refused)
    lost = call.status in {_BAD_GATEWAY, _GATEWAY_TIMEOUT}
    return Failed((errors.AnswerLost if lost else errors.Unavailable)(call, said), repeatable=False, maybe_done=True)


def _type(call: Call, text: str) -> type[ServiceError]:
    status = call.status or 0
    if call.path == TOKEN_PATH and status < _SERVER_ERROR:
        if detail.code(text) in _UNKNOWN_CLIENT:
            return errors.AuthenticationFailed
        if detail.code(text) == "invalid_scope":
            return errors.Forbidden
    if _REDIRECT <= status < _CLIENT_ERROR:
        return errors.UnexpectedAnswer
    return _TYPES.get(status, errors.Rejected)


def _advice(call: Call, text: str) -> str | None:
    """Advice that fits better than the error's own, or None."""
    status = call.status or 0
    if detail.code(text) == "invalid_scope":
        return _SCOPE_ADVICE
    if _REDIRECT <= status < _CLIENT_ERROR or (status == _NOT_FOUND and not detail.is_json(text)):
        return _ADDRESS_ADVICE
    return None


def unreadable(call: Call, text: str, secrets: tuple[str, ...]) -> Failed:
    """The failure that an answer without an error is whose body is cut, or no JSON object."""
    safe = repeats_safely(call)
    if not safe:
        return Failed(errors.AnswerLost(call, "the answer came and cannot be read"), repeatable=False, maybe_done=True)
    cut = text.lstrip().startswith("{")
    said = "its JSON is cut short" if cut else f"it is not JSON: {detail.describe(text, secrets)}"
    advice = None if cut else _ADDRESS_ADVICE
    return Failed(errors.UnexpectedAnswer(call, said, advice), repeatable=cut, maybe_done=True)


def from_exception(call: Call, problem: Exception) -> Failed:
    """The failure that the lack of an answer is. The problem's own text is never used: it can hold a header."""
    if _untrusted(problem):
        error = errors.Unreachable(call, "the certificate is not trusted", _CERTIFICATE_ADVICE)
        return Failed(error, repeatable=False)
    if _never_sent(problem):
        return Failed(errors.Unreachable(call, _reason(problem)), repeatable=True)
    if isinstance(problem, requests.exceptions.InvalidHeader | requests.exceptions.InvalidURL):
        return Failed(errors.Unreachable(call, "the request could not be written"), repeatable=False)
    type_ = errors.Unavailable if call.method in {"GET", "HEAD"} else errors.AnswerLost
    return Failed(type_(call, _reason(problem)), repeatable=repeats_safely(call), maybe_done=True)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that an answer asks to wait; its date form is counted from the answer's own Date."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        asked, sent = parsedate_to_datetime(value), parsedate_to_datetime(headers.get("Date", ""))
        return max(0.0, (asked - sent).total_seconds())
    except (TypeError, ValueError):
        return None


def _causes(problem: BaseException) -> Iterator[BaseException]:
    """The problem and what it wraps, outermost first: requests wraps urllib3, which wraps the socket's own."""
    seen: list[BaseException] = []
    waiting = [problem]
    while waiting:
        current = waiting.pop(0)
        if current in seen:
            continue
        seen.append(current)
        yield current
        wrapped = (current.reason if isinstance(current, MaxRetryError) else None, *current.args)
        waiting.extend(each for each in wrapped if isinstance(each, BaseException))


def _untrusted(problem: BaseException) -> bool:
    return any(isinstance(cause, SSLCertVerificationError) for cause in _causes(problem))


def _never_sent(problem: BaseException) -> bool:
    before_sending = (requests.exceptions.ConnectTimeout, requests.exceptions.ProxyError, NewConnectionError)
    return any(isinstance(cause, before_sending) for cause in _causes(problem))


def _reason(problem: BaseException) -> str:
    causes = tuple(_causes(problem))

    def among(*types: type[BaseException]) -> bool:
        return any(isinstance(cause, types) for cause in causes)

    if among(NameResolutionError):
        return "there is no host of that name"
    if among(requests.exceptions.ProxyError):
        return "the proxy cannot be reached"
    if among(requests.exceptions.Timeout):
        return "no answer came in time"
    if among(NewConnectionError):
        return "the connection was refused"
    return "the connection broke before the whole answer came"
