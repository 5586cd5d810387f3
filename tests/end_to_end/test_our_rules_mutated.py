"""No mistake in the project's own rules goes unnoticed; `make soak` tries every one, this a sample."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.soundness.effort import SOAK, times

from macrosync import compiler, mutating, scenarios
from macrosync.definitions import settings
from macrosync.definitions.load import load
from macrosync.scenarios.mutation import Fate

#: Each time the same ones.
EFFORT = mutating.Effort(workers=times(1, 2), every=times(23, 1), sequences=times(40, 1_000))


def test_every_mistake_in_a_rule_fails_a_scenario_or_makes_no_difference() -> None:
    found, findings = load(ROOT)
    assert findings == ()
    account = scenarios.Account.of(compiler.compile(found, settings.read(ROOT).target(settings.LOCAL)))
    mutation = mutating.run(tuple(scenarios.cases(found)), account, lambda *_: None, EFFORT)
    assert [tried.what for tried in mutation.of(Fate.SURVIVED)] == []
    assert mutation.score == 100
    assert len(mutation.tried) >= 10
    assert mutation.passed or not SOAK  # a sample may hold more of those that make no difference
