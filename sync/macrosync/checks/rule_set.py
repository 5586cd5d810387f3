"""The rules that the definitions compile to, resolved, and the people, clock and ticket that checks try them on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from macrosync.definitions.wording import shown
from macrosync.resources import Kind, Payload, Ref, refs_in, resolve
from macrosync.rules.ticket_conditions import Scene
from macrosync.scenarios import records, tickets
from macrosync.scenarios.account import AGENT_ID, DRIVER_ID, Account, Rule
from macrosync.scenarios.coverage import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from macrosync.resources import Id, Json, Resource

#: No check asks for the time of day; hours are counted from here.
NOW = datetime(2000, 1, 1, 12, tzinfo=UTC)
DRIVER: Payload = {"id": DRIVER_ID, "name": "기사", "role": "end-user"}
AGENT: Payload = {"id": AGENT_ID, "name": "상담사", "role": "agent", "group_ids": [1]}
_NUMBER = 1
#: Ids for what only views name, such as forms and brands: above those that an account makes up.
_ABOVE = 10**12


@dataclass(frozen=True)
class RuleSet:
    """Macros, triggers and automations as an account holds them, in the order in which they run, and views."""

    account: Account
    views: tuple[Rule, ...]

    @classmethod
    def of(cls, desired: Sequence[Resource]) -> RuleSet:
        """The active rules of what the definitions compile to."""
        account = Account.of(desired)
        views = [each for each in desired if each.kind is Kind.VIEW and each.payload.get("active") is not False]
        refs = sorted({ref for view in views for ref in refs_in(view.payload)})
        ids: dict[Ref, Id] = {ref: _ABOVE + number for number, ref in enumerate(refs)}
        ids |= {Ref(Kind.GROUP, name): number for name, number in account.groups.items()}
        ids |= {Ref(Kind.TICKET_FIELD, key): int(str(field["id"])) for key, field in account.fields.items()}
        return cls(account, tuple(_view(view, number, ids) for number, view in enumerate(views)))

    @cached_property
    def automations(self) -> tuple[Rule, ...]:
        """Those of ours."""
        return tuple(rule for rule in self.account.automations if rule.ours)

    @property
    def conditional(self) -> Iterator[Rule]:
        """Every rule that has conditions."""
        yield from self.account.triggers
        yield from self.automations
        yield from self.views

    @property
    def acting(self) -> Iterator[Rule]:
        """Every rule that has actions."""
        yield from self.account.macros.values()
        yield from self.account.triggers
        yield from self.automations

    @cached_property
    def fields(self) -> tuple[Payload, ...]:
        """The ticket fields, as rules take them."""
        return self.account.every_field

    @cached_property
    def scene(self) -> Scene:
        """An agent at work at NOW."""
        return Scene(NOW, self.fields, AGENT_ID, frozenset([1]))

    @cached_property
    def blank(self) -> Payload:
        """A new ticket of which nothing is said."""
        return tickets.blank(self.account, _NUMBER, DRIVER, NOW)

    def shows(self, by: Payload | None) -> Callable[[Payload], Mapping[str, object]]:
        """What placeholders stand for on a ticket that somebody updates."""

        def context(ticket: Payload) -> Mapping[str, object]:
            return records.shown(self.account, ticket, records.Record(ticket, DRIVER), by, NOW)

        return context

    def in_words(self, part: Payload, most: int = 60) -> str:
        """A condition or an action as a short text, with names in the place of made-up ids."""
        return shown(self.account.in_words(said(part)), most)


def title(rule: Rule, most: int = 40) -> str:
    """What people call a rule."""
    return shown(str(rule.payload.get("title")), most)


def named(rule: Rule) -> str:
    """A rule as the beginning of a sentence."""
    return f"The {rule.kind.label} `{title(rule)}`"


def _view(view: Resource, number: int, ids: Mapping[Ref, Id]) -> Rule:
    payload = resolve(dict(view.payload), ids)
    held: dict[str, Json] = payload if isinstance(payload, dict) else {}
    return Rule(view.key, view.kind, view.source, {**held, "id": number})
