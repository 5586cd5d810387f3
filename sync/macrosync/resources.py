"""The one vocabulary that every part shares: frozen, and free of any effect.

A payload is plain JSON, in the shape that Zendesk's API takes and gives. Where it needs the id of another
resource it holds a reference, written `@{kind/key}`: alone in a string it stands for the id as Zendesk gives it, a
number for most kinds, inside a longer string for the id as text. That keeps a desired payload comparable, printable
and storable before any id is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter, is_
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Payload: TypeAlias = Mapping[str, Json]
#: An id of Zendesk's: a number, or for the kinds of TEXT_IDS a text.
Id: TypeAlias = "int | str"


class Kind(StrEnum):
    """The kinds of Zendesk resources that macrosync knows; the value is the word used in output and marks."""

    TICKET_FIELD = "ticket_field"
    FIELD_OPTION = "field_option"
    TICKET_FORM = "ticket_form"
    WEBHOOK = "webhook"
    TRIGGER_CATEGORY = "trigger_category"
    TRIGGER = "trigger"
    AUTOMATION = "automation"
    VIEW = "view"
    MACRO = "macro"
    CATEGORY = "category"
    SECTION = "section"
    ARTICLE = "article"
    GROUP = "group"
    USER_SEGMENT = "user_segment"
    PERMISSION_GROUP = "permission_group"

    #: Of the text that it is: an enumeration's own is written in Python, and kinds are looked up all the time.
    __hash__ = str.__hash__

    @property
    def label(self) -> str:
        """The word for people: "ticket field"."""
        return self.value.replace("_", " ")


#: Kinds that macrosync only looks up by name and never creates, changes or deletes.
LOOKED_UP = frozenset({Kind.GROUP, Kind.USER_SEGMENT, Kind.PERMISSION_GROUP})
#: Kinds whose ids are texts: ULIDs of webhooks, digits of trigger categories (recorded).
TEXT_IDS = frozenset({Kind.WEBHOOK, Kind.TRIGGER_CATEGORY})
#: Stands in a payload for the account's own address, scheme and host; each target has its own.
ACCOUNT = "@{account}"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A place in a file of the project: path relative to the root, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong in the definitions: where, one sentence, and the id that docs/findings.md explains."""

    source: Source
    id: str
    message: str

    def __str__(self) -> str:
        return f"{self.source}: {self.message} [{self.id}]"


class Ref(NamedTuple):
    """A reference to a resource by kind and key; for looked-up kinds the key is the name in Zendesk.

    A tuple, since references are looked up all the time, and a tuple's hash is not written in Python.
    """

    kind: Kind
    key: str

    def __str__(self) -> str:
        return f"@{{{self.kind}/{self.key}}}"


#: Only words of ours are kinds: an author may write any other `@{…}` as text.
_BEGINS = "@{"
REF = re.compile(r"@\{(" + "|".join(Kind) + r")/([^{}]+)\}")


def in_order(refs: Iterable[Ref]) -> list[Ref]:
    """References sorted as they compare, which takes long for thousands."""
    return sorted(refs, key=attrgetter("kind", "key"))


@lru_cache(1 << 12)
def _in_text(text: str) -> tuple[tuple[str, Ref], ...]:
    """The references of a text, each as it is written there; the same few stand in thousands of texts."""
    return tuple((match[0], Ref(Kind(match[1]), match[2])) for match in REF.finditer(text))


def refs_in(value: Json | Payload) -> Iterator[Ref]:
    """Every reference in a payload or a part of one, in order of appearance, repeats included."""
    found: list[Ref] = []
    _gather(value, found)
    return iter(found)


def _gather(part: Json | Payload, found: list[Ref]) -> None:
    if isinstance(part, str):
        if _BEGINS in part:
            found += [ref for _, ref in _in_text(part)]
    elif isinstance(part, list):
        for each in part:
            _gather(each, found)
    elif part is not None and not isinstance(part, int | float):
        for name, each in part.items():
            if _BEGINS in name:
                _gather(name, found)
            if not isinstance(each, str) or _BEGINS in each:
                _gather(each, found)


def resolve(value: Json, ids: Mapping[Ref, Id]) -> Json:
    """Put ids in the place of references; a reference without an id stays as it is written.

    What holds no reference is given back as it is, the very same object.
    """
    if isinstance(value, str):
        return _resolved(value, ids) if _BEGINS in value else value
    if isinstance(value, list):
        listed = [resolve(item, ids) for item in value]
        return value if all(map(is_, listed, value)) else listed
    if isinstance(value, dict):
        return _resolved_object(value, ids)
    return value


def _resolved_object(value: dict[str, Json], ids: Mapping[Ref, Id]) -> dict[str, Json]:
    """Most objects are small and hold a text or two, so these are not looked at one call each."""
    found = value
    for name, item in value.items():
        if isinstance(item, str) and _BEGINS not in item:
            continue
        if (put := resolve(item, ids)) is not item:
            found = dict(value) if found is value else found
            found[name] = put
    if any(_BEGINS in name for name in value):
        return {str(_resolved(name, ids)): item for name, item in found.items()}
    return found


def _resolved(text: str, ids: Mapping[Ref, Id]) -> Json:
    refs = _in_text(text)
    if len(refs) == 1 and refs[0][0] == text:
        return ids.get(refs[0][1], text)
    for written, ref in dict(refs).items():
        text = text.replace(written, str(ids.get(ref, written)))
    return text


@dataclass(frozen=True, slots=True)
class Resource:
    """What the definitions want to be in Zendesk.

    `payload` holds the managed fields only, without a mark. `version` is the definition's; `source` is the
    line that an author would change.
    """

    kind: Kind
    key: str
    version: int
    payload: Payload
    source: Source
    #: How other payloads refer to this resource.
    ref: Ref = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ref", Ref(self.kind, self.key))

    @property
    def refs(self) -> frozenset[Ref]:
        """What this resource needs to exist before it."""
        return frozenset(refs_in(self.payload))


@dataclass(frozen=True, slots=True)
class Remote:
    """What Zendesk holds: `payload` is the object as the API gave it, unmanaged fields included.

    An article's payload carries the title and body of the one locale that macrosync manages.
    """

    kind: Kind
    id: Id
    payload: Payload

    @property
    def rank(self) -> tuple[int, str]:
        """Its place among those of its kind by id: numbers by their size, and other texts as such."""
        digits = str(self.id).isdecimal()
        return (int(self.id), "") if digits else (0, str(self.id))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The remote resources of the kinds that were fetched, in the order in which Zendesk lists them."""

    resources: Mapping[Kind, tuple[Remote, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, kind: Kind) -> tuple[Remote, ...]:
        """All of one kind; empty where the kind was not fetched."""
        return self.resources.get(kind, ())

    def get(self, kind: Kind, id: Id) -> Remote | None:  # noqa: A002 - the field's own word
        """One by its id, or None."""
        return next((remote for remote in self.of(kind) if remote.id == id), None)
