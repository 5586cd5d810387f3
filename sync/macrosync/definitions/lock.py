"""The version lock: the digest of every definition's wording at each version that was ever released."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from macrosync.definitions import files
from macrosync.definitions.tree import LOCK
from macrosync.definitions.wording import shown
from macrosync.resources import Finding, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from macrosync.definitions.load import Definitions, Loaded

#: Digests by version, by key.
Lock: TypeAlias = "dict[str, dict[str, str]]"
FORMAT = 1
#: Ten thousand definitions at ten versions each take a third of it.
MAX_BYTES = 32 * 1024 * 1024

_VERSION = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def read(root: Path) -> tuple[Lock, tuple[Finding, ...]]:
    """The lock file; empty where there is none, which is a finding of its own."""
    try:
        content = files.read(root / LOCK, MAX_BYTES)
    except FileNotFoundError:
        return {}, (Finding(Source(LOCK), "lock-missing", "There is no version lock: run `macrosync lock`."),)
    except OSError as error:
        return {}, (_damaged(f"cannot be read ({error.strerror})"),)
    if len(content) > MAX_BYTES:
        return {}, (_damaged(f"has more than {MAX_BYTES // 1024 // 1024} MB"),)
    try:
        versions = _versions(json.loads(content.decode("utf-8"), object_pairs_hook=_each_once))
    except (ValueError, RecursionError):
        return {}, (_damaged("is damaged"),)
    if versions is None:
        return {}, (_damaged("is none of this version of macrosync"),)
    return versions, ()


def _damaged(how: str) -> Finding:
    message = f"The version lock {how}: take it from Git, or run `macrosync lock --renew`."
    return Finding(Source(LOCK), "lock-invalid", message)


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; what was merged so that a key stands there twice would lose a version silently."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _versions(content: object) -> Lock | None:
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return None
    versions = content.get("versions")
    return versions if _is_lock(versions) else None


def _is_lock(versions: object) -> TypeGuard[Lock]:
    return isinstance(versions, dict) and all(
        isinstance(entry, dict)
        and all(
            _VERSION.fullmatch(number) and isinstance(digest, str) and _DIGEST.fullmatch(digest)
            for number, digest in entry.items()
        )
        for entry in versions.values()
    )


def render(lock: Mapping[str, Mapping[str, str]]) -> str:
    """The file's content: sorted, so that a review shows what changed and nothing else."""
    ordered = {key: dict(sorted(lock[key].items(), key=lambda item: int(item[0]))) for key in sorted(lock)}
    return json.dumps({"format": FORMAT, "versions": ordered}, ensure_ascii=False, indent=2) + "\n"


def updated(lock: Lock, definitions: Definitions) -> Lock:
    """The lock with every definition's wording at its version."""
    new = {key: dict(entry) for key, entry in lock.items()}
    for loaded in definitions.worded:
        key, version = _identity(loaded)
        new.setdefault(key, {})[str(version)] = digest(loaded)
    return new


def digest(loaded: Loaded) -> str:
    """The digest of the wording as its author wrote it, whatever the compiler makes of it.

    What was not written is left out: a key that a later macrosync knows must not change the digests of files that
    do not use it.
    """
    wording = loaded.model.model_dump(mode="json", exclude={"version"}, exclude_defaults=True)
    canonical = json.dumps(wording, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def compare(lock: Lock, definitions: Definitions) -> Iterator[Finding]:
    """Wording that changed without a higher version, versions that went down, and what is not locked yet.

    Of definitions that share a key nothing can be said: that is a finding of its own.
    """
    shared = Counter(_identity(loaded)[0] for loaded in definitions.worded)
    for loaded in definitions.worded:
        key, version = _identity(loaded)
        if shared[key] == 1 and (found := _against(lock.get(key, {}), shown(key), version, digest(loaded))):
            yield Finding(loaded.place("version"), *found)


def _against(entry: Mapping[str, str], key: str, version: int, wording: str) -> tuple[str, str] | None:
    highest = max((int(number) for number in entry), default=0)
    if version < highest:
        message = f"`{key}` was at version {highest} already: a version never goes down; make it {highest + 1}."
        return "version-lowered", message
    if str(version) not in entry:
        return "version-not-locked", f"Version {version} of `{key}` is not in the version lock: run `macrosync lock`."
    if entry[str(version)] != wording:
        message = f"The wording of `{key}` changed: raise `version` to {highest + 1}, then run `macrosync lock`."
        return "version-not-raised", message
    return None


def _identity(loaded: Loaded) -> tuple[str, int]:
    return str(getattr(loaded.model, "key", "")), int(getattr(loaded.model, "version", 0))
