"""The account that scenarios run in: what the definitions compile to, with made-up ids in the place of references."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from macrosync.resources import ACCOUNT, TEXT_IDS, Kind, Payload, Ref, Source, refs_in, resolve
from macrosync.rules import automations, triggers
from macrosync.rules.ticket_conditions import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from macrosync.resources import Id, Json, Resource

#: The account's address, as placeholders show it.
ADDRESS = "https://example.zendesk.com"
#: The people of a scenario. Their ids are smaller than any other made-up one.
AGENT_ID, DRIVER_ID, SERVICE_ID = 10**11 + 1, 10**11 + 2, 10**11 + 3
_PEOPLE = {AGENT_ID: "agent", DRIVER_ID: "driver", SERVICE_ID: "api"}
_LEAST, _SPAN = 2 * 10**11, 8 * 10**11
_ID = re.compile(r"(?<!\d)\d{12}(?!\d)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A macro, a trigger or an automation, its references resolved; `ours` where a definition says so."""

    key: str
    kind: Kind
    source: Source
    payload: Payload
    ours: bool = True

    @property
    def id(self) -> str:
        """The id as text, by which a turn's rule is found again."""
        return str(self.payload["id"])

    def conditions(self, which: str) -> list[Payload]:
        """The conditions of `all` or `any`."""
        conditions = self.payload.get("conditions")
        return listed(conditions.get(which)) if isinstance(conditions, dict) else []

    @property
    def actions(self) -> list[Payload]:
        """What it does, in order."""
        return listed(self.payload.get("actions"))


#: Every account closes what was solved four days ago; it can be put off, and not taken away (SUP 4408835051546).
CLOSING = Rule(
    key="zendesk/close-solved",
    kind=Kind.AUTOMATION,
    source=Source("zendesk"),
    payload={
        "id": 1,
        "title": "Close ticket 4 days after status is set to solved",
        "active": True,
        "position": 10**9,
        "conditions": {"all": [{"field": "SOLVED", "operator": "greater_than", "value": "96"}], "any": []},
        "actions": [{"field": "status", "value": "closed"}],
    },
    ours=False,
)


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that a scenario may name or meet; rules stand in the order in which they run.

    `names` are what a made-up id stands for, so that a trace can say it in words.
    """

    macros: Mapping[str, Rule] = field(default_factory=dict)
    triggers: tuple[Rule, ...] = ()
    automations: tuple[Rule, ...] = (CLOSING,)
    fields: Mapping[str, Payload] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    webhooks: Mapping[str, Rule] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, desired: Sequence[Resource]) -> Account:
        """The account as an apply would leave it."""
        refs = sorted({each for resource in desired for each in (resource.ref, *refs_in(resource.payload))})
        ids = _ids(refs)
        made = [_rule(resource, position, ids) for position, resource in enumerate(desired, 1)]
        of = {kind: [rule for rule in made if rule.kind is kind] for kind in Kind}
        categories = [rule.payload for rule in of[Kind.TRIGGER_CATEGORY]]
        return cls(
            macros={rule.key: rule for rule in of[Kind.MACRO]},
            triggers=in_order(of[Kind.TRIGGER], categories),
            automations=run_order(of[Kind.AUTOMATION]),
            fields={rule.key: rule.payload for rule in of[Kind.TICKET_FIELD]},
            groups={ref.key: int(ids[ref]) for ref in refs if ref.kind is Kind.GROUP},
            webhooks={rule.id: rule for rule in of[Kind.WEBHOOK]},
            names={str(number): name for number, name in _PEOPLE.items()}
            | {str(number): ref.key for ref, number in ids.items()},
        )

    @property
    def every_field(self) -> tuple[Payload, ...]:
        """The ticket fields, as rules take them."""
        return tuple(self.fields.values())

    def rules(self) -> Iterator[Rule]:
        """All rules of ours that an update or the clock may set off."""
        yield from (rule for rule in (*self.triggers, *self.automations) if rule.ours)

    def in_words(self, text: str) -> str:
        """A text with names in the place of made-up ids."""
        return _ID.sub(lambda found: self.names.get(found[0], found[0]), text)

    def users(self) -> Mapping[int, Payload]:
        """The agent and the service user; the driver is each ticket's own."""
        groups: list[Json] = [*sorted(self.groups.values())]
        agent: Payload = {"id": AGENT_ID, "name": "상담사", "role": "agent", "group_ids": groups}
        service: Payload = {"id": SERVICE_ID, "name": "API", "role": "admin", "group_ids": []}
        return {AGENT_ID: agent, SERVICE_ID: service}


def in_order(rules: Iterable[Rule], categories: Iterable[Payload] = ()) -> tuple[Rule, ...]:
    """Active triggers in the order in which they run."""
    by_id = {rule.id: rule for rule in rules}
    return tuple(
        by_id[str(payload["id"])]
        for payload in triggers.in_order((each.payload for each in by_id.values()), categories)
    )


def run_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Active automations in the order in which they run, the account's own one last."""
    by_id = {rule.id: rule for rule in (*rules, CLOSING)}
    ordered = automations.in_order(each.payload for each in by_id.values())
    return tuple(by_id[str(payload["id"])] for payload in ordered)


def _ids(refs: Sequence[Ref]) -> dict[Ref, Id]:
    """An id for each, which stays the same whatever else there is; the next free one in the rare case of a clash."""
    ids: dict[Ref, Id] = {}
    taken: set[int] = set()
    for ref in refs:
        digest = int.from_bytes(blake2b(str(ref).encode(), digest_size=8).digest())
        number = _LEAST + digest % _SPAN
        while number in taken:
            number = _LEAST + (number + 1 - _LEAST) % _SPAN
        taken.add(number)
        ids[ref] = str(number) if ref.kind in TEXT_IDS else number
    return ids


def _rule(resource: Resource, position: int, ids: Mapping[Ref, Id]) -> Rule:
    """A resource as Zendesk would hold it; where no position is said, it is the order of the definitions."""
    payload = resolve(json.loads(json.dumps(dict(resource.payload)).replace(ACCOUNT, ADDRESS)), ids)
    if not isinstance(payload, dict):
        raise TypeError(f"{resource.ref} resolves to no object")
    held: Payload = {"position": position, **payload, "id": ids[resource.ref]}
    return Rule(resource.key, resource.kind, resource.source, held)
