from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macrosync import targets
from macrosync.definitions import settings
from macrosync.definitions.channel import Channel
from macrosync.errors import ConfigError
from macrosync.memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

SANDBOX = """
[targets.sandbox]
subdomain = "my-desk-test"
sandbox = true
groups = { chat = ["채팅 상담"], phone = ["전화 상담", "야간 상담"], lost_items = ["분실물"] }
"""


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory")


@pytest.fixture
def file(project: Path) -> Path:
    return project / settings.FILE


def test_what_is_remembered_is_what_is_read(project: Path, file: Path, memory: Memory) -> None:
    file.write_text(file.read_text(encoding="utf-8") + SANDBOX, encoding="utf-8")
    found = settings.read(project)
    for _ in range(2):
        made = targets.read(project, memory)
        assert made.names == found.targets
        assert [made.target(name) for name in made.names] == [found.target(name) for name in found.targets]


def test_the_file_is_read_again_when_it_is_another(project: Path, file: Path, memory: Memory) -> None:
    assert "sandbox" not in targets.read(project, memory).names
    file.write_text(file.read_text(encoding="utf-8") + SANDBOX, encoding="utf-8")
    assert targets.read(project, memory).target("sandbox").groups[Channel.PHONE] == ("전화 상담", "야간 상담")


def test_what_is_wrong_is_said_each_time(project: Path, file: Path, memory: Memory) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "\n[targets.sandbox]\nsandbox = true\n", encoding="utf-8")
    for _ in range(2):
        made = targets.read(project, memory)
        assert made.target("local").project
        with pytest.raises(ConfigError, match="target `sandbox` lacks `subdomain`"):
            made.target("sandbox")
        with pytest.raises(ConfigError, match="no target `elsewhere`"):
            made.target("elsewhere")
    file.write_text(text + "\n[targets.Sandbox]\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ConfigError, match="Sandbox"):
            targets.read(project, memory)
    file.unlink()
    with pytest.raises(ConfigError, match="is missing"):
        targets.read(project, memory)
