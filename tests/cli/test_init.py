from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from macrosync.cli import main
from macrosync.commands.init import WORKFLOWS, files

if TYPE_CHECKING:
    from pathlib import Path

ACTION = f"example/macrosync@{'a' * 40}"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


@pytest.fixture
def new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "my-desk"
    assert run("init", str(folder), "--action", ACTION) == 0
    capsys.readouterr()
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ["validate"],
        ["lock"],
        ["test", "--coverage", "--mutate"],
        ["apply", "--yes"],
    ],
    ids=" ".join,
)
def test_what_it_begins_passes_at_once(new: Path, command: list[str]) -> None:
    assert run("--root", str(new), *command) == 0


def test_after_an_apply_nothing_is_left_to_do(new: Path) -> None:
    assert run("--root", str(new), "apply", "--yes") == 0
    assert run("--root", str(new), "plan", "--detailed-exitcode") == 0


def test_no_file_is_overwritten_and_each_is_named(new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (new / "macrosync.toml").write_text("mine", encoding="utf-8")
    (new / ".gitignore").unlink()
    assert run("init", str(new), "--action", ACTION) == 0
    shown = capsys.readouterr()
    assert shown.out == "made .gitignore\n"
    assert (new / "macrosync.toml").read_text(encoding="utf-8") == "mine"
    there = [path for path, _ in files("my-desk", ACTION) if path != ".gitignore"]
    assert [line.split(" is there")[0] for line in shown.err.splitlines() if " is there already" in line] == there


def test_what_is_there_and_not_complete_holds_up_the_lock_alone_and_all_that_was_made_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = tmp_path / "macros" / "x" / "q.yaml"
    question.parent.mkdir(parents=True)
    question.write_text("key: q\n", encoding="utf-8")
    assert run("init", str(tmp_path), "--project", "desk", "--action", ACTION) == 1
    shown = capsys.readouterr()
    made = [line.removeprefix("made ") for line in shown.out.splitlines()]
    assert made == [path for path, _ in files("desk", ACTION)]
    assert all((tmp_path / path).is_file() for path in made)
    assert "macros/x/q.yaml:1:" in shown.err
    assert f"then run `macrosync --root {tmp_path} lock`" in shown.err
    assert "nothing" not in shown.err.lower()
    question.unlink()
    assert run("--root", str(tmp_path), "lock") == 0
    assert run("--root", str(tmp_path), "validate") == 0


def test_a_file_that_cannot_be_written_comes_after_the_names_of_those_that_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "macros").write_text("a file where a folder should be", encoding="utf-8")
    assert run("init", str(tmp_path), "--project", "desk") == 1
    shown = capsys.readouterr()
    made = [line.removeprefix("made ") for line in shown.out.splitlines()]
    assert made
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == {
        *made,
        "macros",
    }
    assert "cannot be written" in shown.err


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "my-desk"
    folder.mkdir()
    (folder / "macrosync.toml").symlink_to(tmp_path / "elsewhere")
    assert run("init", str(folder)) == 0
    assert "macrosync.toml is there already" in capsys.readouterr().err
    assert not (tmp_path / "elsewhere").exists()


def test_every_schema_that_the_editor_is_told_of_is_there(new: Path) -> None:
    told = json.loads((new / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert [path for path in told if not (new / path).is_file()] == []
    assert len(told) == len([*(new / "schema").iterdir()])
    for file in [*(new / "macros").rglob("*.yaml"), *(new / "workflows").rglob("*.yaml")]:
        schema = file.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
        assert (file.parent / schema).is_file(), file


def test_the_workflows_take_the_action_from_the_named_commit(new: Path) -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in (new / WORKFLOWS).iterdir())
    asked = sum(
        content.count("uses: HERE\n") for path, content in files("my-desk", "HERE") if path.startswith(WORKFLOWS)
    )
    assert asked
    assert text.count(f"uses: example/macrosync/.github/actions/macrosync@{'a' * 40}\n") == asked
    assert "{action}" not in text


def test_without_a_commit_to_take_it_from_the_workflows_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("init", str(tmp_path / "desk")) == 0
    assert not (tmp_path / "desk" / ".github").exists()
    assert "The workflows were left out" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["example/macrosync@v1", "macrosync@" + "a" * 40, "a/b c@" + "a" * 40])
def test_an_action_that_can_move_or_is_none_is_refused(tmp_path: Path, given: str) -> None:
    assert run("init", str(tmp_path / "desk"), "--action", given) == 1
    assert not (tmp_path / "desk").exists()


def test_the_project_is_named_after_the_folder_or_as_one_says(tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "My Desk")) == 0
    assert 'project = "my-desk"' in (tmp_path / "My Desk" / "macrosync.toml").read_text(encoding="utf-8")
    assert run("init", str(tmp_path / "other"), "--project", "night-desk") == 0
    assert 'project = "night-desk"' in (tmp_path / "other" / "macrosync.toml").read_text(encoding="utf-8")
    assert run("init", str(tmp_path / "third"), "--project", "Night Desk") == 1
