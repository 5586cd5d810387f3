"""Every switch is set by some test, and begins as what the local Zendesk takes to be true."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from macrosync.local_zendesk.switches import Switches

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api

TEXTS = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]


@pytest.mark.parametrize("name", Switches.__dataclass_fields__)
def test_a_test_sets_it(name: str) -> None:
    assert any(f'"{name}"' in text for text in TEXTS), f"no test sets {name} and looks at what it changes"


def test_they_are_shown_and_begin_anew_with_the_account(api: Api) -> None:
    assert api.control("GET", "switches") == asdict(Switches())
    api.control("PUT", "switches", {"titles_ignore_case": False})
    assert api.control("GET", "switches") == asdict(Switches(titles_ignore_case=False))
    api.control("DELETE", "state")
    assert api.control("GET", "switches") == asdict(Switches())
