"""The version lock: the digest of every definition's wording at each version that was ever released."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from macrosync.definitions.tree import LOCK
from macrosync.resources import Finding, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from macrosync.definitions.load import Definitions, Loaded

#: Digests by version, by key.
Lock: TypeAlias = "dict[str, dict[str, str]]"
FORMAT = 1


def read(root: Path) -> tuple[Lock, tuple[Finding, ...]]:
    """The lock file; empty where there is none, which is a finding of its own."""
    try:
        content = json.loads((root / LOCK).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, (Finding(Source(LOCK), "lock-missing", "There is no version lock: run `macrosync lock`."),)
    except (OSError, ValueError) as error:
        message = f"The version lock cannot be read ({error}): take it from Git, or run `macrosync lock --renew`."
        return {}, (Finding(Source(LOCK), "lock-invalid", message),)
    versions = content.get("versions") if isinstance(content, dict) else None
    if not _is_lock(versions):
        message = "This is no version lock of this macrosync: take it from Git, or run `macrosync lock --renew`."
        return {}, (Finding(Source(LOCK), "lock-invalid", message),)
    return versions, ()


def _is_lock(versions: object) -> TypeGuard[Lock]:
    return isinstance(versions, dict) and all(
        isinstance(entry, dict)
        and all(number.isdigit() and isinstance(digest, str) for number, digest in entry.items())
        for entry in versions.values()
    )


def render(lock: Mapping[str, Mapping[str, str]]) -> str:
    """The file's content: sorted, so that a review shows what changed and nothing else."""
    ordered = {key: dict(sorted(lock[key].items(), key=lambda item: int(item[0]))) for key in sorted(lock)}
    return json.dumps({"format": FORMAT, "versions": ordered}, ensure_ascii=False, indent=2) + "\n"


def updated(lock: Lock, definitions: Definitions) -> Lock:
    """The lock with every definition's wording at its version."""
    new = {key: dict(entry) for key, entry in lock.items()}
    for loaded in definitions.loaded:
        key, version = _identity(loaded)
        new.setdefault(key, {})[str(version)] = digest(loaded)
    return new


def digest(loaded: Loaded) -> str:
    """The digest of the wording as its author wrote it, whatever the compiler makes of it."""
    wording = loaded.model.model_dump(mode="json", exclude={"version"})
    canonical = json.dumps(wording, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def compare(lock: Lock, definitions: Definitions) -> Iterator[Finding]:
    """Wording that changed without a higher version, versions that went down, and what is not locked yet."""
    for loaded in definitions.loaded:
        key, version = _identity(loaded)
        place = loaded.place("version")
        entry = lock.get(key, {})
        highest = max((int(number) for number in entry), default=0)
        if version < highest:
            message = f"`{key}` was at version {highest} already: a version never goes down; make it {highest + 1}."
            yield Finding(place, "version-lowered", message)
        elif str(version) not in entry:
            message = f"Version {version} of `{key}` is not in the version lock: run `macrosync lock`."
            yield Finding(place, "version-not-locked", message)
        elif entry[str(version)] != digest(loaded):
            message = f"The wording of `{key}` changed: raise `version` to {highest + 1}, then run `macrosync lock`."
            yield Finding(place, "version-not-raised", message)


def _identity(loaded: Loaded) -> tuple[str, int]:
    return str(getattr(loaded.model, "key", "")), int(getattr(loaded.model, "version", 0))
