"""The steps of `macrosync rollback`: an earlier revision's wording, as new versions, in the working tree.

All of it is made and checked in a folder of its own first, so that what cannot be rolled back to changes nothing.
"""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from macrosync import compiling, pipeline
from macrosync.definitions import lock as version_lock
from macrosync.definitions import settings, tree
from macrosync.definitions.load import load
from macrosync.errors import ConfigError, DefinitionsInvalid
from macrosync.revisions import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.definitions.load import Definitions, Loaded
    from macrosync.definitions.lock import Lock
    from macrosync.pipeline import Options, Planned

_UNDO = "`git checkout -- macros workflows` undoes what was written"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file that becomes another one: `content` is None where it goes; `key` and both versions of a definition."""

    path: str
    content: bytes | None
    is_new: bool = False
    key: str = ""
    before: int | None = None
    after: int | None = None

    def __str__(self) -> str:
        sign = "-" if self.content is None else "+" if self.is_new else "~"
        if self.after is None:
            return f"{sign} {self.path}"
        versions = f"{self.before} → {self.after}" if self.before else f"{self.after}"
        return f"{sign} {self.path}: {self.key}, version {versions}"


@dataclass(frozen=True, slots=True)
class RolledBack:
    """What a rollback writes, and the plan that comes of it."""

    commit: str
    files: tuple[Rewritten, ...]
    planned: Planned


def roll_back(options: Options, revision: str, *, prune: bool, dry_run: bool) -> RolledBack:
    """Write an earlier revision's definitions back as new versions, lock them, and plan; with `dry_run` only plan.

    Raises ConfigError where Git cannot give them or files are not committed, DefinitionsInvalid where they are not
    sound beside today's settings, and what `plan` raises. Never writes to an account.
    """
    repository = Repository.of(options.root)
    commit = repository.commit(revision)
    repository.refuse_if_dirty(tree.FOLDERS)
    with TemporaryDirectory(prefix="macrosync-") as folder:
        earlier, staged = Path(folder) / "earlier", Path(folder) / "staged"
        for path, content in repository.files(commit, tree.FOLDERS):
            _put(earlier / path, content)
        files = tuple(_rewritten(options.root, earlier))
        _stage(options.root, staged, files)
        _refuse_if_unsound(options, staged)
        if dry_run:
            return RolledBack(commit, files, pipeline.plan(options, prune=prune, files=staged))
        with _writing():
            _write(options.root, files)
            shutil.copyfile(staged / tree.LOCK, options.root / tree.LOCK)
    return RolledBack(commit, files, pipeline.plan(options, prune=prune))


def _rewritten(root: Path, earlier: Path) -> Iterator[Rewritten]:
    """Every file that is not as it shall be. Raises DefinitionsInvalid where the earlier ones cannot be read."""
    then, findings = load(earlier)
    known, damaged = version_lock.read(root)
    if findings or damaged:
        raise DefinitionsInvalid([*findings, *damaged])
    now, _ = load(root)
    there = {file.path: file for file in tree.walk(root)[0]}
    versions = {_key(loaded): _version(loaded) for loaded in now.worded}
    for loaded in then.loaded:
        path = loaded.file.path
        content = (earlier / loaded.file.on_disk).read_bytes()
        key, before, after = "", None, None
        if loaded.file.holds.has_wording:
            key, before = _key(loaded), versions.get(_key(loaded))
            after = _raised(loaded, known.get(key, {}), before)
            if _is_there(now, path, loaded, after):
                continue  # in other words only around it, such as comments
            content = _with_version(content, loaded, after)
        if path not in there or (root / there[path].on_disk).read_bytes() != content:
            yield Rewritten(path, content, path not in there, key, before, after)
    for path in there.keys() - {loaded.file.path for loaded in then.loaded}:
        yield Rewritten(there[path].on_disk, None)


def _raised(loaded: Loaded, entry: Mapping[str, str], now: int | None) -> int:
    """Its version: the highest one where that has its very wording, else a new one above all that there ever were."""
    highest = max([*map(int, entry), now or 0])
    if not highest:
        return _version(loaded)
    return highest if entry.get(str(highest)) == version_lock.digest(loaded) else highest + 1


def _is_there(now: Definitions, path: str, loaded: Loaded, version: int) -> bool:
    same = (each for each in now.worded if each.file.path == path)
    return any(_version(each) == version and version_lock.digest(each) == version_lock.digest(loaded) for each in same)


def _with_version(content: bytes, loaded: Loaded, version: int) -> bytes:
    """The file with another version, and nothing else changed. Raises ConfigError where that cannot be told."""
    place = loaded.place("version")
    lines = content.split(b"\n")
    line = lines[place.line - 1].decode("utf-8")
    head, rest = line[: place.column - 1], line[place.column - 1 :]
    if not re.match(rf"{_version(loaded)}\b", rest):
        raise ConfigError(f"{place}: its version cannot be raised by macrosync; write `version: {version}` yourself.")
    lines[place.line - 1] = (head + re.sub(r"^\d+", str(version), rest)).encode()
    return b"\n".join(lines)


def _stage(root: Path, staged: Path, files: tuple[Rewritten, ...]) -> None:
    """The project as it will be, with its lock."""
    staged.mkdir()
    shutil.copyfile(root / settings.FILE, staged / settings.FILE)
    for folder in tree.FOLDERS:
        if (root / folder).is_dir():
            shutil.copytree(root / folder, staged / folder, symlinks=True)
    _write(staged, files)
    found, _ = load(staged)
    known: Lock = version_lock.read(root)[0]
    _put(staged / tree.LOCK, version_lock.render(version_lock.updated(known, found)).encode())


def _refuse_if_unsound(options: Options, staged: Path) -> None:
    found = settings.read(options.root)
    findings = compiling.check(staged, found.target(options.target or settings.LOCAL)).findings
    if findings:
        raise DefinitionsInvalid(findings)


def _write(root: Path, files: tuple[Rewritten, ...]) -> None:
    for file in files:
        if file.content is not None:
            _put(root / file.path, file.content)
            continue
        (root / file.path).unlink()
        folder = (root / file.path).parent
        if folder != root and not any(folder.iterdir()):
            folder.rmdir()


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ConfigError(f"{error.filename} cannot be written: {error.strerror}; {_UNDO}.") from None


def _key(loaded: Loaded) -> str:
    return str(getattr(loaded.model, "key", ""))


def _version(loaded: Loaded) -> int:
    return int(getattr(loaded.model, "version", 0))
