"""Where a mistake can make a difference at all, told by what the rules without it came to.

As long as the changed rule would come to the same and do the same at each of its turns, everything goes as before. So
a scenario or a sequence in which no turn may differ need not be run with the mistake.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from macrosync.resources import Kind
from macrosync.rules.nullifying import HOURS
from macrosync.scenarios.coverage import ALL, ANY
from macrosync.scenarios.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macrosync.resources import Payload
    from macrosync.scenarios.account import Rule
    from macrosync.scenarios.mutants import Mutant
    from macrosync.scenarios.records import Record
    from macrosync.scenarios.timeline import Looked, Turn


class Judged(NamedTuple):
    """What a rule's conditions came to at a turn, one by one; of a macro, that it was applied."""

    kind: Kind
    key: str
    every: tuple[bool, ...] = ()
    some: tuple[bool, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the rule fired."""
        return _holds(self.every, self.some)


@dataclass(slots=True)
class Watched(World):
    """A world that remembers what its rules came to, each outcome once, and how many turns there were."""

    judged: set[Judged] = field(default_factory=set)
    turns: int = 0

    def saw(self, turn: Turn) -> None:
        """A rule had its turn."""
        self.turns += 1
        every, some = turn.judgement.every, turn.judgement.some
        self.judged.add(
            Judged(
                turn.rule.kind, turn.rule.key, tuple(each.holds for each in every), tuple(each.holds for each in some)
            )
        )

    def all_judged(self) -> frozenset[Judged]:
        """What the rules came to, with the macros that were applied."""
        return frozenset(self.judged | {Judged(mark.kind, mark.key) for mark in self.marks if mark.kind is Kind.MACRO})


@dataclass(slots=True)
class Quick(World):
    """A world that looks at a ticket no more than once with an automation that no time alone can make fire.

    The same happens in it as in any other, only that less of what did not happen is remembered.
    """

    idle: dict[tuple[str, int], Payload] = field(default_factory=dict)

    def look(self, rule: Rule, record: Record, looked: dict[tuple[str, int], Looked]) -> None:
        """An automation's turn, unless it came to nothing on this very ticket, and would at any time."""
        at = rule.id, record.number
        if self.idle.get(at) is record.ticket:
            return
        ticket = record.ticket
        World.look(self, rule, record, looked)  # a class with slots is made anew, and super() knows the old one
        if at in looked and any(
            not each.holds and _timeless(each.condition) for each in looked[at].turn.judgement.every
        ):
            self.idle[at] = ticket


def _timeless(condition: Payload) -> bool:
    """Whether a condition comes to the same as long as the ticket stays as it is."""
    return condition["field"] not in HOURS and not str(condition.get("operator")).startswith("within_")


def may_differ(mutant: Mutant, judged: Iterable[Judged]) -> bool:
    """Whether anything may go another way with the mistake, where rules came to this without it."""
    own = [each for each in judged if _is(each, mutant.rule) or (mutant.other is not None and _is(each, mutant.other))]
    if mutant.kind is Kind.MACRO:
        return bool(own)
    if mutant.other is not None or mutant.changed.actions != mutant.rule.actions:
        return any(each.holds for each in own)
    return any(_other_outcome(mutant, each) for each in own)


def _is(judged: Judged, rule: Rule) -> bool:
    return judged.key == rule.key and judged.kind is rule.kind


def _other_outcome(mutant: Mutant, judged: Judged) -> bool:
    """Whether the changed conditions may come to something else; one that is new may hold or not."""
    known = [
        *zip(mutant.rule.conditions(ALL), judged.every, strict=True),
        *zip(mutant.rule.conditions(ANY), judged.some, strict=True),
    ]
    every, some = mutant.changed.conditions(ALL), mutant.changed.conditions(ANY)
    return any(
        _holds([_verdict(each, known, new=new) for each in every], [_verdict(each, known, new=new) for each in some])
        is not judged.holds
        for new in (True, False)
    )


def _verdict(condition: Payload, known: list[tuple[Payload, bool]], *, new: bool) -> bool:
    return next((holds for each, holds in known if each == condition), new)


def _holds(every: Iterable[bool], some: Iterable[bool]) -> bool:
    """As macrosync.rules judges: all of `all`, and one of `any` where there are some."""
    listed = list(some)
    return all(every) and (not listed or any(listed))
