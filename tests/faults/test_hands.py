"""People who edit macros, articles, options and triggers between any two calls of an apply."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from tests.faults import hands
from tests.faults.trials import reference
from tests.soundness.effort import SETTINGS, times

if TYPE_CHECKING:
    from tests.faults.project import Desk


def test_what_people_write_while_an_apply_runs_is_never_lost_unsaid(prepared: Desk) -> None:
    class AtWork(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.block = ExitStack()

        @initialize()
        def begin(self) -> None:
            self.desk = self.block.enter_context(hands.working(prepared))

        @rule(calls=st.integers(1, 14))
        def calls_take_place(self, calls: int) -> None:
            self.desk.go(calls)

        @rule(what=st.sampled_from(hands.EDITS), which=st.integers(0, 19))
        def somebody_edits(self, what: str, which: int) -> None:
            self.desk.edit(what, which)

        def teardown(self) -> None:
            with self.block:
                judged = self.desk.finish(reference(prepared))
                assert judged.wrong == ()

    tried = settings(SETTINGS, max_examples=times(2, 60), stateful_step_count=times(12, 16))
    run_state_machine_as_test(AtWork, settings=tried)
