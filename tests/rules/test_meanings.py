"""Rules of this project ask for nothing that no document settles, but for days, which scenarios set both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.compiler.reading import desired

from macrosync.resources import Kind
from macrosync.rules.meanings import Meanings
from macrosync.rules.ticket_conditions import listed
from macrosync.rules.updates import Assumptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.resources import Payload

RULES = (Kind.TRIGGER, Kind.AUTOMATION, Kind.VIEW)


def conditions() -> Iterator[Payload]:
    for resource in desired():
        if resource.kind in RULES:
            held = resource.payload.get("conditions", resource.payload)
            assert isinstance(held, dict)
            yield from (*listed(held.get("all")), *listed(held.get("any")))


def test_no_rule_of_this_project_asks_for_it() -> None:
    asked = {(each["field"], each.get("operator")) for each in conditions()}
    assert asked  # there are rules
    assert not {name for name, operator in asked if operator == "is_not"}
    assert not asked & {("priority", "less_than"), ("priority", "greater_than")}
    assert not {name for name, _ in asked if str(name).endswith("_includes_word")}


def test_scenarios_run_with_both_meanings_of_days() -> None:
    assert Assumptions(within_days_counts_last=False).meanings == Meanings(within_days_counts_last=False)
    assert Assumptions().meanings == Meanings()
