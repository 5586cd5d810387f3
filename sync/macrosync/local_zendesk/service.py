"""A request on its way: faults, authentication, scope, rate limit, routing, handler, headers. In that order."""

from __future__ import annotations

import logging
import secrets
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, control, known_paths, limits, oauth
from macrosync.local_zendesk.api_errors import ApiError
from macrosync.local_zendesk.authentication import ANONYMOUS, Caller, authenticate, check_scope
from macrosync.local_zendesk.context import Context
from macrosync.local_zendesk.exchange import Answer, Delivery, Fate
from macrosync.local_zendesk.families import automation_runs, job_work, jobs
from macrosync.local_zendesk.routing import READING, Router, account_limit, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from macrosync.local_zendesk.account import Account
    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.local_zendesk.exchange import Request
    from macrosync.local_zendesk.limits import Bucket
    from macrosync.local_zendesk.routing import Found

#: From this page on a list of tickets has a limit of its own (REF introduction/rate-limits).
_DEEP_PAGE = 500
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
            return Delivery(self._outward(control.answer(self.account, self._controls, request)))
        delivery = self.account.faults.deliver(request, lambda: self._answer(request))
        status = None if delivery.fate is Fate.LOST else delivery.answer.status
        self.account.calls.add(request, status)
        return delivery

    def _answer(self, request: Request) -> Answer:
        try:
            answer = self._outward(self._served(self._inward(request)))
            return _shaped(request, answer, not_modified=self.account.switches.answers_not_modified)
        except ApiError as error:
            return _with_request_id(self._outward(error.answer))
        except Exception:  # noqa: BLE001 - a bug here is a 500 there, and logged
            _LOG.exception("%s %s broke the local Zendesk", request.method, request.path)
            return _with_request_id(Answer.of({"error": "InternalServerError"}, 500))

    def _served(self, request: Request) -> Answer:
        path = plain(request.path)
        found = self.router.find(request.method, path)
        if path == oauth.PATH and found is not None:
            return self._transacted(request, found, ANONYMOUS)
        with self.account.store.reading() as documents:  # one for all that a read needs: each has its price
            caller = self._caller(documents, request, found)
            every = self.account.switches.every_resource_has_scopes
            check_scope(caller, found.route if found else None, reads=request.method in READING, every=every)
            headers = self._counted(request, path, found)
            hour = automation_runs.due(documents, self.account.clock.now(), self.account.switches)
            due = hour or bool(self._due(documents, path))
            if found is not None and found.route.reads and not due:
                return _limited(headers, lambda: self._handled(documents, request, found, caller))
        if due:
            self._work(path)
        if found is None:
            return _limited(headers, lambda: self._unserved(request, path))
        return _limited(headers, lambda: self._transacted(request, found, caller))

    def _caller(self, documents: Documents, request: Request, found: Found | None) -> Caller:
        try:
            return authenticate(documents, request, self.account.clock.now())
        except ApiError as error:
            basic = not request.headers.get("authorization", "").lower().startswith("bearer")
            if basic and found is not None and (found.route.anonymous or self._public(request, found)):
                return ANONYMOUS
            raise error from None

    def _public(self, request: Request, found: Found) -> bool:
        """Whether it is answered to who says nothing of themselves; wrong credentials are an error all the same."""
        needed = self.account.switches.help_center_needs_credentials
        return found.route.public and not needed and "authorization" not in request.headers

    def _counted(self, request: Request, path: str, found: Found | None) -> dict[str, str]:
        """Count the call against its limits; gives their headers. Raises 429."""
        switches, keys = self.account.switches, [(account_limit(path), "")]
        if found is not None:
            own = [each for each in found.route.buckets if switches.every_ticket_list_counts or _counts(each, request)]
            keys += [(bucket.name, found.parameters[bucket.each] if bucket.each else "") for bucket in own]
        slides = not switches.windows_begin_with_first_call
        standings = self.account.limits.count(keys, self.account.clock.now(), slides=slides)
        headers = limits.headers(standings, switches.rate_limit_headers, every=switches.names_every_limit)
        for standing in standings:
            if standing.exceeded:
                what = limits.SPOKEN.get(standing.name, standing.name if "-" in standing.name else "API")
                raise api_errors.rate_limited(what, max(1, standing.resets), headers)
        return headers

    def _transacted(self, request: Request, found: Found, caller: Caller) -> Answer:
        store = self.account.store
        with store.reading() if found.route.reads else store.writing() as documents:
            return self._handled(documents, request, found, caller)

    def _handled(self, documents: Documents, request: Request, found: Found, caller: Caller) -> Answer:
        now, switches = self.account.clock.now(), self.account.switches
        warnings: list[str] = []
        context = Context(request, documents, caller.user, now, switches, found.parameters, warnings)
        try:
            answer = found.route.handler(context)
        except ApiError as error:
            raise api_errors.shaped(error, switches) from None
        if warnings:
            return replace(answer, headers={**answer.headers, "x-zendesk-api-warn": _warning(found, warnings)})
        return answer

    def _due(self, documents: Documents, path: str) -> list[Body]:
        """The jobs that are due, of which a look at one makes it."""
        now, switches = self.account.clock.now(), self.account.switches
        return jobs.due(documents, now, switches, looking=path.startswith(jobs.PATH))

    def _work(self, path: str) -> None:
        """Run the automations of the hours that have passed, and the jobs that are due: a look at one finds it done."""
        with self.account.store.writing() as documents:
            automation_runs.run(documents, self.account.clock.now(), self.account.switches)
            for job in self._due(documents, path):  # again: meanwhile another call may have done it
                job_work.run(documents, job, self.account.clock.now(), self.account.switches)

    def _unserved(self, request: Request, path: str) -> Answer:
        if known_paths.known(path) or self.router.knows(path):
            raise api_errors.not_built(f"{request.method} {request.path}")
        raise api_errors.invalid_endpoint()

    @property
    def _token(self) -> str:
        return self.account.store.base.removeprefix("http://")

    def _inward(self, request: Request) -> Request:
        """The request with the account's symbol where the server's address stands, which the next start may change."""
        if not request.body:
            return request
        return replace(request, body=request.body.replace(self.address.encode(), self._token.encode()))

    def _outward(self, answer: Answer) -> Answer:
        """The answer with the server's address where the account's symbol stands."""
        token = self._token
        content, body = answer.encoded, None
        if content is not None:
            body = content.replace(token.encode(), self.address.encode())
        headers = {name: value.replace(token, self.address) for name, value in answer.headers.items()}
        stream = None
        if answer.stream is not None:
            stream = (piece.replace(token.encode(), self.address.encode()) for piece in answer.stream)
        return Answer(answer.status, None, headers, body, stream)


