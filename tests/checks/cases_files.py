"""Broken trees: files that are missing, misplaced, or no files."""

from __future__ import annotations

import os
import shutil
import socket
import unicodedata
from typing import TYPE_CHECKING

from tests.checks.broken import Break, case, delete, write
from tests.definitions.desk import ARTICLE, CONSENT, FILES, LATE, LAYOUT, TYPES, WHERE

if TYPE_CHECKING:
    from tests.definitions.desk import Desk


def remove(path: str) -> Break:
    return lambda desk: shutil.rmtree(desk.root / path)


def link(path: str, leads_to: str) -> Break:
    def make(desk: Desk) -> None:
        there = desk.root / path
        if there.is_dir():
            shutil.rmtree(there)
        there.unlink(missing_ok=True)
        there.symlink_to(leads_to)

    return make


def pipe(path: str) -> Break:
    def make(desk: Desk) -> None:
        (desk.root / path).unlink(missing_ok=True)
        os.mkfifo(desk.root / path)

    return make


def listening(desk: Desk) -> None:
    there = desk.root / WHERE
    there.unlink()
    # The path of a socket is short by force, so it is named from within its folder.
    folder = os.open(there.parent, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(f"/proc/self/fd/{folder}/{there.name}")
    finally:
        os.close(folder)


def folder_in_place_of(path: str) -> Break:
    def make(desk: Desk) -> None:
        (desk.root / path).unlink()
        (desk.root / path).mkdir()

    return make


def deep(desk: Desk) -> None:
    folder = desk.root / "macros" / "/".join("f" * 300)
    folder.mkdir(parents=True)
    (folder / "x.yaml").write_text("key: x\n", encoding="utf-8")


def both_spellings(desk: Desk) -> None:
    late = FILES[LATE]
    desk.delete(LATE)
    for form in ("NFC", "NFD"):
        desk.write(f"macros/parcel/{unicodedata.normalize(form, '지연')}.yaml", late)


def not_utf8_name(desk: Desk) -> None:
    name = os.fsencode(desk.root / "macros/parcel") + "/늦음.yaml".encode("euc-kr")
    with open(name, "wb") as file:  # noqa: PTH123 - pathlib takes no bytes
        file.write(b"key: x\n")


CASES = (
    case(
        "no macros folder",
        remove("macros"),
        ("file-missing", "macros:1:1", "The folder macros/ is missing: create it."),
        ("lock-missing", "macros/macrosync.lock:1:1", "run `macrosync lock`"),
    ),
    case("no workflows folder", remove("workflows"), ("file-missing", "workflows:1:1", "create it")),
    case("no layout", delete(LAYOUT), ("file-missing", f"{LAYOUT}:1:1", "add it, every project has one")),
    case("no consult types", delete(TYPES), ("file-missing", f"{TYPES}:1:1", "add it, every project has one")),
    case(
        "questions without an article",
        delete(ARTICLE),
        ("file-missing", f"{ARTICLE}:1:1", "macros/parcel has questions and no article.yaml: add one"),
    ),
    case("an empty file", write(WHERE, ""), ("file-empty", f"{WHERE}:1:1", "write a definition, or delete it")),
    case("blank lines", write(WHERE, "\r\n \n"), ("file-empty", f"{WHERE}:1:1", "write a definition")),
    case("comments only", write(WHERE, "# later\n  # much later\n"), ("file-empty", f"{WHERE}:1:1", "write a def")),
    case("a document without anything", write(WHERE, "---\n"), ("file-empty", f"{WHERE}:1:1", "write a definition")),
    case(
        "EUC-KR",
        write(WHERE, FILES[WHERE].encode("euc-kr", "replace")),
        ("file-not-utf8", f"{WHERE}:4:11", "(EUC-KR?): save it as UTF-8."),
    ),
    case("UTF-16", write(WHERE, FILES[WHERE].encode("utf-16")), ("file-not-utf8", f"{WHERE}:1:1", "save it as UTF-8")),
    case("UTF-16 without a mark", write(WHERE, "key: x".encode("utf-16-le")), ("file-not-utf8", f"{WHERE}:1:1", "UTF")),
    case("an image", write(WHERE, b"\x89PNG\r\n\x1a\n\x00"), ("file-not-utf8", f"{WHERE}:1:1", "no text at all")),
    case(
        "a huge file",
        write(WHERE, FILES[WHERE] + "# 길다\n" * 40_000),
        ("file-too-large", f"{WHERE}:1:1", "more than 256 KB: split it"),
    ),
    case(
        "a folder named like a file",
        folder_in_place_of(WHERE),
        ("file-unreadable", f"{WHERE}:1:1", "no regular file: put the definition's file in its place"),
    ),
    case("a named pipe", pipe(WHERE), ("file-unreadable", f"{WHERE}:1:1", "no regular file: put")),
    case("a socket", listening, ("file-unreadable", f"{WHERE}:1:1", "no regular file: put")),
    case("a link out of the tree", link(WHERE, "/etc/hostname"), ("file-link", f"{WHERE}:1:1", "put what it leads")),
    case("a dangling link", link(LAYOUT, "nowhere.yaml"), ("file-link", f"{LAYOUT}:1:1", "put what it leads to here")),
    case("a link to itself", link(WHERE, "where.yaml"), ("file-link", f"{WHERE}:1:1", "put what it leads to here")),
    case("a linked folder", link("macros/parcel", "/etc"), ("file-link", "macros/parcel:1:1", "put what it leads to")),
    case("a linked top folder", link("workflows", "macros"), ("file-link", "workflows:1:1", "put what it leads to")),
    case(
        "the ending .yml",
        (write("macros/parcel/extra.yml", "key: x\n"),),
        ("file-unexpected", "macros/parcel/extra.yml:1:1", "rename the file"),
    ),
    case(
        "the ending .yml for a question that is listed",
        (delete(WHERE), write(WHERE.replace(".yaml", ".yml"), FILES[WHERE])),
        ("file-unexpected", "macros/parcel/where.yml:1:1", "Definitions end in .yaml: rename the file."),
    ),
    case(
        "a file in the wrong folder",
        (write("macros/lost.yaml", FILES[WHERE].replace("where-is-it", "lost")), write("workflows/x.yaml", "key: x\n")),
        ("file-unexpected", "macros/lost.yaml:1:1", "questions stand in macros/FOLDER/NAME.yaml"),
        ("file-unexpected", "workflows/x.yaml:1:1", "move the file there"),
    ),
    case(
        "a file too deep",
        write("macros/parcel/more/x.yaml", "key: x\n"),
        ("file-unexpected", "macros/parcel/more/x.yaml:1:1", "move the file there"),
    ),
    case("folders in folders", deep, ("file-unexpected", f"macros/{'f/' * 300}x.yaml:1:1", "move the file there")),
    case(
        "a consent script that is missing",
        delete(CONSENT),
        ("unknown-article", f"{ARTICLE}:9:11", "no article or consent script `address`: mend its name, or add it."),
        ("unknown-consent-script", f"{LATE}:15:15", "no consent script `address`: mend its name, or add it."),
    ),
    case(
        "one name in composed letters and in parts",
        both_spellings,
        ("file-name", "macros/parcel/지연.yaml:1:1", "(NFC, NFD): keep one"),
    ),
    case(
        "a name that is not UTF-8",
        not_utf8_name,
        ("file-name", "macros/parcel/U+DCB4U+DCCAU+DCC0U+DCBD.yaml:1:1", "rename the file or its folder"),
    ),
    case(
        "a name with a line end",
        write("macros/parcel/a\nb.yaml", "key: x\n"),
        ("file-name", "macros/parcel/aU+000Ab.yaml:1:1", "rename the file"),
    ),
    case(
        "a path that is a reference",
        write("macros/@{macro/x}.yaml", "key: x\n"),
        ("file-name", "macros/@{macro/x}.yaml:1:1", "holds braces"),
    ),
)
