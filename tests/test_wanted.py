from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from macrosync import compiling, wanted
from macrosync.definitions import settings
from macrosync.errors import DefinitionsInvalid
from macrosync.memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

    from macrosync.definitions.settings import Target

QUESTION = "macros/call-contact/contact-after-ride.yaml"


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory")


@pytest.fixture
def target(project: Path) -> Target:
    return settings.read(project).target("local")


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that is really compiled from now on."""
    folders: list[Path] = []
    real = compiling.check

    def check(root: Path, target: Target) -> object:
        folders.append(root)
        return real(root, target)

    monkeypatch.setattr(compiling, "check", check)
    return folders


def test_what_is_remembered_is_what_is_compiled(
    project: Path, target: Target, memory: Memory, compiled: list[Path]
) -> None:
    made = wanted.read(project, target, memory)
    assert compiled == [project]
    assert made.desired == compiling.check(project, target).desired
    compiled.clear()
    assert wanted.read(project, target, memory) == made
    assert compiled == []


def test_a_copy_of_the_files_elsewhere_is_known_too(
    project: Path, target: Target, memory: Memory, compiled: list[Path], tmp_path: Path
) -> None:
    made = wanted.read(project, target, memory)
    project.rename(tmp_path / "moved")
    assert wanted.read(tmp_path / "moved", target, memory) == made
    assert len(compiled) == 1


@pytest.mark.parametrize("path", [QUESTION, "workflows/lost-item.yaml", "workflows/scenarios/macros.yaml"])
def test_any_byte_of_any_file_counts(
    project: Path, target: Target, memory: Memory, compiled: list[Path], path: str
) -> None:
    wanted.read(project, target, memory)
    file = project / path
    file.write_bytes(file.read_bytes() + b"# a comment\n")
    wanted.read(project, target, memory)
    assert len(compiled) == 2


def test_the_names_of_the_target_count(project: Path, target: Target, memory: Memory, compiled: list[Path]) -> None:
    one = wanted.read(project, target, memory)
    other = wanted.read(project, replace(target, category="다른 이름"), memory)
    assert len(compiled) == 2
    assert one.desired != other.desired


def test_findings_are_found_each_time_also_in_the_lock_alone(project: Path, target: Target, memory: Memory) -> None:
    wanted.read(project, target, memory)
    (project / "macros/macrosync.lock").unlink()
    for _ in range(2):
        with pytest.raises(DefinitionsInvalid, match="1 finding"):
            wanted.read(project, target, memory)


def test_a_link_in_the_place_of_a_file_is_found_though_its_content_is_the_same(
    project: Path, target: Target, memory: Memory, tmp_path: Path
) -> None:
    wanted.read(project, target, memory)
    (project / QUESTION).rename(tmp_path / "elsewhere.yaml")
    (project / QUESTION).symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(DefinitionsInvalid):
        wanted.read(project, target, memory)


def test_a_damaged_memory_is_compiled_anew(project: Path, target: Target, memory: Memory, compiled: list[Path]) -> None:
    made = wanted.read(project, target, memory)
    assert memory.folder is not None
    for piece in memory.folder.iterdir():
        piece.write_bytes(piece.read_bytes()[:-5])
    assert wanted.read(project, target, memory) == made
    assert len(compiled) == 2


def test_validate_looks_at_all_anew_and_the_plan_after_it_need_not(run: Run, compiled: list[Path]) -> None:
    assert run("validate").code == 0
    assert run("validate").code == 0
    assert len(compiled) == 2
    assert run("plan").code == 0
    assert len(compiled) == 2


def test_a_file_that_is_saved_while_all_is_compiled_is_compiled_again(
    project: Path, target: Target, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = project / QUESTION
    before = file.read_bytes()
    real = compiling.check

    def check(root: Path, target: Target) -> object:
        file.write_bytes(b"# All that is below moved down a line.\n" + before)
        return real(root, target)

    monkeypatch.setattr(compiling, "check", check)
    wanted.read(project, target, memory)
    file.write_bytes(before)
    monkeypatch.setattr(compiling, "check", real)
    assert wanted.read(project, target, memory).desired == compiling.check(project, target).desired
