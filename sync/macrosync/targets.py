"""The accounts that macrosync.toml names, read from memory where the file is as it was."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, cast

from macrosync import itself
from macrosync.definitions import files
from macrosync.definitions.channel import Channel
from macrosync.definitions.target import FILE, Target
from macrosync.errors import ConfigError
from macrosync.resources import Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from macrosync.definitions.settings import Settings
    from macrosync.memory import Memory
    from macrosync.resources import Json

#: Raised with every change of what is remembered of a target.
_FORMAT = 1
_MOST_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Targets:
    """The names of all targets, and those of them that lack nothing."""

    root: Path
    names: tuple[str, ...]
    whole: Mapping[str, Target]

    def target(self, name: str) -> Target:
        """One of them. Raises ConfigError where it is not there or lacks something."""
        return self.whole[name] if name in self.whole else _settings(self.root).target(name)


def read(root: Path, memory: Memory) -> Targets:
    """All of a project. Raises ConfigError with all that is wrong in the file."""
    key = _key(root)
    kept = memory.get(key) if key else None
    if isinstance(kept, dict):
        named = cast("dict[str, dict[str, Any] | None]", kept)
        return Targets(root, (*named,), {name: _taken(each) for name, each in named.items() if each is not None})
    found = _settings(root)
    made = Targets(root, found.targets, {name: each for name in found.targets if (each := _whole(found, name))})
    if key:
        memory.put(key, {name: _given(made.whole[name]) if name in made.whole else None for name in made.names})
    return made


def _settings(root: Path) -> Settings:
    # Imported only now: its models take longer to import than what is remembered to be read.
    from macrosync.definitions import settings  # noqa: PLC0415

    return settings.read(root)


def _whole(found: Settings, name: str) -> Target | None:
    try:
        return found.target(name)
    except ConfigError:
        return None  # who asks for it is told


def _key(root: Path) -> str:
    """The digest of the file and of macrosync itself; empty where it cannot be read, which is an error elsewhere."""
    try:
        content = files.read(root / FILE, _MOST_BYTES)
    except OSError:
        return ""
    return hashlib.sha256(repr((_FORMAT, FILE, *itself.told())).encode() + content).hexdigest()


def _given(target: Target) -> dict[str, Json]:
    """One as JSON."""
    given: dict[str, Json] = {}
    for each in fields(target):
        value = getattr(target, each.name)
        given[each.name] = [*value] if isinstance(value, tuple) else value
    given["groups"] = {channel.value: [*names] for channel, names in target.groups.items()}
    given["places"] = {key: [place.path, place.line, place.column] for key, place in target.places.items()}
    return given


def _taken(given: dict[str, Any]) -> Target:
    """One of JSON; it has the shape that it was given."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    values["groups"] = {Channel(name): tuple(groups) for name, groups in given["groups"].items()}
    values["places"] = {key: Source(*place) for key, place in given["places"].items()}
    return Target(**values)
