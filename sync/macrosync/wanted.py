"""What the files of a project want of an account, read from memory where nothing that it comes of has changed.

Reading, checking and compiling thousands of files takes seconds, and gives the same every time. What is remembered goes
by a digest of all that it comes of: every byte of the files, the target's names, and macrosync itself. So it is never
out of date, and only what is without findings is remembered.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias, cast

from macrosync import itself
from macrosync.definitions import files
from macrosync.definitions.tree import LOCK, walk
from macrosync.errors import DefinitionsInvalid
from macrosync.plan import defined
from macrosync.plan.defined import Defined
from macrosync.resources import Json, Kind, Payload, Ref, Resource, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from macrosync.definitions.target import Target
    from macrosync.memory import Memory

_Head: TypeAlias = "tuple[str, str, int, tuple[str, int, int]]"
_Form: TypeAlias = "tuple[list[str], dict[str, Json], str, list[str], list[tuple[str, str]]]"
_Kept: TypeAlias = "tuple[_Head, dict[str, Json], _Form | None]"
#: Raised with every change of what is remembered of a resource.
_FORMAT = 2
_KINDS = {kind.value: kind for kind in Kind}
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """The desired resources, and the canonical form of each, where that was made already."""

    desired: tuple[Resource, ...]
    defined: Mapping[Ref, Defined]


def read(root: Path, target: Target, memory: Memory) -> Wanted:
    """What the files in a folder want. Raises DefinitionsInvalid with every finding."""
    place = key(root, target)
    kept = memory.get(place) if place else None
    if kept is None:
        # Imported only now: the compiler and all checks take longer to import than what is remembered to be read.
        from macrosync import compiling  # noqa: PLC0415

        report = compiling.check(root, target)
        if report.findings:
            raise DefinitionsInvalid(report.findings)
        found = Wanted(report.desired, {})
    else:
        found = _taken(cast("Iterable[_Kept]", kept))
    if len(found.defined) == len(found.desired):
        return found
    whole = replace(found, defined={each.ref: defined.of(each) for each in found.desired})
    _keep(whole, root, target, place, memory)
    return whole


def keep(desired: tuple[Resource, ...], root: Path, target: Target, place: str, memory: Memory) -> None:
    """Remember what was compiled, and leave the forms to the first plan, which needs them."""
    _keep(Wanted(desired, {}), root, target, place, memory)


def _keep(found: Wanted, root: Path, target: Target, place: str, memory: Memory) -> None:
    """Under its key, where it has one, and nobody changed a file while it was compiled."""
    if place and memory.folder is not None and key(root, target) == place:
        memory.put(place, [_given(each, found.defined.get(each.ref)) for each in found.desired])


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


def _given(resource: Resource, known: Defined | None) -> list[Json]:
    """One as JSON."""
    place = resource.source
    head: list[Json] = [resource.kind.value, resource.key, resource.version, [place.path, place.line, place.column]]
    return [head, dict(resource.payload), _form(resource.payload, known) if known else None]


def _form(payload: Payload, known: Defined) -> list[Json]:
    """Its form as JSON: the names, what is not just as it stands in the payload, and the rest."""
    own = {name: value for name, value in known.form.items() if not _is_same(value, payload.get(name))}
    refs: list[Json] = [[ref.kind.value, ref.key] for ref in sorted(known.refs)]
    return [[*known.form], own, known.digest, [*known.referring], refs]


def _taken(kept: Iterable[_Kept]) -> Wanted:
    """What was remembered; it has the shape that it was given."""
    desired: list[Resource] = []
    forms: dict[Ref, Defined] = {}
    for (kind, key, version, place), payload, known in kept:
        resource = Resource(_KINDS[kind], key, version, payload, Source(*place))
        desired.append(resource)
        if known is not None:
            names, own, digest, referring, refs = known
            form = {name: own[name] if name in own else payload.get(name) for name in names}
            forms[resource.ref] = Defined(form, digest, (*referring,), frozenset(_ref(*each) for each in refs))
    return Wanted((*desired,), forms)


@cache
def _ref(kind: str, key: str) -> Ref:
    return Ref(_KINDS[kind], key)


def _is_same(value: Json, sent: Json) -> bool:
    return type(value) is type(sent) and value == sent
