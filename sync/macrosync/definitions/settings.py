"""macrosync.toml: the project, and the accounts that it is kept in."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, StringConstraints, ValidationError

from macrosync.definitions.models import Channel, Model
from macrosync.errors import ConfigError
from macrosync.resources import Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "macrosync.toml"
LOCAL = "local"

Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Names = Annotated[tuple[Name, ...], Field(min_length=1)]


class Groups(Model):
    """The agent groups that may use the macros of each channel."""

    chat: Names
    phone: Names


class Defaults(Model):
    """What an account calls the things that the scripts need."""

    ticket_forms: Names | None = None
    category: Name | None = None
    section: Name | None = None
    permission_group: Name | None = None
    user_segment: Name | None = None
    groups: Groups | None = None


class TargetTable(Defaults):
    """One account: its subdomain, and what it calls differently."""

    subdomain: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")] | None = None


class SettingsFile(Model):
    """The whole file."""

    project: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z0-9]+)?$")]
    defaults: Defaults = Defaults()
    targets: dict[str, TargetTable] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """One Zendesk account, with the names that it uses; `subdomain` is None for the local Zendesk."""

    name: str
    project: str
    locale: str
    subdomain: str | None
    ticket_forms: tuple[str, ...]
    category: str
    section: str
    permission_group: str
    user_segment: str
    groups: Mapping[Channel, tuple[str, ...]]
    places: Mapping[str, Source]

    def place(self, key: str) -> Source:
        """The line of macrosync.toml that gives a name."""
        return self.places.get(key, Source(FILE))


@dataclass(frozen=True, slots=True)
class Settings:
    """macrosync.toml, read and checked."""

    file: SettingsFile
    text: str

    @property
    def targets(self) -> tuple[str, ...]:
        """The names of the targets, the local one included."""
        return tuple(dict.fromkeys([*self.file.targets, LOCAL]))

    def target(self, name: str) -> Target:
        """One target with its names, its own before the defaults.

        Raises ConfigError where the target is not there or lacks a name.
        """
        if name not in self.targets:
            known = ", ".join(self.targets)
            raise ConfigError(f"{FILE} has no target `{name}`: add [targets.{name}], or use one of {known}.")
        table = self.file.targets.get(name, TargetTable())
        merged = {key: getattr(table, key) or getattr(self.file.defaults, key) for key in Defaults.model_fields}
        missing = [key for key, value in merged.items() if not value]
        if missing:
            keys = ", ".join(f"`{key}`" for key in missing)
            raise ConfigError(f"{FILE}: target `{name}` lacks {keys}: add it to [targets.{name}] or to [defaults].")
        if table.subdomain is None and name != LOCAL:
            raise ConfigError(f'{FILE}: target `{name}` lacks `subdomain`: add subdomain = "…" to [targets.{name}].')
        groups: Groups = merged.pop("groups")
        return Target(
            name=name,
            project=self.file.project,
            locale=self.file.locale,
            subdomain=table.subdomain,
            groups={Channel.CHAT: groups.chat, Channel.PHONE: groups.phone},
            places={key: self._place(name, key) for key in Defaults.model_fields},
            **merged,
        )

    def _place(self, target: str, key: str) -> Source:
        """The line of a key: TOML's parser keeps no positions, so the line is looked up in the text."""
        lines = self.text.splitlines()
        for table in (f"[targets.{target}]", "[defaults]"):
            start = next((n for n, line in enumerate(lines) if line.strip().startswith(table)), None)
            if start is None:
                continue
            for number, line in enumerate(lines[start + 1 :], start + 2):
                if line.startswith("["):
                    break
                if re.match(rf"\s*{key}\b", line):
                    return Source(FILE, number)
        return Source(FILE)


def read(root: Path) -> Settings:
    """Read macrosync.toml.

    Raises ConfigError with all that is wrong in one sentence each.
    """
    path = root / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{path} is missing: run macrosync in a project's folder, or give --root.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from None
    try:
        return Settings(SettingsFile.model_validate(tomllib.loads(text)), text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{FILE} is not TOML: {error}.") from None
    except ValidationError as error:
        raise ConfigError("\n".join(_sentence(detail["loc"], detail["msg"]) for detail in error.errors())) from None


def _sentence(path: tuple[str | int, ...], message: str) -> str:
    where = ".".join(str(part) for part in path)
    return f"{FILE}: `{where}`: {message}: see docs/admin.md for the keys."
