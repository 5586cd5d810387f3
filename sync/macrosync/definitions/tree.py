"""The files of a project: which there are, what each one holds, and what does not belong."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from macrosync.resources import Finding, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = "macros/macrosync.lock"
LAYOUT = "macros/layout.yaml"
CONSULT_TYPES = "workflows/consult-types.yaml"
CONSENT_FOLDER = "macros/consent"
ARTICLE = "article.yaml"

#: Files that a person or Git may keep beside definitions.
_BESIDE = {".gitkeep", ".gitignore", ".gitattributes", "README.md", "README.ko.md", ".DS_Store"}


class Holds(Enum):
    """What a definition file holds; its place says so."""

    LAYOUT = "layout"
    CONSULT_TYPES = "consult-types"
    CONSENT_SCRIPT = "consent-script"
    ARTICLE = "article"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class File:
    """A definition file: its path relative to the root, with slashes, and what it holds."""

    path: str
    holds: Holds

    @property
    def folder(self) -> str:
        """The folder's path, which says to which article a question belongs."""
        return self.path.rpartition("/")[0]


def walk(root: Path) -> tuple[tuple[File, ...], tuple[Finding, ...]]:
    """All definition files under macros/ and workflows/ in sorted order, and what does not belong there.

    Links are not followed: what a review approved must stand in the repository itself.
    """
    files: list[File] = []
    findings: list[Finding] = []
    for top in ("macros", "workflows"):
        if not (root / top).is_dir():
            findings.append(Finding(Source(top), "file-missing", f"The folder {top}/ is missing: create it."))
            continue
        for path in _entries(root, top):
            found = _sort(root, path)
            if isinstance(found, File):
                files.append(found)
            elif found:
                findings.append(found)
    held = {file.path for file in files} | {finding.source.path for finding in findings}
    findings += [
        Finding(Source(path), "file-missing", f"The file {path} is missing: every project has one.")
        for path in (LAYOUT, CONSULT_TYPES)
        if path not in held and (root / path.partition("/")[0]).is_dir()
    ]
    return tuple(files), tuple(findings)


def _entries(root: Path, top: str) -> Iterator[str]:
    """Every file and link below a folder, and every folder that is named like a file."""
    with os.scandir(root / top) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        path = f"{top}/{entry.name}"
        if entry.is_symlink() or not entry.is_dir(follow_symlinks=False) or entry.name.endswith((".yaml", ".yml")):
            yield path
        else:
            yield from _entries(root, path)


def _sort(root: Path, path: str) -> File | Finding | None:
    on_disk = root / path
    name = path.rpartition("/")[2]
    if on_disk.is_symlink():
        return Finding(Source(path), "file-link", "This is a link: put the file itself here.")
    if name in _BESIDE or path == LOCK:
        return None
    if not on_disk.is_file():
        return Finding(Source(path), "file-unreadable", "This is no regular file: a definition is a file.")
    holds = _holds(path)
    return File(path, holds) if holds else Finding(Source(path), "file-unexpected", _advice(name))


def _holds(path: str) -> Holds | None:
    folder, _, name = path.rpartition("/")
    if path == LAYOUT:
        return Holds.LAYOUT
    if path == CONSULT_TYPES:
        return Holds.CONSULT_TYPES
    if not name.endswith(".yaml") or path.count("/") != len(("macros", "folder", "file")) - 1:
        return None
    if folder == CONSENT_FOLDER:
        return Holds.CONSENT_SCRIPT
    if folder.startswith("macros/"):
        return Holds.ARTICLE if name == ARTICLE else Holds.QUESTION
    return None


def _advice(name: str) -> str:
    if name.endswith(".yml"):
        return "Definitions end in .yaml: rename the file."
    return (
        "No definition is expected here: questions stand in macros/FOLDER/NAME.yaml beside an article.yaml, "
        "consent scripts in macros/consent/NAME.yaml."
    )
