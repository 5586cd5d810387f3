"""What a Git revision of the project holds: read through git, without touching the working tree."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import PurePosixPath
from shutil import which
from typing import TYPE_CHECKING

from macrosync.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_FILE, _LINK = "100", "120000"
#: So many paths are named in an error.
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Repository:
    """The Git repository that the project's folder is in, or a part of."""

    root: Path
    git: str

    @classmethod
    def of(cls, root: Path) -> Repository:
        """The repository of a project. Raises ConfigError where there is no git, or no repository."""
        git = which("git")
        if git is None:
            raise ConfigError("git is not installed, and only Git knows earlier files: install it.")
        repository = cls(root, git)
        inside = repository._run("rev-parse", "--is-inside-work-tree")
        if inside.stdout.strip() != b"true":
            said = inside.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
            raise ConfigError(f"{root} is in no Git repository, from which earlier files are taken ({said:.200}).")
        return repository

    def commit(self, revision: str) -> str:
        """The hash of a revision's commit. Raises ConfigError where there is no such revision."""
        found = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found.returncode or not found.stdout.strip():
            raise ConfigError(f"There is no revision {revision!r:.60} here: `git log -- macros workflows` lists them.")
        return found.stdout.decode().strip()

    def refuse_if_dirty(self, folders: Sequence[str]) -> None:
        """Raise ConfigError where something in the folders is not committed: it would be lost."""
        entries = self._asked("status", "--porcelain", "-z", "--untracked-files=all", "--", *folders).split(b"\0")
        changed = [entry[3:].decode("utf-8", "replace") for entry in entries if entry[2:3] == b" "]
        if changed:
            more = f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
            raise ConfigError(f"{', '.join(changed[:_NAMED])}{more} would be lost: commit or undo that first.")

    def files(self, commit: str, folders: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Each file in the folders at a commit, by its path from the project's root, as it was committed.

        Raises ConfigError for what is no regular file, as links are.
        """
        blobs: dict[str, str] = {}
        for entry in self._asked("ls-tree", "-r", "-z", commit, "--", *folders).split(b"\0"):
            head, _, name = entry.partition(b"\t")
            if not name:
                continue
            mode, _, blob = head.decode().split()
            path = name.decode("utf-8", "surrogateescape")
            if not mode.startswith(_FILE) or ".." in PurePosixPath(path).parts:
                what = "a link" if mode == _LINK else "no regular file"
                raise ConfigError(f"{path} is {what} in that revision, which is not followed: take another revision.")
            blobs[path] = blob
        asked = "".join(f"{blob}\n" for blob in blobs.values()).encode()
        yield from zip(blobs, _contents(self._asked("cat-file", "--batch", standard_input=asked)), strict=True)

    def _asked(self, *arguments: str, standard_input: bytes = b"") -> bytes:
        """What git prints. Raises ConfigError where it fails."""
        found = self._run(*arguments, standard_input=standard_input)
        if found.returncode:
            said = found.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
            raise ConfigError(f"git {arguments[0]} failed ({said:.200}): mend the repository.")
        return found.stdout

    def _run(self, *arguments: str, standard_input: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run git in the project's folder, never through a shell; paths are meant as they are written."""
        command = [self.git, "--literal-pathspecs", "-C", str(self.root), *arguments]
        try:
            return subprocess.run(  # noqa: S603 - no shell, git by its path
                command, capture_output=True, check=False, input=standard_input
            )
        except OSError as error:
            raise ConfigError(f"git cannot be run ({error.strerror}): mend its installation.") from None


def _contents(batch: bytes) -> Iterator[bytes]:
    """The blobs of `git cat-file --batch`: for each a line with hash, type and size, its bytes, and a line end."""
    at = 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        size = int(batch[at:end].split()[2])
        yield batch[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
