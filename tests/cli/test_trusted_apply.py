"""What an apply refuses: another plan than the reviewed one, too much at once, options in use, a second apply."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import requests

from macrosync.apply import LOCK, account_lock, held
from macrosync.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Ran, Run

    from macrosync.local_zendesk import LocalZendesk

REPLY = "macros/call-contact/message-other-number.yaml"
LAYOUT = "macros/layout.yaml"
AUTH = ("admin@example.com/token", "local")


def reword(project: Path, path: str, old: str, new: str) -> None:
    file = project / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new).replace("version: 1", "version: 2", 1), encoding="utf-8")


def call(zendesk: LocalZendesk, method: str, path: str, body: Any = None) -> Any:  # noqa: ANN401 - JSON
    answer = requests.request(method, f"{zendesk.url}/api/v2/{path}", json=body, auth=AUTH, timeout=10)
    answer.raise_for_status()
    return answer.json() if answer.content else None


def macros(zendesk: LocalZendesk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = call(zendesk, "GET", "macros?page[size]=100")["macros"]
    return found


@pytest.fixture
def desk(run: Run, zendesk: LocalZendesk) -> LocalZendesk:
    assert run("--url", zendesk.url, "apply", "--yes").code == 0
    return zendesk


def fingerprint(run: Run, zendesk: LocalZendesk) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("--url", zendesk.url, "plan", "--json").out)["fingerprint"]
    return found


def refused(shown: Ran) -> str:
    assert (shown.code, shown.out) == (1, "")
    return shown.err


def test_files_that_changed_since_the_review_are_named(run: Run, project: Path, desk: LocalZendesk) -> None:
    file = project / "plan.json"
    run("--url", desk.url, "plan", "--out", str(file))
    reword(project, REPLY, "부탁드립니다.", "부탁드리겠습니다.")
    run("lock")
    said = refused(run("--url", desk.url, "apply", "--yes", str(file)))
    assert "In the files, the article call-contact changed, the macro message-other-number/" in said
    assert "In the account" not in said


def test_what_changed_in_the_account_since_the_review_is_named(run: Run, project: Path, desk: LocalZendesk) -> None:
    file = project / "plan.json"
    reword(project, REPLY, "부탁드립니다.", "부탁드리겠습니다.")
    run("lock")
    run("--url", desk.url, "plan", "--out", str(file))
    other = next(macro for macro in macros(desk) if "after-ride" in macro["description"])
    call(desk, "PUT", f"macros/{other['id']}", {"macro": {"title": "손으로 고침"}})
    said = refused(run("--url", desk.url, "apply", "--yes", str(file)))
    assert "In the account, the macro contact-after-ride/" in said
    assert said.count(" changed") == 1
    assert "In the files" not in said


def test_what_is_not_ours_does_not_move_a_fingerprint(run: Run, project: Path, desk: LocalZendesk) -> None:
    file, before = project / "plan.json", fingerprint(run, desk)
    made = call(
        desk, "POST", "macros", {"macro": {"title": "남의 것", "actions": [{"field": "status", "value": "open"}]}}
    )
    call(desk, "POST", "groups", {"group": {"name": "다른 그룹"}})
    call(desk, "PUT", f"macros/{made['macro']['id']}", {"macro": {"title": "남의 것 2"}})
    assert fingerprint(run, desk) == before
    run("--url", desk.url, "plan", "--out", str(file))
    assert run("--url", desk.url, "apply", "--yes", str(file)).code == 0


def test_a_reviewed_plan_is_applied_though_its_definitions_moved_down_a_line(
    run: Run, project: Path, desk: LocalZendesk
) -> None:
    file = project / "plan.json"
    reword(project, REPLY, "부탁드립니다.", "부탁드리겠습니다.")
    run("lock")
    run("--url", desk.url, "plan", "--out", str(file))
    text = (project / REPLY).read_text(encoding="utf-8")
    (project / REPLY).write_text(f"# A remark.\n{text}", encoding="utf-8")
    assert "3 updated" in run("--url", desk.url, "apply", "--yes", str(file)).out


def test_a_plan_file_that_was_changed_by_hand_is_refused(run: Run, project: Path, desk: LocalZendesk) -> None:
    file = project / "plan.json"
    reword(project, REPLY, "부탁드립니다.", "부탁드리겠습니다.")
    run("lock")
    run("--url", desk.url, "plan", "--out", str(file))
    plan = json.loads(file.read_text(encoding="utf-8"))
    plan["changes"].pop()
    file.write_text(json.dumps(plan), encoding="utf-8")
    assert "changed by hand" in refused(run("--url", desk.url, "apply", "--yes", str(file)))


def test_a_plan_file_for_deletes_says_so_itself(run: Run, project: Path, desk: LocalZendesk) -> None:
    file = project / "plan.json"
    run("--url", desk.url, "plan", "--out", str(file))
    said = refused(run("--url", desk.url, "apply", "--yes", "--prune", str(file)))
    assert "was made without --prune" in said


def test_more_than_a_share_of_a_kind_takes_force(run: Run, project: Path, desk: LocalZendesk) -> None:
    reword(project, LAYOUT, "채팅", "대화")
    run("lock")
    planned = run("--url", desk.url, "plan").out
    assert " macros (" in planned
    assert "apply does that only with --force." in planned
    said = refused(run("--url", desk.url, "apply", "--yes"))
    assert "would be updated or deleted: more than 30 % of a kind" in said
    assert {macro["title"].partition("::")[0] for macro in macros(desk)} >= {"채팅", "전화"}
    assert run("--url", desk.url, "apply", "--yes", "--force").code == 0
    assert {macro["title"].partition("::")[0] for macro in macros(desk)} >= {"대화", "전화"}


@pytest.mark.parametrize("passed", [0, 61, 3600])
def test_an_option_that_tickets_have_is_not_removed_unasked(run: Run, desk: LocalZendesk, passed: int) -> None:
    (field,) = (each for each in call(desk, "GET", "ticket_fields")["ticket_fields"] if each["title"] == "상담유형")
    extra = {"custom_field_option": {"name": "없어진 유형", "value": "gone_type"}}
    call(desk, "POST", f"ticket_fields/{field['id']}/options", extra)
    noted = "Tickets that have `없어진 유형` (gone_type) were counted by Zendesk's search, which lags by minutes"
    planned = run("--url", desk.url, "plan", "--prune").out
    assert (planned.count("lose"), noted in planned) == (0, True)  # no ticket has it yet
    for _ in range(2):
        values = [{"id": field["id"], "value": "gone_type"}]
        call(desk, "POST", "tickets", {"ticket": {"subject": "a", "comment": {"body": "b"}, "custom_fields": values}})
    if passed:
        requests.put(f"{desk.url}/_local/clock", json={"advance": passed}, timeout=10).raise_for_status()
    told = "2 tickets lose the option `없어진 유형` (gone_type) of the ticket field consult-type"
    assert f"{told}; apply does that only with --remove-used-options." in run("--url", desk.url, "plan", "--prune").out
    asked = ("apply", "--yes", "--prune", "--overwrite-drift")
    assert f"{told}." in refused(run("--url", desk.url, *asked))
    done = run("--url", desk.url, *asked, "--remove-used-options")
    assert (done.code, "1 deleted" in done.out) == (0, True)


def test_a_second_apply_says_that_there_is_a_first(run: Run, project: Path, desk: LocalZendesk) -> None:
    with held(project / ".macrosync" / "local" / LOCK, lambda: datetime(2026, 11, 24, 9, tzinfo=UTC)):
        said = refused(run("--url", desk.url, "apply", "--yes"))
    assert f"under way on this machine (process {os.getpid()}, since 2026-11-24T09:00:00+00:00)" in said
    assert run("--url", desk.url, "apply", "--yes").code == 0


def test_a_lock_that_a_killed_process_left_blocks_nobody(run: Run, project: Path, desk: LocalZendesk) -> None:
    lock = project / ".macrosync" / "local" / LOCK
    holding = (
        "import sys, time; from datetime import datetime, UTC; from pathlib import Path\n"
        "from macrosync.apply import held\n"
        "with held(Path(sys.argv[1]), lambda: datetime.now(UTC)):\n"
        "    print('held', flush=True); time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", holding, str(lock)], stdout=subprocess.PIPE) as other:  # noqa: S603
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        said = refused(run("--url", desk.url, "apply", "--yes"))
        assert f"(process {other.pid}, since " in said
        other.kill()
    assert lock.is_file()
    assert run("--url", desk.url, "apply", "--yes").code == 0


@pytest.mark.parametrize("spelling", ["{}", "{}/", "http://LOCALHOST:{port}"])
def test_a_second_apply_from_another_working_copy_says_that_there_is_a_first(
    run: Run, project: Path, zendesk: LocalZendesk, monkeypatch: pytest.MonkeyPatch, spelling: str
) -> None:
    other = project.with_name("other")
    shutil.copytree(project, other)
    seen = []

    def another(*_: object, **__: object) -> bool:
        for command in (("apply", "--yes"), ("adopt", "macro", "1", "x", "--yes")):
            url = spelling.format(zendesk.url, port=zendesk.url.rpartition(":")[2])
            with pytest.raises(SystemExit) as ended:
                main(["--root", str(other), "--url", url, *command])
            seen.append(ended.value.code)
        return True

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", another)
    done = run("--url", zendesk.url, "apply")
    assert (done.code, seen) == (0, [1, 1])
    assert done.err.count(f"under way on this machine (process {os.getpid()}, since ") == 2
    titles = [macro["title"] for macro in macros(zendesk)]
    assert len(titles) == len(set(titles)) > 0


def test_a_local_zendesk_of_one_project_is_no_other_projects(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = project.with_name("other")
    shutil.copytree(project, other)
    seen = []

    def another(*_: object, **__: object) -> bool:
        for root in (other, project):
            with pytest.raises(SystemExit) as ended:
                main(["--root", str(root), "apply", "--yes"])
            seen.append(ended.value.code)
        return True

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", another)
    assert run("apply").code == 0
    assert seen == [0, 1]


def test_a_dry_run_and_a_plan_go_on_beside_an_apply(run: Run, desk: LocalZendesk) -> None:
    lock = account_lock.path(desk.url, os.environ)
    made = call(desk, "POST", "macros", {"macro": {"title": "남", "actions": [{"field": "status", "value": "open"}]}})
    adopt = ("adopt", "macro", str(made["macro"]["id"]), "nothing")
    with held(lock, lambda: datetime.now(UTC)):
        assert run("--url", desk.url, "plan").code == 0
        assert "under way" not in run("--url", desk.url, *adopt, "--dry-run").err
        assert "under way" in refused(run("--url", desk.url, *adopt, "--yes"))


def test_what_is_saved_while_the_plan_is_looked_at_stays_and_the_rest_goes_on(
    run: Run, project: Path, desk: LocalZendesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reword(project, REPLY, "부탁드립니다.", "부탁드리겠습니다.")
    run("lock")
    theirs = next(macro for macro in macros(desk) if "message-other-number" in macro["description"])

    def somebody_saves(*_: object, **__: object) -> bool:
        call(desk, "PUT", f"macros/{theirs['id']}", {"macro": {"title": "그 사이에"}})
        return True

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", somebody_saves)
    done = run("--url", desk.url, "apply")
    assert done.code == 1
    assert "2 updated, 0 deleted, 1 failed" in done.out
    assert "it was changed meanwhile (title)" in done.err
    assert "그 사이에" in {macro["title"] for macro in macros(desk)}


@pytest.mark.parametrize("written", [True, False])
def test_a_create_that_is_answered_500_is_looked_for(run: Run, zendesk: LocalZendesk, written: bool) -> None:  # noqa: FBT001
    fault = {"method": "POST", "path": "/api/v2/macros", "count": 1, "status": 500, "written": written}
    requests.post(f"{zendesk.url}/_local/faults", json=fault, timeout=10).raise_for_status()
    assert run("--url", zendesk.url, "apply", "--yes").code == (0 if written else 1)
    assert run("--url", zendesk.url, "apply", "--yes").code == 0
    titles = [macro["title"] for macro in macros(zendesk)]
    assert len(titles) == len(set(titles))
    assert run("--url", zendesk.url, "plan", "--detailed-exitcode").code == 0
