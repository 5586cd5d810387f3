"""Drift made and mended: one issue, opened, brought up to date, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.workflows.desk import Desk


def test_what_was_changed_by_hand_is_one_issue_until_it_is_gone(desk: Desk) -> None:
    assert desk.merged()["reviewed"].result == "success"
    (job,) = desk.timed("drift.yml").values()
    assert job.result == "success", job.log
    assert desk.world.github.issues == []

    (title,) = (each for each in desk.macros() if each.startswith("채팅"))
    macro = desk.macros()[title]
    desk.write(f"/api/v2/macros/{macro['id']}", {"macro": {"title": f"{title} (새로)"}})
    for _ in range(2):
        (job,) = desk.timed("drift.yml").values()
        assert job.result == "success", job.log
    (issue,) = desk.world.github.issues
    assert issue["state"] == "open"
    assert "(새로)" in issue["body"].replace("&#40;", "(").replace("&#41;", ")")
    assert "Two ways out" in issue["body"]

    # The second way out: a person starts an apply that writes over it.
    jobs = desk.by_hand(overwrite_drift=True)
    assert jobs["approved"].result == "success", jobs["approved"].log
    assert title in desk.macros()
    (job,) = desk.timed("drift.yml").values()
    assert job.result == "success", job.log
    assert [each["state"] for each in desk.world.github.issues] == ["closed"]
