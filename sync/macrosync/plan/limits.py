"""What an apply does only when it is asked to by name: many changes at once, and options that tickets have.

A wrong path in macrosync.toml, a folder moved, a compiler that words something differently: each would change half of
an account by one command, and every line of the plan would look like an intended one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.errors import PlanRefused
from macrosync.plan import options
from macrosync.plan.model import MARK, VERSION, Action
from macrosync.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from macrosync.plan.model import Change, Plan
    from macrosync.resources import Payload, Snapshot

#: Of a kind with at least FEWEST resources of ours, more than SHARE percent are not changed unasked.
SHARE, FEWEST = 30, 10
#: What only renews a mark changes nothing that anybody sees.
_ONLY_MARK = frozenset({VERSION, MARK})
#: Ticket fields whose values are tags of the tickets; a checkbox's is one where it has a tag (SUP 203661866).
_OF_OPTIONS, _CHECKBOX = frozenset({"tagger", "multiselect"}), "checkbox"
_COUNTED = "Zendesk's search, which lags by minutes, and among the tickets that changed last"
#: A note names so many options.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Share:
    """So many of a kind's resources would be updated or deleted, of so many that are ours."""

    kind: Kind
    changed: int
    managed: int

    @property
    def is_over(self) -> bool:
        """Whether that is more than may be done unasked; in whole numbers, so that 30 of 100 are not."""
        return self.managed >= FEWEST and self.changed * 100 > self.managed * SHARE

    def __str__(self) -> str:
        percent = self.changed * 100 // self.managed
        return f"{self.changed} of {self.managed} {plural(self.kind)} ({percent} %) would be updated or deleted"


@dataclass(frozen=True, slots=True)
class Removal:
    """An option that would be removed, by itself or with its field: whose it is, its name, and the tag that it is."""

    field: str
    name: str
    tag: str

    @property
    def query(self) -> str:
        """The search for what has it: the option's value is a ticket's tag (SUP 4408881943194, 4408835059482)."""
        return f'tags:"{self.tag}"'

    def used(self, tickets: int) -> str:
        """What becomes of so many tickets."""
        lose = "1 ticket loses" if tickets == 1 else f"{tickets:,} tickets lose"
        return f"{lose} the option `{self.name}` ({self.tag}) of the ticket field {self.field}"


def shares(changes: Iterable[Change], managed: Mapping[Kind, int]) -> tuple[Share, ...]:
    """How much of each kind would be updated or deleted."""
    changed = Counter(each.kind for each in changes if _counts(each))
    return tuple(Share(kind, changed[kind], max(managed.get(kind, 0), changed[kind])) for kind in Kind if changed[kind])


def tried(plan: Plan, *, overwrite_drift: bool) -> tuple[Change, ...]:
    """The changes that an apply will not hold back as made by hand."""
    return tuple(each for each in plan.changes if overwrite_drift or not each.drift)


def refuse_too_much(plan: Plan, *, overwrite_drift: bool) -> None:
    """Raise PlanRefused where more of a kind would be changed than may be unasked; what is held does not count."""
    done = shares(tried(plan, overwrite_drift=overwrite_drift), plan.fingerprint.managed)
    if over := [str(each) for each in done if each.is_over]:
        raise PlanRefused(
            f"{', '.join(over)}: more than {SHARE} % of a kind is not changed unasked; look whether each change is "
            "meant, and give --force."
        )


def removals(changes: Iterable[Change], snapshot: Snapshot) -> tuple[Removal, ...]:
    """The options that changes would delete, those of a field that is deleted among them."""
    deletes = (change for change in changes if change.action is Action.DELETE)
    return tuple(removal for change in deletes for removal in _of(change, snapshot))


def refuse_used(used: Mapping[Removal, int]) -> None:
    """Raise PlanRefused where tickets have an option that would be removed; `used` says how many have each."""
    if told := [each.used(tickets) for each, tickets in used.items() if tickets]:
        raise PlanRefused(
            f"{'; '.join(told)}. Give those tickets another option first, or give --remove-used-options. (Counted by "
            f"{_COUNTED}.)"
        )


def notes(changes: Iterable[Change], managed: Mapping[Kind, int]) -> Iterator[str]:
    """A sentence for each kind of which an apply will not change so much unasked."""
    yield from (f"{each}; apply does that only with --force." for each in shares(changes, managed) if each.is_over)


def used_notes(used: Mapping[Removal, int]) -> Iterator[str]:
    """A sentence for each option that tickets have and that an apply will not remove unasked."""
    only = "apply does that only with --remove-used-options"
    yield from (f"{each.used(tickets)}; {only}." for each, tickets in used.items() if tickets)


def loss_notes(changes: Iterable[Change], snapshot: Snapshot) -> Iterator[str]:
    """What is to be known of each loss of options, whether tickets have them or not, and of what nobody can count."""
    listed = tuple(changes)
    if lost := removals(listed, snapshot):
        names = ", ".join(f"`{each.name}` ({each.tag})" for each in lost[:_NAMED])
        more = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
        yield f"Tickets that have {names}{more} were counted by {_COUNTED}: one that gets it after that is not counted."
    for change in listed:
        if change.action is Action.DELETE and change.kind is Kind.TICKET_FIELD and not _is_counted(change, snapshot):
            yield f"The ticket field {change.key} is deleted with its values on tickets, which cannot be counted."


def plural(kind: Kind) -> str:
    """The word for several of a kind."""
    return f"{kind.label[:-1]}ies" if kind.label.endswith("y") else f"{kind.label}s"


def _counts(change: Change) -> bool:
    return change.action is Action.DELETE or (change.action is Action.UPDATE and not change.names <= _ONLY_MARK)


def _of(change: Change, snapshot: Snapshot) -> Iterator[Removal]:
    if change.kind is Kind.FIELD_OPTION:
        tag = next((str(each.before) for each in change.fields if each.name == "value"), "")
        yield Removal(change.key.removesuffix(f"/{tag}"), change.title, tag)
    elif change.kind is Kind.TICKET_FIELD:
        payload = _payload(change, snapshot)
        for tag, option in options.by_value(payload).items():
            yield Removal(change.key, str(option.get("name")), tag)
        if payload.get("type") == _CHECKBOX and (tag := str(payload.get("tag") or "")):
            yield Removal(change.key, "checked", tag)


def _is_counted(change: Change, snapshot: Snapshot) -> bool:
    """Whether tags tell which tickets have a value of a field."""
    payload = _payload(change, snapshot)
    return payload.get("type") in _OF_OPTIONS or (payload.get("type") == _CHECKBOX and bool(payload.get("tag")))


def _payload(change: Change, snapshot: Snapshot) -> Payload:
    """The field that is deleted, as the account has it."""
    remote = snapshot.get(Kind.TICKET_FIELD, change.id) if change.id is not None else None
    return remote.payload if remote else {}
