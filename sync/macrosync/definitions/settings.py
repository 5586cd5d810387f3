"""macrosync.toml: the project, and the accounts that it is kept in."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from macrosync.definitions import files, invalid
from macrosync.definitions.channel import Channel
from macrosync.definitions.model import Model
from macrosync.definitions.target import FILE, LOCAL, Target
from macrosync.errors import ConfigError
from macrosync.resources import Source
from macrosync.rules.tags import valid_tag

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FILE", "LOCAL", "Settings", "SettingsFile", "Target", "read"]

MAX_BYTES = 256 * 1024


def _like(pattern: str, sentence: str) -> AfterValidator:
    compiled = re.compile(pattern, re.ASCII)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise PydanticCustomError("bad-setting", "{sentence}", {"sentence": sentence})
        return value

    return AfterValidator(check)


def _name(value: str) -> str:
    """A name in Zendesk; braces would break the reference that stands for its id."""
    if not value.strip() or not value.isprintable() or set("{}") & set(value):
        raise PydanticCustomError("bad-setting", "is no name in Zendesk: write one line of text without braces")
    return value.strip()


def _tag(value: str) -> str:
    """A tag, or the beginning of tags before a `*`."""
    if not valid_tag(value.removesuffix("*")):
        raise PydanticCustomError(
            "bad-setting", "is no tag: write letters, digits, - _ : and /, or their beginning and *"
        )
    return value


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(values)) != len(values):
        raise PydanticCustomError("bad-setting", "holds a name twice: keep one")
    return values


_WORD = r"[a-z0-9]+(-[a-z0-9]+)*"
Word = Annotated[str, _like(_WORD, "is no short name: write small ASCII letters, digits and single hyphens")]
Locale = Annotated[str, _like(r"[a-z]{2,3}(-[a-z0-9]+)?", "is no locale of Zendesk: write one such as `ko` or `en-us`")]
Subdomain = Annotated[
    str,
    _like(
        r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
        "is no subdomain: write only what stands before .zendesk.com, such as `my-desk`",
    ),
]
Name = Annotated[str, AfterValidator(_name)]
Names = Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(_each_once)]
Tag = Annotated[str, AfterValidator(_tag)]
Tags = Annotated[tuple[Tag, ...], AfterValidator(_each_once)]


class Groups(Model):
    """The agent groups that may use the macros of each channel."""

    chat: Names
    phone: Names
    lost_items: Annotated[Names | None, Field(description="Who asks customers for lost items.")] = None


class Defaults(Model):
    """What an account calls the things that the scripts need."""

    ticket_forms: Names | None = None
    category: Name | None = None
    section: Name | None = None
    permission_group: Name | None = None
    user_segment: Name | None = None
    groups: Groups | None = None
    #: What of Zendesk's is ours by its name, since it can bear no mark: only projects with rules need these.
    trigger_category: Name | None = None
    automation_prefix: Name | None = None
    #: Tags that something outside sets (people, programs), and tags that only reports ask for.
    outside_tags: Tags = ()
    report_tags: Tags = ()


#: What a target can do without.
_OPTIONAL = frozenset({"trigger_category", "automation_prefix", "outside_tags", "report_tags"})


class TargetTable(Defaults):
    """One account: its subdomain, and what it calls differently."""

    subdomain: Subdomain | None = None
    sandbox: bool = False


class SettingsFile(Model):
    """The whole file. A target's name is the name of a folder too, so it is a short name as the project's is."""

    project: Word
    locale: Locale
    defaults: Defaults = Defaults()
    targets: dict[Word, TargetTable] = Field(default_factory=dict)


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
        missing = [key for key, value in merged.items() if not value and key not in _OPTIONAL]
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
            sandbox=table.sandbox,
            groups={Channel.CHAT: groups.chat, Channel.PHONE: groups.phone},
            lost_item_groups=groups.lost_items or (),
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
                if re.match(rf"\s*{key}\s*=", line):
                    return Source(FILE, number)
        return Source(FILE)


def read(root: Path) -> Settings:
    """Read macrosync.toml.

    Raises ConfigError with all that is wrong, a line for each.
    """
    text = _text(root / FILE)
    try:
        return Settings(SettingsFile.model_validate(_parsed(text)), text)
    except ValidationError as error:
        lines = (f"{FILE}: {fault.message}" for fault in invalid.faults(error, SettingsFile))
        raise ConfigError("\n".join(lines)) from None


def _text(path: Path) -> str:
    try:
        content = files.read(path, MAX_BYTES)
    except FileNotFoundError:
        raise ConfigError(f"{path} is missing: run macrosync in a project's folder, or give --root.") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}): mend that, or give --root.") from None
    if len(content) > MAX_BYTES:
        raise ConfigError(f"{FILE} has more than {MAX_BYTES // 1024} KB: keep to the keys of docs/admin.md.")
    try:
        # Some editors of Windows put a byte-order mark before UTF-8, which TOML does not know.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(f"{FILE} is not UTF-8: save it as UTF-8.") from None


def _parsed(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{FILE} is not TOML: {str(error).rstrip('.')}; put text in double quotes.") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, a thousand brackets
        raise ConfigError(f"{FILE} is not TOML that can be read: keep to the keys of docs/admin.md.") from None
