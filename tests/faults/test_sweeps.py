"""The sweep as a process that is killed where its writes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults import catalogue, sweeps

if TYPE_CHECKING:
    from tests.faults.sweeps import Cases


def test_after_a_sweep_that_was_killed_every_case_has_its_one_task(cases: Cases) -> None:
    calls = sweeps.reference(cases).calls
    nth = 1 + next(at for at, call in enumerate(calls) if call == ("POST", "/api/v2/tickets"))
    tried = sweeps.attempt(cases, catalogue.trial("killed", "killed", nth=nth, hold="after"))
    assert (tried.wrong, tried.doubled, tried.lost) == ((), 0, 0)
