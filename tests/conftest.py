from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

from macrosync import memory
from macrosync.apply import account_lock
from macrosync.cli import main
from macrosync.local_zendesk import LocalZendesk, Seed

if TYPE_CHECKING:
    from collections.abc import Iterator

# How long an example takes says nothing of what is tested, and differs with what else the machine does. In CI the
# examples are always the same, so that a change is judged by what it changes; on a desk each run tries others.
settings.register_profile("macrosync", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("macrosync")

ROOT = Path(__file__).parents[1]
_OWN_MEMORY = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """A memory of compiled files that is this run's own: begun empty, shared by its workers, and gone afterwards.

    Locks of accounts stand in it too: each worker has accounts of its own, by their ports and data.
    """
    if not hasattr(config, "workerinput"):
        config.stash[_OWN_MEMORY] = os.environ[memory.VARIABLE] = tempfile.mkdtemp(prefix="macrosync-")
        os.environ[account_lock.VARIABLE] = str(Path(config.stash[_OWN_MEMORY], "locks"))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Forget it."""
    if _OWN_MEMORY in config.stash:
        shutil.rmtree(config.stash[_OWN_MEMORY], ignore_errors=True)


@dataclass(frozen=True)
class Ran:
    """What a command gave: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str


class Run(Protocol):
    def __call__(self, *arguments: str) -> Ran: ...


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(("ZENDESK_", "ZENPY_")) or name in {"CI", "NO_COLOR", "FORCE_COLOR"}:
            monkeypatch.delenv(name)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the real definitions, without an account."""
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copy(ROOT / "macrosync.toml", folder)
    for part in ("macros", "workflows"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in the project's folder, as a person would type it."""

    def command(*arguments: str) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--root", str(project), *arguments])
        shown = capsys.readouterr()
        return Ran(int(ended.value.code or 0), shown.out, shown.err)

    return command


SEED = Seed(
    groups=("채팅 상담", "전화 상담", "분실물 담당"), ticket_forms=("기사 문의",), permission_groups=("관리자",)
)


@pytest.fixture
def zendesk(tmp_path: Path) -> Iterator[LocalZendesk]:
    """A local Zendesk with what the definitions name, running apart from the command line."""
    with LocalZendesk(tmp_path / "zendesk.db", seed=SEED) as running:
        yield running
