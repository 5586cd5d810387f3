"""The narrow door to one Zendesk account: read kinds, read one, create, update, delete."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync import errors
from macrosync.errors import Call
from macrosync.gateway import audit_log, bodies, people, webhook_bearer
from macrosync.gateway.about import about, after, help_center
from macrosync.gateway.client import one
from macrosync.gateway.endpoints import ENDPOINTS, TRIGGER_JOBS, Verb, allows, options_path
from macrosync.gateway.exchange import DoneAlready
from macrosync.gateway.tickets import Tickets
from macrosync.resources import TEXT_IDS, Kind, Remote, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from typing import TypeAlias

    from macrosync.gateway.authorization import Token
    from macrosync.gateway.calls import CallCounts, Tally
    from macrosync.gateway.client import Client
    from macrosync.gateway.exchange import Recheck
    from macrosync.resources import Id, Json, Payload

    #: Of an update, which may take two calls: whether these fields are still to be written, after those were.
    UpdateRecheck: TypeAlias = Callable[[Collection[str], Collection[str]], bool]

#: Kinds that are listed at the same time. More would only reach the rate limit sooner.
_SIDE_BY_SIDE = 4
_ME = "/api/v2/users/me"
_NOTHING: Payload = MappingProxyType({})


class Gateway:
    """One account, for one caller. Safe for threads.

    Each method raises a macrosync.errors.ServiceError that names the kind and key, and MissingReference for a
    payload that still holds a reference. A verb that a kind does not have from here is a ValueError: a bug.

    What is there is changed right after its caller has read it, or not at once: before a call that had to wait, and
    before each repeat, `recheck` is asked whether it is still to be sent. It says no where that is done already, and
    what it raises ends the call.
    """

    def __init__(
        self,
        client: Client,
        tally: Tally,
        advice: str | None,
        halt: Callable[[], None],
        mint: Callable[[int], Token] | None = None,
    ) -> None:
        """Make the door.

        `advice` is what to do where nobody is let in, None where the error's own fits; after `halt` nothing is
        waited for or sent any more; `mint` makes a bearer that lives so many seconds.
        """
        self._client = client
        self._tally = tally
        self._advice = advice
        self._halt = halt
        self._mint = mint
        self._locale = client.account.locale
        #: The account's tickets, which are no resources of ours.
        self.tickets = Tickets(client)

    @property
    def calls(self) -> CallCounts:
        """The calls that were made so far."""
        return self._tally.counts

    def close(self) -> None:
        """Close the connections."""
        self._client.session.close()

    def check_identity(self) -> str:
        """Who is calling, as a role such as "admin"; nothing personal is given.

        Raises AuthenticationFailed also for an anonymous user, whom Zendesk answers 200 (recorded), and Forbidden
        for an end user, who may do none of this.
        """
        user = self._client.get(_ME).get("user")
        call = Call("GET", _ME, status=200)
        if not isinstance(user, dict):
            raise errors.UnexpectedAnswer(call, "it holds no user")
        if not user.get("id"):
            raise errors.AuthenticationFailed(call, "the caller is an anonymous user", self._advice)
        role = str(user.get("role") or "unknown")
        if role == "end-user":
            raise errors.Forbidden(call, "the caller is an end user")
        return role

    def fetch(self, kinds: Iterable[Kind]) -> Snapshot:
        """Everything of these kinds, each in the order of its list; a ticket field brings its options as resources.

        Macros are the shared ones, active or not. Articles are those of the account's locale.
        """
        listed: list[Kind] = [
            *dict.fromkeys(Kind.TICKET_FIELD if kind is Kind.FIELD_OPTION else kind for kind in kinds)
        ]
        with ThreadPoolExecutor(_SIDE_BY_SIDE, thread_name_prefix="macrosync-fetch") as pool:
            under_way = [pool.submit(self._list, kind) for kind in listed]
            try:
                lists = [future.result() for future in under_way]
            except BaseException as problem:
                if not isinstance(problem, Exception):
                    self._halt()  # else Ctrl+C would only be felt when the other lists, and their waits, are over
                pool.shutdown(wait=True, cancel_futures=True)
                raise
        found: dict[Kind, tuple[Remote, ...]] = dict(zip(listed, lists, strict=True))
        if Kind.TICKET_FIELD in found:
            found[Kind.FIELD_OPTION] = tuple(_options(found[Kind.TICKET_FIELD]))
        return Snapshot(MappingProxyType(found))

    def personal(self, kind: Kind) -> tuple[Remote, ...]:
        """Every agent's own macros, or the caller's own views, which alone Zendesk lists (REF macros, views)."""
        endpoint = ENDPOINTS[kind]
        query = {"access": "agents" if kind is Kind.MACRO else "personal"}
        with about(kind, "list"):
            listed = self._client.every(endpoint.list(self._locale), endpoint.many, query, paged=True)
            return tuple(self._remote(kind, each) for each in listed)

    def last_changes(self, ids: Iterable[Id]) -> dict[Id, audit_log.Entry] | None:
        """Who changed these rules last, and when; None where the account's plan has no audit log."""
        return audit_log.latest(self._client, ids)

    def read(self, kind: Kind, id: Id, *, key: str = "") -> Remote | None:  # noqa: A002 - the field's own word
        """One resource as it is now, or None where it is gone.

        An option has to be looked for in the list of fields, since only its field knows it (OAS).
        """
        if kind is Kind.FIELD_OPTION:
            return self.fetch((kind,)).get(kind, id)
        with about(kind, key or str(id)):
            try:
                return self._read(kind, id)
            except errors.NotFound:
                return None

    def create(self, kind: Kind, key: str, payload: Payload) -> Remote:
        """Make one. Raises AnswerLost where it may or may not have been made: a create is never repeated blindly."""
        _check(kind, key, payload, Verb.CREATE)
        with about(kind, key):
            if kind is Kind.FIELD_OPTION:
                return self._write_option(payload)
            endpoint = ENDPOINTS[kind]
            path = self._create_path(kind, payload)
            body = bodies.created(kind, endpoint.one, self._addressed(kind, payload))
            return self._taken(kind, self._client.send("POST", path, body), Call("POST", path))

    def update(
        self,
        kind: Kind,
        key: str,
        id: Id,  # noqa: A002 - the field's own word
        payload: Payload,
        recheck: UpdateRecheck | None = None,
    ) -> Remote:
        """Write these fields and leave the others; gives the whole resource as it is then.

        `payload` holds what is to be written and no more: a ticket form's list of fields is the whole list, and
        custom_field_options, where a ticket field is to be given them, all options with their ids. Of the Help
        Center the text is written before the rest, so that a mark never speaks of text that is not there yet.
        """
        _check(kind, key, payload, Verb.UPDATE)
        with about(kind, key):
            if kind is Kind.FIELD_OPTION:
                with suppress(DoneAlready):
                    return self._write_option(payload, id, recheck)
                return Remote(kind, id, payload)
            text = bodies.translation(kind, payload)
            rest = bodies.updated(kind, ENDPOINTS[kind].one, self._addressed(kind, payload))
            texts, others = bodies.split(kind, payload)
            if text:
                look = partial(recheck, texts, ()) if recheck else None
                with suppress(DoneAlready):
                    self._client.send("PUT", self._translation_path(kind, id), text, recheck=look)
            if rest:
                look = partial(recheck, others, texts) if recheck else None
                with after(texts), suppress(DoneAlready):
                    return self._changed(kind, id, rest, look)
            return self._read(kind, id)

    def delete(
        self,
        kind: Kind,
        key: str,
        id: Id,  # noqa: A002 - the field's own word
        payload: Payload = _NOTHING,
        recheck: Recheck | None = None,
    ) -> None:
        """Delete one, an article by archiving it (REF help_center/articles); an option's payload names its field.

        Raises NotFound where it is not there.
        """
        _check(kind, key, _NOTHING, Verb.DELETE)
        with about(kind, key), suppress(DoneAlready):
            if kind is Kind.FIELD_OPTION:
                self._client.delete(f"{options_path(bodies.number(payload, 'ticket_field_id'))}/{id}", recheck)
            else:
                self._client.delete(ENDPOINTS[kind].item(self._locale, id), recheck)

    def order_triggers(self, category: str, positions: Mapping[Id, int], recheck: Recheck | None = None) -> None:
        """Give triggers positions within their categories, in one call (OAS, trigger_categories/jobs).

        Raises Rejected where it was not done.
        """
        body = bodies.trigger_job(positions)
        with about(Kind.TRIGGER_CATEGORY, category), suppress(DoneAlready):
            answer = self._client.send("POST", TRIGGER_JOBS, body, recheck=recheck)
            if answer.get("status") != "complete":
                said = f"the job is not complete but {answer.get('status')!r:.40}"
                raise errors.Rejected(Call("POST", TRIGGER_JOBS, status=200), said)

    def authenticate_webhook(self, key: str, id: Id, recheck: Recheck | None = None) -> None:  # noqa: A002 - as above
        """Give a webhook a bearer of its own; ConfigError where there is no OAuth client that mints one."""
        with about(Kind.WEBHOOK, key):
            webhook_bearer.give(self._client, self._mint, id, recheck)

    def _list(self, kind: Kind) -> tuple[Remote, ...]:
        endpoint = ENDPOINTS[kind]
        with about(kind, "list"), help_center(self._locale, wanted=endpoint.help_center):
            if kind is Kind.GROUP:
                found = people.groups(self._client.session, self._client.account)
            else:
                path = endpoint.list(self._locale)
                text_ids = kind in TEXT_IDS
                listed = self._client.every(
                    path, endpoint.many, endpoint.query, paged=endpoint.paged, text_ids=text_ids
                )
                found = [*listed]
            return tuple(self._remote(kind, each) for each in found)

    def _read(self, kind: Kind, id: Id) -> Remote:  # noqa: A002 - the field's own word
        path = ENDPOINTS[kind].item(self._locale, id)
        return self._taken(kind, self._client.get(path), Call("GET", path))

    def _changed(self, kind: Kind, id: Id, body: Payload, recheck: Recheck | None) -> Remote:  # noqa: A002 - as above
        endpoint = ENDPOINTS[kind]
        path = endpoint.item(self._locale, id)
        answer = self._client.send(endpoint.change, path, body, recheck=recheck)
        if kind is Kind.WEBHOOK:  # which is answered without a body (recorded)
            return self._read(kind, id)
        return self._taken(kind, answer, Call(endpoint.change, path))

    def _taken(self, kind: Kind, answer: dict[str, Json], call: Call) -> Remote:
        return self._remote(kind, one(answer, ENDPOINTS[kind].one, call, text_ids=kind in TEXT_IDS))

    def _remote(self, kind: Kind, found: dict[str, Json]) -> Remote:
        """A resource as it was given, an address of the account's own as the symbol for it."""
        if kind is Kind.WEBHOOK and isinstance(endpoint := found.get("endpoint"), str):
            found = {**found, "endpoint": self._client.account.symbolic(endpoint)}
        return bodies.remote(kind, found)

    def _addressed(self, kind: Kind, payload: Payload) -> Payload:
        endpoint = payload.get("endpoint")
        if kind is not Kind.WEBHOOK or not isinstance(endpoint, str):
            return payload
        return {**payload, "endpoint": self._client.account.addressed(endpoint)}

    def _write_option(
        self,
        payload: Payload,
        id: Id | None = None,  # noqa: A002 - the field's own word
        recheck: UpdateRecheck | None = None,
    ) -> Remote:
        parent = bodies.number(payload, "ticket_field_id")
        path = options_path(parent)
        look = partial(recheck, tuple(payload), ()) if recheck else None
        answer = self._client.send("POST", path, bodies.option(payload, id), recheck=look)
        found = one(answer, "custom_field_option", Call("POST", path))
        return bodies.remote(Kind.FIELD_OPTION, {"ticket_field_id": parent, **found})

    def _create_path(self, kind: Kind, payload: Payload) -> str:
        if kind not in bodies.PARENTS:
            return ENDPOINTS[kind].list(self._locale)
        field, parents = bodies.PARENTS[kind]
        parent = bodies.number(payload, field)
        return f"/api/v2/help_center/{self._locale}/{parents}/{parent}/{ENDPOINTS[kind].many}"

    def _translation_path(self, kind: Kind, id: Id) -> str:  # noqa: A002 - the field's own word
        return f"/api/v2/help_center/{ENDPOINTS[kind].many}/{id}/translations/{self._locale}"


def _options(fields: Iterable[Remote]) -> Iterator[Remote]:
    for field in fields:
        options = field.payload.get("custom_field_options")
        for option in options if isinstance(options, list) else ():
            if isinstance(option, dict) and isinstance(option.get("id"), int):
                yield bodies.remote(Kind.FIELD_OPTION, {"ticket_field_id": field.id, **option})


def _check(kind: Kind, key: str, payload: Payload, verb: Verb) -> None:
    if not allows(kind, verb):
        raise ValueError(f"macrosync does not {verb} a {kind.label} ({key})")
    bodies.refuse_references(kind, key, payload)
