"""Which file keeps two working copies apart: one of the user's alone, the same for every spelling of an account."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from macrosync.apply.account_lock import VARIABLE, path
from macrosync.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="folders have no modes there")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "a" / "locks"


def of(address: str, folder: Path) -> Path:
    return path(address, {VARIABLE: str(folder)})


@pytest.mark.parametrize(
    "others",
    [
        ("https://desk.zendesk.com", "https://DESK.zendesk.com/", "https://desk.zendesk.com:443"),
        ("http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080/"),
    ],
)
def test_one_account_has_one_lock_however_its_address_is_spelt(folder: Path, others: tuple[str, ...]) -> None:
    assert len({of(address, folder) for address in others}) == 1


def test_two_accounts_have_two(folder: Path) -> None:
    addresses = ["https://a.zendesk.com", "https://b.zendesk.com", "http://127.0.0.1:1", "http://127.0.0.1:2"]
    addresses += ["/a/.macrosync/local.db", "/b/.macrosync/local.db", "http://x:nonsense", "http://[", ""]
    assert len({of(address, folder) for address in addresses}) == len(addresses)
    assert not [each for each in folder.iterdir() if "zendesk" in each.name]


@POSIX
def test_the_folder_is_the_users_alone(folder: Path) -> None:
    assert of("https://a.zendesk.com", folder).parent == folder
    assert {stat.S_IMODE(each.stat().st_mode) for each in (folder, folder.parent)} == {0o700}


@POSIX
@pytest.mark.parametrize("open_to", [0o770, 0o707])
def test_a_folder_that_others_can_write_is_not_taken(folder: Path, open_to: int) -> None:
    folder.mkdir(parents=True)
    folder.chmod(open_to)
    with pytest.raises(ConfigError, match=f"set {VARIABLE} to one that only this user can write"):
        of("https://a.zendesk.com", folder)


@POSIX
def test_a_link_to_a_folder_is_not_taken(folder: Path, tmp_path: Path) -> None:
    folder.parent.mkdir()
    folder.symlink_to(tmp_path)
    with pytest.raises(ConfigError):
        of("https://a.zendesk.com", folder)


@pytest.mark.skipif(sys.platform != "linux", reason="it is named by XDG_CACHE_HOME there")
def test_where_the_users_cache_cannot_be_written_a_temporary_folder_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert path("https://a.zendesk.com", {}).parent == tmp_path / "cache" / "macrosync" / "locks"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert path("https://a.zendesk.com", {}).parent == tmp_path / f"macrosync-{os.getuid()}"
