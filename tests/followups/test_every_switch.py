"""What is assumed of Zendesk must not matter: a sweep ends the same way however each switch is set."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, get_type_hints

import pytest
from tests.followups.test_told import eventful
from tests.soundness.effort import SOAK

from macrosync.local_zendesk.switches import Switches

if TYPE_CHECKING:
    from tests.followups.office import Office

#: Those that a sweep meets; `make soak` tries all.
MET = (
    "answers_after_triggers",
    "html_before_body",
    "redaction_html_is_checked",
    "redaction_reaches_copies",
    "rules_count_as_change",
    "tags_before_fields",
    "triggers_restart",
    "within_days_counts_last",
)
EVERY = tuple(field.name for field in fields(Switches) if get_type_hints(Switches)[field.name] is bool)


@pytest.mark.parametrize("name", EVERY if SOAK else MET)
def test_a_sweep_ends_the_same_way_however_a_switch_is_set(office: Office, name: str) -> None:
    office.api.control("PUT", "switches", {name: not getattr(Switches(), name)})
    asked, *others = eventful(office)
    office.swept()
    for case in (asked, *others):
        assert office.held(case, "other_ticket") == str(office.task(case))
    task = office.task(asked)
    assert office.held(asked, "consent", "lapses_on") == {"consent": "given", "lapses_on": "2026-12-08"}
    assert sum("동의 기록" in note for note in office.notes(task)) == 1
    assert not [note for note in office.notes(task) if "1234-5678" in note]
    office.at(days=15)
    office.swept()
    assert office.held(asked, "consent") == office.held(task, "consent") == "lapsed"
