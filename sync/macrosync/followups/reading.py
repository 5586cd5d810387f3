"""How cases are found and read.

Found are they by search, whose index lags by minutes: a case that is younger is left to its trigger anyway. It takes a
call for a hundred of them, where an incremental export would give every ticket of the desk that changed in two months.
What is acted on is read anew, by the hundred. A task is looked up by its external id, which does not lag and takes a
call for each, only where the link does not settle which one it is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from macrosync.compiler.lost_items.tasks import EXTERNAL
from macrosync.followups import records
from macrosync.followups.snapshot import Snapshot, history, ticket

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from macrosync.followups.desk import Desk
    from macrosync.followups.snapshot import Ticket
    from macrosync.gateway.tickets import Tickets
    from macrosync.resources import Payload

#: How far back cases are looked for, those aside whose task is open.
DAYS = 60
#: A second task comes of a webhook or sweep that was repeated, at the beginning; later ones are in the index.
_SETTLED = timedelta(hours=2)


@dataclass(slots=True)
class Reader:
    """Reads cases. `found` holds the numbers of tasks that are known, by their cases."""

    tickets: Tickets
    desk: Desk
    found: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def find(self, now: datetime) -> tuple[int, ...]:
        """The numbers of the drivers' tickets of all cases, closed tickets with an open task included."""
        case = self.desk.case
        since = (now - timedelta(days=DAYS)).date().isoformat()
        for payload in self.tickets.search(f"tags:{case.case} created>{since}"):
            if (found := ticket(self.desk, payload)).is_case(self.desk):
                self.know(found.number, found.link())
        for payload in self.tickets.search(f"tags:{case.task} status<solved"):
            task = ticket(self.desk, payload)
            if (parent := task.parent(self.desk)) is not None:
                self.know(parent, task.number)
        return tuple(sorted(self.found))

    def read(self, numbers: Iterable[int], now: datetime) -> dict[int, Snapshot]:
        """The cases of these drivers' tickets as they are now, without their histories."""
        wanted = sorted(numbers)
        read = self._tickets({*wanted, *(task for number in wanted for task in self.found[number])})
        links = {number: link for number in wanted if number in read and (link := read[number].link())}
        read |= self._tickets(set(links.values()) - read.keys())
        for number in wanted:
            self.know(number, links.get(number))
            known = [read[task] for task in self.found[number] if task in read]
            if self._doubtful(number, read.get(number), known, now):
                for payload in self.tickets.of_external_id(f"{EXTERNAL}{number}"):
                    task = ticket(self.desk, payload)
                    read[task.number] = task
                    self.know(number, task.number)
        return {number: self._case(number, read) for number in wanted}

    def closely(self, case: Snapshot) -> Snapshot:
        """A case with the histories of its tickets, a call for each; with names where a consent is to be recorded."""
        histories = {each.number: history(self.desk, self.tickets.audits(each.number)) for each in case.tickets}
        close = replace(case, histories=histories)
        if case.task is None or not any(records.missing(self.desk, close, case.task)):
            return close
        return replace(close, names=self.tickets.names(records.people(close)))

    def _tickets(self, numbers: set[int]) -> dict[int, Ticket]:
        found: Mapping[int, Payload] = self.tickets.of_numbers(numbers) if numbers else {}
        return {number: ticket(self.desk, payload) for number, payload in found.items()}

    def know(self, case: int, task: int | None) -> None:
        """Take note of a case, and of a task that may be its."""
        tasks = self.found[case]
        if task is not None:
            tasks.add(task)

    def _doubtful(self, number: int, driver: Ticket | None, known: list[Ticket], now: datetime) -> bool:
        """Whether there may be a task that is not known, or one that is no longer there."""
        if driver is None or not driver.is_case(self.desk):
            return False
        ours = [task for task in known if task.parent(self.desk) == number]
        linked = [task for task in ours if task.number == driver.link() and (task.unsolved or _ended(task))]
        return not linked or now - linked[0].created < _SETTLED

    def _case(self, number: int, read: Mapping[int, Ticket]) -> Snapshot:
        tasks = [read[task] for task in sorted(self.found[number]) if task in read]
        return Snapshot(number, read.get(number), tuple(task for task in tasks if task.parent(self.desk) == number))


def _ended(task: Ticket) -> bool:
    return task.values.get("progress") == "closed"
