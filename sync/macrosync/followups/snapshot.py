"""A case as it was read: the driver's ticket, its tasks, and what happened to them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.compiler.lost_items.tasks import EXTERNAL
from macrosync.followups.desk import DROP_DOWNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from macrosync.followups.desk import Desk
    from macrosync.resources import Json, Payload


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket. `values` holds what its fields of ours hold, of a drop-down the slug; blank ones are left out."""

    number: int
    status: str
    tags: frozenset[str]
    values: Mapping[str, str]
    created: datetime
    due: datetime | None
    external: str
    requester: int
    payload: Payload

    @property
    def stamp(self) -> str:
        """When it changed last, as it was given."""
        return str(self.payload["updated_at"])

    @property
    def unsolved(self) -> bool:
        """Whether somebody has yet to work on it."""
        return self.status not in {"solved", "closed"}

    @property
    def closed(self) -> bool:
        """Whether nothing can change it any more."""
        return self.status == "closed"

    def is_case(self, desk: Desk) -> bool:
        """Whether it is a driver's ticket with a case."""
        return desk.case.case in self.tags and desk.case.task not in self.tags

    def parent(self, desk: Desk) -> int | None:
        """The number of the driver's ticket that it is the task of."""
        number = self.external.removeprefix(EXTERNAL)
        ours = desk.case.task in self.tags and self.external.startswith(EXTERNAL) and number.isascii()
        return int(number) if ours and number.isdigit() else None

    def link(self) -> int | None:
        """The number of the other ticket of the case, as it stands on this one."""
        number = self.values.get("other_ticket", "")
        return int(number) if number.isascii() and number.isdigit() else None


@dataclass(frozen=True, slots=True)
class Change:
    """A value that a ticket was given: a field of ours by its name, or `tags` or `due_at`."""

    at: datetime
    audit: int
    ticket: int
    author: int
    name: str
    value: str | frozenset[str]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, and the audit that it came with."""

    number: int
    at: datetime
    audit: int
    author: int
    text: str
    html: str
    public: bool


@dataclass(frozen=True, slots=True)
class History:
    """All that happened to a ticket, the oldest first."""

    changes: tuple[Change, ...] = ()
    comments: tuple[Comment, ...] = ()

    def of(self, *names: str) -> tuple[Change, ...]:
        """The changes of these."""
        return tuple(change for change in self.changes if change.name in names)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A case. `driver` is None where the driver's ticket is gone; `tasks` stand in the order of their numbers.

    `histories` is empty where nothing changed since it was looked through and found in order. `names` are those of the
    people who wrote, as far as something of theirs is to be quoted without them.
    """

    number: int
    driver: Ticket | None
    tasks: tuple[Ticket, ...]
    histories: Mapping[int, History] = field(default_factory=lambda: MappingProxyType({}))
    names: frozenset[str] = frozenset()

    def history(self, number: int) -> History:
        """What happened to one of its tickets, as far as it was read."""
        return self.histories.get(number, History())

    @property
    def unsolved(self) -> tuple[Ticket, ...]:
        """The tasks that are open."""
        return tuple(task for task in self.tasks if task.unsolved)

    @property
    def over(self) -> bool:
        """Whether nobody has to ask for the item any more."""
        tickets = (*((self.driver,) if self.driver else ()), *self.tasks)
        return any(ticket.values.get("progress") == "closed" for ticket in tickets)

    @property
    def task(self) -> Ticket | None:
        """The task that counts: the first open one, or of the others the one that was brought to an end."""

        def worth(task: Ticket) -> tuple[bool, bool, bool, int]:
            ended = task.values.get("progress") == "closed"
            return not task.unsolved, not ended and not task.unsolved, task.closed, task.number

        return min(self.tasks, key=worth, default=None)

    @property
    def tickets(self) -> tuple[Ticket, ...]:
        """All of them."""
        return (*((self.driver,) if self.driver else ()), *self.tasks)


def ticket(desk: Desk, payload: Payload) -> Ticket:
    """A ticket as the API gives it."""
    due, tags = payload.get("due_at"), payload.get("tags")
    return Ticket(
        number=int(str(payload["id"])),
        status=str(payload.get("status")),
        tags=frozenset(str(tag) for tag in (tags if isinstance(tags, list) else [])),
        values=MappingProxyType(dict(_values(desk, payload.get("custom_fields")))),
        created=datetime.fromisoformat(str(payload["created_at"])),
        due=datetime.fromisoformat(due) if isinstance(due, str) else None,
        external=str(payload.get("external_id") or ""),
        requester=int(str(payload.get("requester_id") or 0)),
        payload=payload,
    )


def history(desk: Desk, audits: Iterable[Payload]) -> History:
    """What a ticket's audits tell."""
    changes: list[Change] = []
    comments: list[Comment] = []
    for audit in audits:
        events = audit.get("events")
        for event in events if isinstance(events, list) else []:
            if isinstance(event, dict) and event.get("type") == "Comment":
                comments.append(_comment(audit, event))
            elif isinstance(event, dict) and event.get("type") in {"Create", "Change"}:
                changes += _changes(desk, audit, event)
    return History(tuple(changes), tuple(comments))


def _values(desk: Desk, entries: Json) -> Iterator[tuple[str, str]]:
    for entry in entries if isinstance(entries, list) else []:
        name = desk.names.get(int(str(entry.get("id")))) if isinstance(entry, dict) else None
        if name and isinstance(entry, dict) and entry.get("value") not in {None, "", False}:
            yield name, _value(desk, name, entry.get("value"))


def _value(desk: Desk, name: str, value: Json) -> str:
    text = "" if value is None else str(value)
    return desk.slugs.get(text, "") if name in DROP_DOWNS else text


def _comment(audit: Payload, event: Mapping[str, Json]) -> Comment:
    return Comment(
        number=int(str(event["id"])),
        at=datetime.fromisoformat(str(audit["created_at"])),
        audit=int(str(audit["id"])),
        author=int(str(event.get("author_id") or audit.get("author_id") or 0)),
        text=str(event.get("plain_body") or event.get("body") or ""),
        html=str(event.get("html_body") or ""),
        public=event.get("public") is not False,
    )


def _changes(desk: Desk, audit: Payload, event: Mapping[str, Json]) -> Iterator[Change]:
    """Custom fields are named by their numbers in events (recorded)."""
    written, value = str(event.get("field_name")), event.get("value")
    name = desk.names.get(int(written)) if written.isdecimal() else written
    if name is None or (name not in {"tags", "due_at", "status"} and name not in desk.names.values()):
        return
    held: str | frozenset[str] = _value(desk, name, value)
    if name == "tags":
        held = frozenset(str(each) for each in (value if isinstance(value, list) else str(value or "").split()))
    yield Change(
        at=datetime.fromisoformat(str(audit["created_at"])),
        audit=int(str(audit["id"])),
        ticket=int(str(audit["ticket_id"])),
        author=int(str(audit.get("author_id") or 0)),
        name=name,
        value=held,
    )
