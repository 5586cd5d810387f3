"""The files of a project: which there are, what each one holds, and what does not belong."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from macrosync.definitions.wording import visible
from macrosync.resources import Finding, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = ("macros", "workflows")
LOCK = "macros/macrosync.lock"
LAYOUT = "macros/layout.yaml"
CONSULT_TYPES = "workflows/consult-types.yaml"
LOST_ITEMS = "workflows/lost-item.yaml"
CONSENT_FOLDER = "macros/consent"
SCENARIO_FOLDER = "workflows/scenarios"
ARTICLE = "article.yaml"

#: Files that a person or Git may keep beside definitions.
_BESIDE = {".gitkeep", ".gitignore", ".gitattributes", "README.md", "README.ko.md", ".DS_Store"}
_ENDINGS = (".yaml", ".yml")


class Holds(Enum):
    """What a definition file holds; its place says so."""

    LAYOUT = "layout"
    CONSULT_TYPES = "consult-types"
    LOST_ITEMS = "lost-item"
    CONSENT_SCRIPT = "consent-script"
    ARTICLE = "article"
    QUESTION = "question"
    SCENARIO = "scenario"

    @property
    def has_wording(self) -> bool:
        """Whether it says anything that goes into Zendesk, and so has a version; scenarios only test."""
        return self is not Holds.SCENARIO


_FILES = {LAYOUT: Holds.LAYOUT, CONSULT_TYPES: Holds.CONSULT_TYPES, LOST_ITEMS: Holds.LOST_ITEMS}
_IN_FOLDER = {CONSENT_FOLDER: Holds.CONSENT_SCRIPT, SCENARIO_FOLDER: Holds.SCENARIO}


@dataclass(frozen=True, slots=True)
class File:
    """A definition file: its path relative to the root, with slashes, and what it holds.

    The path's letters are composed (NFC), as Git keeps them, so that the same file has the same path on every
    machine; `on_disk` is how this machine spells it.
    """

    path: str
    holds: Holds
    on_disk: str

    @property
    def folder(self) -> str:
        """The folder's path, which says to which article a question belongs."""
        return self.path.rpartition("/")[0]


def walk(root: Path) -> tuple[tuple[File, ...], tuple[Finding, ...]]:
    """All definition files under macros/ and workflows/ in sorted order, and what does not belong there.

    Links are not followed: what a review approved must stand in the repository itself.
    """
    files: dict[str, File] = {}
    findings: list[Finding] = []
    for top in FOLDERS:
        for found in _below(root, top):
            if isinstance(found, Finding):
                findings.append(found)
            elif found.path in files:
                message = "Two files have this name, their letters composed and in parts (NFC, NFD): keep one."
                findings.append(Finding(Source(found.path), "file-name", message))
            else:
                files[found.path] = found
    told = files.keys() | {finding.source.path for finding in findings}
    findings += [
        Finding(Source(path), "file-missing", f"The file {path} is missing: add it, every project has one.")
        for path in (LAYOUT, CONSULT_TYPES)
        if path not in told and path.partition("/")[0] not in told
    ]
    return tuple(sorted(files.values(), key=lambda file: file.path.split("/"))), tuple(findings)


def holds(path: str) -> Holds | None:
    """What a definition at a path holds; None where none is expected."""
    folder, _, name = path.rpartition("/")
    if path in _FILES:
        return _FILES[path]
    if not name.endswith(".yaml") or path.count("/") != len(("macros", "folder", "file")) - 1:
        return None
    if folder in _IN_FOLDER:
        return _IN_FOLDER[folder]
    if folder.startswith("macros/"):
        return Holds.ARTICLE if name == ARTICLE else Holds.QUESTION
    return None


def _below(root: Path, top: str) -> Iterator[File | Finding]:
    if (root / top).is_symlink():
        yield _link(top)
    elif not (root / top).is_dir():
        yield Finding(Source(top), "file-missing", f"The folder {top}/ is missing: create it.")
    else:
        for each in _entries(root, top):
            found = each if isinstance(each, Finding) else _sort(*each)
            if found:
                yield found


def _entries(root: Path, top: str) -> Iterator[tuple[str, os.DirEntry[str]] | Finding]:
    """Every file and link below a folder, and every folder that is named like a file, by its path on disk."""
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(root / folder) as entries:
                found = list(entries)
        except OSError as error:
            message = f"The folder cannot be read ({error.strerror}): mend its rights."
            yield Finding(Source(_path(folder)), "file-unreadable", message)
            continue
        for entry in found:
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False) and not entry.name.endswith(_ENDINGS):
                folders.append(path)
            else:
                yield path, entry


def _sort(on_disk: str, entry: os.DirEntry[str]) -> File | Finding | None:
    path = _path(on_disk)
    name = path.rpartition("/")[2]
    if path == LOCK:
        return None  # whoever reads it says what is wrong with it
    if entry.is_symlink():
        return _link(path)
    if name in _BESIDE:
        return None
    if path != unicodedata.normalize("NFC", on_disk) or "{" in path or "}" in path:
        message = "The path holds braces or characters that cannot be seen: rename the file or its folder."
        return Finding(Source(path), "file-name", message)
    if not entry.is_file(follow_symlinks=False):
        message = "This is no regular file: put the definition's file in its place, or rename it."
        return Finding(Source(path), "file-unreadable", message)
    held = holds(path)
    return File(path, held, on_disk) if held else Finding(Source(path), "file-unexpected", _advice(name))


def _path(on_disk: str) -> str:
    """A path as everybody sees it: its letters composed, and what cannot be seen as its code."""
    return visible(unicodedata.normalize("NFC", on_disk))


def _link(path: str) -> Finding:
    return Finding(Source(path), "file-link", "This is a link, which is not followed: put what it leads to here.")


def _advice(name: str) -> str:
    if name.lower().endswith(_ENDINGS) and not name.endswith(".yaml"):
        return "Definitions end in .yaml: rename the file."
    return (
        "No definition is expected here: questions stand in macros/FOLDER/NAME.yaml beside an article.yaml, "
        "consent scripts in macros/consent/NAME.yaml, scenarios in workflows/scenarios/NAME.yaml; move the file there."
    )
