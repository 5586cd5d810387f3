"""What must hold of the project's own rules after any sequence of what agents do to a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.scenarios.our_desk import ACCOUNT, a_case, agent, apply, choose

from macrosync.rules import tags
from macrosync.rules.updates import Assumptions
from macrosync.scenarios.records import Change
from macrosync.scenarios.timeline import Call, Update

if TYPE_CHECKING:
    from macrosync.scenarios.world import World

MACROS = sorted(key for key in ACCOUNT.macros if key.startswith(("lost-item/", "contact-after-ride/")))
CHOICES = [
    (key.removeprefix("lost-item-"), value)
    for key, field in ACCOUNT.fields.items()
    if key.startswith("lost-item-") and field["type"] == "tagger"
    for value in (None, *(str(option["value"]) for option in tags.options(field)))
]
MOVES = st.lists(st.tuples(st.integers(0, 1), st.sampled_from(MACROS) | st.sampled_from(CHOICES)), max_size=6)
ASSUMPTIONS = st.builds(Assumptions, st.booleans(), st.booleans(), st.booleans())


def after(moves: list[tuple[int, str | tuple[str, str | None]]], assumptions: Assumptions) -> World:
    world = a_case(assumptions)
    for number, move in moves:
        world.begin_step()
        record = world.records[number]
        if isinstance(move, str):
            apply(world, record, ACCOUNT.macros[move])
        else:
            choose(world, record, *move)
    return world


@given(moves=MOVES, assumptions=ASSUMPTIONS)
def test_to_run_them_twice_is_to_run_them_once(
    moves: list[tuple[int, str | tuple[str, str | None]]], assumptions: Assumptions
) -> None:
    world = after(moves, assumptions)
    for record in world.records:
        before, known = record.ticket, len(world.timeline)
        world.begin_step()
        world.update(record, Change("nothing", before, None, agent(world), 0))
        assert {**record.ticket, "updated_at": None} == {**before, "updated_at": None}
        assert [event for event in world.timeline[known:] if isinstance(event, Call)] == []


@given(moves=MOVES, assumptions=ASSUMPTIONS)
def test_every_cycle_ends_and_a_case_has_one_task(
    moves: list[tuple[int, str | tuple[str, str | None]]], assumptions: Assumptions
) -> None:
    world = after(moves, assumptions)
    assert len(world.records) == 2
    for event in world.timeline:
        if isinstance(event, Update):
            fired = [turn.rule.key for turn in event.turns if turn.fired]
            assert len(fired) == len(set(fired))


@given(moves=MOVES)
def test_no_assumption_makes_a_difference(moves: list[tuple[int, str | tuple[str, str | None]]]) -> None:
    settings = [Assumptions(one, other) for one in (True, False) for other in (True, False)]
    ends = [[record.ticket for record in after(moves, each).records] for each in settings]
    told = [[(tags.tagging_of(each).values, set(each["tags"]), each["status"]) for each in end] for end in ends]  # type: ignore[arg-type]
    assert all(each == told[0] for each in told)
