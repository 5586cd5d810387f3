from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.workflows import sources
from tests.workflows.desk import Desk
from tests.workflows.doubles import SOURCES
from tests.workflows.ready import CALLER
from tests.workflows.stand_in import GitHubStandIn

from macrosync.local_zendesk import LocalZendesk, Seed

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = Seed(
    groups=("채팅 상담", "전화 상담", "분실물 담당"), ticket_forms=("문의", "기사 문의"), permission_groups=("관리자",)
)


@pytest.fixture(scope="session")
def command(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """`macrosync` as a program, loaded already."""
    folder = tmp_path_factory.mktemp("ready")
    address, program = folder / "socket", folder / "macrosync"
    ready = Path(__file__).with_name("ready.py")
    with subprocess.Popen([sys.executable, str(ready), str(address), SOURCES]) as serving:  # noqa: S603 - our own program
        while not address.exists():
            assert serving.poll() is None
            time.sleep(0.01)
        program.write_text(CALLER.format(python=sys.executable, address=str(address)), encoding="utf-8")
        program.chmod(0o755)
        yield program
        serving.kill()


@pytest.fixture
def desk(tmp_path: Path, command: Path) -> Iterator[Desk]:
    """A repository that `macrosync init` began, on GitHub, with a production account."""
    with LocalZendesk(tmp_path / "zendesk.db", seed=SEED) as zendesk, GitHubStandIn() as github:
        yield Desk.begun(tmp_path, github, zendesk, command)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """This repository as far as its own workflows need it."""
    return sources.begun(tmp_path / "sources")
