"""What the files of a project want of an account, read from memory where nothing that it comes of has changed.

Reading, checking and compiling thousands of files takes seconds, and gives the same every time. What is remembered goes
by a digest of all that it comes of: every byte of the files, the target's names, and macrosync itself. So it is never
out of date, and only what is without findings is remembered.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias, cast

from macrosync import itself
from macrosync.definitions import files
from macrosync.definitions.tree import LOCK, walk
from macrosync.errors import DefinitionsInvalid
from macrosync.plan import defined
from macrosync.plan.defined import Defined
from macrosync.resources import Json, Kind, Ref, Resource, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from macrosync.checks import Report
    from macrosync.definitions.target import Target
    from macrosync.memory import Memory

_Kept: TypeAlias = (
    "tuple[tuple[str, str, int, tuple[str, int, int]], dict[str, Json], list[str], dict[str, Json], "
    "tuple[str, list[str], list[tuple[str, str]]]]"
)
#: Raised with every change of what is remembered of a resource.
_FORMAT = 1
_KINDS = {kind.value: kind for kind in Kind}
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """The desired resources, and the canonical form of each."""

    desired: tuple[Resource, ...]
    defined: Mapping[Ref, Defined]


def read(root: Path, target: Target, memory: Memory) -> Wanted:
    """What the files in a folder want. Raises DefinitionsInvalid with every finding."""
    place = key(root, target)
    kept = memory.get(place) if place else None
    if kept is not None:
        return _taken(cast("Iterable[_Kept]", kept))
    # Imported only now: the compiler and all checks take longer to import than what is remembered to be read.
    from macrosync import compiling  # noqa: PLC0415

    return keep(compiling.check(root, target), place, memory)


def keep(report: Report, place: str, memory: Memory) -> Wanted:
    """Remember what was compiled under its key, where it has one. Raises DefinitionsInvalid for findings."""
    if report.findings:
        raise DefinitionsInvalid(report.findings)
    made = Wanted(report.desired, {each.ref: defined.of(each) for each in report.desired})
    if place:
        memory.put(place, [_given(each, made.defined[each.ref]) for each in made.desired])
    return made


def key(root: Path, target: Target) -> str:
    """The digest of all that the files are compiled from; empty where one cannot be read, which is a finding."""
    found = hashlib.sha256(repr((_FORMAT, target, *itself.told())).encode())
    there, findings = walk(root)
    if findings:
        return ""
    folder = os.fspath(root)
    try:
        found.update(files.read(root / LOCK, _MOST_BYTES))
        for file in there:  # each of them is a regular file
            with open(os.path.join(folder, file.on_disk), "rb", buffering=0) as opened:  # noqa: PTH118, PTH123 - quicker
                content = opened.read()
            found.update(b"\n%b %d\n" % (file.path.encode(), len(content)))
            found.update(content)
    except OSError:
        return ""
    return found.hexdigest()


def _given(resource: Resource, known: Defined) -> list[Json]:
    """One as JSON; of its form, what is not just as it stands in the payload."""
    place = resource.source
    own = {name: value for name, value in known.form.items() if not _is_same(value, resource.payload.get(name))}
    return [
        [resource.kind.value, resource.key, resource.version, [place.path, place.line, place.column]],
        dict(resource.payload),
        [*known.form],
        own,
        [known.digest, [*known.referring], [[ref.kind.value, ref.key] for ref in sorted(known.refs)]],
    ]


def _taken(kept: Iterable[_Kept]) -> Wanted:
    """What was remembered; it has the shape that it was given."""
    desired: list[Resource] = []
    forms: dict[Ref, Defined] = {}
    for (kind, key, version, place), payload, names, own, (digest, referring, refs) in kept:
        resource = Resource(_KINDS[kind], key, version, payload, Source(*place))
        form = {name: own[name] if name in own else payload.get(name) for name in names}
        desired.append(resource)
        forms[resource.ref] = Defined(form, digest, (*referring,), frozenset(_ref(*each) for each in refs))
    return Wanted((*desired,), forms)


@cache
def _ref(kind: str, key: str) -> Ref:
    return Ref(_KINDS[kind], key)


def _is_same(value: Json, sent: Json) -> bool:
    return type(value) is type(sent) and value == sent
