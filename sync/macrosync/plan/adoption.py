"""Taking over what someone else made: whether that may be, and what is written. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.errors import ConfigError, PlanRefused
from macrosync.plan import mark
from macrosync.plan.by_name import name_of
from macrosync.plan.mark import Mark
from macrosync.resources import Json, Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.resources import Remote, Resource, Snapshot

#: What macrosync.toml is told of the kinds that go by name: the key, and whether it is a list.
_SETTINGS = MappingProxyType(
    {
        Kind.TICKET_FORM: ("ticket_forms", True),
        Kind.TRIGGER_CATEGORY: ("trigger_category", False),
        Kind.CATEGORY: ("category", False),
        Kind.SECTION: ("section", False),
        Kind.PERMISSION_GROUP: ("permission_group", False),
        Kind.USER_SEGMENT: ("user_segment", False),
    }
)


@dataclass(frozen=True, slots=True)
class Adoption:
    """One resource of the account that is to bear our mark; `payload` is the field that is written, and no other."""

    remote: Remote
    key: str
    mark: Mark
    payload: dict[str, Json]

    @property
    def title(self) -> str:
        """What people call it."""
        return name_of(self.remote)

    @property
    def carrier(self) -> str:
        """The field that the mark is written into."""
        return mark.CARRIERS[self.remote.kind]


def adopt(remote: Remote, key: str, desired: Sequence[Resource], snapshot: Snapshot, project: str) -> Adoption:
    """What is written for a resource to be ours under a key.

    Its mark says nothing of what it holds, so that the next plan shows all that differs as made by hand. Raises
    PlanRefused where it may not be taken over, and ConfigError for a key that is not defined or a kind without marks.
    """
    resource = _defined(remote.kind, key, desired)
    _refuse_marked(remote, project)
    _refuse_taken(remote, key, snapshot, project)
    _refuse_another_type(remote, resource)
    made = Mark(project, key, resource.version, mark.UNAPPLIED)
    carrier = mark.CARRIERS[remote.kind]
    return Adoption(remote, key, made, {carrier: mark.put(remote.kind, remote.payload, made)[carrier]})


def by_name(remote: Remote, desired: Sequence[Resource], key: str, prefix: str | None) -> str:
    """What to do for a kind that bears no mark: a sentence with what to write, and where."""
    name = name_of(remote)
    if remote.kind is Kind.AUTOMATION:
        wanted = next((str(each.payload.get("title")) for each in desired if each.ref == Ref(remote.kind, key)), "")
        title = f"rename it to `{wanted}`" if wanted else f"begin its title with `{prefix or 'a prefix'}` and a blank"
        return (
            f"An automation bears no mark and goes by its title, which `automation_prefix` in macrosync.toml says is "
            f"ours: {title} in Zendesk."
        )
    if remote.kind is Kind.GROUP:
        return f"A group is only looked up: write {_toml(name)} into `groups` of the target in macrosync.toml."
    setting, listed = _SETTINGS[remote.kind]
    value = f"[{_toml(name)}]" if listed else _toml(name)
    return (
        f"A {remote.kind.label} bears no mark and goes by its name: write `{setting} = {value}` into the target in "
        "macrosync.toml, and the next plan takes it for ours."
    )


def _defined(kind: Kind, key: str, desired: Sequence[Resource]) -> Resource:
    if resource := next((each for each in desired if each.ref == Ref(kind, key)), None):
        return resource
    if others := [each.kind.label for each in desired if each.key == key]:
        raise ConfigError(
            f"`{key:.200}` is the key of a {others[0]}, and not of a {kind.label}: give the kind of both."
        )
    keys = sorted(each.key for each in desired if each.kind is kind)
    near = get_close_matches(key, keys, n=3, cutoff=0.5) or keys[:3]
    such = f", such as {', '.join(near)}" if near else ", and no other"
    raise ConfigError(f"No {kind.label} has the key `{key:.200}` in the files{such}: define it first, or mend the key.")


def _refuse_marked(remote: Remote, project: str) -> None:
    for found in mark.every(remote.kind, remote.payload):
        who = "this project" if found.project == project else f"the project `{found.project}`"
        way = "it need not be taken over" if found.project == project else "take that mark out of it there first"
        raise PlanRefused(
            f"The {remote.kind.label} `{name_of(remote)}` (id {remote.id}) bears the mark of {who} already, with the "
            f"key `{found.key}`: {way}."
        )


def _refuse_taken(remote: Remote, key: str, snapshot: Snapshot, project: str) -> None:
    for other in snapshot.of(remote.kind):
        marks = mark.every(other.kind, other.payload)
        if any((each.project, each.key) == (project, key) for each in marks):
            raise PlanRefused(
                f"The {remote.kind.label} {key} is in the account already: `{name_of(other)}` (id {other.id}); delete "
                "it there or take its mark out first, or give another key."
            )


def _refuse_another_type(remote: Remote, resource: Resource) -> None:
    """The type of a ticket field cannot be changed (REC: ignored with a warning)."""
    there, wanted = remote.payload.get("type"), resource.payload.get("type")
    if remote.kind is Kind.TICKET_FIELD and there != wanted:
        raise PlanRefused(
            f"The ticket field `{name_of(remote)}` (id {remote.id}) is of type {there}, and {resource.source} wants "
            f"{wanted}, which Zendesk cannot make of it: give another field."
        )


def _toml(name: str) -> str:
    """A basic string of TOML, which escapes as JSON does."""
    return json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")
