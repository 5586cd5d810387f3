"""Every probe is honest: under each setting of its switch it sees what it says, and under no other switch's."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import pytest
from tests.live.looking import begin, of, otherwise, sandbox

from live.checks import PROBES, findings
from live.probe import KNOWN, Outcome
from live.reasons import REASONS
from macrosync.local_zendesk import LocalZendesk
from macrosync.local_zendesk.assumptions import BEHAVIOURS
from macrosync.local_zendesk.behaviours import Status
from macrosync.local_zendesk.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from live.probe import Probe, Setting

OTHERWISE = otherwise()
EACH = [(switch, setting) for switch, settings in OTHERWISE.items() for setting in settings]
#: Switches that show in more than what names them, for what they are of is asked for there, too.
ALSO = {
    "search_lag": {"search-lag"},
    "wrong_types_are_400": {"view-value"},
    "enterprise_plan": {
        *("revisions-order", "revisions-when", "revisions-first", "revisions-conditions"),
        *("audit-log", "audit-log-types"),
    },
}
#: These hide what others show: without revisions none is seen, and without a lag nothing is found that is gone.
ALONE = ("enterprise_plan", "search_lag")
TOGETHER = [switch for switch in sorted(OTHERWISE) if switch not in ALONE]
#: Each of them stands in three mixtures of its own choice, so that of any two each is otherwise once without the other.
RUNS = 11
CHOICES = [*zip(TOGETHER, combinations(range(RUNS), 3), strict=False)]
MIXTURES = [*([switch for switch, runs in CHOICES if run in runs] for run in range(RUNS)), [*ALONE]]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One local Zendesk for all of them; each begins it anew."""
    with LocalZendesk(tmp_path_factory.mktemp("live") / "zendesk.db") as running:
        yield running.url


def test_every_behaviour_has_one_probe_or_a_reason_why_it_has_none() -> None:
    probed = [probe.behaviour for probe in PROBES]
    assert sorted([*probed, *REASONS]) == sorted(behaviour.id for behaviour in BEHAVIOURS)


def test_well_over_half_of_what_is_assumed_is_looked_at() -> None:
    assumed = {behaviour.id for behaviour in BEHAVIOURS if behaviour.status is Status.ASSUMED}
    assert len(assumed & {probe.behaviour for probe in PROBES}) > 0.75 * len(assumed)


def test_a_probe_of_a_switch_tells_two_of_its_settings_apart_at_least() -> None:
    assert [probe.behaviour for probe in PROBES if not tells_apart(probe)] == []


def tells_apart(probe: Probe) -> bool:
    switch, shown = KNOWN[probe.behaviour].switch, {repr(each) for each in probe.shows.values()}
    if switch is None:
        return list(probe.shows) == [None]
    return getattr(Switches(), switch) in probe.shows and len(shown) == len(probe.shows) > 1


@pytest.mark.parametrize(("switch", "setting"), EACH)
def test_a_probe_sees_its_switch(url: str, switch: str, setting: Setting) -> None:
    begin(url, {switch: setting})
    with sandbox(url) as account:
        found = of(switch, account)
    assert [(each.outcome, each.setting) for each in found] == [(Outcome.OTHERWISE, setting)] * len(found), found
    assert account.left == []


def test_there_is_a_choice_for_each_of_them() -> None:
    assert len(CHOICES) == len(TOGETHER) <= comb(RUNS, 3)


@pytest.mark.parametrize("mixture", MIXTURES, ids=range(len(MIXTURES)))
def test_it_sees_no_other(url: str, mixture: list[str]) -> None:
    settings = {switch: OTHERWISE[switch][0] for switch in mixture}
    begin(url, settings)
    with sandbox(url) as account:
        every = [*findings(account)]
    said = {each.behaviour.id for each in every if each.behaviour.id not in REASONS and differs(each.outcome)}
    expected = {probe.behaviour for probe in PROBES if KNOWN[probe.behaviour].switch in mixture}
    also: set[str] = set().union(*(ALSO.get(switch, set()) for switch in mixture))
    assert said == expected | also
    told = {each.behaviour.switch: each.setting for each in every if each.behaviour.id in expected}
    assert told == settings
    assert account.left == []


def differs(outcome: Outcome) -> bool:
    return outcome is not Outcome.AS_ASSUMED
