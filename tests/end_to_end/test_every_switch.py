"""What is assumed of Zendesk must not matter: the main job ends the same way however each switch is set.

The job: apply, an empty plan, a person changes something of every kind, put it back, and an empty plan again.

A switch that the job never asks for cannot matter to it, so the job is watched first. Those that it does ask for are
then set otherwise, a sixth of them at a time, and all of them in mixtures; `make soak` tries every switch alone, and
many more mixtures.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest
import requests
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.local_zendesk.client import Api
from tests.soundness.effort import SOAK, times

from macrosync.local_zendesk.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import Run

    from macrosync.local_zendesk import LocalZendesk

HINTS = get_type_hints(Switches)


def otherwise(name: str, default: Any) -> list[Any]:  # noqa: ANN401 - what JSON holds
    """Every other setting of a switch; of seconds and numbers none, one, and a lot."""
    every = {bool: (True, False), int: (0, 1, 3600)}.get(HINTS[name]) or get_args(HINTS[name])
    return [each for each in every if each != default]


DEFAULTS = {field.name: field.default for field in fields(Switches)}
OTHERWISE = {name: otherwise(name, default) for name, default in DEFAULTS.items()}
#: What a plan says that has nothing to do.
NOTHING = "0 to create, 0 to update, 0 to delete"
#: Each part is a test, so that they are run side by side.
PARTS = 6
MIXTURES = st.fixed_dictionaries(
    {name: st.sampled_from([*OTHERWISE[name], default]) for name, default in DEFAULTS.items()}
)


@dataclass(frozen=True)
class Job:
    """The main job on an account that is begun anew each time."""

    run: Run
    zendesk: LocalZendesk
    project: Path

    def done(self, switches: Mapping[str, Any]) -> str:
        """What the next plan says, once the first one is applied, and again once what a person changed is put back."""
        self.begin()
        requests.put(f"{self.zendesk.url}/_local/switches", json=dict(switches), timeout=10).raise_for_status()
        planned = self.applied_and_planned()
        self.change_by_hand()
        return planned + self.applied_and_planned("--overwrite-drift")

    def begin(self) -> None:
        """A new account, of which the project knows nothing."""
        requests.delete(f"{self.zendesk.url}/_local/state", timeout=10).raise_for_status()
        shutil.rmtree(self.project / ".macrosync", ignore_errors=True)

    def change_by_hand(self) -> None:
        """Change one of every kind that the project has made."""
        with Api(self.zendesk.url) as api:
            macro, fields_ = api.get("macros")["macros"][0], api.get("ticket_fields")["ticket_fields"]
            field = next(each for each in fields_ if each.get("custom_field_options"))
            article, trigger = (
                api.get(path)[path.rpartition("/")[2]][0] for path in ("help_center/articles", "triggers")
            )
            api.put(f"macros/{macro['id']}", {"macro": {"title": "Other"}})
            options = [{name: each[name] for name in ("id", "name", "value")} for each in field["custom_field_options"]]
            options[0]["name"] = "Other"
            api.put(f"ticket_fields/{field['id']}", {"ticket_field": {"custom_field_options": options}})
            path = f"help_center/articles/{article['id']}/translations/{article['locale']}"
            api.put(path, {"translation": {"title": "Other", "body": "<p>Other</p>"}})
            api.put(f"triggers/{trigger['id']}", {"trigger": {"active": False}})

    def applied_and_planned(self, *more: str) -> str:
        """Apply, plan, and what that plan says."""
        applied = self.run("--url", self.zendesk.url, "apply", "--yes", *more)
        assert applied.code == 0, applied.err
        planned = self.run("--url", self.zendesk.url, "plan", "--detailed-exitcode")
        assert planned.code == 0, planned.out + planned.err
        return planned.out

    def asked_for(self) -> set[str]:
        """The switches that the job asks for."""
        names: set[str] = set()

        class Watched(Switches):
            def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - whatever it is
                names.add(name)
                return super().__getattribute__(name)

        self.begin()
        self.zendesk.account.switches = Watched()
        self.applied_and_planned()
        self.change_by_hand()
        self.applied_and_planned("--overwrite-drift")
        return names & set(DEFAULTS)


@pytest.fixture
def job(run: Run, zendesk: LocalZendesk, project: Path) -> Job:
    return Job(run, zendesk, project)


def test_the_job_asks_for_switches(job: Job) -> None:
    asked = job.asked_for()
    assert "titles_ignore_case" in asked  # it lists macros
    assert "view_exports_begin" not in asked  # and exports no views
    assert "answers_not_modified" in asked


@pytest.mark.parametrize("part", range(PARTS))
def test_the_next_plan_is_empty_whichever_switch_is_set_otherwise(job: Job, part: int) -> None:
    names = sorted(DEFAULTS if SOAK else job.asked_for())[part::PARTS]
    alone = [{name: setting} for name in names for setting in OTHERWISE[name]]
    together = {name: OTHERWISE[name][part % len(OTHERWISE[name])] for name in names}
    for switches in alone if SOAK else [together]:
        assert job.done(switches).count(NOTHING) == 2, switches


@given(mixture=MIXTURES)
@example(mixture={name: each[0] for name, each in OTHERWISE.items()})
@settings(
    max_examples=times(3, 100),
    derandomize=not SOAK,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],  # the account is begun anew
)
def test_the_next_plan_is_empty_however_they_are_mixed(job: Job, mixture: dict[str, Any]) -> None:
    assert job.done(mixture).count(NOTHING) == 2
