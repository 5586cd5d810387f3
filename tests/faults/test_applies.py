"""A few of the faults that `python -m tests.faults` tries all of, each where it hurts most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.faults import catalogue
from tests.faults.commands import mend, opened
from tests.faults.trials import APPLY, PLAN, Course, Trial, attempt, killed, reference

from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.project import Desk
    from tests.local_zendesk.client import Data

#: Calls by their method and the part of their path that tells them.
WEBHOOK, BEARER, MACRO = ("POST", "/webhooks"), ("PATCH", "/webhooks/"), ("POST", "/macros")
TEXT, LABELS = ("PUT", "/translations/ko"), ("PUT", "/ko/articles/")
ORDER, PRUNED = ("POST", "/trigger_categories/jobs"), ("DELETE", "/options/")
NEVER = {"hold": "after", "fate": "lost", "written": False}


@pytest.mark.parametrize(
    ("way", "call", "fault"),
    [
        ("killed", WEBHOOK, {"hold": "after"}),
        ("killed", LABELS, NEVER),
        ("killed", PRUNED, {"hold": "after"}),
        ("suffered", MACRO, {"count": 1, "fate": "lost"}),
        ("suffered", ORDER, {"count": 1, "status": 500, "written": True}),
        ("suffered", BEARER, {"count": 1, "fate": "cut"}),
        ("lapsed", TEXT, {"hold": "before"}),
        ("overtaken", MACRO, {"hold": "before"}),
    ],
)
def test_after_a_fault_the_same_command_comes_to_the_right_end(
    prepared: Desk, way: str, call: tuple[str, str], fault: Data
) -> None:
    nth = 1 + next(at for at, (method, path) in enumerate(reference(prepared).calls) if _is(call, method, path))
    tried = attempt(prepared, catalogue.trial("one of many", way, nth=nth, **fault))
    assert (tried.wrong, tried.doubled, tried.lost) == ((), 0, 0)


@pytest.mark.parametrize("status", [429])
def test_after_a_storm_too(prepared: Desk, status: int) -> None:
    storm: Trial = catalogue.answered("a storm", status, probability=0.3, seed=status)
    tried = attempt(prepared, storm)
    assert (tried.wrong, tried.doubled, tried.lost) == ((), 0, 0)


def test_an_option_that_a_killed_apply_renamed_is_not_taken_for_a_hand_edit(prepared: Desk, tmp_path: Path) -> None:
    project, account = prepared.laid_out(tmp_path)
    nth = 1 + next(at for at, (method, path) in enumerate(reference(prepared).calls) if _is(WEBHOOK, method, path))
    with LocalZendesk(account) as zendesk, opened(zendesk.url) as api:
        course = Course(api, project)
        killed(course, {"nth": nth, **NEVER})
        mend(api)
        types = project / "workflows" / "consult-types.yaml"
        text = types.read_text(encoding="utf-8")
        types.write_text(text.replace("version: 3", "version: 4", 1).replace("예약 콜", "예약 호출"), encoding="utf-8")
        assert course.run("lock", "--renew").code == 0
        again = course.run(*APPLY)
        assert (again.code, "Left alone" in again.err, course.run(*PLAN).code) == (0, False, 0)


def _is(call: tuple[str, str], method: str, path: str) -> bool:
    return method == call[0] and (path.endswith(call[1]) or call[1] in path)
