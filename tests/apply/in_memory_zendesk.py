from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from macrosync.errors import Call, NotFound, ServiceError
from macrosync.resources import ACCOUNT, TEXT_IDS, Id, Json, Kind, Payload, Remote, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from macrosync.apply.zendesk import Recheck, UpdateRecheck

_TRANSLATED = {"title", "body", "draft", "locale"}


@dataclass
class Counted:
    total: int = 0


@dataclass
class Fault:
    """Fails the next call of a method for a key, before it is done or after, and with what."""

    method: str
    key: str
    error: ServiceError
    done: bool = False


def service_error(type_: type[ServiceError], detail: str = "it broke") -> ServiceError:
    return type_(Call("PUT", "/api/v2/macros/1", request_id="request-1"), detail)


@dataclass
class InMemoryZendesk:
    """An account in a dictionary, with the habits of Zendesk that matter for applying.

    A write replaces the fields it names and leaves the others; a macro's restriction comes back with id and
    ids; labels come back in another order; an option list that lacks an option deletes it. A new trigger comes last in
    its category; a rule's values come back as texts, its empty list of conditions left out, and a view's columns as
    objects. A webhook never gives back what it authenticates itself with.
    """

    held: dict[Kind, dict[Id, dict[str, Json]]] = field(default_factory=lambda: defaultdict(dict))
    calls: Counted = field(default_factory=Counted)
    log: list[tuple[str, Kind, str, dict[str, Json]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    #: What the account makes of a field that is written, such as a title cut short.
    keeps: Callable[[Kind, dict[str, Json]], dict[str, Json]] = lambda _kind, payload: payload
    #: What somebody does while a write waits, for each write that comes one.
    meanwhile: list[Callable[[], object]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1001))

    @classmethod
    def of(cls, snapshot: Snapshot) -> InMemoryZendesk:
        zendesk = cls()
        for kind, remotes in snapshot.resources.items():
            for remote in remotes:
                zendesk.held[kind][remote.id] = dict(remote.payload)
        numbers = (key for each in zendesk.held.values() for key in each if isinstance(key, int))
        zendesk._numbers = count(max(numbers, default=0) + 1001)
        return zendesk

    def snapshot(self) -> Snapshot:
        return Snapshot({kind: tuple(Remote(kind, key, dict(of[key])) for key in of) for kind, of in self.held.items()})

    def writes(self) -> list[str]:
        return [f"{method} {kind} {key}" for method, kind, key, _ in self.log]

    def fetch(self, kinds: Iterable[Kind]) -> Snapshot:
        wanted = set(kinds)
        self._called("fetch", ",".join(sorted(wanted)))
        found = {kind: of for kind, of in self.snapshot().resources.items() if kind in wanted}
        if Kind.TICKET_FIELD in wanted:
            found[Kind.FIELD_OPTION] = tuple(
                Remote(Kind.FIELD_OPTION, _number(option["id"]), {"ticket_field_id": remote.id, **option})
                for remote in found.get(Kind.TICKET_FIELD, ())
                for option in _options(remote.payload)
            )
        return Snapshot(found)

    def read(self, kind: Kind, id: Id, *, key: str = "") -> Remote | None:  # noqa: A002 - as the gateway has it
        self._called("read", key)
        assert kind is not Kind.FIELD_OPTION, "an option cannot be read without its field"
        there = self.held[kind].get(id)
        return Remote(kind, id, dict(there)) if there is not None else None

    def create(self, kind: Kind, key: str, payload: Payload) -> Remote:
        written = self._written("create", kind, key, payload)
        with_fault = self._called("create", key)
        number: Id = next(self._numbers)
        number = f"01K{number}" if kind in TEXT_IDS else number
        if kind is Kind.FIELD_OPTION:
            self._put_option(number, written)
        else:
            self.held[kind][number] = self._stored(kind, written, number)
        return self._answer(with_fault, kind, number, written)

    def update(  # noqa: PLR0917 - as the gateway has it
        self,
        kind: Kind,
        key: str,
        id: Id,  # noqa: A002 - as the gateway has it
        payload: Payload,
        recheck: UpdateRecheck | None = None,
        done: Collection[str] = (),
    ) -> Remote:
        text = {name: value for name, value in payload.items() if name in _TRANSLATED}
        if kind is Kind.ARTICLE and text and len(text) < len(payload):  # two calls, the text's first
            self.update(kind, key, id, text, recheck)
            rest = {name: value for name, value in payload.items() if name not in text}
            return self.update(kind, key, id, rest, recheck, (*text,))
        if recheck and self._waited() and not recheck((*payload,), done):
            return Remote(kind, id, dict(self.held[kind].get(id, payload)))
        written = self._written("update", kind, key, payload)
        with_fault = self._called("update", key)
        if kind is Kind.FIELD_OPTION:
            self._put_option(id, written)
            return self._answer(with_fault, kind, id, written)
        there = self.held[kind].get(id)
        if there is None:
            raise NotFound(Call("PUT", f"/{kind}/{id}"), "RecordNotFound")
        if kind in {Kind.TRIGGER, Kind.AUTOMATION}:
            assert {"conditions", "actions"} <= set(written), "one without the other empties it"
        self.held[kind][id] = self._stored(kind, there | written, id)
        return self._answer(with_fault, kind, id, written)

    def delete(
        self,
        kind: Kind,
        key: str,
        id: Id,  # noqa: A002 - as the gateway has it
        payload: Payload,
        recheck: Recheck | None = None,
    ) -> None:
        if recheck and self._waited() and not recheck():
            return
        self._written("delete", kind, key, payload)
        with_fault = self._called("delete", key)
        if kind is Kind.FIELD_OPTION:
            parent = self.held[Kind.TICKET_FIELD][_number(payload["ticket_field_id"])]
            parent["custom_field_options"] = [option for option in _options(parent) if option["id"] != id]
        elif self.held[kind].pop(id, None) is None:
            raise NotFound(Call("DELETE", f"/{kind}/{id}"), "RecordNotFound")
        if with_fault:
            raise with_fault.error

    def order_triggers(self, category: str, positions: Mapping[Id, int], recheck: Recheck | None = None) -> None:
        if recheck and self._waited() and not recheck():
            return
        self.log.append(("order", Kind.TRIGGER_CATEGORY, category, {str(each): positions[each] for each in positions}))
        with_fault = self._called("order", category)
        for each, position in positions.items():
            self.held[Kind.TRIGGER][each]["position"] = position
        if with_fault:
            raise with_fault.error

    def authenticate(self, key: str, id: Id, recheck: Recheck | None = None) -> None:  # noqa: A002 - as the gateway has it
        if recheck and self._waited() and not recheck():
            return
        with_fault = self._called("authenticate", key)
        self.held[Kind.WEBHOOK][id]["authentication"] = {"type": "bearer_token", "add_position": "header"}
        if with_fault:
            raise with_fault.error

    def _waited(self) -> bool:
        """Whether the write has to wait, during which somebody does something."""
        if not self.meanwhile:
            return False
        self.meanwhile.pop(0)()
        return True

    def _written(self, method: str, kind: Kind, key: str, payload: Payload) -> dict[str, Json]:
        assert "@{" not in str(payload).replace(ACCOUNT, ""), "a reference was sent"
        assert "authentication" not in payload
        self.log.append((method, kind, key, dict(payload)))
        return self.keeps(kind, dict(payload))

    def _called(self, method: str, key: str) -> Fault | None:
        self.calls.total += 1
        fault = next((each for each in self.faults if (each.method, each.key) == (method, key)), None)
        if fault is None:
            return None
        self.faults.remove(fault)
        if fault.done:
            return fault
        raise fault.error

    def _answer(self, fault: Fault | None, kind: Kind, number: Id, written: dict[str, Json]) -> Remote:
        if fault:
            raise fault.error
        return Remote(kind, number, dict(self.held[kind].get(number, {"id": number, **written})))

    def _stored(self, kind: Kind, payload: dict[str, Json], number: Id) -> dict[str, Json]:
        stored = payload | {"id": number, "updated_at": "2026-11-24T00:00:00Z"}
        restriction = stored.get("restriction")
        if isinstance(restriction, dict) and isinstance(ids := restriction.get("ids"), list):
            stored["restriction"] = restriction | {"id": ids[0]}
        if isinstance(labels := stored.get("label_names"), list):
            stored["label_names"] = sorted(labels, key=str, reverse=True)
        if kind is Kind.TICKET_FIELD:
            stored["custom_field_options"] = [
                {**option, "id": option.get("id") or next(self._numbers), "raw_name": option["name"]}
                for option in _options(stored)
            ]
        if kind is Kind.TRIGGER and "position" not in stored:
            inside = [each for each in self.held[kind].values() if each["category_id"] == stored["category_id"]]
            stored["position"] = max((_number(each["position"]) for each in inside), default=0) + 1
        if isinstance(conditions := stored.get("conditions"), dict):
            stored["conditions"] = {name: _as_texts(listed) for name, listed in conditions.items() if listed}
        if kind is Kind.VIEW and isinstance(output := stored.pop("output", None), dict):
            columns = output["columns"]
            assert isinstance(columns, list)
            stored["execution"] = {**output, "columns": [{"id": each, "title": str(each)} for each in columns]}
        return stored

    def _put_option(self, number: Id, written: dict[str, Json]) -> None:
        parent = self.held[Kind.TICKET_FIELD][_number(written["ticket_field_id"])]
        option: dict[str, Json] = {"id": number, "name": written["name"], "value": written["value"]}
        others = _options(parent)
        if any(each["id"] == number for each in others):
            parent["custom_field_options"] = [option if each["id"] == number else each for each in others]
        else:
            parent["custom_field_options"] = [*others, option]


def _options(payload: Payload) -> list[dict[str, Json]]:
    options = payload.get("custom_field_options")
    return [option for option in options if isinstance(option, dict)] if isinstance(options, list) else []


def _as_texts(value: Json) -> Json:
    if isinstance(value, list):
        return [_as_texts(each) for each in value]
    if isinstance(value, dict):
        return {name: _as_texts(each) for name, each in value.items()}
    return value if value is None or isinstance(value, str) else str(value)


def _number(value: Json) -> int:
    assert isinstance(value, int)
    return value
