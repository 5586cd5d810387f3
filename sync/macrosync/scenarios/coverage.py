"""What the scenarios exercised of the macros and rules, and what none did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from macrosync.definitions.wording import shown
from macrosync.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from macrosync.resources import Payload, Source
    from macrosync.scenarios.account import Account, Rule
    from macrosync.scenarios.timeline import Turn

#: Parts of a rule that a mark is about; the first one is the rule as a whole.
FIRED, ALL, ANY, ACTION = "fired", "all", "any", "action"


class Mark(NamedTuple):
    """Something that a scenario exercised; `holds` is a condition's verdict."""

    kind: Kind
    key: str
    part: str = FIRED
    at: int = 0
    holds: bool = True


class Gap(NamedTuple):
    """Something that no scenario exercised, in words."""

    source: Source
    kind: Kind
    key: str
    what: str


class Counted(NamedTuple):
    """How many of a sort there are, and how many were exercised."""

    covered: int
    total: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts by sort (rules, conditions, actions, macros), and the gaps in the order of the rules."""

    counts: dict[str, Counted]
    gaps: tuple[Gap, ...]

    def __str__(self) -> str:
        listed = ", ".join(f"{name} {count.covered} of {count.total}" for name, count in self.counts.items())
        return f"Coverage: {listed}."


def marks(turn: Turn) -> Iterator[Mark]:
    """What one turn exercised; an action only where it changed something, or did something beside."""
    rule = turn.rule
    for part, verdicts in ((ALL, turn.judgement.every), (ANY, turn.judgement.some)):
        for at, verdict in enumerate(verdicts):
            yield Mark(rule.kind, rule.key, part, at, verdict.holds)
    if turn.fired:
        yield Mark(rule.kind, rule.key)
    for at, done in enumerate(turn.done):
        if done.changes or done.effect is not None:
            yield Mark(rule.kind, rule.key, ACTION, at)


def of_macro(rule: Rule) -> Mark:
    """A macro was applied."""
    return Mark(Kind.MACRO, rule.key)


def measure(account: Account, seen: Collection[Mark]) -> Coverage:
    """What was seen, over everything that there is."""
    counts = dict.fromkeys(("rules", "conditions", "actions", "macros"), Counted(0, 0))
    gaps: list[Gap] = []
    for rule in account.rules():
        for sort, what, wanted in _of(rule):
            missing = [mark for mark in wanted if mark not in seen]
            counts[sort] = _one_more(counts[sort], covered=not missing)
            if missing:
                gaps.append(Gap(rule.source, rule.kind, rule.key, _told(account, what, missing)))
    for macro in account.macros.values():
        covered = of_macro(macro) in seen
        counts["macros"] = _one_more(counts["macros"], covered=covered)
        if not covered:
            gaps.append(Gap(macro.source, macro.kind, macro.key, "is never applied"))
    return Coverage(counts, tuple(gaps))


def _of(rule: Rule) -> Iterator[tuple[str, str, tuple[Mark, ...]]]:
    """Each thing to be exercised: its sort, what it is called, and the marks that it needs."""
    yield "rules", "", (Mark(rule.kind, rule.key),)
    for part in (ALL, ANY):
        for at, condition in enumerate(rule.conditions(part)):
            both = tuple(Mark(rule.kind, rule.key, part, at, holds) for holds in (True, False))
            yield "conditions", f"condition {part}[{at + 1}] {said(condition)}", both
    for at, action in enumerate(rule.actions):
        yield "actions", f"action [{at + 1}] {said(action)}", (Mark(rule.kind, rule.key, ACTION, at),)


def said(part: Payload) -> str:
    """A condition or an action as one short text."""
    value = part.get("value")
    words = [part["field"], part.get("operator"), *(value if isinstance(value, list) else [value])]
    return shown(" ".join(str(word) for word in words if word is not None), 100)


def _told(account: Account, what: str, missing: list[Mark]) -> str:
    if not what:
        return "never fires"
    if missing[0].part == ACTION:
        return account.in_words(f"{what} never does anything")
    return account.in_words(f"{what} is never {' nor '.join('true' if mark.holds else 'false' for mark in missing)}")


def _one_more(count: Counted, *, covered: bool) -> Counted:
    return Counted(count.covered + covered, count.total + 1)
