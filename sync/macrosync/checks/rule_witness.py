"""Whether conditions can hold together, and a ticket and an update on which they do.

"Cannot" is certain: every attribute is looked at by itself, and what is not known of it counts as possible.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from macrosync.checks.rule_moments import Moment, attribute, moments
from macrosync.checks.tag_clauses import Open, Tags, solve
from macrosync.resources import Kind, Payload
from macrosync.rules import NotModelled
from macrosync.rules.update_conditions import Occasion, evaluate_on_update
from macrosync.rules.updates import Update

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from macrosync.rules.ticket_conditions import Scene

_NEGATIVE = {"is": "is_not", "includes": "not_includes", "present": "not_present"}
_NEGATIVE |= {plain: f"not_{plain}" for plain in ("changed", "value", "value_previous")}
_POSITIVE = {negative: positive for positive, negative in _NEGATIVE.items()}


@dataclass(frozen=True, slots=True)
class Witness:
    """A ticket on which conditions hold: whether the update makes it, its tags and fields, and the rest."""

    creates: bool
    tags: Mapping[str, bool] = field(default_factory=dict)
    moments: Mapping[str, Moment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judge:
    """What conditions are judged by: the scene, and its fields as tags."""

    scene: Scene
    tags: Tags
    fields: Mapping[int, Payload]

    @classmethod
    def of(cls, scene: Scene) -> Judge:
        """By the ticket fields of a scene."""
        return cls(scene, Tags.of(scene.fields), {int(str(each["id"])): each for each in scene.fields})

    def witnesses(self, conditions: Sequence[Payload], kind: Kind) -> Iterator[Witness]:
        """One ticket for each way in which an update can come: making it, or changing it."""
        if any(opposite(each) in conditions for each in conditions):
            return
        for creates in (True, False) if kind is Kind.TRIGGER else (False,):
            found = self._witness(conditions, kind, creates=creates)
            if found is not None:
                yield found

    def possible(self, conditions: Sequence[Payload], kind: Kind) -> bool:
        """Whether conditions may hold together."""
        return next(self.witnesses(conditions, kind), None) is not None

    def part(self, condition: Payload, kind: Kind) -> str | None:
        """What a condition is judged together with: all on tags, or one attribute; None where it is left open."""
        return "tags" if self.tags.clauses(condition) is not None else attribute(condition, kind, self.fields)

    def _witness(self, conditions: Sequence[Payload], kind: Kind, *, creates: bool) -> Witness | None:
        parts = sorted(((self.part(each, kind) or "", at) for at, each in enumerate(conditions)))
        found: dict[str, Moment] = {}
        tags: Mapping[str, bool] = {}
        for name, group in groupby(parts, key=lambda part: part[0]):
            together = [conditions[at] for _, at in group]
            if name == "tags":
                solved = self._tags(together)
                if solved is None:
                    return None
                tags = solved
            elif name:
                moment = self._moment(name, together, kind, creates=creates)
                if moment is None:
                    return None
                found[name] = moment
        return Witness(creates, tags, found)

    def _tags(self, conditions: Sequence[Payload]) -> Mapping[str, bool] | None:
        clauses = [clause for each in conditions for clause in self.tags.clauses(each) or ()]
        try:
            return solve(clauses, self.tags)
        except Open:
            return {}

    def _moment(self, name: str, conditions: Sequence[Payload], kind: Kind, *, creates: bool) -> Moment | None:
        every = moments(name, conditions, kind=kind, creates=creates, fields=self.fields)
        return next((each for each in every if self._hold(conditions, each, creates=creates)), None)

    def _hold(self, conditions: Sequence[Payload], moment: Moment, *, creates: bool) -> bool:
        update = Update(None if creates else moment.was, **moment.update)  # type: ignore[arg-type]
        occasion = Occasion(moment.now, moment.changed_to, update, self.scene)
        return all(_holds(each, occasion) for each in conditions)


def opposite(condition: Payload) -> Payload:
    """The condition that holds where this one does not; one that nobody has where there is none."""
    operator = str(condition.get("operator"))
    return {**condition, "operator": (_NEGATIVE | _POSITIVE).get(operator, f"no {operator}")}


def _holds(condition: Payload, occasion: Occasion) -> bool:
    try:
        return evaluate_on_update(condition, occasion).holds
    except NotModelled:
        return True  # a finding of its own
