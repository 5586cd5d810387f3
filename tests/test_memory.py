from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macrosync.memory import VARIABLE, Memory

if TYPE_CHECKING:
    from pathlib import Path

    from macrosync.resources import Json

PIECE: Json = [{"title": "분실물 접수", "number": 7}, None, "가\n나"]


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    Memory(tmp_path).put("one", PIECE)
    assert Memory(tmp_path).get("one") == PIECE
    assert Memory(tmp_path).get("another") is None


@pytest.mark.parametrize("cut", [0, 1, 64, 65, 66, 90])
def test_what_was_cut_is_as_if_it_were_not_there(tmp_path: Path, cut: int) -> None:
    Memory(tmp_path).put("one", PIECE)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:cut])
    assert Memory(tmp_path).get("one") is None


def test_what_was_changed_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    Memory(tmp_path).put("one", PIECE)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes().replace(b"7", b"8"))
    assert Memory(tmp_path).get("one") is None


def test_only_the_last_used_pieces_are_kept(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for number in range(60):
        memory.put(f"{number}", number)
        assert memory.get("0") == 0
    assert len([*tmp_path.iterdir()]) < 50
    assert memory.get("59") == 59
    assert memory.get("2") is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    memory = Memory(tmp_path / "file" / "below")
    memory.put("one", PIECE)
    assert memory.get("one") is None


def test_the_environment_says_where_or_that_nothing_is_kept(tmp_path: Path) -> None:
    assert Memory.of({VARIABLE: str(tmp_path)}) == Memory(tmp_path)
    assert Memory.of({VARIABLE: ""}) == Memory(None)
    own = Memory.of({}).folder
    assert own is not None
    assert own.name == "macrosync"
    Memory(None).put("one", PIECE)
    assert Memory(None).get("one") is None
