"""The sweep: find the cases, decide, do, and decide again until nothing is left to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from macrosync.errors import (
    AnswerLost,
    AuthenticationFailed,
    Conflict,
    MacrosyncError,
    RateLimited,
    ServiceError,
    Unavailable,
    Unreachable,
)
from macrosync.followups import desk as desks
from macrosync.followups import phones, writing
from macrosync.followups.actions import MakeTask, Redact, Update
from macrosync.followups.decide import decide
from macrosync.followups.reading import Reader
from macrosync.followups.report import Report
from macrosync.followups.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from macrosync.compiler.lost_items import Case
    from macrosync.definitions.load import Definitions
    from macrosync.followups.actions import Action
    from macrosync.followups.desk import Desk
    from macrosync.followups.snapshot import Snapshot
    from macrosync.gateway import Gateway

#: A case takes a step each for its task, its duplicates, the task's state and the driver's ticket; rules and agents may
#: change it in between.
ROUNDS = 10
#: A ticket that changed this short while ago may have been read in the second of its change.
_YOUNG = timedelta(seconds=90)
_A_SECOND = 1.1
#: Seconds before a create is looked for, whose answer never came.
_PATIENCE = 2.0
#: After these no other call would fare better.
_STOPPING = (AuthenticationFailed, Unreachable, RateLimited)


def sweep(
    gateway: Gateway,
    case: Case,
    definitions: Definitions,
    *,
    now: Callable[[], datetime],
    rest: Callable[[float], None],
    seen: Seen | None = None,
    dry_run: bool = False,
) -> Report:
    """See to it that every case is in order; safe at any moment, and at the same time as rules, agents and itself.

    `rest` waits for so many seconds. Where it is cut off the report says what was done. Raises ConfigError and
    MissingReference for an account that lacks what the cases are made of, and ServiceError where it cannot be read.
    """
    desk = desks.desk(case, definitions, gateway.fetch(desks.KINDS), gateway.tickets.caller())
    under_way = _Sweep(gateway, desk, now, rest, seen or Seen(), Report(dry_run), Reader(gateway.tickets, desk))
    try:
        under_way.run()
    except KeyboardInterrupt:
        under_way.report.stopped = "it was interrupted."
    except MacrosyncError as error:
        under_way.report.stopped = _words(error)
    under_way.report.calls = gateway.calls.total
    return under_way.report


@dataclass(slots=True)
class _Sweep:
    """A sweep on its way.

    `redacted` are the comments whose numbers were taken out, or not: once in a sweep. `refused` are the cases with one
    where that was refused, `made` the tasks that were made for cases.
    """

    gateway: Gateway
    desk: Desk
    now: Callable[[], datetime]
    rest: Callable[[float], None]
    seen: Seen
    report: Report
    reader: Reader
    redacted: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    made: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def run(self) -> None:
        every = numbers = self.reader.find(self.now())
        self.report.cases = len(every)
        for _ in range(ROUNDS):
            if not numbers:
                break
            numbers = self.round(numbers)
        for number in numbers:
            self.report.of(number).failed = self.report.of(number).failed or "it does not come to rest"
        if not self.report.dry_run:
            self.seen.save(every)

    def round(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """One step of each of these cases; gives those that have to be looked at again."""
        cases = self.reader.read(numbers, self.now())
        wanted = {number: actions for number, case in cases.items() if (actions := self.decided(case))}
        if self.report.dry_run:
            for number, actions in wanted.items():
                for action in actions:
                    self.report.add(number, action)
            return ()
        certain = self.certain(wanted)
        return tuple(number for number, actions in wanted.items() if self.step(number, actions, certain))

    def decided(self, case: Snapshot) -> tuple[Action, ...]:
        """What is to be done; a case that was in order and did not change is looked at closely only for a reason."""
        if self.seen.knows(case) and not decide(self.desk, case, self.now()):
            return ()
        try:
            close = self.reader.closely(case)
        except _STOPPING:
            raise
        except ServiceError as error:
            self.failed(case.number, error)
            return ()
        actions = tuple(
            action
            for action in decide(self.desk, close, self.now())
            if not (isinstance(action, Redact) and action.comment in self.redacted)
        )
        if not actions and case.number not in self.refused:
            self.seen.note(close, self.now())
            self.report.in_order(case.number)
        return actions

    def certain(self, wanted: Mapping[int, tuple[Action, ...]]) -> set[int]:
        """The tickets that may be written: a save after they were read shows in their time of change.

        That is to the second, so that one in the very second of the read would not. What changed a moment ago is read
        again a second later, and has to be the same.
        """
        tickets = {
            action.ticket.number: action.ticket
            for actions in wanted.values()
            for action in actions
            if isinstance(action, Update)
        }
        young = {
            number for number, ticket in tickets.items() if self.now() - datetime.fromisoformat(ticket.stamp) < _YOUNG
        }
        if not young:
            return set(tickets)
        self.rest(_A_SECOND)
        again = self.gateway.tickets.of_numbers(young)
        return set(tickets) - {number for number in young if again.get(number) != tickets[number].payload}

    def step(self, number: int, actions: tuple[Action, ...], certain: set[int]) -> bool:
        """Do what was decided; whether the case has to be looked at again."""
        for action in actions:
            if isinstance(action, Update) and action.ticket.number not in certain:
                continue
            try:
                self.do(number, action)
            except Conflict:
                continue  # somebody was faster: what is left to do is decided anew
            except (AnswerLost, Unavailable) as error:
                self.failed(number, error)
                if not isinstance(action, MakeTask):
                    return False
                self.rest(_PATIENCE)  # it may have been made: it is looked for before it is sent again
            except _STOPPING:
                raise
            except MacrosyncError as error:
                self.failed(number, error)
                if not isinstance(action, Redact):
                    return False
                self.refused.add(number)  # which takes rights of its own (facts on redaction): the rest goes on
        return True

    def do(self, number: int, action: Action) -> None:
        """Do one thing, and tell of it."""
        match action:
            case MakeTask():
                self.make(number, action)
            case Update():
                changes = writing.update(self.desk, action)
                self.gateway.tickets.update(action.ticket.number, action.ticket.stamp, changes)
            case Redact():
                if not self.redact(action):
                    return
        self.report.add(number, action)

    def make(self, number: int, action: MakeTask) -> None:
        """Make a task. One that was made in this sweep and is gone again was a repeated answer: it had been deleted."""
        deleted = self.made.get(number, ())
        if deleted:
            self.report.take_back(number, action)
        body = writing.task(self.desk, action)
        made = int(str(self.gateway.tickets.create(body, writing.key(body, deleted))["id"]))
        self.made[number] = (*deleted, made)
        self.reader.know(number, made)

    def redact(self, action: Redact) -> bool:
        """Whether there was still a number in the comment, which an audit may show longer than the comment does."""
        self.redacted.add(action.comment)
        for comment in self.gateway.tickets.comments(action.ticket):
            if comment.get("id") == action.comment and (html := phones.marked(str(comment.get("html_body")))):
                self.gateway.tickets.redact(action.ticket, action.comment, html)
                return True
        return False

    def failed(self, number: int, error: MacrosyncError) -> None:
        """Take note of what went wrong; the other cases go on."""
        self.report.of(number).failed = _words(error)


def _words(error: MacrosyncError) -> str:
    """An error without what the service said, which may quote a ticket."""
    return f"{error.call}. {error.advice}" if isinstance(error, ServiceError) else str(error)
