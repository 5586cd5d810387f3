"""The desk while a scenario runs: its tickets, its clock, and the rules that follow every update."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from macrosync.rules import NotModelled, automations, triggers
from macrosync.rules import updates as rule_updates
from macrosync.rules.effects import WebhookCall
from macrosync.rules.ticket_conditions import CHANNELS, Scene
from macrosync.scenarios import coverage
from macrosync.scenarios.account import SERVICE_ID
from macrosync.scenarios.broken import Broken
from macrosync.scenarios.records import Change, Record, shown, user
from macrosync.scenarios.ticket_updates import updated
from macrosync.scenarios.tickets import blank, measured, settled, stamp
from macrosync.scenarios.timeline import Call, Looked, Told, Turn, Update
from macrosync.scenarios.webhook_values import Refused
from macrosync.scenarios.webhooks import NewTicket, apply_webhook, filled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from macrosync.resources import Json, Payload
    from macrosync.rules.effects import Effect
    from macrosync.rules.updates import Assumptions
    from macrosync.scenarios.account import Account, Rule
    from macrosync.scenarios.coverage import Mark
    from macrosync.scenarios.ticket_updates import TicketUpdate
    from macrosync.scenarios.timeline import Event

#: Tickets are numbered from here, as on a desk that has been there for a while.
FIRST = 1001
#: More updates than any step means to cause.
_MOST_UPDATES = 50
_MOST_TICKETS = 100
_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class World:
    """The state of one run. Times are in the zone of the scenario's start, which is the account's."""

    account: Account
    now: datetime
    assumptions: Assumptions
    delivery: str = "succeed"
    records: list[Record] = field(default_factory=list)
    timeline: list[Event] = field(default_factory=list)
    marks: set[Mark] = field(default_factory=set)
    _left: int = _MOST_UPDATES

    @property
    def tasks(self) -> list[Record]:
        """The tickets that webhooks made."""
        return self.records[1:]

    def begin_step(self) -> None:
        """Another step may cause as many updates as the one before."""
        self._left = _MOST_UPDATES

    def blank(self, requester: Payload) -> dict[str, Json]:
        """A new ticket's beginnings."""
        return blank(self.account, FIRST + len(self.records), requester, self.now)

    def create(self, change: Change, requester: Payload, made_by: Call | None = None) -> Record:
        """A ticket comes in; triggers run."""
        if len(self.records) == _MOST_TICKETS:
            raise NotModelled(
                f"More than {_MOST_TICKETS} tickets were made: a rule that calls a webhook does not stop."
            )
        record = Record(change.after, requester, made_by=made_by)
        self.records.append(record)
        self._save(record, None, change)
        return record

    def update(self, record: Record, change: Change) -> None:
        """A ticket is updated by somebody; triggers run. Raises Broken where Zendesk would refuse it."""
        if record.ticket["status"] == "closed":
            raise Broken(f"Ticket {record.number} is closed by now, and nothing changes it any more.")
        self._save(record, record.ticket, change)

    def pass_to(self, moment: datetime) -> None:
        """The clock goes on; automations run at every full hour that it passes (that minute is assumed)."""
        looked: dict[tuple[str, int], Looked] = {}
        hour = self.now.replace(minute=0, second=0, microsecond=0) + _HOUR
        while hour <= moment:
            self.now = hour
            self._hour(looked)
            hour += _HOUR
        self.now = moment
        self.timeline += looked.values()

    def context(self, ticket: Payload, record: Record, by: Payload | None) -> Mapping[str, object]:
        """What placeholders stand for on a ticket."""
        return shown(self.account, ticket, record, by, self.now)

    def saw(self, turn: Turn) -> None:
        """A rule had its turn on a ticket, whether it fired or not."""
        self.marks.update(coverage.marks(turn))

    def _save(self, record: Record, before: Payload | None, change: Change) -> None:
        self._count()
        after = measured(before, settled(before, change.after, change.comment, change.by), change.by, self.now)
        comment = change.comment and {**change.comment, "author": dict(change.by), "created_at": stamp(self.now)}
        if comment is not None:
            record.comments = (*record.comments, comment)
        update = rule_updates.Update(before, comment, change.by, record.requester, change.via_id)
        self._cycle(record, after, update, change.what, ())

    def _cycle(
        self, record: Record, after: Payload, update: rule_updates.Update, what: str, first: tuple[Turn, ...]
    ) -> None:
        """The triggers' cycle after an update, then what the rules did beside. `first` is an automation's turn."""
        scene = self._scene(update.by)
        by_id = {rule.id: rule for rule in self.account.triggers}
        outcome = triggers.run(
            [rule.payload for rule in self.account.triggers],
            after,
            update,
            scene=scene,
            shows=lambda ticket: self.context(ticket, record, update.by),
            assumptions=self.assumptions,
        )
        record.ticket = measured(after, outcome.ticket, None, self.now)
        steps = [
            Turn(by_id[str(step.rule["id"])], step.round, step.judgement, step.done, step.fired)
            for step in outcome.trace
        ]
        self._note(
            record,
            Update(
                self.now, what, record.number, update.before, after, record.ticket, update.comment, (*first, *steps)
            ),
        )
        self._deliver(record, [*_effects(first), *outcome.effects])

    def _hour(self, looked: dict[tuple[str, int], Looked]) -> None:
        """One run of the automations; each takes every ticket that there is by then."""
        for rule in self.account.automations:
            for record in tuple(self.records):
                self.begin_step()
                self.look(rule, record, looked)

    def look(self, rule: Rule, record: Record, looked: dict[tuple[str, int], Looked]) -> None:
        """An automation's turn on a ticket, in the run of an hour; `looked` are those that did not fire."""
        ticket = record.ticket
        if ticket["status"] == "closed":
            return
        taken = automations.turn(
            rule.payload, ticket, self._scene(None), lambda shown: self.context(shown, record, None)
        )
        turn = Turn(rule, 1, taken.judgement, taken.done, taken.fired)
        self.saw(turn)
        if not taken.fired:
            looked[rule.id, record.number] = Looked(self.now, record.number, turn)
            return
        looked.pop((rule.id, record.number), None)
        self._count()
        after = taken.done[-1].ticket
        what = f"automation {rule.key}"
        if after == ticket:  # an update of nothing is none (assumed)
            self._note(record, Update(self.now, what, record.number, ticket, ticket, ticket, None, (turn,)))
            self._deliver(record, _effects((turn,)))
            return
        update = rule_updates.Update(ticket, None, None, record.requester, rule_updates.RULE_VIA)
        self._cycle(record, measured(ticket, after, None, self.now), update, what, (turn,))

    def _note(self, record: Record, update: Update) -> None:
        record.ticket = update.after
        self.timeline.append(update)
        for turn in update.turns:
            self.saw(turn)

    def _deliver(self, record: Record, effects: Sequence[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, WebhookCall):
                for _ in range(2 if self.delivery == "twice" else 1):
                    self._call(record, effect)
            else:
                self.timeline.append(Told(self.now, record.number, effect))

    def _call(self, record: Record, effect: WebhookCall) -> None:
        """One delivery; one that fails fails at every retry too."""
        webhook = self.account.webhooks.get(effect.webhook_id)
        name = webhook.key if webhook is not None else effect.webhook_id
        call = Call(self.now, record.number, name, effect.body, delivered=False, why="webhooks fail here")
        does: NewTicket | tuple[TicketUpdate, ...] | None = None
        if self.delivery != "fail":
            try:
                does = apply_webhook(effect, self.account)
                made = FIRST + len(self.records) if isinstance(does, NewTicket) else None
                call = Call(self.now, record.number, name, effect.body, delivered=True, made=made)
            except Refused as refused:
                call = Call(self.now, record.number, name, effect.body, delivered=False, why=str(refused))
        self.timeline.append(call)
        if isinstance(does, NewTicket):
            self._make(does, call, record)
        for each in does if isinstance(does, tuple) else ():
            self._mend(each, call)

    def _mend(self, update: TicketUpdate, call: Call) -> None:
        """What a webhook call does to a ticket that is there, and is not closed."""
        found = next((each for each in self.records if each.number == update.number), None)
        if found is None or found.ticket["status"] == "closed":
            return
        after = updated(found.ticket, update, self.account)
        what = f"webhook {call.webhook} for ticket {call.number}"
        service = self.account.users()[SERVICE_ID]
        self.update(found, Change(what, after, update.comment, service, CHANNELS["api"]))

    def _make(self, new: NewTicket, call: Call, parent: Record) -> None:
        """The ticket of a webhook call, by the service user; triggers run on it too."""
        service = self.account.users()[SERVICE_ID]
        wanted = new.values.get("requester_id")
        requester = service if wanted is None else user(self.account, parent, wanted) or {"id": wanted, "role": "admin"}
        ticket = filled(self.blank(requester), new, self.account.every_field)
        what = f"webhook {call.webhook} for ticket {parent.number}"
        self.create(Change(what, ticket, new.comment, service, CHANNELS["api"]), requester, call)

    def _scene(self, by: Payload | None) -> Scene:
        groups = by.get("group_ids") if by is not None else None
        return Scene(
            self.now,
            self.account.every_field,
            None if by is None else int(str(by["id"])),
            frozenset(int(str(each)) for each in groups) if isinstance(groups, list) else frozenset(),
            self.assumptions.meanings,
        )

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise NotModelled(
                f"More than {_MOST_UPDATES} updates follow from this step: rules and webhooks call each other in a "
                "circle; guard one of them with a tag."
            )


def _effects(turns: Sequence[Turn]) -> list[Effect]:
    return [done.effect for turn in turns for done in turn.done if done.effect is not None]
