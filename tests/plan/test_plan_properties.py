from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.plan.rule_samples import PREFIX
from tests.plan.samples import PROJECT, account, applied
from tests.plan.strategies import definitions

from macrosync.plan import Change, Plan, from_json, make, to_json
from macrosync.plan.model import TRIGGER_ORDER
from macrosync.plan.render import to_markdown
from macrosync.resources import Resource, Snapshot

if TYPE_CHECKING:
    from random import Random


def plan(desired: tuple[Resource, ...], snapshot: Snapshot, *, prune: bool = True) -> Plan:
    return make(desired, snapshot, project=PROJECT, target="local", prune=prune, automation_prefix=PREFIX)


def without_order(change: Change) -> tuple[str, str, str, tuple[str, ...]]:
    return change.action, change.kind, change.key, tuple(sorted(change.names - {TRIGGER_ORDER}))


def changes(made: Plan) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """All of a plan that does not come from the order of the definitions."""
    return sorted(without_order(change) for change in made.changes if change.names != {TRIGGER_ORDER})


@given(definitions())
def test_what_was_applied_needs_nothing(desired: tuple[Resource, ...]) -> None:
    made = plan(desired, applied(desired))
    assert (made.changes, made.notes, made.unchanged) == ((), (), len(desired))


@given(definitions(), definitions(), st.randoms())
def test_no_order_changes_what_is_to_be_done(
    before: tuple[Resource, ...], desired: tuple[Resource, ...], random: Random
) -> None:
    there = applied(before)
    shuffled = {kind: tuple(random.sample(each, len(each))) for kind, each in there.resources.items()}
    expected = changes(plan(desired, there))
    other = tuple(random.sample(desired, len(desired)))
    assert changes(plan(other, Snapshot(shuffled))) == expected


@given(definitions(), definitions())
def test_each_change_comes_after_what_it_needs(before: tuple[Resource, ...], desired: tuple[Resource, ...]) -> None:
    for there in (account(), applied(before)):
        made = plan(desired, there)
        done = set(made.ids)
        for change in made.changes:
            assert change.needs <= done
            done.add(change.ref)


@given(definitions(), definitions())
def test_a_plan_survives_being_written_and_shown(before: tuple[Resource, ...], desired: tuple[Resource, ...]) -> None:
    made = plan(desired, applied(before))
    assert from_json(to_json(made)) == made
    assert len(to_markdown(made, 3000)) <= 3000


@given(definitions(), definitions())
def test_without_pruning_nothing_is_deleted(before: tuple[Resource, ...], desired: tuple[Resource, ...]) -> None:
    assert all(change.action != "delete" for change in plan(desired, applied(before), prune=False).changes)
