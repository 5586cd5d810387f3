"""People who edit all kinds of things between any two calls of an apply."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from tests.faults import edits, hands
from tests.faults.aims import AIMS, Aim, When, aimed
from tests.faults.trials import reference
from tests.soundness.effort import SETTINGS, times

if TYPE_CHECKING:
    from tests.faults.project import Desk
    from tests.local_zendesk.client import Data

#: Each way to be sent again or late, with another kind of write; the whole table is in `python -m tests.faults`.
_LATE = {
    When.REFUSED: ("macro reply", "article title", "article labels", edits.OPTIONS, edits.TRIGGERS),
    When.LOST: ("macro title", "webhook name"),
    When.LANDED: ("article text",),
    When.HELD_BACK: ("trigger conditions",),
}
#: Those that the one unlocked moment is tried with: what came of them.
_UNLOCKED = {"macro reply": (1, 0), "article labels": (0, 1), edits.ADDED: (1, 0)}


@pytest.mark.parametrize("aim", AIMS, ids=str)
def test_an_edit_after_the_plan_saw_the_resource_is_left_alone(prepared: Desk, aim: Aim) -> None:
    judged = aimed(prepared, aim, When.LISTED)
    assert (judged.wrong, judged.kept) == ((), 1)


@pytest.mark.parametrize(
    ("aim", "when"),
    [(aim, when) for when, of in _LATE.items() for aim in AIMS if aim.what in of],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_an_edit_before_a_late_write_or_a_repeated_one_is_left_alone_too(prepared: Desk, aim: Aim, when: When) -> None:
    judged = aimed(prepared, aim, when)
    assert (judged.wrong, judged.kept) == ((), 1)


@pytest.mark.parametrize("aim", [aim for aim in AIMS if aim.what in _UNLOCKED], ids=str)
def test_an_edit_between_a_read_and_its_write_is_counted_by_itself(prepared: Desk, aim: Aim) -> None:
    judged = aimed(prepared, aim, When.READ)
    assert (judged.wrong, judged.in_the_moment, judged.of_labels) == ((), *_UNLOCKED[aim.what])


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

        @rule(method=st.sampled_from(hands.WRITES), what=st.sampled_from(hands.TROUBLES))
        def a_write_fails(self, method: str, what: Data) -> None:
            self.desk.trouble(method, **what)

        @rule(what=st.sampled_from(edits.EDITS), which=st.integers(0, 19))
        def somebody_edits(self, what: str, which: int) -> None:
            self.desk.edit(what, which)

        def teardown(self) -> None:
            with self.block:
                judged = self.desk.finish(reference(prepared))
                assert judged.wrong == ()

    tried = settings(SETTINGS, max_examples=times(2, 60), stateful_step_count=times(12, 16))
    run_state_machine_as_test(AtWork, settings=tried)