def _counts(bucket: Bucket, request: Request) -> bool:
    """Whether a call counts where of the lists of tickets only deep pages do (REF introduction/rate-limits)."""
    page = request.query.get("page", "")
    return bucket.name != "tickets-index" or (page.isdecimal() and int(page[:9]) >= _DEEP_PAGE)


def _limited(headers: Mapping[str, str], serve: Callable[[], Answer]) -> Answer:
    """The answer, or the error's, with the headers of its limits."""
    try:
        answer = serve()
    except ApiError as error:
        answer = error.answer
    return replace(answer, headers={**headers, **answer.headers})


def _shaped(request: Request, answer: Answer, *, not_modified: bool) -> Answer:
    """The headers that every answer has: request id, etag of what is read, and 304 for what the client has."""
    answer = _with_request_id(answer)
    if request.method not in READING or answer.status != 200 or answer.content is None:  # noqa: PLR2004 - OK
        return answer
    etag = _etag(answer.content)
    headers = {**answer.headers, "etag": etag, "cache-control": "max-age=0, private, must-revalidate"}
    if not_modified and request.headers.get("if-none-match") == etag:
        return Answer(304, None, headers)
    return Answer(200, None, headers, answer.content)


def _etag(content: bytes) -> str:
    """As long as a recorded one. It guards nothing, and a page of a hundred records is large: a sum, no digest."""
    return f'W/"{len(content):024x}{zlib.crc32(content):08x}"'


def _with_request_id(answer: Answer) -> Answer:
    headers = {**answer.headers, "x-request-id": secrets.token_hex(16)}
    if answer.text is not None or answer.content is not None:
        headers.setdefault("content-type", "application/json; charset=utf-8")
    return Answer(answer.status, answer.text, headers, answer.content)


def _warning(found: Found, keys: list[str]) -> str:
    """A Ruby hash, as recorded; the controller is the path's last word."""
    words = [word for word in found.route.pattern.split("/")[3:] if not word.startswith("{")]
    action = {"POST": "create", "PUT": "update", "DELETE": "destroy"}.get(found.route.method, "index")
    listed = ", ".join(f'"{key}"' for key in dict.fromkeys(keys))
    return (
        f'{{:allowed_parameters=>{{:controller=>"{words[-1]}", :action=>"{action}", '
        f":unpermitted_keys=>[{listed}], :invalid_values=>[]}}}}"
    )
