"""Whatever cuts an apply off, the next one brings the account to the same end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apply.in_memory_zendesk import Fault, InMemoryZendesk, service_error
from tests.plan.rule_samples import PREFIX
from tests.plan.samples import PROJECT, account, everything, macro
from tests.plan.strategies import definitions

from macrosync.apply import ApplyUnfinished, Journal, Summary, execute
from macrosync.errors import Unavailable
from macrosync.plan import Plan, make

if TYPE_CHECKING:
    from macrosync.resources import Resource

LOST = "after-ride/lost-item/chat"


class Killed(BaseException):
    """The process is gone: nothing after it is run, and no error of ours is told."""


@dataclass
class MortalZendesk(InMemoryZendesk):
    """Whoever calls it dies before the call of a number."""

    dies_at: int = 0

    def _called(self, method: str, key: str) -> Fault | None:
        if self.calls.total + 1 == self.dies_at:
            raise Killed
        return super()._called(method, key)


def plan(desired: tuple[Resource, ...], zendesk: InMemoryZendesk) -> Plan:
    return make(desired, zendesk.snapshot(), project=PROJECT, target="local", prune=True, automation_prefix=PREFIX)


def apply(desired: tuple[Resource, ...], zendesk: InMemoryZendesk) -> Summary:
    with TemporaryFile() as file:
        journal = Journal(file, lambda: datetime(2026, 11, 24, tzinfo=UTC))
        return execute(
            plan(desired, zendesk), zendesk, journal, overwrite_drift=True, authenticate=zendesk.authenticate
        )


def counts(zendesk: InMemoryZendesk) -> dict[str, int]:
    return {kind.value: len(held) for kind, held in zendesk.held.items() if held}


@given(definitions(), definitions(), st.data())
def test_killed_before_any_call_the_next_apply_comes_to_the_same_end(
    first: tuple[Resource, ...], second: tuple[Resource, ...], data: st.DataObject
) -> None:
    whole, cut = MortalZendesk.of(account()), MortalZendesk.of(account())
    assert isinstance(cut, MortalZendesk)
    for zendesk in (whole, cut):
        apply(first, zendesk)
    begun = whole.calls.total
    apply(second, whole)
    cut.dies_at = begun + data.draw(st.integers(1, max(1, whole.calls.total - begun)))
    try:
        apply(second, cut)
    except Killed:
        cut.dies_at = 0
        apply(second, cut)
    assert plan(second, cut).changes == ()
    assert counts(cut) == counts(whole)


@pytest.mark.parametrize("done", [True, False])
def test_a_create_that_is_answered_with_an_error_of_the_server_is_looked_for(done: bool) -> None:  # noqa: FBT001
    zendesk = InMemoryZendesk.of(account())
    zendesk.faults.append(Fault("create", LOST, service_error(Unavailable), done=done))
    desired = (macro(), macro("a/b/chat"))
    if done:
        summary = apply(desired, zendesk)
        assert (summary.created, summary.warnings) == (2, ())
    else:
        with pytest.raises(ApplyUnfinished) as caught:
            apply(desired, zendesk)
        assert [each.key for each in caught.value.summary.failed] == [LOST]
        apply(desired, zendesk)
    assert plan(desired, zendesk).changes == ()
    assert counts(zendesk)["macro"] == 2


def test_where_it_cannot_be_looked_for_the_first_error_is_told() -> None:
    zendesk = InMemoryZendesk.of(account())
    zendesk.faults.append(Fault("create", LOST, service_error(Unavailable, "the create broke")))
    zendesk.faults.append(Fault("fetch", "macro", service_error(Unavailable, "the list broke")))
    with pytest.raises(ApplyUnfinished) as caught:
        apply((macro(),), zendesk)
    assert "the create broke" in caught.value.summary.failed[0].reason


def test_an_update_and_a_delete_that_were_done_in_spite_of_an_error_are_done() -> None:
    zendesk = InMemoryZendesk.of(account())
    apply((*everything(), macro("a/b/chat")), zendesk)
    zendesk.faults.append(Fault("update", LOST, service_error(Unavailable), done=True))
    zendesk.faults.append(Fault("delete", "a/b/chat", service_error(Unavailable), done=True))
    desired = tuple(macro(text="새 말") if each.key == LOST else each for each in everything())
    summary = apply(desired, zendesk)
    assert (summary.updated, summary.deleted) == (1, 1)
