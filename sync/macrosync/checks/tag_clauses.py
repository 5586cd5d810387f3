"""Whether conditions on tags, and on the fields whose options are tags, can hold together.

A drop-down, multi-select or checkbox and its options' tags are one thing (SUP 4408881943194), so that conditions on
either are clauses over the same tags, and a drop-down has one option at most.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.rules import tags
from macrosync.rules.tags import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from macrosync.resources import Payload

#: A tag, and whether the ticket has it. What is no tag of its own (a checkbox without one) has a name with a blank.
Literal = tuple[str, bool]
Clause = tuple[Literal, ...]
#: So many guesses settle every rule that was ever seen; more leave it open.
_GUESSES = 500
_CHOICES = frozenset({"tagger", "multiselect", "checkbox"})


class Open(Exception):
    """It was not found out within the bound."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The ticket fields as tags: by field id those of its options, and which of them exclude each other.

    `tags` are those of its options, and `options` their names here.
    """

    fields: Mapping[int, Payload]
    tags: Mapping[int, frozenset[str]]
    options: Mapping[int, tuple[str, ...]]
    #: By tag the other options of its drop-down.
    others: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, fields: Sequence[Payload]) -> Tags:
        """Of a ticket's fields. A tag that several fields have says nothing of any of them."""
        choices = {int(str(field["id"])): field for field in fields if field.get("type") in _CHOICES}
        own = {number: tags.option_tags(field) for number, field in choices.items()}
        uses = Counter(tag for listed in own.values() for tag in listed)

        def names(number: int, field: Payload) -> tuple[str, ...]:
            listed = sorted(own[number]) or ([""] if field.get("type") == "checkbox" else [])
            return tuple(tag if uses[tag] == 1 else f"{number} {tag}" for tag in listed)

        options = {number: names(number, field) for number, field in choices.items()}
        others = {
            tag: options[number]
            for number, field in choices.items()
            if field.get("type") == "tagger"
            for tag in options[number]
        }
        return cls(choices, own, options, others)

    def clauses(self, condition: Payload) -> list[Clause] | None:
        """A condition as clauses that must all hold; None where it is on something else, or not modelled."""
        name, operator, value = str(condition["field"]), str(condition.get("operator")), condition.get("value")
        if name == "current_tags":
            return _of_tags(operator, tags.normalise_tags(str(value or "")))
        number = self.number(name)
        if number is None:
            return None
        positive = operator.removeprefix("not_").removesuffix("_not")
        chosen = self._chosen(number, positive, value)
        if chosen is None:
            return None
        wanted, holds = chosen
        return _any_of(wanted) if holds == (positive == operator) else _none_of(wanted)

    def number(self, name: str) -> int | None:
        """The id of the field that a condition or an action is on, where its options are tags."""
        digits = name.removeprefix("custom_fields_")
        number = int(digits) if digits != name and digits.isdecimal() else None
        return number if number in self.fields else None

    def has(self, number: int, value: object) -> bool:
        """Whether a field has such an option; nothing is one too."""
        return value in NOTHING or value in self.tags[number]

    def _chosen(self, number: int, positive: str, value: object) -> tuple[tuple[str, ...], bool] | None:
        """Of which options one must be chosen, or (False) none of them."""
        every = self.options[number]
        checkbox = self.fields[number].get("type") == "checkbox"
        match positive:
            case "present":
                return every, True
            case "is" | "includes" if checkbox:
                return every, str(value).lower() == "true"
            case "is" | "includes" if value in NOTHING:
                return every, False
            case "is" | "includes":
                return tuple(tag for tag in (str(value), f"{number} {value}") if tag in every), True
        return None


def _of_tags(operator: str, wanted: Sequence[str]) -> list[Clause] | None:
    match operator:
        case "includes" if wanted:
            return _any_of(wanted)
        case "not_includes" if wanted:
            return _none_of(wanted)
    return None


def _any_of(wanted: Iterable[str]) -> list[Clause]:
    return [tuple((tag, True) for tag in wanted)]


def _none_of(wanted: Iterable[str]) -> list[Clause]:
    return [((tag, False),) for tag in wanted]


def solve(clauses: Sequence[Clause], known: Tags) -> dict[str, bool] | None:
    """Tags that a ticket has and has not, so that all clauses hold; None where no ticket can. Raises Open."""
    return _Search(clauses, known).run({})


@dataclass(slots=True)
class _Search:
    clauses: Sequence[Clause]
    known: Tags
    left: int = _GUESSES

    def run(self, held: dict[str, bool]) -> dict[str, bool] | None:
        """Draw every conclusion, then guess. Raises Open."""
        self.left -= 1
        if self.left < 0:
            raise Open
        undecided = self._conclude(held)
        if undecided is None:
            return None
        if not undecided:
            return held
        tag, holds = undecided[0]
        for guess in (holds, not holds):
            found = self.run(self._with(held, tag, holds=guess))
            if found is not None:
                return found
        return None

    def _conclude(self, held: dict[str, bool]) -> Clause | None:
        """Set what must be; gives a clause that is still open, an empty one when all hold, None when one cannot."""
        while True:
            before = len(held)
            undecided: Clause = ()
            for clause in self.clauses:
                if any(held.get(tag) is holds for tag, holds in clause):
                    continue
                rest = tuple((tag, holds) for tag, holds in clause if tag not in held)
                if not rest:
                    return None
                if len(rest) == 1:
                    held.update(self._with(held, *rest[0]))
                elif not undecided:
                    undecided = rest
            if len(held) == before:
                return undecided

    def _with(self, held: Mapping[str, bool], tag: str, holds: bool) -> dict[str, bool]:  # noqa: FBT001 - a literal
        more = {other: False for other in self.known.others.get(tag, ()) if other not in held} if holds else {}
        return {**held, **more, tag: holds}
