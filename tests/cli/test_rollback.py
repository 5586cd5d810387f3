"""`macrosync rollback`: earlier wording as new versions, from Git, with nothing changed in the account."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from macrosync.definitions import lock
from macrosync.definitions.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

REPLY = "macros/call-contact/message-other-number.yaml"
KEY = "message-other-number"
OLD, NEW = "부탁드립니다.", "부탁드리겠습니다."


def git(project: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(project), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603


def commit(project: Path, message: str) -> None:
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", message)


def reword(project: Path, old: str, new: str, version: int) -> None:
    file = project / REPLY
    text = file.read_text(encoding="utf-8").replace(old, new)
    file.write_text(text.replace(f"version: {version - 1}", f"version: {version}", 1), encoding="utf-8")


@pytest.fixture
def history(project: Path, run: Run) -> Path:
    """A project whose reply was reworded once, applied at its first and at its second version."""
    git(project, "init", "-q", "-b", "main")
    (project / ".gitignore").write_text(".macrosync/\n", encoding="utf-8")
    run("apply", "--yes")
    commit(project, "first")
    reword(project, OLD, NEW, 2)
    run("lock")
    run("apply", "--yes")
    commit(project, "second")
    return project


def test_a_rollback_is_a_new_version_with_the_old_wording(run: Run, history: Path) -> None:
    before = (history / REPLY).read_bytes()
    done = run("rollback", "HEAD~1", "--detailed-exitcode")
    assert done.code == 2
    assert done.out.startswith(f"~ {REPLY}: {KEY}, version 2 → 3\n")
    assert "0 to create, 3 to update, 0 to delete" in done.out
    text = (history / REPLY).read_text(encoding="utf-8")
    assert OLD in text
    assert NEW not in text
    assert text.replace("version: 3", "version: 2", 1).encode() == before.replace(NEW.encode(), OLD.encode())
    assert set(lock.read(history)[0][KEY]) == {"1", "2", "3"}
    assert run("validate").code == 0
    assert git(history, "status", "--porcelain").split() == ["M", "macros/call-contact/message-other-number.yaml", "M", "macros/macrosync.lock"]  # fmt: skip  # noqa: E501
    assert "0 created, 3 updated, 0 deleted" in run("apply", "--yes").out
    assert run("plan", "--detailed-exitcode").code == 0


def test_a_dry_run_shows_the_same_plan_and_writes_nothing(run: Run, history: Path) -> None:
    dry, other = history.parent / "dry.json", history.parent / "real.json"
    shown = run("rollback", "--dry-run", "HEAD~1", "--out", str(dry), "--json")
    assert shown.code == 0
    assert f"~ {REPLY}: {KEY}, version 2 → 3\n" in shown.err
    assert json.loads(shown.out)["fingerprint"]
    assert git(history, "status", "--porcelain") == ""
    run("rollback", "HEAD~1", "--out", str(other))
    assert dry.read_bytes() == other.read_bytes()


def test_a_rollback_never_writes_to_the_account(run: Run, history: Path) -> None:
    planned = run("plan").out
    run("rollback", "HEAD~1")
    git(history, "checkout", "--", "macros", "workflows")
    assert run("plan").out == planned


def test_a_rollback_to_where_one_is_changes_nothing(run: Run, history: Path) -> None:
    done = run("rollback", "HEAD", "--detailed-exitcode")
    assert (done.code, done.out.splitlines()[0]) == (0, "No file differs.")
    assert git(history, "status", "--porcelain") == ""


def test_what_came_later_goes_and_what_went_comes_back_at_its_own_version(run: Run, history: Path) -> None:
    article = history / "macros/call-contact/article.yaml"
    text = article.read_text(encoding="utf-8").replace(f"  - {KEY}\n", "").replace("version: 1", "version: 2", 1)
    article.write_text(text, encoding="utf-8")
    (history / REPLY).unlink()
    run("lock")
    commit(history, "third")
    done = run("rollback", "HEAD~1")
    assert f"+ {REPLY}: {KEY}, version 2\n" in done.out
    assert "~ macros/call-contact/article.yaml: call-contact, version 2 → 3\n" in done.out
    commit(history, "fourth")
    gone = run("rollback", "HEAD~1", "--prune")
    assert f"- {REPLY}\n" in gone.out
    assert "2 to delete" in gone.out
    assert not (history / REPLY).exists()


def test_a_rollback_of_a_rollback_raises_again(run: Run, history: Path) -> None:
    run("rollback", "HEAD~1")
    commit(history, "back")
    run("rollback", "HEAD~1")
    found, findings = load(history)
    assert not findings
    assert {getattr(each.model, "version", 0) for each in found.worded if each.file.path == REPLY} == {4}
    assert NEW in (history / REPLY).read_text(encoding="utf-8")


@pytest.mark.parametrize("revision", ["no-such-branch", "HEAD~99", "HEAD:macros", "--", "; touch pwned"])
def test_no_such_revision(run: Run, history: Path, revision: str) -> None:
    done = run("rollback", "--", revision)
    assert done.code == 1
    assert "There is no revision" in done.err
    assert git(history, "status", "--porcelain") == ""


def test_what_is_not_committed_is_not_lost(run: Run, history: Path) -> None:
    reword(history, NEW, "고침", 3)
    done = run("rollback", "HEAD~1")
    assert (done.code, f"{REPLY} would be lost: commit or undo that first." in done.err) == (1, True)
    assert "고침" in (history / REPLY).read_text(encoding="utf-8")


def test_files_that_are_not_sound_are_not_written(run: Run, history: Path) -> None:
    (history / REPLY).write_text("key: [", encoding="utf-8")
    commit(history, "broken")
    reword(history, "key: [", git(history, "show", f"HEAD~1:{REPLY}"), 3)
    commit(history, "mended")
    done = run("rollback", "HEAD~1")
    assert done.code == 1
    assert f"{REPLY}:1" in done.err
    assert git(history, "status", "--porcelain") == ""


def test_a_link_in_the_revision_is_not_followed(run: Run, history: Path) -> None:
    (history / "macros" / "link.yaml").symlink_to("/etc/hostname")
    commit(history, "link")
    (history / "macros" / "link.yaml").unlink()
    commit(history, "no link")
    done = run("rollback", "HEAD~1")
    assert (done.code, "macros/link.yaml is a link in that revision" in done.err) == (1, True)


def test_no_repository(run: Run) -> None:
    done = run("rollback", "HEAD")
    assert (done.code, "is in no Git repository" in done.err) == (1, True)


def test_no_git(run: Run, history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(history / "empty"))
    done = run("rollback", "HEAD")
    assert (done.code, "git is not installed" in done.err) == (1, True)


def test_a_project_in_a_part_of_a_repository(run: Run, project: Path) -> None:
    git(project.parent, "init", "-q", "-b", "main")
    (project.parent / ".gitignore").write_text(".macrosync/\n", encoding="utf-8")
    commit(project.parent, "first")
    reword(project, OLD, NEW, 2)
    run("lock")
    commit(project.parent, "second")
    assert f"~ {REPLY}: {KEY}, version 2 → 3\n" in run("rollback", "HEAD~1").out
    assert OLD in (project / REPLY).read_text(encoding="utf-8")
