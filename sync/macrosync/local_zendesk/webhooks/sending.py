"""One request of a webhook: how it is made, signed and sent, and what came of it (DOC webhooks/anatomy, verifying).

Nothing is sent to anything but loopback: the local Zendesk never leaves this machine.
"""

from __future__ import annotations

import hashlib
import hmac
import zlib
from base64 import b64encode
from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlencode, urljoin, urlsplit

import requests

from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.exchange import compact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from macrosync.local_zendesk.documents import Body
    from macrosync.local_zendesk.switches import Switches
    from macrosync.resources import Json

#: A body as it stands, or parameters (facts on triggers: a list of keys and values where the body is not JSON).
Payload: TypeAlias = "str | Sequence[tuple[str, str]]"

ACCOUNT = "10000001"
SUCCESS, TIMEOUT, FAILED = "success", "timeout", "failed"
CLIENT_ERROR, SERVER_ERROR = "client error", "server error"
#: Characters of an answer that are kept (assumed).
LONGEST = 65_536
_TYPES = {
    "json": "application/json",
    "xml": "application/xml",
    "form_encoded": "application/x-www-form-urlencoded",
}
_CHARSET = "; charset=utf-8"
_BODILESS = frozenset({"GET", "DELETE"})
#: Redirects that are followed at most, and those after which a request is the same one again (RFC 9110, 15.4).
_MOST_REDIRECTS, _KEEPING = 5, frozenset({307, 308})
REFUSED = "The local Zendesk delivers webhooks to this machine only (127.0.0.1, ::1 or localhost)."


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request as it is sent."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: str

    def shown(self, custom: Json) -> Body:
        """For a list of attempts: nothing of its authentication, and of its custom headers those given (assumed)."""
        given = tuple(name.lower() for name in custom) if isinstance(custom, dict) else ()
        public = ("content-type", "x-zendesk-", *given)
        kept = {name: value for name, value in self.headers.items() if name.lower().startswith(public)}
        return {"endpoint": self.url, "headers": pairs(kept), "http_method": self.method, "payload": self.body}


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it; `said` is the answer's body, or why there is none."""

    status: str
    code: int | None
    said: str
    headers: Mapping[str, str]

    @property
    def shown(self) -> Body:
        """For an answer of the API."""
        return {"headers": pairs(self.headers), "payload": self.said}


def pairs(headers: Mapping[str, str]) -> list[Json]:
    """Headers as the API gives them."""
    return [{"key": name, "value": value} for name, value in headers.items()]


def outgoing(
    webhook: Body, payload: Payload, invocation: str, now: datetime, own: Mapping[str, str], *, switches: Switches
) -> Outgoing:
    """The request; `own` has what stands for the account's address in stored texts, and the address."""
    method, url = str(webhook["http_method"]), _resolved(str(webhook["endpoint"]), own)
    body = _resolved(_body(payload, str(webhook["request_format"])), own)
    if method in _BODILESS:
        query, body = ("" if isinstance(payload, str) else urlencode(list(payload))), ""
        url += ("&" if "?" in url else "?") + query if query else ""
    headers = {"User-Agent": "Zendesk Webhook"}
    if body:
        charset = _CHARSET if switches.webhook_types_have_charset else ""
        headers["Content-Type"] = _TYPES[str(webhook["request_format"])] + charset
    custom = webhook.get("custom_headers")
    for name, value in custom.items() if isinstance(custom, dict) else ():
        headers[name] = _resolved(str(value), own)
    held = webhook["secrets"] if isinstance(webhook["secrets"], dict) else {}
    headers |= _authentication(webhook.get("authentication"), held.get("data"))
    if switches.invocation_header_is_a_number:
        invocation = str(zlib.crc32(invocation.encode()))
    return Outgoing(method, url, headers | _signed(webhook, str(held["signing"]), body, invocation, now), body)


def signature(secret: str, timestamp: str, body: str) -> str:
    """base64(HMAC-SHA256(secret, timestamp + body)) (DOC webhooks/verifying)."""
    return b64encode(hmac.digest(secret.encode(), (timestamp + body).encode(), hashlib.sha256)).decode()


def send(request: Outgoing, seconds: float, switches: Switches) -> Result:
    """Send it, and after it where it is redirected to, as the switch says. Never raises."""
    result = _sent(request, seconds)
    for _ in range(_MOST_REDIRECTS if switches.webhooks_follow_redirects else 0):
        place = result.headers.get("Location") or result.headers.get("location")
        if result.code is None or result.code // 100 != 3 or place is None:  # noqa: PLR2004 - redirects
            break
        request = replace(request, url=urljoin(request.url, place))
        if result.code not in _KEEPING:
            request = replace(request, method="GET", body="")
        result = _sent(request, seconds)
    told_apart = switches.webhook_failures_told_apart or result.status not in {CLIENT_ERROR, SERVER_ERROR}
    return result if told_apart else replace(result, status=FAILED)


def _sent(request: Outgoing, seconds: float) -> Result:
    """What came of one request; one that is not for this machine is refused."""
    try:
        with requests.Session() as session:
            session.trust_env = False
            prepared = session.prepare_request(
                requests.Request(request.method, request.url, dict(request.headers), data=request.body.encode() or None)
            )
            if not is_loopback(prepared.url or ""):  # as requests reads the address, which is what counts
                return Result(FAILED, None, REFUSED, {})
            with session.send(prepared, timeout=seconds, allow_redirects=False) as answer:
                said = answer.content.decode("utf-8", "replace")[:LONGEST]
                return Result(_status(answer.status_code), answer.status_code, said, dict(answer.headers))
    except requests.Timeout:
        return Result(TIMEOUT, None, f"no answer within {seconds:g} seconds", {})
    except (requests.RequestException, ValueError) as error:
        return Result(FAILED, None, f"could not be sent: {type(error).__name__}", {})


def is_loopback(url: str) -> bool:
    """Whether an address is this machine's own; a name other than localhost is never asked for."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        return parts.scheme in {"http", "https"} and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:
        return False


def _body(payload: Payload, request_format: str) -> str:
    if isinstance(payload, str):
        return payload
    return urlencode(list(payload)) if request_format == "form_encoded" else compact(dict(payload))


def _authentication(shown: Json, data: Json) -> dict[str, str]:
    if not isinstance(shown, dict) or not isinstance(data, dict):
        return {}
    match shown["type"]:
        case "basic_auth":
            known = b64encode(f"{data['username']}:{data['password']}".encode()).decode()
            return {"Authorization": f"Basic {known}"}
        case "bearer_token":
            return {"Authorization": f"Bearer {data['token']}"}
    return {str(data["name"]): str(data["value"])}


def _signed(webhook: Body, secret: str, body: str, invocation: str, now: datetime) -> dict[str, str]:
    timestamp = stamp(now)
    return {
        "X-Zendesk-Account-Id": ACCOUNT,
        "X-Zendesk-Webhook-Id": str(webhook.get("ulid", "")),
        "X-Zendesk-Webhook-Invocation-Id": invocation,
        "X-Zendesk-Webhook-Signature": signature(secret, timestamp, body),
        "X-Zendesk-Webhook-Signature-Timestamp": timestamp,
    }


def _status(code: int) -> str:
    families = {2: SUCCESS, 4: CLIENT_ERROR, 5: SERVER_ERROR}
    return families.get(code // 100, FAILED)


def _resolved(text: str, own: Mapping[str, str]) -> str:
    for symbol, address in own.items():
        text = text.replace(symbol, address)
    return text
