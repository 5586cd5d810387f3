"""The main job with the commands that an admin types, on a local Zendesk of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

REPLY = "macros/call-contact/message-other-number.yaml"


def reworded(project: Path, version: int = 2) -> None:
    file = project / REPLY
    text = file.read_text(encoding="utf-8")
    text = text.replace("부탁드립니다.", "부탁드리겠습니다.").replace("version: 1", f"version: {version}", 1)
    file.write_text(text, encoding="utf-8")


def test_validate_finds_nothing(run: Run) -> None:
    found = run("validate")
    assert (found.code, found.out, found.err) == (0, "", "No findings.\n")
    assert run("validate", "--format", "github").out == ""
    assert json.loads(run("validate", "--format", "json").out) == {"findings": []}


def test_a_plan_shows_everything_and_changes_nothing(run: Run) -> None:
    first = run("plan", "--detailed-exitcode")
    assert first.code == 2
    assert "+ create ticket field 상담유형" in first.out
    assert "+ create macro 채팅::고객연락::2-3 분실물 접수" in first.out
    assert "macros/call-contact/contact-after-ride.yaml:" in first.out
    assert "Plan: " in first.out.splitlines()[-1]
    assert run("plan", "--detailed-exitcode").out == first.out


def test_an_apply_makes_a_second_plan_empty(run: Run) -> None:
    done = run("apply", "--yes")
    assert done.code == 0
    assert "Done: 87 created, 1 updated, 0 deleted; " in done.out
    empty = run("plan", "--detailed-exitcode")
    assert (empty.code, empty.out.count("\n")) == (0, 1)
    assert empty.out.startswith("Plan: 0 to create, 0 to update, 0 to delete, ")
    assert "0 created, 0 updated" in run("apply", "--yes").out


def test_a_reworded_reply_is_planned_and_applied(run: Run, project: Path) -> None:
    run("apply", "--yes")
    reworded(project)
    assert run("plan").code == 1  # the version is not locked yet
    assert run("lock").out == "9 definitions are locked; new: message-other-number@2.\n"
    planned = run("plan", "--detailed-exitcode")
    assert planned.code == 2
    assert "~ update macro 채팅::고객연락::3-1 메시지 전송 대상" in planned.out
    assert "~ update article" in planned.out
    assert "0 to create, 3 to update, 0 to delete" in planned.out
    assert "0 created, 3 updated, 0 deleted" in run("apply", "--yes").out
    assert run("plan", "--detailed-exitcode").code == 0


def test_a_plan_file_is_applied_to_the_letter_or_not_at_all(run: Run, project: Path) -> None:
    file = project / "plan.json"
    assert run("plan", "--out", str(file)).code == 0
    reworded(project)
    run("lock")
    refused = run("apply", "--yes", str(file))
    assert refused.code == 1
    assert "not what would be planned now" in refused.err
    assert run("plan", "--out", str(file)).code == 0
    assert run("apply", "--yes", str(file)).code == 0
    assert run("plan", "--detailed-exitcode").code == 0


def test_what_is_no_longer_defined_is_said_and_deleted_only_when_asked(run: Run, project: Path) -> None:
    run("apply", "--yes")
    (project / REPLY).unlink()
    article = project / "macros/call-contact/article.yaml"
    shorter = article.read_text(encoding="utf-8").replace("  - message-other-number\n", "")
    article.write_text(shorter.replace("version: 1", "version: 2", 1), encoding="utf-8")
    after = project / "macros/call-contact/safe-number-validity.yaml"
    assert after.is_file()
    run("lock")
    kept = run("plan")
    assert "2 macros are no longer defined; --prune deletes them." in kept.out
    assert "0 to delete" in kept.out
    assert "2 to delete" in run("plan", "--prune").out
    assert "2 deleted" in run("apply", "--yes", "--prune").out
    assert run("plan", "--prune", "--detailed-exitcode").code == 0


def test_an_apply_as_json(run: Run) -> None:
    done = json.loads(run("apply", "--yes", "--json").out)
    assert done["created"] > 0
    assert done["failed"] == []
    assert done["calls"] > 0


def test_the_json_of_a_plan_is_what_out_writes(run: Run, project: Path) -> None:
    file = project / "plan.json"
    shown = run("plan", "--format", "json", "--out", str(file))
    assert shown.out == file.read_text(encoding="utf-8")
    assert json.loads(shown.out)["target"] == "local"


def test_a_plan_as_markdown(run: Run) -> None:
    shown = run("plan", "--format", "markdown")
    assert shown.out.startswith("### macrosync: plan for <code>local</code>")
    assert len(shown.out) < 65_536


def test_apply_asks_and_needs_a_terminal_for_that(run: Run) -> None:
    asked = run("apply")
    assert asked.code == 1
    assert asked.err.endswith("give --yes to apply without being asked.\n")
    assert run("plan", "--detailed-exitcode").code == 2


@pytest.mark.parametrize("answer", ["y", "n"])
def test_apply_does_what_the_answer_says(run: Run, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_, **__: answer == "y")
    assert run("apply").code == (0 if answer == "y" else 1)
    assert run("plan", "--detailed-exitcode").code == (0 if answer == "y" else 2)


def test_the_journal_and_what_was_applied_are_kept_beside_the_definitions(run: Run, project: Path) -> None:
    run("apply", "--yes")
    state = project / ".macrosync" / "local"
    journal = [json.loads(line) for line in (state / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["event"] for line in journal} == {"intent", "outcome"}
    applied = json.loads((state / "applied.json").read_text(encoding="utf-8"))
    assert len(applied["macro"]) == sum(line["kind"] == "macro" for line in journal) // 2
