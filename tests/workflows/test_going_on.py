"""Runs that fail: what is said, and that the command which is told goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import requests
from tests.workflows.desk import LOCAL

if TYPE_CHECKING:
    from tests.workflows.desk import Desk

COMMAND = re.compile(r"^gh workflow run apply\.yml --ref main(?P<inputs>( -f [a-z-]+=true)*)$", re.MULTILINE)
TREE = "workflows/consult-types.yaml"


def told(summary: str) -> dict[str, bool]:
    """The inputs of the command that the summary tells to go on."""
    found = COMMAND.search(summary[summary.index("**To go on**") :])
    assert found, summary
    return dict.fromkeys(re.findall(r"-f ([a-z-]+)=true", found["inputs"]), True)


def test_an_apply_that_was_killed_says_what_it_did_and_the_next_one_goes_on(desk: Desk) -> None:
    desk.control("POST", "faults", {"method": "POST", "path": "/api/v2/macros", "nth": 2, "hold": "after"})
    desk.world.kill_when = lambda: any(each["held"] for each in desk.control("GET", "faults")["faults"])
    job = desk.merged()["reviewed"]
    desk.world.kill_when = None
    desk.control("DELETE", "faults")
    assert job.result == "failure"
    assert "❌ Not complete: 3 of 7 changes" in job.summary
    assert "cut off: it may or may not have been done" in job.summary.replace("&#58;", ":")
    assert job.summary.count("not reached") == 3
    assert told(job.summary) == {}

    job = desk.by_hand()["approved"]
    assert "✅ Applied" in job.summary
    assert len(desk.macros()) == 2
    assert desk.read("/api/v2/macros")["count"] == 2


def test_a_prune_that_failed_midway_goes_on_by_the_command_that_is_told(desk: Desk) -> None:
    desk.replies("하나", "둘", "셋")
    assert desk.merged()["reviewed"].result == "success"
    assert len(desk.macros()) == 6
    desk.replies("하나")
    assert desk.merged()["reviewed"].result == "success"
    assert len(desk.macros()) == 6
    desk.control("POST", "faults", {"method": "DELETE", "path": "/api/v2/macros/*", "nth": 2, "status": 422})
    job = desk.by_hand(prune=True)["approved"]
    desk.control("DELETE", "faults")
    assert job.result == "failure", job.log
    assert "answered 422" in job.summary
    assert len(desk.macros()) == 3
    assert told(job.summary) == {"prune": True}
    job = desk.by_hand(**told(job.summary))["approved"]
    assert job.result == "success", job.log
    assert len(desk.macros()) == 2


def test_what_a_limit_refuses_is_said_with_the_command_that_allows_it(desk: Desk) -> None:
    desk.replies(*(f"안내 {number}" for number in range(5)))
    assert desk.merged()["reviewed"].result == "success"
    desk.replies(*(f"새 안내 {number}" for number in range(5)))
    job = desk.merged()["reviewed"]
    assert job.result == "failure"
    assert "more than 30 % of a kind is not changed unasked" in job.summary
    assert "where each of these changes is meant" in job.summary
    assert told(job.summary) == {"force": True}
    job = desk.by_hand(**told(job.summary))["approved"]
    assert job.result == "success", job.log
    assert str(desk.macros()).count("새 안내") >= 10


def test_an_option_that_tickets_have_goes_by_the_command_that_is_told(desk: Desk) -> None:
    assert desk.merged()["reviewed"].result == "success"
    body = {"ticket": {"subject": "x", "comment": {"body": "x"}, "tags": ["service__booking__cancel"]}}
    requests.post(f"{desk.zendesk.url}/api/v2/tickets", json=body, auth=LOCAL, timeout=10).raise_for_status()
    desk.reword("          - {name: 취소, slug: cancel}\n", "", TREE)
    desk.merged()
    job = desk.by_hand(prune=True)["approved"]
    assert job.result == "failure", job.log
    assert "1 ticket loses the option" in job.summary
    assert told(job.summary) == {"prune": True, "remove-used-options": True}
    job = desk.by_hand(**told(job.summary))["approved"]
    assert job.result == "success", job.log
    assert "cancel" not in str(desk.read("/api/v2/ticket_fields"))


def test_wrong_credentials_are_said_in_the_summary_and_never_shown(desk: Desk) -> None:
    wrong = {"ZENDESK_CLIENT_ID": "nobody", "ZENDESK_CLIENT_SECRET": "hunter2"}
    desk.world.secrets = {"production-plan": wrong, "production": wrong}
    pull, head = desk.open()
    for job in (desk.apply()["reviewed"], desk.planned(pull, head)["plan"], desk.timed("drift.yml")["look"]):
        assert job.result == "failure"
        assert "Check ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET" in job.summary
        assert "hunter2" not in job.raw


def test_a_set_up_that_failed_is_said_in_the_summary(desk: Desk) -> None:
    desk.world.broken = {"actions/setup-python"}
    job = desk.apply()["reviewed"]
    assert job.result == "failure"
    assert "The log of the step that failed says it." in job.summary
