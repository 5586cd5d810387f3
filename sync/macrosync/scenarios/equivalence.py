"""Whether a mistake that no scenario noticed makes a difference at all: sequences of events run with and without it.

After each step everything is compared that a scenario could ask for: the tickets with their comments, the tasks, the
calls of webhooks and what was told to people. The first difference is made as short as it can be, and shown as the
scenario that would notice the mistake.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from random import Random
from typing import TYPE_CHECKING

from pydantic import ValidationError

from macrosync.rules import NotModelled, tags
from macrosync.rules.liquid import LiquidInvalid
from macrosync.scenarios import steps, suggestion
from macrosync.scenarios.broken import Broken
from macrosync.scenarios.reach import Quick, Watched, may_differ
from macrosync.scenarios.runner import settings
from macrosync.scenarios.sequences import read
from macrosync.scenarios.timeline import Call, Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from macrosync.resources import Json, Payload
    from macrosync.rules.updates import Assumptions
    from macrosync.scenarios.account import Account, Rule
    from macrosync.scenarios.cases import Case
    from macrosync.scenarios.mutants import Mutant
    from macrosync.scenarios.sequences import Sequences
    from macrosync.scenarios.world import World

#: How many sequences have to give the same before a mistake counts as none.
SEQUENCES = 1000
#: Another one would be another series.
SEED = 20261124
#: Attributes that say when a ticket was touched, and what the API says twice.
_SILENT = frozenset({"updated_at", "metric_set", "fields", "custom_fields", "tags", "url"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A sequence in which a mistake shows: as a scenario to paste, what is other than without it, and the setting.

    `setting` is empty where it shows under what is taken to be true.
    """

    number: int
    scenario: tuple[str, ...]
    found: tuple[str, ...]
    setting: str


@dataclass(frozen=True, slots=True)
class Shot:
    """What there is after a step: tickets and comments, and what went out; `trouble` is what kept the step back."""

    tickets: tuple[tuple[Payload, Mapping[int, Json], frozenset[str], tuple[Payload, ...]], ...]
    sent: tuple[tuple[object, ...], ...]
    trouble: str = ""


def told_by(survivors: Mapping[int, Mutant], account: Account, series: Sequences, numbers: range) -> dict[int, int]:
    """Of mistakes by some number of theirs those that these sequences tell, each with the first that does."""
    found: dict[int, int] = {}
    for number, case in zip(numbers, read([series.written(number) for number in numbers]), strict=True):
        assumptions = _setting(number)
        watched = Watched(account, case.start, assumptions)
        shots = tuple(_played(case, watched))
        judged = watched.all_judged()
        for at, mutant in survivors.items():
            if at in found or not may_differ(mutant, judged):
                continue
            if not _same(shots, _played(case, Quick(mutant.account, case.start, assumptions))):
                found[at] = number
    return found


def difference(mutant: Mutant, account: Account, series: Sequences, number: int) -> Difference:
    """How a sequence that tells a mistake tells it: without all that it does not need, and what it should expect."""
    sequence, assumptions, usual = series.written(number), _setting(number), next(settings())
    (case,) = read([sequence])
    troubles = [shot.trouble for shot in _played(case, Quick(account, case.start, assumptions))]
    sequence = suggestion.done(sequence, troubles)
    if _tells(sequence, mutant, account, usual):
        assumptions = usual
    sequence = _shortened(sequence, mutant, account, assumptions)
    expected, found = suggestion.of(*(_after(sequence, each, assumptions) for each in (account, mutant.account)))
    setting = ", ".join(f"{each.name}={str(getattr(assumptions, each.name)).lower()}" for each in fields(assumptions))
    made = suggestion.lines(sequence, f"{mutant.key}: {mutant.what}", expected)
    return Difference(number, made, found, "" if assumptions == usual else setting)


def touched(survivors: Sequence[Mutant]) -> tuple[Rule, ...]:
    """The rules that mistakes are in, each once."""
    both = [each for mutant in survivors for each in (mutant.rule, mutant.other) if each is not None]
    return tuple({(rule.kind, rule.key): rule for rule in both}.values())


def _setting(number: int) -> Assumptions:
    """The setting of a sequence: each in turn, whatever rule the sequence is about."""
    every = tuple(settings())
    return Random(f"setting {number}").choice(every)  # noqa: S311 - nothing is kept secret by it


def _played(case: Case, world: World) -> Iterator[Shot]:
    """Do everything, and look after each step; what cannot be done is passed over, and what cannot be told ends it."""
    try:
        steps.come_in(case, world)
        yield _shot(world)
        for at, step in enumerate(case.scenario.steps):
            trouble = ""
            try:
                steps.take(step, at, case, world)
            except Broken as broken:
                trouble = str(broken)
            yield _shot(world, trouble)
    except (NotModelled, LiquidInvalid, Broken) as error:
        yield _shot(world, str(error))


def _shot(world: World, trouble: str = "") -> Shot:
    tickets = []
    for record in world.records:
        tagging = tags.tagging_of(record.ticket)
        plain = {name: value for name, value in record.ticket.items() if name not in _SILENT}
        tickets.append((plain, tagging.values, frozenset(tagging.tags), record.comments))
    sent: list[tuple[object, ...]] = []
    for event in world.timeline:
        if isinstance(event, Call):
            sent.append((event.at, event.number, event.webhook, event.body, event.delivered))
        elif isinstance(event, Told):
            sent.append((event.at, event.number, event.notification))
    return Shot(tuple(tickets), tuple(sent), trouble)


def _same(shots: Sequence[Shot], other: Iterator[Shot]) -> bool:
    """Whether the same came of every step; the rest is not played."""
    count = 0
    for count, shot in enumerate(other, 1):
        if count > len(shots) or shots[count - 1] != shot:
            return False
    return count == len(shots)


def _shortened(
    sequence: dict[str, Json], mutant: Mutant, account: Account, assumptions: Assumptions
) -> dict[str, Json]:
    """Leave out one thing after another, as long as the mistake still shows, and until nothing can be left out."""
    shorter = True
    while shorter:
        shorter = False
        for candidate in suggestion.shorter(sequence):
            if _tells(candidate, mutant, account, assumptions):
                sequence, shorter = candidate, True
                break
    return sequence


def _tells(sequence: dict[str, Json], mutant: Mutant, account: Account, assumptions: Assumptions) -> bool:
    """Whether a scenario of this can be written, and everything in it be done without the mistake, which shows."""
    try:
        (case,) = read([sequence])
    except ValidationError:
        return False
    shots = tuple(_played(case, Quick(account, case.start, assumptions)))
    if any(shot.trouble for shot in shots):
        return False
    return not _same(shots, _played(case, Quick(mutant.account, case.start, assumptions)))


def _after(sequence: dict[str, Json], account: Account, assumptions: Assumptions) -> World:
    (case,) = read([sequence])
    world = Quick(account, case.start, assumptions)
    for _ in _played(case, world):
        pass
    return world
