from __future__ import annotations

from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.apply.in_memory_zendesk import Fault, InMemoryZendesk, service_error
from tests.plan.rule_samples import PREFIX
from tests.plan.samples import PROJECT, account
from tests.plan.strategies import definitions

from macrosync.apply import ApplyUnfinished, Journal, execute
from macrosync.errors import AnswerLost, Rejected, Unavailable, Unreachable
from macrosync.plan import Plan, make
from macrosync.plan.model import TRIGGER_ORDER
from macrosync.resources import Kind

if TYPE_CHECKING:
    from macrosync.resources import Resource


def plan(desired: tuple[Resource, ...], zendesk: InMemoryZendesk) -> Plan:
    return make(desired, zendesk.snapshot(), project=PROJECT, target="local", prune=True, automation_prefix=PREFIX)


def apply(desired: tuple[Resource, ...], zendesk: InMemoryZendesk) -> bool:
    """Whether all of it was done, without a warning."""
    with TemporaryFile() as file:
        try:
            journal = Journal(file, lambda: datetime(2026, 11, 24, tzinfo=UTC))
            done = execute(
                plan(desired, zendesk), zendesk, journal, overwrite_drift=True, authenticate=zendesk.authenticate
            )
        except ApplyUnfinished:
            return False
        return done.warnings == ()


@given(definitions(), definitions())
def test_one_apply_is_enough_from_any_state_to_any_other(
    first: tuple[Resource, ...], second: tuple[Resource, ...]
) -> None:
    zendesk = InMemoryZendesk.of(account())
    for desired in (first, second, first):
        assert apply(desired, zendesk)
        assert plan(desired, zendesk).changes == ()


@given(definitions(), definitions(), st.data())
def test_an_apply_that_broke_anywhere_is_made_good_by_the_next(
    first: tuple[Resource, ...], second: tuple[Resource, ...], data: st.DataObject
) -> None:
    zendesk = InMemoryZendesk.of(account())
    assert apply(first, zendesk)
    changes = plan(second, zendesk).changes
    broken = data.draw(st.lists(st.sampled_from(changes), max_size=3)) if changes else []
    for change in broken:
        error = data.draw(st.sampled_from([AnswerLost, Rejected, Unavailable, Unreachable]))
        done = data.draw(st.booleans()) and error in {AnswerLost, Unavailable}
        method = "order" if TRIGGER_ORDER in change.names else change.action.value
        method = "authenticate" if change.kind is Kind.WEBHOOK and data.draw(st.booleans()) else method
        zendesk.faults.append(Fault(method, change.key, service_error(error), done=done))
    apply(second, zendesk)
    zendesk.faults.clear()
    assert apply(second, zendesk)
    assert plan(second, zendesk).changes == ()
