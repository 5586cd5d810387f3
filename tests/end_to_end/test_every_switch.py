"""What is assumed of Zendesk must not matter: the main job ends the same way however each switch is set."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest
import requests

from macrosync.local_zendesk.switches import Switches

if TYPE_CHECKING:
    from tests.conftest import Run

    from macrosync.local_zendesk import LocalZendesk

HINTS = get_type_hints(Switches)
OTHER_SETTINGS = [
    (field.name, setting)
    for field in fields(Switches)
    for setting in ((True, False) if HINTS[field.name] is bool else get_args(HINTS[field.name]))
    if setting != field.default
]


@pytest.mark.parametrize(("name", "setting"), OTHER_SETTINGS)
def test_the_second_plan_is_empty(run: Run, zendesk: LocalZendesk, name: str, setting: Any) -> None:  # noqa: ANN401
    requests.put(f"{zendesk.url}/_local/switches", json={name: setting}, timeout=10).raise_for_status()
    assert run("--url", zendesk.url, "apply", "--yes").code == 0
    planned = run("--url", zendesk.url, "plan", "--detailed-exitcode")
    assert planned.code == 0
    assert "0 to create, 0 to update, 0 to delete" in planned.out
