"""A request on its way: faults, authentication, scope, rate limit, routing, handler, headers. In that order."""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from macrosync.local_zendesk import api_errors, control, known_paths, limits, oauth
from macrosync.local_zendesk.api_errors import ApiError
from macrosync.local_zendesk.authentication import ANONYMOUS, Caller, authenticate, check_scope
from macrosync.local_zendesk.calls import ServedCall
from macrosync.local_zendesk.context import Context
from macrosync.local_zendesk.exchange import Answer, Delivery, Fate
from macrosync.local_zendesk.routing import READING, Router, account_limit, plain

if TYPE_CHECKING:
    from macrosync.local_zendesk.account import Account
    from macrosync.local_zendesk.exchange import Request
    from macrosync.local_zendesk.routing import Found

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Service:
    """Answers requests to one account. `address` is the server's own, such as "127.0.0.1:8080"."""

    account: Account
    router: Router
    address: str
    _controls: Router = field(default_factory=lambda: Router(control.ROUTES))

    def deliver(self, request: Request) -> Delivery:
        """The answer to a request, and what becomes of it. Never raises."""
        if request.path.startswith(control.PREFIX):
            return Delivery(control.answer(self.account, self._controls, request))
        token = self.account.store.base.removeprefix("http://")
        inward = replace(request, body=request.body.replace(self.address.encode(), token.encode()))
        fault = self.account.faults.striking(request)
        delivery = fault.deliver(lambda: self._answer(inward)) if fault else Delivery(self._answer(inward))
        answer = self._outward(delivery.answer, token)
        status = None if delivery.fate is Fate.LOST else answer.status
        self.account.calls.add(ServedCall(request.method, request.path, urlencode(request.query), status))
        return replace(delivery, answer=answer)

    def _answer(self, request: Request) -> Answer:
        try:
            return _shaped(request, self._served(request))
        except ApiError as error:
            return _with_request_id(error.answer)
        except Exception:  # noqa: BLE001 - a bug here is a 500 there, and logged
            _LOG.exception("%s %s broke the local Zendesk", request.method, request.path)
            return _with_request_id(Answer.of({"error": "InternalServerError"}, 500))

    def _served(self, request: Request) -> Answer:
        path = plain(request.path)
        found = self.router.find(request.method, path)
        if path == oauth.PATH and found is not None:
            return self._handled(request, found, ANONYMOUS)
        caller = self._caller(request, found)
        check_scope(caller, found.route if found else None, reads=request.method in READING)
        headers = self._counted(path, found)
        try:
            answer = self._handled(request, found, caller) if found else self._unserved(request, path)
        except ApiError as error:
            return replace(error.answer, headers={**headers, **error.answer.headers})
        return replace(answer, headers={**headers, **answer.headers})

    def _caller(self, request: Request, found: Found | None) -> Caller:
        with self.account.store.reading() as documents:
            try:
                return authenticate(documents, request, self.account.clock.now())
            except ApiError as error:
                basic = not request.headers.get("authorization", "").lower().startswith("bearer")
                if basic and found is not None and found.route.anonymous:
                    return ANONYMOUS
                raise error from None

    def _counted(self, path: str, found: Found | None) -> dict[str, str]:
        """Count the call against its limits; gives their headers. Raises 429."""
        keys = [(account_limit(path), "")]
        if found is not None:
            own = found.route.buckets
            keys += [(bucket.name, found.parameters[bucket.each] if bucket.each else "") for bucket in own]
        standings = self.account.limits.count(keys, self.account.clock.now())
        headers = limits.headers(standings, self.account.switches.rate_limit_headers)
        for standing in standings:
            if standing.exceeded:
                what = standing.name if "-" in standing.name else "API"
                raise api_errors.rate_limited(what, max(1, standing.resets), headers)
        return headers

    def _handled(self, request: Request, found: Found, caller: Caller) -> Answer:
        store = self.account.store
        warnings: list[str] = []
        with store.reading() if found.route.reads else store.writing() as documents:
            context = Context(
                request,
                documents,
                caller.user,
                self.account.clock.now(),
                self.account.switches,
                found.parameters,
                warnings,
            )
            answer = found.route.handler(context)
        if warnings:
            return replace(answer, headers={**answer.headers, "x-zendesk-api-warn": _warning(found, warnings)})
        return answer

    def _unserved(self, request: Request, path: str) -> Answer:
        if known_paths.known(path) or self.router.knows(path):
            raise api_errors.not_built(f"{request.method} {request.path}")
        raise api_errors.invalid_endpoint()

    def _outward(self, answer: Answer, token: str) -> Answer:
        """The answer with the server's address where the account's symbol stands."""
        text = answer.text.replace(token, self.address) if answer.text is not None else None
        headers = {name: value.replace(token, self.address) for name, value in answer.headers.items()}
        return replace(answer, text=text, headers=headers)


def _shaped(request: Request, answer: Answer) -> Answer:
    """The headers that every answer has: request id, etag of what is read, and 304 for what the client has."""
    answer = _with_request_id(answer)
    if request.method not in READING or answer.status != 200 or answer.text is None:  # noqa: PLR2004 - OK
        return answer
    digest = hashlib.blake2b(answer.text.encode(), digest_size=16).hexdigest()
    etag = f'W/"{digest}"'
    headers = {**answer.headers, "etag": etag, "cache-control": "max-age=0, private, must-revalidate"}
    if request.headers.get("if-none-match") == etag:
        return Answer(304, None, headers)
    return replace(answer, headers=headers)


def _with_request_id(answer: Answer) -> Answer:
    headers = {**answer.headers, "x-request-id": secrets.token_hex(16)}
    if answer.text is not None:
        headers.setdefault("content-type", "application/json; charset=utf-8")
    return replace(answer, headers=headers)


def _warning(found: Found, keys: list[str]) -> str:
    """A Ruby hash, as recorded; the controller is the path's last word."""
    words = [word for word in found.route.pattern.split("/")[3:] if not word.startswith("{")]
    action = {"POST": "create", "PUT": "update", "DELETE": "destroy"}.get(found.route.method, "index")
    listed = ", ".join(f'"{key}"' for key in dict.fromkeys(keys))
    return (
        f'{{:allowed_parameters=>{{:controller=>"{words[-1]}", :action=>"{action}", '
        f":unpermitted_keys=>[{listed}], :invalid_values=>[]}}}}"
    )
